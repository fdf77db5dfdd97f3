"""Correcting: add and change statements, take them out, merge speakers, take corrections back."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Body, Path, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse, RedirectResponse
from pydantic import BaseModel, Field
from starlette.datastructures import FormData

from onrecord.core.errors import UsageError
from onrecord.core.statements import Form, SpeakerKind
from onrecord.web import correcting
from onrecord.web.asking import SentForm, field, record_of, user_of
from onrecord.web.correcting import Done, Wish
from onrecord.web.templating import render

html = APIRouter(include_in_schema=False)
api = APIRouter(prefix="/api", tags=["correct"])

_Reason = Annotated[str, Field(max_length=500, description="Why, for the history.")]
_Name = Annotated[str, Field(max_length=200)]
_Spans = Annotated[list[tuple[int, int]], Field(min_length=1, max_length=20, description="Code points, half-open.")]
Number = Annotated[int, Path(ge=1, le=2**31 - 1)]


class NewStatement(BaseModel):
    """A statement that the reader missed. Without ``form`` the quotation marks decide."""

    spans: _Spans
    speaker: _Name = ""
    kind: SpeakerKind = SpeakerKind.PERSON
    role: _Name = ""
    form: Form | None = None
    reason: _Reason = ""


class Change(BaseModel):
    """What to change of a statement; what is left out stays. ``said`` empty: the date is unknown."""

    spans: _Spans | None = None
    speaker: _Name | None = None
    kind: SpeakerKind = SpeakerKind.PERSON
    role: _Name = ""
    said: Annotated[str | None, Field(max_length=64, description="EDTF")] = None
    form: Form | None = None
    route: Annotated[list[_Name] | None, Field(max_length=10, description="Outlets, nearest first.")] = None
    apart: Annotated[str | None, Field(max_length=60, description="Tells two of one name apart.")] = None
    reason: _Reason = ""


class Merge(BaseModel):
    """Who a speaker is: an id, or a name that only one has."""

    into: Annotated[str, Field(min_length=1, max_length=200)]
    reason: _Reason = ""


class Corrected(BaseModel):
    """A correction made: its number, to undo it by, and the article's id where it is about one."""

    number: int
    article: str | None


def _back(done: Done) -> RedirectResponse:
    return RedirectResponse(f"/articles/{done.article}?done={done.number}" if done.article else "/corrections", 303)


def _kind(form: FormData) -> SpeakerKind:
    try:
        return SpeakerKind(field(form, "kind") or "person")
    except ValueError:
        raise UsageError(f"the kind of a speaker is one of {', '.join(SpeakerKind)}") from None


def _form(form: FormData) -> Form | None:
    try:
        return Form(chosen) if (chosen := field(form, "form")) else None
    except ValueError:
        raise UsageError(f"the form is one of {', '.join(Form)}") from None


@html.get("/statements/{statement}/form", response_class=HTMLResponse)
def statement_form(request: Request, statement: str) -> HTMLResponse:
    """The form that corrects a statement, as a part of its article's page."""
    now, _ = correcting.statement_of(record_of(request), statement)
    return render(request, "statement_form.html", {"now": now})


@html.post("/articles/{article}/statements")
async def add(request: Request, form: SentForm, article: str) -> RedirectResponse:
    """Add a statement."""
    spans = correcting.spans_of(f"{field(form, 'start')}:{field(form, 'end')}")
    speaker = correcting.speaker_of(field(form, "speaker"), _kind(form), field(form, "role"))
    done = await run_in_threadpool(
        correcting.add, record_of(request), article, spans, speaker, _form(form),
        editor=user_of(request).name, reason=field(form, "reason"),
    )  # fmt: skip
    return _back(done)


@html.post("/statements/{statement}/correct")
async def correct(request: Request, form: SentForm, statement: str) -> RedirectResponse:
    """Change a statement or take it out."""
    record, signed = record_of(request), {"editor": user_of(request).name, "reason": field(form, "reason")}
    if field(form, "do") == "delete":
        return _back(await run_in_threadpool(correcting.take_out, record, statement, **signed))
    route = tuple(name.strip() for name in field(form, "route").split(",") if name.strip())
    name, kind = field(form, "speaker"), _kind(form)
    wish = Wish(
        speaker=correcting.speaker_of(name, kind, field(form, "role")),
        spans=correcting.spans_of(field(form, "spans")) if field(form, "spans") else None,
        said=field(form, "said"),
        form=_form(form),
        route=route,
        apart=field(form, "apart") or None,
    )
    return _back(await run_in_threadpool(correcting.correct, record, statement, wish, **signed))


@html.post("/speakers/{speaker}/merge")
async def merge(request: Request, form: SentForm, speaker: str) -> RedirectResponse:
    """Say that two speakers are one."""
    signed = {"editor": user_of(request).name, "reason": field(form, "reason")}
    await run_in_threadpool(record_of(request).merge, speaker, field(form, "into"), **signed)
    return RedirectResponse(f"/speakers/{speaker}", 303)


@html.post("/corrections/{number}/undo")
async def undo(request: Request, form: SentForm, number: Number) -> RedirectResponse:
    """Take a correction back."""
    signed = {"editor": user_of(request).name, "reason": field(form, "reason")}
    await run_in_threadpool(record_of(request).undo, number, **signed)
    kind, _, name = field(form, "back").rpartition(":")
    if name.isalnum():
        return RedirectResponse(f"/{'speakers' if kind == 'speaker' else 'articles'}/{name}", 303)
    return RedirectResponse("/corrections", 303)


@api.post("/articles/{article}/statements", status_code=201)
def add_json(request: Request, article: str, new: Annotated[NewStatement, Body()]) -> Corrected:
    """Add a statement that the reader missed."""
    speaker = correcting.speaker_of(new.speaker, new.kind, new.role)
    signed = {"editor": user_of(request).name, "reason": new.reason}
    done = correcting.add(record_of(request), article, new.spans, speaker, new.form, **signed)
    return Corrected(number=done.number, article=done.article)


@api.post("/statements/{statement}/corrections", status_code=201)
def correct_json(request: Request, statement: str, change: Annotated[Change, Body()]) -> Corrected:
    """Change a statement."""
    wish = Wish(
        speaker=None if change.speaker is None else correcting.speaker_of(change.speaker, change.kind, change.role),
        spans=None if change.spans is None else tuple(change.spans), said=change.said, form=change.form,
        route=None if change.route is None else tuple(change.route), apart=change.apart,
    )  # fmt: skip
    signed = {"editor": user_of(request).name, "reason": change.reason}
    done = correcting.correct(record_of(request), statement, wish, **signed)
    return Corrected(number=done.number, article=done.article)


@api.delete("/statements/{statement}")
def delete_json(request: Request, statement: str) -> Corrected:
    """Say that something is no statement. It stays in the history and can be undone."""
    done = correcting.take_out(record_of(request), statement, editor=user_of(request).name, reason="")
    return Corrected(number=done.number, article=done.article)


@api.post("/speakers/{speaker}/merge", status_code=201)
def merge_json(request: Request, speaker: str, merge: Annotated[Merge, Body()]) -> Corrected:
    """Say that two speakers are one."""
    signed = {"editor": user_of(request).name, "reason": merge.reason}
    return Corrected(number=record_of(request).merge(speaker, merge.into, **signed), article=None)


@api.post("/corrections/{number}/undo", status_code=201)
def undo_json(request: Request, number: Number) -> Corrected:
    """Take a correction back."""
    return Corrected(number=record_of(request).undo(number, editor=user_of(request).name, reason=""), article=None)
