"""Search: the statements that fit, in order, a page at a time, each with a snippet that marks the match.

Keys are in the order of publishing (`days`), so the newest matches are read from the end of an index until a page
is full. Where SQLite can walk either the words or a filter's index, the one with fewer rows leads.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, text

from onrecord.core.article import Article
from onrecord.core.errors import UsageError
from onrecord.core.statements import Statement
from onrecord.store import people, words
from onrecord.store.days import FIRST_DATED, ceiling_key, floor_key
from onrecord.store.editing import effective_many

COUNT_LIMIT = 1_000  # matches beyond it are not counted when a page is shown
DEEPEST = 100_000  # rows that a page number may skip; further on, follow `Results.next`
_PROBE = 5_000
_SNIPPET = 240
ORDERS = {"newest": "DESC", "oldest": "ASC", "said-newest": "DESC", "said-oldest": "ASC"}
GROUPS = {
    "outlet": "outlet_key", "speaker": "speaker_key", "form": "form", "act": "act", "polarity": "polarity",
    "kind": "speaker_kind", "role": "speaker_role", "said": "said_first", "published": "key",
    "route": "route",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What to look for; everything given must fit.

    ``words``    words, ``"phrases"`` and ``prefix*`` of the content.
    ``speaker``  a name, an alias, or an id (of the record or a roster); ``role`` words of the role.
    ``outlet``, ``route``  names, whatever their case; ``form``, ``act``, ``polarity``, ``kind`` values.
    ``said_since`` ... ``published_until``  ISO days, inclusive. A date of saying fits when any day it allows does;
    a page that gives only a month counts as of its first day.
    ``versions``  ``current`` or ``all``: also statements of older versions of a page.
    """

    words: str = ""
    speaker: str | None = None
    role: str | None = None
    outlet: str | None = None
    route: str | None = None
    form: str | None = None
    act: str | None = None
    polarity: str | None = None
    kind: str | None = None
    said_since: str | None = None
    said_until: str | None = None
    published_since: str | None = None
    published_until: str | None = None
    min_confidence: float = 0.0
    versions: str = "current"


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of the content around the first match; ``marks`` are ranges of it (code points, half-open)."""

    text: str
    marks: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A statement found, after corrections, with its article and the version of the page that it stands in."""

    statement: Statement
    article: Article
    version: int
    superseded: bool
    corrected: bool
    snippet: Snippet


@dataclass(frozen=True, slots=True)
class Results:
    """One page of hits. ``total`` is exact up to `COUNT_LIMIT`, above which ``more_than_total`` is True."""

    hits: tuple[Hit, ...]
    total: int
    more_than_total: bool
    next: int | None


@dataclass(frozen=True, slots=True)
class _Plan:
    """SQL of a query: conditions on ``s`` (statements), the words' match, and bound values."""

    conditions: tuple[str, ...]
    values: dict[str, Any]
    match: str | None
    selective: bool  # some condition has an index of its own
    nothing: bool = False


def _plan(connection: Connection, query: Query) -> _Plan:
    conditions: list[str] = []
    values: dict[str, Any] = {}
    selective = nothing = False

    def must(condition: str, **bound: object) -> None:
        conditions.append(condition)
        values.update(bound)

    if query.versions not in ("current", "all"):
        raise UsageError(f"versions is {query.versions!r}; valid are current and all")
    must("s.state = 'current'" if query.versions == "current" else "s.state <> 'deleted'")
    names = (query.speaker, query.outlet, query.route, query.form, query.act, query.polarity, query.kind)
    if any("\0" in name for name in names if name):  # no database holds the character, so nothing can match
        return _Plan((), {}, None, False, nothing=True)
    if query.speaker is not None:
        keys = people.keys_of(connection, query.speaker)
        selective, nothing = True, not keys
        if len(keys) == 1:
            must("s.speaker_key = :speaker", speaker=keys[0])
        else:
            must(f"s.speaker_key IN ({', '.join(map(str, keys)) or 'NULL'})")
    if query.outlet is not None:
        key = connection.scalar(text("SELECT key FROM outlets WHERE folded = :o"), {"o": words.fold(query.outlet)})
        selective, nothing = True, nothing or key is None
        must("s.outlet_key = :outlet", outlet=key)
    if query.route is not None:
        selective = True
        must("s.key IN (SELECT statement_key FROM routes WHERE folded = :route)", route=words.fold(query.route))
    rare = {"act": "speech", "polarity": "asserted", "speaker_kind": "person"}
    chosen = {"form": query.form, "act": query.act, "polarity": query.polarity, "speaker_kind": query.kind}
    for column, value in chosen.items():
        if value is not None:
            extra = f" AND s.{column} <> '{rare[column]}'" if column in rare and value != rare[column] else ""
            must(f"s.{column} = :{column}{extra}", **{column: str(value)})
    _dates(query, must)
    if query.min_confidence > 0:
        must("s.confidence >= :confidence", confidence=query.min_confidence)
    match, empty = _match(connection, query)
    if match is not None:
        values["match"] = match
    return _Plan(tuple(conditions), values, match, selective, nothing or empty)


def _dates(query: Query, must: Any) -> None:  # noqa: ANN401 - a local function
    try:
        if query.published_since:
            must("s.key >= :since", since=floor_key(query.published_since))
        if query.published_until:
            must("s.key >= :dated AND s.key < :until", dated=FIRST_DATED, until=ceiling_key(query.published_until))
        for day in filter(None, (query.said_since, query.said_until)):
            floor_key(day)
    except ValueError as error:
        raise UsageError(f"not a day (YYYY-MM-DD): {error}") from None
    if query.said_since:
        must("s.said_last >= :said_since", said_since=query.said_since)
    if query.said_until:
        must("s.said_last IS NOT NULL AND s.said_first <= :said_until", said_until=query.said_until)


def _match(connection: Connection, query: Query) -> tuple[str | None, bool]:
    """The full-text expression; and True when words were asked for that no statement can hold."""
    expressions = []
    postgres = connection.dialect.name == "postgresql"
    for asked, column, weight in ((query.words, "content", "A"), (query.role, "speaker_role", "B")):
        if asked and asked.strip():
            terms = words.parse_query(asked)[:64]
            if not terms:
                return None, True
            expressions.append(words.tsquery(terms, weight) if postgres else words.fts5(terms, column))
    return ((" & " if postgres else " AND ").join(expressions) or None), False


def _source(connection: Connection, plan: _Plan) -> str:
    """FROM and WHERE for a plan."""
    conditions = list(plan.conditions)
    tables = "statements s"
    if plan.match is not None and connection.dialect.name == "postgresql":
        conditions.append("s.words @@ CAST(:match AS tsquery)")
    elif plan.match is not None:
        conditions.append("statement_words MATCH :match")
        tables = "statement_words CROSS JOIN statements s ON s.key = statement_words.rowid"
        if plan.selective and _size(connection, plan, words=True) > _size(connection, plan, words=False):
            tables = "statements s CROSS JOIN statement_words ON statement_words.rowid = s.key"
    return f"FROM {tables} WHERE {' AND '.join(conditions)}"


def _size(connection: Connection, plan: _Plan, *, words: bool) -> int:
    """How many rows a side has, counted up to `_PROBE`."""
    if words:
        inner = "SELECT 1 FROM statement_words WHERE statement_words MATCH :match"
    else:
        inner = f"SELECT 1 FROM statements s WHERE {' AND '.join(plan.conditions[1:])}"
    return connection.scalar(text(f"SELECT count(*) FROM ({inner} LIMIT {_PROBE})"), plan.values) or 0


def search(
    connection: Connection, query: Query, *, order: str = "newest", limit: int = 20, offset: int = 0,
    after: int | None = None,
) -> Results:  # fmt: skip
    """One page of what fits. ``after`` is `Results.next` of the page before; ``offset`` skips hits instead.

    Raises UsageError for an unknown order, a limit outside 1 to 1,000, an offset over `DEEPEST`.
    """
    if order not in ORDERS:
        raise UsageError(f"order is {order!r}; valid are {', '.join(ORDERS)}")
    if not 1 <= limit <= 1000 or not 0 <= offset <= DEEPEST:
        raise UsageError(f"a page has 1 to 1000 hits and begins after at most {DEEPEST}")
    plan = _plan(connection, query)
    if plan.nothing:
        return Results((), 0, False, None)
    if after is not None and order.startswith("said"):
        raise UsageError("pages in the order of saying go by offset")
    source = _source(connection, plan)
    counted = connection.scalar(
        text(f"SELECT count(*) FROM (SELECT 1 {source} LIMIT {COUNT_LIMIT + 1}) c"), plan.values
    )
    total = counted or 0
    keys = list(
        connection.scalars(
            text(_ordered(connection, plan, source, order, after)),
            {**plan.values, "after": after, "limit": limit + 1, "offset": offset},
        )
    )
    terms = words.parse_query(query.words)
    more = keys[limit - 1] if len(keys) > limit else None
    hits = tuple(_hits(connection, keys[:limit], terms))
    return Results(hits, min(total, COUNT_LIMIT), total > COUNT_LIMIT, None if order.startswith("said") else more)


def _ordered(connection: Connection, plan: _Plan, source: str, order: str, after: int | None) -> str:
    direction = ORDERS[order]
    by_words = source.startswith("FROM statement_words")
    key = "statement_words.rowid" if by_words else "s.key"
    if order.startswith("said"):
        return (
            f"SELECT s.key {source} AND s.said_last IS NOT NULL ORDER BY s.said_last {direction}, s.key {direction} "
            "LIMIT :limit OFFSET :offset"
        )
    beyond = "" if after is None else f" AND {key} {'<' if direction == 'DESC' else '>'} :after"
    return f"SELECT {key} {source}{beyond} ORDER BY {key} {direction} LIMIT :limit OFFSET :offset"


def _hits(connection: Connection, keys: Sequence[int], terms: Sequence[words.Term]) -> list[Hit]:
    if not keys:
        return []
    chosen = ", ".join(map(str, keys))
    rows: dict[int, Row[Any]] = {
        row.key: row
        for row in connection.execute(
            text(
                "SELECT s.key, s.id, s.article_key, s.state, s.corrected, s.content, a.version FROM statements s "
                f"JOIN articles a ON a.key = s.article_key WHERE s.key IN ({chosen})"
            )
        )
    }
    pages = {}
    found_pages = effective_many(connection, sorted({row.article_key for row in rows.values()}))
    for article_key, (_, reading, applied) in found_pages.items():
        pages[article_key] = (reading.article, {e.statement.id: e.statement for e in applied.entries})
    hits = []
    for key in keys:
        row = rows[key]
        article, statements = pages[row.article_key]
        superseded, corrected = row.state == "superseded", bool(row.corrected)
        found = snippet(row.content, terms)
        hits.append(Hit(statements[row.id], article, row.version, superseded, corrected, found))
    return hits


def snippet(content: str, terms: Sequence[words.Term]) -> Snippet:
    """About 240 characters around the first match, with every match in them marked."""
    found = words.tokens(content)
    marks = []
    for place in range(len(found)):
        for term in terms:
            size = len(term.words)
            window = found[place : place + size]
            if len(window) == size and all(
                token.word == word or (term.prefix and n == size - 1 and token.word.startswith(word))
                for n, (token, word) in enumerate(zip(window, term.words, strict=True))
            ):
                marks.append((window[0].start, window[-1].end))
    first = marks[0][0] if marks else 0
    start = max(0, min(first - 60, len(content) - _SNIPPET))
    end = min(len(content), start + _SNIPPET)
    inside = sorted({(a - start, b - start) for a, b in marks if a >= start and b <= end})
    return Snippet(content[start:end], tuple(inside))


def count(connection: Connection, query: Query, by: str) -> dict[str, int]:
    """How many statements fit, exactly, by the values of one thing; the commonest first.

    Counts without other conditions than form, act, polarity and kind come from the tallies and don't read statements.
    """
    if by not in GROUPS:
        raise UsageError(f"counts by {by!r}; valid are {', '.join(GROUPS)}")
    plan = _plan(connection, query)
    if plan.nothing:
        return {}
    plain = Query(form=query.form, act=query.act, polarity=query.polarity, kind=query.kind, versions=query.versions)
    column = GROUPS[by]
    if query == plain and by in ("outlet", "form", "act", "polarity", "kind"):
        where = " AND ".join(plan.conditions)
        sql = f"SELECT s.{column} AS value, sum(s.statements) AS n FROM tallies s WHERE {where} GROUP BY s.{column}"
    else:
        source = _source(connection, plan)
        if by == "route":
            inner = f"SELECT s.key AS key {source}"
            joined = f"routes r JOIN ({inner}) f ON f.key = r.statement_key"
            sql = f"SELECT r.name AS value, count(*) AS n FROM {joined} GROUP BY r.name"
        elif by == "published":
            sql = (
                f"SELECT a.published_first AS value, count(*) AS n FROM (SELECT s.article_key AS k {source}) f "
                "JOIN articles a ON a.key = f.k GROUP BY a.published_first"
            )
        else:
            sql = f"SELECT s.{column} AS value, count(*) AS n {source} GROUP BY s.{column}"
    rows = connection.execute(text(sql), plan.values).all()
    names: dict[Any, str] = {}
    if by == "outlet":
        names = {row[0]: row[1] for row in connection.execute(text("SELECT key, name FROM outlets"))}
    elif by == "speaker":
        merged = "SELECT p.key, coalesce(m.name, p.name) FROM speakers p LEFT JOIN speakers m ON m.key = p.same_as"
        names = {row[0]: row[1] for row in connection.execute(text(merged))}
    found: dict[str, int] = {}
    for value, number in rows:
        name = names.get(value, "") if by in ("outlet", "speaker") else str(value or "")
        found[name] = found.get(name, 0) + int(number)
    return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))
