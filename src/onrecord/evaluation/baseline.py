"""The trivial baseline that stands beside every figure: quotation marks, and the nearest "said" with its neighbour."""

from __future__ import annotations

import re

from onrecord.attribution.quotations import Quotation, paragraph_ranges, quotations
from onrecord.core.spans import Span, in_order
from onrecord.core.statements import Attribution

_LEAST_WORDS = 3  # fewer in quotation marks are mostly titles and scare quotes
_SAID = re.compile(r"\b(?:said|says)\b")
_PROPER = r"[A-Z](?:\.|[\w’'-]*)"
_NAME = rf"(?:{_PROPER}(?: {_PROPER})*|he|she|they|it|I|we)"
_BEFORE = re.compile(rf"{_NAME}(?= $)")
_AFTER = re.compile(rf" ({_NAME})")


def baseline(text: str) -> tuple[Attribution, ...]:
    """Attributions in the corpora's form: each paragraph's quotations with the nearest "said", if it has one."""
    paragraphs = paragraph_ranges(text)
    spoken: dict[tuple[int, int], list[Quotation]] = {}
    for quotation in quotations(text, paragraphs).outermost:
        start, end = paragraphs[quotation.paragraph]
        if len(re.findall(r"\w+", text[quotation.start : quotation.end])) < _LEAST_WORDS:
            continue
        cue = _nearest(text, quotation, start, end)
        if cue is not None:
            spoken.setdefault(cue, []).append(quotation)
    found = []
    for (start, end), parts in sorted(spoken.items()):
        content = in_order(Span.of(text, *part.outer) for part in parts)
        found.append(Attribution(content=content, cue=(Span.of(text, start, end),), source=_source(text, start, end)))
    return tuple(found)


def _nearest(text: str, quotation: Quotation, start: int, end: int) -> tuple[int, int] | None:
    first, last = quotation.outer
    before = [found.span() for found in _SAID.finditer(text, max(start, first - 200), first)]
    after = next((found.span() for found in _SAID.finditer(text, last, min(end, last + 200))), None)
    candidates = [*before[-1:], *([after] if after else [])]
    return min(candidates, key=lambda cue: min(abs(cue[0] - last), abs(first - cue[1])), default=None)


def _source(text: str, start: int, end: int) -> tuple[Span, ...]:
    left = max(0, start - 80)
    line = text.rfind("\n", left, start) + 1
    before = list(_BEFORE.finditer(text[max(left, line) : start]))
    if before:
        offset = max(left, line)
        return (Span.of(text, offset + before[0].start(), offset + before[0].end()),)
    after = _AFTER.match(text, end)
    return () if after is None else (Span.of(text, *after.span(1)),)
