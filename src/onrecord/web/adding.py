"""Adding pages to the record: read one after the other in the background, with progress to look at."""

from __future__ import annotations

import hashlib
import ipaddress
import logging
import secrets
import threading
from collections import OrderedDict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from io import BytesIO
from urllib.parse import urlsplit

from pydantic import BaseModel

from onrecord.core.options import ReadOptions
from onrecord.pages import Item
from onrecord.pages.addresses import is_public
from onrecord.pages.items import RECORD_SUFFIXES
from onrecord.pages.lines import numbered_lines
from onrecord.reading import read_or_fail
from onrecord.web.drafts import Upload, plain_name
from onrecord.web.problems import Busy, NotThere, TooLarge, WebError, explained
from onrecord.web.settings import PAGE_BYTES
from onrecord.web.shelf import Shelf

_KEPT = 100  # jobs that can be looked at
_WAITING = 10  # jobs that may wait
_LINES = 1_000  # articles of one file
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


@dataclass(slots=True)
class Jobs:
    """The jobs of a server. One page is read at a time."""

    shelf: Shelf
    options: ReadOptions
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _known: OrderedDict[str, Job] = field(default_factory=OrderedDict)
    _pool: ThreadPoolExecutor | None = None

    def begin(self, items: Sequence[Item], *, outlet: str = "", published: str = "") -> Job:
        """Begin to add some pages. Raises Busy when too much is waiting."""
        options = replace(self.options, outlet=outlet or None, published=published or None)
        now = datetime.now(UTC).isoformat(timespec="seconds")
        job = Job(
            id=secrets.token_hex(8), state="waiting", pages=len(items), done=0, begun=now, outcomes=[], trouble=None
        )
        with self._lock:
            if sum(not one.is_over for one in self._known.values()) >= _WAITING:
                raise Busy("Too much is waiting to be read.", "Try again in a minute.", wait=60)
            self._known[job.id] = job
            if len(self._known) > _KEPT:
                self._known.popitem(last=False)
            if self._pool is None:
                self._pool = ThreadPoolExecutor(1, thread_name_prefix="adding")
            self._pool.submit(self._run, _Work(job, items, options))
        return job

    def job(self, identity: str) -> Job:
        """A job by its id. Raises NotThere."""
        with self._lock:
            found = self._known.get(identity)
        if found is None:
            raise NotThere("There is no such job any more.", "Search for what it added.")
        return found

    def close(self) -> None:
        """Stop after the page that is being read."""
        with self._lock:
            pool, self._pool = self._pool, None
        if pool is not None:
            pool.shutdown(wait=False, cancel_futures=True)

    def _run(self, work: _Work) -> None:
        job = work.job
        self._change(job, state="reading")
        try:
            for item in work.items:
                reading = read_or_fail(item, work.options)
                added = self.shelf.record().add([reading], reader=str(work.options.model))
                failure = None
                if reading.failure is not None:
                    broken = reading.failure.code == "crashed"
                    failure = "it could not be read (the fault is in the log)" if broken else reading.failure.message
                    if broken:
                        _log.error("%s", reading.failure.message)
                elif added.failed:
                    failure = "it holds characters that can't be stored"
                article = None if failure else reading.article.id
                outcome = Outcome(page=item.page, article=article, statements=len(reading.statements), failure=failure)
                self._change(job, done=job.done + 1, outcomes=[*job.outcomes, outcome])
            self._change(job, state="done")
        except Exception as error:  # whatever it is, whoever looks at the job must learn that it ended
            _log.exception("adding")
            trouble, _ = explained(error)
            self._change(job, state="failed", trouble=f"{trouble.title} {trouble.advice}")

    def _change(self, job: Job, **changes: object) -> None:
        with self._lock:
            for name, value in changes.items():
                setattr(job, name, value)


def of_url(url: str) -> list[Item]:
    """The page at an address. Raises WebError (422) for one that is plainly not on the web.

    A name that leads to this machine or a private network is refused when it is fetched.
    """
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        raise WebError("That is not an address.", "Give one that begins with https://.", status=422) from None
    if parts.scheme not in ("http", "https") or not host or not url.isprintable() or " " in url:
        raise WebError("That is not an address.", "Give one that begins with https:// or http://.", status=422)
    if host == "localhost" or host.endswith(".localhost") or (_is_number(host) and not is_public(host)):
        raise WebError("That address is not on the public web.", "Save the page and add its file.", status=422)
    return [Item(url)]


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return host.replace(".", "").isdigit() or host.lower().startswith("0x")
    return True


def of_text(text: str, name: str) -> list[Item]:
    """Text that was pasted. The same text has the same name, so that it is added once."""
    if not text.strip():
        raise WebError("There is nothing to add.", "Give an address, choose a file, or paste a text.")
    data = text.encode("utf-8", "replace")
    return [Item(plain_name(name) if name else f"pasted text {hashlib.sha256(data).hexdigest()[:10]}", data=data)]


def of_file(upload: Upload) -> list[Item]:
    """A page, or a JSON Lines file of articles. Raises TooLarge."""
    name = plain_name(upload.name)
    if len(upload.data) > PAGE_BYTES:
        raise TooLarge(f"A file may have {PAGE_BYTES // 1_000_000} MB.", "Use `onrecord add` for more.")
    if not name.lower().endswith(tuple(RECORD_SUFFIXES)):
        return [Item(name, data=upload.data)]
    items = []
    for number, line, failure in numbered_lines(name, BytesIO(upload.data), PAGE_BYTES):
        if failure is not None:
            items.append(Item(f"{name}:{number}", failure=failure))
        elif line.strip():
            items.append(Item(f"{name}:{number}", data=line, record=True))
        if len(items) > _LINES:
            raise TooLarge(f"A file may have {_LINES:,} articles.", "Use `onrecord add` for more.")
    if not items:
        raise WebError("That file is empty.", "Choose another one.", status=422)
    return items
