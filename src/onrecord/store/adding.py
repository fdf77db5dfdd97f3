"""Adding readings: one writer, in batches, each batch all or nothing; what is known already changes nothing."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Engine, delete, func, insert, select

from onrecord.core.article import Article
from onrecord.core.errors import RecordError
from onrecord.core.reading import Problem, Reading
from onrecord.store import schema, tracing_copies
from onrecord.store.corrections import Applied, apply
from onrecord.store.days import interval
from onrecord.store.editing import corrections_of
from onrecord.store.engine import disconnected, writing
from onrecord.store.fingerprints import Held
from onrecord.store.masking import is_redacted
from onrecord.store.packing import pack
from onrecord.store.rows import Row, insert_statements, next_key, outlet_keys, supersede, upsert
from onrecord.store.words import fold

BATCH_ARTICLES = 128
BATCH_SECONDS = 10.0
_MANY = 32  # articles of a batch for which the fingerprints are worth holding in memory
_RECONNECT_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Added:
    """What came of adding: pages added (of them new versions of known pages), known already, failed; statements."""

    articles: int = 0
    versions: int = 0
    known: int = 0
    failed: int = 0
    statements: int = 0

    def __add__(self, other: Added) -> Added:
        return Added(
            self.articles + other.articles,
            self.versions + other.versions,
            self.known + other.known,
            self.failed + other.failed,
            self.statements + other.statements,
        )


def now() -> str:
    """This moment, as the record writes it."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def add(engine: Engine, readings: Iterable[Reading], reader: str) -> Added:
    """Add readings as they come. When the iterable is interrupted, what was read before is written first."""
    total = Added()
    batch: list[Reading] = []
    held = Held()
    began = time.monotonic()
    try:
        for reading in readings:
            batch.append(reading)
            if len(batch) >= BATCH_ARTICLES or time.monotonic() - began > BATCH_SECONDS:
                ready, batch = batch, []
                total += _write(engine, ready, reader, held)
                began = time.monotonic()
    finally:
        if batch:
            total += _write(engine, batch, reader, held)
    return total


def _write(engine: Engine, batch: Sequence[Reading], reader: str, held: Held) -> Added:
    """Write a batch; wait for a database that was restarted. The batch may be written twice without harm."""
    deadline = time.monotonic() + _RECONNECT_SECONDS
    while True:
        try:
            with _uncollected(), writing(engine) as connection:
                if len(batch) >= _MANY:
                    connection = connection.execution_options(held=held)
                return add_batch(connection, batch, reader)
        except RecordError as error:
            held.clear()
            if not disconnected(error.__cause__) or time.monotonic() > deadline:
                raise
            time.sleep(1.0)


@contextmanager
def _uncollected() -> Iterator[None]:
    """No search for reference cycles: a batch makes hardly any, and looking for them takes a sixth of its time."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def add_batch(connection: Connection, batch: Sequence[Reading], reader: str) -> Added:
    """Write a batch within a transaction of the caller's."""
    checked = [_checked(reading) for reading in batch]
    failed = {reading.article.page: reading.failure for reading, _ in checked if reading.failure}
    good = {reading.article.id: (reading, body) for reading, body in checked if not reading.failure}
    table = schema.articles
    known = set(connection.scalars(select(table.c.id).where(table.c.id.in_(good))))
    fresh = [pair for identity, pair in good.items() if identity not in known]
    versions = _insert_articles(connection, fresh, reader)
    _record_failures(connection, failed)
    done = [storable(reading.article.page) for reading, _ in fresh]
    connection.execute(delete(schema.failures).where(schema.failures.c.page.in_(done)))
    return Added(
        articles=len(fresh),
        versions=versions[0],
        known=len(checked) - len(fresh) - sum(1 for reading, _ in checked if reading.failure),
        failed=sum(1 for reading, _ in checked if reading.failure),
        statements=versions[1],
    )


def storable(text: str) -> str:
    """``text`` with what no database takes (NUL, lone surrogates) written out."""
    return text.replace("\0", "\\x00").encode("utf-8", "backslashreplace").decode("utf-8")


def _checked(reading: Reading) -> tuple[Reading, bytes]:
    """The reading with its packed form; a reading that can't be stored becomes a failure with the reason."""
    if reading.failure:
        return reading, b""
    try:
        body = pack(reading)
        for text in (reading.article.text, reading.article.page, reading.article.url or ""):
            if "\0" in text:
                raise ValueError("the page holds the character NUL")
            text.encode()
    except (ValueError, TypeError) as error:  # UnicodeEncodeError is a ValueError
        return replace(reading, failure=Problem("unstorable", storable(str(error)))), b""
    return reading, body


def _record_failures(connection: Connection, failed: dict[str, Problem]) -> None:
    rows = [
        {"page": storable(page), "code": problem.code, "message": storable(problem.message), "attempts": 1,
         "failed": now()}
        for page, problem in failed.items()
    ]  # fmt: skip
    if rows:
        statement = upsert(connection, schema.failures)
        new = statement.excluded
        attempts = schema.failures.c.attempts + 1
        changes = {"code": new.code, "message": new.message, "failed": new.failed, "attempts": attempts}
        connection.execute(statement.on_conflict_do_update(index_elements=["page"], set_=changes), rows)


def location_of(article: Article) -> str:
    """What makes two captures the same page: the URL, else the path."""
    return article.url or article.page


def _insert_articles(connection: Connection, fresh: Sequence[tuple[Reading, bytes]], reader: str) -> tuple[int, int]:
    """Write new articles with their readings and statements; gives how many are new versions, and statements."""
    if not fresh:
        return 0, 0
    table = schema.articles
    places = {location_of(reading.article) for reading, _ in fresh}
    query = select(table.c.location, func.max(table.c.version)).where(table.c.location.in_(places))
    latest: dict[str, int] = {row[0]: row[1] for row in connection.execute(query.group_by(table.c.location))}
    old = select(table.c.key).where(table.c.location.in_(latest), table.c.state == "current")
    if latest:
        supersede(connection, list(connection.scalars(old)))
    outlets = outlet_keys(connection, (r.article.outlet.value for r, _ in fresh if r.article.outlet))
    corrections = corrections_of(connection, places)
    last = {location_of(reading.article): reading.article.id for reading, _ in fresh}
    key = next_key(connection, table)
    rows: list[Row] = []
    bodies: list[Row] = []
    pages: list[tuple[Row, Applied]] = []
    troubles: list[Row] = []
    versions = 0
    for reading, body in fresh:
        article, place = reading.article, location_of(reading.article)
        version = latest[place] = latest.get(place, 0) + 1
        versions += version > 1
        row = article_row(article, outlets)
        state = "current" if last[place] == article.id else "superseded"
        row.update(key=key, location=place, version=version, state=state, added=now())
        row["redacted"] = int(is_redacted(article))
        rows.append(row)
        bodies.append({"article_key": key, "reader": reader, "read": now(), "body": body})
        pages.append((row, apply(article, reading.statements, corrections.get(place, ()))))
        troubles += problem_rows(key, reading)
        key += 1
    connection.execute(insert(table), rows)
    connection.execute(insert(schema.readings), bodies)
    if troubles:
        connection.execute(insert(schema.problems), troubles)
    tracing_copies.add_articles(connection, {row["key"]: row["text"] for row in rows if row["state"] == "current"})
    return versions, insert_statements(connection, pages)


def article_row(article: Article, outlets: dict[str, int]) -> Row:
    """The columns that come from the article itself."""

    def value(name: str) -> str | None:
        fact = getattr(article, name)
        return None if fact is None else str(fact.value)

    first, last = interval(value("published")) or (None, None)
    outlet = value("outlet")
    return {
        "id": article.id,
        "page": article.page,
        "media_type": article.media_type,
        "language": article.language,
        "outlet_key": outlets[fold(outlet)] if outlet is not None else None,
        "headline": value("headline"),
        "byline": value("byline"),
        "published": value("published"),
        "published_first": first,
        "published_last": last,
        "updated": value("updated"),
        "retrieved": article.retrieved,
        "sha256": article.sha256,
        "text": article.text,
    }


def problem_rows(key: int, reading: Reading) -> list[Row]:
    """The rows of a reading's problems."""
    rows: list[dict[str, Any]] = []
    for number, problem in enumerate(reading.problems):
        start, end = (problem.span.start, problem.span.end) if problem.span else (None, None)
        rows.append({"article_key": key, "number": number, "code": problem.code, "message": problem.message,
                     "start": start, "end": end})  # fmt: skip
    return rows
