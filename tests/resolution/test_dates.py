"""The date of a statement: phrases in a sentence, read against the page's date."""

from __future__ import annotations

import pytest
from edtf import parse_edtf

from onrecord.core.article import Article, Block, BlockKind, Fact
from onrecord.core.statements import Attribution
from onrecord.resolution.dates import said_of

CONTENT = "The bridge will stay closed"


def page(text: str, published: str | None) -> Article:
    fact = Fact(published, "option") if published else None
    return Article(
        id="page", page="page.txt", text=text, blocks=(Block(BlockKind.PARAGRAPH, 0, len(text)),), published=fact
    )


def said(text: str, published: str | None, cue: str = "said", content: str = CONTENT) -> str | None:
    article = page(text, published)
    start, place = text.index(content), text.index(cue)
    attribution = Attribution(
        content=(article.span(start, start + len(content)),), cue=(article.span(place, place + len(cue)),)
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
    ("on Feb. 22", "2017-02-23", "2017-02-22"),
    ("on Feb. 22", None, "XXXX-02-22"),
    ("on February 22", None, "XXXX-02-22"),
    ("on 22 February", None, "XXXX-02-22"),
    ("on Feb. 22, 2016", "2017-02-23", "2016-02-22"),
    ("on Feb. 22, 2016", None, "2016-02-22"),
    ("on Dec. 30", "2017-01-02", "2016-12-30"),
    ("on Jan. 1", "2017-01-02", "2017-01-01"),
    ("on Thursday", "2017-02-23", "2017-02-23"),
    ("on Wednesday", "2017-02-23", "2017-02-22"),
    ("Wednesday", "2017-02-23", "2017-02-22"),
    ("Tuesday night", "2017-02-23", "2017-02-21"),
    ("on Friday", "2017-02-23", "2017-02-17"),
    ("on Saturday", "2017-01-02", "2016-12-31"),
    ("last Friday", "2017-02-23", "2017-02-17"),
    ("on Monday", None, None),
    ("yesterday", "2017-02-23", "2017-02-22"),
    ("yesterday", None, None),
    ("today", "2017-02-23", "2017-02-23"),
    ("last month", "2017-02-23", "2017-01"),
    ("last month", "2017-01-10", "2016-12"),
    ("last year", "2017-02-23", "2016"),
    ("in January", "2017-02-23", "2017-01"),
    ("in December", "2017-02-23", "2016-12"),
    ("in January 2015", "2017-02-23", "2015-01"),
    ("in 2014", "2017-02-23", "2014"),
    ("in 2014", None, "2014"),
    ("on Feb. 30", "2017-02-23", None),
    ("", "2017-02-23", None),
]


@pytest.mark.parametrize(("phrase", "published", "expected"), AFTER_THE_VERB)
def test_a_date_after_the_verb(phrase: str, published: str | None, expected: str | None) -> None:
    gap = f" {phrase}" if phrase else ""
    assert said(f'"{CONTENT}," the mayor said{gap}.', published) == expected


@pytest.mark.parametrize(("phrase", "published", "expected"), [row for row in AFTER_THE_VERB if row[0]])
def test_a_date_before_the_speaker(phrase: str, published: str | None, expected: str | None) -> None:
    opening = phrase[0].upper() + phrase[1:]
    assert said(f"{opening}, the mayor said: {CONTENT}.", published) == expected


NOT_OF_THE_SAYING = [
    f"The mayor said {CONTENT} on Friday.",
    f"The mayor, elected in 2012, said: {CONTENT}.",
    f"He left on Feb. 3. {CONTENT}, the mayor said.",
]


@pytest.mark.parametrize("text", NOT_OF_THE_SAYING)
def test_a_date_of_something_else_is_not_the_statements(text: str) -> None:
    content = f"{CONTENT} on Friday" if "on Friday" in text else CONTENT
    assert said(text, "2017-02-23", content=content) is None


ODD_PAGES = ["2999-01-01", "0001-01-01T00:00:00+00:00", "yesterday", "2017-02-31", ""]


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
