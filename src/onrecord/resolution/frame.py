"""The frame of an attribution: the words around its content that speak of the saying, not of what was said.

Dates, routes, addressees and media are looked for here alone, so that "said he will go on Friday" gives no date.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

from onrecord.core.article import Article, Block
from onrecord.core.spans import Span
from onrecord.core.statements import Attribution

REACH = 800  # characters on either side of the cue that can still be of its sentence

_CLOSERS = "\"'”’»)]"
_SENTENCE_END = re.compile(
    r"[.!?…][\"'”’»)\]]*(?=\s+[\"'“‘«(\[]*[A-Z0-9])|\n\s*\n|"
    r"(?<=[a-z]{3})[.!?][\"”’]?(?=[\"“]?[A-Z])"  # "he said.Others": a break between paragraphs is missing
)
ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Sen|Sens|Rep|Reps|Gov|Govs|Gen|Lt|Col|Maj|Capt|Sgt|Adm|Rev|Hon|Pres|Atty|Supt|Cpl|Pvt|"
    r"St|Ste|Mt|Ft|No|Nos|vs|Jr|Sr|Inc|Corp|Co|Ltd|Bros|Dept|Univ|Ave|Blvd|"
    r"Jan|Feb|Mar|Apr|Aug|Sept|Sep|Oct|Nov|Dec|Mon|Tue|Tues|Wed|Thu|Thurs|Fri|"
    r"Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Ky|La|Md|Mass|Mich|Minn|Miss|Mo|Mont|Neb|Nev|Okla|Ore|Pa|"
    r"Tenn|Tex|Va|Vt|Wash|Wis|Wyo)|\b[A-Za-z](?:\.[A-Za-z])*)\Z"
)


@dataclass(frozen=True, slots=True)
class Frame:
    """Ranges of the article's text, half-open, none of them in the content.

    ``head``  what stands before the content in the cue's sentence, where the content lies between it and the cue.
    ``main``  the stretch that holds the cue (or the source where there is no cue).
    ``tail``  what stands after the content in the cue's sentence, where the content lies between it and the cue.
    """

    text: str
    head: tuple[int, int]
    main: tuple[int, int]
    tail: tuple[int, int]
    cue: tuple[Span, ...]
    source: tuple[Span, ...]

    def pieces(self) -> tuple[tuple[int, int], ...]:
        """The ranges that are not empty, in the order of the text."""
        return tuple(piece for piece in (self.head, self.main, self.tail) if piece[0] < piece[1])


def frame_of(article: Article, attribution: Attribution) -> Frame | None:
    """The frame of an attribution; None where it has neither cue nor source."""
    anchors = attribution.cue or attribution.source
    return _frame(article.text, attribution, *block_bounds(article, anchors[0])) if anchors else None


@lru_cache(maxsize=64)  # date, route, circumstances and speaker ask for the same one
def _frame(text: str, attribution: Attribution, low: int, high: int) -> Frame:
    """The frame inside the block ``[low, high)`` that holds the cue, or the source where there is no cue."""
    first = (attribution.cue or attribution.source)[0]
    low, high = max(low, first.start - REACH), min(high, first.end + REACH)
    contents = [(s.start, s.end) for s in attribution.content if s.end > low and s.start < high]
    before = max((end for start, end in contents if start < first.start), default=low)
    after = min((start for start, end in contents if end > first.start), default=high)
    before, after = min(before, first.start), max(after, first.end)
    start, end = _last_end(text, before, first.start), _first_end(text, first.end, after)
    head = tail = (first.start, first.start)
    if start == before > low:  # the content runs into the cue: its sentence may have begun before it
        opening = max((s for s, e in contents if e == before), default=before)
        floor = max((e for s, e in contents if e <= opening and s < opening), default=low)
        head = (_last_end(text, floor, opening), opening)
    if end == after < high:
        closing = next((e for s, e in contents if s == after), after)
        ceiling = min((s for s, e in contents if s >= closing), default=high)
        if not _closed(text, closing):
            tail = (closing, _first_end(text, closing, ceiling))
    return Frame(text, head, (start, end), tail, attribution.cue, attribution.source)


def sentence_around(text: str, low: int, high: int, position: int) -> tuple[int, int]:
    """The sentence that holds ``position``, looked for inside ``[low, high)`` and no further than `REACH`."""
    low, high = max(low, position - REACH), min(high, position + REACH)
    return _last_end(text, low, position), _first_end(text, position, high)


def block_number(article: Article, position: int) -> int:
    """Which block is the last that starts at ``position`` or before; -1 where none does."""
    return bisect_right(article.blocks, position, key=_start) - 1


def _start(block: Block) -> int:
    return block.start


def block_bounds(article: Article, span: Span) -> tuple[int, int]:
    """The range of the block that holds the span's start; of the whole text where none does."""
    place = block_number(article, span.start)
    if place >= 0 and article.blocks[place].end > span.start:
        return article.blocks[place].start, max(article.blocks[place].end, span.end)
    return 0, len(article.text)


def _ends(text: str, start: int, end: int) -> list[int]:
    """Where sentences end in ``[start, end)``: offsets of the first character after each end."""
    found = []
    for match in _SENTENCE_END.finditer(text, start, end):
        if match[0][0] == "." and ABBREVIATION.search(text, max(start, match.start() - 12), match.start()):
            continue
        found.append(match.end())
    return found


def _last_end(text: str, low: int, position: int) -> int:
    # some characters more let the look-ahead see the capital that opens the sentence: "(She"
    ends = [end for end in _ends(text, low, min(len(text), position + 3)) if end <= position]
    start = ends[-1] if ends else low
    while start < position and text[start].isspace():
        start += 1
    return start


def _first_end(text: str, position: int, high: int) -> int:
    for match in _SENTENCE_END.finditer(text, position, min(len(text), high + 1)):
        if match.start() >= high:
            break
        if match[0][0] == "." and ABBREVIATION.search(text, max(0, match.start() - 12), match.start()):
            continue
        return min(match.end(), high)
    return high


def _closed(text: str, end: int) -> bool:
    """True when the content that ends at ``end`` ended its sentence, so that what follows is another one."""
    last = text[end - 1 : end]
    following = text[end : end + 4].lstrip(_CLOSERS)
    if last in _CLOSERS:
        last = text[max(0, end - 4) : end - 1].rstrip(_CLOSERS)[-1:]
    if last in ".!?":
        following = following.lstrip()
        return not following or following[0].isupper() or following[0] in "\"'“‘«"
    return following[:1] in (".", "!", "?")
