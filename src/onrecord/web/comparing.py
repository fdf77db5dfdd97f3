"""Two versions of a page side by side: what was added, dropped and changed, by paragraphs and by words within them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz.distance import Indel

from onrecord.web.answers import Change

_TOKEN = re.compile(r"\s+|\w+|[^\w\s]")
_PARAGRAPH = re.compile(r"[^\n]*\n+|[^\n]+$")
_CELLS = 25_000_000  # of a table of words against words; larger pieces are shown whole
_LINES = 4_000  # paragraphs that are compared one by one
_KEPT = 400  # characters of an unchanged stretch that are shown, half at either end


def changes(old: str, new: str) -> list[Change]:
    """The changes from one text to the other, in order, with a little of what stayed the same between them."""
    before, after = _PARAGRAPH.findall(old), _PARAGRAPH.findall(new)
    if max(len(before), len(after)) > _LINES:
        before, after = [old], [new]
    found: list[Change] = []
    for kind, left, right in _blocks(before, after):
        found += [Change(kind="same", old=left, new=right)] if kind == "equal" else _words(left, right)
    return [_shortened(change) for change in _joined(found)]


def word_changes(old: str, new: str) -> list[Change]:
    """The changes from one short text to another, word by word."""
    if old == new:
        return [Change(kind="same", old=old, new=new)]
    return _joined(_words(old, new))


def _blocks(old: Sequence[str], new: Sequence[str]) -> list[tuple[str, str, str]]:
    """Equal and changed stretches in turn; a drop beside an addition is one change."""
    numbers: dict[str, int] = {}
    left, right = ([numbers.setdefault(token, len(numbers)) for token in tokens] for tokens in (old, new))
    found: list[tuple[str, str, str]] = []
    for step in Indel.opcodes(left, right):
        kind = "equal" if step.tag == "equal" else "changed"
        a, b = "".join(old[step.src_start : step.src_end]), "".join(new[step.dest_start : step.dest_end])
        if found and found[-1][0] == kind:
            found[-1] = (kind, found[-1][1] + a, found[-1][2] + b)
        else:
            found.append((kind, a, b))
    return found


def _words(old: str, new: str) -> list[Change]:
    left, right = _TOKEN.findall(old), _TOKEN.findall(new)
    if not old or not new or len(left) * len(right) > _CELLS:
        return [_change(old, new)]
    steps = _blocks(left, right)
    return [Change(kind="same", old=a, new=b) if kind == "equal" else _change(a, b) for kind, a, b in steps]


def _change(old: str, new: str) -> Change:
    return Change(kind="changed" if old and new else "added" if new else "dropped", old=old, new=new)


def _joined(found: Sequence[Change]) -> list[Change]:
    joined: list[Change] = []
    for change in found:
        if joined and joined[-1].kind == change.kind == "same":
            last = joined.pop()
            change = Change(kind="same", old=last.old + change.old, new=last.new + change.new)
        joined.append(change)
    return joined


def _shortened(change: Change) -> Change:
    if change.kind != "same" or len(change.old) <= 2 * _KEPT:
        return change
    short = f"{change.old[:_KEPT]} […] {change.old[-_KEPT:]}"
    return Change(kind="same", old=short, new=short)
