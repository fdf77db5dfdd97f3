"""HTTP encodings undone: chunks, gzip, deflate, Brotli and Zstandard, never to more bytes than the limit."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable
from typing import BinaryIO, Protocol

from fastwarc.stream_io import BrotliReader, ChunkedReader, ZstdReader

from onrecord.core.errors import SourceTooLarge, SourceUnreadable
from onrecord.core.reading import Problem
from onrecord.pages.lines import GZIP_MAGIC

_STEP = 1 << 16
_SIP = 1 << 10  # compressed bytes at once
_GZIP = 31
_RATIO = 300  # more than this many bytes from one is no page (HTML comes to 5 to 20) ...
_SMALL = 1_000_000  # ... once it is larger than this
_MOST = 3  # encodings on top of each other


class _Reader(Protocol):
    def read(self, size: int = ..., /) -> bytes: ...


class _Inflated:
    """Deflate in one of its wrappings (``wbits`` of zlib), read in small steps so that a fault takes little with it."""

    def __init__(self, raw: BinaryIO, wbits: int) -> None:
        self._raw, self._wbits, self._rest = raw, wbits, b""
        self._unzip = zlib.decompressobj(wbits)

    def read(self, size: int = _STEP) -> bytes:
        while True:
            if self._unzip.eof:  # gzip may have several members
                self._rest = self._unzip.unused_data + self._rest
                if self._wbits != _GZIP or not (self._rest or self._fill()).startswith(GZIP_MAGIC):
                    return b""
                self._unzip = zlib.decompressobj(self._wbits)
            elif not self._rest and not self._fill():
                raise OSError("it ends in the middle")
            try:
                out = self._unzip.decompress(self._rest, size)
            except zlib.error as error:
                raise OSError(str(error)) from None
            self._rest = self._unzip.unconsumed_tail
            if out:
                return out

    def _fill(self) -> bytes:
        self._rest = self._raw.read(_SIP)
        return self._rest


def _deflated(raw: BinaryIO) -> _Reader:
    """Deflate as it is meant (in zlib's wrapping) and as some servers send it (in none)."""
    head = raw.read(2)
    raw.seek(0)
    wrapped = len(head) == 2 and head[0] & 0x0F == 8 and int.from_bytes(head) % 31 == 0
    return _Inflated(raw, 15 if wrapped else -15)


_READERS: dict[str, Callable[[BinaryIO], _Reader]] = {
    "chunked": ChunkedReader,
    "gzip": lambda raw: _Inflated(raw, _GZIP),
    "x-gzip": lambda raw: _Inflated(raw, _GZIP),
    "deflate": _deflated,
    "br": BrotliReader,
    "zstd": ZstdReader,
}


def undone(page: str, body: bytes, encoding: str, limit: int, *, chunked: bool) -> tuple[bytes, tuple[Problem, ...]]:
    """The bytes of a response's body without its encodings; where they break off, what came before the break.

    A body that an archive stored decoded, its headers unchanged, is left as it is. Raises SourceTooLarge for more than
    ``limit`` bytes and for a bomb, SourceUnreadable for an encoding that is not known (code ``content-encoding``) and
    for one of which nothing can be read.
    """
    names = [name.strip() for name in encoding.split(",") if name.strip() not in ("", "identity")]
    unknown = next((name for name in names if name not in _READERS), None)
    if unknown is not None or len(names) > _MOST:
        message = f"{page}: content encoding {(unknown or encoding)[:40]!r} is not one that is known"
        raise SourceUnreadable(page, message, code="content-encoding")
    problems: tuple[Problem, ...] = ()
    for name in [*(["chunked"] if chunked else []), *reversed(names)]:
        body, fault = _undo(page, body, name, limit)
        if fault:
            problems = (Problem("truncated", f"the {name} encoding breaks off ({fault}); what came before was read"),)
    return body, problems


def _undo(page: str, body: bytes, name: str, limit: int) -> tuple[bytes, str]:
    reader = _READERS[name](io.BytesIO(body))
    parts: list[bytes] = []
    size, fault = 0, ""
    try:
        while part := reader.read(_STEP):
            parts.append(part)
            size += len(part)
            if size > limit:
                raise SourceTooLarge(page, f"{page} is larger than {limit:,} bytes (--max-bytes reads larger pages)")
            if size > _SMALL and size > _RATIO * len(body):
                message = f"{page} unpacks to more than {_RATIO} times its size, as no page does"
                raise SourceTooLarge(page, message, code="bomb")
    except OSError as error:
        fault = str(error)
    if not fault:
        return b"".join(parts), ""
    if not parts:
        if body.lstrip()[:1] == b"<":  # stored decoded
            return body, ""
        raise SourceUnreadable(page, f"{page}: broken {name} data, nothing can be read ({fault})", code="truncated")
    return b"".join(parts), fault
