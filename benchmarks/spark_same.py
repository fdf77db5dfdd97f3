"""Is what Spark makes of archives what one machine makes of them, statement by statement?

    python benchmarks/make_warc.py DATA FOLDER --articles 20000 --files 40
    python benchmarks/spark_same.py FOLDER OUT [--model fast] [--master local[2]] [--workers 2]

Reads the archives of FOLDER with ``onrecord spark`` into OUT/spark and with `read_many` into OUT/alone, a file of rows
an archive, and compares the two archive by archive: of every statement its id and each column (page, offsets, text,
speaker, role, dates, route, form, act, polarity, confidences ...), of every article each column, its whole reading in
JSON among them. Broken off, the same command goes on with the
archives that are missing. Exit code 1: something differs.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from onrecord import ReadOptions, read_many
from onrecord.integrations.parquet import (
    ARTICLES,
    FAILURES,
    STATEMENTS,
    article_row,
    failure_row,
    statement_rows,
    table,
)
from onrecord.spark.output import done_units
from onrecord.spark.units import Unit, units_of

SCHEMAS = {"statements": STATEMENTS, "articles": ARTICLES, "failures": FAILURES}
KEYS = {"statements": ("page", "id"), "articles": ("page",), "failures": ("page", "code")}
Rows = dict[tuple[Any, ...], dict[str, Any]]


def on_spark(folder: Path, out: Path, model: str, master: str) -> None:
    """Read what is missing with ``onrecord spark``, which shows its own progress."""
    command = ["spark", str(folder), "--out", str(out), "--model", model, "--master", master]
    subprocess.run([sys.executable, "-m", "onrecord.cli", *command], check=True)


def alone(units: list[Unit], out: Path, options: ReadOptions, workers: int) -> None:
    """Read the archives that are missing on this machine; each one's files are there whole or not at all."""
    out.mkdir(parents=True, exist_ok=True)
    began, read, todo = time.monotonic(), 0, [unit for unit in units if not (out / f"{unit.name}.done").exists()]
    for number, unit in enumerate(todo, 1):
        made: dict[str, list[dict[str, Any]]] = {kind: [] for kind in SCHEMAS}
        for reading in read_many(unit.path, options, workers=workers):
            read += 1
            if reading.failure is not None:
                made["failures"].append(failure_row(reading))
            else:
                made["articles"].append(article_row(reading))
                made["statements"] += statement_rows(reading)
        for kind, schema in SCHEMAS.items():
            pq.write_table(table(made[kind], schema), out / f"{unit.name}.{kind}.parquet", compression="zstd")
        (out / f"{unit.name}.done").touch()
        took = time.monotonic() - began
        left = took / number * (len(todo) - number)
        print(f"alone: {number} of {len(todo)} archives, {read:,} pages, {read / took:.1f} a second, "
              f"{left / 60:.0f} minutes left", flush=True)  # fmt: skip


def rows(files: list[Path], keys: tuple[str, ...]) -> tuple[Rows, int]:
    """The rows of some files by their keys, and how many keys are there more than once."""
    found: Rows = {}
    twice = 0
    for file in files:
        for row in pq.ParquetFile(file).read().to_pylist():
            key = tuple(row[name] for name in keys)
            twice += key in found
            found[key] = row
    return found, twice


def compare(ours: tuple[Rows, int], theirs: tuple[Rows, int], tally: Counter[str], kind: str) -> None:
    """Count the rows of both that are the same, and what is off."""
    one, other = ours[0], theirs[0]
    tally[f"{kind} missing on Spark"] += len(one.keys() - other.keys())
    tally[f"{kind} on Spark alone"] += len(other.keys() - one.keys())
    tally[f"{kind} twice"] += ours[1] + theirs[1]
    for key in one.keys() & other.keys():
        off = [name for name, value in one[key].items() if other[key].get(name) != value]
        tally[f"{kind} identical"] += not off
        tally.update(f"{kind} with another {name}" for name in off)


def main() -> None:
    """Read twice and compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--model", default="fast")
    parser.add_argument("--master", default="local[2]")
    parser.add_argument("--workers", type=int, default=2)
    given = parser.parse_args()
    options = ReadOptions(model=given.model)
    units = units_of([given.folder], options)
    spark, single = given.out / "spark", given.out / "alone"
    on_spark(given.folder, spark, given.model, given.master)
    alone(units, single, options, given.workers)
    done, tally = done_units(str(spark.absolute())), Counter[str]()
    for unit in units:
        for kind, keys in KEYS.items():
            made = [spark / name for name in done[unit.name]["files"] if name.startswith(f"{kind}/")]
            compare(rows([single / f"{unit.name}.{kind}.parquet"], keys), rows(made, keys), tally, kind)
    good = {f"{kind} identical" for kind in SCHEMAS}
    pages = sum(facts["pages"] for facts in done.values())
    print(f"{len(units)} archives, {pages:,} pages: " + ", ".join(f"{n:,} {what}" for what, n in sorted(tally.items())))
    wrong = any(number for what, number in tally.items() if what not in good)
    raise SystemExit(wrong or not tally["statements identical"])


if __name__ == "__main__":
    main()
