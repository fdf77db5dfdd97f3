"""Writing corrections: appended to the record, then laid anew over the page's reading."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, insert, select

from onrecord.core.errors import UsageError
from onrecord.core.reading import Reading
from onrecord.store import people, schema
from onrecord.store.corrections import Applied, Correction, Kind, apply, content_text, standing
from onrecord.store.packing import unpack, unpack_some
from onrecord.store.rows import delete_statements, insert_statements, next_key


def _correction(row: Row[Any]) -> Correction:
    data = dict(row._mapping)
    return Correction(**{**data, "kind": Kind(row.kind), "change": msgspec.json.decode(row.change)})


def corrections_of(connection: Connection, locations: Iterable[str]) -> dict[str, list[Correction]]:
    """The corrections of some pages, undoings among them, in order."""
    table = schema.corrections
    rows = connection.execute(select(table).where(table.c.location.in_(list(locations))).order_by(table.c.key))
    found: dict[str, list[Correction]] = defaultdict(list)
    for row in rows:
        found[row.location].append(_correction(row))
    return found


def all_corrections(connection: Connection) -> list[Correction]:
    """Every correction of the record, in order."""
    return [
        _correction(row) for row in connection.execute(select(schema.corrections).order_by(schema.corrections.c.key))
    ]


def stored(connection: Connection, article_key: int) -> tuple[dict[str, Any], Reading]:
    """An article's row and its reading as it was made."""
    row = connection.execute(select(schema.articles).where(schema.articles.c.key == article_key)).one()
    body = connection.scalar(select(schema.readings.c.body).where(schema.readings.c.article_key == article_key))
    return dict(row._mapping), unpack(body or b"", row.text, row.page)


def effective(connection: Connection, article_key: int) -> tuple[dict[str, Any], Reading, Applied]:
    """An article's row, its reading, and its statements after corrections."""
    return effective_many(connection, [article_key])[article_key]


def effective_many(
    connection: Connection, article_keys: Sequence[int]
) -> dict[int, tuple[dict[str, Any], Reading, Applied]]:
    """The same for some articles, by key, in two queries."""
    articles, readings = schema.articles, schema.readings
    joined = select(articles, readings.c.body).outerjoin(readings, readings.c.article_key == articles.c.key)
    rows = connection.execute(joined.where(articles.c.key.in_(article_keys))).all()
    corrections = corrections_of(connection, {row.location for row in rows})
    found = {}
    for row in rows:
        columns = dict(row._mapping)
        reading = unpack(columns.pop("body") or b"", row.text, row.page)
        applied = apply(reading.article, reading.statements, corrections.get(row.location, []))
        found[row.key] = (columns, reading, applied)
    return found


def shown(
    connection: Connection, wanted: Mapping[int, Container[str]]
) -> dict[int, tuple[dict[str, Any], Reading, Applied]]:
    """As `effective_many` for articles by key, but of pages without corrections the wanted statements alone (ids)."""
    articles, readings = schema.articles, schema.readings
    joined = select(articles, readings.c.body).outerjoin(readings, readings.c.article_key == articles.c.key)
    rows = connection.execute(joined.where(articles.c.key.in_(list(wanted)))).all()
    corrected = corrections_of(connection, {row.location for row in rows})
    found = effective_many(connection, [row.key for row in rows if row.location in corrected]) if corrected else {}
    for row in rows:
        if row.key not in found:
            columns = dict(row._mapping)
            reading = unpack_some(columns.pop("body") or b"", row.text, row.page, wanted[row.key])
            found[row.key] = (columns, reading, apply(reading.article, reading.statements, ()))
    return found


def rewrite(connection: Connection, article_key: int) -> Applied:
    """Write an article's statements anew from its reading and its corrections."""
    row, _, applied = effective(connection, article_key)
    kept = delete_statements(connection, [article_key])
    insert_statements(connection, [(row, applied)], kept)
    return applied


def article_of_statement(connection: Connection, statement: str) -> int:
    """The key of the article that a statement stands in. Raises UsageError when there is none of that id."""
    table = schema.statements
    key = connection.scalar(select(table.c.article_key).where(table.c.id == statement))
    if key is None:
        raise UsageError(f"no statement {statement!r} in the record")
    return int(key)


def article_named(connection: Connection, name: str) -> int:
    """The key of an article by its id, or of the current version of a page by its URL or path. Raises UsageError."""
    table = schema.articles
    if "\0" not in name:
        named = (table.c.id == name) | (
            (table.c.state == "current") & ((table.c.location == name) | (table.c.page == name))
        )
        keys = list(connection.scalars(select(table.c.key).where(named).order_by(table.c.id != name)))
        if keys:
            return int(keys[0])
    raise UsageError(f"no article {name!r} in the record")


def article_of(connection: Connection, name: str) -> int:
    """The key of the article that a statement's id, an article's id, a URL or a path means. Raises UsageError."""
    try:
        return article_of_statement(connection, name)
    except UsageError:
        return article_named(connection, name)


def append(connection: Connection, kind: Kind, change: Mapping[str, Any], **columns: Any) -> int:  # noqa: ANN401
    """Append one correction; gives its number. Raises UsageError for characters that no database takes."""
    try:
        encoded = msgspec.json.encode(change).decode()
    except (UnicodeEncodeError, TypeError) as error:
        raise UsageError(f"not a change in JSON: {error}") from None
    if "\\u0000" in encoded:
        raise UsageError("the change holds the character NUL")
    key = next_key(connection, schema.corrections)
    row = {"key": key, "kind": kind.value, "change": encoded, **columns}
    connection.execute(insert(schema.corrections), [row])
    return key


def correct(
    connection: Connection, statement: str, kind: Kind, change: Mapping[str, Any], signed: Mapping[str, str]
) -> int:
    """Append a correction of one statement and apply it. ``signed`` holds made, editor and reason.

    Raises UsageError when there is no such statement, the change is none of its kind, or a span does not stand.
    """
    if kind in (Kind.ADD, Kind.MERGE, Kind.UNDO):
        raise UsageError(f"{kind} is not a correction of one statement")
    article_key = article_of_statement(connection, statement)
    row, _, applied = effective(connection, article_key)
    entry = next(entry for entry in applied.entries if entry.statement.id == statement)
    place = {"location": row["location"], "article": row["id"], "statement": statement}
    correction = append(
        connection, kind, change, **signed, **place, words=content_text(entry.statement.content)
    )  # fmt: skip
    if any(orphan.key == correction for orphan in rewrite(connection, article_key).orphaned):
        raise UsageError("the correction names a span that does not stand in the article")
    return correction


def add_missed(connection: Connection, article: str, statement: Mapping[str, Any], signed: Mapping[str, str]) -> int:
    """Append a statement that the reader missed (JSON form, without id, article and page).

    ``article`` is an id, or the URL or path of a page. Raises UsageError when there is none, when the statement is no
    statement, or when one of its spans does not stand in the article.
    """
    table = schema.articles
    row = connection.execute(select(table).where(table.c.key == article_named(connection, article))).one()
    change = {"statement": dict(statement)}
    try:
        correction = append(connection, Kind.ADD, change, **signed, location=row.location, article=row.id)
        applied = rewrite(connection, row.key)
    except (msgspec.ValidationError, KeyError, TypeError) as error:
        raise UsageError(f"not a statement: {error}") from None
    if any(orphan.key == correction for orphan in applied.orphaned):
        raise UsageError("the statement names a span that does not stand in the article")
    return correction


def _merge_rows(connection: Connection) -> None:
    """Set ``same_as`` anew from the merges that stand."""
    table = schema.speakers
    connection.execute(table.update().where(table.c.same_as.is_not(None)).values(same_as=None))
    for merge in (c for c in standing(all_corrections(connection)) if c.kind is Kind.MERGE):
        ids = {row.id: row for row in connection.execute(select(table).where(table.c.id.in_(merge.change.values())))}
        gone, into = ids.get(merge.change["from"]), ids.get(merge.change["into"])
        if gone is None or into is None:
            continue
        root = into.same_as or into.key
        chosen = ((table.c.key == gone.key) | (table.c.same_as == gone.key)) & (table.c.key != root)
        connection.execute(table.update().where(chosen).values(same_as=root))


def merge(connection: Connection, gone: str, into: str, signed: Mapping[str, str]) -> int:
    """Append that two speakers (ids, or names that only one has) are one, known as ``into`` from now on.

    Raises UsageError when one is not known or means several, or when both are the same.
    """
    first, second = people.one(connection, gone), people.one(connection, into)
    if first.id == second.id:
        raise UsageError(f"a merge needs two speakers; {gone!r} and {into!r} are one already")
    correction = append(connection, Kind.MERGE, {"from": first.id, "into": second.id}, **signed)
    _merge_rows(connection)
    return correction


def undo(connection: Connection, number: int, signed: Mapping[str, str]) -> int:
    """Append that a correction no longer holds. Raises UsageError when there is none, or it is undone already."""
    everything = all_corrections(connection)
    undone = next((c for c in everything if c.key == number), None)
    if undone is None or undone.kind is Kind.UNDO or number not in {c.key for c in standing(everything)}:
        raise UsageError(f"no correction {number} that stands")
    place = {"location": undone.location, "article": undone.article, "statement": undone.statement}
    correction = append(connection, Kind.UNDO, {}, **signed, **place, undoes=number)
    if undone.kind is Kind.MERGE:
        _merge_rows(connection)
    else:
        table = schema.articles
        for key in list(connection.scalars(select(table.c.key).where(table.c.location == undone.location))):
            rewrite(connection, key)
    return correction


def orphaned(connection: Connection) -> Sequence[Correction]:
    """The corrections that find nothing to stand on in the current version of their page."""
    table = schema.articles
    found: list[Correction] = []
    places = {c.location for c in standing(all_corrections(connection)) if c.location}
    keys = select(table.c.key).where(table.c.location.in_(places), table.c.state == "current")
    for key in list(connection.scalars(keys)):
        found += effective(connection, key)[2].orphaned
    return found
