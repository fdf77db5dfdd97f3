"""What routes ask of a request: the record, the paging, a form whose token is ours."""

from __future__ import annotations

import hmac
from collections.abc import AsyncIterator, Callable, Hashable
from contextlib import AbstractContextManager
from typing import Annotated, TypeVar

from fastapi import Depends, Query, Request
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException

from onrecord.store.record import Record
from onrecord.web.problems import Busy, TooLarge, WebError
from onrecord.web.remembered import Remembered
from onrecord.web.settings import DRAFT_BYTES, PAGE_LIMIT, Settings
from onrecord.web.shared import Turns
from onrecord.web.users import User

PageNumber = Annotated[int, Query(ge=1, le=10**12, description="The page of the list, from 1.")]
PageSize = Annotated[int, Query(ge=1, le=PAGE_LIMIT, description="Items on a page.")]
_FILES = 200
_PATIENCE = 20.0  # seconds that a draft waits for those before it
_Answer = TypeVar("_Answer")


def record_of(request: Request) -> Record:
    """The record. Raises RecordError when it can't be had."""
    found: Record = request.app.state.shelf.record()
    return found


def remembered(request: Request, asked: Hashable, make: Callable[[Record], _Answer]) -> _Answer:
    """What ``make`` gives for the record, remembered by ``asked`` until the record changes."""
    record = record_of(request)
    memory: Remembered = request.app.state.remembered
    return memory.get(record, asked, lambda: make(record))


def one_of_few(request: Request) -> AbstractContextManager[None]:
    """The turn of a draft or a long audit. Raises Busy (503) on entering when those before take too long."""
    turns: Turns = request.app.state.drafts
    title, advice = "Other drafts and audits are being made just now.", "Try again in a minute."
    return turns.turn(lambda: Busy(title, advice, status=503, wait=30), seconds=_PATIENCE)


def settings_of(request: Request) -> Settings:
    """How this server runs."""
    found: Settings = request.app.state.settings
    return found


def user_of(request: Request) -> User:
    """Who asks. The gate lets nobody through whom it doesn't know."""
    found: User = request.state.user
    return found


async def form_of(request: Request) -> AsyncIterator[FormData]:
    """The form that was sent, when it carries our token, until it is answered. Raises WebError (403, 413) otherwise."""
    try:
        form = await request.form(max_files=_FILES, max_fields=_FILES, max_part_size=DRAFT_BYTES + 1)
    except HTTPException as error:
        if "exceeded maximum size" in str(error.detail):
            raise TooLarge(f"A text may have {DRAFT_BYTES // 1_000_000} MB.", "Use a shorter one.") from None
        raise WebError("That form can't be understood.", "Go back and try again.") from None
    try:
        sent = str(form.get("csrf") or request.headers.get("x-csrf-token") or "")
        if not hmac.compare_digest(sent.encode(), request.state.csrf.encode()):
            raise WebError("That form has expired.", "Go back, load the page again, and repeat it.", status=403)
        yield form
    finally:
        await form.close()


SentForm = Annotated[FormData, Depends(form_of)]


def field(form: FormData, name: str, *, most: int = 500) -> str:
    """A text field without space around it; empty when it isn't there. Raises TooLarge over ``most`` characters."""
    value = form.get(name)
    if not isinstance(value, str):
        return ""
    if len(value) > most:
        raise TooLarge(f"The field {name} may have {most:,} characters.", "Use a shorter one.")
    return value.replace("\r\n", "\n").strip()


def files(form: FormData, name: str) -> list[UploadFile]:
    """The files of a field; a browser sends an empty one where nothing was chosen."""
    found = (value for value in form.getlist(name) if isinstance(value, UploadFile))
    return [file for file in found if file.filename]
