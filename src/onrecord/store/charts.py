"""Charts of a record's figures: SVG, PNG, or one HTML file that fetches nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from onrecord.core.errors import MissingExtra, UsageError
from onrecord.store.figures import Figures, by_month

SUFFIXES = (".svg", ".png", ".html")
_DAYS = 120  # days on an axis; more are months
_LONGEST = 60  # characters of a label


def write_charts(figures: Figures, path: Path, top: int = 15) -> None:
    """Draw time, outlets, most quoted people, forms and kinds of speakers; the kind of file goes by the suffix.

    Raises UsageError for another suffix, MissingExtra without Altair.
    """
    if path.suffix.lower() not in SUFFIXES:
        raise UsageError(f"a chart is written to {', '.join(SUFFIXES)}, not {path.suffix or path.name!r}")
    try:
        import altair as alt
        import vl_convert  # noqa: F401 - draws without a browser
    except ImportError:
        raise MissingExtra("charts need the extra: pip install 'onrecord[plot]'") from None
    alt.data_transformers.disable_max_rows()
    named = {name: number for name, number in figures.counted["speaker"].items() if name}
    forms = alt.hconcat(
        _bars(alt, "Forms", figures.counted["form"], top),
        _bars(alt, f"Speakers by kind ({figures.unnamed:.1%} unnamed)", figures.counted["kind"], top),
    )
    title = f"{figures.statements:,} statements of {figures.articles:,} pages"
    chart = alt.vconcat(
        _line(alt, "Statements by day of publishing", figures.published),
        _line(alt, "Pages by the day they came in", figures.added),
        _bars(alt, "Outlets", figures.counted["outlet"], top),
        _bars(alt, "Most quoted", named, top),
        forms,
        title=title,
    ).configure_view(stroke=None)
    if path.suffix.lower() == ".html":
        chart.save(path, inline=True)
    else:
        chart.save(path, scale_factor=2 if path.suffix.lower() == ".png" else 1)


def _line(alt: Any, title: str, days: dict[str, int]) -> Any:  # noqa: ANN401 - Altair's charts
    known = {day: number for day, number in days.items() if day}
    shown = known if len(known) <= _DAYS else by_month(known)
    rows = [{"day": day if len(day) == 10 else f"{day}-01", "number": number} for day, number in shown.items()]
    base = alt.Chart(alt.Data(values=rows), title=title if shown is known else f"{title}, by month")
    kind = base.mark_bar() if len(rows) < 3 else base.mark_area(line=True, opacity=0.4)
    return kind.encode(
        x=alt.X("day:T", title=None), y=alt.Y("number:Q", title=None), tooltip=["day:T", "number:Q"]
    ).properties(width=640, height=140)


def _bars(alt: Any, title: str, counts: dict[str, int], top: int) -> Any:  # noqa: ANN401 - Altair's charts
    most = list(counts.items())[:top]
    rows = [{"what": _label(name), "number": number} for name, number in most]
    width = 260 if len(rows) <= 7 else 500
    return (
        alt.Chart(alt.Data(values=rows), title=title)
        .mark_bar()
        .encode(
            x=alt.X("number:Q", title=None),
            y=alt.Y("what:N", title=None, sort="-x", axis=alt.Axis(labelLimit=240)),
            tooltip=["what:N", "number:Q"],
        )
        .properties(width=width)
    )


def _label(name: str) -> str:
    """A name from a page as a label: on one line, and unable to end the script that holds it in an HTML file."""
    line = " ".join(name.split()) or "(none)"
    short = line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"
    return "".join(c for c in short if c.isprintable()).replace("<", "<\u200b")
