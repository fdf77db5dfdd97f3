"""``onrecord user``: who may come in to a record that is served beyond this machine."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class UserAction(StrEnum):
    """What to do with users."""

    ADD = "add"
    LIST = "list"
    REMOVE = "remove"


class UserRole(StrEnum):
    """What a user may do."""

    READER = "reader"
    EDITOR = "editor"


def user(
    action: Annotated[UserAction, typer.Argument(help="add, list or remove.")],
    name: Annotated[str | None, typer.Argument(help="The user's name.")] = None,
    role: Annotated[UserRole, typer.Option(help="Readers look; editors also add pages and correct.")] = UserRole.READER,
    record: Annotated[str, typer.Option("--record", "-r", help="The record: a file, or postgresql://…")] = "record.db",
    users: Annotated[Path | None, typer.Option(help="The file of users; default: beside the record.")] = None,
) -> None:
    """Add, list or remove the users of `onrecord serve`. A password is asked for, or read from standard input.

    Adding a name again gives it a new role and password.
    """
    from onrecord.core.errors import MissingExtra, UsageError

    try:
        from onrecord.web.settings import users_file
        from onrecord.web.users import Role, Users
    except ImportError as error:
        raise MissingExtra(f"users need an extra: pip install 'onrecord[web]' ({error.name})") from None
    known = Users(users or users_file(record))
    if action is UserAction.LIST:
        for one in known.all():
            typer.echo(f"{one.name}\t{one.role}")
        return
    if not name:
        raise UsageError(f"name the user to {action}")
    if action is UserAction.REMOVE:
        known.remove(name)
        return
    if sys.stdin.isatty():
        password = typer.prompt("Password", hide_input=True, confirmation_prompt=True)
    else:
        password = sys.stdin.readline().rstrip("\r\n")
    known.add(name, Role(role.value), password)
