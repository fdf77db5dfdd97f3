"""Fitting the ends of attributed content to the quotation marks around it.

A tagger decides word by word and is often off by a little at the ends of a quotation; the marks say where it ends.
Words are only ever added: content that the tagger found is never cut.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from onrecord.attribution.quotations import Paragraph, Quotation, Quotations, quotations
from onrecord.attribution.quotations_words import is_initialism, keeps_full_stop
from onrecord.core.spans import Span, in_order, trimmed
from onrecord.core.statements import Attribution

_WORD = re.compile(r"\w+")
_LEAST_COVERED = 0.5  # of a quotation's words, for its ends to be trusted over the tagger's


@dataclass(frozen=True, slots=True)
class Fitted:
    """A part of a content, marks at its ends left out, and the quotation that it fills, if it fills one."""

    start: int
    end: int
    quotation: Quotation | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """What the fitting looks at: the text's words, its quotations, and the ranges that attributions take up."""

    text: str
    words: list[int]  # where each word begins
    outermost: tuple[Quotation, ...]
    starts: list[int]  # of the outermost quotations, marks included
    by_words: dict[tuple[int, int], Quotation]  # the outermost quotation of exactly these words
    quoted: list[int]  # for every word, how many words before it stand in quotation marks
    taken_from: list[int]  # starts of all spans of all attributions, sorted
    taken_to: list[int]  # and the furthest end of the spans up to there

    def word_range(self, start: int, end: int) -> tuple[int, int]:
        """Indices of the words that begin in ``[start, end)``, half-open."""
        return bisect_left(self.words, start), bisect_left(self.words, end)

    def first_letter(self, start: int) -> int:
        """Where the first letter or digit at or after ``start`` is: in the middle of a word, ``start`` itself."""
        found = _WORD.search(self.text, start)
        return len(self.text) if found is None else found.start()

    def filled(self, start: int, end: int) -> Quotation | None:
        """The outermost quotation whose words are those of the range, unless the range begins within a word before."""
        same = self.by_words.get(self.word_range(start, end))
        return same if same is not None and same.start <= self.first_letter(start) else None

    def free(self, start: int, end: int) -> bool:
        """True when no span of an attribution reaches into ``[start, end)``."""
        before = bisect_left(self.taken_from, end)
        return start >= end or before == 0 or self.taken_to[before - 1] <= start

    def quoted_words(self, start: int, end: int) -> int:
        """How many words of the range stand in quotation marks."""
        first, last = self.word_range(start, end)
        return self.quoted[last] - self.quoted[first]

    def around(self, position: int) -> Quotation | None:
        """The outermost quotation, its marks included, that holds the character at ``position``."""
        index = bisect_right(self.starts, position) - 1
        return self.outermost[index] if index >= 0 and position < self.outermost[index].outer[1] else None

    def over(self, start: int, end: int) -> tuple[Quotation, ...]:
        """The outermost quotations that overlap the range."""
        first = max(bisect_right(self.starts, start) - 1, 0)
        found = self.outermost[first : bisect_left(self.starts, end)]
        return tuple(quotation for quotation in found if quotation.outer[1] > start)


def frame(text: str, found: Quotations, attributions: Iterable[Attribution]) -> Frame:
    """The frame of a text, its quotations and its attributions."""
    words = [match.start() for match in _WORD.finditer(text)]
    by_words: dict[tuple[int, int], Quotation] = {}
    quoted = [0] * (len(words) + 1)
    for quotation in found.all:
        first, last = bisect_left(words, quotation.start), bisect_left(words, quotation.end)
        by_words.setdefault((first, last), quotation)
        if quotation.depth == 0:
            quoted[first + 1 : last + 1] = [1] * (last - first)
    spans = sorted(span for a in attributions for role in (a.content, a.cue, a.source) for span in role)
    return Frame(
        text,
        words,
        found.outermost,
        [quotation.outer[0] for quotation in found.outermost],
        by_words,
        list(itertools.accumulate(quoted)),
        [span.start for span in spans],
        list(itertools.accumulate((span.end for span in spans), max)),
    )


def fit(page: Frame, content: Sequence[Span]) -> list[Fitted]:
    """The content's parts with their ends at the quotation marks; in order, not overlapping."""
    fitted = sorted(
        (part for start, end in _joined(page, content) for part in _fit_part(page, start, end)),
        key=lambda part: (part.start, part.end),
    )
    apart: list[Fitted] = []
    for part in fitted:
        if apart and part.start < apart[-1].end:
            last = apart[-1]
            apart[-1] = last if part.end <= last.end else Fitted(last.start, part.end)
        else:
            apart.append(part)
    return apart


def _joined(page: Frame, content: Sequence[Span]) -> list[tuple[int, int]]:
    """The parts, those of one quotation joined unless something else stands between them."""
    joined: list[tuple[int, int]] = []
    for span in in_order(content):
        if joined:
            start, end = joined[-1]
            around = page.around(start)
            if around is not None and span.end <= around.outer[1] and page.free(end, span.start):
                joined[-1] = (start, max(end, span.end))
                continue
        joined.append((span.start, span.end))
    return joined


def _fit_part(page: Frame, start: int, end: int) -> list[Fitted]:
    words = page.word_range(start, end)
    if words[0] == words[1]:
        return [Fitted(start, end)]
    same = page.filled(start, end)
    if same is not None:
        return [Fitted(same.start, same.end, same)]
    inside = page.over(start, end)
    if (
        not inside
        or page.around(page.first_letter(start)) is None
        or page.quoted_words(start, end) < words[1] - words[0]
    ):
        return [_loose(page, start, end)]
    pieces = ((max(start, q.start), min(end, q.end), q) for q in inside)
    return [_within(page, *piece) for piece in pieces if piece[0] < piece[1]]


def _within(page: Frame, start: int, end: int, around: Quotation) -> Fitted:
    """A part that lies wholly in one quotation: all of it, where the part covers enough of it."""
    same = page.filled(start, end)
    if same is not None:
        return Fitted(same.start, same.end, same)
    first, last = page.word_range(around.start, around.end)
    has = page.word_range(start, end)
    if (
        around.closed
        and (has[1] - has[0]) >= _LEAST_COVERED * (last - first)
        and page.free(around.start, start)
        and page.free(end, around.end)
    ):
        return Fitted(around.start, around.end, around)
    return Fitted(*trimmed(page.text, start, end))


def _loose(page: Frame, start: int, end: int) -> Fitted:
    """A part with words outside quotation marks: a quotation at either end is taken in with its marks."""
    at_start = page.around(page.first_letter(start))
    at_end = page.around(page.words[page.word_range(start, end)[1] - 1])
    if at_start is not None and _nearly(page, at_start, at_start.start, start):
        start = min(start, at_start.outer[0])
    if at_end is not None and _nearly(page, at_end, end, at_end.end):
        end = max(end, at_end.outer[1])
    return Fitted(*_without_loose_ends(page, start, end))


def _nearly(page: Frame, quotation: Quotation, start: int, end: int) -> bool:
    """True when the words of ``[start, end)``, missing from the quotation, are few and nobody else's."""
    first, last = page.word_range(quotation.start, quotation.end)
    missing = page.word_range(start, end)
    few = missing[1] - missing[0] <= (1 - _LEAST_COVERED) * (last - first)
    return start >= end or (quotation.closed and few and page.free(start, end))


def _without_loose_ends(page: Frame, start: int, end: int) -> tuple[int, int]:
    """Without white space, commas, the sentence's full stop and half a pair of quotation marks at the ends."""
    text = page.text
    whole = start, end
    begin, last = page.first_letter(start), page.word_range(start, end)[1]
    least_end = _WORD.match(text, page.words[last - 1])
    stop = start if least_end is None else min(least_end.end(), end)
    for quotation in page.over(start, end):
        if quotation.closing is not None and start <= quotation.closing.start < begin:
            start = max(start, min(quotation.closing.end, begin))
        if quotation.opening is not None and stop <= quotation.opening.start < end:
            end = quotation.opening.start
    while start < begin and (text[start].isspace() or text[start] in ",;:."):
        start += 1
    while end > stop and _loose_end(text, end):
        end -= 1
    if end < len(text) and text[end] == "." and is_initialism(text, end):
        end += 1
    return (start, end) if start < end else whole


def _loose_end(text: str, end: int) -> bool:
    last = text[end - 1]
    if last == ".":
        return not keeps_full_stop(text, end - 1)
    return last.isspace() or last in ",;:" or (last in "-–—" and text[end - 2 : end - 1].isspace())


def repair(text: str, paragraphs: Sequence[Paragraph], attributions: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """Attributions in the corpora's own form, quotation marks inside the content, with their ends at the marks.

    ``paragraphs`` are ranges of the text in order. Contents without quotation marks come back as they were.
    """
    page = frame(text, quotations(text, paragraphs), attributions)
    return tuple(_repaired(page, attribution) for attribution in attributions)


def _repaired(page: Frame, attribution: Attribution) -> Attribution:
    if not any(page.over(span.start, span.end) for span in attribution.content):
        return attribution
    parts = [
        part.quotation.outer if part.quotation else (part.start, part.end) for part in fit(page, attribution.content)
    ]
    return replace(attribution, content=in_order(Span.of(page.text, *part) for part in parts))
