"""Tracing in a record: every page that printed some words or a part of them, and the quotations most repeated."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from sqlalchemy import Connection, func, select, text

from onrecord.core.errors import UsageError
from onrecord.reuse.clusters import SHORTEST, Cluster, Printed, Wording, cluster_of, overlap
from onrecord.reuse.normalise import words
from onrecord.reuse.traces import Coverage, Repeated, Trace, repeated
from onrecord.store import fingerprints, schema
from onrecord.store.fingerprints import PAGE, QUOTED, runs
from onrecord.store.tracing_elsewhere import elsewhere
from onrecord.store.tracing_keep import Words, chunks, listed, quoted_text
from onrecord.store.tracing_near import Wanted
from onrecord.store.tracing_printed import compared, members
from onrecord.store.words import fts5, term_of, tsquery

ORDERS = {"repeated": "pages", "altered": "wordings", "credited": "speakers"}

_WORDS = 1_000  # of what is asked that are looked up
_WORDINGS = 150  # that are compared with the words asked for
_PHRASES = 2_000  # statements that hold the few words asked for

# The text of some wordings, as the first of their statements has it.
_TEXTS = """
SELECT w.quotation, s.form, s.content
FROM wordings w
JOIN statements s ON s.key = (SELECT min(q.statement_key) FROM quoted q WHERE q.wording_key = w.key)
WHERE w.key IN ({}) AND s.state = 'current' AND s.form IN ('direct', 'mixed')
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
    ranked = _phrase(connection, asked) if len(said) < SHORTEST else _matching(connection, said, wordings)
    printed, more = members(connection, ranked, limit)
    quotations = tuple(_cluster(key, those) for key, those in printed.items())
    seen = {one.article for cluster in quotations for one in cluster.printed}
    return Trace(
        asked=asked, quotations=quotations, elsewhere=elsewhere(connection, said, articles, seen),
        coverage=covered or coverage(connection), more=more,
    )  # fmt: skip


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
    found, _ = members(connection, [key], 100_000)
    if key not in found:
        raise UsageError(f"the record has no quotation {key}")
    return _cluster(key, found[key])


def quotations(connection: Connection, order: str = "repeated", limit: int = 20) -> tuple[Repeated, ...]:
    """The quotations on two pages or more that are most ``repeated``, ``altered`` or ``credited`` differently.

    Raises UsageError for another order, and for a limit outside 1 to 1,000.
    """
    found = ranked(connection, order, limit)
    return tuple(repeated(_cluster(key, those)) for key, those in found.items())


def _cluster(key: int, printed: Sequence[Printed]) -> Cluster:
    """A quotation with its wordings; a single one is compared with nothing."""
    pairs = compared(printed)
    if len({said for said, _ in pairs}) > 1:
        return cluster_of(pairs, key)
    return Cluster((Wording(pairs[0][0], tuple(sorted(printed, key=lambda one: one.order))),), key)


def ranked(connection: Connection, order: str, limit: int, start: int = 0) -> dict[int, list[Printed]]:
    """The same by number, with their appearances, whose wordings aren't compared; without the first ``start``."""
    if order not in ORDERS:
        raise UsageError(f"order is {order!r}; valid are {', '.join(ORDERS)}")
    if not 1 <= limit <= 1000:
        raise UsageError(f"the limit is {limit}; it must be 1 to 1000")
    table = schema.quotations
    by = table.c[ORDERS[order]]
    ample = start + limit
    if order != "repeated":
        ample *= 3  # cuts are wordings too, and names of one person speakers
    chosen = select(table.c.key).where(by > 1).order_by(by.desc(), table.c.pages.desc(), table.c.key).limit(ample)
    found, _ = members(connection, list(connection.scalars(chosen)), 100_000)
    pages = {key: len({one.page for one in those}) for key, those in found.items()}
    ranks = pages if order == "repeated" else {key: _rank(order, those) for key, those in found.items()}
    kept = sorted((key for key in found if ranks[key] > 0), key=lambda key: (-ranks[key], -pages[key], key))
    return {key: found[key] for key in kept[start : start + limit]}


def _rank(order: str, printed: Sequence[Printed]) -> int:
    """How often a quotation is altered or credited differently, as `repeated` counts it."""
    return altered(printed) if order == "altered" else len(counts(printed).speakers) - 1


def counts(printed: Sequence[Printed]) -> Repeated:
    """The counts of a quotation by its appearances, all taken for one wording: none is altered."""
    return repeated(Cluster((Wording((), tuple(printed)),)))


def altered(printed: Sequence[Printed]) -> int:
    """How many wordings are no mere cut of the first one, nor that of them: no alignment is needed to tell."""
    pairs = compared(printed)
    first, _ = min(pairs, key=lambda pair: pair[1].order)
    return sum(not (_holds(first, said) or _holds(said, first)) for said in {said for said, _ in pairs})


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


def _matching(connection: Connection, said: Words, wordings: Counter[int]) -> list[int]:
    """The numbers of the quotations of which a wording holds the words or a part of them, the nearest first."""
    likely = listed(key for key, _ in wordings.most_common(_WORDINGS))
    rows = connection.exec_driver_sql(_TEXTS.format(likely)).all()
    nearest: dict[int, float] = {}
    wanted = Wanted.of(said)
    for row in rows:
        shown = quoted_text(row.form, row.content)
        if not wanted.may_be_in(shown):
            continue
        printed = words(shown)
        matched = _matched(said, printed)
        if matched:
            near = matched / max(len(said), len(printed))
            nearest[row.quotation] = max(near, nearest.get(row.quotation, 0.0))
    return sorted(nearest, key=lambda number: (-nearest[number], number))


def _matched(said: Words, printed: Words) -> int:
    """How many words `overlap` finds in both, 0 where those are too few; it isn't asked where one holds the other."""
    short, long = sorted((said, printed), key=len)
    if SHORTEST <= len(short) <= len(long) <= _WORDS and _holds(long, short):
        return len(short)
    shared = overlap(said, printed)
    return 0 if shared is None else shared.matched


def _holds(long: Words, short: Words) -> bool:
    """Whether words stand in others as they are, one after the other."""
    return f" {' '.join(short)} " in f" {' '.join(long)} "


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
