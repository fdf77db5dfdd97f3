"""The time line of a trace as a chart: an outlet a row, a page a point, a wording a colour."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from onrecord.cli.terminal import one_line
from onrecord.cli.trace_report import rows
from onrecord.core.errors import MissingExtra, UsageError
from onrecord.reuse.traces import Trace

SUFFIXES = (".html", ".svg", ".png", ".pdf", ".json")
_LONGEST = 60  # characters of a wording in the legend


def plot(found: Trace, file: Path) -> None:
    """Draw the dated appearances. Raises UsageError for another kind of file, MissingExtra without Altair."""
    if file.suffix.lower() not in SUFFIXES:
        raise UsageError(f"a chart is written as {', '.join(SUFFIXES)}; not {file.name!r}")
    try:
        import altair
        import vl_convert  # noqa: F401 - what Altair writes SVG, PNG and whole pages with
    except ImportError:
        raise MissingExtra("charts need an extra: pip install 'onrecord[plot]'") from None
    points = [_point(row) for row in rows(found) if row["published"]]
    chart = (
        altair.Chart(altair.Data(values=points))  # type: ignore[no-untyped-call]
        .mark_circle(size=90, opacity=0.8)
        .encode(
            x=altair.X("published:T", title="published"),
            y=altair.Y("outlet:N", title=None, sort=altair.EncodingSortField("published", op="min")),
            color=altair.Color(
                "words:N", title="wording", legend=altair.Legend(labelLimit=400, orient="bottom", columns=1)
            ),
            tooltip=["published:T", "outlet:N", "speaker:N", "route:N", "headline:N", "text:N"],
        )
        .properties(width=640, title=_shortened(one_line(found.asked)))
    )
    try:
        if file.suffix.lower() == ".html":
            chart.save(file, inline=True)
        else:
            chart.save(file)
    except OSError as error:
        raise UsageError(f"{file} can't be written: {error.strerror}") from None


def _point(row: dict[str, Any]) -> dict[str, Any]:
    """A row for the chart; a control character would end the program that draws it."""
    shown = {name: one_line(value) if isinstance(value, str) else value for name, value in row.items()}
    return {**shown, "outlet": shown["outlet"] or shown["page"], "words": _shortened(shown["text"])}


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
