"""How fast `onrecord add` is beside `read_many`, how much memory it takes, and how large the record gets.

    python benchmarks/record_add.py ARTICLES.jsonl.gz RECORD [--articles 20346] [--chunk 500] [--workers 2]

The articles are read in chunks, each once by `read_many` alone and once into the record, in turns, so that whatever
else the machine does slows both; the share by processor time tells what a quiet machine would show. RECORD is a path
or a postgresql:// URL where no record is yet. Memory is that of all processes together (proportional set size, Linux),
looked at every two seconds while articles are added.
"""

from __future__ import annotations

import argparse
import gzip
import os
import resource
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

import numpy as np
from sqlalchemy import text

from onrecord.core.options import ReadOptions
from onrecord.reading import read_many
from onrecord.store import Record
from onrecord.store.engine import is_postgres, settle
from onrecord.store.intake import Intake


def tree(root: int) -> Iterator[int]:
    """A process and all below it."""
    yield root
    try:
        for task in Path(f"/proc/{root}/task").iterdir():
            for child in (task / "children").read_text().split():
                yield from tree(int(child))
    except OSError:
        return  # it has ended


def memory() -> int:
    """Bytes that this process and those below it take, what they share counted once."""
    total = 0
    for process in tree(os.getpid()):
        try:
            lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        total += sum(1024 * int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total


def processor() -> float:
    """Seconds of processor time of this process and of those below it that have ended."""
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


@contextmanager
def watched(peaks: list[int]) -> Iterator[None]:
    """Append the peak of the memory taken meanwhile."""
    done, highest = threading.Event(), [0]

    def look() -> None:
        while not done.wait(2.0):  # looking costs time of its own
            highest[0] = max(highest[0], memory())

    thread = threading.Thread(target=look)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()
        peaks.append(highest[0])


def chunks(path: Path, articles: int, size: int) -> Iterator[list[str]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        wanted = islice(lines, articles)
        while chunk := list(islice(wanted, size)):
            yield chunk


def size_of(record: Record, location: str) -> int:
    if is_postgres(location):
        with record.engine.connect() as connection:
            tables = "SELECT oid FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r'"
            return int(connection.scalar(text(f"SELECT sum(pg_total_relation_size(oid)) FROM ({tables}) t")) or 0)
    return sum(path.stat().st_size for path in (Path(location + end) for end in ("", "-wal")) if path.exists())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("articles_file", type=Path)
    parser.add_argument("record")
    parser.add_argument("--articles", type=int, default=20_346)
    parser.add_argument("--chunk", type=int, default=500)
    parser.add_argument("--workers", type=int, default=2)
    given = parser.parse_args()
    options, pages, peaks = ReadOptions(), 0, list[int]()
    alone, added = np.zeros(2), np.zeros(2)  # seconds, and seconds of processor time
    with Record.open(given.record, create=True) as record, tempfile.TemporaryDirectory() as folder:
        for number, lines in enumerate(chunks(given.articles_file, given.articles, given.chunk)):
            path = Path(folder, f"{number}.jsonl")
            path.write_text("".join(lines), encoding="utf-8")

            def by_itself(path: Path = path) -> None:
                for _ in read_many(path, options, workers=given.workers):
                    pass

            def into_the_record(path: Path = path) -> None:
                with watched(peaks):
                    record.add(Intake([path], options, workers=given.workers, known=record.known()))

            turns = [(by_itself, alone), (into_the_record, added)]
            for work, taken in turns[:: -1 if number % 2 else 1]:  # each goes first as often as the other
                began, busy = time.perf_counter(), processor()
                work()
                taken += np.array([time.perf_counter() - began, processor() - busy])
            pages += len(lines)
            wall, busy = alone / added
            print(
                f"{pages:,} articles: read_many {pages / alone[0]:.2f} a second, add {pages / added[0]:.2f} "
                f"({wall:.1%} of it; by processor time, {alone[1]:.0f} and {added[1]:.0f} s, {busy:.1%}), "
                f"memory {max(peaks) / 1e6:,.0f} MB",
                flush=True,
            )
        settle(record.engine, thorough=True)
        with record.engine.connect() as connection:
            measure = "octet_length(text)" if is_postgres(given.record) else "length(CAST(text AS BLOB))"
            letters = int(connection.scalar(text(f"SELECT sum({measure}) FROM articles")) or 1)
            statements = connection.scalar(text("SELECT count(*) FROM statements"))
        size = size_of(record, given.record)
        print(f"{statements:,} statements; the record has {size:,} bytes, {size / letters:.2f} times the text")


if __name__ == "__main__":
    main()
