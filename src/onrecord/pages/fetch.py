"""Fetch: one page from the web, politely and within limits."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urljoin, urlsplit

import httpx
from protego import Protego

from onrecord.core.errors import FetchError, FetchRefused, SourceTooLarge, SourceUnreadable
from onrecord.core.options import ReadOptions
from onrecord.core.reading import Problem
from onrecord.pages.addresses import AddressRefused, GuardedTransport
from onrecord.pages.captures import HTML, MARKDOWN, PLAIN, Capture, gunzip, too_large
from onrecord.pages.lines import GZIP_MAGIC

SECONDS = 20.0  # for all of a page: robots.txt, redirects and body
REDIRECTS = 5
AGENT = "onrecord"
USER_AGENT = f"{AGENT}/0.1 (reads news pages for who said what)"
Sink = Callable[[bytes], None]
_ROBOTS_BYTES = 500_000  # as RFC 9309 asks to be read at least
_FEEDS = frozenset({"application/rss+xml", "application/atom+xml", "application/rdf+xml"})
_TYPES = {"text/html": HTML, "application/xhtml+xml": HTML, "text/plain": PLAIN, "text/markdown": MARKDOWN}


@dataclass(frozen=True, slots=True)
class Answer:
    """A server's answer; ``body`` is as it was sent."""

    url: str
    status: int
    headers: httpx.Headers
    body: bytes


def fetch(url: str, options: ReadOptions, *, feed: bool = False) -> Capture:
    """The page at ``url``, after at most 5 redirects, in at most 20 seconds and ``options.max_bytes``.

    Raises FetchRefused (scheme, address that isn't public, robots.txt), FetchError (no answer, status, time),
    SourceTooLarge, SourceUnreadable (not text; a feed unless ``feed``).
    """
    with httpx.Client(
        transport=GuardedTransport(time.monotonic() + SECONDS, allow_private=options.allow_private),
        headers={
            "User-Agent": USER_AGENT,
            "Accept": "text/html, text/plain;q=0.8, */*;q=0.1",
            "Accept-Encoding": "gzip",
        },
        timeout=SECONDS,
        trust_env=False,
    ) as client:
        answer = follow(client, url, options.max_bytes, options, check_robots=not options.ignore_robots)
    if answer.status != 200:
        raise FetchError(url, f"{url}: the server answered {answer.status}", code=f"http-{answer.status}")
    body, problems = answer.body, tuple[Problem, ...]()
    encoding = answer.headers.get("content-encoding", "").strip().lower()
    if encoding not in ("", "identity", "gzip", "x-gzip"):
        raise FetchError(url, f"{url}: content encoding {encoding[:40]!r} was not asked for", code="content-encoding")
    if body.startswith(GZIP_MAGIC):
        body, problems = gunzip(url, body, options)
    kind = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind.startswith(("image/", "audio/", "video/", "font/")) or kind == "application/pdf":
        raise SourceUnreadable(url, f"{url} is {kind}, not a page", code="binary")
    if kind in _FEEDS and not feed:
        raise SourceUnreadable(url, f"{url} is a feed, not a page: feed:{url} reads the pages in it", code="feed")
    return Capture(
        page=url,
        data=body,
        sha256=hashlib.sha256(answer.body).hexdigest(),
        media_type=_TYPES.get(kind),
        charset=answer.headers.get("content-type") and httpx.Response(200, headers=answer.headers).charset_encoding,
        url=answer.url,
        retrieved=datetime.now(UTC).isoformat(timespec="seconds"),
        problems=problems,
    )


def follow(
    client: httpx.Client, url: str, limit: int, options: ReadOptions, *, check_robots: bool, sink: Sink | None = None
) -> Answer:
    """The answer after redirects; every step's scheme, address and robots.txt are checked.

    The body of an answer 200 goes to ``sink`` where there is one, and ``limit`` doesn't bound it.
    """
    place = url
    for _ in range(REDIRECTS + 1):
        _require_web(url, place)
        if check_robots:
            _require_permission(client, url, place, options)
        answer = _get(client, url, place, limit, options, sink)
        location = answer.headers.get("location")
        if not (300 <= answer.status < 400 and location):
            return answer
        try:
            place = urljoin(place, location)
        except ValueError:
            raise FetchError(url, f"{url}: redirects to an address that is none", code="redirect") from None
    raise FetchError(url, f"{url}: more than {REDIRECTS} redirects", code="redirects")


def _require_web(url: str, place: str) -> None:
    try:
        parts = urlsplit(place)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        usable = False
    if not usable:
        via = "" if place == url else f" (it redirects to {place[:200]})"
        raise FetchRefused(url, f"{url}: only http and https addresses are fetched{via}", code="scheme")


def _require_permission(client: httpx.Client, url: str, place: str, options: ReadOptions) -> None:
    """Raises FetchRefused when robots.txt says no, or (RFC 9309, 2.3.1.4) when the server fails to say."""
    robots = urljoin(place, "/robots.txt")
    try:
        answer = follow(client, robots, _ROBOTS_BYTES, options, check_robots=False)
    except FetchRefused as error:
        raise FetchRefused(url, f"{url}: {error}", code=error.code) from None
    except SourceTooLarge:
        raise FetchRefused(url, f"{url}: its robots.txt is over {_ROBOTS_BYTES:,} bytes", code="robots") from None
    except FetchError as error:
        raise FetchError(url, f"{url}: robots.txt could not be had: {error}", code=error.code) from None
    if answer.status >= 500:
        message = f"{url}: robots.txt answered {answer.status}, so nothing is fetched (--ignore-robots fetches it)"
        raise FetchRefused(url, message, code="robots")
    if answer.status == 200:
        rules = Protego.parse(answer.body.decode("utf-8", "replace"))
        if not rules.can_fetch(place, AGENT):
            raise FetchRefused(url, f"{url}: robots.txt asks not to fetch it (--ignore-robots does)", code="robots")


def _get(client: httpx.Client, url: str, place: str, limit: int, options: ReadOptions, sink: Sink | None) -> Answer:
    try:
        with client.stream("GET", place) as response:
            parts, size = [], 0
            for chunk in response.iter_raw(1 << 16):
                if sink is not None and response.status_code == 200:
                    sink(chunk)
                    continue
                parts.append(chunk)
                size += len(chunk)
                if size > limit:
                    raise too_large(url, options)
            return Answer(str(response.url), response.status_code, response.headers, b"".join(parts))
    except AddressRefused as error:
        raise FetchRefused(url, f"{url}: {error} (--allow-private fetches it)", code="address") from None
    except httpx.TimeoutException:
        message = f"{url}: not had within {SECONDS:.0f} seconds" if sink is None else f"{url}: not had in time"
        raise FetchError(url, message, code="timeout") from None
    except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
        raise FetchError(url, f"{url}: {str(error)[:200] or type(error).__name__}") from None
