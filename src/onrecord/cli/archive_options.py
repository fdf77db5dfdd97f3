"""The options that choose pages of web archives, the same for every verb that reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from onrecord.core.options import PageFilter

OnlyUrl = Annotated[str | None, typer.Option("--only-url", help="Of an archive: addresses that fit a pattern with *.")]
OnlyHost = Annotated[
    list[str] | None, typer.Option("--only-host", help="Of an archive: this host and its subdomains; may be repeated.")
]
CapturedSince = Annotated[
    str | None, typer.Option("--captured-since", help="Of an archive: captured on this day or later.")
]
CapturedUntil = Annotated[
    str | None, typer.Option("--captured-until", help="Of an archive: captured on this day or earlier.")
]


def page_filter(url: str | None, hosts: list[str] | None, since: str | None, until: str | None) -> PageFilter:
    """The filter of the four options. Raises UsageError for a day that is none."""
    from datetime import date

    from onrecord.core.errors import UsageError
    from onrecord.core.options import PageFilter

    for name, day in (("--captured-since", since), ("--captured-until", until)):
        try:
            date.fromisoformat(day or "2000-01-01")
        except ValueError:
            raise UsageError(f"{name}: not a day (YYYY-MM-DD): {day!r}") from None
    return PageFilter(url=url, hosts=tuple(hosts or ()), since=since, until=until)
