"""Users and their sessions, in a small SQLite file of their own, so that no export or backup of a record holds them.

Passwords are hashed with Argon2id (RFC 9106) by argon2-cffi; of a session's secret only the SHA-256 is kept.
"""

from __future__ import annotations

import hashlib
import re
import secrets
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from onrecord.core.errors import UsageError

SESSION_SECONDS = 12 * 3600
SHORTEST_PASSWORD = 10
LONGEST_PASSWORD = 1000
_NAME = re.compile(r"[\w.@+-]{1,64}")
_TABLES = """
CREATE TABLE IF NOT EXISTS users (
  name TEXT PRIMARY KEY, role TEXT NOT NULL, password TEXT NOT NULL, made REAL NOT NULL);
CREATE TABLE IF NOT EXISTS sessions (
  secret BLOB PRIMARY KEY, name TEXT NOT NULL, role TEXT NOT NULL, ends REAL NOT NULL);
"""


class Role(StrEnum):
    """What somebody may do: readers look, verify and lint; editors also add pages and correct."""

    READER = "reader"
    EDITOR = "editor"


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who may come in."""

    name: str
    role: Role


class Users:
    """The file of users. Every call opens it anew, so that several processes may use it."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._hasher = PasswordHasher()
        self._nobody: str | None = None

    def add(self, name: str, role: Role, password: str) -> None:
        """Add a user, or give a known one a new role and password; ends their sessions. Raises UsageError."""
        if not _NAME.fullmatch(name):
            raise UsageError("a user's name has 1 to 64 letters, digits, and . _ @ + -")
        if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
            raise UsageError(f"a password has {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters")
        with self._writing() as db:
            row = (name, role.value, self._hasher.hash(password), time.time())
            db.execute("INSERT OR REPLACE INTO users VALUES (?, ?, ?, ?)", row)
            db.execute("DELETE FROM sessions WHERE name = ?", (name,))

    def remove(self, name: str) -> None:
        """Remove a user and end their sessions. Raises UsageError when there is none of that name."""
        with self._writing() as db:
            if not db.execute("DELETE FROM users WHERE name = ?", (name,)).rowcount:
                raise UsageError(f"no user {name!r}")
            db.execute("DELETE FROM sessions WHERE name = ?", (name,))

    def all(self) -> list[User]:
        """Everybody, by name."""
        if not self.file.exists():
            return []
        with self._open() as db:
            return [User(*row) for row in db.execute("SELECT name, role FROM users ORDER BY name")]

    def checked(self, name: str, password: str) -> User | None:
        """The user of a name and password, else None; takes as long for a name that isn't there."""
        row = None
        if self.file.exists():
            with self._open() as db:
                row = db.execute("SELECT password, role FROM users WHERE name = ?", (name,)).fetchone()
        if self._nobody is None:
            self._nobody = self._hasher.hash(secrets.token_hex())
        try:
            self._hasher.verify(row[0] if row else self._nobody, password[:LONGEST_PASSWORD])
        except (Argon2Error, InvalidHashError):
            return None
        return User(name, Role(row[1])) if row else None

    def begin_session(self, user: User) -> str:
        """Begin a session; gives its secret, for the cookie."""
        secret = secrets.token_urlsafe(32)
        with self._writing() as db:
            db.execute("DELETE FROM sessions WHERE ends < ?", (time.time(),))
            ends = time.time() + SESSION_SECONDS
            db.execute("INSERT INTO sessions VALUES (?, ?, ?, ?)", (_digest(secret), user.name, user.role.value, ends))
        return secret

    def of_session(self, secret: str) -> User | None:
        """Whose session it is; None when it has ended."""
        if not secret or not self.file.exists():
            return None
        with self._open() as db:
            query = "SELECT name, role FROM sessions WHERE secret = ? AND ends > ?"
            row = db.execute(query, (_digest(secret), time.time())).fetchone()
        return User(row[0], Role(row[1])) if row else None

    def end_session(self, secret: str) -> None:
        """End a session."""
        if self.file.exists():
            with self._writing() as db:
                db.execute("DELETE FROM sessions WHERE secret = ?", (_digest(secret),))

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self.file, timeout=10)) as db:
            db.executescript(_TABLES)
            yield db

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        if not self.file.exists():
            self.file.parent.mkdir(parents=True, exist_ok=True)
            self.file.touch(mode=0o600)
        with self._open() as db, db:
            yield db


def _digest(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()
