"""Output: one unit's tables, written to one side and moved into place, so that it is there once or not at all.

::

    OUT/_job.json                              how the output is made; another job's folder is refused
    OUT/_units/NAME.json                       a unit that is done: its path, counts and files
    OUT/statements/date=2017-02-25/NAME-00000.parquet
    OUT/articles/date=2017-02-25/NAME-00000.parquet
    OUT/failures/NAME-00000.parquet            pages that gave nothing, and why

A unit's files have the same names whenever it is read, so a second run of it replaces what the first left behind. The
list of files is written before the first is moved (``NAME.moving``): a unit that died in between is cleared first.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import pyarrow as pa
import pyarrow.fs as pafs
import pyarrow.parquet as pq

from onrecord.core.reading import Reading
from onrecord.integrations.parquet import (
    ARTICLES,
    FAILURES,
    STATEMENTS,
    article_row,
    failure_row,
    statement_rows,
    table,
)
from onrecord.spark.units import Unit, filesystem

UNITS = "_units"
_ASIDE = "_temporary"
_ROWS = 2_000  # pages held before their files are written
_AT_ONCE = 16  # marks of units read at once
_UNKNOWN = "unknown"
DIGITS = {"day": 10, "month": 7, "year": 4}


def date_of(reading: Reading, digits: int) -> str:
    """The day that a page's rows are filed under: of its capture, else of its publication, else ``unknown``."""
    article = reading.article
    day = article.retrieved or (article.published.value if article.published else "")
    return day[:digits] if len(day) >= digits else _UNKNOWN


@dataclass(slots=True)
class Writer:
    """Writes the readings of one unit; nothing of it is seen in the output before `commit`."""

    out: str
    unit: Unit
    digits: int = 10
    counts: Counter[str] = field(default_factory=Counter)
    _rows: dict[tuple[str, str], list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    _files: list[str] = field(default_factory=list)
    _held: int = 0
    _part: int = 0
    _aside: str = ""

    def add(self, reading: Reading) -> None:
        """Take a reading."""
        self.counts["pages"] += 1
        if reading.failure is not None:
            self.counts["failed"] += 1
            self._rows["failures", ""].append(failure_row(reading))
        else:
            self.counts["statements"] += len(reading.statements)
            self.counts["words"] += reading.article.text.count(" ") + 1
            day = f"date={date_of(reading, self.digits)}"
            self._rows["articles", day].append(article_row(reading))
            self._rows["statements", day].extend(statement_rows(reading))
        self._held += 1
        if self._held >= _ROWS:
            self._write()

    def commit(self) -> None:
        """Put all files into place and mark the unit as done."""
        self._write()
        store, out = filesystem(self.out)
        moving, done = (f"{out}/{UNITS}/{self.unit.name}{end}" for end in (".moving", ".json"))
        clear(store, out, moving)
        facts = {"path": self.unit.path, **self.counts, "files": self._files}
        write_json(store, moving, facts)
        for name in self._files:
            target = f"{out}/{name}"
            store.create_dir(target.rpartition("/")[0], recursive=True)
            store.move(f"{self._place()}/{name}", target)
        store.move(moving, done)
        self.discard()

    def discard(self) -> None:
        """Remove what was written aside."""
        store, _ = filesystem(self.out)
        if store.get_file_info(self._place()).type == pafs.FileType.Directory:
            store.delete_dir(self._place())

    def _place(self) -> str:
        _, out = filesystem(self.out)
        self._aside = self._aside or f"{out}/{_ASIDE}/{self.unit.name}-{uuid4().hex[:8]}"
        return self._aside

    def _write(self) -> None:
        store, _ = filesystem(self.out)
        schemas = {"statements": STATEMENTS, "articles": ARTICLES, "failures": FAILURES}
        for (kind, day), rows in sorted(self._rows.items()):
            folder = f"{kind}/{day}" if day else kind
            name = f"{folder}/{self.unit.name}-{self._part:05}.parquet"
            store.create_dir(f"{self._place()}/{folder}", recursive=True)
            if rows:
                _write_table(store, f"{self._place()}/{name}", table(rows, schemas[kind]))
                self._files.append(name)
        self._rows.clear()
        self._held = 0
        self._part += 1


def clear(store: pafs.FileSystem, out: str, moving: str) -> None:
    """Remove the files of a unit that died while they were moved."""
    if store.get_file_info(moving).type != pafs.FileType.File:
        return
    for name in read_json(store, moving).get("files", ()):
        if store.get_file_info(f"{out}/{name}").type == pafs.FileType.File:
            store.delete_file(f"{out}/{name}")


def done_units(out: str) -> dict[str, dict[str, Any]]:
    """The units that are done, by name, with their path, counts and files."""
    store, place = filesystem(out)
    found = store.get_file_info(pafs.FileSelector(f"{place}/{UNITS}", allow_not_found=True))
    names = sorted(info.path for info in found if info.path.endswith(".json"))
    with ThreadPoolExecutor(_AT_ONCE) as pool:  # an object store takes its time over each
        read = pool.map(lambda name: read_json(store, name), names)
        return {name.rpartition("/")[2].removesuffix(".json"): facts for name, facts in zip(names, read, strict=True)}


def sweep(out: str) -> None:
    """Remove what dead tasks wrote aside."""
    store, place = filesystem(out)
    if store.get_file_info(f"{place}/{_ASIDE}").type == pafs.FileType.Directory:
        store.delete_dir(f"{place}/{_ASIDE}")


def read_json(store: pafs.FileSystem, name: str) -> dict[str, Any]:
    """A JSON object of a file; an empty one where it is broken."""
    with store.open_input_stream(name) as stream:
        data = stream.read()
    try:
        found = json.loads(data)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def write_json(store: pafs.FileSystem, name: str, data: dict[str, Any]) -> None:
    """Write a JSON object, at once: by way of a file of another name."""
    store.create_dir(name.rpartition("/")[0], recursive=True)
    aside = f"{name}.{uuid4().hex[:8]}"
    with store.open_output_stream(aside) as stream:
        stream.write(json.dumps(data, indent=1).encode())
    store.move(aside, name)


def _write_table(store: pafs.FileSystem, name: str, rows: pa.Table) -> None:
    with store.open_output_stream(name) as stream, pq.ParquetWriter(stream, rows.schema, compression="zstd") as writer:
        writer.write_table(rows)


def parts(out: str, kind: str) -> Iterator[str]:
    """The files of a table (``statements``, ``articles``, ``failures``) of the units that are done."""
    for facts in done_units(out).values():
        yield from (name for name in facts.get("files", ()) if name.startswith(f"{kind}/"))
