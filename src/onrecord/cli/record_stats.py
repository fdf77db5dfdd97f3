"""``onrecord stats`` and ``failures``: what a record holds, in numbers and charts, and what it couldn't read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli.record import RECORD, Where
from onrecord.cli.terminal import one_line


def stats(
    record: Where = RECORD,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    top: Annotated[int, typer.Option(min=1, help="Rows of a table, bars of a chart.")] = 10,
    plot: Annotated[Path | None, typer.Option(help="Draw charts into this .svg, .png or .html file.")] = None,
) -> None:
    """Count what a record holds: pages, statements, outlets, most quoted people, forms, unnamed speakers, days."""
    from onrecord.store import Record

    with Record.open(record, read_only=True) as opened:
        found = opened.figures()
    if plot is not None:
        from onrecord.store.charts import write_charts

        write_charts(found, plot, top)
    if as_json:
        typer.echo(json.dumps(found.as_json(), ensure_ascii=False))
        return
    older, total = found.versions - found.articles, found.statements
    typer.echo(f"{found.articles:,} pages ({older:,} older versions beside them), {total:,} statements")
    typer.echo(f"{found.speakers:,} speakers by name, {found.unnamed:.1%} of the statements unnamed")
    typer.echo(f"{found.failures:,} pages failed, {found.corrections:,} corrections")
    for name, days in (("published", found.published), ("came in", found.added)):
        known = [day for day in days if day]
        typer.echo(f"{name} on {len(known):,} days" + (f", {known[0]} to {known[-1]}" if known else ""))
    for by, counts in found.counted.items():
        typer.echo(f"\nby {by}")
        for value, number in list(counts.items())[:top]:
            typer.echo(f"{number:>10,} {number / total:6.1%}  {one_line(value) or '(none)'}")


def failures(
    record: Where = RECORD,
    as_json: Annotated[bool, typer.Option("--json", help="A JSON object a line.")] = False,
) -> None:
    """List the pages that could not be read, each with the reason. Exit code 1: there are some."""
    from onrecord.store import Record

    with Record.open(record, read_only=True) as opened:
        found = opened.failures()
    for page, message in found.items():
        plain = one_line(message if page in message else f"{page}: {message}")
        typer.echo(json.dumps({"page": page, "message": message}, ensure_ascii=False) if as_json else plain)
    if found:
        raise typer.Exit(1)
