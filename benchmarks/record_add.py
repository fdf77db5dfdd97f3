"""How fast `onrecord add` is beside `read_many`, how it and search grow, its memory, and how large the record gets.

    python benchmarks/record_add.py ARTICLES.jsonl.gz RECORD [--articles 20346] [--workers 2] [--chunk 1000]
        [--alone-every 1] [--steps 2000 6000 20000] [--repeat 10]

The articles are added in chunks. Every chunk, or with ``--alone-every K`` every K-th, is also read by `read_many`
alone, before or after it is added by turns, so that whatever else the machine does slows both; the speeds are compared
over those chunks, and the share by processor time tells what a quiet machine would show. After each of the ``--steps``
(numbers of articles) come the times of the last chunk and of some searches. RECORD is a path or a postgresql:// URL
where no record is yet. Memory is that of all processes together (proportional set size, Linux), looked at every ten
seconds while articles are added. The size is that of the files as `add` leaves them.
"""

from __future__ import annotations

import argparse
import gzip
import os
import resource
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

import numpy as np
from record_search import measured
from sqlalchemy import text

from onrecord.core.options import ReadOptions
from onrecord.reading import read_many
from onrecord.store import Record
from onrecord.store.engine import is_postgres
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
        while not done.wait(10.0):  # looking costs time of its own
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


def timed(work: Callable[[], object]) -> np.ndarray:
    """Seconds by the clock, of processor time in all processes, and of that in this one alone."""
    began = np.array([time.perf_counter(), processor(), time.process_time()])
    work()
    return np.array([time.perf_counter(), processor(), time.process_time()]) - began


def searches(record: Record) -> Iterator[tuple[str, Callable[[Record], object]]]:
    """Queries that any record of news has answers to: those of its most quoted speaker and largest outlet too."""
    person, outlet = (next(name for name in record.count(by) if name) for by in ("speaker", "outlet"))
    name = person.split()[-1]
    dates = {"published_since": "2015-01-01", "published_until": "2016-12-31"}
    yield "the commonest word", lambda r: r.search("the")
    yield "two words", lambda r: r.search("the committee")
    yield "a phrase of common words", lambda r: r.search('"of the"')
    yield "a two-letter prefix", lambda r: r.search("pr*")
    yield "hits 10,001 to 10,020", lambda r: r.search("the", offset=10_000)
    yield "a speaker's alias with dates", lambda r: r.search(speaker=name, **dates)
    yield "a speaker and the commonest word", lambda r: r.search("the", speaker=person)
    yield "an outlet and a word", lambda r: r.search("committee", outlet=outlet)
    yield "polarity and confidence", lambda r: r.search(polarity="denied", min_confidence=0.9)
    yield "counts by outlet", lambda r: r.count("outlet")


def report(record: Record, location: str, added: np.ndarray, pages: int) -> None:
    """How many statements there are, how large the record is beside the text, and how long it took."""
    with record.engine.connect() as connection:
        measure = "octet_length(text)" if is_postgres(location) else "length(CAST(text AS BLOB))"
        letters = int(connection.scalar(text(f"SELECT sum({measure}) FROM articles")) or 1)
        statements = connection.scalar(text("SELECT count(*) FROM statements"))
    size = size_of(record, location)
    print(f"{pages:,} articles, {statements:,} statements in {added[0]:,.0f} s ({added[1]:,.0f} s of processor time); "
          f"the record has {size:,} bytes, {size / letters:.2f} times the text", flush=True)  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("articles_file", type=Path)
    parser.add_argument("record")
    parser.add_argument("--articles", type=int, default=20_346)
    parser.add_argument("--chunk", type=int, default=1_000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--alone-every", type=int, default=1)
    parser.add_argument("--steps", type=int, nargs="*", default=[2_000, 6_000, 20_000])
    parser.add_argument("--repeat", type=int, default=10)
    given = parser.parse_args()
    options, pages, peaks = ReadOptions(), 0, list[int]()
    alone, beside, added = np.zeros(3), np.zeros(3), np.zeros(3)
    with Record.open(given.record, create=True) as record, tempfile.TemporaryDirectory() as folder:
        known = record.known()  # one run of `add` asks once
        for number, lines in enumerate(chunks(given.articles_file, given.articles, given.chunk)):
            path = Path(folder, f"{number}.jsonl")
            path.write_text("".join(lines), encoding="utf-8")

            def by_itself(path: Path = path) -> None:
                for _ in read_many(path, options, workers=given.workers):
                    pass

            def into_the_record(path: Path = path) -> None:
                record.add(Intake([path], options, workers=given.workers, known=known))

            paired, took = number % given.alone_every == 0, {}
            works = [by_itself, into_the_record] if paired else [into_the_record]
            for work in works[:: -1 if number // given.alone_every % 2 else 1]:  # each goes first as often as the other
                with watched(peaks if work is into_the_record else []):
                    took[work] = timed(work)
            added += (last := took[into_the_record])
            pages += len(lines)
            if paired:
                alone, beside = alone + took[by_itself], beside + last
            wall, busy, _ = alone / beside
            print(f"{pages:,} articles: add {len(lines) / last[0]:.2f} a second; {wall:.1%} of read_many's speed "
                  f"({alone[0]:,.0f} s against {beside[0]:,.0f} s), by processor time {busy:.1%} ({alone[1]:,.0f} s "
                  f"against {beside[1]:,.0f} s); memory {max(peaks) / 1e6:,.0f} MB", flush=True)  # fmt: skip
            if any(pages - len(lines) < step <= pages for step in given.steps):
                report(record, given.record, added, pages)
                print(f"  the last {len(lines):,} articles took {last[1]:,.0f} s of processor time to read and add, "
                      f"{last[2]:,.1f} s of it in the writing process", flush=True)  # fmt: skip
                for name, ask in searches(record):
                    print(f"  {name:50} {measured(record, ask, given.repeat)}", flush=True)
        report(record, given.record, added, pages)


if __name__ == "__main__":
    main()
