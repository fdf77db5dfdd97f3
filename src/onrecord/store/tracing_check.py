"""Check what tracing keeps: every wording and fingerprint made again from the stored texts."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

import numpy as np
from sqlalchemy import Connection, select, text

from onrecord.reuse.normalise import words
from onrecord.store import fingerprints, schema
from onrecord.store.tracing_keep import FORMS, chunks, digest_of, quoted_text

Trouble = tuple[str, str, str]  # table, row, what is wrong


def findings(connection: Connection) -> Iterator[Trouble]:
    """What is wrong with wordings, quotations, copies and fingerprints; nothing when all of it stands."""
    yield from _wordings(connection)
    yield from _counts(connection)
    yield from _articles(connection)


def _wordings(connection: Connection) -> Iterator[Trouble]:
    table, quoted, wordings = schema.statements, schema.quoted, schema.wordings
    query = select(table.c.id, table.c.form, table.c.state, table.c.content, wordings.c.digest)
    query = query.outerjoin(quoted, quoted.c.statement_key == table.c.key)
    query = query.outerjoin(wordings, wordings.c.key == quoted.c.wording_key)
    for some in chunks(connection.scalars(select(table.c.key).order_by(table.c.key))):
        for row in connection.execute(query.where(table.c.key.in_(some))):
            wanted = row.state == "current" and row.form in FORMS
            said = words(quoted_text(row.form, row.content)) if wanted else ()
            if (digest_of(said) if said else None) != row.digest:
                yield "quoted", row.id, "the wording is not that of the statement's words"
    idle = "SELECT w.key FROM wordings w LEFT JOIN quoted q ON q.wording_key = w.key WHERE q.wording_key IS NULL"
    for key in connection.scalars(text(idle)):
        yield "wordings", str(key), "no statement has this wording"


def _counts(connection: Connection) -> Iterator[Trouble]:
    counted = text(
        "SELECT w.quotation, count(*), count(DISTINCT s.article_key) FROM wordings w "
        "JOIN quoted q ON q.wording_key = w.key JOIN statements s ON s.key = q.statement_key "
        "GROUP BY w.quotation HAVING count(DISTINCT s.article_key) > 1"
    )
    real = {row[0]: tuple(row[1:]) for row in connection.execute(counted)}
    table = schema.quotations
    kept = {row[0]: tuple(row[1:]) for row in connection.execute(select(table.c.key, table.c.printed, table.c.pages))}
    for key in sorted(real.keys() | kept.keys()):
        if real.get(key) != kept.get(key):
            yield "quotations", str(key), f"says {kept.get(key)}, counted {real.get(key)}"


def _articles(connection: Connection) -> Iterator[Trouble]:
    """Every fingerprint of every current article must be found; copies must be current."""
    table, copies = schema.articles, schema.copies
    held: dict[int, list[np.ndarray[tuple[int], np.dtype[np.uint32]]]] = {}
    for key, body in connection.execute(select(schema.fingerprints.c.key, schema.fingerprints.c.body)):
        try:
            some = fingerprints.unpack(body)
        except (zlib.error, ValueError):
            yield "fingerprints", str(key), "damaged"
            continue
        for target in np.unique(some.targets[some.targets % 2 == 0]).tolist():
            held.setdefault(target >> 1, []).append(some.hashes[some.targets == target])
    current = select(table.c.key, table.c.id, table.c.text).where(table.c.state == "current")
    for row in connection.execute(current):
        wanted = fingerprints.prints(words(row.text), *fingerprints.PAGE)
        there = np.concatenate(held.get(row.key) or [np.zeros(0, np.uint32)])
        if not np.isin(wanted, there).all():
            yield "fingerprints", row.id, "not all runs of the article's words are found"
    old = select(table.c.id).join(copies, copies.c.article_key == table.c.key).where(table.c.state != "current")
    for identity in connection.scalars(old):
        yield "copies", identity, "an older version of the page"
