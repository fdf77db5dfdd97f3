"""Where the next record of a broken archive begins, found in its bytes without unpacking them."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import BinaryIO

_MEMBER = b"\x1f\x8b\x08"
_PLAIN = b"\nWARC/1."
_CHUNK = 1 << 20
_PEEKED = 256  # compressed bytes that are enough to show a record's first line
_OPENING = b"WARC/1."


def next_record(stream: BinaryIO, place: int, *, gzipped: bool) -> int | None:
    """The offset of the first record that begins at ``place`` or later, None when there is none.

    A gzip member counts when it unpacks to a record's first line, so that chance bytes don't. Time is linear in the
    bytes passed over, whatever they are.
    """
    if not gzipped:
        found = next(_occurrences(stream, _PLAIN, max(place - 1, 0)), None)
        return None if found is None else found + 1
    for found in _occurrences(stream, _MEMBER, place):
        stream.seek(found)
        head = stream.read(_PEEKED)
        try:
            opening = zlib.decompressobj(wbits=31).decompress(head, len(_OPENING))
        except zlib.error:
            continue
        if opening == _OPENING or (_OPENING.startswith(opening) and len(head) < _PEEKED):  # or the file ends in it
            return found
    return None


def _occurrences(stream: BinaryIO, mark: bytes, place: int) -> Iterator[int]:
    """The offsets of ``mark`` from ``place`` on."""
    while True:
        stream.seek(place)
        chunk = stream.read(_CHUNK)
        at = chunk.find(mark)
        while at >= 0:
            yield place + at
            at = chunk.find(mark, at + 1)
        if len(chunk) < _CHUNK:
            return
        place += len(chunk) - len(mark) + 1
