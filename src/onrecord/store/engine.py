"""Connections to a record's database: SQLite in WAL mode or PostgreSQL, and what their errors mean to people."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.engine.url import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError
from sqlalchemy.pool import QueuePool

from onrecord.core.errors import MissingExtra, RecordError
from onrecord.store import schema

LOCK_SECONDS = 30  # how long a writer waits for another one
_WRITER_LOCK = 0x6F6E7263  # the advisory lock of PostgreSQL that one writer holds for a transaction ("onrc")

_MEANINGS = (
    ("locked", "another program is writing to the record; try again when it has finished"),
    ("lock timeout", "another program is writing to the record; try again when it has finished"),
    ("readonly", "the record is read-only"),
    ("read-only", "the record is read-only"),
    ("disk is full", "the disk is full; nothing was lost, free some space and run the same command again"),
    ("no space left", "the disk is full; nothing was lost, free some space and run the same command again"),
    ("disk i/o error", "the record can't be read or written (disk error, or the disk is full)"),
    ("not a database", "the file is not a record of onrecord"),
    ("malformed", "the record's file is damaged (cut off or overwritten); use the latest backup"),
    ("unable to open", "the record can't be opened (no such folder, or no permission)"),
)


def is_postgres(location: str | Path) -> bool:
    """True when ``location`` is a URL of PostgreSQL, not a path."""
    return str(location).startswith(("postgresql://", "postgresql+psycopg://", "postgres://"))


def shown(location: str | Path) -> str:
    """``location`` without its password, for messages."""
    if not is_postgres(location):
        return str(location)
    try:
        return make_url(str(location)).render_as_string(hide_password=True)
    except ArgumentError:
        return "the PostgreSQL URL"


def connect(location: str | Path, *, read_only: bool = False, immutable: bool = False) -> Engine:
    """An engine for a path (SQLite) or a ``postgresql://`` URL; nothing is opened yet.

    ``immutable`` reads a SQLite file that nobody can write, on a read-only disk, without the files beside it.

    Raises MissingExtra without psycopg, RecordError when the URL is none.
    """
    if is_postgres(location):
        return _connect_postgres(str(location), read_only)
    mode = "ro" if read_only else "rwc"
    uri = f"file:{quote(str(Path(location).absolute()))}?mode={mode}" + ("&immutable=1" if immutable else "")

    def opened() -> sqlite3.Connection:
        return sqlite3.connect(uri, uri=True, timeout=LOCK_SECONDS, check_same_thread=False, isolation_level=None)

    engine = create_engine("sqlite://", creator=opened, poolclass=QueuePool, pool_size=4)

    @event.listens_for(engine, "connect")
    def _settings(connection: DBAPIConnection, _: object) -> None:
        cursor = connection.cursor()
        if not read_only:
            new = cursor.execute("PRAGMA page_count").fetchone()[0] == 0
            ours = "SELECT 1 FROM sqlite_master WHERE name = 'onrecord_migrations'"
            if new or cursor.execute(ours).fetchone():  # another program's database stays as it is
                cursor.execute("PRAGMA journal_mode = WAL")
            cursor.execute("PRAGMA synchronous = NORMAL")  # in WAL mode: no corruption; commits outlive a kill
            cursor.execute("PRAGMA wal_autocheckpoint = 8000")  # pages (32 MB): some batches, which share many of them
        for pragma in ("foreign_keys = ON", "secure_delete = ON", "cache_size = -64000", "mmap_size = 1000000000"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        write = connection.get_execution_options().get("writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")

    return engine


def _connect_postgres(location: str, read_only: bool) -> Engine:
    try:
        import psycopg  # noqa: F401
    except ImportError:
        raise MissingExtra("a PostgreSQL record needs the extra: pip install 'onrecord[postgres]'") from None
    try:
        url = make_url(location).set(drivername="postgresql+psycopg")
        # No prepared statements: their plans don't know the words, and the common ones need another than the rare.
        settings = {"connect_timeout": 10, "prepare_threshold": None}
        engine = create_engine(url, pool_pre_ping=True, connect_args=settings)
    except (ArgumentError, ValueError) as error:
        raise RecordError(f"not a PostgreSQL URL: {error}") from None

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        if connection.get_execution_options().get("writes"):
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{LOCK_SECONDS}s'")
            connection.exec_driver_sql(
                f"SELECT pg_advisory_xact_lock({_WRITER_LOCK}, current_schema()::regnamespace::oid::int)"
            )
        else:
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ" + (" READ ONLY" * read_only))

    return engine


@contextmanager
def translated() -> Iterator[None]:
    """Database errors come out as RecordError, in words for people."""
    try:
        yield
    except SQLAlchemyError as error:
        raise explain(error) from error
    except sqlite3.Error as error:
        raise RecordError(_meaning(str(error))) from error


def explain(error: SQLAlchemyError) -> RecordError:
    """The RecordError for a database error."""
    origin = error.orig if isinstance(error, DBAPIError) else error
    return RecordError(_meaning(" ".join(str(origin).split())))


def _meaning(message: str) -> str:
    lowered = message.lower()
    for sign, meaning in _MEANINGS:
        if sign in lowered:
            return f"{meaning} ({message})"
    return f"the record's database says: {message}"


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A transaction that sees one state of the record throughout."""
    with translated(), engine.connect() as connection, connection.begin():
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that is the only writer; it waits up to `LOCK_SECONDS` for another one, then RecordError."""
    with translated(), engine.connect() as connection:
        connection = connection.execution_options(writes=True)
        with connection.begin():
            yield connection


def disconnected(error: BaseException | None) -> bool:
    """True when the database went away (PostgreSQL stopped or restarted), so that trying again may help."""
    return isinstance(error, DBAPIError) and (
        error.connection_invalidated or "connection" in str(error.orig).lower() or "starting up" in str(error.orig)
    )


def outside(engine: Engine, *commands: str) -> None:
    """Run commands that no transaction may hold (VACUUM, ANALYZE, checkpoints)."""
    with translated():
        raw = engine.raw_connection()
        try:
            if engine.dialect.name == "postgresql":
                raw.driver_connection.autocommit = True  # type: ignore[union-attr]
            cursor = raw.cursor()
            for command in commands:
                cursor.execute(command)
            cursor.close()
        except Exception as error:
            raise RecordError(_meaning(str(error))) from error
        finally:
            raw.invalidate()  # the setting must not outlive this call
            raw.close()


def _tables() -> str:
    """The record's own tables; a PostgreSQL database may hold others."""
    return ", ".join(schema.metadata.tables)


def pack(engine: Engine) -> None:
    """Write the record's files anew, so that what was taken out of the tables is no longer in them either."""
    if engine.dialect.name == "postgresql":
        outside(engine, f"VACUUM (FULL, ANALYZE) {_tables()}")
        return
    rebuild = f"INSERT INTO {schema.MATCHES} ({schema.MATCHES}) VALUES ('rebuild')"
    outside(engine, rebuild, "VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)")


def settle(engine: Engine) -> None:
    """Refresh what the query planner goes by, after much was added."""
    if engine.dialect.name == "postgresql":
        outside(engine, f"VACUUM (ANALYZE) {_tables()}")  # vacuumed pages let an index answer alone
        return
    outside(engine, "PRAGMA analysis_limit = 1000", "ANALYZE", "PRAGMA wal_checkpoint(TRUNCATE)")
