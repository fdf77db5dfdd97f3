"""Word-level differences between a quotation and its passage, and what kind of word they touch."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from onrecord.core.spans import Span
from onrecord.reuse.alignment import Block
from onrecord.reuse.marks import Marked
from onrecord.reuse.numbers import is_number
from onrecord.reuse.placement import Placement

FAR = 15  # more source words than this left out at one place make two passages of it

_NEGATIONS = frozenset(
    ["not", "no", "never", "nobody", "nothing", "none", "neither", "nor", "without", "hardly", "barely", "ain't"]
)
_MODALS = frozenset(["can", "could", "may", "might", "must", "shall", "should", "will", "would", "ought"])


class EditKind(StrEnum):
    """What the quotation did to the source's words."""

    ADDED = "added"
    DROPPED = "dropped"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One difference. ``quotation`` and ``source`` are spans of the quotation's and the document's text.

    ``marked``  a bracket or an ellipsis says so.  ``flags``  number, name, negation, modal: what it touches.
    ``words``   how many source words are skipped.
    """

    kind: EditKind
    quotation: Span | None
    source: Span | None
    marked: bool
    flags: tuple[str, ...] = ()
    words: int = 0


def is_far(edit: Edit) -> bool:
    """Whether the edit joins passages apart rather than changing words."""
    return edit.words > FAR


def edits_of(quotation: str, marked: Marked, source: str, placed: Placement) -> tuple[Edit, ...]:
    """The differences of a placed quotation, in its order; words that differ by spaces or hyphens alone are none."""
    found: list[Edit] = []
    for block in placed.alignment.blocks:
        if block.equal:
            found += _leaps(marked, source, placed, block)
        elif edit := _edit(quotation, marked, source, placed, block):
            found.append(edit)
    return tuple(found)


def _leaps(marked: Marked, source: str, placed: Placement, block: Block) -> Iterator[Edit]:
    """Source words left out within a run of equal words, where two stretches of the document meet.

    The word after the leap stands for those left out; a leap back counts as a far one.
    """
    for at in range(block.c + 1, block.d):
        step = placed.numbers[at] - placed.numbers[at - 1]
        if step != 1:
            word = placed.words[at]
            yield Edit(
                kind=EditKind.DROPPED, quotation=None, source=Span.of(source, word.start, word.end),
                marked=block.a + at - block.c in marked.ellipses, words=step - 1 if step > 1 else FAR + 1 - step,
            )  # fmt: skip


def _edit(quotation: str, marked: Marked, source: str, placed: Placement, block: Block) -> Edit | None:
    mine, theirs = marked.words[block.a : block.b], placed.words[block.c : block.d]
    if "".join(word.word for word in mine) == "".join(word.word for word in theirs):
        return None
    numbers = placed.numbers[block.c : block.d]
    skipped = abs(numbers[-1] - numbers[0]) + 1 if numbers else 0
    if 0 < block.c < len(placed.numbers) and block.d < len(placed.numbers):
        skipped = max(skipped, abs(placed.numbers[block.d] - placed.numbers[block.c - 1]) - 1 - len(mine))
    kind = EditKind.CHANGED if mine and theirs else EditKind.ADDED if mine else EditKind.DROPPED
    if mine:
        is_marked = all(marked.bracketed[block.a : block.b])
    else:
        around = marked.bracketed[max(0, block.a - 1) : block.a + 1]
        is_marked = block.a in marked.ellipses or any(around)
    left = Span.of(quotation, min(w.start for w in mine), max(w.end for w in mine)) if mine else None
    # Words that jump within the document have no span of their own; the first of them stands for them.
    shown_part = theirs if skipped <= len(theirs) + 1 else theirs[:1]
    right = Span.of(source, min(w.start for w in shown_part), max(w.end for w in shown_part)) if theirs else None
    words = [word.word for word in (*mine, *theirs)]
    shown = [quotation[word.start : word.end] for word in mine] + [source[word.start : word.end] for word in theirs]
    return Edit(
        kind=kind, quotation=left, source=right, marked=is_marked, flags=_flags(words, shown), words=skipped
    )  # fmt: skip


def _flags(words: list[str], shown: list[str]) -> tuple[str, ...]:
    found = {
        "number": any(is_number(word) for word in words),
        "name": any(raw[:1].isupper() and word not in ("i", "a") for raw, word in zip(shown, words, strict=True)),
        "negation": any(word in _NEGATIONS for word in words),
        "modal": any(word in _MODALS for word in words),
    }
    return tuple(name for name, holds in found.items() if holds)
