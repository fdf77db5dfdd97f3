"""Word-level differences between a quotation and its passage, and what kind of word they touch."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from onrecord.core.spans import Span
from onrecord.reuse.alignment import Block
from onrecord.reuse.marks import Marked
from onrecord.reuse.normalise import Token, tokens
from onrecord.reuse.numbers import MAGNITUDES, is_number
from onrecord.reuse.placement import Placement
from onrecord.reuse.spelling import NEGATIONS, outside, same_words, written

FAR = 15  # more source words than this left out at one place make two passages of it

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
    whole = _whole_words(marked, placed, block)
    written_so = marked.words[whole.a : whole.b]
    if any(same_words(quotation, written_so, source, placed.words[c:d]) for c, d in _reaches(marked, placed, whole)):
        return None
    if _said_twice(marked, source, placed, block):
        return None
    numbers = placed.numbers[block.c : block.d]
    skipped = abs(numbers[-1] - numbers[0]) + 1 if numbers else 0
    if 0 < block.c < len(placed.numbers) and block.d < len(placed.numbers):
        skipped = max(skipped, abs(placed.numbers[block.d] - placed.numbers[block.c - 1]) - 1 - len(mine))
    kind = EditKind.CHANGED if mine and theirs else EditKind.ADDED if mine else EditKind.DROPPED
    left = Span.of(quotation, min(w.start for w in mine), max(w.end for w in mine)) if mine else None
    # Words that jump within the document have no span of their own; the first of them stands for them.
    shown_part = theirs if skipped <= len(theirs) + 1 else theirs[:1]
    right = Span.of(source, min(w.start for w in shown_part), max(w.end for w in shown_part)) if theirs else None
    words = [word.word for word in (*mine, *theirs)]
    shown = [quotation[word.start : word.end] for word in mine] + [source[word.start : word.end] for word in theirs]
    return Edit(
        kind=kind, quotation=left, source=right, marked=_is_marked(quotation, marked, source, placed, block, whole),
        flags=_flags(words, shown), words=skipped,
    )  # fmt: skip


def _reaches(marked: Marked, placed: Placement, block: Block) -> Iterator[tuple[int, int]]:
    """The source's words beside a block; at the quotation's ends, where they cost nothing, one more as well."""
    yield block.c, block.d
    if block.a == 0 and block.c > 0:
        yield block.c - 1, block.d
    if block.b == len(marked.words) and block.d < len(placed.words):
        yield block.c, block.d + 1


def _said_twice(marked: Marked, source: str, placed: Placement, block: Block) -> bool:
    """Whether the words put in are one that the speaker began as often: "I -- I"."""
    begun = {word.word for word in marked.words[block.a : block.b]}
    if block.c < block.d and block.a > 0 and block.b < len(marked.words):
        return False
    for at, other in ((block.b, block.d), (block.a - 1, block.c - 1)):
        if at >= 0 and other >= 0 and _equal(marked, placed, at, other) and begun == {marked.words[at].word}:
            word = placed.words[other]
            said = tokens(source, word.start, word.end, stutters=True)
            return sum(one.word == word.word for one in said) > block.b - block.a
    return False


def _is_marked(quotation: str, marked: Marked, source: str, placed: Placement, block: Block, whole: Block) -> bool:
    """Whether the writer's marks account for the whole of a difference."""
    if block.a == block.b:
        beside = range(max(0, block.a - 1), min(block.a + 1, len(marked.words)))
        return block.a in marked.ellipses or any(marked.bracketed[at] and not marked.partial[at] for at in beside)
    if _part_of_number(quotation, marked, source, placed, block):
        return True
    if not all(marked.bracketed[block.a : block.b]):
        return False
    if not any(marked.partial[block.a : block.b]):
        return True
    return _letters_stand(quotation, marked, whole, written(source, placed.words[whole.c : whole.d]))


def _part_of_number(quotation: str, marked: Marked, source: str, placed: Placement, block: Block) -> bool:
    """Whether an ellipsis leaves "a" or "billion" of "a billion", "19 billion", which are one number each."""
    if block.b - block.a != 1 or block.c == block.d:
        return False
    mine, first, last = marked.words[block.a], placed.words[block.c], placed.words[block.d - 1]
    word = quotation[mine.start : mine.end].lower()
    if block.b in marked.ellipses and word == "a":
        return source[first.start : first.end].lower().startswith("a ")
    ends = source[last.start : last.end].lower().endswith(f" {word}")
    return block.a in marked.ellipses and word in MAGNITUDES and ends


def _letters_stand(quotation: str, marked: Marked, whole: Block, theirs: list[str]) -> bool:
    """Whether the letters beside a bracket ("walk[ed]") stand in the source's words, in order, none left out.

    Words in brackets stand for any number of the source's, and so does an ellipsis.
    """
    at, free, last = 0, whole.a in marked.ellipses, None
    for number in range(whole.a, whole.b):
        word = marked.words[number]
        if (word.start, word.end) == last:  # "isn't" is two words written as one
            continue
        last = (word.start, word.end)
        if marked.bracketed[number] and not marked.partial[number]:
            free = True
            continue
        pattern = outside(quotation[word.start : word.end])
        reach = range(at, len(theirs)) if free else range(at, min(at + 1, len(theirs)))
        found = next((place for place in reach if pattern.fullmatch(theirs[place])), None)
        if found is None:
            return False
        at, free = found + 1, number + 1 in marked.ellipses
    return free or at == len(theirs)


def _whole_words(marked: Marked, placed: Placement, block: Block) -> Block:
    """The block with what is written together with its words ("isn't"), which stands the same on both sides."""
    a, b, c, d = block.a, block.b, block.c, block.d
    while (
        a and c and (_together(marked.words, a) or _together(placed.words, c)) and _equal(marked, placed, a - 1, c - 1)
    ):
        a, c = a - 1, c - 1
    while (_together(marked.words, b) or _together(placed.words, d)) and _equal(marked, placed, b, d):
        b, d = b + 1, d + 1
    return Block(False, a, b, c, d)


def _together(words: Sequence[Token], at: int) -> bool:
    """Whether the words before and behind ``at`` are written as one."""
    return 0 < at < len(words) and words[at - 1].start == words[at].start


def _equal(marked: Marked, placed: Placement, one: int, other: int) -> bool:
    return one < len(marked.words) and other < len(placed.words) and marked.words[one].word == placed.words[other].word


def _flags(words: list[str], shown: list[str]) -> tuple[str, ...]:
    found = {
        "number": any(is_number(word) for word in words),
        "name": any(raw[:1].isupper() and word not in ("i", "a") for raw, word in zip(shown, words, strict=True)),
        "negation": any(word in NEGATIONS for word in words),
        "modal": any(word in _MODALS for word in words),
    }
    return tuple(name for name, holds in found.items() if holds)
