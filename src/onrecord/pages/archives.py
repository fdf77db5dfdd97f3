"""Archives as sources: WARC and WET files, and listings of them, on disk and on the web."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin

from onrecord.core.errors import SourceError, SourceMissing, SourceUnreadable
from onrecord.core.options import ReadOptions
from onrecord.pages.items import ARCHIVE_SUFFIXES, LISTING_SUFFIXES, Item, is_url, suffix_of
from onrecord.pages.lines import numbered_lines, opened
from onrecord.pages.warc import Tally, archived

ROOTS = ("crawl-data/",)  # Common Crawl's listings name paths from the root of their server


def local(path: Path, options: ReadOptions, tally: Tally | None = None) -> Iterator[Item]:
    """The pages of an archive, or of the archives of a listing, on disk."""
    if suffix_of(path) in LISTING_SUFFIXES:
        for entry in listed(path):
            yield from [entry] if isinstance(entry, Item) else expand_archive(entry, options)
        return
    try:
        with path.open("rb") as stream:
            yield from archived(str(path), stream, options, tally)
    except FileNotFoundError:
        yield Item(str(path), failure=SourceMissing(str(path), f"{path}: no such file"))
    except OSError as error:
        yield Item(str(path), failure=SourceUnreadable(str(path), f"{path}: {error.strerror or error}"))


def remote(url: str, options: ReadOptions, tally: Tally | None = None) -> Iterator[Item]:
    """The same of an address. The file is kept on disk while it is read; its size is not limited by ``max_bytes``."""
    from onrecord.pages.downloads import download  # httpx is heavy, and most archives are files

    suffix = suffix_of(Path(url.partition("?")[0]))
    with tempfile.TemporaryDirectory(prefix="onrecord-") as folder:
        name = "file" + suffix + (".gz" if url.endswith(".gz") else "")
        target = Path(folder, name)
        try:
            with target.open("wb") as stream:
                download(url, stream, options)
        except SourceError as error:
            yield Item(url, failure=error)
            return
        if suffix in LISTING_SUFFIXES:
            for entry in listed(target, url):
                yield from [entry] if isinstance(entry, Item) else expand_archive(entry, options)
            return
        with target.open("rb") as stream:
            yield from archived(url, stream, options, tally)


def expand_archive(source: str, options: ReadOptions, tally: Tally | None = None) -> Iterator[Item]:
    """The pages of one archive, a path or an address."""
    return remote(source, options, tally) if is_url(source) else local(Path(source), options, tally)


def listed(
    path: Path, url: str | None = None, *, kinds: frozenset[str] = ARCHIVE_SUFFIXES, base: str | None = None
) -> Iterator[str | Item]:
    """The archives that a listing names, one a line: paths relative to the listing (``url``: where it came from).

    ``kinds`` are the suffixes of what may be named; ``base`` stands before the paths instead of the listing's place.
    A line that names no such file is an item with its failure.
    """
    with opened(path) as stream:
        for number, line, failure in numbered_lines(url or str(path), stream, 1 << 16):
            entry = line.decode("utf-8", "replace").strip("\ufeff \t\r\n")
            page = f"{url or path}:{number}"
            if failure is not None:
                yield Item(page, failure=failure)
            elif entry and not entry.startswith("#"):
                if suffix_of(Path(entry.partition("?")[0])) not in kinds:
                    message = f"{page}: not the name of a file that ends in {', '.join(sorted(kinds))}"
                    yield Item(page, failure=SourceUnreadable(page, message, code="listing"))
                elif is_url(entry):
                    yield entry
                elif base is not None:
                    yield f"{base.rstrip('/')}/{entry}"
                elif url is None:
                    yield str(path.parent / entry)
                else:
                    yield urljoin(url, f"/{entry}" if entry.startswith(ROOTS) else entry)
