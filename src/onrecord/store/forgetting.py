"""Forgetting: a page, an outlet or a person taken out on request, with what rests on it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import TypeVar

import msgspec
import numpy as np
from sqlalchemy import ColumnElement, Connection, Engine, delete, insert, or_, select

from onrecord.core.errors import UsageError
from onrecord.store import fingerprints, people, schema, tracing_copies, tracing_keep, word_tallies
from onrecord.store.corrections import Kind
from onrecord.store.editing import effective, rewrite
from onrecord.store.engine import pack, writing
from onrecord.store.masking import Names, masked, masked_data, masked_reading
from onrecord.store.packing import pack as packed
from onrecord.store.rows import delete_statements, next_key, speaker_id
from onrecord.store.words import fold, tokens

KINDS = ("person", "page", "outlet")

_Item = TypeVar("_Item")


def forget(engine: Engine, kind: str, name: str) -> tuple[int, int]:
    """Take out a ``page`` (URL or path, all versions), an ``outlet`` with all its pages, or a ``person``.

    Of a person (a name, an alias or an id) the statements go, and their words and the person's names become blocks
    wherever they stand in the record's texts; the pages stay. A row of ``removals`` says that something was removed
    and when, not what. Gives the numbers of articles and statements that were removed or masked. Raises UsageError
    when there is nothing of that name, or a person's name is that of several.
    """
    with writing(engine) as connection:
        if kind == "person":
            articles, statements = _person(connection, name)
        elif kind in KINDS:
            articles, statements = _pages(connection, kind, name)
        else:
            raise UsageError(f"can't forget a {kind!r}; valid are {', '.join(KINDS)}")
        word_tallies.drop_idle(connection)
        removed = datetime.now(UTC).isoformat(timespec="seconds")
        row = {"key": next_key(connection, schema.removals), "removed": removed, "kind": kind}
        connection.execute(insert(schema.removals), [{**row, "articles": articles, "statements": statements}])
    pack(engine)  # the words leave the files too, not only the tables
    return articles, statements


def _pages(connection: Connection, kind: str, name: str) -> tuple[int, int]:
    table = schema.articles
    chosen: ColumnElement[bool]
    if kind == "page":
        chosen = (table.c.location == name) | (table.c.page == name)
    else:
        outlet = select(schema.outlets.c.key).where(schema.outlets.c.folded == fold(name))
        chosen = table.c.location.in_(select(table.c.location).where(table.c.outlet_key.in_(outlet)))  # all versions
    rows = connection.execute(select(table.c.key, table.c.location, table.c.page).where(chosen)).all()
    if not rows:
        raise UsageError(f"the record has no {kind} {name!r}")
    statements = 0
    for some in _chunks(rows):
        names = {row.location for row in some} | {row.page for row in some}
        statements += _remove(connection, [row.key for row in some], names)
    fingerprints.purge(connection, lambda those: tracing_keep.alive(connection, those))
    _remove_idle_speakers(connection)
    if kind == "outlet":
        connection.execute(delete(schema.outlets).where(schema.outlets.c.folded == fold(name)))
    return len(rows), statements


def _chunks(items: Sequence[_Item], size: int = 500) -> Iterable[Sequence[_Item]]:
    return (items[start : start + size] for start in range(0, len(items), size))


def _remove(connection: Connection, keys: Sequence[int], names: set[str]) -> int:
    """Take out articles by key, with all that names their pages; gives the number of their statements."""
    statements = len(delete_statements(connection, keys))
    tracing_copies.remove_articles(connection, keys)
    corrections, articles, failures = schema.corrections, schema.articles, schema.failures
    _remove_corrections(
        connection, connection.scalars(select(corrections.c.key).where(corrections.c.location.in_(names)))
    )
    for child in (schema.readings, schema.problems):
        connection.execute(delete(child).where(child.c.article_key.in_(keys)))
    connection.execute(delete(articles).where(articles.c.key.in_(keys)))
    connection.execute(delete(failures).where(failures.c.page.in_(names)))
    return statements


def _remove_corrections(connection: Connection, keys: Iterable[int]) -> None:
    """Take out corrections, and first what undoes them."""
    table = schema.corrections
    for some in _chunks(list(keys)):
        connection.execute(delete(table).where(table.c.undoes.in_(some)))
        connection.execute(delete(table).where(table.c.key.in_(some)))


def _remove_idle_speakers(connection: Connection) -> None:
    used = select(schema.statements.c.speaker_key).where(schema.statements.c.speaker_key.is_not(None))
    speakers = schema.speakers
    merged = select(speakers.c.same_as).where(speakers.c.same_as.is_not(None))
    idle = speakers.c.key.not_in(used) & speakers.c.key.not_in(merged) & speakers.c.same_as.is_(None)
    _remove_speakers(connection, list(connection.scalars(select(speakers.c.key).where(idle))))


def _remove_speakers(connection: Connection, keys: Sequence[int]) -> None:
    for some in _chunks(keys):
        connection.execute(delete(schema.aliases).where(schema.aliases.c.speaker_key.in_(some)))
        connection.execute(delete(schema.speakers).where(schema.speakers.c.key.in_(some)))


def _person(connection: Connection, name: str) -> tuple[int, int]:
    """Take out a person: each page first, then what the record itself knows of them."""
    keys = people.keys_of(connection, people.one(connection, name).id)
    speakers, aliases, corrections = schema.speakers, schema.aliases, schema.corrections
    rows = connection.execute(select(speakers.c.id, speakers.c.name).where(speakers.c.key.in_(keys))).all()
    known = connection.scalars(select(aliases.c.alias).where(aliases.c.speaker_key.in_(keys)))
    called = {*(row.name for row in rows), *known}
    full = {one for one in called if len(tokens(one)) > 1} or called
    names = Names(tuple(sorted(full)), tuple(sorted(called - full)))
    ids = {row.id for row in rows}
    affected = _named_in(connection, keys, Names(names.full))
    statements = sum(_mask_article(connection, key, ids, names) for key in affected)
    _fingerprint_again(connection, affected)
    merges = connection.execute(select(corrections).where(corrections.c.kind == Kind.MERGE.value)).all()
    _remove_corrections(connection, [m.key for m in merges if ids & set(msgspec.json.decode(m.change).values())])
    connection.execute(speakers.update().where(speakers.c.key.in_(keys)).values(same_as=None))
    _remove_speakers(connection, keys)
    _remove_idle_speakers(connection)
    _mask_corrections(connection, Names(names.full))
    return len(affected), statements


def _named_in(connection: Connection, keys: Sequence[int], names: Names) -> list[int]:
    """The articles in which a person speaks or is named in full."""
    table, statements = schema.articles, schema.statements
    found = set(connection.scalars(select(statements.c.article_key).where(statements.c.speaker_key.in_(keys))))
    facts = select(table.c.key, table.c.text, table.c.headline, table.c.byline).execution_options(yield_per=200)
    for row in connection.execute(facts):
        if row.key not in found and any(names.found(text) for text in row[1:] if text):
            found.add(row.key)
    return sorted(found)


def _mask_article(connection: Connection, key: int, ids: set[str], person: Names) -> int:
    """Take a person out of one article; gives the number of statements that were theirs."""
    row, reading, applied = effective(connection, key)
    theirs = [entry for entry in applied.entries if speaker_id(entry.statement.speaker) in ids]
    named = {entry.statement.speaker.name for entry in theirs}
    others = {entry.statement.speaker.name for entry in applied.entries} - named
    names = Names(person.full, person.short, tuple(sorted(filter(None, others))))
    gone = {identity for entry in theirs for identity in entry.ids}
    words = [(span.start, span.end) for entry in theirs for span in entry.statement.content]
    new = masked_reading(reading, gone, names, words)
    articles, readings, problems = schema.articles, schema.readings, schema.problems
    tracing_copies.remove_articles(connection, [key])
    facts = {"headline": new.article.headline, "byline": new.article.byline}
    values = {name: fact.value if fact else None for name, fact in facts.items()}
    changed = articles.update().where(articles.c.key == key)
    connection.execute(changed.values(redacted=1, text=new.article.text, **values))
    connection.execute(readings.update().where(readings.c.article_key == key).values(body=packed(new)))
    for number, problem in enumerate(new.problems):
        here = (problems.c.article_key == key) & (problems.c.number == number)
        connection.execute(problems.update().where(here).values(message=problem.message))
    _mask_page_corrections(connection, row["location"], gone, reading.article.text, new.article.text, names)
    rewrite(connection, key)
    return len(theirs)


def _fingerprint_again(connection: Connection, keys: Sequence[int]) -> None:
    """Take the fingerprints of some articles' texts out, and add those of the texts as they are now."""
    targets = [fingerprints.of_article(key) for key in keys]
    fingerprints.purge(connection, lambda those: tracing_keep.alive(connection, those) & ~np.isin(those, targets))
    table = schema.articles
    for some in _chunks(keys):
        current = (table.c.key.in_(some)) & (table.c.state == "current")
        texts = connection.execute(select(table.c.key, table.c.text).where(current))
        tracing_copies.add_articles(connection, {row.key: row.text for row in texts})


def _mask_page_corrections(
    connection: Connection, location: str, gone: set[str], text: str, new_text: str, names: Names
) -> None:
    """Take out a page's corrections of statements that are gone, and mask the names in the others."""
    table = schema.corrections
    rows = connection.execute(select(table).where(table.c.location == location)).all()
    theirs = [
        row.key
        for row in rows
        if row.statement in gone or (row.kind == Kind.ADD.value and _says(msgspec.json.decode(row.change), names))
    ]
    _remove_corrections(connection, theirs)
    for row in rows:
        if row.key in theirs or row.undoes in theirs:
            continue
        change = masked_data(msgspec.json.decode(row.change), text, new_text, names)
        values: dict[str, str | None] = {"change": msgspec.json.encode(change).decode()}
        for column in ("words", "reason"):
            value = getattr(row, column)
            values[column] = value if value is None else masked(value, names.found(value))
        connection.execute(table.update().where(table.c.key == row.key).values(**values))


def _says(change: dict[str, dict[str, dict[str, str]]], names: Names) -> bool:
    speaker = change.get("statement", {}).get("speaker", {}).get("name") or ""
    return bool(names.found(speaker))


def _mask_corrections(connection: Connection, names: Names) -> None:
    """Mask a person's full names in every correction that still has them."""
    table = schema.corrections
    columns = ("change", "words", "reason")
    has = or_(*(table.c[column].icontains(name, autoescape=True) for name in names.full for column in columns))
    for row in connection.execute(select(table).where(has)).all():
        values = {name: getattr(row, name) for name in columns}
        values = {name: value if value is None else masked(value, names.found(value)) for name, value in values.items()}
        connection.execute(table.update().where(table.c.key == row.key).values(**values))
