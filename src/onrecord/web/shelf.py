"""The shelf: the one record that a server shows, opened when it is first asked for and again when its file changes."""

from __future__ import annotations

import threading
import time
from pathlib import Path

from onrecord.core.errors import RecordError
from onrecord.store import Record, migrations
from onrecord.store.engine import is_postgres

_FRESH = 1.0  # seconds for which a record is taken to be as it was when last looked at


class Shelf:
    """Gives the record to any thread. A file that was replaced is opened anew, one that is gone is an error."""

    def __init__(self, location: str) -> None:
        self.location = location
        self._lock = threading.Lock()
        self._record: Record | None = None
        self._file: tuple[int, int] | None = None
        self._seen = 0.0

    def record(self) -> Record:
        """The record, open. Raises RecordError when it is gone, can't be read, or is of another version."""
        with self._lock:
            now = time.monotonic()
            if self._record is None or now - self._seen > _FRESH:
                self._look()
                self._seen = now
            assert self._record is not None
            return self._record

    def _look(self) -> None:
        file = self._identity()
        if self._record is not None and file == self._file:
            if waiting := migrations.pending(self._record.engine):
                raise RecordError(f"the record is being upgraded, or needs `onrecord upgrade` ({', '.join(waiting)})")
            return
        self.close()
        self._record = Record.open(self.location)
        self._file = self._identity()

    def _identity(self) -> tuple[int, int] | None:
        if is_postgres(self.location):
            return None
        try:
            found = Path(self.location).stat()
        except OSError:
            self.close()
            raise RecordError("the record's file is not there any more") from None
        return found.st_dev, found.st_ino

    def close(self) -> None:
        """Let go of the record."""
        if self._record is not None:
            self._record.close()
            self._record = None
