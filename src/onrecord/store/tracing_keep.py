"""Tracing kept up: which statements print the same words, and which articles are copies, as pages come and go.

The rules are those of `onrecord.reuse.clusters`; the record holds what `QuotationIndex` holds in memory. Statements in
quotation marks of the current versions count. A wording that leaves may part a quotation in two, which is looked at
again; nothing else is ever computed anew.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, delete, func, insert, select, text

from onrecord.reuse.clusters import (
    DAYS,
    SHORTEST,
    TRIED,
    Printed,
    QuotationIndex,
    may_be_one,
    may_share,
    overlap,
    raw_words,
    whole,
)
from onrecord.reuse.normalise import words
from onrecord.store import fingerprints, schema
from onrecord.store.days import DAY_BITS, FIRST_DATED
from onrecord.store.fingerprints import Numbers, Postings, of_wording, prints

Words = tuple[str, ...]

FORMS = ("direct", "mixed")
_CHUNK = 500  # values in one condition
_RARE = 8  # wordings that hold a run which by itself is worth an alignment
_COMMON = 400  # wordings that hold a run which says nothing any more
_NEAR = 8  # appearances of a wording, the nearest in time, whose speakers and days are compared
_PIECE = re.compile(r"[“\"„«]([^“”\"„«»]+)(?:[”\"»]|$)")


@dataclass(frozen=True, slots=True)
class Said:
    """A statement of the record in quotation marks: its key, its compared words, and when and by whom."""

    key: int
    words: Words
    printed: Printed


def quoted_text(form: str, content: str) -> str:
    """The part of a statement's content that stands in quotation marks: all of a direct one."""
    pieces = [] if form == "direct" else _PIECE.findall(content)
    return " … ".join(pieces) or content


def digest_of(said: Words) -> int:
    """A number for the words, the same on every machine (signed, 64 bits)."""
    data = " ".join(said).encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(data, digest_size=8).digest(), "little", signed=True)


def chunks(values: Iterable[int]) -> Iterator[list[int]]:
    """The values in lists that fit into one condition."""
    whole = list(values)
    for start in range(0, len(whole), _CHUNK):
        yield whole[start : start + _CHUNK]


def listed(keys: Iterable[int]) -> str:
    """Keys of ours as SQL has them between brackets. Such a statement differs every time: it is not worth compiling."""
    return ", ".join(map(str, keys)) or "NULL"


def said_on(first: str | None, last: str | None) -> str | None:
    """The day of a saying by the first and the last day that the page leaves open; None where it tells no very day."""
    return first if first == last else None


def day_of(key: int) -> str | None:
    """The day on which the page of a statement was published, by the statement's key."""
    return None if key < FIRST_DATED else date.fromordinal(key >> DAY_BITS).isoformat()


def printed_in(connection: Connection, keys: Iterable[int]) -> list[tuple[int, Printed]]:
    """The statements of some keys that are current and in quotation marks, in time order, each with its key."""
    table, speakers = schema.statements, schema.speakers
    query = select(table.c.key, table.c.article_key, table.c.form, table.c.content, speakers.c.name)
    query = query.add_columns(table.c.said_first, table.c.said_last)
    query = query.outerjoin(speakers, speakers.c.key == table.c.speaker_key)
    query = query.where(table.c.state == "current", table.c.form.in_(FORMS))
    rows = [row for some in chunks(keys) for row in connection.execute(query.where(table.c.key.in_(some))).all()]
    return [
        (row.key, Printed(id=str(row.key), text=quoted_text(row.form, row.content), page=str(row.article_key),
                          published=day_of(row.key), speaker=row.name,
                          said=said_on(row.said_first, row.said_last)))
        for row in sorted(rows, key=lambda row: row.key)
    ]  # fmt: skip


def said_in(connection: Connection, keys: Iterable[int]) -> list[Said]:
    """The same with their compared words; those without any are left out."""
    found = (Said(key, words(one.text), one) for key, one in printed_in(connection, keys))
    return [one for one in found if one.words]


@dataclass(slots=True)
class _Known:
    """A wording at hand: its quotation and its appearances (for one that was stored, those near the batch's days)."""

    quotation: int
    printed: list[Printed] = field(default_factory=list)
    compared: Words = ()

    @property
    def words(self) -> Words:
        """The compared words, made when they are first asked for: most stored wordings are never aligned."""
        if not self.compared:
            self.compared = words(self.printed[0].text)
        return self.compared

    def near(self, one: Printed) -> list[Printed]:
        """The appearances nearest in time to another one."""
        if len(self.printed) <= _NEAR:
            return self.printed
        return sorted(self.printed, key=lambda other: abs(_day(other) - _day(one)))[:_NEAR]


def _day(printed: Printed) -> int:
    return 0 if printed.published is None else date.fromisoformat(printed.published).toordinal()


def add(connection: Connection, keys: Iterable[int]) -> None:
    """Put statements that were just written where their words are printed already."""
    batch = said_in(connection, keys)
    if not batch:
        return
    by_digest: dict[int, list[int]] = defaultdict(list)
    table = schema.wordings
    digests = {digest_of(one.words) for one in batch}
    for some in chunks(digests):
        for row in connection.execute(select(table.c.key, table.c.digest).where(table.c.digest.in_(some))):
            by_digest[row.digest].append(row.key)
    known = _load(connection, (key for those in by_digest.values() for key in those), batch)
    key = int(connection.scalar(select(func.coalesce(func.max(table.c.key), 0))) or 0)
    fresh: dict[int, _Known] = {}
    rows = []
    for one in batch:
        same = by_digest[digest_of(one.words)]
        every = whole(one.words)
        alike = (w for w in same if w in known and may_be_one(one.printed, known[w].near(one.printed), every))
        wording = next(alike, None)
        if wording is None:
            key += 1
            wording = key
            known[key] = fresh[key] = _Known(key, compared=one.words)
            same.append(key)
        known[wording].printed.append(one.printed)
        rows.append({"statement_key": one.key, "wording_key": wording})
    marks = {key: prints(one.words, *fingerprints.QUOTED) for key, one in fresh.items() if len(one.words) >= SHORTEST}
    touched = {known[row["wording_key"]].quotation for row in rows} | _join(connection, marks, known, batch)
    if fresh:
        new = [{"key": k, "digest": digest_of(w.words), "quotation": w.quotation} for k, w in fresh.items()]
        connection.execute(insert(table), new)
        fingerprints.add(connection, _postings(marks), lambda those: alive(connection, those))
    connection.execute(insert(schema.quoted), rows)
    _count(connection, touched)


def _load(connection: Connection, keys: Iterable[int], batch: Sequence[Said]) -> dict[int, _Known]:
    """Stored wordings with those of their appearances that lie near the days of ``batch``, or one."""
    table, quoted = schema.wordings, schema.quoted
    dated = [one.key for one in batch if one.key >= FIRST_DATED]
    reach = (DAYS + 1) << DAY_BITS
    low, high = (min(dated) - reach, max(dated) + reach) if len(dated) == len(batch) else (0, 1 << 62)
    near = quoted.c.statement_key.between(low, high) | (quoted.c.statement_key < FIRST_DATED)
    first = select(quoted.c.wording_key, func.min(quoted.c.statement_key)).group_by(quoted.c.wording_key)
    every = select(quoted.c.wording_key, quoted.c.statement_key).where(near)
    numbers: dict[int, int] = {}
    wording: dict[int, int] = {}
    for some in chunks(keys):
        numbers.update(connection.execute(select(table.c.key, table.c.quotation).where(table.c.key.in_(some))).all())
        for query in (first, every):
            rows = connection.execute(query.where(quoted.c.wording_key.in_(some))).all()
            wording.update((statement, key) for key, statement in rows)
    found: dict[int, _Known] = {}
    for statement, one in printed_in(connection, wording):
        key = wording[statement]
        found.setdefault(key, _Known(numbers[key])).printed.append(one)
    return found


def _texts(connection: Connection, keys: Iterable[int]) -> dict[int, str]:
    """The text in which each of some stored wordings was first printed."""
    found: dict[int, str] = {}
    for some in chunks(keys):
        first = (
            "SELECT wording_key, min(statement_key) AS statement_key FROM quoted "
            f"WHERE wording_key IN ({listed(some)}) GROUP BY wording_key"
        )
        query = f"SELECT f.wording_key, s.form, s.content FROM ({first}) f JOIN statements s ON s.key = f.statement_key"
        rows = connection.exec_driver_sql(query).all()
        found.update((key, quoted_text(form, content)) for key, form, content in rows)
    return found


def _postings(marks: Mapping[int, Numbers]) -> Postings:
    """The fingerprints of some wordings as postings."""
    return Postings.gathered({of_wording(key): those for key, those in marks.items()})


def _join(
    connection: Connection, marks: Mapping[int, Numbers], known: dict[int, _Known], batch: Sequence[Said]
) -> set[int]:
    """Join new wordings, of which the fingerprints are given, with their quotations; gives the quotations touched."""
    if not marks:
        return set()
    mine = _postings(marks)
    stored = fingerprints.find(connection, np.unique(mine.hashes))
    tried = {key: _candidates(key, m, (stored, mine)) for key, m in marks.items()}
    texts = _texts(connection, {c for those in tried.values() for c in those} - known.keys())
    for key, those in tried.items():
        said = known[key].words
        seen = frozenset(said) | raw_words(known[key].printed[0].text)
        tried[key] = [c for c in those if c in known or (c in texts and may_share(seen, said, texts[c]))]
    known.update(_load(connection, {c for those in tried.values() for c in those} - known.keys(), batch))
    roots: dict[int, int] = {}

    def root(quotation: int) -> int:
        while quotation in roots:
            quotation = roots[quotation]
        return quotation

    for key, candidates in tried.items():
        one = known[key]
        for candidate in candidates:
            other = known.get(candidate)
            if other is None or root(other.quotation) == root(one.quotation):
                continue
            shared = overlap(one.words, other.words)
            if shared is not None and may_be_one(one.printed[0], other.near(one.printed[0]), shared):
                low, high = sorted((root(one.quotation), root(other.quotation)))
                roots[high] = low
    for key in marks:
        known[key].quotation = root(known[key].quotation)
    table = schema.wordings
    moved = set(roots) - marks.keys()
    for quotation in moved:
        changed = table.update().where(table.c.quotation == quotation).values(quotation=root(quotation))
        connection.execute(changed)
    return moved | {root(quotation) for quotation in roots}


def _candidates(key: int, marks: Numbers, places: Sequence[Postings]) -> list[int]:
    """The wordings that share telling runs with one, the likeliest first."""
    found = [one.among(marks) for one in places]
    which, targets = (np.concatenate(some) for some in zip(*found, strict=True))
    which, targets = which[targets % 2 == 1], targets[targets % 2 == 1]
    often = np.bincount(which, minlength=len(marks))[which]
    telling = often <= _COMMON
    often, wordings = often[telling], targets[telling] >> 1
    likely, at = np.unique(wordings, return_inverse=True)
    weights = np.bincount(at, 1000 // np.maximum(often, 1))
    shared = np.bincount(at, np.where(often > _RARE, 1, 2))
    order = np.lexsort((likely, -weights))
    enough = (shared[order] >= 2) & (likely[order] != key)
    return [int(wording) for wording in likely[order][enough][:TRIED]]


def alive(connection: Connection, targets: Numbers) -> NDArray[np.bool_]:
    """Which targets of postings are in the record: the articles that are current, and the wordings."""
    chosen = np.zeros(len(targets), np.bool_)
    articles, wordings = schema.articles, schema.wordings
    current = select(articles.c.key).where(articles.c.state == "current")
    for odd, column, query in ((0, articles.c.key, current), (1, wordings.c.key, select(wordings.c.key))):
        those = (targets % 2) == odd
        keys = targets[those] >> 1
        if len(keys):
            inside = query.where(column.between(int(keys.min()), int(keys.max())))
            chosen[those] = np.isin(keys, np.fromiter(connection.scalars(inside), np.int64))
    return chosen


def remove(connection: Connection, keys: Iterable[int]) -> None:
    """Take statements out, before they leave the record or become an older version."""
    table, quoted = schema.wordings, schema.quoted
    lost: set[int] = set()
    for some in chunks(keys):
        inside = quoted.c.statement_key.in_(some)
        lost.update(connection.scalars(select(quoted.c.wording_key).where(inside)))
        connection.execute(delete(quoted).where(inside))
    touched: set[int] = set()
    broken: set[int] = set()
    for some in chunks(lost):
        left = set(connection.scalars(select(quoted.c.wording_key).where(quoted.c.wording_key.in_(some))))
        for row in connection.execute(select(table.c.key, table.c.quotation).where(table.c.key.in_(some))):
            touched.add(row.quotation)
            if row.key not in left:
                broken.add(row.quotation)
        connection.execute(delete(table).where(table.c.key.in_(set(some) - left)))
    for quotation in broken:
        touched |= _part(connection, quotation)
    _count(connection, touched)


def _part(connection: Connection, quotation: int) -> set[int]:
    """Look again whether the wordings of a quotation hang together; gives the numbers they have now."""
    table, quoted = schema.wordings, schema.quoted
    query = select(quoted.c.wording_key, quoted.c.statement_key).join(table, table.c.key == quoted.c.wording_key)
    rows = connection.execute(query.where(table.c.quotation == quotation))
    of_statement = {row.statement_key: row.wording_key for row in rows}
    wordings = sorted(set(of_statement.values()))
    if not wordings:
        return {quotation}
    index = QuotationIndex()
    for one in said_in(connection, of_statement):
        index.add(one.printed)
    parent = {wording: wording for wording in wordings}

    def root(wording: int) -> int:
        while parent[wording] != wording:
            wording = parent[wording]
        return wording

    for cluster in index.clusters(at_least=1):
        first, *others = sorted({root(of_statement[int(one.id)]) for one in cluster.printed})
        parent.update(dict.fromkeys(others, first))
    for wording in wordings:
        connection.execute(table.update().where(table.c.key == wording).values(quotation=root(wording)))
    return {quotation, *(root(wording) for wording in wordings)}


def _count(connection: Connection, touched: Iterable[int]) -> None:
    """Count anew the pages, outlets, wordings and speakers of some quotations; those on one page have no row."""
    for some in chunks(touched):
        connection.execute(delete(schema.quotations).where(schema.quotations.c.key.in_(some)))
        connection.execute(
            text(
                "INSERT INTO quotations (key, printed, pages, outlets, wordings, speakers) "
                "SELECT w.quotation, count(*), count(DISTINCT s.article_key), count(DISTINCT s.outlet_key), "
                "count(DISTINCT w.digest), count(DISTINCT coalesce(p.same_as, p.key)) "
                "FROM wordings w JOIN quoted q ON q.wording_key = w.key JOIN statements s ON s.key = q.statement_key "
                f"LEFT JOIN speakers p ON p.key = s.speaker_key WHERE w.quotation IN ({listed(some)}) "
                "GROUP BY w.quotation HAVING count(DISTINCT s.article_key) > 1"
            )
        )
