"""Counts of the commonest words, kept as statements come and go, so that no count reads most of a large record.

A word is common when more than `COMMON` statements hold it. Which are is looked at after much was added, in a sample;
a word that became common is counted once, in the full-text index, and from then on kept in step with every statement
that is written, taken out or superseded. Any other word is counted where it is asked for, by reading what it is in.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, delete, insert, select, text

from onrecord.store import plans, schema, words
from onrecord.store.engine import reading, writing
from onrecord.store.plans import Query

COMMON = 50_000  # statements; reading more takes longer than anybody should wait for a count
_SAMPLE = 4_000  # statements in which the words are looked at
_MOST = 500  # words kept
FACETS = {
    "outlet": "outlet_key", "form": "form", "act": "act", "polarity": "polarity", "kind": "speaker_kind",
}  # fmt: skip

# What both full-text indexes cut and fold alike (a test holds it); for other characters SQLite's own index is asked.
PLAIN = re.compile("[\x01-\xb4\xb6-\u017e\u2010-\u2027\u20ac]*")

At = tuple[str, str, str, str]  # word, facet, value (of an outlet its key, empty without one), state
_COLUMNS = ("key", "content", "state", *FACETS.values())


def common(connection: Connection) -> set[str]:
    """The words whose counts are kept."""
    return set(connection.scalars(select(schema.common_words.c.word)))


def kept_for(connection: Connection, query: Query, by: str) -> str | None:
    """The common word whose kept counts answer a query, None when the statements must be read."""
    if by not in FACETS or query != Query(words=query.words, versions=query.versions):
        return None
    if not PLAIN.fullmatch(query.words):
        return None
    terms = words.parse_query(query.words)
    if len(terms) != 1 or len(terms[0].words) != 1 or terms[0].prefix:
        return None
    word = terms[0].words[0]
    table = schema.common_words
    return connection.scalar(select(table.c.word).where(table.c.word == word))


def counts(query: Query) -> str:
    """SQL for the values of ``:facet`` and how many statements have them and ``:word``."""
    state = " AND state = 'current'" if query.versions == "current" else ""
    chosen = f"word = :word AND facet = :facet{state}"
    return f"SELECT value, sum(statements) FROM word_tallies WHERE {chosen} GROUP BY value"


def rows_of(connection: Connection, chosen: ColumnElement[bool]) -> Iterator[Mapping[str, Any]]:
    """The rows of some statements, as `counted` takes them; nothing is read before the first is asked for."""
    columns = [schema.statements.c[name] for name in _COLUMNS]
    yield from map(dict, connection.execute(select(*columns).where(chosen)).mappings().all())


def counted(connection: Connection, rows: Iterable[Mapping[str, Any]]) -> Counter[At]:
    """How often statements (rows that the full-text index has) hold the common words, by facet, value and state."""
    wanted, found = common(connection), Counter[At]()
    if not wanted:
        return found
    for row in rows:
        if row["state"] != "deleted":
            for word in _held(connection, row, wanted):
                for facet, column in FACETS.items():
                    found[word, facet, _value(row[column]), row["state"]] += 1
    return found


def _held(connection: Connection, row: Mapping[str, Any], wanted: set[str]) -> Iterable[str]:
    if connection.dialect.name == "postgresql" or PLAIN.fullmatch(row["content"]):
        return wanted & words.word_set(row["content"])
    asked = text("SELECT 1 FROM statement_words WHERE rowid = :key AND statement_words MATCH :match")
    terms = {word: words.fts5([words.Term((word,))], "content") for word in wanted}
    return [word for word, match in terms.items() if connection.scalar(asked, {"key": row["key"], "match": match})]


def _value(value: object) -> str:
    return "" if value is None else str(value)


def by_index(connection: Connection, word: str) -> Counter[At]:
    """The same for one word and all statements, as the full-text index has them."""
    plan = plans.plan(connection, Query(words=word, versions="all"))
    columns = ", ".join(f"s.{column}" for column in FACETS.values())
    sql = f"SELECT {columns}, s.state, count(*) {plans.rows(plan)} GROUP BY {columns}, s.state"
    found = Counter[At]()
    for *values, state, number in connection.execute(text(sql), plan.values):
        for facet, value in zip(FACETS, values, strict=True):
            found[word, facet, _value(value), state] += number
    return found


def refresh(engine: Engine) -> None:
    """Begin to keep the counts of words that have become common, each in a transaction of its own."""
    with reading(engine) as connection:
        new = become_common(connection)
    for word in new:
        with writing(engine) as connection:
            if word not in common(connection):  # another writer was faster
                keep(connection, word)


def become_common(connection: Connection) -> list[str]:
    """The words that more than `COMMON` statements hold, told from a sample, and that are not kept yet."""
    total = int(connection.scalar(text("SELECT coalesce(sum(statements), 0) FROM tallies")) or 0)
    if total <= COMMON:
        return []
    table = schema.statements
    sample = connection.scalars(select(table.c.content).order_by(table.c.id).limit(_SAMPLE)).all()  # ids are hashes
    held = Counter(word for content in sample for word in words.word_set(content))
    known = common(connection)
    often = [word for word, number in held.most_common(_MOST) if number * total > COMMON * len(sample)]
    new = [word for word in often if word not in known and PLAIN.fullmatch(word)]
    return new[: max(0, _MOST - len(known))]


def keep(connection: Connection, word: str) -> None:
    """Count a word, and keep its counts from now on."""
    connection.execute(insert(schema.common_words), [{"word": word}])
    if found := by_index(connection, word):
        names = ("word", "facet", "value", "state", "statements")
        rows = [dict(zip(names, (*at, number), strict=True)) for at, number in found.items()]
        connection.execute(insert(schema.word_tallies), rows)


def drop_idle(connection: Connection) -> None:
    """Let go of words that no statement holds any longer."""
    held = select(schema.word_tallies.c.word)
    connection.execute(delete(schema.common_words).where(schema.common_words.c.word.not_in(held)))


SCRIPT = """
CREATE TABLE common_words (word TEXT PRIMARY KEY){compact}
--
CREATE TABLE word_tallies (
  word TEXT NOT NULL REFERENCES common_words (word),
  facet TEXT NOT NULL,
  value TEXT NOT NULL,
  state TEXT NOT NULL,
  statements INTEGER NOT NULL,
  PRIMARY KEY (word, facet, value, state)
){compact}
"""
