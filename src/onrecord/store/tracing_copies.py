"""Copies: articles that share most of their words (agency copy), and the fingerprints of whole articles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set

import numpy as np
from sqlalchemy import Connection, delete, insert, select

from onrecord.reuse.normalise import words
from onrecord.store import fingerprints, schema
from onrecord.store.fingerprints import PAGE, Numbers, Postings, of_article, prints
from onrecord.store.tracing_keep import alive, chunks

_SKETCH = 24  # the least fingerprints of an article, which most of its copies share
_ALIKE = 4  # of them shared make an article worth comparing
_COMPARED = 8  # articles, the likeliest
_OVERLAP = 0.5  # of the shorter article's fingerprints: one article printed twice
_FEWEST = 12  # fingerprints; shorter pages are too short to tell


def overlap(one: Numbers, other: Numbers) -> float:
    """The share of the shorter article's fingerprints that stand in the other; 0 where either is too short to tell."""
    if min(len(one), len(other)) < _FEWEST:
        return 0.0
    return len(np.intersect1d(one, other, assume_unique=True)) / min(len(one), len(other))


def add_articles(connection: Connection, texts: Mapping[int, str]) -> None:
    """Add the fingerprints of articles by key, and say of which others they are copies."""
    marks = {key: prints(words(text), *PAGE) for key, text in texts.items()}
    marks = {key: those for key, those in marks.items() if len(those)}
    if not marks:
        return
    postings = Postings.gathered({of_article(key): those for key, those in marks.items()})
    fingerprints.add(connection, postings, lambda those: alive(connection, those))
    _compare(connection, marks)


def _compare(connection: Connection, marks: dict[int, Numbers], gone: Set[int] = frozenset()) -> None:
    """Find the copies of some articles, given by their fingerprints, among all others but those that are ``gone``."""
    sketches = {key: those[:_SKETCH] for key, those in marks.items() if len(those) >= _FEWEST}
    if not sketches:
        return
    found = fingerprints.find(connection, np.unique(np.concatenate(list(sketches.values()))))
    likely: dict[int, list[int]] = {}
    for key, sketch in sketches.items():
        _, there = found.among(sketch)
        shared = Counter((there[there % 2 == 0] >> 1).tolist())
        del shared[key]
        likely[key] = [
            other for other, number in shared.most_common(_COMPARED) if number >= _ALIKE and other not in gone
        ]
    table = schema.articles
    current = select(table.c.key, table.c.text).where(table.c.state == "current")
    for some in chunks({other for those in likely.values() for other in those} - marks.keys()):
        for row in connection.execute(current.where(table.c.key.in_(some))):
            marks[row.key] = prints(words(row.text), *PAGE)
    pairs = [
        (key, other)
        for key, those in likely.items()
        for other in those
        if other in marks and overlap(marks[key], marks[other]) >= _OVERLAP
    ]
    _unite(connection, pairs)


def _unite(connection: Connection, pairs: Sequence[tuple[int, int]]) -> None:
    """Give both articles of each pair, and all that are copies of either, one number."""
    table = schema.copies
    for pair in pairs:
        origins = dict(
            connection.execute(select(table.c.article_key, table.c.origin).where(table.c.article_key.in_(pair))).all()
        )
        known = set(origins.values())
        origin = min(known or pair)
        connection.execute(table.update().where(table.c.origin.in_(known - {origin})).values(origin=origin))
        rows = [{"article_key": key, "origin": origin} for key in pair if key not in origins]
        if rows:
            connection.execute(insert(table), rows)


def remove_articles(connection: Connection, keys: Iterable[int]) -> None:
    """Take articles out of their copies, before they leave the record or become an older version."""
    table, articles = schema.copies, schema.articles
    for some in chunks(keys):
        inside = table.c.article_key.in_(some)
        origins = set(connection.scalars(select(table.c.origin).where(inside)))
        connection.execute(delete(table).where(inside))
        left = list(connection.scalars(select(table.c.article_key).where(table.c.origin.in_(origins))))
        connection.execute(delete(table).where(table.c.origin.in_(origins)))
        texts = connection.execute(select(articles.c.key, articles.c.text).where(articles.c.key.in_(left)))
        _compare(connection, {row.key: prints(words(row.text), *PAGE) for row in texts}, set(some))
