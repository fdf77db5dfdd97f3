"""Where a quotation stands in a source: the passage, or the passages apart, that it is best made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from onrecord.reuse.alignment import Alignment, align
from onrecord.reuse.index import Region, SourceIndex
from onrecord.reuse.marks import Marked
from onrecord.reuse.normalise import Token

_FOREIGN = 4  # words that must be missing in a row, more or less, to be looked for elsewhere
_PIECES = 4
_OMITTED = 200  # source words on either side in which to look for the rest of a quotation with an ellipsis


@dataclass(frozen=True, slots=True)
class Placement:
    """A quotation aligned with words of one document, which may come from several stretches of it.

    ``words`` are the passage's words in the order of the quotation; ``numbers`` their places in the document.
    """

    document: int
    words: tuple[Token, ...]
    numbers: tuple[int, ...]
    alignment: Alignment

    @property
    def backward(self) -> int:
        """How often the quotation goes back in the document from one stretch of two words or more to the next."""
        blocks = [block for block in self.alignment.blocks if block.equal and block.b - block.a >= 2]
        return sum(self.numbers[after.c] < self.numbers[before.d - 1] for before, after in pairwise(blocks))

    @property
    def in_order(self) -> bool:
        """Whether the shared words stand in the document in the quotation's order, each used once."""
        blocks = [block for block in self.alignment.blocks if block.equal]
        used = [self.numbers[at] for block in blocks for at in range(block.c, block.d)]
        return all(before < after for before, after in pairwise(used))

    def nearness(self, size: int) -> float:
        """1 where every word stands, 0 where none does."""
        return max(0.0, 1.0 - self.alignment.cost / (100.0 * max(size, 1)))


def place(index: SourceIndex, texts: Sequence[str], marked: Marked, region: Region) -> Placement:
    """The best placement near ``region``; runs of words that are missing there are looked for in its document."""
    room = _OMITTED * min(3, len(marked.ellipses - {0, len(marked.words)}))
    stretches = [(max(0, region.start - room), region.end + room)]
    best = _placed(index, texts, marked, region.document, stretches)
    longest = max((block.b - block.a for block in best.alignment.blocks if block.equal), default=0)
    for _ in range(_PIECES if longest >= _FOREIGN else 0):
        missing = _foreign_run(best, marked)
        if missing is None:
            break
        words = [word.word for word in marked.words[missing[0] : missing[1]]]
        found = index.regions(words, limit=3, document=region.document)
        better = best
        for other in found:
            tight = _tight(index, texts, other, words)
            if tight is None:
                continue
            order = _in_order(best, missing[0], tight)
            tried = _placed(index, texts, marked, region.document, order)
            if tried.alignment.cost < best.alignment.cost - 150 and (better is best or _rank(tried) < _rank(better)):
                better = tried
        if better is best:
            break
        best = better
    return best


def _rank(placed: Placement) -> float:
    return placed.alignment.cost + 100.0 * placed.backward  # pieces in the source's order before any others


def _placed(
    index: SourceIndex, texts: Sequence[str], marked: Marked, document: int, stretches: Sequence[tuple[int, int]]
) -> Placement:
    words: list[Token] = []
    numbers: list[int] = []
    for start, end in stretches:
        found = index.tokens(texts[document], document, start, end)
        words.extend(found)
        numbers.extend(range(max(0, start), max(0, start) + len(found)))
    aligned = align(
        [word.word for word in marked.words], [word.word for word in words], marked.bracketed, marked.ellipses,
        marked.partial,
    )  # fmt: skip
    return Placement(document, tuple(words), tuple(numbers), aligned)


def _foreign_run(placed: Placement, marked: Marked) -> tuple[int, int] | None:
    """The run of the quotation that stands out as missing: the heaviest sum of misses (+1) and matches (-1.5)."""
    scores = [-1.5] * len(marked.words)
    for block in placed.alignment.blocks:
        if not block.equal:
            scores[block.a : block.b] = [0.0 if marked.bracketed[at] else 1.0 for at in range(block.a, block.b)]
    best, run, total, begin = 0.0, None, 0.0, 0
    for at, score in enumerate(scores):
        if total <= 0:
            total, begin = 0.0, at
        total += score
        if total > best:
            best, run = total, (begin, at + 1)
    return run if best >= _FOREIGN - 1 else None


def _tight(index: SourceIndex, texts: Sequence[str], region: Region, words: Sequence[str]) -> tuple[int, int] | None:
    """The stretch of words of ``region`` that holds most of ``words``, with two words around it."""
    found = index.tokens(texts[region.document], region.document, region.start, region.end)
    aligned = align(words, [token.word for token in found])
    equal = [block for block in aligned.blocks if block.equal]
    if not equal or aligned.matched < max(3, 0.6 * len(words)):
        return None
    low, high = equal[0].c, equal[-1].d
    return (region.start + max(0, low - 2), region.start + high + 2)


def _in_order(placed: Placement, missing: int, found: tuple[int, int]) -> list[tuple[int, int]]:
    """The stretches used so far, cut tight, with ``found`` put where the missing words stand in the quotation."""
    runs: list[tuple[int, int, int]] = []
    for block in placed.alignment.blocks:
        if block.equal and block.b - block.a >= 2:
            start, end = placed.numbers[block.c], placed.numbers[block.d - 1] + 1
            if runs and 0 <= start - runs[-1][2] <= 12:
                runs[-1] = (runs[-1][0], runs[-1][1], end)
            else:
                runs.append((block.a, start, end))
    runs.append((missing, found[0] + 2, found[1] - 2))
    return [(max(0, start - 2), end + 2) for _, start, end in sorted(runs)]
