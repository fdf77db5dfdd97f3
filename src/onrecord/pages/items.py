"""Items: one light, picklable record for each page that a source holds, before anything of the page is read.

A source is a path, a folder, a glob pattern, a URL, ``-`` (stdin), a JSON Lines file of articles, a list of addresses,
a web archive (WARC, WET), a listing of archives or a feed. `expand` streams: nothing is read that isn't asked for, and
a fault in one line is one item that fails later.
"""

from __future__ import annotations

import glob
import os
import sys
from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from onrecord.core.errors import ManyPages, SourceError, SourceMissing, SourceUnreadable
from onrecord.core.options import ReadOptions
from onrecord.core.reading import Problem
from onrecord.pages.lines import GZIP_ERRORS, numbered_lines, opened

STDIN = "-"
FEED = "feed:"  # before an address or path that nothing else shows to be a feed
PAGE_SUFFIXES = frozenset({".html", ".htm", ".xhtml", ".txt", ".md"})
RECORD_SUFFIXES = frozenset({".jsonl", ".ndjson"})
LIST_SUFFIXES = frozenset({".urls"})
ARCHIVE_SUFFIXES = frozenset({".warc", ".wet"})
LISTING_SUFFIXES = frozenset({".paths"})  # of archives: Common Crawl's warc.paths.gz
FEED_SUFFIXES = frozenset({".rss", ".atom"})
_SNIFFED = 4096  # bytes that decide whether stdin is JSON Lines and a text file a list of addresses


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """What an archive says of a page's bytes, which are the body as it was sent.

    ``encoding``   the Content-Encoding, in lower case; ``chunked`` says that the transfer's chunks are still there.
    ``retrieved``  when it was captured (ISO 8601).
    ``problems``   what was wrong with its record.
    """

    url: str | None
    media_type: str
    charset: str | None = None
    encoding: str = ""
    chunked: bool = False
    retrieved: str | None = None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What a feed says of a page; dates are ISO 8601."""

    feed: str | None = None
    headline: str | None = None
    byline: str | None = None
    published: str | None = None
    updated: str | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One page to capture.

    ``page``     the name that the page goes by: path, URL, ``-``, or ``articles.jsonl:17`` for a line.
    ``data``     the page's bytes where they came with the source (a line of JSON, stdin, an archive), else None.
    ``record``   True when ``data`` is one JSON object of an article.
    ``response`` what an archive says of ``data``; ``entry`` what a feed says of the page.
    ``failure``  why there is no page here, where that is known already; `capture` raises it.
    """

    page: str
    data: bytes | None = None
    record: bool = False
    failure: SourceError | None = None
    response: Response | None = None
    entry: Entry | None = None


def is_url(source: str) -> bool:
    """True for ``http://`` and ``https://`` addresses, and for other ``scheme://`` ones (refused when captured)."""
    scheme, found, _ = source.partition("://")
    return bool(found) and scheme.isascii() and scheme.replace("+", "").isalnum()


def suffix_of(path: Path) -> str:
    """The suffix in lower case that tells the kind of a file: ``.html`` for ``Story.HTML.gz``."""
    name = path.name.lower()
    return Path(name.removesuffix(".gz").removesuffix(".zst")).suffix


def expand(source: str | Path, options: ReadOptions) -> Generator[Item, None, None]:
    """The pages that a source holds, in its own order; folders and patterns sorted by path. Raises nothing.

    A path that doesn't exist, a line that is no JSON, a folder without pages: each is an item with its ``failure``.
    """
    name = str(source)
    if name == STDIN:
        yield from _expand_stdin(options)
    elif isinstance(source, str) and (is_url(name) or name.startswith(FEED)):
        yield from _expand_url(name, options)
    elif not name or name == ".":
        yield from [_failed(name, "an empty name")] if not name else _expand_folder(Path(), options)
    elif "\0" in name:
        yield _failed(name, "a file's name can't hold a null byte")
    else:
        yield from _expand_path(Path(name), options)


def _expand_url(url: str, options: ReadOptions) -> Iterator[Item]:
    """The pages behind an address that is an archive, a listing or a feed; any other address is one page."""
    suffix = suffix_of(Path(url.partition("?")[0].partition("#")[0]))
    if url.startswith(FEED) or suffix in FEED_SUFFIXES:
        from onrecord.pages.feeds import followed

        yield from followed(url, options)
    elif suffix in ARCHIVE_SUFFIXES | LISTING_SUFFIXES:
        from onrecord.pages.archives import remote

        yield from remote(url, options)
    else:
        yield Item(url)


def single(source: str | Path, options: ReadOptions) -> Item:
    """The one page that a source holds. Raises ManyPages when it may hold several, SourceMissing when it has none."""
    with closing(expand(source, options)) as items:
        first = next(items, None)
        several = next(items, None) is not None
    if first is None:
        raise SourceMissing(str(source), f"{source} holds no page", code="empty")
    if several:
        raise ManyPages(f"{source} holds several pages; read_many (or the command with several sources) takes it")
    return first


def _failed(page: str, message: str, *, code: str | None = None) -> Item:
    return Item(page, failure=SourceMissing(page, f"{page or 'source'}: {message}", code=code))


def _expand_path(path: Path, options: ReadOptions) -> Iterator[Item]:
    try:
        if path.is_dir():
            yield from _expand_folder(path, options)
        elif path.is_file():
            yield from _expand_file(path, options)
        elif glob.has_magic(str(path)):
            yield from _expand_pattern(path, options)
        elif path.exists():
            yield Item(str(path), failure=SourceUnreadable(str(path), f"{path} is not a regular file"))
        else:
            yield _failed(str(path), "no such file or folder")
    except OSError as error:
        yield Item(str(path), failure=SourceUnreadable(str(path), f"{path}: {error.strerror or error}"))


def _expand_pattern(pattern: Path, options: ReadOptions) -> Iterator[Item]:
    found = sorted(glob.glob(str(pattern), recursive=True))  # noqa: PTH207  (Path.glob takes no absolute pattern)
    files = [Path(name) for name in found if Path(name).is_file()]
    if not files:
        yield _failed(str(pattern), "no file fits the pattern")
    for path in files:
        yield from _expand_file(path, options)


def _expand_folder(folder: Path, options: ReadOptions) -> Iterator[Item]:
    """Files with a suffix that we read, sorted within each folder; hidden ones and linked folders are passed over."""
    known = PAGE_SUFFIXES | RECORD_SUFFIXES | LIST_SUFFIXES | ARCHIVE_SUFFIXES | LISTING_SUFFIXES | FEED_SUFFIXES
    empty = True
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(parent, name)
            if suffix_of(path) in known and not name.startswith(".") and path.is_file():
                empty = False
                yield from _expand_file(path, options)
    if empty:
        yield _failed(str(folder), f"the folder holds no page ({', '.join(sorted(known))}, or one of them with .gz)")


def _expand_file(path: Path, options: ReadOptions) -> Iterator[Item]:
    suffix = suffix_of(path)
    if suffix in RECORD_SUFFIXES:
        with opened(path) as stream:
            yield from _records(str(path), stream, options)
    elif suffix in LIST_SUFFIXES or (suffix == ".txt" and _lists_urls(path)):
        with opened(path) as stream:
            yield from _addresses(path, stream, options)
    elif suffix in ARCHIVE_SUFFIXES | LISTING_SUFFIXES:
        from onrecord.pages.archives import local  # FastWARC is only needed here

        yield from local(path, options)
    elif suffix in FEED_SUFFIXES or (suffix == ".xml" and _is_feed(path)):
        from onrecord.pages.feeds import followed  # feedparser is only needed here

        yield from followed(str(path), options)
    else:
        yield Item(str(path))


def _records(name: str, stream: BinaryIO, options: ReadOptions) -> Iterator[Item]:
    for number, line, failure in numbered_lines(name, stream, options.max_bytes):
        if failure is not None:
            yield Item(f"{name}:{number}", failure=failure)
        elif line.strip():
            yield Item(f"{name}:{number}", data=line, record=True)


def _lists_urls(path: Path) -> bool:
    """True when every whole line at the file's start is one http address: a story never looks like that."""
    with path.open("rb") as stream:
        head = stream.read(_SNIFFED)
    lines = head.splitlines()
    whole = lines if len(head) < _SNIFFED else lines[:-1]
    entries = [line.strip().lower() for line in whole if line.strip() and not line.startswith(b"#")]
    return bool(entries) and all(
        entry.startswith((b"http://", b"https://")) and len(entry.split()) == 1 for entry in entries
    )


def _is_feed(path: Path) -> bool:
    with opened(path) as stream:
        try:
            head = stream.read(_SNIFFED)
        except GZIP_ERRORS:
            return False
    return any(tag in head for tag in (b"<rss", b"<feed", b"<rdf:RDF"))


def _addresses(path: Path, stream: BinaryIO, options: ReadOptions) -> Iterator[Item]:
    """One address or path a line; ``#`` starts a comment; paths are relative to the list."""
    for number, line, failure in numbered_lines(str(path), stream, options.max_bytes):
        if failure is not None:
            yield Item(f"{path}:{number}", failure=failure)
            continue
        entry = line.decode("utf-8", "replace").strip("\ufeff \t\r\n")
        if entry and not entry.startswith("#"):
            yield Item(entry if is_url(entry) else str(path.parent / entry))


def _expand_stdin(options: ReadOptions) -> Iterator[Item]:
    stream = sys.stdin.buffer
    head = stream.peek(_SNIFFED) if hasattr(stream, "peek") else b""
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b'{"', b"{ ")):
        yield from _records(STDIN, stream, options)
    else:
        yield Item(STDIN, data=stream.read(options.max_bytes + 1))
