"""``onrecord spark``: read web archives on Apache Spark."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.reading_options import (
    AnyLanguage,
    CapturedSince,
    CapturedUntil,
    MaxBytes,
    Model,
    OnlyHost,
    OnlyUrl,
    Roster,
    page_filter,
)
from onrecord.cli.terminal import one_line

if TYPE_CHECKING:
    from onrecord.spark.job import Progress, Summary
    from onrecord.spark.units import Unit


class OnMissing(StrEnum):
    """What to do about paths that are not there."""

    STOP = "stop"
    SKIP = "skip"


class Per(StrEnum):
    """How wide the dates are that the output is filed under."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


def spark(
    sources: Annotated[
        list[str], typer.Argument(help="WARC, WET and JSON Lines files, folders of them, listings (.paths.gz, .txt).")
    ],
    out: Annotated[str, typer.Option("--out", help="The folder to write to: a path, or s3:// or hdfs://.")],
    master: Annotated[
        str | None, typer.Option(help="local[4], spark://host:7077, …; default: spark-submit's, else this machine.")
    ] = None,
    model: Model = "fast",
    base: Annotated[str | None, typer.Option(help="Stands before the paths of listings: s3://commoncrawl.")] = None,
    on_missing: Annotated[OnMissing, typer.Option("--on-missing", help="Paths that aren't there.")] = OnMissing.STOP,
    per: Annotated[Per, typer.Option(help="File the output under days, months or years.")] = Per.DAY,
    only_url: OnlyUrl = None,
    only_host: OnlyHost = None,
    captured_since: CapturedSince = None,
    captured_until: CapturedUntil = None,
    any_language: AnyLanguage = False,
    max_bytes: MaxBytes = 10_000_000,
    roster: Roster = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the summary as JSON.")] = False,
) -> None:
    """Read many web archives on Apache Spark, a file a task, into Parquet. The same command again does what is missing.

    Exit code 3: some files could not be opened (each is named); the rest was read.
    """
    from onrecord.core.errors import UsageError
    from onrecord.core.options import ReadOptions
    from onrecord.spark.output import DIGITS
    from onrecord.spark.session import check_environment, start

    model = model if model in ("accurate", "fast") else str(Path(model).absolute())  # tasks run in other folders
    roster = roster and roster.absolute()
    only = page_filter(only_url, only_host, captured_since, captured_until)
    options = ReadOptions(model=model, any_language=any_language, max_bytes=max_bytes, roster=roster, only=only)
    check_environment()
    from onrecord.spark.job import run
    from onrecord.spark.units import missing, units_of

    units = units_of(sources, options, base)
    gone = missing(units)
    for path in gone:
        typer.echo(f"onrecord: {one_line(path)}: no such file", err=True)
    if gone and on_missing is OnMissing.STOP:
        raise UsageError(f"{len(gone)} of {len(units)} files are missing (--on-missing skip reads the others)")
    units = [unit for unit in units if unit.path not in set(gone)]
    session = start(master, "onrecord spark")
    try:
        with _progress(units) as progress:
            summary = run(session, units, out, options, digits=DIGITS[per.value], progress=progress)
    finally:
        session.stop()
    _report(summary, out, as_json)
    if summary.unopened or gone:
        raise typer.Exit(3)


def _report(summary: Summary, out: str, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps(asdict(summary)))
    for path, error in summary.unopened:
        typer.echo(f"onrecord: {one_line(error or path)}", err=True)
    counts = ", ".join(f"{number:,} {name}" for name, number in summary.counts.items() if number)
    done = f"{summary.units:,} files read, {summary.done_before:,} done before, {len(summary.unopened):,} not opened"
    typer.echo(f"onrecord: {done}; in {out}: {counts or 'nothing'}", err=True)


@contextmanager
def _progress(units: Sequence[Unit]) -> Iterator[Progress | None]:
    """A bar over the units on a terminal's standard error."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import MofNCompleteColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    columns = (
        MofNCompleteColumn(),
        TextColumn("files, {task.fields[pages]:,} pages, {task.fields[statements]:,} statements"),
    )
    with Bar(*columns, TimeElapsedColumn(), console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=len(units), pages=0, statements=0)

        def show(done: int, counts: dict[str, int]) -> None:
            bar.update(task, completed=done, pages=counts["pages"], statements=counts["statements"])

        yield show
