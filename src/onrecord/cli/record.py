"""``onrecord add``, ``search``, ``check``, ``upgrade``, ``correct``, ``undo``: the record on the command line."""

from __future__ import annotations

import getpass
import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from onrecord.cli.terminal import one_line

if TYPE_CHECKING:
    from onrecord.core.reading import Reading
    from onrecord.store import Hit

Where = Annotated[str, typer.Option("--record", "-r", help="The record: a file, or postgresql://…")]
_RECORD = "record.db"


class Shape(StrEnum):
    """How hits are printed."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    HTML = "html"


def add(
    sources: Annotated[list[str] | None, typer.Argument(help="Paths, folders, patterns, URLs, JSON Lines.")] = None,
    record: Where = _RECORD,
    workers: Annotated[int, typer.Option(min=1, help="Processes that read.")] = 1,
    retry_failed: Annotated[bool, typer.Option("--retry-failed", help="Try again what failed before.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the summary as JSON.")] = False,
    published: Annotated[str | None, typer.Option(help="The page's date where it doesn't say (ISO 8601).")] = None,
    outlet: Annotated[str | None, typer.Option(help="The page's outlet where it doesn't say.")] = None,
    model: Annotated[str, typer.Option(help="accurate, fast, or the folder of a model.")] = "accurate",
) -> None:
    """Read pages into a record. Pages that it has already are passed over without being read again.

    Ctrl-C stops after writing what was read; the same command goes on from there. Exit code 3: some pages failed.
    """
    from onrecord.core.errors import UsageError
    from onrecord.core.options import ReadOptions
    from onrecord.store import Added, Record
    from onrecord.store.intake import Intake

    options = ReadOptions(published=published, outlet=outlet, model=model)
    with Record.open(record, create=True) as opened:
        failed = opened.failures()
        given = list(sources or (failed if retry_failed else ()))
        if not given and not retry_failed:
            raise UsageError("name the sources to add, or --retry-failed")
        skip = frozenset() if retry_failed else frozenset(failed)
        intake = Intake(given, options, workers=workers, known=opened.known(), failed=skip)
        added = Added()
        try:
            added = opened.add(_watched(intake), reader=str(model))
        except KeyboardInterrupt:
            typer.echo("onrecord: stopped; what was read is kept, the same command goes on from here", err=True)
            raise typer.Exit(130) from None
    summary = {**asdict(added), "known": added.known + intake.known_pages, "failed_before": intake.failed_before}
    if as_json:
        typer.echo(json.dumps(summary))
    else:
        typer.echo("onrecord: " + ", ".join(f"{n} {name.replace('_', ' ')}" for name, n in summary.items()), err=True)
    if added.failed:
        raise typer.Exit(3)


def _watched(readings: Iterable[Reading]) -> Iterator[Reading]:
    """The readings, counted on a terminal's standard error; failures are named."""
    from rich.console import Console
    from rich.progress import Progress, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    columns = (TextColumn("{task.completed} pages, {task.speed} a second, {task.fields[failures]} failed"),)
    with Progress(*columns, TimeElapsedColumn(), console=console, disable=not console.is_terminal) as bar:
        task, failures = bar.add_task("adding", total=None, failures=0), 0
        for reading in readings:
            if reading.failure is not None:
                failures += 1
                typer.echo(f"onrecord: {one_line(reading.failure.message)}", err=True)
            bar.update(task, advance=1, failures=failures)
            yield reading


def search(
    words: Annotated[str, typer.Argument(help='Words, "phrases" and prefix* of the content.')] = "",
    record: Where = _RECORD,
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


def check(record: Where = _RECORD) -> None:
    """Re-derive every hash, id and excerpt of a record. Exit code 1: something is wrong (each is named)."""
    from onrecord.store import Record

    with Record.open(record, read_only=True) as opened:
        findings = opened.check()
    for finding in findings:
        typer.echo(f"{finding.table} {one_line(finding.row)}: {one_line(finding.message)}")
    if findings:
        raise typer.Exit(1)


def upgrade(record: Where = _RECORD) -> None:
    """Bring a record of an older version to this one. Make a backup before."""
    from onrecord.store import upgrade as run

    for name in run(record) or ("nothing to do",):
        typer.echo(name)


def correct(
    statement: Annotated[str, typer.Argument(help="The statement's id, or for --undo the correction's number.")],
    reason: Annotated[str, typer.Option(help="Why.")],
    record: Where = _RECORD,
    editor: Annotated[str | None, typer.Option(help="Who corrects; default: the login name.")] = None,
    speaker: Annotated[str | None, typer.Option(help="The speaker's name.")] = None,
    said: Annotated[str | None, typer.Option(help="When it was said (EDTF).")] = None,
    form: Annotated[str | None, typer.Option(help="direct, mixed, indirect.")] = None,
    route: Annotated[list[str] | None, typer.Option(help="Outlet it came through, nearest first.")] = None,
    span: Annotated[str | None, typer.Option(help="START:END of the content in the article's text.")] = None,
    same_as: Annotated[str | None, typer.Option(help="ARGUMENT and this are ids of one speaker: merge.")] = None,
    delete: Annotated[bool, typer.Option("--delete", help="It is no statement.")] = False,
    undo: Annotated[bool, typer.Option("--undo", help="Take a correction back.")] = False,
) -> None:
    """Correct a statement, merge two speakers, or take a correction back; nothing is overwritten."""
    from onrecord.core.errors import UsageError
    from onrecord.store import Kind, Record

    signed = {"editor": editor or getpass.getuser(), "reason": reason}
    changes: list[tuple[Kind, dict[str, Any]]] = []
    if said is not None:
        changes.append((Kind.DATE, {"said": said or None}))
    if form is not None:
        changes.append((Kind.FORM, {"form": form}))
    if route is not None:
        changes.append((Kind.ROUTE, {"route": [{"kind": "outlet", "name": name} for name in route]}))
    if speaker is not None:
        changes.append((Kind.SPEAKER, {"speaker": {"kind": "person", "name": speaker}}))
    if delete:
        changes.append((Kind.DELETE, {}))
    with Record.open(record) as opened:
        if undo:
            typer.echo(opened.undo(int(statement) if statement.isdigit() else -1, **signed))
            return
        if same_as is not None:
            typer.echo(opened.merge(statement, same_as, **signed))
            return
        if span is not None:
            changes.append((Kind.SPAN, {"content": [opened.span(statement, span)]}))
        if not changes:
            raise UsageError("say what to correct: --speaker, --said, --form, --route, --span, --delete, --same-as")
        for kind, change in changes:
            typer.echo(opened.correct(statement, kind, change, **signed))
