"""The quotation-mark engine: pairs the quotation marks of a text and says how quotations nest and run on.

Works paragraph by paragraph with one stack, in time linear in the text's length. A mistake of the page (a quotation
that is never closed, a stray mark) stays inside its paragraph. All offsets are half-open Unicode code points.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from onrecord.attribution.quotations_marks import Family, Mark, marks
from onrecord.core.article import Article, BlockKind
from onrecord.core.spans import Span, trimmed

Paragraph = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Quotation:
    """One quotation, or the part of one that stands in one paragraph.

    ``start``, ``end``  the words between the marks, white space at their ends left out.
    ``opening``, ``closing``  the marks; None where the page has none (a block quotation has neither).
    ``depth``      0 for an outermost quotation, 1 for one inside it, and so on.
    ``paragraph``  index of the paragraph that it stands in.
    ``continues``  it is left open and goes on in the next paragraph; ``resumes`` it goes on from the previous one.
    ``block``      a block quotation, set apart by the page's layout.
    """

    start: int
    end: int
    opening: Span | None
    closing: Span | None
    depth: int
    paragraph: int
    continues: bool = False
    resumes: bool = False
    block: bool = False

    @property
    def closed(self) -> bool:
        """True when its end is known: by a mark, by its block, or by the next paragraph taking it up again."""
        return self.closing is not None or self.continues or self.block

    @property
    def outer(self) -> tuple[int, int]:
        """The range with its marks."""
        start = self.start if self.opening is None else self.opening.start
        return start, self.end if self.closing is None else self.closing.end


@dataclass(frozen=True, slots=True)
class Quotations:
    """All quotations of a text in the order of their starts, and the double marks that pair with nothing."""

    all: tuple[Quotation, ...]
    stray: tuple[Span, ...]

    @property
    def outermost(self) -> tuple[Quotation, ...]:
        """The quotations that stand in no other one; they never overlap."""
        return tuple(quotation for quotation in self.all if quotation.depth == 0)


def quotations_of(article: Article) -> Quotations:
    """The quotations in an article's blocks."""
    paragraphs = tuple((block.start, block.end) for block in article.blocks)
    blocks = tuple(i for i, block in enumerate(article.blocks) if block.kind is BlockKind.BLOCK_QUOTATION)
    return _kept(article.text, paragraphs, blocks)


@lru_cache(maxsize=4)  # refining and resolving ask for the same page's
def _kept(text: str, paragraphs: tuple[Paragraph, ...], blocks: tuple[int, ...]) -> Quotations:
    return quotations(text, paragraphs, blocks)


def quotations(text: str, paragraphs: Sequence[Paragraph] | None = None, blocks: Iterable[int] = ()) -> Quotations:
    """The quotations of a text.

    ``paragraphs``  ranges of the text in order, not overlapping; blank lines part them when None.
    ``blocks``      indices of the paragraphs that are block quotations.
    """
    ranges = paragraph_ranges(text) if paragraphs is None else paragraphs
    block_indices = frozenset(blocks)
    found: list[Quotation] = []
    stray: list[Span] = []
    running = False  # the paragraph above ended inside a quotation
    for index, (start, end) in enumerate(ranges):
        pairs, still_open, strays = _pair(text, start, end, running=running)
        pieces = _pieces(start, end, pairs, still_open)
        following = ranges[index + 1] if index + 1 < len(ranges) else None
        runs_on = following is not None and _runs_on(text, end, pieces, following)
        nested = _nest(text, index, pieces, resumes=running, runs_on=runs_on)
        found.extend(_in_block(text, (start, end), index, nested) if index in block_indices else nested)
        stray.extend(Span.of(text, mark.start, mark.end) for mark in strays)
        running = runs_on
    return Quotations(tuple(found), tuple(stray))


def paragraph_ranges(text: str) -> list[Paragraph]:
    """The stretches of text between blank lines, white space at their ends left out."""
    ends = [(found.start(), found.end()) for found in re.finditer(r"\n(?:[^\S\n]*\n)+", text)]
    edges = zip([0, *(end for _, end in ends)], [*(start for start, _ in ends), len(text)], strict=True)
    return [(start, end) for start, end in (trimmed(text, *edge) for edge in edges) if start < end]


_Pair = tuple[Mark | None, Mark | None]  # opening and closing; None where the paragraph has none


def _pair(text: str, start: int, end: int, *, running: bool) -> tuple[list[_Pair], list[Mark], list[Mark]]:
    """The pairs of a paragraph, the opening marks that found no closing one, and the stray closing ones."""
    candidates = list(marks(text, start, end))
    lone_single, lone_double = _upcoming(candidates)
    pairs: list[_Pair] = []
    stack: list[Mark] = []
    stray: list[Mark] = []
    doubles = 0  # double marks open
    for i, mark in enumerate(candidates):
        if mark.family is Family.SINGLE:
            top = stack[-1] if stack else None
            if top is not None and top.family is Family.SINGLE and mark.closes:
                if not (mark.apostrophe and lone_single[i]):
                    pairs.append((stack.pop(), mark))
            elif mark.opens and (top is None or top.family is not Family.SINGLE) and lone_single[i] >= mark.apostrophe:
                stack.append(mark)
            continue
        if mark.inches and (doubles == 0 or lone_double[i]) and mark.family is Family.DOUBLE:
            continue
        opening = _opening_for(mark, stack)
        if opening is not None:
            while stack[-1] is not opening:  # single marks never closed: apostrophes all along
                stack.pop()
            pairs.append((stack.pop(), mark))
            doubles -= opening.family is Family.DOUBLE
        elif mark.opens or (not mark.closes and mark.end < end):
            stack.append(mark)
            doubles += mark.family is Family.DOUBLE
        elif running and not pairs and not stack and mark.closes:
            pairs.append((None, mark))
        else:
            stray.append(mark)
    return pairs, stack, stray


def _upcoming(candidates: list[Mark]) -> tuple[list[bool], list[bool]]:
    """For every mark: whether the next single mark, and the next double mark, can close and cannot open.

    Then the mark itself need not close: ``the boys' club'``, ``a 6" pipe,"``.
    """
    single: list[bool] = []
    double: list[bool] = []
    next_single = next_double = False
    for mark in reversed(candidates):
        single.append(next_single)
        double.append(next_double)
        only_closes = mark.closes and not mark.opens
        if mark.family is Family.SINGLE:
            next_single = only_closes and not mark.apostrophe
        elif mark.family is Family.DOUBLE:
            next_double, next_single = only_closes and not mark.inches, False
    return single[::-1], double[::-1]


def _opening_for(mark: Mark, stack: list[Mark]) -> Mark | None:
    """The open mark that this one closes: the innermost of its family, with only single marks above it."""
    opening = next((open_ for open_ in reversed(stack) if open_.family is not Family.SINGLE), None)
    if opening is None or opening.family is not mark.family:
        return None
    only_opens = mark.opens and not mark.closes
    if mark.glyph == "“":
        return opening if not only_opens and (mark.closes or opening.glyph == "„") else None
    if mark.glyph in ("„", "‟", "``"):
        return None
    if mark.family is not Family.DOUBLE:
        return opening if opening.glyph != mark.glyph else None
    if mark.glyph == "”":
        return opening
    return None if only_opens else opening


@dataclass(frozen=True, slots=True)
class _Piece:
    """The range between two marks of a paragraph, or from one to where it must end."""

    start: int
    end: int
    opening: Mark | None
    closing: Mark | None


def _pieces(start: int, end: int, pairs: list[_Pair], still_open: list[Mark]) -> list[_Piece]:
    """Every pair's range; a quotation left open ends at the next one of its family or with the paragraph.

    Single marks left open were apostrophes, except at the paragraph's very start.
    """
    kept = [mark for mark in still_open if mark.family is not Family.SINGLE or (mark.start == start and not pairs)]
    opened: dict[Family, list[int]] = {}
    for mark in (*(opening for opening, _ in pairs if opening is not None), *kept):
        opened.setdefault(mark.family, []).append(mark.start)
    for positions in opened.values():
        positions.sort()
    pieces = []
    for opening, closing in (*pairs, *((mark, None) for mark in kept)):
        begin = start if opening is None else opening.end
        if closing is not None:
            stop = closing.start
        elif opening is not None:
            later = opened[opening.family]
            next_one = bisect_right(later, opening.start)
            stop = later[next_one] if next_one < len(later) else end
        pieces.append(_Piece(begin, stop, opening, closing))
    return sorted(pieces, key=lambda piece: (piece.start, -piece.end))


def _runs_on(text: str, end: int, pieces: list[_Piece], following: Paragraph) -> bool:
    """True when the paragraph ends inside a quotation that the following one takes up again, or closes."""
    left_open = next((piece.opening for piece in pieces if piece.closing is None and piece.end == end), None)
    if left_open is None:
        return False
    first = next((mark for mark in marks(text, *following) if mark.family is left_open.family), None)
    if first is None:
        return False
    return (first.start == following[0] and first.opens) or (first.family is not Family.SINGLE and not first.opens)


def _nest(text: str, index: int, pieces: list[_Piece], *, resumes: bool, runs_on: bool) -> list[Quotation]:
    """The pieces as quotations with their depths; those without a word or sign between the marks are left out."""
    found: list[Quotation | None] = []
    around: list[tuple[int, _Piece, int]] = []  # where each enclosing piece ends, the piece, its place in ``found``
    running = next((piece for piece in reversed(pieces) if piece.closing is None), None) if runs_on else None
    for piece in pieces:
        while around and around[-1][0] <= piece.start:
            around.pop()
        end = piece.end
        while around and around[-1][0] < end:  # one of the two was never closed: it gives way
            _, outer, place = around[-1]
            if piece.closing is None and outer.closing is not None:
                end = around[-1][0]
                break
            around.pop()
            found[place] = _shortened(text, found[place], piece.start if piece.opening is None else piece.opening.start)
        inner = trimmed(text, piece.start, end)
        opening = None if piece.opening is None else Span.of(text, piece.opening.start, piece.opening.end)
        closing = None if piece.closing is None else Span.of(text, piece.closing.start, piece.closing.end)
        empty = inner[0] == inner[1]
        found.append(None if empty else Quotation(*inner, opening, closing, len(around), index, piece is running))
        if not empty:
            around.append((end, piece, len(found) - 1))
    kept = [quotation for quotation in found if quotation is not None]
    if resumes and kept:
        kept[0] = replace(kept[0], resumes=True)
    return kept


def _shortened(text: str, quotation: Quotation | None, end: int) -> Quotation | None:
    if quotation is None:
        return None
    start, end = trimmed(text, quotation.start, end)
    return replace(quotation, end=end) if start < end else None


def _in_block(text: str, paragraph: Paragraph, index: int, nested: list[Quotation]) -> Iterator[Quotation]:
    """A block quotation: all of the block, unless its own marks stand at both its ends."""
    start, end = trimmed(text, *paragraph)
    if start < end and not any(quotation.outer == (start, end) for quotation in nested):
        yield Quotation(start, end, None, None, 0, index, block=True)
        nested = [replace(quotation, depth=quotation.depth + 1) for quotation in nested]
    yield from nested
