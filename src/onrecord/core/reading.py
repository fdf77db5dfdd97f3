"""Reading: all that came of one page, what was thrown away and what went wrong among it."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.core.article import Article
from onrecord.core.spans import Span
from onrecord.core.statements import Statement


@dataclass(frozen=True, slots=True)
class Problem:
    """Trouble in a page, as data. ``code`` is a stable word (docs/problems.md), ``message`` one line for people."""

    code: str
    message: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Dropped:
    """Something found and left out, with why."""

    reason: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One page read. When ``failure`` is set the page could not be read, and its article has no text."""

    article: Article
    statements: tuple[Statement, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    problems: tuple[Problem, ...] = ()
    failure: Problem | None = None
