"""The options of every verb that reads pages: what to take, what is known of a page, and what reads it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from onrecord.core.options import PageFilter

Published = Annotated[str | None, typer.Option(help="The page's date where it doesn't say (ISO 8601).")]
Outlet = Annotated[str | None, typer.Option(help="The page's outlet where it doesn't say.")]
AnyLanguage = Annotated[bool, typer.Option("--any-language", help="Read pages that aren't in English.")]
MaxBytes = Annotated[int, typer.Option(min=1, help="Refuse larger pages.")]
AllowPrivate = Annotated[bool, typer.Option("--allow-private", help="Fetch from private addresses too.")]
IgnoreRobots = Annotated[bool, typer.Option("--ignore-robots", help="Fetch although robots.txt says no.")]
Model = Annotated[str, typer.Option(help="accurate, fast, or the folder of a model.")]
Roster = Annotated[Path | None, typer.Option(help="People and offices to link speakers to.")]
Outlets = Annotated[
    Path | None, typer.Option(envvar="ONRECORD_OUTLETS", help="Outlets of your own (onrecord outlets --add).")
]

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
