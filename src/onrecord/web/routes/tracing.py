"""Quotations: lists of them, one with all its wordings, and any words traced."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import HTMLResponse

from onrecord.reuse.traces import Coverage
from onrecord.web import tracing
from onrecord.web.asking import PageNumber, PageSize, record_of, remembered
from onrecord.web.drawing import drawn
from onrecord.web.templating import render
from onrecord.web.tracing import Quotations, Traced

html = APIRouter(include_in_schema=False)
api = APIRouter(prefix="/api", tags=["trace"])

Order = Annotated[str, Query(pattern="^(repeated|altered|credited)$")]
Words = Annotated[str, Query(max_length=20_000, description="Words to trace.")]
Key = Annotated[int, Path(ge=1, le=2**31 - 1)]


def _covered(request: Request) -> Coverage:
    return remembered(request, "coverage", tracing.covered)


def _quotations(request: Request, by: str, page: int, size: int) -> Quotations:
    asked = ("quotations", by, page, size)
    return remembered(request, asked, lambda record: tracing.quotations(record, by, page=page, size=size))


def _page(request: Request, found: Traced) -> HTMLResponse:
    return render(request, "traced.html", {"found": found, "drawing": drawn(found.credits)})


@html.get("/quotations", response_class=HTMLResponse)
def quotations_page(
    request: Request, by: Order = "repeated", page: PageNumber = 1, size: PageSize = 20
) -> HTMLResponse:
    """The quotations that stand on several pages."""
    found = _quotations(request, by, page, size)
    return render(request, "quotations.html", {"found": found, "by": by})


@html.get("/quotations/{key}", response_class=HTMLResponse)
def quotation_page(request: Request, key: Key, page: PageNumber = 1, size: PageSize = tracing.WORDINGS) -> HTMLResponse:
    """One quotation: its wordings, where it appeared, who credits whom."""
    return _page(request, tracing.quotation(record_of(request), key, _covered(request), page=page, size=size))


@html.get("/trace", response_class=HTMLResponse)
def trace_page(
    request: Request, q: Words = "", page: PageNumber = 1, size: PageSize = tracing.WORDINGS
) -> HTMLResponse:
    """Where words were printed."""
    if not q.strip():
        return render(request, "trace.html", {})
    return _page(request, tracing.traced(record_of(request), q, _covered(request), page=page, size=size))


@api.get("/quotations")
def quotations_json(request: Request, by: Order = "repeated", page: PageNumber = 1, size: PageSize = 20) -> Quotations:
    """The quotations on several pages that are most repeated, altered, or credited differently."""
    return _quotations(request, by, page, size)


@api.get("/quotations/{key}")
def quotation_json(request: Request, key: Key, page: PageNumber = 1, size: PageSize = tracing.WORDINGS) -> Traced:
    """One quotation by its number (docs/trace.md)."""
    return tracing.quotation(record_of(request), key, _covered(request), page=page, size=size)


@api.get("/trace")
def trace_json(request: Request, q: Words, page: PageNumber = 1, size: PageSize = tracing.WORDINGS) -> Traced:
    """Every page that printed the words or a part of them (docs/trace.md)."""
    return tracing.traced(record_of(request), q, _covered(request), page=page, size=size)
