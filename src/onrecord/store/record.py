"""Record: the door to a store of articles and statements."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Engine, select

from onrecord.core.errors import RecordError, UsageError
from onrecord.core.reading import Reading
from onrecord.core.spans import Span
from onrecord.core.statements import Statement
from onrecord.reuse.clusters import Cluster
from onrecord.reuse.sources import SourceText
from onrecord.reuse.traces import Repeated, Trace
from onrecord.store import (
    adding,
    checking,
    editing,
    figures,
    forgetting,
    keeping,
    migrations,
    people,
    plans,
    schema,
    search,
    tracing,
    tracing_sources,
    tracing_upgrade,
    word_tallies,
)
from onrecord.store.corrections import Correction, Kind
from onrecord.store.engine import connect, is_postgres, reading, settle, shown, writing


class Record:
    """A record, open. Use as a context manager, or call `close`.

    Several processes may read and write one record at once; each write waits for the one before.
    """

    def __init__(self, engine: Engine, location: str) -> None:
        self.engine = engine
        self.location = location

    @classmethod
    def open(cls, location: str | Path, *, create: bool = False, read_only: bool = False) -> Self:
        """Open the record at a path (SQLite) or ``postgresql://`` URL; ``create`` makes it where there is none.

        Raises RecordError when it is no record, is from another version of onrecord (an older one needs `upgrade`),
        or can't be opened.
        """
        record = cls(_engine(location, create, read_only), shown(location))
        try:
            if migrations.applied(record.engine) is None:
                if not migrations.is_empty(record.engine):
                    raise RecordError(f"{record.location} is a database, but not a record of onrecord")
                if not create:
                    raise RecordError(f"there is no record at {record.location}; `onrecord add` makes one")
                migrations.migrate(record.engine, version("onrecord"))
            elif (waiting := migrations.pending(record.engine)) and create and migrations.is_unused(record.engine):
                migrations.migrate(record.engine, version("onrecord"))  # making it was broken off
            elif waiting:
                raise RecordError(
                    f"the record at {record.location} is from an older version of onrecord "
                    f"(it lacks {', '.join(waiting)}); run `onrecord upgrade` on it, after a backup"
                )
        except BaseException:
            record.close()
            raise
        return record

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def add(self, readings: Iterable[Reading], *, reader: str = "") -> adding.Added:
        """Add readings in batches. A page known already changes nothing; a changed one becomes a new version."""
        added = adding.add(self.engine, readings, reader)
        if added.articles >= 200:
            word_tallies.refresh(self.engine)
            settle(self.engine)
        return added

    def known(self) -> frozenset[str]:
        """The ids of all articles."""
        with reading(self.engine) as connection:
            return frozenset(connection.scalars(select(schema.articles.c.id)))

    def addresses(self) -> frozenset[str]:
        """The URLs that the record has, as they were given and as they answered."""
        with reading(self.engine) as connection:
            table = schema.articles
            rows = connection.execute(select(table.c.page, table.c.location)).all()
            return frozenset(name for row in rows for name in row if "://" in name)

    def failures(self) -> dict[str, str]:
        """The pages that could not be read, with the reason."""
        table = schema.failures
        with reading(self.engine) as connection:
            return {row.page: row.message for row in connection.execute(select(table).order_by(table.c.page))}

    def search(
        self, words: str = "", *, order: str = "newest", limit: int = 20, offset: int = 0, after: int | None = None,
        **conditions: Any,  # noqa: ANN401 - fields of Query
    ) -> search.Results:  # fmt: skip
        """One page of the statements that fit; the conditions are the fields of `Query`."""
        with reading(self.engine) as connection:
            query = plans.Query(words=words, **conditions)
            return search.search(connection, query, order=order, limit=limit, offset=offset, after=after)

    def count(self, by: str, words: str = "", **conditions: Any) -> dict[str, int]:  # noqa: ANN401
        """How many statements fit, by outlet, speaker, role, route, form, act, polarity, kind, said, published or
        confidence (in tenths); exact, the commonest first. Raises UsageError for another ``by``.
        """
        with reading(self.engine) as connection:
            return search.count(connection, plans.Query(words=words, **conditions), by)

    def trace(self, words: str, *, limit: int = 1_000) -> Trace:
        """Every page that printed these words or a part of them; of quoted statements at most ``limit``.

        Raises UsageError when there are no words in it.
        """
        with reading(self.engine) as connection:
            return tracing.trace(connection, words, limit=limit)

    def sources(self, quotations: Iterable[str], *, but: str = "") -> list[SourceText]:
        """The articles likeliest to hold some quotations, to verify them against; the draft's own text is left out."""
        with reading(self.engine) as connection:
            return tracing_sources.sources(connection, quotations, [but])

    def quotations(self, order: str = "repeated", *, limit: int = 20) -> tuple[Repeated, ...]:
        """The quotations on several pages that are most ``repeated``, ``altered`` or ``credited`` differently."""
        with reading(self.engine) as connection:
            return tracing.quotations(connection, order, limit)

    def quotation(self, key: int) -> Cluster:
        """The quotation of a number (`Cluster.key`). Raises UsageError when the record has none of it."""
        with reading(self.engine) as connection:
            return tracing.quotation(connection, key)

    def figures(self) -> figures.Figures:
        """How much the record holds, by outlet, speaker, form, act, polarity, kind of speaker and day."""
        with reading(self.engine) as connection:
            return figures.figures(connection)

    def readings(self) -> Iterator[Reading]:
        """Every article's current version with its statements after corrections, deleted ones left out."""
        with reading(self.engine) as connection:
            table = schema.articles
            keys = select(table.c.key).where(table.c.state == "current").order_by(table.c.key)
            for key in list(connection.scalars(keys)):
                _, stored, applied = editing.effective(connection, key)
                kept = tuple(entry.statement for entry in applied.entries if not entry.deleted)
                yield Reading(article=stored.article, statements=kept, dropped=stored.dropped, problems=stored.problems)

    def statements(self) -> Iterator[Statement]:
        """Every statement of the current versions, after corrections."""
        for stored in self.readings():
            yield from stored.statements

    def correct(self, statement: str, kind: Kind, change: Mapping[str, Any], *, editor: str, reason: str) -> int:
        """Correct one statement; gives the correction's number. Changes by kind are in docs/record.md."""
        with writing(self.engine) as connection:
            return editing.correct(connection, statement, Kind(kind), change, _signed(editor, reason))

    def span(self, name: str, place: str) -> dict[str, Any]:
        """The span ``START:END`` (JSON form) of the text of an article: by a statement in it, its id, URL or path."""
        start, _, end = place.partition(":")
        with reading(self.engine) as connection:
            row, _, _ = editing.effective(connection, editing.article_of(connection, name))
        try:
            found = Span.of(row["text"], int(start), int(end))
        except ValueError as error:
            raise UsageError(f"not a span START:END of the article: {place!r} ({error})") from None
        return {"start": found.start, "end": found.end, "text": found.text}

    def add_missed(self, article: str, statement: Mapping[str, Any], *, editor: str, reason: str) -> int:
        """Add a statement that the reader missed: its JSON form without id, article and page.

        ``article`` is an article's id, or the URL or path of a page. Gives the correction's number.
        """
        with writing(self.engine) as connection:
            return editing.add_missed(connection, article, statement, _signed(editor, reason))

    def speakers(self, name: str) -> list[people.Known]:
        """The people and organizations that a name, an alias or an id means, with their ids in the record."""
        with reading(self.engine) as connection:
            return people.find(connection, name)

    def merge(self, gone: str, into: str, *, editor: str, reason: str) -> int:
        """Say that two speakers (ids of the record, or names that only one has) are one; `undo` parts them again."""
        with writing(self.engine) as connection:
            return editing.merge(connection, gone, into, _signed(editor, reason))

    def split(self, statements: Iterable[str], as_id: str, *, editor: str, reason: str) -> list[int]:
        """Say that the speaker of some statements is another of the same name, known as ``as_id`` from now on.

        Gives the corrections' numbers; either all are made or, when a statement is not known (UsageError), none.
        """
        with writing(self.engine) as connection:
            signed = _signed(editor, reason)
            return [editing.correct(connection, one, Kind.SPLIT, {"id": as_id}, signed) for one in statements]

    def undo(self, correction: int, *, editor: str, reason: str) -> int:
        """Take a correction back, by its number."""
        with writing(self.engine) as connection:
            return editing.undo(connection, correction, _signed(editor, reason))

    def corrections(self) -> list[Correction]:
        """Every correction, undoings among them, in order."""
        with reading(self.engine) as connection:
            return editing.all_corrections(connection)

    def orphaned(self) -> list[Correction]:
        """The corrections that find nothing to stand on in the current version of their page."""
        with reading(self.engine) as connection:
            return list(editing.orphaned(connection))

    def backup(self, target: str | Path) -> None:
        """A consistent copy of the record in a new SQLite file, while it is in use; of a PostgreSQL record too.

        Raises RecordError for a file that exists.
        """
        keeping.backup(self.engine, Path(target))

    def copy(self, target: str | Path) -> None:
        """A consistent copy of the record at a path or ``postgresql://`` URL where no table is yet.

        So a backup is put back into PostgreSQL, and a record moves from one database to the other.
        """
        made = _engine(target, create=True, read_only=False)
        try:
            keeping.copy(self.engine, made)
        finally:
            made.dispose()

    def forget(self, kind: str, name: str) -> tuple[int, int]:
        """Take out a ``page``, an ``outlet`` or a ``person`` with what rests on it, and note that and when, not what.

        A page is named by its URL or path, a person by an id or a name that only one has (else UsageError). A person's
        statements go, and the words and names become blocks in the texts. Gives the numbers of articles and statements.
        """
        return forgetting.forget(self.engine, kind, name)

    def check(self) -> list[checking.Finding]:
        """What is wrong with the record; empty when every stored word still stands."""
        return list(checking.check(self.engine))


def upgrade(location: str | Path) -> tuple[str, ...]:
    """Bring a record to this version; gives the names of the migrations that ran. Raises RecordError as `open`."""
    engine = _engine(location, create=False, read_only=False)
    try:
        if migrations.applied(engine) is None:
            raise RecordError(f"{shown(location)} is not a record of onrecord")
        return migrations.migrate(engine, version("onrecord"))
    finally:
        engine.dispose()


def retrace(location: str | Path) -> None:
    """Make anew, from the stored texts, what tracing keeps in a record: after its rules changed with a version.

    One transaction: readers see the old state until it ends. Raises RecordError as `Record.open`.
    """
    with Record.open(location) as record, writing(record.engine) as connection:
        tracing_upgrade.refill(connection)


def _engine(location: str | Path, create: bool, read_only: bool) -> Engine:
    if not is_postgres(location):
        path = Path(location)
        if not path.exists() and not create:
            raise RecordError(f"there is no record at {path}; `onrecord add` makes one")
        if path.is_dir():
            raise RecordError(f"{path} is a folder, not a record")
        return connect(path, read_only=read_only, immutable=read_only and _is_frozen(path))
    return connect(location, read_only=read_only)


def _is_frozen(path: Path) -> bool:
    """True for a file where SQLite can't make the files that it keeps beside a record, and nobody has made them."""
    return not os.access(path.absolute().parent, os.W_OK) and not path.with_name(path.name + "-wal").exists()


def _signed(editor: str, reason: str) -> dict[str, str]:
    made = datetime.now(UTC).isoformat(timespec="seconds")
    return {"made": made, "editor": adding.storable(editor), "reason": adding.storable(reason)}
