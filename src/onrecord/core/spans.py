"""Spans: pieces of one fixed text, each carrying the characters it covers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open range ``[start, end)`` of Unicode code points in an article's text, with its characters.

    ``article.text[span.start:span.end] == span.text`` holds for every span of a reading.
    """

    start: int
    end: int
    text: str

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Span:
        """The span ``[start, end)`` of ``text``. Raises ValueError when it is empty or not inside the text."""
        if not 0 <= start < end <= len(text):
            raise ValueError(f"span [{start}, {end}) is empty or outside a text of {len(text)} characters")
        return cls(start, end, text[start:end])

    def overlaps(self, other: Span) -> bool:
        """True when the two ranges share at least one character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """True when ``other`` lies wholly inside this range."""
        return self.start <= other.start and other.end <= self.end


def trimmed(text: str, start: int, end: int, drop: str | None = None) -> tuple[int, int]:
    """The range without the characters of ``drop`` (white space when None) at its ends; may come out empty."""

    def unwanted(character: str) -> bool:
        return character.isspace() if drop is None else character in drop

    while start < end and unwanted(text[start]):
        start += 1
    while end > start and unwanted(text[end - 1]):
        end -= 1
    return start, end


def in_order(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The spans sorted by position, each once."""
    return tuple(sorted(set(spans)))
