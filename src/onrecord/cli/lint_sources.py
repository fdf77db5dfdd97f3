"""``onrecord sources``: the audit of sources of pages or of a record."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from onrecord.cli.reading_options import Model
from onrecord.cli.terminal import one_line

if TYPE_CHECKING:
    from onrecord.core.reading import Reading
    from onrecord.lint.audit import Audit

_ALL = "all"


class By(StrEnum):
    """What the pages are grouped by."""

    OUTLET = "outlet"
    MONTH = "month"


class SourcesFormat(StrEnum):
    """How the audit is printed."""

    TABLE = "table"
    JSON = "json"


def sources(
    pages: Annotated[list[str] | None, typer.Argument(help="Paths, folders, URLs, JSON Lines of articles, -.")] = None,
    record: Annotated[str | None, typer.Option(help="A record, instead of pages.")] = None,
    by: Annotated[By | None, typer.Option(help="An audit for each outlet or month too.")] = None,
    topic: Annotated[
        list[str] | None,
        typer.Option("--topic", help="An audit of the pages that have this word too; may be repeated."),
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="Sources to list in a table.")] = 30,
    output: Annotated[SourcesFormat, typer.Option("--format", help="What to print.")] = SourcesFormat.TABLE,
    plot: Annotated[Path | None, typer.Option(help="Draw the shares to this file: .html, .svg or .png.")] = None,
    model: Model = "accurate",
) -> None:
    """Who is quoted: every source with its kind, role, statements, words and routes, and the shares of each kind.

    Reported words alone count. Men and women are counted by what the pages call them, in sum; nothing is guessed from
    a name. Exit code 0: done; 2: the call is off; 3: some sources gave no page.
    """
    from onrecord.core.errors import UsageError

    if (record is None) == (not pages):
        raise UsageError("give pages, or a record with --record")
    failures: list[str] = []
    grouped = _grouped(_read(pages or [], record, model, failures), by, topic or [])
    audits = _audits(grouped)
    if output is SourcesFormat.JSON:
        typer.echo(json.dumps({name: as_object(one) for name, one in audits.items()}, ensure_ascii=False, indent=1))
    else:
        print_audits(audits, limit)
    if plot is not None:
        from onrecord.cli.lint_plot import draw

        draw(audits, plot)
    for message in failures:
        typer.echo(f"onrecord: {one_line(message)}", err=True)
    if failures:
        raise typer.Exit(3)


def _read(pages: list[str], record: str | None, model: str, failures: list[str]) -> Iterator[Reading]:
    if record is not None:
        from onrecord.store import Record

        with Record.open(record, read_only=True) as opened:
            yield from opened.readings()
        return
    from onrecord.core.options import ReadOptions
    from onrecord.reading import read_many

    for reading in read_many(pages, ReadOptions(model=model)):
        if reading.failure is not None:
            failures.append(reading.failure.message)
        else:
            yield reading


def _grouped(readings: Iterable[Reading], by: By | None, topics: list[str]) -> Iterator[tuple[Reading, list[str]]]:
    """Each reading with the groups that it belongs to."""
    import re

    from onrecord.lint.audit import by_month, by_outlet

    patterns = {word: re.compile(rf"\b{re.escape(word)}\b", re.IGNORECASE) for word in topics}
    for reading in readings:
        groups = [_ALL]
        if by is not None:
            groups += by_outlet(reading) if by is By.OUTLET else by_month(reading)
        groups += [f"“{word}”" for word, pattern in patterns.items() if pattern.search(reading.article.text)]
        yield reading, groups


def _audits(grouped: Iterable[tuple[Reading, list[str]]]) -> dict[str, Audit]:
    """An audit for each group, the whole first; a page at a time, so that a large record fits in memory."""
    from onrecord.lint.audit import Tallies

    held: dict[str, Tallies] = {_ALL: Tallies()}
    for reading, groups in grouped:
        for name in groups:
            held.setdefault(name, Tallies()).add(reading)
    return {name: held[name].audit() for name in [_ALL, *sorted(held.keys() - {_ALL})]}


def as_object(audit: Audit) -> dict[str, Any]:
    """The JSON object of an audit (docs/lint.md)."""
    import msgspec

    found: dict[str, Any] = {"schema": 1, **msgspec.to_builtins(audit)}
    return found


def print_audits(audits: dict[str, Audit], limit: int) -> None:
    """Print each audit: its figures, the shares, the sources."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(file=sys.stdout, highlight=False)
    for name, audit in audits.items():
        if len(audits) > 1:
            console.rule(Text(one_line(name)), align="left")
        console.print(Text(_figures(audit)))
        shares = Table("speaks as", "sources", "statements", "share", "words")
        for kind, share in audit.shares.items():
            shares.add_row(kind, str(share.sources), str(share.statements), f"{share.share:.0%}", str(share.words))
        console.print(shares)
        listed = Table("source", "speaks as", "role", "statements", "quoted", "words", "through")
        for one in audit.sources[:limit]:
            told = (one.name, one.speaks_as, one.role or "", one.statements, one.quoted, one.words)
            listed.add_row(*(Text(one_line(str(cell))) for cell in told), Text(one_line(", ".join(one.through))))
        console.print(listed)
        if len(audit.sources) > limit:
            console.print(Text(f"and {len(audit.sources) - limit} more (--limit)"))


def _figures(audit: Audit) -> str:
    people = sum(audit.genders.values())
    called = ", ".join(f"{gender} {count}" for gender, count in audit.genders.items())
    return (
        f"{audit.pages} page{'s' if audit.pages != 1 else ''}, {len(audit.sources)} sources, {audit.statements} "
        f"statements, {audit.words} words. Named: {audit.named:.0%} of statements. Most quoted: {audit.top:.0%}, first "
        f"three: {audit.top_three:.0%}, Herfindahl index {audit.herfindahl:.3f}.\n"
        f"What the pages call their {people} named people: {called}."
    )
