"""The audit of sources."""

from __future__ import annotations

from contextlib import nullcontext
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from onrecord.store import Record
from onrecord.web import auditing
from onrecord.web.asking import one_of_few, remembered
from onrecord.web.auditing import Audited
from onrecord.web.templating import render

html = APIRouter(include_in_schema=False)
api = APIRouter(prefix="/api", tags=["audit"])

Outlet = Annotated[str, Query(max_length=200, description="Of this outlet alone.")]
Newest = Annotated[int, Query(ge=1, le=auditing.MOST_PAGES, description="How many pages, the newest.")]


@html.get("/sources", response_class=HTMLResponse)
def sources_page(request: Request, outlet: Outlet = "", newest: Newest = auditing.PAGES) -> HTMLResponse:
    """Who is quoted, as charts with their tables."""
    return render(request, "sources.html", {"found": sources_json(request, outlet, newest)})


@api.get("/sources")
def sources_json(request: Request, outlet: Outlet = "", newest: Newest = auditing.PAGES) -> Audited:
    """Who is quoted on the newest pages, as what, how often, through whom. Many pages take up to 20 seconds."""

    def make(record: Record) -> Audited:
        with nullcontext() if newest <= auditing.PAGES else one_of_few(request):
            return auditing.audited(record, outlet.strip(), newest)

    return remembered(request, ("sources", outlet, newest), make)
