"""Days that the sentence before a quotation tells: "Lee spoke in Ames on Tuesday. "We stay," she said."

The sentence tells of an occasion on which the speaker, named in it, spoke or acted in public; it is in the quotation's
paragraph or the one before, and names one day, of the week before the page.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from onrecord.core.article import Article, Block
from onrecord.core.spans import Span
from onrecord.core.statements import Act, Form, SaidDate, SpeakerKind, Statement
from onrecord.resolution.dates_occasion import SURE, is_recent_day, quoted
from onrecord.resolution.dates_own import is_foreign
from onrecord.resolution.frame import sentence_around
from onrecord.resolution.newsdates import DatePhrase, may_hold_date, phrases_in
from onrecord.resolution.newsdays import Anchor

_REACH = 450  # characters
_ACTED = (
    r"(?:spoke|appeared|testified|addressed|talked|sat down|took to|took questions|held an?|gave an?|delivered|hosted|"
    r"met with reporters|visited|campaigned|rallied|hit the campaign trail|(?:released|issued|sent|posted) an?|wrote|"
    r"tweeted|announced|joined|was (?:asked|interviewed)|faced|fielded|answered|responded|reacted|weighed in|attacked|"
    r"(?:lashed|lashed back|came|spoke) out|(?:fired|hit|pushed|shot) back|doubled down|launched|apologized|blasted|"
    r"slammed|criticized|defended|praised|dismissed|accused|ripped|rejected|blamed|mocked|scoffed|unveiled|outlined|"
    r"laid out|made (?:his|her|an?)|went on|turned up|told|held forth)\b"
)
_OCCASION = (
    r"(?:address|announcement|appearance|briefing|comments|interview|letter|news conference|press conference|rally|"
    r"remarks|speech|statement|testimony|tweets?)\b"
)
_ADVERB = r"(?:also|then|later|himself|herself|[a-z]+ly|(?:on )?[A-Z][a-z]+day(?: \w+)?)"
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
    number = bisect_right(article.blocks, first, key=_block_start) - 1
    start = max(article.blocks[max(0, number - 1)].start, first - _REACH)
    if not may_hold_date(text, start, first):
        return None
    told = [one for one in phrases_in(text, start, first, anchor) if not quoted(contents, one.start, one.end)]
    if len(told) != 1 or told[0].edtf is None or not is_recent_day(told[0].edtf, anchor):
        return None
    block = article.blocks[bisect_right(article.blocks, told[0].start, key=_block_start) - 1]
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
    surname = re.escape(name.rpartition(" ")[2])
    acted = re.compile(rf"\b{surname}(?:,[^,]{{2,60}},)? (?:{_ADVERB} )*{_ACTED}")
    held = re.compile(rf"\b{surname}['’]s? (?:\w+ ){{0,3}}?{_OCCASION}|\binterview with (?:[\w.]+ ){{0,4}}{surname}\b")
    found = acted.search(text, low, high) or held.search(text, low, high)
    if found is None:
        return False
    if day.start >= found.end():
        return not is_foreign(text, found.end(), day)
    return day.end > found.start() or _LEADS.fullmatch(text, low, day.start) is not None


def _block_start(block: Block) -> int:
    return block.start
