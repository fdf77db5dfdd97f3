"""Capture: the bytes of one page as they came, with where from, when, and a hash of them."""

from __future__ import annotations

import hashlib
import zlib
from dataclasses import dataclass, replace
from pathlib import Path

from onrecord.core.errors import SourceMissing, SourceTooLarge, SourceUnreadable
from onrecord.core.options import ReadOptions
from onrecord.core.reading import Problem
from onrecord.pages.items import Entry, Item, Response, is_url, suffix_of
from onrecord.pages.lines import GZIP_MAGIC

HTML = "text/html"
PLAIN = "text/plain"
MARKDOWN = "text/markdown"
RECORD = "application/json"
_BY_SUFFIX = {".html": HTML, ".htm": HTML, ".xhtml": HTML, ".txt": PLAIN, ".md": MARKDOWN}


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """One page's bytes.

    ``page``        the page's name as it was given.
    ``data``        the bytes after gzip and transfer encodings are undone.
    ``sha256``      of the bytes as they came: of the file itself, of the line, of the response's body.
    ``media_type``  ``text/html``, ``text/plain``, ``text/markdown``, ``application/json`` (one article), or None
                    where nothing but the bytes can tell.
    ``charset``     as the response's header says, None without one.
    ``url``         the address that answered, after redirects.
    ``retrieved``   when it was fetched (ISO 8601, UTC), None for files.
    ``problems``    what went wrong on the way, where a part could still be had.
    ``entry``       what a feed says of the page.
    """

    page: str
    data: bytes
    sha256: str
    media_type: str | None = None
    charset: str | None = None
    url: str | None = None
    retrieved: str | None = None
    problems: tuple[Problem, ...] = ()
    entry: Entry | None = None


def capture(item: Item, options: ReadOptions) -> Capture:
    """The bytes of the item's page.

    Raises SourceError: SourceMissing, SourceTooLarge (over ``options.max_bytes`` after decompression),
    SourceUnreadable, FetchError, FetchRefused, or the item's own failure.
    """
    if item.failure is not None:
        raise item.failure
    if item.response is not None:
        return _archived(item, item.response, options)
    if item.data is not None:
        return _captured(item.page, item.data, RECORD if item.record else None, options)
    if is_url(item.page):
        from onrecord.pages.fetch import fetch  # httpx is heavy, and most pages are files

        return replace(fetch(item.page, options), entry=item.entry)
    path = Path(item.page)
    return _captured(item.page, _read_file(path, options), _BY_SUFFIX.get(suffix_of(path)), options)


def _archived(item: Item, response: Response, options: ReadOptions) -> Capture:
    from onrecord.pages.encodings import undone  # FastWARC is only needed here

    raw = item.data or b""
    data, problems = undone(item.page, raw, response.encoding, options.max_bytes, chunked=response.chunked)
    return Capture(
        page=item.page,
        data=data,
        sha256=hashlib.sha256(raw).hexdigest(),
        media_type=response.media_type,
        charset=response.charset,
        url=response.url,
        retrieved=response.retrieved,
        problems=(*response.problems, *problems),
        entry=item.entry,
    )


def _read_file(path: Path, options: ReadOptions) -> bytes:
    try:
        with path.open("rb") as stream:
            data = stream.read(options.max_bytes + 1)
    except FileNotFoundError:
        raise SourceMissing(str(path), f"{path}: no such file") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise SourceUnreadable(str(path), f"{path}: {reason}") from None
    return data


def _captured(page: str, raw: bytes, media_type: str | None, options: ReadOptions) -> Capture:
    if len(raw) > options.max_bytes:
        raise too_large(page, options)
    data, problems = raw, tuple[Problem, ...]()
    if raw.startswith(GZIP_MAGIC):
        data, problems = gunzip(page, raw, options)
    digest = hashlib.sha256(raw).hexdigest()
    return Capture(page=page, data=data, sha256=digest, media_type=media_type, problems=problems)


def too_large(page: str, options: ReadOptions) -> SourceTooLarge:
    """The refusal of a page that is over the limit."""
    return SourceTooLarge(page, f"{page} is larger than {options.max_bytes:,} bytes (--max-bytes reads larger pages)")


def gunzip(page: str, raw: bytes, options: ReadOptions) -> tuple[bytes, tuple[Problem, ...]]:
    """The decompressed bytes, never more than the limit; of a file that breaks off, what came before the break.

    Raises SourceTooLarge, and SourceUnreadable when nothing could be decompressed.
    """
    parts: list[bytes] = []
    size, rest, fault = 0, raw, ""
    while rest.startswith(GZIP_MAGIC):  # a gzip file may have several members
        unzip = zlib.decompressobj(wbits=31)
        try:
            parts.append(unzip.decompress(rest, options.max_bytes + 1 - size))
        except zlib.error as error:
            fault = str(error)
            parts.append(_salvaged(rest, options.max_bytes + 1 - size))
        size += len(parts[-1])
        if size > options.max_bytes:
            raise too_large(page, options)
        if fault or not unzip.eof:
            fault = fault or "it ends in the middle"
            break
        rest = unzip.unused_data
    if not fault:
        return b"".join(parts), ()
    if not size:
        raise SourceUnreadable(page, f"{page}: broken gzip data, nothing can be read ({fault})", code="truncated")
    message = f"broken gzip data ({fault}); the {size:,} bytes before the break were read"
    return b"".join(parts), (Problem("truncated", message),)


def _salvaged(raw: bytes, limit: int) -> bytes:
    """What can be decompressed before the fault, in small steps so that the fault takes little with it."""
    unzip = zlib.decompressobj(wbits=31)
    parts: list[bytes] = []
    for start in range(0, len(raw), 256):
        try:
            parts.append(unzip.decompress(raw[start : start + 256], limit))
        except zlib.error:
            break
        limit -= len(parts[-1])
        if limit <= 0 or unzip.eof:
            break
    return b"".join(parts)
