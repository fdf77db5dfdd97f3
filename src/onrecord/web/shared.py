"""What the processes of one server share: a small SQLite file and locks, in a folder that goes when the server does.

SQLite makes both safe between processes and threads, and a process that dies lets go of its locks.
"""

from __future__ import annotations

import math
import shutil
import sqlite3
import tempfile
import threading
import time
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

_TABLES = """
CREATE TABLE IF NOT EXISTS buckets (
  limiter TEXT NOT NULL, caller TEXT NOT NULL, remains REAL NOT NULL, since REAL NOT NULL,
  PRIMARY KEY (limiter, caller)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS jobs (
  number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, owner TEXT NOT NULL, is_over INTEGER NOT NULL,
  body BLOB NOT NULL);
"""
_PATIENCE = 10.0  # seconds that a change waits for those of other processes, which take less than a thousandth
_LOOKS = 0.05  # seconds between two tries to get a turn


class Shared:
    """The folder of a server (``None``: one of its own, for a server of one process).

    Nothing is opened before it is needed. What is kept is worth nothing once the server has ended.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or Path(tempfile.mkdtemp(prefix="onrecord-"))
        self._lock = threading.Lock()
        self._opened: list[sqlite3.Connection] = []
        self._end = weakref.finalize(self, _let_go, self._opened, None if folder else self.folder)

    @contextmanager
    def changing(self) -> Iterator[sqlite3.Connection]:
        """A change that no other process or thread sees half of."""
        with self._lock:
            if not self._opened:
                self._opened.append(_open(self.folder / "state"))
            db = self._opened[0]
            db.execute("BEGIN IMMEDIATE")
            try:
                yield db
            except BaseException:
                db.execute("ROLLBACK")
                raise
            db.execute("COMMIT")

    def close(self) -> None:
        """Let go of the file; a folder of its own is taken away."""
        with self._lock:
            self._end()


class Turns:
    """Lets ``number`` at a time do something, over all processes of a server."""

    def __init__(self, shared: Shared, name: str, number: int = 1) -> None:
        self._files = [shared.folder / f"{name}-{place}" for place in range(number)]

    @contextmanager
    def turn(
        self, otherwise: Callable[[], Exception], *, seconds: float = math.inf, stop: threading.Event | None = None
    ) -> Iterator[None]:
        """Wait for a turn and have it until the end. Raises what ``otherwise`` gives after so many seconds, or at
        ``stop``."""
        ends = time.monotonic() + seconds
        while (held := self._free()) is None:
            if time.monotonic() >= ends or (stop is not None and stop.is_set()):
                raise otherwise()
            time.sleep(_LOOKS)
        try:
            yield
        finally:
            held.close()

    def _free(self) -> sqlite3.Connection | None:
        return next((held for file in self._files if (held := lock(file))), None)


def lock(file: Path) -> sqlite3.Connection | None:
    """Hold a file until what is given is closed or the process ends; None while somebody else holds it."""
    db = sqlite3.connect(file, timeout=0, isolation_level=None, check_same_thread=False)
    try:
        db.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError:
        db.close()
        return None
    return db


def _open(file: Path) -> sqlite3.Connection:
    db = sqlite3.connect(file, timeout=_PATIENCE, isolation_level=None, check_same_thread=False)
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = OFF")
    db.executescript(_TABLES)
    return db


def _let_go(opened: list[sqlite3.Connection], folder: Path | None) -> None:
    while opened:
        opened.pop().close()
    if folder is not None:
        shutil.rmtree(folder, ignore_errors=True)
