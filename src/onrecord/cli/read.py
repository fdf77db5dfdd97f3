"""``onrecord read``: print who said what."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from onrecord.cli.reading_options import (
    AllowPrivate,
    AnyLanguage,
    CapturedSince,
    CapturedUntil,
    IgnoreRobots,
    MaxBytes,
    Model,
    OnlyHost,
    OnlyUrl,
    Outlet,
    Outlets,
    Published,
    Roster,
    page_filter,
)
from onrecord.cli.terminal import one_line

if TYPE_CHECKING:
    from onrecord.core.reading import Reading


class ReadFormat(StrEnum):
    """How the statements are printed."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    HTML = "html"


def read(
    sources: Annotated[
        list[str],
        typer.Argument(help="Paths, folders, patterns, URLs, JSON Lines, WARC files, feeds, - for standard input."),
    ],
    output_format: Annotated[
        ReadFormat | None,
        typer.Option("--format", help="table, json, jsonl, csv or html; default: table on a terminal, else jsonl."),
    ] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write to this file.")] = None,
    context: Annotated[bool, typer.Option("--context", help="Show each quotation in its surroundings.")] = False,
    said: Annotated[bool, typer.Option("--said", help="Reported words alone: speech and writing.")] = False,
    min_confidence: Annotated[float, typer.Option(min=0, max=1, help="Leave out statements below this.")] = 0.0,
    published: Published = None,
    outlet: Outlet = None,
    any_language: AnyLanguage = False,
    max_story: Annotated[int, typer.Option(min=1, help="Read this many characters of a story.")] = 150_000,
    max_bytes: MaxBytes = 10_000_000,
    allow_private: AllowPrivate = False,
    ignore_robots: IgnoreRobots = False,
    only_url: OnlyUrl = None,
    only_host: OnlyHost = None,
    captured_since: CapturedSince = None,
    captured_until: CapturedUntil = None,
    model: Model = "accurate",
    roster: Roster = None,
    outlets: Outlets = None,
    workers: Annotated[int, typer.Option(min=1, help="Processes that read.")] = 1,
) -> None:
    """Read pages and print every attributed statement: who, when, through whom, in what words.

    Exit code 0: done; 2: the call is off; 3: some sources gave no page (each is named on standard error).
    """
    from onrecord.core.options import ReadOptions
    from onrecord.reading import read_many

    options = ReadOptions(
        published=published,
        outlet=outlet,
        any_language=any_language,
        max_bytes=max_bytes,
        max_story=max_story,
        allow_private=allow_private,
        ignore_robots=ignore_robots,
        model=model,
        min_confidence=min_confidence,
        only=page_filter(only_url, only_host, captured_since, captured_until),
        roster=roster,
        outlets=outlets,
    )
    chosen = output_format or (ReadFormat.TABLE if output is None and sys.stdout.isatty() else ReadFormat.JSONL)
    watch = _Watch()
    readings = watch.over(read_many(sources, options, workers=workers))
    wanted = (_said_alone(reading) for reading in readings) if said else readings
    if output is None:
        write_readings(wanted, chosen, sys.stdout, context)
    else:
        with output.open("w", encoding="utf-8", newline="") as stream:
            write_readings(wanted, chosen, stream, context)
    watch.finish()
    if watch.failures:
        raise typer.Exit(3)


def _said_alone(reading: Reading) -> Reading:
    from dataclasses import replace

    from onrecord.core.statements import Act

    kept = tuple(one for one in reading.statements if one.act in (Act.SPEECH, Act.WRITING))
    return replace(reading, statements=kept)


def write_readings(readings: Iterable[Reading], chosen: ReadFormat, stream: TextIO, context: bool) -> None:
    """Write readings as they come, in the form chosen."""
    from onrecord.core.wire import encode, reading_to_json, statement_to_json
    from onrecord.render.rows import COLUMNS, csv_line, rows

    if chosen is ReadFormat.TABLE:
        from onrecord.cli.table import print_readings

        print_readings(readings, stream, context=context)
    elif chosen is ReadFormat.JSONL:
        for reading in readings:
            for statement in reading.statements:
                stream.write(encode(statement_to_json(statement)) + "\n")
    elif chosen is ReadFormat.JSON:
        separator = "["
        for reading in readings:
            stream.write(separator + encode(reading_to_json(reading)))
            separator = ",\n"
        stream.write("[]\n" if separator == "[" else "]\n")
    elif chosen is ReadFormat.CSV:
        stream.write(csv_line(COLUMNS))
        for reading in readings:
            stream.writelines(csv_line(row.values()) for row in rows([reading]))
    else:
        from onrecord.render.page import page

        stream.write(page(readings))


class _Watch:
    """Progress and failures of a run, on standard error."""

    def __init__(self) -> None:
        self.pages = 0
        self.statements = 0
        self.failures = 0

    def over(self, readings: Iterable[Reading]) -> Iterator[Reading]:
        """The readings of pages that were read; the others are named on standard error."""
        if not sys.stderr.isatty():
            yield from filter(None, map(self._seen, readings))
            return
        from rich.console import Console
        from rich.progress import MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

        columns = (TextColumn("reading"), MofNCompleteColumn(), TimeElapsedColumn())
        with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task("reading", total=None)
            for reading in readings:
                bar.advance(task)
                if self._seen(reading) is not None:
                    yield reading

    def _seen(self, reading: Reading) -> Reading | None:
        self.pages += 1
        if reading.failure is not None:
            self.failures += 1
            typer.echo(f"onrecord: {one_line(reading.failure.message)}", err=True)
            return None
        self.statements += len(reading.statements)
        for problem in reading.problems:
            typer.echo(f"onrecord: {one_line(reading.article.page)}: {one_line(problem.message)}", err=True)
        return reading

    def finish(self) -> None:
        """The summary, where there was more than one page."""
        if self.pages > 1:
            failed = f", {self.failures} not read" if self.failures else ""
            typer.echo(f"onrecord: {self.pages} pages, {self.statements} statements{failed}", err=True)
