"""Named migrations: how a record's tables came to be, each in its own transaction, each recorded when it has run.

A migration never changes once released; a later shape of the tables is a new one at the end of `MIGRATIONS`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy import Connection, Engine, func, insert, inspect, select, text

from onrecord.core.errors import RecordError
from onrecord.store import ddl, facets, fingerprints_ddl, schema, tracing_upgrade, word_tallies
from onrecord.store.engine import reading, writing

Migration = tuple[str, Callable[[Connection], None]]


def _script(statements: str) -> Callable[[Connection], None]:
    def run(connection: Connection) -> None:
        for statement in ddl.for_dialect(statements, connection.dialect.name):
            connection.execute(text(statement))

    return run


def _fingerprints(connection: Connection) -> None:
    _script(fingerprints_ddl.FINGERPRINTS)(connection)
    tracing_upgrade.fill(connection)


def _common_words(connection: Connection) -> None:
    _script(word_tallies.SCRIPT)(connection)
    for word in word_tallies.become_common(connection):
        word_tallies.keep(connection, word)


MIGRATIONS: tuple[Migration, ...] = (
    ("0001_record", _script(ddl.RECORD)),
    ("0002_fingerprints", _fingerprints),
    ("0003_facets", _script(facets.SCRIPT)),
    ("0004_common_words", _common_words),
    ("0005_merges", _script(facets.MERGES)),
)


def applied(engine: Engine) -> tuple[str, ...] | None:
    """The names of the migrations that have run, in order; None when the database is no record."""
    with reading(engine) as connection:
        if not inspect(connection).has_table(schema.migrations.name):
            return None
        return tuple(connection.scalars(select(schema.migrations.c.name).order_by(schema.migrations.c.name)))


def is_empty(engine: Engine) -> bool:
    """True when the database (or PostgreSQL schema) holds no table at all."""
    with reading(engine) as connection:
        return not inspect(connection).get_table_names()


def is_unused(engine: Engine) -> bool:
    """True when a record holds no article and no failure yet, so that nothing can be lost by an upgrade."""
    with reading(engine) as connection:
        tables = (schema.articles, schema.failures)
        return not any(connection.scalar(select(func.count()).select_from(table)) for table in tables)


def pending(engine: Engine) -> tuple[str, ...]:
    """The migrations that have yet to run. Raises RecordError for a record of a newer version of onrecord."""
    done = applied(engine) or ()
    known = [name for name, _ in MIGRATIONS]
    unknown = sorted(set(done) - set(known))
    if unknown:
        raise RecordError(
            f"the record was made by a newer version of onrecord (it has {', '.join(unknown)}); "
            "install that version to read it"
        )
    return tuple(name for name in known if name not in done)


def migrate(engine: Engine, version: str) -> tuple[str, ...]:
    """Run the pending migrations, each in a transaction of its own, and give their names."""
    names = pending(engine)
    for name, run in MIGRATIONS:
        if name not in names:
            continue
        with writing(engine) as connection:
            if inspect(connection).has_table(schema.migrations.name) and connection.scalar(
                select(schema.migrations.c.name).where(schema.migrations.c.name == name)
            ):
                continue  # another process was faster
            run(connection)
            now = datetime.now(UTC).isoformat(timespec="seconds")
            connection.execute(insert(schema.migrations).values(name=name, applied=now, version=version))
    return names
