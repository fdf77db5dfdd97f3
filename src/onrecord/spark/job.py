"""The job: every unit that is not done is read by a task of its own, which writes its results itself.

The driver sends paths and gets counts back; pages never leave the executor that read them.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from onrecord.core.errors import SourceError, UsageError
from onrecord.core.options import ReadOptions
from onrecord.reading import read_items, read_or_fail
from onrecord.spark.output import Writer, done_units, read_json, sweep, write_json
from onrecord.spark.session import failed
from onrecord.spark.units import Unit, absolute, filesystem, items_of

if TYPE_CHECKING:
    from pyspark.accumulators import Accumulator
    from pyspark.sql import SparkSession

    from onrecord.core.reading import Reading
    from onrecord.pages import Item

COUNTS = ("pages", "failed", "statements", "words", "records", "other", "filtered", "duplicate", "broken")
_RESULT = "path string, error string, " + ", ".join(f"{name} long" for name in COUNTS)
_POLL = 1.0  # seconds between two looks at the accumulators

Progress = Callable[[int, dict[str, int]], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What came of a job: units read now, done before, and those that could not be opened with why; counts of all."""

    units: int
    done_before: int
    unopened: tuple[tuple[str, str], ...]
    counts: dict[str, int]


def run(
    session: SparkSession, units: Sequence[Unit], out: str, options: ReadOptions, *, digits: int = 10,
    progress: Progress | None = None,
) -> Summary:  # fmt: skip
    """Read the units that are not done. ``progress`` gets the units done and the counts so far, about once a second.

    Raises UsageError when ``out`` was made in another way, ClusterError when Spark gives the job up: what is done stays
    done, and the same call goes on from there.
    """
    out = absolute(out)
    _claim(out, options, digits)
    before = done_units(out)
    todo = [unit for unit in units if unit.name not in before]
    results = _read(session, todo, out, options, digits, progress) if todo else []
    sweep(out)
    done = done_units(out)
    counts = Counter(dict.fromkeys(COUNTS, 0))
    for unit in units:
        counts.update({name: done.get(unit.name, {}).get(name, 0) for name in COUNTS})
    return Summary(
        units=sum(1 for row in results if row["error"] is None),
        done_before=len(units) - len(todo),
        unopened=tuple((row["path"], row["error"]) for row in results if row["error"] is not None),
        counts=dict(counts),
    )


def _read(
    session: SparkSession, todo: Sequence[Unit], out: str, options: ReadOptions, digits: int, progress: Progress | None
) -> list[Any]:
    context = session.sparkContext
    totals = {name: context.accumulator(0) for name in ("units", *COUNTS)}
    threads = int(context.getConf().get("spark.task.cpus", "1"))
    paths = context.parallelize([(unit.path,) for unit in todo], len(todo))  # a task for each
    frame = session.createDataFrame(paths, "path string")
    work = reader(out, options, digits, threads, totals)
    stop = threading.Event()
    watcher = threading.Thread(target=_watch, args=(stop, totals, progress), daemon=True)
    if progress is not None:
        watcher.start()
    try:
        return list(frame.mapInArrow(work, _RESULT).collect())
    except Exception as error:  # what Java raises has no base but Exception
        raise failed(error) from error
    finally:
        stop.set()
        if progress is not None:
            watcher.join()


def _watch(stop: threading.Event, totals: dict[str, Accumulator[int]], progress: Progress | None) -> None:
    while not stop.wait(_POLL):
        if progress is not None:
            progress(totals["units"].value, {name: totals[name].value for name in COUNTS})


def reader(
    out: str, options: ReadOptions, digits: int, threads: int, totals: dict[str, Accumulator[int]]
) -> Callable[[Iterator[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    """The function that a task runs over its paths; gives a row of counts for each."""

    def work(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            rows = [read_unit(Unit(path), out, options, digits, threads) for path in batch.column(0).to_pylist()]
            for row in rows:
                totals["units"].add(row["error"] is None)
                for name in COUNTS:
                    totals[name].add(row[name])
            yield pa.RecordBatch.from_pylist(rows, schema=_schema())

    return work


def read_unit(unit: Unit, out: str, options: ReadOptions, digits: int, threads: int) -> dict[str, Any]:
    """Read one unit and write its results; the row of its counts, with ``error`` where it can't be opened."""
    from onrecord.attribution.tagger import load  # once in a worker process, and kept

    tally: Counter[str] = Counter()
    writer = Writer(out, unit, digits)
    error: str | None = None
    try:
        items = items_of(unit, options, tally)
        for reading in _readings(items, options, lambda: load(options.model, threads)):
            if reading.failure is not None and reading.article.page == unit.path and not writer.counts["pages"]:
                raise SourceError(unit.path, reading.failure.message, code=reading.failure.code)
            writer.add(reading)
        writer.counts.update({name: tally[name] for name in ("records", "other", "filtered", "duplicate", "broken")})
        writer.commit()
    except SourceError as problem:
        error = str(problem)
    finally:
        writer.discard()
    return {"path": unit.path, "error": error, **{name: writer.counts[name] for name in COUNTS}}


def _readings(items: Iterator[Item], options: ReadOptions, tagger: Callable[[], Any]) -> Iterator[Reading]:
    """The readings of a unit's pages. A task that is tried again (its process died) reads in a process of its own, so
    that a page that kills its reader is found out, listed as failed, and kills no task twice."""
    first = next(items, None)
    if first is None:
        return
    if _attempt() == 0:
        loaded = tagger()
        for item in chain([first], items):
            yield read_or_fail(item, options, tagger=loaded)
    else:
        yield from read_items(chain([first], items), options, 1)


def _attempt() -> int:
    from pyspark import TaskContext

    context = TaskContext.get()
    return 0 if context is None else context.attemptNumber()


def _claim(out: str, options: ReadOptions, digits: int) -> None:
    """Take a folder for this job, or see that it is this job's already. Raises UsageError when it is another's."""
    store, place = filesystem(out)
    name = f"{place}/_job.json"
    said = {key: str(value) for key, value in asdict(options).items()}
    mine: dict[str, Any] = {"form": 1, "digits": digits, "options": said}
    if store.get_file_info(name).is_file:
        theirs = read_json(store, name)
        if theirs != mine:
            was, now = _flat(theirs), _flat(mine)
            other = sorted(key for key in was.keys() | now.keys() if was.get(key) != now.get(key))
            raise UsageError(f"{out} was made with other settings ({', '.join(other)}); give another folder")
        return
    write_json(store, name, mine)


def _flat(job: dict[str, Any]) -> dict[str, Any]:
    options: dict[str, Any] = job.get("options", {})
    return {**options, **{key: value for key, value in job.items() if key != "options"}}


def _schema() -> pa.Schema:
    return pa.schema([("path", pa.string()), ("error", pa.string()), *((name, pa.int64()) for name in COUNTS)])
