"""Statements as flat rows: for CSV, for data frames, for tables."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Any

from onrecord.core.reading import Reading
from onrecord.core.spans import Span
from onrecord.core.statements import Speaker, Statement

COLUMNS = (
    "id", "article", "page", "outlet", "published", "speaker", "kind", "role", "said", "route", "form", "act",
    "polarity", "content", "cue", "source", "addressee", "medium", "place", "start", "end", "confidence",
    "speaker_confidence",
)  # fmt: skip
GAP = " … "  # between the parts of what stands apart in the text
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def words(spans: Iterable[Span]) -> str:
    """The words of spans on one line, parts that stand apart joined by an ellipsis."""
    return GAP.join(" ".join(span.text.split()) for span in spans)


def speaker_name(speaker: Speaker) -> str:
    """What to call a speaker in a list: the name, else the page's description; empty where it is unresolved."""
    return speaker.name or speaker.description or ""


def row(reading: Reading, statement: Statement) -> dict[str, Any]:
    """One statement as a flat row with the keys of `COLUMNS`; unknown things are None."""
    article, speaker = reading.article, statement.speaker
    return {
        "id": statement.id,
        "article": statement.article,
        "page": statement.page,
        "outlet": article.outlet.value if article.outlet else None,
        "published": article.published.value if article.published else None,
        "speaker": speaker_name(speaker) or None,
        "kind": str(speaker.kind),
        "role": speaker.role,
        "said": statement.said.edtf if statement.said else None,
        "route": " > ".join(relay.name for relay in statement.route) or None,
        "form": str(statement.form),
        "act": str(statement.act),
        "polarity": str(statement.polarity),
        "content": words(statement.content),
        "cue": words(statement.cue) or None,
        "source": words(statement.source) or None,
        "addressee": statement.addressee.text if statement.addressee else None,
        "medium": statement.medium.text if statement.medium else None,
        "place": statement.place.text if statement.place else None,
        "start": statement.content[0].start,
        "end": statement.content[-1].end,
        "confidence": statement.confidence.statement,
        "speaker_confidence": statement.confidence.speaker,
    }


def rows(readings: Iterable[Reading]) -> list[dict[str, Any]]:
    """The rows of all statements of the readings, in order."""
    return [row(reading, statement) for reading in readings for statement in reading.statements]


def csv_line(values: Iterable[Any]) -> str:
    """One line of CSV (RFC 4180). Words that a spreadsheet would take for a formula get an apostrophe before them."""
    out = io.StringIO()
    csv.writer(out).writerow([_harmless(value) for value in values])
    return out.getvalue()


def _harmless(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
