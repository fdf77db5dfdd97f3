"""Reading: all that came of one page, what was thrown away and what went wrong among it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import msgspec

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

    def to_pandas(self) -> Any:
        """The statements as a pandas DataFrame, a row each. Raises MissingExtra when pandas isn't installed."""
        from onrecord.render.frames import frame  # a view of the record, loaded only when somebody looks

        return frame(self, "pandas")

    def to_polars(self) -> Any:
        """The statements as a polars DataFrame, a row each. Raises MissingExtra when polars isn't installed."""
        from onrecord.render.frames import frame

        return frame(self, "polars")

    def _repr_html_(self) -> str:
        from onrecord.render.page import notebook

        return notebook(self)


# msgspec works out once how to decode a type. Two threads that are the first to ask bring the process down (0.22: one
# start in 25 with 16 threads), so it is asked here, while there is one.
msgspec.json.Decoder(Reading)
