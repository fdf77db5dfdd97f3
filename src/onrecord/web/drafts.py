"""Drafts: verified against sources, and linted. Nothing is stored here; files stay in a temporary folder until read."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path, PurePath

from pydantic import BaseModel

from onrecord.attribution.quotations import quotations
from onrecord.core.errors import NoStory, SourceError, WrongLanguage
from onrecord.core.options import ReadOptions
from onrecord.core.reading import Problem, Reading
from onrecord.lint import lint
from onrecord.lint.findings import Finding
from onrecord.lint.houses import load_house
from onrecord.lint.settings import Settings as LintSettings
from onrecord.pages import Item, capture, parse
from onrecord.reading import read_item
from onrecord.reuse.documents import Sources, read_sources
from onrecord.reuse.sources import SourceText, source_text
from onrecord.reuse.verdicts import Checked
from onrecord.reuse.verify import verify, verify_text
from onrecord.store import Record
from onrecord.web.answers import Difficulty
from onrecord.web.problems import TooLarge, WebError, without_options
from onrecord.web.settings import DRAFT_BYTES, MEGABYTE

QUOTATIONS = 500  # of a draft
AT_ONCE = 2  # drafts and long audits
_UNPACKED = 100 * MEGABYTE  # of an archive that is uploaded, in all
_MEMBERS = 1_000


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that was sent: its name as the sender gave it, and its bytes."""

    name: str
    data: bytes


class Verified(BaseModel):
    """The verdict on every quotation of a draft. ``sources`` are those that were read, ``unreadable`` the others."""

    draft: str
    checked: list[Checked]
    sources: list[str]
    unreadable: list[Difficulty]
    note: str


class Linted(BaseModel):
    """The faults found in a draft, in the order of its text."""

    draft: str
    findings: list[Finding]


def plain_name(name: str) -> str:
    """A file's name without folders and without what can't be shown, at most 100 characters."""
    base = PurePath(name.replace("\\", "/")).name
    shown = "".join(c for c in base if c.isprintable()).strip(". ")
    return shown[-100:] or "file"


def draft_text(data: bytes) -> str:
    """The text of a draft's file. Raises TooLarge, WebError (415) for what is no text."""
    if len(data) > DRAFT_BYTES:
        raise TooLarge(f"A draft may have {DRAFT_BYTES // MEGABYTE} MB.", "Use a shorter one.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    if "\0" in text:
        raise WebError("That file is not a text.", "Save the draft as plain text, or paste it.", status=415)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def verified(
    text: str, given: Sequence[Upload | SourceText], urls: Sequence[str], record: Record | None, *, speakers: bool,
    options: ReadOptions, turn: AbstractContextManager[None],
) -> Verified:  # fmt: skip
    """Check a draft's quotations. ``record``: its own pages are sources too. ``speakers``: who said it is checked.

    ``turn`` is waited for before it is read.
    """
    quoted = [text[one.start : one.end] for one in quotations(text).all if one.depth == 0]
    if len(quoted) > QUOTATIONS:
        raise TooLarge(f"A draft may have {QUOTATIONS} quotations; this has {len(quoted):,}.", "Check it in parts.")
    if not text.strip():
        raise WebError("There is no draft.", "Paste one, or choose a file.")
    read = _sources([one for one in given if isinstance(one, Upload)], urls, options)
    ready = [one for one in given if isinstance(one, SourceText)]
    texts = [*ready, *read.texts, *(record.sources(quoted, but=text) if record is not None else ())]
    if not texts and not read.unreadable:
        where = "No page of the record holds anything like its quotations." if record else "There is no source."
        raise WebError(where, "Add a file or an address to check the draft against.", status=422)
    with turn:
        reading, note = _read(text, options) if speakers else (None, "")
        against = Sources(tuple(texts), read.unreadable)
        checked = verify(reading, against) if reading is not None else verify_text(text, against)
    unreadable = [Difficulty(code=one.code, message=one.message) for one in read.unreadable]
    names = [one.name for one in texts]
    return Verified(draft=text, checked=list(checked), sources=names, unreadable=unreadable, note=note)


def _read(text: str, options: ReadOptions) -> tuple[Reading | None, str]:
    """The draft read for who says what; None with the reason when it can't be."""
    try:
        reading = read_item(Item("draft", data=text.encode("utf-8", "replace")), options)
    except (NoStory, WrongLanguage) as error:
        return None, f"The speakers were not checked: {error}."
    if reading.article.text != text:
        return None, "The speakers were not checked: the draft is markup, not plain text."
    return reading, ""


def _sources(uploads: Sequence[Upload], urls: Sequence[str], options: ReadOptions) -> Sources:
    texts: list[SourceText] = []
    unreadable: list[Problem] = []
    with tempfile.TemporaryDirectory(prefix="onrecord-") as folder:
        for number, upload in enumerate(uploads):
            within = Path(folder) / str(number)
            within.mkdir()
            file = within / plain_name(upload.name)
            file.write_bytes(upload.data)
            if _bursts(file):
                message = f"{file.name}: it unpacks to more than {_UNPACKED // MEGABYTE} MB or {_MEMBERS:,} files"
                unreadable.append(Problem("too-large", message))
                continue
            found = read_sources([file])
            texts += [SourceText(_without(within, one.name), one.text, one.turns) for one in found.texts]
            unreadable += [Problem(one.code, _without(within, one.message)) for one in found.unreadable]
    for url in urls:
        try:
            texts.append(source_text(url, parse(capture(Item(url), options), options).article.text))
        except SourceError as error:
            unreadable.append(Problem(error.code, without_options(str(error))))
    return Sources(tuple(texts), tuple(unreadable))


def _bursts(file: Path) -> bool:
    """Whether an archive says of itself that it unpacks to too much; one that lies about it is cut off when read."""
    if not zipfile.is_zipfile(file):
        return False
    try:
        with zipfile.ZipFile(file) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError):
        return False
    return len(members) > _MEMBERS or sum(one.file_size for one in members) > _UNPACKED


def _without(folder: Path, text: str) -> str:
    return text.replace(f"{folder}/", "")


def linted(text: str, house: str | None, options: ReadOptions, turn: AbstractContextManager[None]) -> Linted:
    """The faults of attribution in a draft. Raises SourceError for one that holds no story."""
    if not text.strip():
        raise WebError("There is no draft.", "Paste one, or choose a file.")
    settings = LintSettings(house=load_house(house)) if house else LintSettings()
    with turn:
        reading = read_item(Item("draft", data=text.encode("utf-8", "replace")), options)
    return Linted(draft=reading.article.text, findings=list(lint(reading, settings=settings)))


def in_place(found: Linted) -> list[tuple[str, tuple[int, ...]]]:
    """A draft's text in pieces, each with the numbers (from 1) of the findings that it is in."""
    text = found.draft
    edges = sorted({0, len(text), *(edge for one in found.findings for edge in (one.span.start, one.span.end))})
    waiting = sorted(enumerate(found.findings, start=1), key=lambda pair: pair[1].span.start)
    active: list[tuple[int, Finding]] = []
    pieces: list[tuple[str, tuple[int, ...]]] = []
    place = 0
    for start, end in pairwise(edges):
        while place < len(waiting) and waiting[place][1].span.start <= start:
            active.append(waiting[place])
            place += 1
        active = [pair for pair in active if pair[1].span.end > start]
        pieces.append((text[start:end], tuple(number for number, _ in active)))
    return pieces
