"""The application: its routes behind the gate, and what its errors look like."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.staticfiles import StaticFiles

from onrecord.core.errors import OnRecordError
from onrecord.core.options import ReadOptions
from onrecord.web.answers import Trouble
from onrecord.web.drafts import AT_ONCE
from onrecord.web.gate import Gate, answer_of, trouble_answer
from onrecord.web.jobs import Jobs
from onrecord.web.problems import WebError, of_status
from onrecord.web.remembered import Remembered
from onrecord.web.routes import adding, auditing, correcting, entering, reading, searching, tracing, working
from onrecord.web.settings import Settings
from onrecord.web.shared import Shared, Turns
from onrecord.web.shelf import Shelf
from onrecord.web.templating import STATIC
from onrecord.web.users import Users

_ROUTES = (searching, reading, tracing, auditing, correcting, working, adding)
# What any address under /api may answer besides what was asked for.
_TROUBLES: dict[int | str, dict[str, Any]] = {
    status: {"model": Trouble, "description": description}
    for status, description in {
        400: "The request means nothing.", 401: "Nobody is signed in.", 403: "Not allowed.", 404: "Not there.",
        413: "Too large.", 415: "Not that kind of file.", 422: "A value doesn't fit.", 429: "Too many requests.",
        501: "An optional part is not installed.", 503: "The record can't be reached.",
    }.items()
}  # fmt: skip


def create_app(settings: Settings) -> FastAPI:
    """The application for one record. Nothing is opened before the first request asks for it."""
    shelf, users, shared = Shelf(settings.record), Users(settings.users), Shared(settings.folder)
    jobs = Jobs(shelf, shared, ReadOptions(model=settings.model))

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        jobs.close()
        shelf.close()

    app = FastAPI(
        title="onrecord", version=version("onrecord"), docs_url=None, redoc_url=None, lifespan=lifespan,
        description="Who said what, when, and through whom: the JSON twin of every page.",
        exception_handlers=_HANDLERS,
    )  # fmt: skip
    app.state.settings, app.state.shelf, app.state.users = settings, shelf, users
    app.state.jobs, app.state.remembered = jobs, Remembered()
    app.state.attempts, app.state.drafts = entering.attempts(shared), Turns(shared, "drafts", AT_ONCE)
    for module in _ROUTES:
        app.include_router(module.html)
        app.include_router(module.api, responses=_TROUBLES)
    app.include_router(entering.html)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    app.add_middleware(Gate, settings=settings, users=users, shared=shared)
    return app


async def _trouble(request: Request, error: Exception) -> Response:
    return trouble_answer(request, error)


async def _status(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return answer_of(request, of_status(error.status_code))


async def _invalid(request: Request, error: Exception) -> Response:
    """Which value doesn't fit, and why; never the value itself."""
    assert isinstance(error, RequestValidationError)
    said = [f"{one['loc'][-1]}: {one['msg']}" for one in error.errors()[:3]]
    trouble = Trouble(status=422, title=f"A value doesn't fit. {'; '.join(said)}.", advice="Go back and change it.")
    return answer_of(request, trouble)


_HANDLERS: dict[Any, Any] = {
    WebError: _trouble,
    OnRecordError: _trouble,
    HTTPException: _status,
    RequestValidationError: _invalid,
}
