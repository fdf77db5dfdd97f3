"""Alignment of a quotation with a passage, word by word, with the writer's marks as cheap gaps.

Gotoh's alignment with affine gaps ("An improved algorithm for matching biological sequences", 1982), the whole
quotation against any part of the passage. A row is computed at once: a gap's best beginning is a running minimum.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

MAX_WORDS = 6_000  # of a quotation; the table of choices then has 6,000 x 13,000 cells of 2 bytes
_CHANGE = 100.0  # another word, or a word more than the source has
_GAP, _GAP_WORD = 110.0, 5.0  # source words left out without a mark: at all, and each
_ELLIPSIS_GAP, _ELLIPSIS_WORD = 10.0, 0.2
_PARTIAL = 50.0  # a word partly in brackets for none
_BRACKET, _BRACKET_GAP = 5.0, 10.0  # a word in brackets for another or for none; source words that it stands for


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of an alignment: words ``[a, b)`` of the quotation beside words ``[c, d)`` of the passage."""

    equal: bool
    a: int
    b: int
    c: int
    d: int


@dataclass(frozen=True, slots=True)
class Alignment:
    """Blocks in order, equal and unequal in turn, and the cost (100 for each word changed or put in)."""

    blocks: tuple[Block, ...]
    cost: float

    @property
    def matched(self) -> int:
        """How many of the quotation's words stand in the passage."""
        return sum(block.b - block.a for block in self.blocks if block.equal)


def align(
    quotation: Sequence[str],
    passage: Sequence[str],
    bracketed: Sequence[bool] | None = None,
    ellipses: frozenset[int] = frozenset(),
    partial: Sequence[bool] | None = None,
) -> Alignment:
    """The cheapest alignment of all of ``quotation`` with a part of ``passage``.

    ``bracketed``, ``ellipses`` and ``partial`` are those of `Marked`. Time and memory grow with the product
    of the lengths; raises ValueError for a quotation of more than `MAX_WORDS` words.
    """
    n, m = len(quotation), len(passage)
    if n > MAX_WORDS:
        raise ValueError(f"a quotation of {n} words; at most {MAX_WORDS} are aligned")
    marks = [False] * n if bracketed is None else bracketed
    whole = [mark and not (partial and partial[at]) for at, mark in enumerate(marks)]
    numbers: dict[str, int] = {}
    left = np.array([numbers.setdefault(word, len(numbers)) for word in quotation], np.int32)
    right = np.array([numbers.setdefault(word, len(numbers)) for word in passage], np.int32)
    cost = np.zeros(m + 1, np.float32)
    # choice[i, j]: -1 word i beside word j, -2 word i put in, otherwise the column where the gap began
    choice = np.empty((n + 1, m + 1), np.int16)
    columns = np.arange(m + 1, dtype=np.int32)
    for i in range(1, n + 1):
        change = _BRACKET if marks[i - 1] else _CHANGE
        up = cost + (change if whole[i - 1] or not marks[i - 1] else _PARTIAL)
        best = up.copy()
        beside = cost[:-1] + np.where(right == left[i - 1], np.float32(0), np.float32(change))
        diagonal = beside <= best[1:]
        best[1:] = np.where(diagonal, beside, best[1:])
        choice[i] = -2
        choice[i, 1:][diagonal] = -1
        if i < n:
            opening, word = _gap(i, whole, ellipses)
            begun = best - word * columns
            least = np.minimum.accumulate(begun)
            begin = np.maximum.accumulate(np.where(begun == least, columns, 0))
            skipped = least + word * columns + opening
            shorter = skipped < best
            choice[i][shorter] = begin[shorter]
            best = np.where(shorter, skipped, best)
        cost = best.astype(np.float32)
    return Alignment(_blocks(choice, int(np.argmin(cost)), left, right), float(cost.min()))


def _gap(i: int, whole: Sequence[bool], ellipses: frozenset[int]) -> tuple[float, float]:
    """What it costs to leave out source words before the quotation's word ``i``: at all, and for each."""
    if i in ellipses:
        return _ELLIPSIS_GAP, _ELLIPSIS_WORD
    if whole[i - 1] or whole[i]:
        return _BRACKET_GAP, _GAP_WORD
    return _GAP, _GAP_WORD


def _blocks(
    choice: NDArray[np.int16], end: int, left: NDArray[np.int32], right: NDArray[np.int32]
) -> tuple[Block, ...]:
    steps: list[Block] = []
    i, j = len(left), end
    while i > 0:
        chosen = int(choice[i, j])
        if chosen == -1:
            steps.append(Block(bool(left[i - 1] == right[j - 1]), i - 1, i, j - 1, j))
            i, j = i - 1, j - 1
        elif chosen == -2:
            steps.append(Block(False, i - 1, i, j, j))
            i -= 1
        else:
            steps.append(Block(False, i, i, chosen, j))
            j = chosen  # a gap never begins where another one ends: that would have cost its opening twice
    merged: list[Block] = []
    for step in reversed(steps):
        if merged and merged[-1].equal == step.equal:
            last = merged[-1]
            merged[-1] = Block(step.equal, last.a, step.b, last.c, step.d)
        else:
            merged.append(step)
    return tuple(merged)
