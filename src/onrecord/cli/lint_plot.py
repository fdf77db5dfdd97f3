"""The plot of ``onrecord sources``: the share of each kind of source, a bar for each group."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord.core.errors import MissingExtra, UsageError

if TYPE_CHECKING:
    from onrecord.lint.audit import Audit

_SUFFIXES = (".html", ".svg", ".png", ".json")


def draw(audits: Mapping[str, Audit], path: Path) -> None:
    """Draw the shares of the statements. Raises UsageError for another kind of file, MissingExtra without Altair."""
    if path.suffix.lower() not in _SUFFIXES:
        raise UsageError(f"{path}: a plot is {', '.join(_SUFFIXES)}")
    try:
        import altair
    except ImportError:
        raise MissingExtra("plots need Altair: pip install 'onrecord[plot]'") from None
    rows = [
        {"group": name, "speaks as": str(kind), "share": share.share, "order": order}
        for name, audit in audits.items()
        for order, (kind, share) in enumerate(audit.shares.items())
    ]
    chart: Any = (
        altair.Chart(altair.InlineData(values=rows))
        .mark_bar()
        .encode(
            x=altair.X("share:Q", title="share of statements", axis=altair.Axis(format="%")),
            y=altair.Y("group:N", title=None, sort=list(audits)),
            color=altair.Color("speaks as:N", sort=[str(kind) for kind in next(iter(audits.values())).shares]),
            order="order:Q",
            tooltip=["group:N", "speaks as:N", altair.Tooltip("share:Q", format=".1%")],
        )
        .properties(width=520)
    )
    chart.save(str(path))
