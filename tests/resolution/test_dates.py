"""The date of a statement: phrases in a sentence, read against the page's date."""

from __future__ import annotations

import pytest
from edtf import parse_edtf

from onrecord.core.article import Article, Block, BlockKind, Fact
from onrecord.core.statements import Attribution
from onrecord.resolution.dates import said_of

CONTENT = "The bridge will stay closed"


def page(text: str, published: str | None, url: str | None = None) -> Article:
    fact = Fact(published, "option") if published else None
    block = Block(BlockKind.PARAGRAPH, 0, len(text))
    return Article(id="page", page="page.txt", text=text, blocks=(block,), published=fact, url=url)


def said(
    text: str,
    published: str | None,
    cue: str = "said",
    content: str = CONTENT,
    url: str | None = None,
    source: str = "",
) -> str | None:
    article = page(text, published, url)
    start, place = text.index(content), text.index(cue)
    who = text.index(source)
    attribution = Attribution(
        content=(article.span(start, start + len(content)),),
        cue=(article.span(place, place + len(cue)),),
        source=(article.span(who, who + len(source)),) if source else (),
    )
    found = said_of(article, attribution)
    if found is None:
        return None
    assert found.evidence is not None
    assert text[found.evidence.start : found.evidence.end] == found.evidence.text
    parse_edtf(found.edtf)
    return found.edtf


# 2017-02-23 is a Thursday.
AFTER_THE_VERB = [
    # a day of the month, in the orders and spellings that pages have
    ("on Feb. 22", "2017-02-23", "2017-02-22"),
    ("on Feb. 22", None, "XXXX-02-22"),
    ("on Feb 22", "2017-02-23", "2017-02-22"),
    ("on February 22", None, "XXXX-02-22"),
    ("on February 22nd", "2017-02-23", "2017-02-22"),
    ("on Feb. 22nd, 2017", None, "2017-02-22"),
    ("on 22 February", None, "XXXX-02-22"),
    ("on 22 February", "2017-02-23", "2017-02-22"),
    ("on 22 February 2017", None, "2017-02-22"),
    ("on 22 Feb 2017", None, "2017-02-22"),
    ("on 22nd February 2017", None, "2017-02-22"),
    ("on the 22nd of February", "2017-02-23", "2017-02-22"),
    ("on Feb. 22, 2016", "2017-02-23", "2016-02-22"),
    ("on Feb. 22, 2016", None, "2016-02-22"),
    ("on Sept. 5, 2016", None, "2016-09-05"),
    ("on Sep 5, 2016", None, "2016-09-05"),
    ("on Mar 3, 2016", None, "2016-03-03"),
    ("on May 5", "2017-05-06", "2017-05-05"),
    ("on 2017-02-22", None, "2017-02-22"),
    ("on 2/22/2017", None, "2017-02-22"),
    ("on 22/02/2017", None, "2017-02-22"),
    ("on 02/02/2017", None, "2017-02-02"),
    ("on 02/03/2017", None, None),  # February in one country, March in another
    ("on Wednesday, Feb. 22", "2017-02-23", "2017-02-22"),
    ("on Wednesday, Feb. 22", None, "XXXX-02-22"),
    ("on Wednesday, February 22, 2017", None, "2017-02-22"),
    ("on Wednesday 22 February", "2017-02-23", "2017-02-22"),
    ("on Wednesday the 22nd of February", "2017-02-23", "2017-02-22"),
    ("on Feb. 22 at noon", "2017-02-23", "2017-02-22"),
    ("on the 22nd", "2017-02-23", None),
    # over New Year, and days that only some years or none have
    ("on Dec. 30", "2017-01-02", "2016-12-30"),
    ("on Dec. 31", "2017-01-01", "2016-12-31"),
    ("on Jan. 1", "2017-01-02", "2017-01-01"),
    ("on Jan. 2", "2017-12-31", "2017-01-02"),
    ("on March 3", "2017-02-23", "2016-03-03"),
    ("on Feb. 24", "2017-02-23", "2017-02-24"),  # days ahead: the page was written on after its date
    ("on March 2", "2017-02-23", "2017-03-02"),
    ("on Feb. 29", "2016-03-02", "2016-02-29"),
    ("on Feb. 29", "2017-03-02", "2016-02-29"),
    ("on Feb. 29", None, "XXXX-02-29"),
    ("on Feb. 29, 2017", "2017-03-02", None),
    ("on Feb. 30", "2017-02-23", None),
    ("on 31 April", None, None),
    ("on New Year's Eve", "2017-01-02", "2016-12-31"),
    ("on New Year’s Day", "2017-01-02", "2017-01-01"),
    ("on Christmas Day", "2017-01-02", "2016-12-25"),
    ("on Christmas Eve", None, "XXXX-12-24"),
    ("on the Fourth of July", "2017-07-05", "2017-07-04"),
    ("on Thanksgiving", "2016-11-25", None),
    # weekdays against the published day
    ("on Thursday", "2017-02-23", "2017-02-23"),
    ("on Monday", "2017-02-20", "2017-02-20"),
    ("on Sunday", "2017-02-20", "2017-02-19"),
    ("on Wednesday", "2017-02-23", "2017-02-22"),
    ("Wednesday", "2017-02-23", "2017-02-22"),
    ("Wednesday morning", "2017-02-23", "2017-02-22"),
    ("Tuesday night", "2017-02-23", "2017-02-21"),
    ("on Tuesday night", "2017-02-22", "2017-02-21"),
    ("late Friday", "2017-02-25", "2017-02-24"),
    ("late on Tuesday", "2017-02-23", "2017-02-21"),
    ("early Wednesday", "2017-02-23", "2017-02-22"),
    ("at 6:30 a.m. Wednesday", "2017-02-23", "2017-02-22"),
    ("on Friday", "2017-02-23", "2017-02-17"),
    ("on Saturday", "2017-01-02", "2016-12-31"),
    ("on Tuesday", "2016-03-01", "2016-03-01"),
    ("on Monday", "2016-03-01", "2016-02-29"),
    ("last Friday", "2017-02-23", "2017-02-17"),
    ("last Thursday", "2017-02-23", "2017-02-16"),
    ("last Monday", "2017-02-23", "[2017-02-13,2017-02-20]"),  # of this week or of the one before
    ("last Saturday", "2017-02-20", "2017-02-18"),
    ("this past Monday", "2017-02-23", "2017-02-20"),
    ("Monday of last week", "2017-02-23", "2017-02-13"),
    ("on Tuesday of this week", "2017-02-23", "2017-02-21"),
    ("a week ago Monday", "2017-02-23", "2017-02-13"),
    ("Monday and Tuesday", "2017-02-23", "2017-02-20/2017-02-21"),
    ("Monday through Friday", "2017-02-23", None),  # of every week
    ("Monday-Friday", "2017-02-23", None),
    ("on Monday", None, None),
    ("last Monday", None, None),
    ("on Super Tuesday", "2016-03-03", None),
    ("on Black Friday", "2016-11-28", None),
    ("next Friday", "2017-02-23", None),
    # days and hours told from today
    ("today", "2017-02-23", "2017-02-23"),
    ("this morning", "2017-02-23", "2017-02-23"),
    ("tonight", "2017-02-23", "2017-02-23"),
    ("yesterday", "2017-02-23", "2017-02-22"),
    ("yesterday", "2017-01-01", "2016-12-31"),
    ("last night", "2016-03-01", "2016-02-29"),
    ("yesterday", None, None),
    ("today", None, None),
    ("tomorrow", "2017-02-23", None),
    # weeks and weekends
    ("this week", "2017-02-23", "2017-02-19/2017-02-23"),
    ("earlier this week", "2017-02-23", "2017-02-19/2017-02-23"),
    ("last week", "2017-02-23", "2017-02-13/2017-02-19"),
    ("late last week", "2017-02-23", "2017-02-13/2017-02-19"),
    ("over the weekend", "2017-02-23", "2017-02-18/2017-02-19"),
    ("over the weekend", "2017-02-26", "2017-02-25/2017-02-26"),
    ("over the weekend", "2017-02-25", "2017-02-25"),  # its Sunday is still to come
    ("last weekend", "2017-02-23", "2017-02-18/2017-02-19"),
    ("last weekend", "2017-02-25", "2017-02-18/2017-02-19"),
    ("last weekend", "2017-02-26", "2017-02-18/2017-02-19"),
    ("earlier this week", None, None),
    ("over the weekend", None, None),
    ("next week", "2017-02-23", None),
    # months, seasons and years
    ("last month", "2017-02-23", "2017-01"),
    ("last month", "2017-01-10", "2016-12"),
    ("late last month", "2017-02-23", "2017-01"),
    ("earlier this month", "2017-02-23", "2017-02"),
    ("next month", "2017-02-23", None),
    ("last year", "2017-02-23", "2016"),
    ("late last year", "2017-02-23", "2016"),
    ("earlier this year", "2017-02-23", "2017"),
    ("in January", "2017-02-23", "2017-01"),
    ("in December", "2017-02-23", "2016-12"),
    ("in February", "2017-02-23", "2017-02"),
    ("in early January", "2017-02-23", "2017-01"),
    ("in January", None, "XXXX-01"),
    ("in January 2015", "2017-02-23", "2015-01"),
    ("in January of 2015", None, "2015-01"),
    ("in January of last year", "2017-02-23", "2016-01"),
    ("last January", "2017-02-23", "2017-01"),
    ("last December", "2017-02-23", "2016-12"),
    ("in 2014", "2017-02-23", "2014"),
    ("in 2014", None, "2014"),
    ("in late 2016", "2017-02-23", "2016"),
    ("back in 2009", "2017-02-23", "2009"),
    ("in the 1990s", "2017-02-23", "199X"),
    ("last summer", "2017-02-23", "2016-22"),
    ("last fall", "2017-02-23", "2016-23"),
    ("last spring", "2017-02-23", "2016-21"),
    ("in the summer of 2015", None, "2015-22"),
    ("in the winter of 2015", None, None),  # it lies in two years
    ("last month", None, None),
    ("last year", None, None),
    # so long ago
    ("three days ago", "2017-02-23", "2017-02-20"),
    ("a week ago", "2017-02-23", "2017-02-16~"),
    ("two weeks ago", "2017-02-23", "2017-02-09~"),
    ("about 10 days ago", "2017-02-23", "2017-02-13~"),
    ("two months ago", "2017-02-23", "2016-12~"),
    ("two years ago", "2017-02-23", "2015~"),
    ("a decade ago", "2017-02-23", "2007~"),
    ("two weeks ago", None, None),
    # ranges
    ("on Feb. 20-22", "2017-02-23", "2017-02-20/2017-02-22"),
    ("on Feb. 20 and 21", "2017-02-23", "2017-02-20/2017-02-21"),
    ("from Feb. 20 to 22", "2017-02-23", "2017-02-20/2017-02-22"),
    ("between Feb. 20 and Feb. 22", "2017-02-23", "2017-02-20/2017-02-22"),
    ("on Dec. 30-Jan. 2", "2017-01-05", "2016-12-30/2017-01-02"),
    ("on Feb. 20-22, 2016", None, "2016-02-20/2016-02-22"),
    ("on Feb. 20-22", None, "XXXX-02"),
    ("on Feb. 22-20", "2017-02-23", None),
    # told from what the page told before, or not at all
    ("a day earlier", "2017-02-23", None),
    ("the day before", "2017-02-23", None),
    ("the next day", "2017-02-23", None),
    ("hours later", "2017-02-23", None),
    ("two days later", "2017-02-23", None),
    ("that day", "2017-02-23", None),
    ("at 5 p.m.", "2017-02-23", None),
    ("at the time", "2017-02-23", None),
    ("", "2017-02-23", None),
    # pages that tell no more than a month or a year of their own date
    ("on Feb. 22", "2017-02", "2017-02-22"),
    ("in March", "2017-02", "2016-03"),
    ("last month", "2017-02", "2017-01"),
    ("on Monday", "2017-02", None),
    ("on Feb. 22", "2017", "XXXX-02-22"),
    ("last year", "2017", "2016"),
    ("yesterday", "2017", None),
]


@pytest.mark.parametrize(("phrase", "published", "expected"), AFTER_THE_VERB)
def test_a_date_after_the_verb(phrase: str, published: str | None, expected: str | None) -> None:
    gap = f" {phrase}" if phrase else ""
    assert said(f'"{CONTENT}," the mayor said{gap}.', published) == expected


@pytest.mark.parametrize(("phrase", "published", "expected"), [row for row in AFTER_THE_VERB if row[0]])
def test_a_date_before_the_speaker(phrase: str, published: str | None, expected: str | None) -> None:
    opening = phrase[0].upper() + phrase[1:]
    assert said(f"{opening}, the mayor said: {CONTENT}.", published) == expected


# Sentences of a story of Thursday, 2017-02-23: the words, the cue, the date of the saying. § is what was said.
SENTENCES = [
    ("In a 2014 interview, the mayor said: §.", "said", "2014"),
    ("The mayor said in a 2014 interview with CNN that §.", "said", "2014"),
    ("In a March 2016 speech, the mayor said: §.", "said", "2016-03"),
    ("In a Feb. 20 interview, the mayor said: §.", "said", "2017-02-20"),
    ("In an interview with CNN on Tuesday, the mayor said: §.", "said", "2017-02-21"),
    ("The mayor said Tuesday on CNN that §.", "said", "2017-02-21"),
    ('"§," the mayor told reporters on Wednesday.', "told", "2017-02-22"),
    ('"§," said Ann Lee, the mayor of Leeds, on Wednesday.', "said", "2017-02-22"),
    ('"§," said Ann Lee in a statement issued late Wednesday.', "said", "2017-02-22"),
    ('"§," Ann Lee, 42, of Leeds, said Monday.', "said", "2017-02-20"),
    ("The mayor, in a statement Monday, said §.", "said", "2017-02-20"),
    ("The mayor on Monday said §.", "said", "2017-02-20"),
    ("The mayor late Monday denied §.", "denied", "2017-02-20"),
    ("Ann Lee, speaking in Leeds on Monday, said §.", "said", "2017-02-20"),
    ("Speaking in Leeds on Monday, the mayor said §.", "said", "2017-02-20"),
    ("Asked on Tuesday about the vote, the mayor said: §.", "said", "2017-02-21"),
    ("Appearing on CNN on Sunday, the mayor said §.", "said", "2017-02-19"),
    ("Writing in the paper on Monday, the mayor said §.", "said", "2017-02-20"),
    ("At a rally Tuesday night in Ohio, the mayor said §.", "said", "2017-02-21"),
    ("During Tuesday’s hearing, the mayor said §.", "said", "2017-02-21"),
    ("At Monday's news conference, the mayor said §.", "said", "2017-02-20"),
    ("In Tuesday's debate, the mayor said §.", "said", "2017-02-21"),
    ("In an op-ed published Monday in the paper, the mayor wrote: §.", "wrote", "2017-02-20"),
    ("In a letter dated Feb. 3, the mayor wrote: §.", "wrote", "2017-02-03"),
    ("In testimony on Feb. 7, 2017, the mayor said §.", "said", "2017-02-07"),
    ("In her inaugural address on Jan. 20, the mayor said §.", "said", "2017-01-20"),
    ("In interviews Monday and Tuesday, officials said §.", "said", "2017-02-20/2017-02-21"),
    ('"§," the mayor wrote on Twitter on Feb. 20.', "wrote", "2017-02-20"),
    ('"§," the mayor tweeted at 6:30 a.m. Wednesday.', "tweeted", "2017-02-22"),
    ('"§," the mayor said in an interview that aired Sunday.', "said", "2017-02-19"),
    ('"§," the mayor said in a video posted Wednesday.', "said", "2017-02-22"),
    ('"§," the mayor said Thursday after the vote.', "said", "2017-02-23"),
    ('"§," the mayor said Thursday, a day after the vote.', "said", "2017-02-23"),
    ("On Wednesday night, after the vote, the mayor said §.", "said", "2017-02-22"),
    ('"§," the mayor told the paper in 2009.', "told", "2009"),
    ('"§," the mayor told the paper last year.', "told", "2016"),
    ("Two weeks ago the mayor said that §.", "said", "2017-02-09~"),
    ("The mayor is expected to say on Friday that §.", "is expected to say", "2017-02-24"),
    ("The mayor is expected to say tomorrow that §.", "is expected to say", "2017-02-24"),
    ("The mayor is expected to say this weekend that §.", "is expected to say", "2017-02-25/2017-02-26"),
    ("The mayor is expected to say on March 3 that §.", "is expected to say", "2017-03-03"),
    ("The mayor is quoted as saying at a ceremony Thursday that §.", "is quoted as saying", "2017-02-23"),
    ("The mayor spoke out Tuesday about the bridge, arguing that §.", "arguing", "2017-02-21"),
    ("The mayor expressed worry Wednesday about the bridge, saying §.", "saying", "2017-02-22"),
    ("The mayor gave an interview to the paper on Friday and warned that §.", "warned", "2017-02-17"),
    ("Yet on Jan. 22, the mayor said §.", "said", "2017-01-22"),
    ('"§," the mayor said as she left the hall on Tuesday.', "said", "2017-02-21"),
    ('"§," the mayor said while visiting Ohio on Tuesday.', "said", "2017-02-21"),
    # dates of something else
    ('"§," the mayor said as she prepared to face voters on Tuesday.', "said", None),
    ('"§," the mayor told USA Today.', "told", None),
    ("Today, the mayor wants §.", "wants", None),
    ("Today, the mayor said §.", "said", "2017-02-23"),
    ('"§," said the mayor of the town where he lived at the time of his death in 2012.', "said", None),
    ('"§," the mayor said on the Today show.', "said", None),
    ("The mayor criticized Monday's vote, saying §.", "saying", None),
    ("The mayor, who won on Tuesday, criticized the vote, saying §.", "saying", None),
    ("The mayor, elected in 2012, said: §.", "said", None),
    ("The mayor, who took office in January, said: §.", "said", None),
    ("The mayor, 42, said: §.", "said", None),
    ("The mayor said after Monday's vote that §.", "said", None),
    ("The mayor said before Friday's debate that §.", "said", None),
    ("After losing on Tuesday, the mayor said §.", "said", None),
    ("Since Monday, officials have said §.", "have said", None),
    ('"§," the mayor said of the 2016 election.', "said", None),
    ('"§," the mayor said of Monday\'s vote.', "said", None),
    ('"§," the mayor said of last week\'s storm.', "said", None),
    ('"§," the mayor said about 2016.', "said", None),
    ('"§," the mayor said ahead of Friday\'s vote.', "said", None),
    ('"§," the mayor said, referring to the Sept. 11 attacks.', "said", None),
    ("The mayor said of his 1990s childhood: §.", "said", None),
    ('"§," said Ann Lee, who won on Tuesday.', "said", None),
    ('"§," said Ann Lee, a senator since 2009.', "said", None),
    ('"§," said Ann Lee, mayor from 2009 to 2013.', "said", None),
    ('"§," said Ann Lee, whose book came out in 2014.', "said", None),
    ('"§," said Ann Lee, a 2016 candidate.', "said", None),
    ('The bridge closed in 2016. "§," the mayor said.', "said", None),
    ('"§," the mayor said. The vote is on Friday.', "said", None),
    ('"§," the mayor said.Others came on Tuesday.', "said", None),
    ('"§," the mayor said in an interview to be broadcast Sunday.', "said", None),
    ('"§," the mayor said in a book due in March.', "said", None),
    ('"§," the mayor said until Friday.', "said", None),
    # names, sizes and numbers that are no dates
    ('"§," the mayor told May.', "told", None),
    ('"§," May said.', "said", None),
    ('"§," the mayor said in Augusta.', "said", None),
    ('"§," the mayor said on the march.', "said", None),
    ('"§," the mayor said in a 2,000-word letter.', "said", None),
    ('"§," the mayor said in a 2000 word letter.', "said", None),
    ('"§," the mayor said in Room 2014.', "said", None),
    ('"§," the mayor said at 1900 Market Street.', "said", None),
    ('"§," the mayor said in 2016 dollars.', "said", None),
    ('"§," the mayor wrote in the Sunday Times.', "wrote", None),
    ('"§," the mayor said on Saturday Night Live.', "said", None),
]


@pytest.mark.parametrize(("sentence", "cue", "expected"), SENTENCES)
def test_the_date_of_a_saying_in_its_sentence(sentence: str, cue: str, expected: str | None) -> None:
    text = sentence.replace("§", CONTENT)
    source = next(name for name in ("the mayor", "The mayor", "Ann Lee", "officials", "May") if name in text)
    assert said(text, "2017-02-23", cue=cue, source=source) == expected


NOT_OF_THE_SAYING = [
    f"The mayor said {CONTENT} on Friday.",
    f"The mayor, elected in 2012, said: {CONTENT}.",
    f"He left on Feb. 3. {CONTENT}, the mayor said.",
]


@pytest.mark.parametrize("text", NOT_OF_THE_SAYING)
def test_a_date_of_something_else_is_not_the_statements(text: str) -> None:
    content = f"{CONTENT} on Friday" if "on Friday" in text else CONTENT
    assert said(text, "2017-02-23", content=content) is None


# The published time as the page gives it, the page's address, the words, the date of the saying.
ZONES = [
    ("2017-02-23T10:00:00-05:00", None, "on Thursday", "2017-02-23"),
    ("2017-02-24T00:30:00-05:00", None, "on Thursday", "2017-02-23"),
    ("2017-02-24T00:30:00-05:00", None, "today", "2017-02-24"),
    ("2017-02-23T23:30:00-08:00", None, "on Thursday", "2017-02-23"),  # Friday in London
    ("2017-02-23T23:30:00-08:00", None, "on Friday", "2017-02-17"),
    ("2017-02-24T06:30:00+09:00", None, "on Friday", "2017-02-24"),  # Thursday in New York
    ("2017-02-24T02:00:00+00:00", "https://www.nytimes.com/1", "today", "2017-02-23"),  # evening in New York
    ("2017-02-24T02:00:00Z", "https://www.nytimes.com/1", "yesterday", "2017-02-22"),
    ("2017-02-24T02:00:00+00:00", "https://www.bbc.co.uk/1", "today", "2017-02-24"),
    ("2017-02-24T05:00:00+00:00", "https://www.nytimes.com/1", "today", "2017-02-24"),
    ("2017-02-24T02:00:00", "https://www.nytimes.com/1", "today", "2017-02-24"),  # no zone: the page's own
    ("2017-01-01T03:00:00Z", "https://www.cnn.com/1", "on Dec. 31", "2016-12-31"),
    ("2017-01-01T03:00:00Z", "https://www.cnn.com/1", "last year", "2015"),
]


@pytest.mark.parametrize(("published", "url", "phrase", "expected"), ZONES)
def test_the_pages_time_zone_counts(published: str, url: str | None, phrase: str, expected: str) -> None:
    assert said(f'"{CONTENT}," the mayor said {phrase}.', published, url=url) == expected


def test_the_table_is_as_long_as_it_says() -> None:
    rows = {*AFTER_THE_VERB, *SENTENCES, *ZONES}
    assert len(rows) == len(AFTER_THE_VERB) + len(SENTENCES) + len(ZONES) >= 240


ODD_PAGES = ["2999-01-01", "1512-01-01", "1512", "0001-01-01T00:00:00+00:00", "yesterday", "2017-02-31", ""]


@pytest.mark.parametrize("published", ODD_PAGES)
def test_an_odd_page_date_is_no_date(published: str) -> None:
    assert said(f'"{CONTENT}," the mayor said on Wednesday.', published) is None
    assert said(f'"{CONTENT}," the mayor said on Feb. 22.', published) == "XXXX-02-22"


def test_the_memo_gives_the_date_and_the_basis_is_named() -> None:
    text = f"In a memo released on Feb. 21, the mayor wrote: {CONTENT}."
    assert said(text, None, cue="wrote") == "XXXX-02-21"
    article = page(text, "2017-02-23")
    start = text.index(CONTENT)
    cue = text.index("wrote")
    attribution = Attribution(content=(article.span(start, len(text) - 1),), cue=(article.span(cue, cue + 5),))
    found = said_of(article, attribution)
    assert found is not None
    assert (found.edtf, found.basis) == ("2017-02-21", "text+published")
