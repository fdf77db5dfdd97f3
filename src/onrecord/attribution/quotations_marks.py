"""Finding quotation marks: which characters of a paragraph may open or close a quotation, and which are apostrophes.

Newspapers mix straight and typographic marks, use single marks for quotations (British style, headlines), type two
single marks or two backticks for a double mark, and write apostrophes, feet, inches and minutes with the same
characters. What a character can be is told from its neighbours alone; `quotations` decides what it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Family(StrEnum):
    """Marks that close each other: a curly opening may be closed by a straight mark, never by a single one."""

    DOUBLE = "double"
    SINGLE = "single"
    GUILLEMET = "guillemet"
    SINGLE_GUILLEMET = "single_guillemet"


@dataclass(frozen=True, slots=True)
class Mark:
    """Range ``[start, end)`` that may be a quotation mark; ``opens`` and ``closes`` say what its place allows.

    ``apostrophe``  a single mark that its neighbours would let be an apostrophe too (``the boys' room``, ``'tis``).
    ``inches``      a double mark after a digit, which may be a measure (``6" pipes``).
    """

    start: int
    end: int
    glyph: str
    family: Family
    opens: bool
    closes: bool
    apostrophe: bool = False
    inches: bool = False


_CANDIDATE = re.compile("'+|``|‘{2,}|’{2,}|[\"“”„‟«»‹›‘’‚‛`]")
_MEASURE = re.compile("[0-9]['’] ?[0-9]{1,2}(?:\"|”|'')")  # 5'10"
# Words that begin with an apostrophe, and two-digit years. The second list is only trusted after ' and ’.
_ELISION = re.compile(
    r"(?:tis|twas|twere|twill|twould|em|n|neath|nuff)(?![A-Za-z])|[0-9]{2}(?:s|ers?)?(?![0-9A-Za-z])", re.IGNORECASE
)
_LOOSE_ELISION = re.compile(r"(?:til|till|cause|cuz|coz|bout|round|cept|fraid|scuse)(?![A-Za-z])", re.IGNORECASE)
_BEFORE_OPENING = frozenset("([{<—–-/|\"'`“‘«‹„‚‟‛…*>")
_AFTER_CLOSING = frozenset(")]}<>,.;:!?…—–-/|\"'”’»›“*")
_GUILLEMETS = {"«": Family.GUILLEMET, "»": Family.GUILLEMET, "‹": Family.SINGLE_GUILLEMET, "›": Family.SINGLE_GUILLEMET}


def marks(text: str, start: int, end: int) -> Iterator[Mark]:
    """The marks of the paragraph ``[start, end)`` in order, apostrophes and 5'10" left out. Linear in its length."""
    measured = -1
    opened = False
    for found in _CANDIDATE.finditer(text, start, end):
        at, stop = found.span()
        measure = _MEASURE.match(text, at - 1, end) if at > start else None
        if measure:
            measured = measure.end()
        if at < measured:
            continue
        glyph = found[0][0]
        if glyph == "’" and not opened:  # two single marks end here, one within the other
            pieces = [(place, place + 1) for place in range(at, stop)]
        elif glyph in "'‘’":
            pieces = list(_apostrophes(text, at, stop, opening=at == start or text[at - 1].isspace()))
        else:
            pieces = [(at, stop)]
        opened = _opened(found[0], opened)
        for piece_start, piece_end in pieces:
            mark = _mark(text, piece_start, piece_end, start, end)
            if mark is not None:
                yield mark


def _opened(glyphs: str, before: bool) -> bool:
    """Whether a double mark stands open after these characters, as far as they alone tell."""
    if glyphs[0] in "“„‟" or glyphs[:2] in ("‘‘", "``"):
        return True
    if glyphs[0] == "”" or glyphs[:2] == "’’":
        return False
    return not before if glyphs[0] == '"' or glyphs[:2] == "''" else before


def _apostrophes(text: str, start: int, end: int, *, opening: bool) -> Iterator[tuple[int, int]]:
    """A run of apostrophes as marks: two are a double mark, and the odd one stands inside."""
    odd = (end - start) % 2
    if odd and not opening:
        yield start, start + 1
        start += 1
    while end - start >= 2:
        yield start, start + 2
        start += 2
    if end > start:
        yield start, end


def _mark(text: str, at: int, stop: int, start: int, end: int) -> Mark | None:
    glyph = text[at:stop]
    before = text[at - 1] if at > start else ""
    after = text[stop] if stop < end else ""
    opens = bool(after) and not after.isspace() and (not before or before.isspace() or before in _BEFORE_OPENING)
    closes = (
        bool(before)
        and not before.isspace()
        and before not in "([{"
        and (not after or after.isspace() or after in _AFTER_CLOSING)
    )
    if glyph in _GUILLEMETS:
        return Mark(at, stop, glyph, _GUILLEMETS[glyph], opens, closes)
    if len(glyph) == 1 and glyph in "‘’‚‛'`":
        return _single(text, at, stop, before, after, opens, closes)
    inches = glyph in ('"', "''", "”") and before.isdigit()
    return Mark(at, stop, glyph, Family.DOUBLE, opens, closes, inches=inches)


def _single(text: str, at: int, stop: int, before: str, after: str, opens: bool, closes: bool) -> Mark | None:
    """A single mark, or None where it can only be an apostrophe (or a stray backtick)."""
    glyph = text[at]
    if (before.isalnum() and after.isalnum()) or not (opens or closes):
        return None
    if glyph == "`" and not opens:
        return None
    if glyph in "‘‚‛`" and opens:
        closes = False
    if closes:  # a plural possessive or a dropped letter: boys' room, goin' home
        doubtful = after.isspace() and before in tuple("sSnNxXzZ")
    else:
        loose = glyph in "'’" and _LOOSE_ELISION.match(text, stop) is not None
        doubtful = loose or _ELISION.match(text, stop) is not None
    return Mark(at, stop, glyph, Family.SINGLE, opens, closes, apostrophe=doubtful)
