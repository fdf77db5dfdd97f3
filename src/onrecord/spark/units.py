"""Units: the input files of a job. One file is read by one task, and done when its results stand in the output."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path, PurePosixPath
from typing import BinaryIO, cast

import pyarrow.fs as pafs

from onrecord.core.errors import SourceError, SourceMissing, SourceUnreadable, UsageError
from onrecord.core.identity import short_hash
from onrecord.core.options import ReadOptions
from onrecord.pages import Item, expand
from onrecord.pages.archives import expand_archive, listed
from onrecord.pages.items import ARCHIVE_SUFFIXES, LISTING_SUFFIXES, RECORD_SUFFIXES, is_url, suffix_of
from onrecord.pages.warc import Tally, archived

_STORES = ("s3://", "s3a://", "hdfs://", "gs://", "viewfs://")
_WHOLE = ARCHIVE_SUFFIXES | RECORD_SUFFIXES
_BUFFER = 1 << 22


@dataclass(frozen=True, slots=True)
class Unit:
    """One input file. ``name`` is the start of its output files' names: its own name and a hash of its path."""

    path: str

    @property
    def name(self) -> str:
        """The same for the same path, and a name that every file system takes."""
        stem = PurePosixPath(self.path.partition("?")[0]).name.partition(".")[0][:60]
        clean = "".join(letter if letter.isalnum() or letter in "-_" else "-" for letter in stem)
        return f"{clean}-{short_hash((self.path,))[:12]}"


def units_of(sources: Iterable[str | Path], options: ReadOptions, base: str | None = None) -> list[Unit]:
    """The units of some sources, each once, in order: archives and JSON Lines files, listings and folders of them,
    and text files with one of their paths a line. ``base`` stands before the relative paths of listings (``s3://bucket``).

    Raises UsageError for a source that is none of these, SourceMissing for a listing or folder that isn't there.
    """
    paths = (absolute(path) for source in sources for path in _paths(str(source), options, base))
    return [Unit(path) for path in dict.fromkeys(paths)]


def absolute(path: str) -> str:
    """A path that means the same to a task in another folder; addresses are left as they are."""
    return path if is_url(path) else str(Path(path).absolute())


def missing(units: Iterable[Unit]) -> list[str]:
    """The paths of units that are not there. Addresses of the web are not asked."""
    return [unit.path for unit in units if not _is_web(unit.path) and not _exists(unit.path)]


def items_of(unit: Unit, options: ReadOptions, tally: Tally) -> Iterator[Item]:
    """The pages of a unit, streamed. Raises SourceMissing, or SourceUnreadable, when the file can't be opened."""
    if not is_store(unit.path):
        if not _is_web(unit.path) and not Path(unit.path).is_file():
            raise SourceMissing(unit.path, f"{unit.path}: no such file")
        is_archive = suffix_of(Path(unit.path.partition("?")[0])) in ARCHIVE_SUFFIXES
        yield from expand_archive(unit.path, options, tally) if is_archive else expand(unit.path, options)
        return
    if suffix_of(Path(unit.path)) not in ARCHIVE_SUFFIXES:
        raise SourceUnreadable(unit.path, f"{unit.path}: only archives are read from an object store or HDFS")
    with _opened(unit.path) as stream:
        yield from archived(unit.path, stream, options, tally)


def is_store(path: str) -> bool:
    """Whether a path is in an object store or HDFS, which PyArrow reads."""
    return path.startswith(_STORES)


def filesystem(path: str) -> tuple[pafs.FileSystem, str]:
    """The file system of a path (a folder on disk, or of an object store), and the path within it."""
    if is_store(path):
        found, inside = pafs.FileSystem.from_uri(path.replace("s3a://", "s3://", 1))
        return found, inside
    return pafs.LocalFileSystem(), str(Path(path).absolute())


@contextmanager
def _opened(path: str) -> Iterator[BinaryIO]:
    found, inside = filesystem(path)
    try:
        raw = found.open_input_file(inside)
    except FileNotFoundError:
        raise SourceMissing(path, f"{path}: no such file") from None
    except OSError as error:
        raise SourceUnreadable(path, f"{path}: {str(error)[:300]}") from None
    with raw:
        yield cast(BinaryIO, BufferedReader(raw, _BUFFER))


def _exists(path: str) -> bool:
    if not is_store(path):
        return Path(path).is_file()
    found, inside = filesystem(path)
    return bool(found.get_file_info(inside).type == pafs.FileType.File)


def _is_web(path: str) -> bool:
    return path.startswith(("http://", "https://"))


def _paths(source: str, options: ReadOptions, base: str | None) -> Iterator[str]:
    suffix = suffix_of(Path(source.partition("?")[0]))
    if suffix in _WHOLE:
        yield source
    elif suffix in LISTING_SUFFIXES and _is_web(source):
        yield from _remote_listing(source, options, base)
    elif is_url(source):
        raise UsageError(f"{source}: not an archive (.warc.gz), JSON Lines (.jsonl.gz) or a listing (.paths.gz)")
    elif Path(source).is_dir():
        found = sorted(str(path) for path in Path(source).rglob("*") if suffix_of(path) in _WHOLE and path.is_file())
        if not found:
            raise SourceMissing(source, f"{source}: a folder without archives or JSON Lines")
        yield from found
    elif not Path(source).is_file():
        raise SourceMissing(source, f"{source}: no such file or folder")
    elif suffix in LISTING_SUFFIXES or suffix == ".txt":
        yield from _named(listed(Path(source), kinds=_WHOLE, base=base))
    else:
        raise UsageError(
            f"{source}: not an archive (.warc.gz), JSON Lines (.jsonl.gz) or a list of them (.paths, .txt)"
        )


def _remote_listing(url: str, options: ReadOptions, base: str | None) -> Iterator[str]:
    import tempfile

    from onrecord.pages.downloads import download

    with tempfile.TemporaryDirectory(prefix="onrecord-") as folder:
        target = Path(folder, "listing.paths")
        with target.open("wb") as stream:
            download(url, stream, options)
        yield from _named(listed(target, url, kinds=_WHOLE, base=base))


def _named(entries: Iterator[str | Item]) -> Iterator[str]:
    for entry in entries:
        if isinstance(entry, Item):
            failure = entry.failure
            assert isinstance(failure, SourceError)
            raise UsageError(str(failure))
        yield entry
