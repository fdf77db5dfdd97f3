"""``onrecord verify``: a verdict for every quotation of a draft against source documents."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.terminal import plain

if TYPE_CHECKING:
    from onrecord.reuse.documents import Sources
    from onrecord.reuse.verdicts import Quoted


class VerifyFormat(StrEnum):
    """How the verdicts are printed."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    HTML = "html"
    SARIF = "sarif"


def verify(
    draft: Annotated[str, typer.Argument(help="The draft: text, HTML, PDF or DOCX, or - for text on standard input.")],
    against: Annotated[
        list[Path] | None,
        typer.Option("--against", help="A source: text, HTML, PDF, DOCX, JSON Lines, a folder, a zip file."),
    ] = None,
    record: Annotated[
        str | None, typer.Option("--record", "-r", help="A record whose pages are sources: a file, or postgresql://…")
    ] = None,
    plain_quotations: Annotated[
        bool, typer.Option("--quotations", help="The draft is plain quotations, one a line.")
    ] = False,
    output: Annotated[VerifyFormat, typer.Option("--format", help="What to print.")] = VerifyFormat.TABLE,
    no_speakers: Annotated[
        bool, typer.Option("--no-speakers", help="Check the words alone: the draft is not read for who said them.")
    ] = False,
) -> None:
    """Check every quotation of a draft against its sources: exit 1 when one is not faithful, 3 when a source failed."""
    from onrecord.cli.verify_report import as_html, as_json, as_lines, as_sarif, print_table
    from onrecord.core.errors import UsageError
    from onrecord.reuse.documents import read_sources
    from onrecord.reuse.verify import check_all

    if not against and record is None:
        raise UsageError("name the sources with --against, or a record with --record")
    sources = read_sources(against or ())
    for problem in sources.unreadable:
        typer.echo(f"onrecord: {plain(problem.message)}", err=True)
    text, quoted = _quoted(draft, plain_quotations, no_speakers)
    if record is not None:
        sources = _with_record(sources, record, quoted, text)
    checked = check_all(quoted, sources)
    if output is VerifyFormat.TABLE:
        print_table(checked)
    else:
        writers = {VerifyFormat.JSON: as_json, VerifyFormat.JSONL: as_lines, VerifyFormat.HTML: as_html}
        typer.echo(as_sarif(checked, draft, text) if output is VerifyFormat.SARIF else writers[output](checked))
    if any(not one.verdict.faithful for one in checked):
        raise typer.Exit(1)
    if sources.unreadable:
        raise typer.Exit(3)


def _with_record(sources: Sources, record: str, quoted: Sequence[Quoted], text: str) -> Sources:
    """The sources with the pages of a record that are likeliest to hold the quotations."""
    from onrecord.store import Record

    with Record.open(record, read_only=True) as opened:
        pages = opened.sources((one.text for one in quoted), but=text)
    return replace(sources, texts=(*sources.texts, *pages))


def _quoted(draft: str, plain_quotations: bool, no_speakers: bool) -> tuple[str, list[Quoted]]:
    """The draft's text (of HTML, PDF and DOCX the extracted one) and its quotations, which have places in it."""
    from onrecord.reuse.documents import read_document
    from onrecord.reuse.verify import quoted_in, quoted_in_text, quoted_lines

    text = sys.stdin.read() if draft == "-" else read_document(draft)
    if plain_quotations:
        return text, quoted_lines(text)
    if no_speakers or draft == "-":
        return text, quoted_in_text(text)
    from onrecord.core.errors import NoStory, WrongLanguage
    from onrecord.pages import Item
    from onrecord.reading import read_item

    try:
        reading = read_item(Item(page=draft, data=text.encode("utf-8", "surrogatepass")))
    except (NoStory, WrongLanguage):  # too short to be read for who speaks, or in another language
        return text, quoted_in_text(text)
    return reading.article.text, quoted_in(reading)
