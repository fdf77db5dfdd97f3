"""``onrecord outlets``: the outlets and agencies that routes are read with, and rows of one's own beside them."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from onrecord.cli.terminal import one_line

if TYPE_CHECKING:
    from onrecord.resolution.outlets import Outlet


class OutletFormat(StrEnum):
    """What the outlets are printed as."""

    TABLE = "table"
    TSV = "tsv"
    JSONL = "jsonl"


class Kind(StrEnum):
    """What an outlet is."""

    AGENCY = "agency"
    BROADCASTER = "broadcaster"
    MAGAZINE = "magazine"
    NEWSPAPER = "newspaper"
    SITE = "site"


def outlets(
    words: Annotated[
        list[str] | None, typer.Argument(help="Show those with all these words in a name, a domain, kind or country.")
    ] = None,
    own: Annotated[
        Path | None,
        typer.Option("--outlets", envvar="ONRECORD_OUTLETS", help="A file of outlets of your own (TSV)."),
    ] = None,
    add: Annotated[str | None, typer.Option("--add", help="Write the outlet of this name into your file.")] = None,
    kind: Annotated[Kind | None, typer.Option(help="With --add: what it is.")] = None,
    country: Annotated[str, typer.Option(help="With --add: its country (ISO 3166, two capitals).")] = "",
    domain: Annotated[list[str] | None, typer.Option(help="With --add: its web domain; may be given again.")] = None,
    alias: Annotated[list[str] | None, typer.Option(help="With --add: another name; may be given again.")] = None,
    shared: Annotated[
        list[str] | None, typer.Option(help="With --add: a name that others bear too, or an ordinary word.")
    ] = None,
    output_format: Annotated[
        OutletFormat | None,
        typer.Option("--format", help="table, tsv or jsonl; default: table on a terminal, else tsv."),
    ] = None,
) -> None:
    """Show the outlets and agencies that onrecord knows, or add one to a file of your own.

    Rows of your own stand before the others: a row of a known name adds to it, and a name or domain that you give to
    an outlet is its own. Broken rows of the file are named on standard error and skipped.
    """
    from onrecord.core.errors import UsageError
    from onrecord.resolution.outlets import Outlet, OutletKind, outlet_table

    if add is None:
        if kind or country or domain or alias or shared:
            raise UsageError("--kind, --country, --domain, --alias and --shared go with --add NAME")
        table, problems = outlet_table(own)
        for problem in problems:
            typer.echo(f"onrecord: {one_line(problem.message)}", err=True)
        wanted = [word.casefold() for word in words or ()]
        found = [row for row in table.rows if all(word in _searched(row) for word in wanted)]
        _print(found, output_format or (OutletFormat.TABLE if sys.stdout.isatty() else OutletFormat.TSV), sys.stdout)
        if not found:
            typer.echo("onrecord: no outlet has these words", err=True)
        return
    if own is None:
        raise UsageError("name the file to add to with --outlets (or ONRECORD_OUTLETS)")
    if words:
        raise UsageError(f"--add takes one name: put {one_line(' '.join([add, *words]))!r} in quotation marks")
    from onrecord.resolution.outlet_files import add_outlet

    row = Outlet(
        add.strip(), OutletKind.SITE, country, tuple(one.lower() for one in domain or ()), tuple(alias or ()),
        tuple(shared or ()),
    )  # fmt: skip
    row, moved = add_outlet(own, row, OutletKind(kind) if kind else None)
    for line in moved:
        typer.echo(f"onrecord: {line}, and is now {row.name}'s", err=True)
    _print([row], output_format or OutletFormat.TSV, sys.stdout)


def _searched(row: Outlet) -> str:
    return "\n".join((row.name, *row.aliases, *row.shared, *row.domains, row.kind, row.country)).casefold()


def _print(rows: Iterable[Outlet], chosen: OutletFormat, stream: TextIO) -> None:
    if chosen is OutletFormat.TABLE:
        from rich.console import Console
        from rich.table import Table
        from rich.text import Text

        table = Table(box=None, pad_edge=False, header_style="bold")
        for heading in ("name", "kind", "country", "domains", "other names", "shared names"):
            table.add_column(heading)
        for row in rows:
            cells = (row.name, row.kind, row.country, " ".join(row.domains), ", ".join(row.aliases))
            table.add_row(*(Text(one_line(cell)) for cell in (*cells, ", ".join(row.shared))))
        Console(file=stream, highlight=False).print(table)
        return
    for row in rows:
        if chosen is OutletFormat.TSV:
            stream.write(row.line() + "\n")
        else:
            fields = {
                "name": row.name,
                "kind": row.kind,
                "country": row.country or None,
                "domains": row.domains,
                "aliases": row.aliases,
                "shared": row.shared,
            }
            stream.write(json.dumps(fields, ensure_ascii=False) + "\n")
