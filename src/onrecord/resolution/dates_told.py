"""Days that the sentence before a quotation tells: "Lee spoke in Ames on Tuesday. "We stay," she said."

The sentence tells of an occasion on which the speaker, named in it, spoke or acted in public; it is in the quotation's
paragraph or the one before, and names one day, of the week before the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from onrecord.core.article import Article
from onrecord.core.spans import Span
from onrecord.core.statements import Act, Form, SaidDate, SpeakerKind, Statement
from onrecord.resolution.dates_occasion import SURE, is_recent_day, quoted
from onrecord.resolution.dates_own import is_foreign
from onrecord.resolution.frame import block_number, sentence_around
from onrecord.resolution.newsdates import DatePhrase, may_hold_date, phrases_in
from onrecord.resolution.newsdays import Anchor

_REACH = 450  # characters
_ADVERB = r"(?:also|then|later|himself|herself|[a-z]+ly|(?:on )?[A-Z][a-z]+day(?: \w+)?)"
_ACTED = re.compile(
    rf"(?:,[^,]{{2,60}},)? (?:{_ADVERB} )*(?:spoke|appeared|testified|addressed|talked|sat down|took to|took questions|"
    r"held an?|gave an?|delivered|hosted|met with reporters|visited|campaigned|rallied|hit the campaign trail|"
    r"(?:released|issued|sent|posted) an?|wrote|tweeted|announced|joined|was (?:asked|interviewed)|faced|fielded|"
    r"answered|responded|reacted|weighed in|attacked|(?:lashed|came|spoke) out|(?:fired|hit|pushed|shot) back|"
    r"doubled down|launched|apologized|blasted|slammed|criticized|defended|praised|dismissed|accused|ripped|rejected|"
    r"blamed|mocked|scoffed|unveiled|outlined|laid out|made (?:his|her|an?)|went on|turned up|told|held forth)\b"
)
_HELD = re.compile(
    r"['’]s? (?:\w+ ){0,3}?(?:address|announcement|appearance|briefing|comments|interview|letter|news conference|"
    r"press conference|rally|remarks|speech|statement|testimony|tweets?)\b"
)
_INTERVIEWED = re.compile(r"\binterview with (?:[\w.]+ ){0,4}\Z")
_LEADS = re.compile(
    r"(?:(?:But|And|Then|So|Later|Earlier|Speaking|At|In|During|While)\b[^,]{0,40})?(?:(?:[Oo]n|[Ll]ate|[Ee]arly) )?"
)
_REPEATED = re.compile(r"\b(?:has|have|had|once|often|says|tells|writes|would|will|is|are)\b")


def told_before(article: Article, statement: Statement, contents: Sequence[Span], anchor: Anchor) -> SaidDate | None:
    """The day of the occasion that the sentence before a quotation tells of, None where it tells none.

    ``contents`` are all that the page's statements hold, in the order of the text: a day in them is no occasion's.
    """
    name, text = statement.speaker.name, article.text
    if name is None or not article.blocks or not _is_quotation(statement):
        return None
    first = min(span.start for span in (*statement.content, *statement.cue, *statement.source))
    number = block_number(article, first)
    start = max(article.blocks[max(0, number - 1)].start, first - _REACH)
    if not may_hold_date(text, start, first):
        return None
    told = [one for one in phrases_in(text, start, first, anchor) if not quoted(contents, one.start, one.end)]
    if len(told) != 1 or told[0].edtf is None or not is_recent_day(told[0].edtf, anchor):
        return None
    block = article.blocks[block_number(article, told[0].start)]
    low, high = sentence_around(text, block.start, block.end, told[0].start)
    if high > first or not _is_of(text, low, high, name, told[0]):
        return None
    return SaidDate(told[0].edtf, told[0].basis, article.span(told[0].start, told[0].end))


def _is_quotation(statement: Statement) -> bool:
    """True for quoted words, said once, of a person told for sure, without an occasion of their own."""
    cue = " ".join(part.text for part in statement.cue)
    return (
        statement.form is not Form.INDIRECT
        and statement.act in (Act.SPEECH, Act.WRITING)
        and statement.speaker.kind is SpeakerKind.PERSON
        and statement.confidence.speaker >= SURE
        and not statement.route
        and statement.medium is None
        and bool(cue)
        and _REPEATED.search(cue) is None
    )


def _is_of(text: str, low: int, high: int, name: str, day: DatePhrase) -> bool:
    """True where the sentence ``[low, high)`` tells of an occasion of the person, and the day is the occasion's."""
    for start, end in _occasions(text, low, high, name.rpartition(" ")[2]):
        if day.start >= end:
            return not is_foreign(text, end, day)
        return day.end > start or _LEADS.fullmatch(text, low, day.start) is not None
    return False


def _occasions(text: str, low: int, high: int, surname: str) -> Iterator[tuple[int, int]]:
    """Where words that begin or end with the surname tell of an occasion: "Lee spoke", "an interview with Lee"."""
    place = text.find(surname, low, high)
    while place >= 0:
        end = place + len(surname)
        acted = _ACTED.match(text, end, high) or _HELD.match(text, end, high)
        met = _INTERVIEWED.search(text, max(low, place - 50), place)
        if not text[place - 1 : place].isalnum() and (acted or met):
            yield (met.start() if met else place), (acted.end() if acted else end)
        place = text.find(surname, end, high)
