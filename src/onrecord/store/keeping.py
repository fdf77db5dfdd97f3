"""Keeping a record: a consistent copy while it is in use, and taking out a page or an outlet on request."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import ColumnElement, Connection, Engine, delete, insert, select

from onrecord.core.errors import RecordError, UsageError
from onrecord.store import fingerprints, schema, tracing_copies, tracing_keep
from onrecord.store.engine import outside, reading, writing
from onrecord.store.rows import delete_statements, next_key
from onrecord.store.words import fold


def backup(engine: Engine, target: Path) -> None:
    """A consistent copy of a SQLite record in a new file, while others read and write.

    Raises RecordError for a file that exists, and for PostgreSQL (use pg_dump).
    """
    if engine.dialect.name != "sqlite":
        raise RecordError("a PostgreSQL record is backed up with pg_dump")
    if target.exists():
        raise RecordError(f"{target} exists already")
    partial = target.with_name(target.name + ".partial")
    try:
        with reading(engine) as connection:
            source = connection.connection.driver_connection
            copy = sqlite3.connect(partial)
            try:
                assert isinstance(source, sqlite3.Connection)
                source.backup(copy, pages=4096)
            finally:
                copy.close()
        partial.rename(target)
    finally:
        partial.unlink(missing_ok=True)


def forget(engine: Engine, kind: str, name: str) -> tuple[int, int]:
    """Take out a ``page`` (URL or path, all versions) or all pages of an ``outlet`` with what rests on them.

    A row of ``removals`` says that something was removed and when, not what. Gives the numbers of articles and
    statements. Raises UsageError when there is nothing of that name.
    """
    table = schema.articles
    with writing(engine) as connection:
        chosen: ColumnElement[bool]
        if kind == "page":
            chosen = (table.c.location == name) | (table.c.page == name)
        elif kind == "outlet":
            outlet = select(schema.outlets.c.key).where(schema.outlets.c.folded == fold(name))
            chosen = table.c.outlet_key.in_(outlet)
        else:
            raise UsageError(f"can't forget a {kind!r}; valid are page and outlet")
        rows = connection.execute(select(table.c.key, table.c.location).where(chosen)).all()
        if not rows:
            raise UsageError(f"the record has no {kind} {name!r}")
        statements = _remove(connection, [row.key for row in rows], {row.location for row in rows})
        if kind == "outlet":
            connection.execute(delete(schema.outlets).where(schema.outlets.c.folded == fold(name)))
        removed = datetime.now(UTC).isoformat(timespec="seconds")
        row = {"key": next_key(connection, schema.removals), "removed": removed, "kind": kind}
        connection.execute(insert(schema.removals), [{**row, "articles": len(rows), "statements": statements}])
    if engine.dialect.name == "sqlite":  # the words leave the file too, not only the tables
        rebuild = "INSERT INTO statement_words (statement_words) VALUES ('rebuild')"
        outside(engine, rebuild, "VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)")
    else:
        outside(engine, "VACUUM")
    return len(rows), statements


def _remove(connection: Connection, keys: Sequence[int], locations: set[str]) -> int:
    statements = len(delete_statements(connection, keys))
    tracing_copies.remove_articles(connection, keys)
    corrections, articles = schema.corrections, schema.articles
    gone = select(corrections.c.key).where(corrections.c.location.in_(locations))
    connection.execute(delete(corrections).where(corrections.c.undoes.in_(gone)))
    connection.execute(delete(corrections).where(corrections.c.location.in_(locations)))
    for child in (schema.readings, schema.problems):
        connection.execute(delete(child).where(child.c.article_key.in_(keys)))
    connection.execute(delete(articles).where(articles.c.key.in_(keys)))
    fingerprints.purge(connection, lambda those: tracing_keep.alive(connection, those))
    used = select(schema.statements.c.speaker_key).where(schema.statements.c.speaker_key.is_not(None))
    speakers = schema.speakers
    merged = select(speakers.c.same_as).where(speakers.c.same_as.is_not(None))
    idle = speakers.c.key.not_in(used) & speakers.c.key.not_in(merged) & speakers.c.same_as.is_(None)
    unused = list(connection.scalars(select(speakers.c.key).where(idle)))
    for start in range(0, len(unused), 1000):
        some = unused[start : start + 1000]
        connection.execute(delete(schema.aliases).where(schema.aliases.c.speaker_key.in_(some)))
        connection.execute(delete(speakers).where(speakers.c.key.in_(some)))
    return statements
