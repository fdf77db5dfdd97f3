"""Quotations on Spark against the pure engine: ``python benchmarks/spark_quotations.py DATA [--articles 2000 6000]``.

The outermost quotations of five words or more of the news file's first articles (as in trace_speed.py). For each number
of articles it prints the time on Spark, that of the pure engine, and whether the clusters are the same; with
``--copies 5`` the last number once more, every article that often with new ids and pages (Spark alone).
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq
from trace_speed import printed

from onrecord.reuse.clusters import Printed, QuotationIndex
from onrecord.spark.quotations import clusters
from onrecord.spark.session import start

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

Groups = set[frozenset[str]]


def pure(said: list[Printed]) -> Groups:
    """The clusters of the pure engine."""
    index = QuotationIndex()
    for one in sorted(said, key=lambda one: one.order):
        index.add(one)
    return {frozenset(one.id for one in cluster.printed) for cluster in index.clusters()}


def frame(session: SparkSession, said: list[Printed], folder: str) -> DataFrame:
    """The quotations as a file that Spark reads: as rows of the driver a million would not fit its memory."""
    columns = {
        name: pa.array([getattr(one, name) for one in said], pa.string())
        for name in ("id", "text", "page", "outlet", "published", "speaker")
    }
    path = f"{folder}/{len(said)}.parquet"
    table = pa.table({**columns, "words": pa.nulls(len(said), pa.string())})
    pq.write_table(table, path, row_group_size=20_000)
    return session.read.parquet(path)


def on_spark(made: DataFrame) -> Groups:
    """The clusters that Spark makes."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in clusters(made).select("cluster", "id").toLocalIterator():
        found[row.cluster].add(row.id)
    return {frozenset(ids) for ids in found.values()}


def copied(said: list[Printed], times: int) -> list[Printed]:
    """Every quotation as often, on pages of its own."""
    return [
        Printed(id=f"{one.id}#{copy}", text=one.text, page=f"{one.page}#{copy}", outlet=one.outlet,
                published=one.published, speaker=one.speaker)
        for copy in range(times)
        for one in said
    ]  # fmt: skip


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--articles", type=int, nargs="+", default=[2_000, 6_000, 20_000])
    parser.add_argument("--copies", type=int, default=1)
    parser.add_argument("--master", default="local[2]")
    given = parser.parse_args()
    session = start(given.master, "quotations")
    with tempfile.TemporaryDirectory() as folder:
        compare(session, given, folder)
    session.stop()


def compare(session: SparkSession, given: argparse.Namespace, folder: str) -> None:
    """Time both at each size and print a line for it."""
    on_spark(frame(session, printed(given.data, 20), folder))  # warm
    said: list[Printed] = []
    for number in given.articles:
        said = printed(given.data, number)
        made = frame(session, said, folder)
        began = time.monotonic()
        found = on_spark(made)
        took = time.monotonic() - began
        began = time.monotonic()
        expected = pure(said)
        alone = time.monotonic() - began
        same = "the same clusters" if found == expected else f"{len(found ^ expected)} clusters differ"
        print(f"{number:6} articles, {len(said)} quotations: {took:.1f} s on Spark, {alone:.1f} s by the pure engine, "
              f"{len(found)} clusters; {same}", flush=True)  # fmt: skip
    if given.copies > 1:
        many = copied(said, given.copies)
        made = frame(session, many, folder)
        began = time.monotonic()
        found = on_spark(made)
        print(f"{given.copies} copies, {len(many)} quotations: {time.monotonic() - began:.1f} s, {len(found)} clusters")


if __name__ == "__main__":
    main()
