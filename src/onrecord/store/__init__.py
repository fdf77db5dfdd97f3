"""The record: articles and their statements in SQLite or PostgreSQL, found again, corrected and checked."""

from onrecord.store.adding import Added
from onrecord.store.checking import Finding
from onrecord.store.corrections import Correction, Kind
from onrecord.store.people import Known
from onrecord.store.plans import Query
from onrecord.store.record import Record, retrace, upgrade
from onrecord.store.search import Hit, Results, Snippet

__all__ = [
    "Added",
    "Correction",
    "Finding",
    "Hit",
    "Kind",
    "Known",
    "Query",
    "Record",
    "Results",
    "Snippet",
    "retrace",
    "upgrade",
]
