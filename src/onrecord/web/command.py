"""``onrecord serve``: the web pages of a record."""

from __future__ import annotations

import getpass
import os
import socket
from pathlib import Path
from typing import Annotated

import typer


def serve(
    record: Annotated[str, typer.Option("--record", "-r", help="The record: a file, or postgresql://…")] = "record.db",
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port to listen on.")] = 8000,
    users: Annotated[Path | None, typer.Option(help="The file of users; default: beside the record.")] = None,
    token_file: Annotated[
        Path | None, typer.Option(help="A file that holds a secret to sign in with (or ONRECORD_TOKEN).")
    ] = None,
    login: Annotated[bool, typer.Option("--login", help="Ask for a name on 127.0.0.1 too.")] = False,
    allow_host: Annotated[list[str] | None, typer.Option(help="A name that the server goes by.")] = None,
    https: Annotated[bool, typer.Option("--https", help="Behind a proxy on this machine that serves HTTPS.")] = False,
    model: Annotated[str, typer.Option(help="What reads added pages: accurate, fast, or a folder.")] = "accurate",
    workers: Annotated[
        int | None, typer.Option(min=1, max=64, help="Processes that answer; default: one for each core, at most 4.")
    ] = None,
) -> None:
    """Serve a record's pages. On 127.0.0.1 they are open; elsewhere users or a token are needed (onrecord user add)."""
    from onrecord.core.errors import MissingExtra, UsageError
    from onrecord.store import Record

    try:
        from onrecord.web import workers as processes
        from onrecord.web.settings import Settings, is_loopback, users_file
        from onrecord.web.users import Users
    except ImportError as error:
        raise MissingExtra(f"serving pages needs an extra: pip install 'onrecord[web]' ({error.name})") from None
    token = _token(token_file)
    file = users or users_file(record)
    is_open = is_loopback(host) and not login and not https  # a proxy lets others in
    if not is_open and token is None and not Users(file).all():
        raise UsageError(
            f"on {host}{' behind a proxy' * https} anybody could read and change the record: "
            "add users with `onrecord user add NAME`, or give a secret with --token-file or ONRECORD_TOKEN"
        )
    Record.open(record).close()  # say now what is wrong with it
    settings = Settings(
        record=record, users=file, is_open=is_open, token=token, hosts=_hosts(host, allow_host or []), https=https,
        editor=getpass.getuser(), model=model,
    )  # fmt: skip
    if not is_open and not https:
        typer.echo("onrecord: passwords travel unencrypted; put a proxy with HTTPS before it, and --https", err=True)
    shown = f"[{host}]" if ":" in host else host
    typer.echo(f"onrecord: http://{shown}:{port}/ shows {record} (Ctrl-C stops)", err=True)
    processes.run(settings, workers or processes.default_workers(), host, port)


def _token(file: Path | None) -> str | None:
    from onrecord.core.errors import UsageError

    if file is None:
        token = os.environ.get("ONRECORD_TOKEN", "")
    else:
        try:
            token = file.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(f"can't read the token: {error}") from None
    if (file is not None or token) and len(token) < 16:
        raise UsageError("a token has 16 characters or more")
    return token or None


def _hosts(host: str, more: list[str]) -> frozenset[str]:
    """The names that requests may ask for: this machine's, and those that were given."""
    own = {"localhost", "127.0.0.1", "::1", host, socket.gethostname().lower()}
    return frozenset(own | {name.lower() for name in more})
