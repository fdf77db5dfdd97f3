"""``onrecord mcp``: a server of the Model Context Protocol over standard input and output."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli.reading_options import Model, Roster


def mcp(
    record: Annotated[
        str | None, typer.Option("--record", "-r", help="The record to search and trace: a file, or postgresql://…")
    ] = None,
    folder: Annotated[Path | None, typer.Option(help="A folder whose files may be read; without it none may.")] = None,
    model: Model = "accurate",
    roster: Roster = None,
) -> None:
    """Serve read-only tools (read, search, trace, verify) to programs that speak the Model Context Protocol.

    It speaks over standard input and output and ends when its input does.
    """
    from importlib.util import find_spec

    from onrecord.core.errors import MissingExtra, UsageError
    from onrecord.core.options import ReadOptions

    if find_spec("mcp") is None:
        raise MissingExtra("the MCP server needs an optional part: pip install 'onrecord[mcp]'")
    if folder is not None and not folder.is_dir():
        raise UsageError(f"{folder}: no such folder")
    if record is not None:
        from onrecord.store import Record

        Record.open(record, read_only=True).close()  # what is wrong with it is said here
    from onrecord.integrations.mcp import server

    server(record, folder, ReadOptions(model=model, roster=roster)).run("stdio")
