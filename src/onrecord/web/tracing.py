"""Quotations: most repeated, altered or differently credited; and one of them with all its wordings and pages."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import BaseModel

from onrecord.core.errors import UsageError
from onrecord.reuse.clusters import Difference, Printed
from onrecord.reuse.traces import Copies, Coverage, Graph, SpeakerChange, Trace
from onrecord.store import Record
from onrecord.store import tracing as stored
from onrecord.store.engine import reading
from onrecord.web.answers import Change, Paging, Repeated
from onrecord.web.comparing import word_changes
from onrecord.web.problems import NotThere

_DEEPEST = 200  # quotations of a list that can be paged through
_SHOWN = 500  # appearances that are looked at
WORDINGS = 50  # on a page


class TracedWording(BaseModel):
    """One wording: who printed it, and how it differs, word by word, from the first wording of its quotation.

    ``changes`` is empty where the two have too little in common for their differences to be read.
    """

    printed: list[Printed]
    differences: list[Difference]
    changes: list[Change]


class Traced(BaseModel):
    """Where words were printed (docs/trace.md), with a page of the wordings, in time order.

    ``more``: not all pages that came into question were looked at.
    """

    asked: str
    pages: int
    origins: int
    earliest: list[Printed]
    wordings: list[TracedWording]
    paging: Paging
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


def traced(record: Record, words: str, coverage: Coverage, *, page: int = 1, size: int = WORDINGS) -> Traced:
    """Every page that printed some words. Raises UsageError when there are none in it, NotThere for a page too far."""
    with reading(record.engine) as connection:
        found = stored.trace(connection, words, limit=_SHOWN, covered=coverage)
    return answer(found, page, size)


def quotation(record: Record, key: int, coverage: Coverage, *, page: int = 1, size: int = WORDINGS) -> Traced:
    """One quotation of the record by its number. Raises NotThere."""
    try:
        cluster = record.quotation(key)
    except UsageError:
        raise NotThere("The record has no such quotation any more.", "Trace its words instead.") from None
    found = Trace(asked=cluster.earliest.text, quotations=(cluster,), elsewhere=(), coverage=coverage)
    return answer(found, page, size)


def answer(found: Trace, page: int, size: int) -> Traced:
    """What a page of a trace shows. Raises NotThere for one that it doesn't have."""
    pairs = [(quotation.wordings[0], one) for quotation in found.quotations for one in quotation.wordings]
    pairs.sort(key=lambda pair: pair[1].printed[0].order)
    shown = pairs[(page - 1) * size : page * size]
    if page > 1 and not shown:
        raise NotThere(f"This list has no page {page:,}.", "Go to its first page.")
    wordings = [
        TracedWording(
            printed=list(one.printed),
            differences=list(one.differences),
            changes=_changes(first.printed[0].text, one.printed[0].text),
        )
        for first, one in shown
    ]
    return Traced(
        asked=found.asked,
        pages=len({one.page for one in found.printed}),
        origins=found.origins,
        earliest=list(found.earliest),
        wordings=wordings,
        paging=Paging(page=page, size=size, total=len(pairs)),
        elsewhere=list(found.elsewhere),
        copies=list(found.copies),
        credits=found.credits,
        speaker_changes=list(found.speaker_changes),
        coverage=found.coverage,
        more=found.more,
    )


def _changes(first: str, later: str) -> list[Change]:
    """The changes word by word; none where less than half of the shorter one stands in the other."""
    found = word_changes(first, later)
    kept = sum(_letters(change.new) for change in found if change.kind == "same")
    return found if 2 * kept >= min(_letters(first), _letters(later)) else []


def _letters(text: str) -> int:
    return sum(map(len, text.split()))
