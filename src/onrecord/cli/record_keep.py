"""``onrecord export``, ``import``, ``backup``, ``forget``: what keeps a record and takes it elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.record import RECORD, Where
from onrecord.cli.terminal import one_line

if TYPE_CHECKING:
    from onrecord.core.reading import Reading


class Export(StrEnum):
    """What an export is written as."""

    JSONL = "jsonl"
    STATEMENTS = "statements"
    CSV = "csv"
    WEB_ANNOTATION = "web-annotation"
    SCHEMA_ORG = "schema-org"
    CORPUS = "corpus"
    PARQUET = "parquet"


class Forgotten(StrEnum):
    """What may be taken out."""

    PERSON = "person"
    PAGE = "page"
    OUTLET = "outlet"


def export(
    record: Where = RECORD,
    layout: Annotated[Export, typer.Option("--as", help="jsonl can be imported again.")] = Export.JSONL,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write to this file (corpus: folder).")] = None,
) -> None:
    """Write a record's articles and statements, after corrections, as they are streamed."""
    from onrecord.core.errors import UsageError
    from onrecord.render.rows import COLUMNS, csv_line, rows
    from onrecord.store import Record, exporting
    from onrecord.store.columns import write_parquet
    from onrecord.store.standoff import write_corpus

    with Record.open(record, read_only=True) as opened:
        readings = opened.readings()
        if layout is Export.CORPUS:
            if output is None:
                raise UsageError("a corpus is written to a folder: name it with --output")
            typer.echo(f"onrecord: {write_corpus(readings, output)} articles", err=True)
            return
        if layout is Export.PARQUET:
            if output is None:
                raise UsageError("Parquet is written to a file: name it with --output")
            typer.echo(f"onrecord: {write_parquet(readings, output)} statements", err=True)
            return
        if layout is Export.CSV:
            header = csv_line(COLUMNS)
            lines: Iterator[str] = (csv_line(row.values()) for reading in readings for row in rows([reading]))
        else:
            header = ""
            writers = {
                Export.JSONL: exporting.jsonl,
                Export.STATEMENTS: exporting.statements_jsonl,
                Export.WEB_ANNOTATION: exporting.web_annotations,
                Export.SCHEMA_ORG: exporting.schema_org,
            }
            lines = writers[layout](readings)
        if output is None:
            sys.stdout.write(header)
            sys.stdout.writelines(lines)
        else:
            with output.open("w", encoding="utf-8", newline="") as stream:
                stream.write(header)
                stream.writelines(lines)


def import_(
    files: Annotated[list[Path], typer.Argument(help="JSON Lines of `onrecord export`, gzipped or not.", exists=True)],
    record: Where = RECORD,
) -> None:
    """Add the readings of JSON Lines to a record. Exit code 3: some lines were broken (each is named)."""
    from onrecord.store import Added, Record, exporting

    added = Added()
    with Record.open(record, create=True) as opened:
        for path in files:
            added += opened.add(_named(exporting.readings_in(path)), reader="import")
    typer.echo(f"onrecord: {added.articles:,} added, {added.known:,} known, {added.failed:,} broken", err=True)
    if added.failed:
        raise typer.Exit(3)


def _named(readings: Iterable[Reading]) -> Iterator[Reading]:
    """The readings; what is broken is named on standard error."""
    for reading in readings:
        if reading.failure is not None:
            typer.echo(f"onrecord: {one_line(reading.failure.message)}", err=True)
        yield reading


def backup(
    target: Annotated[str, typer.Argument(help="A file that doesn't exist yet, or an empty PostgreSQL database.")],
    record: Where = RECORD,
) -> None:
    """Write a consistent copy of a record, while it is in use: a SQLite file, from PostgreSQL too.

    With the URL of an empty PostgreSQL database it is copied there: so a backup is put back.
    """
    from onrecord.store import Record

    with Record.open(record, read_only=True) as opened:
        if "://" in target:
            opened.copy(target)
        else:
            opened.backup(target)


def forget(
    what: Annotated[Forgotten, typer.Argument(help="person, page or outlet.")],
    name: Annotated[str, typer.Argument(help="A person's name or id, a page's URL or path, an outlet.")],
    record: Where = RECORD,
) -> None:
    """Take a person, a page or an outlet out with what rests on it; the record notes that and when, not what.

    A person's statements go, and their words and names become blocks in the texts; the pages stay.
    """
    from onrecord.store import Record

    with Record.open(record) as opened:
        articles, statements = opened.forget(what.value, name)
    done = "masked" if what is Forgotten.PERSON else "removed"
    typer.echo(f"onrecord: {articles:,} articles {done}, {statements:,} statements removed", err=True)
