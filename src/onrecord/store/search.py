"""Search: the statements that fit, in order, a page at a time, each with a snippet that marks the match.

How a query becomes SQL stands in `plans`. One statement gives the page's keys and the total up to `COUNT_LIMIT`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, text

from onrecord.core.article import Article
from onrecord.core.errors import UsageError
from onrecord.core.statements import Statement
from onrecord.store import plans, word_tallies, words
from onrecord.store.days import DAY_BITS, day_of
from onrecord.store.editing import shown
from onrecord.store.plans import ORDERS, Query

COUNT_LIMIT = 1_000  # matches beyond it are not counted when a page is shown
DEEPEST = 100_000  # rows that a page number may skip; further on, follow `Results.next`
_SNIPPET = 240
GROUPS = {
    "outlet": "outlet_key", "speaker": "speaker_key", "form": "form", "act": "act", "polarity": "polarity",
    "kind": "speaker_kind", "role": "speaker_role", "said": "said_first", "published": "key",
    "route": "route", "confidence": "confidence",
}  # fmt: skip


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


def search(
    connection: Connection, query: Query, *, order: str = "newest", limit: int = 20, offset: int = 0,
    after: int | None = None,
) -> Results:  # fmt: skip
    """One page of what fits. ``after`` is `Results.next` of the page before; ``offset`` skips hits instead.

    In the order of saying only statements with a date of saying are found. Raises UsageError for an unknown order, a
    limit outside 1 to 1,000, an offset over `DEEPEST`.
    """
    if order not in ORDERS:
        raise UsageError(f"order is {order!r}; valid are {', '.join(ORDERS)}")
    if not 1 <= limit <= 1000 or not 0 <= offset <= DEEPEST:
        raise UsageError(f"a page has 1 to 1000 hits and begins after at most {DEEPEST}")
    if after is not None and order.startswith("said"):
        raise UsageError("pages in the order of saying go by offset")
    found, total = _page(connection, plans.plan(connection, query), order, limit, offset, after)
    more = found[limit - 1] if len(found) > limit and not order.startswith("said") else None
    hits = tuple(_hits(connection, found[:limit], words.parse_query(query.words)))
    return Results(hits, min(total, COUNT_LIMIT), total > COUNT_LIMIT, more)


def keys(connection: Connection, query: Query, order: str, limit: int, offset: int = 0) -> list[int]:
    """The keys of what fits, in order: of `search` without reading the statements."""
    return _keys(connection, plans.plan(connection, query), order, limit, offset, None)


def _keys(
    connection: Connection, plan: plans.Plan, order: str, limit: int, offset: int, after: int | None
) -> list[int]:
    if plan.nothing:
        return []
    values = {**plan.values, "after": after, "limit": limit, "offset": offset}
    return list(connection.scalars(text(plans.keys(plan, order, after)), values))


def _page(
    connection: Connection, plan: plans.Plan, order: str, limit: int, offset: int, after: int | None
) -> tuple[list[int], int]:
    """The keys of a page and the first of the next, and how many fit, counted to just over `COUNT_LIMIT`."""
    if after is None and offset + limit <= COUNT_LIMIT:
        first = _keys(connection, plan, order, COUNT_LIMIT + 1, 0, None)
        return first[offset : offset + limit + 1], len(first)
    page = _keys(connection, plan, order, limit + 1, offset, after)
    total = offset + len(page) if after is None and page else 0
    return page, total if total > COUNT_LIMIT else len(_keys(connection, plan, order, COUNT_LIMIT + 1, 0, None))


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
    wanted: dict[int, set[str]] = {}
    for row in rows.values():
        wanted.setdefault(row.article_key, set()).add(row.id)
    for article_key, (_, reading, applied) in shown(connection, wanted).items():
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

    Counts without other conditions than form, act, polarity and kind come from the tallies, those of a common word
    alone from the tallies of words (`word_tallies`); neither reads statements.
    """
    if by not in GROUPS:
        raise UsageError(f"counts by {by!r}; valid are {', '.join(GROUPS)}")
    plan = plans.plan(connection, query)
    if plan.nothing:
        return {}
    if word := word_tallies.kept_for(connection, query, by):
        kept = connection.execute(text(word_tallies.counts(query)), {"word": word, "facet": by})
        rows = [(int(value) if by == "outlet" and value else value, number) for value, number in kept]
    else:
        rows = [(value, number) for value, number in connection.execute(text(_counting(query, plan, by)), plan.values)]
    names: dict[Any, str] = {}
    if by == "outlet":
        names = {row[0]: row[1] for row in connection.execute(text("SELECT key, name FROM outlets"))}
    elif by == "speaker":
        merged = "SELECT p.key, coalesce(m.name, p.name) FROM speakers p LEFT JOIN speakers m ON m.key = p.same_as"
        names = {row[0]: row[1] for row in connection.execute(text(merged))}
    found: dict[str, int] = {}
    for value, number in rows:
        if by == "published":
            name = day_of(value)
        else:
            name = names.get(value, "") if by in ("outlet", "speaker") else str(value or "")
        found[name] = found.get(name, 0) + int(number)
    return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))


def _counting(query: Query, plan: plans.Plan, by: str) -> str:
    """SQL for the values of one thing and how many statements fit of each."""
    plain = Query(form=query.form, act=query.act, polarity=query.polarity, kind=query.kind, versions=query.versions)
    column = GROUPS[by]
    if query == plain and by in ("outlet", "form", "act", "polarity", "kind"):
        return f"SELECT s.{column}, sum(s.statements) FROM tallies s WHERE {plans.tallied(query)} GROUP BY s.{column}"
    source = plans.rows(plan)
    if by == "route":
        return (
            f"SELECT r.name, count(*) FROM routes r JOIN (SELECT s.key AS key {source}) f ON f.key = r.statement_key "
            "GROUP BY r.name"
        )
    if by == "published":
        return f"SELECT day, count(*) FROM (SELECT s.key / {1 << DAY_BITS} AS day {source}) f GROUP BY day"
    if by == "confidence":
        tenth = "floor(s.confidence * 10)" if plan.postgres else "CAST(s.confidence * 10 AS INTEGER)"
        return f"SELECT t / 10.0, count(*) FROM (SELECT {tenth} AS t {source}) f GROUP BY t"
    return f"SELECT s.{column}, count(*) {source} GROUP BY s.{column}"
