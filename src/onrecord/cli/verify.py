"""``onrecord verify``: a verdict for every quotation of a draft against source documents."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from onrecord.reuse.documents import Sources
    from onrecord.reuse.verdicts import Checked


class VerifyFormat(StrEnum):
    """How the verdicts are printed."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    HTML = "html"
    SARIF = "sarif"


def verify(
    draft: Annotated[str, typer.Argument(help="The draft: a file, or - for standard input.")],
    against: Annotated[
        list[Path], typer.Option("--against", help="A source: text, HTML, PDF, DOCX, JSON Lines, a folder, a zip file.")
    ],
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
    from onrecord.reuse.documents import read_sources

    sources = read_sources(against)
    for problem in sources.unreadable:
        typer.echo(f"onrecord: {problem.message}", err=True)
    text = _draft(draft)
    checked = _verdicts(draft, text, sources, plain_quotations, no_speakers)
    if output is VerifyFormat.TABLE:
        print_table(checked)
    else:
        writers = {VerifyFormat.JSON: as_json, VerifyFormat.JSONL: as_lines, VerifyFormat.HTML: as_html}
        typer.echo(as_sarif(checked, draft, text) if output is VerifyFormat.SARIF else writers[output](checked))
    if any(not one.verdict.faithful for one in checked):
        raise typer.Exit(1)
    if sources.unreadable:
        raise typer.Exit(3)


def _draft(draft: str) -> str:
    from onrecord.core.errors import SourceMissing, SourceUnreadable

    if draft == "-":
        return sys.stdin.read()
    path = Path(draft)
    if not path.is_file():
        raise SourceMissing(draft, f"no such file: {draft}")
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise SourceUnreadable(draft, f"{draft} is not UTF-8 text") from None


def _verdicts(
    draft: str, text: str, sources: Sources, plain_quotations: bool, no_speakers: bool
) -> tuple[Checked, ...]:
    from onrecord.reuse.verify import verify as verify_reading
    from onrecord.reuse.verify import verify_quotations, verify_text

    if plain_quotations:
        return verify_quotations(text.splitlines(), sources)
    if no_speakers or draft == "-":
        return verify_text(text, sources)
    from onrecord.reading import read

    return verify_reading(read(draft), sources)
