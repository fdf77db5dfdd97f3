"""The audit of sources of a record's newest pages: who is quoted, as what, how often, through whom.

A page takes some milliseconds, so whoever asks says how many, and an audit ends after `SECONDS` with what it has.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace

from pydantic import BaseModel
from sqlalchemy import Connection, text

from onrecord.lint.audit import Audit, Tallies
from onrecord.store import Record
from onrecord.store.editing import effective_many
from onrecord.store.engine import reading
from onrecord.store.words import fold

PAGES = 100  # that an audit is of where nobody says how many
MOST_PAGES = 20_000
SECONDS = 20.0  # that one audit may take
_BATCH = 50  # pages unpacked at once
_SOURCES = 50


class Audited(BaseModel):
    """An audit of the newest ``audit.pages`` pages out of ``pages`` (of an outlet, where one is asked for).

    ``newest`` is how many were asked for; ``cut`` says that time ended before all of them were read.
    Of the sources the first fifty are listed; ``sources`` is how many there are.
    """

    outlet: str | None
    newest: int
    cut: bool
    pages: int
    sources: int
    audit: Audit


def audited(record: Record, outlet: str | None, newest: int = PAGES, *, seconds: float = SECONDS) -> Audited:
    """The audit of the ``newest`` pages, of an outlet or of all, as far as it comes in some ``seconds``."""
    chosen, values = "state = 'current'", {}
    if outlet:
        chosen += " AND outlet_key = (SELECT key FROM outlets WHERE folded = :outlet)"
        values["outlet"] = fold(outlet).replace("\0", "")
    tallies, ends = Tallies(), time.monotonic() + seconds
    with reading(record.engine) as connection:
        pages = connection.scalar(text(f"SELECT count(*) FROM articles WHERE {chosen}"), values) or 0
        listed = text(f"SELECT key FROM articles WHERE {chosen} ORDER BY key DESC LIMIT {int(newest)}")
        keys = list(connection.scalars(listed, values))
        read = 0
        while read < len(keys) and (not read or time.monotonic() < ends):
            _tally(connection, keys[read : read + _BATCH], tallies)
            read += _BATCH
    found = tallies.audit()
    short = replace(found, sources=found.sources[:_SOURCES])
    return Audited(
        outlet=outlet or None, newest=newest, cut=read < len(keys), pages=pages, sources=len(found.sources), audit=short
    )


def _tally(connection: Connection, keys: Sequence[int], tallies: Tallies) -> None:
    """Count what stands on some pages, after corrections."""
    for _, read, applied in effective_many(connection, keys).values():
        kept = tuple(entry.statement for entry in applied.entries if not entry.deleted)
        tallies.add(replace(read, statements=kept))
