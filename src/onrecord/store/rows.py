"""A page's statements as rows: written, taken out, and the tallies kept in step."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Column, Connection, MetaData, Table, delete, func, insert, literal_column, select
from sqlalchemy.dialects import postgresql, sqlite

from onrecord.core.identity import short_hash
from onrecord.core.statements import Speaker, Statement
from onrecord.store import schema, tracing_copies, tracing_keep, word_tallies, words
from onrecord.store.corrections import Applied, Entry, content_text
from onrecord.store.days import interval, key_range

Row = dict[str, Any]
_TALLY = ("outlet_key", "state", "form", "act", "polarity", "speaker_kind")

statements_with_words = Table(
    "statements",
    MetaData(),
    *(Column(column.name, column.type, primary_key=column.primary_key) for column in schema.statements.columns),
    Column("words", postgresql.TSVECTOR),
)


def speaker_id(speaker: Speaker) -> str | None:
    """The id of a speaker in the record: of its kind, name and roster id. None for speakers without a name."""
    if speaker.name is None:
        return None
    return short_hash((speaker.kind.value, words.fold(speaker.name), speaker.id or ""))[:12]


def upsert(connection: Connection, table: Table) -> Any:  # noqa: ANN401 - the two dialects' Insert, of the same methods
    """An INSERT that can say ON CONFLICT, for this database."""
    return (postgresql if connection.dialect.name == "postgresql" else sqlite).insert(table)


def next_key(connection: Connection, table: Table) -> int:
    """A key that no row has; safe because there is one writer."""
    return int(connection.scalar(select(func.coalesce(func.max(table.c.key), 0))) or 0) + 1


def outlet_keys(connection: Connection, names: Iterable[str]) -> dict[str, int]:
    """The keys of outlets by folded name; new ones are written."""
    wanted = {words.fold(name): name for name in names}
    table = schema.outlets
    found = {row.folded: row.key for row in connection.execute(select(table).where(table.c.folded.in_(wanted)))}
    key = next_key(connection, table)
    rows = []
    for folded, name in wanted.items():
        if folded not in found:
            found[folded] = key
            rows.append({"key": key, "name": name, "folded": folded})
            key += 1
    if rows:
        connection.execute(insert(table), rows)
    return found


def _speaker_keys(connection: Connection, statements: Sequence[Statement]) -> dict[str, int]:
    wanted: dict[str, Speaker] = {}
    names: dict[str, dict[str, str]] = {}
    for statement in statements:
        identity = speaker_id(statement.speaker)
        if identity is not None:
            wanted.setdefault(identity, statement.speaker)
            for alias in words.aliases(statement.speaker, statement.source):
                names.setdefault(identity, {}).setdefault(words.fold(alias), alias)
    table = schema.speakers
    query = select(table.c.id, table.c.key).where(table.c.id.in_(wanted))
    found: dict[str, int] = {row.id: row.key for row in connection.execute(query)}
    key = next_key(connection, table)
    rows: list[Row] = []
    for identity, speaker in wanted.items():
        if identity not in found:
            found[identity] = key
            rows.append(
                {"key": key, "id": identity, "kind": speaker.kind.value, "name": speaker.name, "roster_id": speaker.id}
            )
            key += 1
    if rows:
        connection.execute(insert(table), rows)
    known = [
        {"folded": folded, "speaker_key": found[identity], "alias": alias}
        for identity, those in names.items()
        for folded, alias in those.items()
        if folded
    ]
    if known:
        connection.execute(upsert(connection, schema.aliases).on_conflict_do_nothing(), known)
    return found


def _keys(connection: Connection, days: Iterable[str | None], kept: Iterable[int]) -> dict[str | None, int]:
    """The next free statement key of each day."""
    keys = {}
    for day in set(days):
        first, after = key_range(day)
        column = schema.statements.c.key
        last = connection.scalar(select(func.max(column)).where(column >= first, column < after))
        taken = [first - 1, *(key for key in kept if first <= key < after)]  # rows taken out for a moment
        keys[day] = max(*taken, first - 1 if last is None else last) + 1
    return keys


def insert_statements(
    connection: Connection, pages: Sequence[tuple[Mapping[str, Any], Applied]], kept: Mapping[str, int] | None = None
) -> int:
    """Write the statements of some articles (rows of ``articles`` with key, state, outlet_key, published_first).

    ``kept`` are keys to use again, by the statement's id. Gives the number of statements written.
    """
    kept = kept or {}
    keys = _keys(connection, (page["published_first"] for page, _ in pages), list(kept.values()))
    everyone = _speaker_keys(connection, [entry.statement for _, applied in pages for entry in applied.entries])
    rows: list[Row] = []
    parts: list[Row] = []
    routes: list[Row] = []
    for page, applied in pages:
        for entry in applied.entries:
            key = kept.get(entry.statement.id, 0)
            if not key:
                key = keys[page["published_first"]]
                keys[page["published_first"]] += 1
            rows.append(_statement_row(key, page, entry, everyone))
            parts += _part_rows(key, entry.statement)
            routes += _route_rows(key, entry.statement)
    rows.sort(key=lambda row: int(row["key"]))  # the full-text index takes ascending keys best
    if rows and connection.dialect.name == "postgresql":
        for row in rows:
            row["words"] = words.tsvector(row["content"], row["speaker_role"])
    for table, those in ((schema.statements, rows), (schema.parts, parts), (schema.routes, routes)):
        _insert(connection, table, those)
    _tally(connection, schema.tallies, Counter(tuple(row[name] or 0 for name in _TALLY) for row in rows))
    _tally(connection, schema.word_tallies, word_tallies.counted(connection, rows))
    tracing_keep.add(connection, [row["key"] for row in rows])
    return len(rows)


def _insert(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert rows of the same columns straight by the driver, which takes half the time for very many of them."""
    if not rows:
        return
    names = ", ".join(map(connection.dialect.identifier_preparer.quote, rows[0]))
    marks = ", ".join(["%s" if connection.dialect.name == "postgresql" else "?"] * len(rows[0]))
    sql = f"INSERT INTO {table.name} ({names}) VALUES ({marks})"
    connection.exec_driver_sql(sql, [tuple(row.values()) for row in rows])


def _statement_row(key: int, page: Mapping[str, Any], entry: Entry, everyone: Mapping[str, int]) -> Row:
    statement, speaker = entry.statement, entry.statement.speaker
    said = statement.said.edtf if statement.said else None
    first, last = interval(said) or (None, None)
    return {
        "key": key,
        "id": statement.id,
        "article_key": page["key"],
        "state": "deleted" if entry.deleted else page["state"],
        "corrected": int(entry.corrected),
        "outlet_key": page["outlet_key"],
        "speaker_key": everyone.get(speaker_id(speaker) or ""),
        "speaker_kind": speaker.kind.value,
        "speaker_role": speaker.role,
        "speaker_description": speaker.description,
        "form": statement.form.value,
        "act": statement.act.value,
        "polarity": statement.polarity.value,
        "said": said,
        "said_first": first,
        "said_last": last,
        "medium": statement.medium.text if statement.medium else None,
        "confidence": statement.confidence.statement,
        "speaker_confidence": statement.confidence.speaker,
        "content": content_text(statement.content),
    }


def _part_rows(key: int, statement: Statement) -> list[Row]:
    roles = {"content": statement.content, "cue": statement.cue, "source": statement.source}
    rows = {(role, s.start): s.end for role, spans in roles.items() for s in spans}
    return [{"statement_key": key, "role": role, "start": at, "end": end} for (role, at), end in rows.items()]


def _route_rows(key: int, statement: Statement) -> list[Row]:
    return [
        {"statement_key": key, "step": step, "kind": r.kind.value, "name": r.name, "folded": words.fold(r.name)}
        for step, r in enumerate(statement.route)
    ]


def delete_statements(connection: Connection, article_keys: Sequence[int]) -> dict[str, int]:
    """Take out the statements of some articles with their parts and routes; gives their keys by id."""
    table = schema.statements
    chosen = table.c.article_key.in_(article_keys)
    keys = select(table.c.key).where(chosen)
    kept = {row.id: row.key for row in connection.execute(select(table.c.id, table.c.key).where(chosen))}
    tracing_keep.remove(connection, kept.values())
    columns = [func.coalesce(table.c[name], 0) if name == "outlet_key" else table.c[name] for name in _TALLY]
    counts = connection.execute(select(*columns, func.count()).where(chosen).group_by(*columns))
    _tally(connection, schema.tallies, {tuple(row[:-1]): -row[-1] for row in counts})
    held = word_tallies.counted(connection, word_tallies.rows_of(connection, chosen))
    _tally(connection, schema.word_tallies, {at: -number for at, number in held.items()})
    for child in (schema.parts, schema.routes):
        connection.execute(delete(child).where(child.c.statement_key.in_(keys)))
    connection.execute(delete(table).where(chosen))
    return kept


def supersede(connection: Connection, article_keys: Sequence[int]) -> None:
    """Mark articles and their statements as older versions."""
    table = schema.statements
    tracing_copies.remove_articles(connection, article_keys)
    said = select(table.c.key).where(table.c.article_key.in_(article_keys))
    tracing_keep.remove(connection, connection.scalars(said))
    chosen = table.c.article_key.in_(article_keys) & (table.c.state == "current")
    columns = [func.coalesce(table.c[name], 0) if name == "outlet_key" else table.c[name] for name in _TALLY]
    counts = connection.execute(select(*columns, func.count()).where(chosen).group_by(*columns)).all()
    _tally(connection, schema.tallies, {tuple(row[:-1]): -row[-1] for row in counts})
    _tally(connection, schema.tallies, {(row[0], "superseded", *row[2:-1]): row[-1] for row in counts})
    held = word_tallies.counted(connection, word_tallies.rows_of(connection, chosen))
    _tally(connection, schema.word_tallies, {at: -number for at, number in held.items()})
    _tally(connection, schema.word_tallies, {(*at[:-1], "superseded"): number for at, number in held.items()})
    connection.execute(table.update().where(chosen).values(state="superseded"))
    articles = schema.articles
    connection.execute(articles.update().where(articles.c.key.in_(article_keys)).values(state="superseded"))


def _tally(connection: Connection, table: Table, changes: Mapping[tuple[Any, ...], int]) -> None:
    """Add to the numbers of a table of tallies; rows that come to nothing go."""
    if not changes:
        return
    at = [column.name for column in table.primary_key.columns]
    rows = [{**dict(zip(at, place, strict=True)), "statements": number} for place, number in sorted(changes.items())]
    statement = upsert(connection, table)
    number = table.c.statements + statement.excluded.statements
    connection.execute(statement.on_conflict_do_update(index_elements=at, set_={"statements": number}), rows)
    connection.execute(delete(table).where(literal_column("statements") <= 0))
