"""Adding pages to the record: an address, a file or a text."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Body, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from pydantic import BaseModel, Field

from onrecord.web import adding
from onrecord.web.asking import SentForm, field, files, record_of
from onrecord.web.drafts import Upload
from onrecord.web.jobs import Job, Jobs
from onrecord.web.problems import WebError
from onrecord.web.settings import DRAFT_BYTES
from onrecord.web.templating import render

html = APIRouter(include_in_schema=False)
api = APIRouter(prefix="/api", tags=["add"])


class ToAdd(BaseModel):
    """A page: its address, or its text with a name for it. Outlet and date are used where the page gives none."""

    url: Annotated[str | None, Field(max_length=2000)] = None
    text: Annotated[str | None, Field(max_length=DRAFT_BYTES)] = None
    name: Annotated[str, Field(max_length=200)] = ""
    outlet: Annotated[str, Field(max_length=200)] = ""
    published: Annotated[str, Field(max_length=10, pattern=r"^(\d{4}(-\d\d(-\d\d)?)?)?$")] = ""


def _jobs(request: Request) -> Jobs:
    found: Jobs = request.app.state.jobs
    return found


@html.get("/add", response_class=HTMLResponse)
def add_page(request: Request) -> HTMLResponse:
    """The form for a page."""
    return render(request, "add.html", {})


@html.post("/add")
async def add(request: Request, form: SentForm) -> RedirectResponse:
    """Begin to add what was given."""
    record_of(request)
    items = []
    if url := field(form, "url", most=2000):
        items += adding.of_url(url)
    for file in files(form, "file"):
        items += adding.of_file(Upload(file.filename or "file", await file.read()))
    if not items:
        items = adding.of_text(field(form, "text", most=DRAFT_BYTES), field(form, "name"))
    job = _jobs(request).begin(items, outlet=field(form, "outlet"), published=field(form, "published", most=10))
    return RedirectResponse(f"/add/{job.id}", 303)


@html.get("/add/{job}", response_class=HTMLResponse)
def job_page(request: Request, job: str) -> HTMLResponse:
    """How far it is."""
    part = "add_progress.html" if request.headers.get("hx-target") == "progress" else "add_job.html"
    return render(request, part, {"job": _jobs(request).job(job)})


@api.post("/add", status_code=202)
def add_json(request: Request, page: Annotated[ToAdd, Body()]) -> Job:
    """Begin to add a page; `/api/add/{job}` says how far it is."""
    record_of(request)
    if (page.url is None) == (page.text is None):
        raise WebError("Give a url or a text.", "Send one of the two.")
    items = adding.of_url(page.url) if page.url is not None else adding.of_text(page.text or "", page.name)
    return _jobs(request).begin(items, outlet=page.outlet, published=page.published)


@api.get("/add/{job}")
def job_json(request: Request, job: str) -> Job:
    """How far a job is, and what came of its pages."""
    return _jobs(request).job(job)
