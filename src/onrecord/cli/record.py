"""``onrecord search``, ``check``, ``upgrade``: a record on the command line."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from onrecord.cli.terminal import one_line

if TYPE_CHECKING:
    from onrecord.store import Hit

Where = Annotated[str, typer.Option("--record", "-r", help="The record: a file, or postgresql://…")]
RECORD = "record.db"


class Shape(StrEnum):
    """How hits are printed."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    HTML = "html"


def search(
    words: Annotated[str, typer.Argument(help='Words, "phrases" and prefix* of the content.')] = "",
    record: Where = RECORD,
    speaker: Annotated[str | None, typer.Option(help="A name, an alias or an id.")] = None,
    role: Annotated[str | None, typer.Option(help="Words of the speaker's role.")] = None,
    outlet: Annotated[str | None, typer.Option(help="The page's outlet.")] = None,
    route: Annotated[str | None, typer.Option(help="An outlet that the words came through.")] = None,
    form: Annotated[str | None, typer.Option(help="direct, mixed, indirect.")] = None,
    act: Annotated[str | None, typer.Option(help="speech, writing, thought, intention.")] = None,
    polarity: Annotated[str | None, typer.Option(help="asserted, denied, declined, asked, promised, …")] = None,
    kind: Annotated[str | None, typer.Option(help="person, organization, document, group, unnamed, unknown.")] = None,
    since: Annotated[str | None, typer.Option(help="Published on this day or later.")] = None,
    until: Annotated[str | None, typer.Option(help="Published on this day or earlier.")] = None,
    said_since: Annotated[str | None, typer.Option(help="Said on this day or later.")] = None,
    said_until: Annotated[str | None, typer.Option(help="Said on this day or earlier.")] = None,
    min_confidence: Annotated[float, typer.Option(min=0, max=1, help="Leave out statements below this.")] = 0.0,
    all_versions: Annotated[bool, typer.Option("--all-versions", help="Older versions of pages too.")] = False,
    by: Annotated[str | None, typer.Option(help="Count by outlet, speaker, role, route, form, act, …")] = None,
    order: Annotated[str, typer.Option(help="newest, oldest, said-newest, said-oldest.")] = "newest",
    limit: Annotated[int, typer.Option(help="Hits on a page.")] = 20,
    page: Annotated[int, typer.Option(min=1, help="Which page.")] = 1,
    output_format: Annotated[
        Shape | None, typer.Option("--format", help="Default: table on a terminal, else jsonl.")
    ] = None,
) -> None:
    """Find statements in a record, newest first. Exit code 1: nothing was found."""
    from onrecord.store import Record

    conditions: dict[str, Any] = {
        "speaker": speaker, "role": role, "outlet": outlet, "route": route, "form": form, "act": act,
        "polarity": polarity, "kind": kind, "published_since": since, "published_until": until,
        "said_since": said_since, "said_until": said_until, "min_confidence": min_confidence,
        "versions": "all" if all_versions else "current",
    }  # fmt: skip
    shape = output_format or (Shape.TABLE if sys.stdout.isatty() else Shape.JSONL)
    with Record.open(record, read_only=True) as opened:
        if by is not None:
            counts = opened.count(by, words, **conditions)
            for value, number in counts.items():
                line = {by: value, "statements": number}
                plain = f"{number:>10,}  {one_line(value) or '(none)'}"
                typer.echo(plain if shape is Shape.TABLE else json.dumps(line, ensure_ascii=False))
            raise typer.Exit(0 if counts else 1)
        results = opened.search(words, order=order, limit=limit, offset=(page - 1) * limit, **conditions)
    _print(results.hits, shape)
    more = "more than " if results.more_than_total else ""
    typer.echo(f"onrecord: {more}{results.total:,} found, {len(results.hits)} shown", err=True)
    if not results.hits:
        raise typer.Exit(1)


def _print(hits: Iterable[Hit], shape: Shape) -> None:
    if shape is Shape.TABLE:
        _print_table(hits)
        return
    from dataclasses import replace

    from onrecord.cli.read import ReadFormat, write_readings
    from onrecord.core.reading import Reading

    readings = (Reading(article=hit.article, statements=(replace(hit.statement),)) for hit in hits)
    write_readings(readings, ReadFormat(shape.value), sys.stdout, context=False)


def _print_table(hits: Iterable[Hit]) -> None:
    from rich.console import Console
    from rich.text import Text

    console = Console()
    for hit in hits:
        speaker, article = hit.statement.speaker, hit.article
        who = speaker.name or speaker.description or f"({speaker.kind})"
        said = f", {hit.statement.said.edtf}" if hit.statement.said else ""
        line = Text(one_line(who) + said, style="bold")
        words = Text(one_line(hit.snippet.text)) if "\n" in hit.snippet.text else Text(hit.snippet.text)
        for start, end in hit.snippet.marks:
            words.stylize("reverse", start, end)
        facts = (article.outlet, article.published, article.headline)
        where = " · ".join(one_line(fact.value) for fact in facts if fact)
        old = f" · version {hit.version}, superseded" if hit.superseded else ""
        console.print(line)
        console.print(words)
        console.print(Text(f"{where or one_line(article.page)}{old} · {hit.statement.id}\n", style="dim"))


def check(record: Where = RECORD) -> None:
    """Re-derive every hash, id and excerpt of a record. Exit code 1: something is wrong (each is named)."""
    from onrecord.store import Record

    with Record.open(record, read_only=True) as opened:
        findings = opened.check()
    for finding in findings:
        typer.echo(f"{finding.table} {one_line(finding.row)}: {one_line(finding.message)}")
    if findings:
        raise typer.Exit(1)


def upgrade(
    record: Where = RECORD,
    trace: Annotated[
        bool, typer.Option("--trace", help="Also group all quotations and copies anew, by the rules of this version.")
    ] = False,
) -> None:
    """Bring a record of an older version to this one. Make a backup before."""
    from onrecord.store import retrace
    from onrecord.store import upgrade as run

    done = run(record)
    for name in done or (() if trace else ("nothing to do",)):
        typer.echo(name)
    if trace:
        retrace(record)
        typer.echo("quotations grouped anew")
