"""``onrecord spark-quotations``: the same words on different pages, in what ``onrecord spark`` read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer


def quotations(
    read: Annotated[list[str], typer.Argument(help="Folders that `onrecord spark` wrote.")],
    out: Annotated[str, typer.Option("--out", help="A new folder for the clusters, as Parquet.")],
    master: Annotated[
        str | None, typer.Option(help="local[4], spark://host:7077, …; default: spark-submit's, else this machine.")
    ] = None,
    at_least: Annotated[int, typer.Option(min=1, help="Appearances of a quotation.")] = 2,
    as_json: Annotated[bool, typer.Option("--json", help="Print the summary as JSON.")] = False,
) -> None:
    """Cluster the quotations of many pages on Apache Spark: which are the same words, in which wordings."""
    from onrecord.core.errors import UsageError
    from onrecord.spark.session import check_environment, failed, start

    check_environment()
    from onrecord.spark.output import parts

    files = [f"{_place(folder)}/{name}" for folder in read for name in parts(folder, "statements")]
    if not files:
        raise UsageError(f"{', '.join(read)}: no statements here that `onrecord spark` wrote")
    session = start(master, "onrecord spark-quotations")
    try:
        from onrecord.spark.quotations import clusters, statements

        found = clusters(statements(session, files), at_least)
        found.write.mode("errorifexists").parquet(_place(out))
        written = session.read.parquet(_place(out))
        summary = {"quotations": written.count(), "clusters": written.select("cluster").distinct().count()}
    except Exception as error:  # what Java raises has no base but Exception
        raise failed(error) from error
    finally:
        session.stop()
    if as_json:
        typer.echo(json.dumps({**summary, "out": out}))
    typer.echo(
        f"onrecord: {summary['quotations']:,} quotations in {summary['clusters']:,} clusters; in {out}", err=True
    )


def _place(folder: str) -> str:
    """A folder as Spark is told of it."""
    return folder.rstrip("/") if "://" in folder else Path(folder).absolute().as_uri()
