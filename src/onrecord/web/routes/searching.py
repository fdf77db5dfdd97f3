"""The front page with its search, the list of speakers, and the history of corrections."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, Field, field_validator

from onrecord.core.statements import Act, Form, Polarity, SpeakerKind
from onrecord.store import Query as Wanted
from onrecord.store import Record
from onrecord.web import listing, overview, people
from onrecord.web.answers import Found, History, Home, People
from onrecord.web.asking import PageNumber, PageSize, record_of, remembered
from onrecord.web.settings import PAGE_LIMIT
from onrecord.web.templating import render

html = APIRouter(include_in_schema=False)
api = APIRouter(prefix="/api", tags=["search"])

_Text = Annotated[str | None, Field(max_length=200)]
_Day = Annotated[str | None, Field(max_length=10, description="An ISO 8601 day.")]
FILTERS = ("speaker", "outlet", "form", "act", "polarity", "kind")


class Asked(BaseModel):
    """A search, as its address says it."""

    q: str = Field("", max_length=500, description='Words, "phrases" and prefix*.')
    speaker: _Text = None
    role: _Text = None
    outlet: _Text = None
    route: _Text = None
    form: Form | None = None
    act: Act | None = None
    polarity: Polarity | None = None
    kind: SpeakerKind | None = None
    since: _Day = None
    until: _Day = None
    said_since: _Day = None
    said_until: _Day = None
    min_confidence: float = Field(0.0, ge=0, le=1)
    versions: str = Field("current", pattern="^(current|all)$")
    order: str = Field("newest", pattern="^(newest|oldest|said-newest|said-oldest)$")
    page: int = Field(1, ge=1, le=10**12)
    size: int = Field(20, ge=1, le=PAGE_LIMIT)

    @field_validator("*", mode="before")
    @classmethod
    def _empty_is_none(cls, value: Any, info: Any) -> Any:  # noqa: ANN401 - any value of a query
        return cls.model_fields[info.field_name].default if value == "" else value

    def wanted(self) -> Wanted:
        """The record's own form of the question."""
        return Wanted(
            words=self.q, speaker=self.speaker, role=self.role, outlet=self.outlet, route=self.route,
            form=self.form, act=self.act, polarity=self.polarity, kind=self.kind,
            published_since=self.since, published_until=self.until, said_since=self.said_since,
            said_until=self.said_until, min_confidence=self.min_confidence, versions=self.versions,
        )  # fmt: skip


def _found(request: Request, asked: Asked) -> Found:
    def make(record: Record) -> Found:
        return listing.found(record, asked.wanted(), order=asked.order, page=asked.page, size=asked.size)

    return remembered(request, ("search", asked.model_dump_json()), make)


def _home(request: Request) -> Home:
    return remembered(request, "home", overview.home)


def _speakers(request: Request, begins: str, page: int, size: int) -> People:
    rows = remembered(request, ("speakers", begins), lambda record: people.ranked(record, begins))
    return people.speakers(rows, page=page, size=size)


@html.get("/", response_class=HTMLResponse)
def front(request: Request) -> HTMLResponse:
    """The front page."""
    return render(request, "home.html", {"home": _home(request)})


@html.get("/search", response_class=HTMLResponse)
def search(request: Request, asked: Annotated[Asked, Query()]) -> HTMLResponse:
    """What was found; only the results where htmx asks."""
    part = "results.html" if request.headers.get("hx-target") == "results" else "search.html"
    return render(request, part, {"found": _found(request, asked), "asked": asked, "filters": FILTERS})


@html.get("/speakers", response_class=HTMLResponse)
def speakers(
    request: Request,
    q: Annotated[str, Query(max_length=200)] = "",
    page: PageNumber = 1,
    size: PageSize = 50,
) -> HTMLResponse:
    """Speakers by name; as options of a field named ``speaker`` where htmx asks for them."""
    options = request.headers.get("hx-target") == "speaker-options"
    begins = request.query_params.get("speaker", "")[:200] if options else q
    found = _speakers(request, begins, page, size)
    part = "speaker_options.html" if options else "speakers.html"
    return render(request, part, {"found": found, "q": q})


@html.get("/corrections", response_class=HTMLResponse)
def corrections(request: Request, page: PageNumber = 1, size: PageSize = 50) -> HTMLResponse:
    """What was corrected, by whom and why."""
    return render(request, "corrections.html", {"found": overview.history(record_of(request), page=page, size=size)})


@api.get("/home")
def home_json(request: Request) -> Home:
    """What the record holds and what is new in it."""
    return _home(request)


@api.get("/search")
def search_json(request: Request, asked: Annotated[Asked, Query()]) -> Found:
    """Statements that fit, a page at a time, with counts."""
    return _found(request, asked)


@api.get("/speakers")
def speakers_json(
    request: Request,
    q: Annotated[str, Query(max_length=200, description="How a name of theirs begins.")] = "",
    page: PageNumber = 1,
    size: PageSize = 50,
) -> People:
    """Speakers by name, those with most statements first."""
    return _speakers(request, q, page, size)


@api.get("/corrections")
def corrections_json(request: Request, page: PageNumber = 1, size: PageSize = 50) -> History:
    """All corrections, newest first."""
    return overview.history(record_of(request), page=page, size=size)
