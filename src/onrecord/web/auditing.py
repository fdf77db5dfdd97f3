"""The audit of sources of a record's newest pages: who is quoted, as what, how often, through whom."""

from __future__ import annotations

from dataclasses import replace

from pydantic import BaseModel
from sqlalchemy import text

from onrecord.lint.audit import Audit, Tallies
from onrecord.store import Record
from onrecord.store.editing import effective_many
from onrecord.store.engine import reading
from onrecord.store.words import fold

PAGES = 100  # that one audit is of, the newest
_SOURCES = 50


class Audited(BaseModel):
    """An audit of the newest ``audit.pages`` pages out of ``pages`` (of an outlet, where one is asked for).

    Of the sources the first fifty are listed; ``sources`` is how many there are.
    """

    outlet: str | None
    pages: int
    sources: int
    audit: Audit


def audited(record: Record, outlet: str | None) -> Audited:
    """The audit of the newest pages, of an outlet or of all."""
    chosen, values = "state = 'current'", {}
    if outlet:
        chosen += " AND outlet_key = (SELECT key FROM outlets WHERE folded = :outlet)"
        values["outlet"] = fold(outlet).replace("\0", "")
    tallies = Tallies()
    with reading(record.engine) as connection:
        pages = connection.scalar(text(f"SELECT count(*) FROM articles WHERE {chosen}"), values) or 0
        newest = text(f"SELECT key FROM articles WHERE {chosen} ORDER BY key DESC LIMIT {PAGES}")
        keys = list(connection.scalars(newest, values))
        for _, read, applied in effective_many(connection, keys).values():
            kept = tuple(entry.statement for entry in applied.entries if not entry.deleted)
            tallies.add(replace(read, statements=kept))
    found = tallies.audit()
    short = replace(found, sources=found.sources[:_SOURCES])
    return Audited(outlet=outlet or None, pages=pages, sources=len(found.sources), audit=short)
