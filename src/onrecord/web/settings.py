"""What a server of the web application is told when it starts, and the limits that it holds everybody to."""

from __future__ import annotations

import ipaddress
import secrets
from dataclasses import dataclass, field
from pathlib import Path

from onrecord.store.engine import is_postgres

MEGABYTE = 1_000_000
PAGE_LIMIT = 100  # items on a page of a list
DRAFT_BYTES = 1 * MEGABYTE  # of a draft to verify or lint: over 150,000 words
PAGE_BYTES = 10 * MEGABYTE  # of a page to add, after decompression
BODY_BYTES = 32 * MEGABYTE  # of any request


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How one server runs.

    ``record``  path or URL of the record; ``users`` the file of those who may come in (`users.Users`).
    ``is_open``  nobody needs to sign in: the server listens on the loopback address alone.
    ``token``   a secret that signs in as an editor, None without one.
    ``hosts``   names that requests may ask for (the Host header, without port); others are refused.
    ``https``   the browser's side is HTTPS (directly or through a proxy), so cookies are Secure.
    ``editor``  who corrects where nobody signs in.
    ``key``     signs the forms' tokens; new with every start.
    ``folder``  what the processes of a server share (`shared.Shared`); None for a server of one process.
    """

    record: str
    users: Path
    is_open: bool = True
    token: str | None = None
    hosts: frozenset[str] = frozenset({"localhost", "127.0.0.1", "::1"})
    https: bool = False
    editor: str = "local"
    model: str = "accurate"
    key: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    folder: Path | None = None


def is_loopback(host: str) -> bool:
    """True for ``localhost`` and the loopback addresses."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def users_file(record: str) -> Path:
    """Where the users of a record are kept: beside the file, or in the user's data folder for a database's URL."""
    if not is_postgres(record):
        return Path(f"{record}.users")
    from platformdirs import user_data_path

    return user_data_path("onrecord") / "users.db"
