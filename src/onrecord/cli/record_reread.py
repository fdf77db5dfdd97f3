"""``onrecord reread``: what another model finds in the articles of a record."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.reading_options import Model, Outlets, Roster
from onrecord.cli.record import RECORD, Where

if TYPE_CHECKING:
    from onrecord.core.article import Article
    from onrecord.core.reading import Reading


def reread(
    record: Where = RECORD,
    model: Model = "accurate",
    replace: Annotated[bool, typer.Option("--replace", help="Store the new readings.")] = False,
    roster: Roster = None,
    outlets: Outlets = None,
) -> None:
    """Read a record's articles anew and say what would change; nothing is stored without --replace.

    Corrections stay where their words still stand; the others are listed as orphaned.
    """
    from onrecord.attribution import find
    from onrecord.core.options import ReadOptions
    from onrecord.core.reading import Reading
    from onrecord.reading import load_tagger
    from onrecord.resolution import resolve
    from onrecord.store import Record
    from onrecord.store.rereading import reread as run

    options = ReadOptions(model=model, roster=roster, outlets=outlets)
    tagger = load_tagger(options)

    def reader(article: Article) -> Reading:
        resolved = resolve(article, find(article, tagger), options)
        return Reading(
            article=article, statements=resolved.statements, dropped=resolved.dropped, problems=resolved.problems
        )

    with Record.open(record, read_only=not replace) as opened:
        changes = run(opened.engine, reader, model, replace=replace)
        orphaned = opened.orphaned()
    typer.echo("onrecord: " + ", ".join(f"{number} {name}" for name, number in asdict(changes).items()))
    for correction in orphaned:
        typer.echo(f"orphaned: correction {correction.key} ({correction.kind}) of {correction.statement}")
