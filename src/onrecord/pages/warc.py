"""WARC and WET: the pages of a web archive, one record at a time, with the broken ones named and passed over.

A file is read with FastWARC in bounded memory. Where it breaks (a record that lies about its length, damaged data, a
bomb that is not worth unpacking), reading goes on at the next record: in a gzipped archive each record is a gzip member
of its own, so that the next one is found in the compressed bytes, without unpacking what lies between.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator, Iterator
from typing import BinaryIO

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from onrecord.core.errors import SourceTooLarge, SourceUnreadable
from onrecord.core.options import ReadOptions
from onrecord.core.reading import Problem
from onrecord.pages.captures import HTML, PLAIN
from onrecord.pages.items import Item, Response
from onrecord.pages.lines import GZIP_MAGIC
from onrecord.pages.wanted import fault_of, is_wanted
from onrecord.pages.warc_recovery import next_record

_ZSTD_MAGIC = (b"\x28\xb5\x2f\xfd", b"\x5d\x2a\x4d\x18")  # a frame, and a frame that holds the dictionary
_HTML = frozenset({"text/html", "application/xhtml+xml"})
_HEADERS = 64_000  # bytes of a response's HTTP headers, which come on top of its body
_DIGESTS = 1_000_000  # bodies that are remembered to know duplicates by

Tally = Counter[str]


def archived(name: str, stream: BinaryIO, options: ReadOptions, tally: Tally | None = None) -> Iterator[Item]:
    """The HTML pages (of a WET file: the texts) of an archive, as items that go by ``NAME:OFFSET``.

    ``stream`` must be seekable; the offset is that of the record in the file, as in a CDX index. A record that can't be
    had is an item with its failure. Raises nothing but what the stream itself raises beside OSError.

    ``tally`` counts ``records`` of all kinds; what was given: ``pages``, ``broken``; what was left out: ``other`` (no
    HTML response with status 200), ``filtered`` (not asked for by ``options.only``), ``duplicate`` (the bytes of a page
    before it).
    """
    return _Archive(name, stream, options, Counter() if tally is None else tally).items()


class _Archive:
    """One pass over an archive, with the place that it has come to."""

    def __init__(self, name: str, stream: BinaryIO, options: ReadOptions, tally: Tally) -> None:
        self._name, self._stream, self._options, self._tally = name, stream, options, tally
        self._digests: set[int] = set()
        stream.seek(0)
        head = stream.read(4)
        self._gzip = head.startswith(GZIP_MAGIC)
        self._zstd = head.startswith(_ZSTD_MAGIC)
        self._last = 0  # offset of the record read last
        self._same = 0  # records before it that began there (records may share a frame of zstd)
        self._broke_after: int | None = None

    def items(self) -> Iterator[Item]:
        """All items; goes on behind each break."""
        start: int | None = 0
        while start is not None:
            start = yield from self._run(start)
        if not self._tally["records"] and not self._tally["broken"]:
            message = f"{self._name} holds no record of a web archive"
            yield Item(self._name, failure=SourceUnreadable(self._name, message, code="empty"))

    def _run(self, start: int) -> Generator[Item, None, int | None]:
        """The items from ``start`` on to the end (gives None), or to a break: gives the offset to go on at."""
        count, size, self._last = 0, 0, -1
        self._stream.seek(start)
        try:
            for record in ArchiveIterator(
                self._stream, record_types=WarcRecordType.any_type, parse_http=False, auto_decode="none"
            ):
                if self._broke_after is not None:
                    yield self._broken(self._broke_after, f"is not followed by one; reading went on at offset {start}")
                    self._broke_after = None
                count += 1
                self._same = self._same + 1 if record.stream_pos == self._last else 0
                self._last = record.stream_pos
                self._tally["records"] += 1
                size = max(record.content_length, 0)
                item, sound = self._item(record)
                if item is not None:
                    yield item
                if not sound and not self._zstd:
                    return self._next(self._last + 1)
        except OSError as error:
            if not count:
                self._broke_after = None
                yield self._broken(start, f"can't be read ({error})")
                return self._next(start + 1)
            behind = self._next(self._last + 1)
            if behind is None:
                yield self._broken(self._last, f"is followed by what can't be read ({error})")
            self._broke_after = self._last
            return behind
        if not count and start:
            yield self._broken(start, "breaks off")
            return None
        # FastWARC ends in silence at a record of which only the beginning is there
        return self._next(self._last + 1 if self._gzip else self._last + size + 1) if count else None

    def _next(self, place: int) -> int | None:
        return None if self._zstd else next_record(self._stream, place, gzipped=self._gzip)

    def _broken(self, place: int, what: str) -> Item:
        self._tally["broken"] += 1
        page = f"{self._name}:{max(place, 0)}"
        return Item(page, failure=SourceUnreadable(page, f"{page}: the record {what}", code="broken-record"))

    def _item(self, record: WarcRecord) -> tuple[Item | None, bool]:
        """The record's item, if it is a page that is asked for; and whether its end is where it says.

        A record over the limit of bytes counts as one whose end is not known: it is passed over without being unpacked.
        """
        kind = record.record_type
        if not record.content_length and (kind == WarcRecordType.response or "Content-Length" not in record.headers):
            return self._broken(self._last, "is empty, or cut off in its headers"), False
        room = self._options.max_bytes + _HEADERS
        sound = 0 <= record.content_length <= room
        if kind not in (WarcRecordType.response, WarcRecordType.conversion):
            return self._left_out("other"), sound
        if kind == WarcRecordType.response:
            try:
                record.parse_http(auto_decode="none")
                headers = record.http_headers
            except OSError as error:
                return self._broken(self._last, f"has HTTP headers that can't be read ({error})"), False
            if headers is None or headers.status_code != 200 or record.http_content_type not in _HTML:
                if sound and len(record.reader.read(record.content_length)) < record.content_length:
                    return self._broken(self._last, "is cut off in its headers"), False
                return self._left_out("other"), sound
        url, retrieved = record.headers.get("WARC-Target-URI") or "", _captured(record)
        fault = fault_of(url)
        if fault is None and not is_wanted(url, retrieved, self._options.only):
            return self._left_out("filtered"), sound
        page = f"{self._name}:{self._last}" + (f".{self._same}" if self._same else "")
        if fault is not None:
            self._tally["broken"] += 1
            return Item(
                page, failure=SourceUnreadable(page, f"{page}: the record's address {fault}", code="url")
            ), sound
        if not sound:
            self._tally["broken"] += 1
            message = f"{page}: {url} is larger than {self._options.max_bytes:,} bytes (--max-bytes)"
            return Item(page, failure=SourceTooLarge(page, message)), sound
        return self._page(record, page, url, retrieved)

    def _page(self, record: WarcRecord, page: str, url: str, retrieved: str | None) -> tuple[Item | None, bool]:
        headers = record.http_headers if record.record_type == WarcRecordType.response else None
        encoding = promised = ""
        chunked = False
        if headers is not None:
            encoding = (headers.get("Content-Encoding") or "").strip().lower()
            chunked = "chunked" in (headers.get("Transfer-Encoding") or "").lower()
            promised = headers.get("Content-Length") or ""
        length = record.content_length
        body = record.reader.read(length)
        size = int(promised) if promised.isdecimal() and len(promised) < 19 and not encoding and not chunked else None
        problems: tuple[Problem, ...] = ()
        if len(body) < length or (size is not None and len(body) < size):
            message = f"the page is cut off: {len(body):,} of {max(length, size or 0):,} bytes are there"
            problems = (Problem("truncated", message),)
        elif size is not None and len(body) > size:
            message = f"the record is {len(body) - size:,} bytes longer than its page; they were left out"
            problems, body = (Problem("record-length", message),), body[:size]
        elif record.headers.get("WARC-Truncated"):
            problems = (Problem("truncated", "the page was cut off when it was archived"),)
        sound = not problems
        if self._is_duplicate(body):
            return self._left_out("duplicate"), sound
        self._tally["pages"] += 1
        response = Response(
            url=url,
            media_type=PLAIN if headers is None else HTML,
            charset=None if headers is None else record.http_charset,
            encoding=encoding,
            chunked=chunked,
            retrieved=retrieved,
            problems=problems,
        )
        return Item(page, data=body, response=response), sound

    def _is_duplicate(self, body: bytes) -> bool:
        digest = hash(body)
        if digest in self._digests:
            return True
        if len(self._digests) < _DIGESTS:
            self._digests.add(digest)
        return False

    def _left_out(self, why: str) -> Item | None:
        self._tally[why] += 1
        return None


def _captured(record: WarcRecord) -> str | None:
    """When the page was captured (ISO 8601, UTC), None where the archive has no sensible time."""
    when = record.record_date
    return when.isoformat(timespec="seconds") if when is not None and when.year >= 1990 else None
