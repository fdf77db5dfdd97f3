"""Downloads: a large file from the web to disk, with the same care as a page but room for an archive."""

from __future__ import annotations

import time
from typing import BinaryIO

import httpx

from onrecord.core.errors import FetchError, SourceTooLarge
from onrecord.core.options import ReadOptions
from onrecord.pages.addresses import GuardedTransport
from onrecord.pages.fetch import USER_AGENT, follow

SECONDS = 3_600.0
LARGEST = 8_000_000_000  # bytes; Common Crawl's archives have about 1,000,000,000
_SILENCE = 60.0  # seconds without a byte


def download(url: str, stream: BinaryIO, options: ReadOptions) -> None:
    """Write the file at ``url`` to ``stream``. Raises FetchRefused, FetchError or SourceTooLarge, as `fetch` does."""
    deadline = time.monotonic() + SECONDS
    with httpx.Client(
        transport=GuardedTransport(deadline, allow_private=options.allow_private),
        headers={"User-Agent": USER_AGENT, "Accept": "*/*", "Accept-Encoding": "identity"},
        timeout=_SILENCE,
        trust_env=False,
    ) as client:
        size = 0

        def keep(chunk: bytes) -> None:
            nonlocal size
            size += len(chunk)
            if size > LARGEST:
                raise SourceTooLarge(url, f"{url} is larger than {LARGEST:,} bytes")
            stream.write(chunk)

        answer = follow(client, url, options.max_bytes, options, check_robots=not options.ignore_robots, sink=keep)
    if answer.status != 200:
        raise FetchError(url, f"{url}: the server answered {answer.status}", code=f"http-{answer.status}")
