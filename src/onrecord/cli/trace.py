"""``onrecord trace`` and ``onrecord quotations``: where words came from, and what is most repeated."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

Where = Annotated[str, typer.Option("--record", "-r", help="The record: a file, or postgresql://…")]


class TraceFormat(StrEnum):
    """How a trace is printed."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"


class Most(StrEnum):
    """What a list of quotations is in the order of."""

    REPEATED = "repeated"
    ALTERED = "altered"
    CREDITED = "credited"


Layout = Annotated[TraceFormat | None, typer.Option("--format", help="Default: table on a terminal, else jsonl.")]


def trace(
    words: Annotated[str, typer.Argument(help="The words, or - to read them from standard input.")],
    record: Where = "record.db",
    output: Layout = None,
    limit: Annotated[int, typer.Option(min=1, help="Quoted statements at most.")] = 1000,
    plot_file: Annotated[
        Path | None, typer.Option("--plot", help="Draw the time line: .html, .svg, .png, .pdf or .json.")
    ] = None,
) -> None:
    """Every page that printed these words or a part of them: wordings, the earliest, copies, credits, speakers.

    Exit code 1: no page of the record printed them.
    """
    from onrecord.cli.trace_report import print_trace, write
    from onrecord.store import Record

    asked = sys.stdin.read() if words == "-" else words
    with Record.open(record, read_only=True) as opened:
        found = opened.trace(asked, limit=limit)
    if plot_file is not None:
        from onrecord.cli.trace_plot import plot

        plot(found, plot_file)
    layout = _layout(output)
    if layout is TraceFormat.TABLE:
        print_trace(found)
    else:
        sys.stdout.write(write(found, layout.value))
    if not found.printed:
        raise typer.Exit(1)


def quotations(
    record: Where = "record.db",
    order: Annotated[
        Most, typer.Option("--by", help="Most repeated, most altered, most often credited differently.")
    ] = (Most.REPEATED),
    limit: Annotated[int, typer.Option(min=1, max=1000, help="Quotations at most.")] = 20,
    output: Layout = None,
) -> None:
    """The quotations on several pages of a record that are most repeated, altered, or credited differently.

    Exit code 1: there is none.
    """
    from onrecord.cli.trace_report import print_list, write_list
    from onrecord.store import Record

    with Record.open(record, read_only=True) as opened:
        found = opened.quotations(order.value, limit=limit)
    layout = _layout(output)
    if layout is TraceFormat.TABLE:
        print_list(found)
    else:
        sys.stdout.write(write_list(found, layout.value))
    if not found:
        raise typer.Exit(1)


def _layout(chosen: TraceFormat | None) -> TraceFormat:
    return chosen or (TraceFormat.TABLE if sys.stdout.isatty() else TraceFormat.JSONL)
