"""Tracing in a record: every page that printed some words or a part of them, and the quotations most repeated."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import numpy as np
from sqlalchemy import Connection, Row, func, select, text

from onrecord.core.errors import UsageError
from onrecord.reuse.alignment import align
from onrecord.reuse.clusters import SHORTEST, Cluster, Printed, cluster_of, may_share, overlap, raw_words
from onrecord.reuse.normalise import Token, tokens, words
from onrecord.reuse.sources import inside_marks
from onrecord.reuse.traces import Coverage, Repeated, Trace, repeated
from onrecord.store import fingerprints, schema
from onrecord.store.fingerprints import PAGE, QUOTED, runs
from onrecord.store.tracing_keep import FORMS, Words, chunks, printed_in, quoted_text
from onrecord.store.words import fts5, term_of, tsquery

ORDERS = {"repeated": "pages", "altered": "wordings", "credited": "speakers"}

_WORDS = 1_000  # of what is asked that are looked up
_WORDINGS = 150  # that are compared with the words asked for
_ELSEWHERE = 30  # pages without a quoted statement of the words that are looked into
_PHRASES = 2_000  # statements that hold the few words asked for
_PART = 12  # words of a longer quotation that are enough to be a part of it
_RAW = re.compile(r"\w+")
_AROUND = 60  # words read on either side of a run that stands in an article

_ROWS = """
SELECT s.key, s.id, s.form, s.content, s.speaker_description, coalesce(m.name, p.name) AS speaker, a.id AS article,
  a.page, a.headline, a.published, o.name AS outlet, c.origin
FROM statements s
JOIN articles a ON a.key = s.article_key
LEFT JOIN outlets o ON o.key = a.outlet_key
LEFT JOIN speakers p ON p.key = s.speaker_key
LEFT JOIN speakers m ON m.key = p.same_as
LEFT JOIN copies c ON c.article_key = a.key
WHERE s.key IN ({keys}) ORDER BY s.key
"""


def trace(connection: Connection, asked: str, *, limit: int = 1_000, covered: Coverage | None = None) -> Trace:
    """Every page of the record that printed the words or a part of them; of quoted statements at most ``limit``.

    ``covered`` is the record's `coverage` where it is known already.
    Raises UsageError when there are no words in what is asked, or for a limit below 1.
    """
    said = words(asked)[:_WORDS]
    if not said:
        raise UsageError("there are no words to trace in what was asked")
    if limit < 1:
        raise UsageError(f"the limit is {limit}; it must be 1 or more")
    wordings, articles = holding(connection, said)
    ranked = _phrase(connection, asked) if len(said) < SHORTEST else _matching(connection, asked, said, wordings)
    printed, more = _members(connection, ranked, limit)
    quotations = tuple(cluster_of(those, key) for key, those in printed.items())
    seen = {one.article for cluster in quotations for one in cluster.printed}
    elsewhere = _elsewhere(connection, said, articles, seen)
    covered = covered or coverage(connection)
    return Trace(asked=asked, quotations=quotations, elsewhere=elsewhere, coverage=covered, more=more)


def coverage(connection: Connection) -> Coverage:
    """How many pages and outlets the record has, and from which days."""
    table = schema.articles
    counts = select(
        func.count(), func.count(table.c.outlet_key.distinct()), func.count(table.c.published_first),
        func.min(table.c.published_first), func.max(table.c.published_first),
    ).where(table.c.state == "current")  # fmt: skip
    articles, outlets, dated, first, last = connection.execute(counts).one()
    return Coverage(articles, outlets, first, last, articles - dated)


def quotation(connection: Connection, key: int) -> Cluster:
    """The quotation of a number (`Cluster.key`). Raises UsageError when the record has none of it."""
    found, _ = _members(connection, [key], 100_000)
    if key not in found:
        raise UsageError(f"the record has no quotation {key}")
    return cluster_of(found[key], key)


def quotations(connection: Connection, order: str = "repeated", limit: int = 20) -> tuple[Repeated, ...]:
    """The quotations on two pages or more that are most ``repeated``, ``altered`` or ``credited`` differently.

    Raises UsageError for another order, and for a limit outside 1 to 1,000.
    """
    if order not in ORDERS:
        raise UsageError(f"order is {order!r}; valid are {', '.join(ORDERS)}")
    if not 1 <= limit <= 1000:
        raise UsageError(f"the limit is {limit}; it must be 1 to 1000")
    table = schema.quotations
    by = table.c[ORDERS[order]]
    ample = limit if order == "repeated" else 3 * limit  # cuts are wordings too, and names of one person speakers
    chosen = select(table.c.key).where(by > 1).order_by(by.desc(), table.c.pages.desc(), table.c.key).limit(ample)
    found, _ = _members(connection, list(connection.scalars(chosen)), 100_000)
    counted = [repeated(cluster_of(those, key)) for key, those in found.items()]

    def rank(one: Repeated) -> int:
        return {"repeated": one.pages, "altered": one.altered, "credited": len(one.speakers) - 1}[order]

    kept = [one for one in counted if rank(one) > 0]
    return tuple(sorted(kept, key=lambda one: (-rank(one), -one.pages, one.cluster.key or 0))[:limit])


def holding(connection: Connection, said: Words) -> tuple[Counter[int], Counter[int]]:
    """Keys of wordings and of articles that share runs with some words, weighted by how rare the runs are."""
    if not said:
        return Counter(), Counter()
    hashes = runs(said, QUOTED[0])
    if len(said) >= PAGE[0]:
        hashes = np.union1d(hashes, runs(said, PAGE[0]))
    postings = fingerprints.find(connection, hashes)
    _, which, often = np.unique(postings.hashes, return_inverse=True, return_counts=True)
    targets, at = np.unique(postings.targets, return_inverse=True)
    weights = np.bincount(at, 1_000_000 // np.maximum(often, 1)[which]).astype(np.int64)
    articles, wordings = (
        Counter(dict(zip((targets[those] >> 1).tolist(), weights[those].tolist(), strict=True)))
        for those in (targets % 2 == 0, targets % 2 == 1)
    )
    return wordings, articles


def _matching(connection: Connection, asked: str, said: Words, wordings: Counter[int]) -> list[int]:
    """The numbers of the quotations of which a wording holds the words or a part of them, the nearest first."""
    likely = [key for key, _ in wordings.most_common(_WORDINGS)]
    table, quoted = schema.wordings, schema.quoted
    query = select(table.c.quotation, func.min(quoted.c.statement_key).label("statement"))
    query = query.join(quoted, quoted.c.wording_key == table.c.key).group_by(table.c.key, table.c.quotation)
    rows = [row for some in chunks(likely) for row in connection.execute(query.where(table.c.key.in_(some)))]
    of_statement = {row.statement: row.quotation for row in rows}
    nearest: dict[int, float] = {}
    known = frozenset(said) | raw_words(asked)
    for key, one in printed_in(connection, of_statement):
        if not may_share(known, len(said), one.text):
            continue
        compared = words(one.text)
        shared = overlap(said, compared)
        if shared is not None:
            near = shared.matched / max(len(said), len(compared))
            number = of_statement[key]
            nearest[number] = max(near, nearest.get(number, 0.0))
    return sorted(nearest, key=lambda number: (-nearest[number], number))


def _phrase(connection: Connection, asked: str) -> list[int]:
    """The same for a few words, which have no fingerprint of their own: those that hold them as a phrase."""
    phrase = (term_of(asked),)
    if connection.dialect.name == "sqlite":
        sql = "SELECT rowid FROM statement_words WHERE statement_words MATCH :match ORDER BY rowid"
        match = fts5(phrase, "content")
    else:
        sql, match = (
            "SELECT key FROM statements WHERE words @@ CAST(:match AS tsquery) ORDER BY key",
            tsquery(phrase, "A"),
        )
    keys = list(connection.scalars(text(f"{sql} LIMIT {_PHRASES}"), {"match": match}))
    quoted, wordings = schema.quoted, schema.wordings
    query = select(wordings.c.quotation).join(quoted, quoted.c.wording_key == wordings.c.key)
    numbers: Counter[int] = Counter()
    for some in chunks(keys):
        numbers.update(connection.scalars(query.where(quoted.c.statement_key.in_(some))))
    return [number for number, _ in numbers.most_common()]


def _members(
    connection: Connection, numbers: Sequence[int], limit: int
) -> tuple[dict[int, list[tuple[Words, Printed]]], bool]:
    """The appearances of some quotations, in the order of the numbers; True beside them when there were more."""
    table, quoted = schema.wordings, schema.quoted
    query = select(table.c.quotation, quoted.c.statement_key).join(quoted, quoted.c.wording_key == table.c.key)
    of_statement: dict[int, int] = {}
    for some in chunks(numbers):
        for row in connection.execute(query.where(table.c.quotation.in_(some))):
            of_statement[row.statement_key] = row.quotation
    places = {number: place for place, number in enumerate(numbers)}
    keys = sorted(of_statement, key=lambda key: (places[of_statement[key]], key))
    found: dict[int, list[tuple[Words, Printed]]] = defaultdict(list)
    loaded = load(connection, keys[:limit])
    for key in keys[:limit]:
        found[of_statement[key]].append((words(loaded[key].text), loaded[key]))
    return dict(found), len(keys) > limit


def load(connection: Connection, keys: Sequence[int]) -> dict[int, Printed]:
    """Statements of some keys as appearances."""
    found: dict[int, Printed] = {}
    for some in chunks(keys):
        inside = ", ".join(map(str, some))
        rows = connection.execute(text(_ROWS.format(keys=inside))).all()
        spans = _spans(connection, some)
        routes: dict[int, list[str]] = defaultdict(list)
        steps = schema.routes
        route = select(steps.c.statement_key, steps.c.name).where(steps.c.statement_key.in_(some))
        for key, name in connection.execute(route.order_by(steps.c.statement_key, steps.c.step)):
            routes[key].append(name)
        found.update((row.key, _printed(row, spans[row.key], tuple(routes[row.key]))) for row in rows)
    return found


def _printed(row: Row[Any], span: tuple[int, int, bool], route: tuple[str, ...]) -> Printed:
    shown = quoted_text(row.form, row.content) if row.form in FORMS else row.content
    return Printed(
        id=row.id, text=shown, page=row.page, outlet=row.outlet, published=row.published, speaker=row.speaker,
        route=route, article=row.article, headline=row.headline, described=row.speaker_description,
        credited=span[2] or row.speaker is not None, start=span[0], end=span[1], marked=row.form in FORMS,
        origin=row.origin,
    )  # fmt: skip


def _spans(connection: Connection, keys: Collection[int]) -> Mapping[int, tuple[int, int, bool]]:
    """From where to where the content of statements reaches, and whether they have a source."""
    table = schema.parts
    query = select(table.c.statement_key, table.c.role, func.min(table.c.start), func.max(table.c.end))
    query = query.where(table.c.statement_key.in_(keys)).group_by(table.c.statement_key, table.c.role)
    found: dict[int, tuple[int, int, bool]] = {}
    sources = set()
    for key, role, start, end in connection.execute(query):
        if role == "content":
            found[key] = (start, end, False)
        elif role == "source":
            sources.add(key)
    return {key: (*found.get(key, (0, 0, False))[:2], key in sources) for key in keys}


def _elsewhere(
    connection: Connection, said: Words, articles: Counter[int], seen: Collection[str]
) -> tuple[Printed, ...]:
    """Pages that print the words in no statement in quotation marks, by the fingerprints of whole articles."""
    table, outlets, copies = schema.articles, schema.outlets, schema.copies
    likely = [key for key, _ in articles.most_common(_ELSEWHERE + len(seen))]
    current = select(table.c.key, table.c.id).where(table.c.state == "current")
    known = {row.key for some in chunks(likely) for row in connection.execute(current.where(table.c.key.in_(some)))
             if row.id not in seen}  # fmt: skip
    query = select(table, outlets.c.name.label("outlet"), copies.c.origin)
    query = query.outerjoin(outlets, outlets.c.key == table.c.outlet_key)
    query = query.outerjoin(copies, copies.c.article_key == table.c.key)
    chosen = [key for key in likely if key in known][:_ELSEWHERE]
    found = []
    for row in connection.execute(query.where(table.c.key.in_(chosen))).all():
        place = locate(said, row.text)
        if place is not None:
            found.append(_printed_elsewhere(connection, row, *place))
    return tuple(sorted(found, key=lambda one: one.order))


def _printed_elsewhere(connection: Connection, row: Row[Any], start: int, end: int) -> Printed:
    """The appearance at a place of an article, with the speaker of the statement that stands there, if one does."""
    table, parts = schema.statements, schema.parts
    there = select(table.c.key).join(parts, parts.c.statement_key == table.c.key)
    there = there.where(table.c.article_key == row.key, table.c.state == "current", parts.c.role == "content")
    there = there.where(parts.c.start < end, parts.c.end > start).limit(1)
    key = connection.scalar(there)
    statement = None if key is None else load(connection, [key])[key]
    return Printed(
        id=row.id if statement is None else statement.id, text=row.text[start:end], page=row.page, outlet=row.outlet,
        published=row.published, article=row.id, headline=row.headline, origin=row.origin, start=start, end=end,
        speaker=statement.speaker if statement else None, described=statement.described if statement else None,
        route=statement.route if statement else (), credited=statement is not None and statement.credited,
        marked=inside_marks(row.text, start, end),
    )  # fmt: skip


def locate(said: Words, article: str) -> tuple[int, int] | None:
    """Where in an article the words or a part of them stand: ``[start, end)`` in code points; None where they don't."""
    found = _window(said, article)
    first, size = set(said), PAGE[0]
    runs_of_said = {said[at : at + size] for at in range(len(said) - size + 1)}
    spoken = [token.word for token in found]
    places = [at for at in range(len(spoken) - size + 1)
              if spoken[at] in first and tuple(spoken[at : at + size]) in runs_of_said]  # fmt: skip
    if not places:
        return None
    low = max(0, places[0] - len(said))
    high = min(len(found), places[0] + size + len(said))
    aligned = align(said, spoken[low:high])
    equal = [block for block in aligned.blocks if block.equal and block.b - block.a >= 2]
    if not equal or sum(block.b - block.a for block in equal) < min(_PART, 0.6 * len(said)):
        return None
    return found[low + equal[0].c].start, found[low + equal[-1].d - 1].end


def _window(said: Words, article: str) -> list[Token]:
    """The words of an article around the first run of the words that its characters show; all where none does."""
    size, known = PAGE[0], set(said)
    runs_of_said = {said[at : at + size] for at in range(len(said) - size + 1)}
    spoken = [(match[0].casefold(), match) for match in _RAW.finditer(article)]
    reach = 12 * (len(said) + _AROUND)
    for at in range(len(spoken) - size + 1):
        if spoken[at][0] in known and tuple(word for word, _ in spoken[at : at + size]) in runs_of_said:
            start, end = max(0, spoken[at][1].start() - reach), min(len(article), spoken[at][1].end() + reach)
            return [token for token in tokens(article, start, end) if token.end <= end]
    return tokens(article)
