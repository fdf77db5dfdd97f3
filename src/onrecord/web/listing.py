"""Lists of statements: a page of what fits a query as light rows, and counts of what fits by several things at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection

from onrecord.store import words
from onrecord.store.engine import reading
from onrecord.store.plans import Query
from onrecord.store.record import Record
from onrecord.store.search import COUNT_LIMIT, DEEPEST, Snippet, snippet
from onrecord.store.search import keys as keys_of
from onrecord.web.answers import Counted, Found, Named, Paging, Row
from onrecord.web.problems import NotThere

COUNTED = 500  # statements that counts beside a search are of, the first that fit
CHARACTERS = 240  # of a statement in a list where no words were asked for
VALUES = 12  # values shown of each thing
_FACETS = {"outlet": "outlet_key", "speaker": "speaker_key", "form": "form", "act": "act", "polarity": "polarity",
           "kind": "speaker_kind"}  # fmt: skip
_NAMES = {
    "outlet": "SELECT key, name FROM outlets WHERE key IN ({})",
    "speaker": "SELECT p.key, coalesce(m.name, p.name) FROM speakers p LEFT JOIN speakers m ON m.key = p.same_as "
               "WHERE p.key IN ({})",
}  # fmt: skip

# Counted by the database, as a row that Python doesn't see costs it nothing; each with at most `VALUES` values.
_COUNTS = (
    f"WITH c AS (SELECT {', '.join(_FACETS.values())} FROM statements WHERE key IN ({{keys}})) "
    + " UNION ALL ".join(
        f"SELECT * FROM (SELECT '{name}' AS facet, CAST({column} AS TEXT) AS value, count(*) AS n FROM c "
        f"WHERE {column} IS NOT NULL GROUP BY {column} ORDER BY n DESC, {column} LIMIT {VALUES}) AS {name}"
        for name, column in _FACETS.items()
    )
)

_ROWS = """
SELECT s.key, s.id, a.id AS article, s.content, s.speaker_kind, s.speaker_role, s.speaker_description,
  coalesce(m.id, p.id) AS speaker_id, coalesce(m.name, p.name) AS speaker, s.said, s.form, s.act, s.polarity,
  s.confidence, s.corrected, o.name AS outlet, a.headline, a.published, a.page, a.version, s.state
FROM statements s
JOIN articles a ON a.key = s.article_key
LEFT JOIN outlets o ON o.key = s.outlet_key
LEFT JOIN speakers p ON p.key = s.speaker_key
LEFT JOIN speakers m ON m.key = p.same_as
"""


def found(record: Record, query: Query, *, order: str, page: int, size: int) -> Found:
    """A page of the statements that fit, with counts. Raises UsageError for a query that is off, NotThere for a page
    that the list doesn't have."""
    offset = (page - 1) * size
    if offset > DEEPEST:
        raise NotThere(f"Page numbers reach {DEEPEST:,} results deep.", "Narrow the search by a word or a date.")
    with reading(record.engine) as connection:
        first = keys_of(connection, query, order, COUNT_LIMIT + 1, 0)
        inside = offset + size <= len(first) or len(first) <= COUNT_LIMIT
        keys = first[offset : offset + size] if inside else keys_of(connection, query, order, size, offset)
        if not keys and page > 1:
            raise NotThere(f"This list has no page {page:,}.", "Go to its first page.")
        rows = rows_of(connection, keys, query.words)
        counts = _counts(connection, first[:COUNTED])
    more = len(first) > COUNT_LIMIT
    total = max(min(len(first), COUNT_LIMIT), offset + len(keys))
    paging = Paging(page=page, size=size, total=total, more=more)
    return Found(rows=rows, paging=paging, counts=counts, counted=min(len(first), COUNTED), exact=len(first) <= COUNTED)


def _counts(connection: Connection, keys: Sequence[int]) -> dict[str, list[Counted]]:
    """How many of some statements have each value of each thing, the commonest first."""
    rows = connection.exec_driver_sql(_COUNTS.format(keys=_listed(keys)))
    found: dict[str, list[Counted]] = {name: [] for name in _FACETS}
    for name, value, number in rows:
        found[name].append(Counted(value=value, statements=number))
    for name, sql in _NAMES.items():
        keyed = _listed([one.value for one in found[name]])
        names = {str(row[0]): str(row[1]) for row in connection.exec_driver_sql(sql.format(keyed))}
        merged: Counter[str] = Counter()
        for one in found[name]:
            merged[names[one.value]] += one.statements
        found[name] = [Counted(value=value, statements=n) for value, n in merged.most_common()]
    return found


def _listed(keys: Sequence[int | str]) -> str:
    """Keys of ours as SQL has them between brackets. Such a statement differs every time: it is not worth compiling."""
    return ", ".join(map(str, keys)) or "NULL"


def rows_of(connection: Connection, keys: Sequence[int], asked: str = "") -> list[Row]:
    """The rows of some statements, by key, in the order of the keys; words that were asked for are marked."""
    if not keys:
        return []
    chosen = _listed(keys)
    stored = {row.key: row for row in connection.exec_driver_sql(f"{_ROWS} WHERE s.key IN ({chosen})")}
    routes: dict[int, list[str]] = {}
    steps = f"SELECT statement_key, name FROM routes WHERE statement_key IN ({chosen}) ORDER BY statement_key, step"
    for key, name in connection.exec_driver_sql(steps):
        routes.setdefault(key, []).append(name)
    terms = words.parse_query(asked)
    return [_row(stored[key], routes.get(key, []), terms) for key in keys if key in stored]


def _row(row: Any, route: list[str], terms: Sequence[words.Term]) -> Row:  # noqa: ANN401 - a row of the database
    piece = snippet(row.content, terms) if terms else Snippet(row.content[:CHARACTERS], ())
    name = row.speaker or row.speaker_description or ""
    return Row(
        id=row.id,
        article=row.article,
        snippet=piece.text,
        marks=list(piece.marks),
        speaker=Named(id=row.speaker_id, name=name, kind=row.speaker_kind, role=row.speaker_role),
        said=row.said,
        form=row.form,
        act=row.act,
        polarity=row.polarity,
        route=route,
        confidence=row.confidence,
        corrected=bool(row.corrected),
        outlet=row.outlet,
        headline=row.headline,
        published=row.published,
        page=row.page,
        version=row.version,
        current=row.state == "current",
    )
