"""The Typer application: finds a verb's module when it is asked for, turns errors into one line and an exit code."""

from __future__ import annotations

from enum import IntEnum
from importlib import import_module
from importlib.metadata import version
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from onrecord.cli.terminal import plain
from onrecord.cli.verbs import VERBS
from onrecord.core.errors import OnRecordError, SourceError


class Exit(IntEnum):
    """What the exit code says, the same for every verb."""

    DONE = 0
    FINDINGS = 1
    USAGE = 2
    SOME_FAILED = 3


class _Verbs(TyperGroup):
    """A group that imports a verb's module only when the verb is used or its help is asked for."""

    def list_commands(self, ctx: Any) -> list[str]:
        return list(VERBS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        if cmd_name not in VERBS:
            return None
        return command(cmd_name)

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except OnRecordError as error:
            typer.echo(f"onrecord: {plain(str(error))}", err=True)
            raise typer.Exit(Exit.SOME_FAILED if isinstance(error, SourceError) else Exit.USAGE) from None


def command(verb: str) -> TyperCommand:
    """The command of a verb of `VERBS`, its module imported."""
    module, _, function = VERBS[verb].partition(":")
    single = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
    single.command(verb)(getattr(import_module(module), function))
    found = typer.main.get_command(single)
    assert isinstance(found, TyperCommand)
    return found


app = typer.Typer(
    cls=_Verbs,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"onrecord {version('onrecord')}")
        raise typer.Exit


@app.callback()
def onrecord(
    show_version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Print the version and leave.")
    ] = False,
) -> None:
    """Who said what, when, and through whom: the record of attributed words in news."""
