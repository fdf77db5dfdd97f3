"""Verify and lint a draft: nothing of it is stored, unless an editor then sends it to ``/add``."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Body, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, Field

from onrecord.core.options import ReadOptions
from onrecord.lint.houses import names
from onrecord.lint.rules import RULES
from onrecord.reuse.differences import Piece, pieces, remarks
from onrecord.reuse.sources import source_text
from onrecord.reuse.verdicts import Checked
from onrecord.web import drafts
from onrecord.web.asking import SentForm, field, files, one_of_few, record_of, settings_of
from onrecord.web.drafts import Linted, Upload, Verified
from onrecord.web.marking import visible
from onrecord.web.problems import WebError
from onrecord.web.settings import DRAFT_BYTES
from onrecord.web.templating import render

html = APIRouter(include_in_schema=False)
api = APIRouter(prefix="/api", tags=["drafts"])

HOUSES = names()
_URLS = 10
_Draft = Annotated[str, Field(min_length=1, max_length=DRAFT_BYTES)]


class Source(BaseModel):
    """A document to verify against: a name for people, and its text."""

    name: Annotated[str, Field(max_length=200)]
    text: Annotated[str, Field(max_length=32 * DRAFT_BYTES)]


class ToVerify(BaseModel):
    """A draft and what to check it against. ``speakers``: also who said it, which reads the draft and takes longer."""

    draft: _Draft
    sources: Annotated[list[Source], Field(max_length=100)] = []
    urls: Annotated[list[Annotated[str, Field(max_length=2000)]], Field(max_length=_URLS)] = []
    record: bool = False
    speakers: bool = False


class ToLint(BaseModel):
    """A draft, and the house style where there is one: ap, bbc, npr or reuters."""

    draft: _Draft
    house: Annotated[str | None, Field(pattern=f"^({'|'.join(HOUSES)})$")] = None


def _options(request: Request) -> ReadOptions:
    return ReadOptions(model=settings_of(request).model)


def _shown(checked: Checked, *, of_source: bool = False) -> list[Piece]:
    return [(visible(text), kind) for text, kind in pieces(checked, of_source=of_source)]


async def _draft_of(form: SentForm) -> str:
    """The text of the draft that was typed in, or of the file that was sent in its place."""
    typed = field(form, "draft", most=DRAFT_BYTES)
    for file in files(form, "draft_file")[:1]:
        return drafts.draft_text(await file.read())
    return typed


@html.get("/verify", response_class=HTMLResponse)
def verify_page(request: Request) -> HTMLResponse:
    """The form for a draft and its sources."""
    return render(request, "verify.html", {"found": None, "draft": "", "urls": "", "in_record": False})


@html.post("/verify", response_class=HTMLResponse)
async def verify(request: Request, form: SentForm) -> HTMLResponse:
    """Draft and sources side by side, with verdicts."""
    text = await _draft_of(form)
    uploads = [Upload(file.filename or "file", await file.read()) for file in files(form, "sources")]
    urls = [line.strip() for line in field(form, "urls", most=20_000).splitlines() if line.strip()]
    if len(urls) > _URLS:
        raise WebError(f"That is more than {_URLS} addresses.", "Take some out.")
    in_record = bool(form.get("record"))
    found = await run_in_threadpool(
        drafts.verified, text, uploads, urls, record_of(request) if in_record else None,
        speakers=bool(form.get("speakers")), options=_options(request), turn=one_of_few(request),
    )  # fmt: skip
    shown = [(one, _shown(one), _shown(one, of_source=True), visible(remarks(one))) for one in found.checked]
    values = {"found": found, "shown": shown, "draft": text, "urls": "\n".join(urls), "in_record": in_record,
              "keepable": visible(text) == text}  # fmt: skip
    return render(request, "verify.html", values)


@html.get("/lint", response_class=HTMLResponse)
def lint_page(request: Request) -> HTMLResponse:
    """The form for a draft."""
    return render(request, "lint.html", {"found": None, "draft": "", "house": "", "houses": HOUSES})


@html.post("/lint", response_class=HTMLResponse)
async def lint(request: Request, form: SentForm) -> HTMLResponse:
    """The draft with its faults in place, each explained."""
    text = await _draft_of(form)
    house = field(form, "house")
    if house and house not in HOUSES:
        raise WebError(f"The house styles are {', '.join(HOUSES)}.", "Choose one of them.")
    found = await run_in_threadpool(drafts.linted, text, house or None, _options(request), one_of_few(request))
    rules = {rule.code: rule for rule in RULES}
    values = {
        "found": found, "draft": text, "house": house, "houses": HOUSES, "rules": rules,
        "pieces": drafts.in_place(found),
    }  # fmt: skip
    return render(request, "lint.html", values)


@api.post("/verify")
def verify_json(request: Request, asked: Annotated[ToVerify, Body()]) -> Verified:
    """A verdict for every quotation of a draft (docs/verify.md)."""
    sources = [source_text(one.name, one.text) for one in asked.sources]
    record = record_of(request) if asked.record else None
    return drafts.verified(
        asked.draft, sources, asked.urls, record,
        speakers=asked.speakers, options=_options(request), turn=one_of_few(request),
    )  # fmt: skip


@api.post("/lint")
def lint_json(request: Request, asked: Annotated[ToLint, Body()]) -> Linted:
    """The faults of attribution in a draft."""
    return drafts.linted(asked.draft, asked.house, _options(request), one_of_few(request))
