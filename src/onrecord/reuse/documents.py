"""Source documents from files: text, HTML, PDF, DOCX, JSON Lines, folders and zip files, all of it bounded."""

from __future__ import annotations

import io
import json
import logging
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from onrecord.core.errors import MissingExtra, SourceMissing, SourceUnreadable
from onrecord.core.reading import Problem
from onrecord.reuse.sources import SourceText, source_text

MAX_BYTES = 64_000_000  # of one document
MAX_TOTAL = 512_000_000  # of everything in a zip file, decompressed
MAX_FILES = 100_000
MAX_PAGES = 5_000  # of a PDF
_SKIPPED = frozenset({".ds_store", "thumbs.db"})


@dataclass(frozen=True, slots=True)
class Sources:
    """What could be read, and what could not with the reason (the message begins with the source's name)."""

    texts: tuple[SourceText, ...]
    unreadable: tuple[Problem, ...] = ()


def read_sources(paths: Iterable[str | Path]) -> Sources:
    """The documents of files, folders and zip files. A source that can't be read is listed, never passed over.

    Raises SourceMissing for a path that isn't there, MissingExtra for PDF or DOCX without ``[documents]``.
    """
    texts: list[SourceText] = []
    failed: list[Problem] = []
    for name, load in _files(paths):
        try:
            texts.extend(_documents(name, load()))
        except SourceUnreadable as error:
            failed.append(Problem(error.code, f"{name}: {error}"))
    return Sources(tuple(texts), tuple(failed))


def read_document(path: str | Path) -> str:
    """The text of one file that is one document: a draft in text, HTML, PDF or DOCX.

    Raises SourceMissing, SourceUnreadable (its message begins with the path), MissingExtra as `read_sources`.
    """
    if not Path(path).is_file():
        raise SourceMissing(str(path), f"no such file: {path}")
    try:
        found = _documents(str(path), _loader(Path(path))())
    except SourceUnreadable as error:
        raise SourceUnreadable(str(path), f"{path}: {error}", code=error.code) from None
    return "\n".join(one.text for one in found)


def _files(paths: Iterable[str | Path]) -> Iterator[tuple[str, Callable[[], bytes]]]:
    for given in paths:
        path = Path(given)
        if not path.exists():
            raise SourceMissing(str(given), f"no such file or folder: {given}")
        below = sorted(one for one in path.rglob("*") if one.is_file()) if path.is_dir() else [path]
        for number, file in enumerate(below):
            if file.name.lower() in _SKIPPED:
                continue
            if number >= MAX_FILES:
                raise SourceUnreadable(str(given), f"more than {MAX_FILES:,} files in {given}")
            if file.suffix.lower() == ".zip":
                yield from _zipped(file)
            else:
                yield str(file), _loader(file)


def _loader(file: Path) -> Callable[[], bytes]:
    def load() -> bytes:
        with file.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            raise SourceUnreadable(str(file), f"larger than {MAX_BYTES:,} bytes", code="too-large")
        return data

    return load


def _zipped(file: Path) -> Iterator[tuple[str, Callable[[], bytes]]]:
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, OSError) as error:
        yield str(file), _failing(str(file), f"not a zip file that can be read ({error})")
        return
    with archive:
        total = 0
        for number, info in enumerate(archive.infolist()):
            name = f"{file}!{info.filename}"
            total += info.file_size
            if info.is_dir():
                continue
            if info.flag_bits & 1:
                yield name, _failing(name, "encrypted")
            elif info.file_size > MAX_BYTES or total > MAX_TOTAL or number >= MAX_FILES:
                yield name, _failing(name, "over the limit of bytes or files in a zip file")
            else:
                yield name, _member(archive, info, name)


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> Callable[[], bytes]:
    def load() -> bytes:
        try:
            with archive.open(info) as stream:
                return stream.read(info.file_size + 1)[: info.file_size]
        except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError) as error:
            raise SourceUnreadable(name, f"damaged ({error})") from None

    return load


def _failing(name: str, message: str) -> Callable[[], bytes]:
    def load() -> bytes:
        raise SourceUnreadable(name, message)

    return load


def _documents(name: str, data: bytes) -> list[SourceText]:
    suffix = Path(name).suffix.lower()
    if data.startswith(b"%PDF"):
        return [source_text(name, _pdf(name, data))]
    if suffix == ".docx" or (data.startswith(b"PK\x03\x04") and b"word/" in data[:4_000]):
        return [source_text(name, _docx(name, data))]
    text = _decoded(name, data)
    if suffix in (".jsonl", ".ndjson"):
        return _json_lines(name, text)
    head = text[:2_000].lstrip().lower()
    if suffix in (".html", ".htm", ".xhtml") or head.startswith(("<!doctype html", "<html")):
        text = _html(name, text)
    if not text.strip():
        raise SourceUnreadable(name, "holds no text")
    return [source_text(name, text)]


def _decoded(name: str, data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    if b"\x00" in data[:65_536]:
        raise SourceUnreadable(name, "binary, not text")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _json_lines(name: str, text: str) -> list[SourceText]:
    found: list[SourceText] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            page = json.loads(line)
        except (ValueError, RecursionError):
            raise SourceUnreadable(name, f"line {number} is not JSON") from None
        if not isinstance(page, dict) or not isinstance(page.get("text"), str):
            raise SourceUnreadable(name, f'line {number} has no "text"')
        label = next((page[key] for key in ("url", "id", "title") if isinstance(page.get(key), str)), str(number))
        found.append(source_text(f"{name}:{label}", page["text"]))
    return found


def _html(name: str, markup: str) -> str:
    import trafilatura

    text = trafilatura.extract(markup, include_comments=False, favor_recall=True) or trafilatura.html2txt(markup)
    if not text:
        raise SourceUnreadable(name, "holds no text")
    return str(text)


def _pdf(name: str, data: bytes) -> str:
    try:
        import pypdf
        from pypdf.errors import PyPdfError
    except ImportError:
        raise MissingExtra("reading PDF needs an extra: pip install 'onrecord[documents]'") from None
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise SourceUnreadable(name, "encrypted")
        if len(reader.pages) > MAX_PAGES:
            raise SourceUnreadable(name, f"more than {MAX_PAGES:,} pages")
        pages = [page.extract_text() for page in reader.pages]
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, OSError) as error:
        raise SourceUnreadable(name, f"not a PDF that can be read ({type(error).__name__})") from None
    text = "\n".join(pages)
    if sum(character.isalnum() for character in text) < 20:
        raise SourceUnreadable(name, "a PDF without text: scanned pages need OCR first")
    return text


def _docx(name: str, data: bytes) -> str:
    """The text of a DOCX as it stands with all tracked changes accepted: insertions in, deletions out."""
    try:
        import docx
        from docx.oxml.ns import qn
    except ImportError:
        raise MissingExtra("reading DOCX needs an extra: pip install 'onrecord[documents]'") from None
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(info.file_size for info in archive.infolist()) > 4 * MAX_BYTES:
                raise SourceUnreadable(name, "too large when decompressed", code="too-large")
        body = docx.Document(io.BytesIO(data)).element.body
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, SyntaxError) as error:
        raise SourceUnreadable(name, f"not a DOCX that can be read ({type(error).__name__})") from None
    breaks = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
    lines = []
    for moved in list(body.iter(qn("w:moveFrom"))):  # text moved away; deleted text is w:delText, which is no w:t
        moved.getparent().remove(moved)
    for paragraph in body.iter(qn("w:p")):
        lines.append("".join(
            (node.text or "") if node.tag == qn("w:t") else breaks.get(node.tag, "") for node in paragraph.iter()
        ))  # fmt: skip
    return "\n".join(lines)
