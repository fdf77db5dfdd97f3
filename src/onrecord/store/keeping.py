"""Keeping a record: consistent copies while it is in use, within a database and from one to the other."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, Table, insert, select

from onrecord.core.errors import RecordError
from onrecord.store import migrations, schema, word_tallies, words
from onrecord.store.engine import connect, reading, settle, writing
from onrecord.store.rows import statements_with_words

_ROWS = 1_000  # written at a time


def backup(engine: Engine, target: Path) -> None:
    """A consistent copy of a record in a new SQLite file, while others read and write.

    A PostgreSQL record is copied row by row as one transaction sees it; the copy is a record like any other. Raises
    RecordError for a file that exists.
    """
    if target.exists():
        raise RecordError(f"{target} exists already")
    partial = target.with_name(target.name + ".partial")
    try:
        if engine.dialect.name == "sqlite":
            _copy_file(engine, partial)
        else:
            made = connect(partial)
            try:
                copy(engine, made)
            finally:
                made.dispose()
        partial.rename(target)
    finally:
        for left in (partial, *(partial.with_name(partial.name + end) for end in ("-wal", "-shm"))):
            left.unlink(missing_ok=True)


def _copy_file(engine: Engine, target: Path) -> None:
    with reading(engine) as connection:
        source = connection.connection.driver_connection
        made = sqlite3.connect(target)
        try:
            assert isinstance(source, sqlite3.Connection)
            source.backup(made, pages=4096)
        finally:
            made.close()


def copy(source: Engine, target: Engine) -> None:
    """Copy a record into an empty database, of either kind, as it is at this moment.

    Raises RecordError when the target is not empty.
    """
    if not migrations.is_empty(target):
        raise RecordError("the target of a copy must be empty")
    with reading(source) as read:
        done = read.execute(select(schema.migrations).order_by(schema.migrations.c.name)).all()
        migrations.migrate(target, done[-1].version)
        with writing(target) as write:
            for table in schema.metadata.sorted_tables:
                if table not in (schema.migrations, schema.common_words, schema.word_tallies):
                    _copy_table(read, write, table)
    word_tallies.refresh(target)  # counted anew: the two databases cut rare scripts differently
    settle(target)


def _copy_table(read: Connection, write: Connection, table: Table) -> None:
    into = table
    if table is schema.statements and write.dialect.name == "postgresql":
        into = statements_with_words
    for rows in _rows(read, table):
        if into is statements_with_words:
            for row in rows:
                row["words"] = words.tsvector(row["content"], row["speaker_role"])
        write.execute(insert(into), rows)


def _rows(read: Connection, table: Table) -> Iterator[Sequence[dict[str, Any]]]:
    """A table's rows in order of their keys, those that others point at first."""
    order: list[ColumnElement[Any]] = list(table.primary_key.columns)
    if table is schema.speakers:
        order.insert(0, table.c.same_as.is_not(None))
    query = select(table).order_by(*order).execution_options(yield_per=_ROWS)
    for some in read.execute(query).mappings().partitions():
        yield [dict(row) for row in some]
