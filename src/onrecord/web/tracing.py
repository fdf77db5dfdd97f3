"""Quotations: most repeated, altered or differently credited; and one of them with all its wordings and pages."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import BaseModel

from onrecord.core.errors import UsageError
from onrecord.reuse import traces
from onrecord.reuse.clusters import Cluster, Difference, Printed
from onrecord.reuse.traces import Copies, Coverage, Graph, SpeakerChange
from onrecord.store import Record
from onrecord.store import tracing as stored
from onrecord.store.engine import reading
from onrecord.web.answers import Change, Paging, Repeated
from onrecord.web.comparing import word_changes
from onrecord.web.problems import NotThere

_DEEPEST = 200  # quotations of a list that can be paged through
_SHOWN = 500  # appearances of a quotation


class TracedWording(BaseModel):
    """One wording: who printed it, and how it differs, word by word, from the first wording of its quotation."""

    printed: list[Printed]
    differences: list[Difference]
    changes: list[Change]


class Traced(BaseModel):
    """Where words were printed (docs/trace.md). ``more``: not all pages that came into question were looked at."""

    asked: str
    pages: int
    origins: int
    earliest: list[Printed]
    wordings: list[TracedWording]
    elsewhere: list[Printed]
    copies: list[Copies]
    credits: Graph
    speaker_changes: list[SpeakerChange]
    coverage: Coverage
    more: bool


class Quotations(BaseModel):
    """A list of quotations that stand on several pages."""

    quotations: list[Repeated]
    paging: Paging


def quotations(record: Record, order: str, *, page: int, size: int) -> Quotations:
    """A page of the quotations most ``repeated``, ``altered`` or ``credited`` differently."""
    if page > 1 and page * size > _DEEPEST:
        raise NotThere(f"This list shows the first {_DEEPEST} quotations.", "Go to its first page.")
    before = (page - 1) * size
    with reading(record.engine) as connection:
        found = stored.ranked(connection, order, size + 1, before)
    if page > 1 and not found:
        raise NotThere(f"This list has no page {page:,}.", "Go to its first page.")
    rows = [_row(key, printed) for key, printed in list(found.items())[:size]]
    more = len(found) > size and (page + 1) * size <= _DEEPEST
    return Quotations(quotations=rows, paging=Paging(page=page, size=size, total=before + len(found), more=more))


def _row(key: int, printed: Sequence[Printed]) -> Repeated:
    counts, earliest = stored.counts(printed), min(printed, key=lambda one: one.order)
    return Repeated(
        key=key,
        words=earliest.text,
        speakers=list(counts.speakers),
        pages=counts.pages,
        outlets=counts.outlets,
        altered=stored.altered(printed),
        first=earliest.published,
    )


def covered(record: Record) -> Coverage:
    """How much the record covers."""
    with reading(record.engine) as connection:
        return stored.coverage(connection)


def traced(record: Record, words: str, coverage: Coverage) -> Traced:
    """Every page that printed some words. Raises UsageError when there are none in it."""
    with reading(record.engine) as connection:
        found = stored.trace(connection, words, limit=_SHOWN, covered=coverage)
    return _answer(words, found.quotations, found.elsewhere, found.coverage, found.more)


def quotation(record: Record, key: int, coverage: Coverage) -> Traced:
    """One quotation of the record by its number. Raises NotThere."""
    try:
        cluster = record.quotation(key)
    except UsageError:
        raise NotThere("The record has no such quotation any more.", "Trace its words instead.") from None
    return _answer(cluster.earliest.text, [cluster], (), coverage, False)


def _answer(
    asked: str, quoted: Sequence[Cluster], elsewhere: Sequence[Printed], coverage: Coverage, more: bool
) -> Traced:
    found = traces.Trace(
        asked=asked, quotations=tuple(quoted), elsewhere=tuple(elsewhere), coverage=coverage, more=more
    )
    pairs = [(quotation.wordings[0], one) for quotation in quoted for one in quotation.wordings]
    wordings = [
        TracedWording(
            printed=list(one.printed),
            differences=list(one.differences),
            changes=word_changes(first.printed[0].text, one.printed[0].text),
        )
        for first, one in sorted(pairs, key=lambda pair: pair[1].printed[0].order)[:_SHOWN]
    ]
    return Traced(
        asked=asked,
        pages=len({one.page for one in found.printed}),
        origins=found.origins,
        earliest=list(found.earliest),
        wordings=wordings,
        elsewhere=list(found.elsewhere),
        copies=list(found.copies),
        credits=found.credits,
        speaker_changes=list(found.speaker_changes),
        coverage=coverage,
        more=more,
    )
