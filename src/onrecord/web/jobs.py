"""Adding pages to the record: read one after the other in the background, with progress to look at.

A job is read by the process that was asked for it, and seen by all of a server; they take turns, so that one page is
read at a time. The jobs of a process that died are known by its lock, which nobody holds any more.
"""

from __future__ import annotations

import logging
import secrets
import sqlite3
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from pydantic import BaseModel

from onrecord.core.options import ReadOptions
from onrecord.pages import Item
from onrecord.reading import read_or_fail
from onrecord.web.problems import Busy, NotThere, explained, without_options
from onrecord.web.shared import Shared, Turns, lock
from onrecord.web.shelf import Shelf

_KEPT = 100  # jobs that can be looked at
_WAITING = 10  # jobs that may wait
_BURIED = "The server stopped while it read this. What was read before is in the record. Add the rest again."
_log = logging.getLogger("onrecord.web")


class Outcome(BaseModel):
    """What came of one page: the article's id, or why there is none."""

    page: str
    article: str | None
    statements: int
    failure: str | None


class Job(BaseModel):
    """Pages being added. ``state`` is waiting, reading, done or failed; ``done`` of ``pages`` have been read."""

    id: str
    state: str
    pages: int
    done: int
    begun: str
    outcomes: list[Outcome]
    trouble: str | None

    @property
    def is_over(self) -> bool:
        """True when nothing more will come of it."""
        return self.state in ("done", "failed")


@dataclass(slots=True)
class _Work:
    job: Job
    items: Sequence[Item]
    options: ReadOptions


class _Stopped(Exception):
    """The server stops."""


class Jobs:
    """The jobs of a server, as one of its processes sees them."""

    def __init__(self, shelf: Shelf, shared: Shared, options: ReadOptions) -> None:
        self.shelf = shelf
        self.shared = shared
        self.options = options
        self._turns = Turns(shared, "adding")
        self._owner = secrets.token_hex(8)
        self._alive: sqlite3.Connection | None = None  # the lock that says that this process lives
        self._starting = threading.Lock()
        self._stop = threading.Event()
        self._pool: ThreadPoolExecutor | None = None

    def begin(self, items: Sequence[Item], *, outlet: str = "", published: str = "") -> Job:
        """Begin to add some pages. Raises Busy when too much is waiting."""
        options = replace(self.options, outlet=outlet or None, published=published or None)
        now = datetime.now(UTC).isoformat(timespec="seconds")
        job = Job(
            id=secrets.token_hex(8), state="waiting", pages=len(items), done=0, begun=now, outcomes=[], trouble=None
        )
        pool = self._started()
        with self.shared.changing() as db:
            if self._waiting(db) >= _WAITING:
                raise Busy("Too much is waiting to be read.", "Try again in a minute.", wait=60)
            row = (job.id, self._owner, False, job.model_dump_json())
            number = db.execute("INSERT INTO jobs (id, owner, is_over, body) VALUES (?, ?, ?, ?)", row).lastrowid or 0
            db.execute("DELETE FROM jobs WHERE is_over AND number <= ?", (number - _KEPT,))
        pool.submit(self._run, _Work(job, items, options))
        return job

    def job(self, identity: str) -> Job:
        """A job by its id. Raises NotThere."""
        with self.shared.changing() as db:
            row = db.execute("SELECT owner, is_over FROM jobs WHERE id = ?", (identity,)).fetchone()
            if row and not row[1]:
                self._bury(db, row[0])
            found = db.execute("SELECT body FROM jobs WHERE id = ?", (identity,)).fetchone()
        if found is None:
            raise NotThere("There is no such job any more.", "Search for what it added.")
        return Job.model_validate_json(found[0])

    def close(self) -> None:
        """Stop after the page that is being read."""
        self._stop.set()
        with self._starting:
            pool, self._pool = self._pool, None
            if pool is not None:
                pool.shutdown(wait=False, cancel_futures=True)
            if self._alive is not None:
                self._alive.close()
                self._alive = None

    def _started(self) -> ThreadPoolExecutor:
        with self._starting:
            if self._alive is None:
                self._alive = lock(self.shared.folder / f"alive-{self._owner}")
            if self._pool is None:
                self._pool = ThreadPoolExecutor(1, thread_name_prefix="adding")
            return self._pool

    def _waiting(self, db: sqlite3.Connection) -> int:
        """How many jobs are not over yet, those of processes that died left out."""
        for (owner,) in db.execute("SELECT DISTINCT owner FROM jobs WHERE NOT is_over").fetchall():
            self._bury(db, owner)
        return int(db.execute("SELECT count(*) FROM jobs WHERE NOT is_over").fetchone()[0])

    def _bury(self, db: sqlite3.Connection, owner: str) -> None:
        """End the jobs of a process when it has died."""
        if owner == self._owner:
            return
        held = lock(self.shared.folder / f"alive-{owner}")
        if held is None:
            return
        held.close()
        for (body,) in db.execute("SELECT body FROM jobs WHERE owner = ? AND NOT is_over", (owner,)).fetchall():
            job = Job.model_validate_json(body).model_copy(update={"state": "failed", "trouble": _BURIED})
            _store(db, job)

    def _run(self, work: _Work) -> None:
        job = work.job
        try:
            with self._turns.turn(_Stopped, stop=self._stop):
                job = self._changed(job, state="reading")
                for item in work.items:
                    if self._stop.is_set():
                        raise _Stopped
                    outcome = self._added(item, work.options)
                    job = self._changed(job, done=job.done + 1, outcomes=[*job.outcomes, outcome])
                self._changed(job, state="done")
        except _Stopped:
            return
        except Exception as error:  # whatever it is, whoever looks at the job must learn that it ended
            _log.exception("adding")
            trouble, _ = explained(error)
            self._changed(job, state="failed", trouble=f"{trouble.title} {trouble.advice}")

    def _added(self, item: Item, options: ReadOptions) -> Outcome:
        """Read a page and put it into the record; what came of it."""
        reading = read_or_fail(item, options)
        added = self.shelf.record().add([reading], reader=str(options.model))
        failure = None
        if reading.failure is not None:
            broken = reading.failure.code == "crashed"
            told = without_options(reading.failure.message)
            failure = "it could not be read (the fault is in the log)" if broken else told
            if broken:
                _log.error("%s", reading.failure.message)
        elif added.failed:
            failure = "it holds characters that can't be stored"
        article = None if failure else reading.article.id
        return Outcome(page=item.page, article=article, statements=len(reading.statements), failure=failure)

    def _changed(self, job: Job, **changes: object) -> Job:
        """The job as it is now, for all to see; not any more when the server stops."""
        now = job.model_copy(update=changes)
        if not self._stop.is_set():
            with self.shared.changing() as db:
                _store(db, now)
        return now


def _store(db: sqlite3.Connection, job: Job) -> None:
    db.execute("UPDATE jobs SET body = ?, is_over = ? WHERE id = ?", (job.model_dump_json(), job.is_over, job.id))
