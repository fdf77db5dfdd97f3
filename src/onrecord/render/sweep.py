"""A text cut where marks begin and end, so that marks which cross one another can be shown. One sweep."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Protocol, TypeVar

from onrecord.core.article import Block


class Mark(Protocol):
    """A stretch of the text to mark, in code points, half-open."""

    @property
    def start(self) -> int:
        """Where it begins."""

    @property
    def end(self) -> int:
        """Where it ends."""


Marked = TypeVar("Marked", bound=Mark)
Cut = tuple[int, int, list[Marked]]  # start and end of a piece, and the marks that cover it


def sweep(blocks: Iterable[Block], marks: Sequence[Marked]) -> Iterator[tuple[Block, Iterator[Cut[Marked]]]]:
    """Each block with its pieces in order; ``blocks`` and ``marks`` are sorted by where they begin.

    A block's pieces are taken before the next block is asked for.
    """
    active: list[Marked] = []
    place = 0
    for block in blocks:
        while place < len(marks) and marks[place].start < block.end:
            active.append(marks[place])
            place += 1
        active = [mark for mark in active if mark.end > block.start]
        yield block, _pieces(block, active)


def _pieces(block: Block, marks: Sequence[Marked]) -> Iterator[Cut[Marked]]:
    edges = {edge for mark in marks for edge in (mark.start, mark.end) if block.start < edge < block.end}
    covering: list[Marked] = []
    place = 0
    for start, end in pairwise([block.start, *sorted(edges), block.end]):
        while place < len(marks) and marks[place].start <= start:
            covering.append(marks[place])
            place += 1
        covering = [mark for mark in covering if mark.end > start]
        yield start, end, covering
