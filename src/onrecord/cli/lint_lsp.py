"""``onrecord lsp``: the language server, on standard input and output."""

from __future__ import annotations

from typing import Annotated

import typer

from onrecord.cli.reading_options import Model


def lsp(
    model: Model = "fast",
    any_language: Annotated[bool, typer.Option("--any-language", help="Read texts that aren't in English.")] = False,
) -> None:
    """Show findings, who said what, and quick fixes in an editor, for Markdown and text: a language server on stdio.

    Needs pip install 'onrecord[lsp]'. How editors start it is in docs/lint.md.
    """
    from onrecord.core.errors import MissingExtra
    from onrecord.core.options import ReadOptions

    try:
        from onrecord.integrations.lsp import server
    except ImportError:
        raise MissingExtra("the language server needs pygls: pip install 'onrecord[lsp]'") from None
    server(ReadOptions(model=model, any_language=any_language)).start_io()
