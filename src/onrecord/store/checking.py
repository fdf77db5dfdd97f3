"""Check: re-derive every hash, id and excerpt of a record from the stored texts. No finding: every word stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, select, text

from onrecord.core.errors import RecordError
from onrecord.core.identity import article_id, statement_id
from onrecord.store import schema, tracing_check, word_tallies
from onrecord.store.corrections import content_text
from onrecord.store.editing import effective
from onrecord.store.engine import reading

_LINKS = (
    ("articles", "outlet_key", "outlets", "key"),
    ("readings", "article_key", "articles", "key"),
    ("speakers", "same_as", "speakers", "key"),
    ("aliases", "speaker_key", "speakers", "key"),
    ("statements", "article_key", "articles", "key"),
    ("statements", "outlet_key", "outlets", "key"),
    ("statements", "speaker_key", "speakers", "key"),
    ("parts", "statement_key", "statements", "key"),
    ("routes", "statement_key", "statements", "key"),
    ("problems", "article_key", "articles", "key"),
    ("corrections", "undoes", "corrections", "key"),
    ("quoted", "statement_key", "statements", "key"),
    ("quoted", "wording_key", "wordings", "key"),
    ("copies", "article_key", "articles", "key"),
)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong with the record: the table, the row (an id or key), and what is wrong."""

    table: str
    row: str
    message: str


def check(engine: Engine) -> Iterator[Finding]:
    """Everything that is wrong with a record, article by article; nothing when every stored word stands."""
    with reading(engine) as connection:
        if engine.dialect.name == "sqlite":
            for line in connection.scalars(text("PRAGMA quick_check")):
                if line != "ok":
                    yield Finding("database", "", str(line))
        yield from _links(connection)
        for key in list(connection.scalars(select(schema.articles.c.key).order_by(schema.articles.c.key))):
            yield from _article(connection, key)
        yield from _tallies(connection)
        yield from _word_tallies(connection)
        yield from _versions(connection)
        yield from (Finding(*trouble) for trouble in tracing_check.findings(connection))


def _links(connection: Connection) -> Iterator[Finding]:
    for table, column, parent, key in _LINKS:
        sql = (
            f"SELECT c.{column} FROM {table} c LEFT JOIN {parent} p ON p.{key} = c.{column} "
            f"WHERE c.{column} IS NOT NULL AND p.{key} IS NULL"
        )
        for value in connection.scalars(text(sql)):
            yield Finding(table, str(value), f"{column} points at no row of {parent}")


def _article(connection: Connection, key: int) -> Iterator[Finding]:
    try:
        row, stored, applied = effective(connection, key)
    except RecordError as error:
        yield Finding("readings", str(key), str(error))
        return
    if not row["redacted"] and article_id(row["text"], row["location"]) != row["id"]:
        yield Finding("articles", row["id"], "the id is not the hash of the text and the URL or path")
    if stored.article.id != row["id"]:
        yield Finding("readings", row["id"], "the reading is of another article")
    table = schema.statements
    rows = {r.id: r for r in connection.execute(select(table).where(table.c.article_key == key))}
    expected = {entry.statement.id: entry for entry in applied.entries}
    for missing in expected.keys() - rows.keys():
        yield Finding("statements", missing, "missing; the reading and the corrections have it")
    parts = schema.parts
    chosen = select(table.c.key).where(table.c.article_key == key)
    spans: dict[int, set[tuple[str, int, int]]] = {}
    for part in connection.execute(select(parts).where(parts.c.statement_key.in_(chosen))):
        spans.setdefault(part.statement_key, set()).add((part.role, part.start, part.end))
    for identity, found in rows.items():
        entry = expected.get(identity)
        if entry is None:
            yield Finding("statements", identity, "neither in the reading nor in a correction")
            continue
        statement = entry.statement
        if not row["redacted"] and statement_id(row["id"], statement.content) != identity:
            yield Finding("statements", identity, "the id is not the hash of the content")
        if content_text(statement.content) != found.content:
            yield Finding("statements", identity, "the content is not what the article's text holds there")
        roles = {"content": statement.content, "cue": statement.cue, "source": statement.source}
        wanted = {(role, s.start): (role, s.start, s.end) for role, those in roles.items() for s in those}
        if spans.get(found.key, set()) != set(wanted.values()):
            yield Finding("parts", identity, "the parts are not those of the statement")


def _tallies(connection: Connection) -> Iterator[Finding]:
    columns = "outlet_key, state, form, act, polarity, speaker_kind"
    counted = connection.execute(
        text(
            f"SELECT {columns.replace('outlet_key', 'coalesce(outlet_key, 0)')}, count(*) FROM statements "
            "GROUP BY 1, 2, 3, 4, 5, 6"
        )
    )
    real = {tuple(row[:-1]): row[-1] for row in counted}
    kept = {tuple(row[:-1]): row[-1] for row in connection.execute(text(f"SELECT {columns}, statements FROM tallies"))}
    for at in sorted(real.keys() | kept.keys()):
        if real.get(at, 0) != kept.get(at, 0):
            yield Finding("tallies", "/".join(map(str, at)), f"says {kept.get(at, 0)}, counted {real.get(at, 0)}")


def _word_tallies(connection: Connection) -> Iterator[Finding]:
    table = schema.word_tallies
    for word in sorted(word_tallies.common(connection)):
        real = word_tallies.by_index(connection, word)
        kept = {tuple(row[:-1]): row[-1] for row in connection.execute(select(table).where(table.c.word == word))}
        for at in sorted(real.keys() | kept.keys()):
            if real.get(at, 0) != kept.get(at, 0):
                message = f"says {kept.get(at, 0)}, counted {real.get(at, 0)}"
                yield Finding("word_tallies", "/".join(map(str, at)), message)


def _versions(connection: Connection) -> Iterator[Finding]:
    sql = (
        "SELECT location, sum(CASE WHEN state = 'current' THEN 1 ELSE 0 END) FROM articles GROUP BY location "
        "HAVING sum(CASE WHEN state = 'current' THEN 1 ELSE 0 END) <> 1"
    )
    for location, number in connection.execute(text(sql)):
        yield Finding("articles", location, f"{number} current versions of the page")
