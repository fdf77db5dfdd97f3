"""Lines of files of any size, gzipped or not, in bounded memory."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from onrecord.core.errors import SourceError, SourceTooLarge, SourceUnreadable

_CHUNK = 1 << 16
GZIP_MAGIC = b"\x1f\x8b"
GZIP_ERRORS = (EOFError, gzip.BadGzipFile, zlib.error)


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """The file's bytes as a stream, decompressed when the bytes themselves say that they are gzip."""
    with path.open("rb") as stream:
        if stream.peek(2)[:2] != GZIP_MAGIC:
            yield stream
        else:
            with gzip.GzipFile(fileobj=stream) as unzipped:
                yield cast(BinaryIO, unzipped)


def numbered_lines(name: str, stream: BinaryIO, limit: int) -> Iterator[tuple[int, bytes, SourceError | None]]:
    """Each line with its number (from 1), and why it can't be had where it can't.

    A line longer than ``limit`` bytes is refused without being held; a stream cut off in the middle ends with a failure
    that names the line reached.
    """
    number = 0
    while True:
        number += 1
        try:
            line = stream.readline(limit + 1)
            if not line:
                return
            if len(line) > limit and not line.endswith(b"\n"):
                _skip_line(stream)
                message = f"{name}: line {number} is longer than {limit:,} bytes (--max-bytes)"
                yield number, b"", SourceTooLarge(f"{name}:{number}", message)
                continue
        except GZIP_ERRORS as error:
            message = f"{name}: the gzip data breaks off at line {number} ({error})"
            yield number, b"", SourceUnreadable(f"{name}:{number}", message, code="truncated")
            return
        yield number, line, None


def _skip_line(stream: BinaryIO) -> None:
    while (rest := stream.readline(_CHUNK)) and not rest.endswith(b"\n"):
        pass
