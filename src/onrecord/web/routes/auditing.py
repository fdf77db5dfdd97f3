"""The audit of sources."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from onrecord.web import auditing
from onrecord.web.asking import remembered
from onrecord.web.auditing import Audited
from onrecord.web.templating import render

html = APIRouter(include_in_schema=False)
api = APIRouter(prefix="/api", tags=["audit"])

Outlet = Annotated[str, Query(max_length=200, description="Of this outlet alone.")]


@html.get("/sources", response_class=HTMLResponse)
def sources_page(request: Request, outlet: Outlet = "") -> HTMLResponse:
    """Who is quoted, as charts with their tables."""
    return render(request, "sources.html", {"found": sources_json(request, outlet)})


@api.get("/sources")
def sources_json(request: Request, outlet: Outlet = "") -> Audited:
    """Who is quoted on the newest pages, as what, how often, through whom."""
    return remembered(request, ("sources", outlet), lambda record: auditing.audited(record, outlet.strip()))
