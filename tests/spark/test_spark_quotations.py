"""Quotations on Spark: the clusters of the pure engine, on the same input."""

from __future__ import annotations

import random
from collections import defaultdict
from typing import TYPE_CHECKING

import pytest

from onrecord.reuse.clusters import Printed, QuotationIndex

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

pytestmark = [pytest.mark.spark, pytest.mark.filterwarnings("default"), pytest.mark.timeout(900)]

NAMES = ("Ada Lane", "Bo Reed", "Cy Moss", None)
VOCABULARY = [f"{head}{tail}" for head in "bdfgklmnprst" for tail in ("adge", "ill", "one", "ust", "arrow", "iver")]


def corpus(seed: int, size: int) -> list[Printed]:
    """Quotations that recur with words changed, cut and added, stock phrases, and short ones by several speakers."""
    pick = random.Random(seed)
    originals = [[pick.choice(VOCABULARY) for _ in range(pick.randint(3, 40))] for _ in range(size // 6)]
    stock = ["we", "will", "not", "comment", "on", "that", "matter", "today"]
    found = []
    for number in range(size):
        said = list(pick.choice(originals))
        kind = pick.random()
        if kind < 0.3:
            said[pick.randrange(len(said))] = pick.choice(VOCABULARY)
        elif kind < 0.45:
            said = said[: max(3, len(said) * 2 // 3)]
        elif kind < 0.55:
            said = stock + [pick.choice(VOCABULARY) for _ in range(pick.randint(0, 6))]
        elif kind < 0.6:
            said = stock
        day = pick.choice([None, f"2017-{pick.randint(1, 4):02}-{pick.randint(1, 28):02}"])
        found.append(
            Printed(
                id=f"s{number:05}", text=" ".join(said).capitalize() + ".", page=f"page{pick.randint(0, size // 2)}",
                outlet=f"outlet{pick.randint(0, 9)}", published=day, speaker=pick.choice(NAMES),
            )
        )  # fmt: skip
    return found


def pure(printed: list[Printed]) -> set[frozenset[str]]:
    index = QuotationIndex()
    for one in sorted(printed, key=lambda one: one.order):
        index.add(one)
    return {frozenset(one.id for one in cluster.printed) for cluster in index.clusters()}


def on_spark(session: SparkSession, printed: list[Printed]) -> set[frozenset[str]]:
    from onrecord.spark.quotations import clusters

    rows = [(one.id, one.text, one.page, one.outlet, one.published, one.speaker, None) for one in printed]
    columns = "id string, text string, page string, outlet string, published string, speaker string, words string"
    found = defaultdict(set)
    for row in clusters(session.createDataFrame(rows, columns)).collect():
        found[row.cluster].add(row.id)
        assert row.cluster in {one.id for one in printed}
    return {frozenset(ids) for ids in found.values()}


def test_the_clusters_are_those_of_the_pure_engine(spark_session: SparkSession):
    printed = corpus(1, 1_500)
    random.Random(1).shuffle(printed)
    expected = pure(printed)
    assert len(expected) > 50
    assert on_spark(spark_session, printed) == expected


def test_a_stock_phrase_does_no_harm(spark_session: SparkSession):
    stock = "we are deeply saddened by the loss of life and our thoughts are with the families"
    printed = [
        Printed(id=f"a{n:05}", text=f"{stock} of {n}", page=f"p{n}", published="2017-02-01", speaker="Ada Lane")
        for n in range(1_200)
    ] + [Printed(id=f"b{n:05}", text=stock, page=f"q{n}", published="2017-02-02") for n in range(1_200)]
    assert on_spark(spark_session, printed) == pure(printed)


def test_nothing_comes_of_nothing(spark_session: SparkSession):
    assert on_spark(spark_session, []) == set()
    alone = [Printed(id="a", text="…", page="p"), Printed(id="b", text="Nobody else said this in any year.", page="p")]
    assert on_spark(spark_session, alone) == set()


GRAPHS = [
    [(n, n + 1) for n in range(40)],  # a chain
    [(0, n) for n in range(1, 60)],  # a star
    [(n % 30, (n * 7) % 30 + 100 * (n % 3)) for n in range(200)],
    [(5, 5), (1, 2), (2, 1), (8, 9)],
]


def test_components_are_those_of_union_find(spark_session: SparkSession):
    edges = [(1_000 * at + one, 1_000 * at + other) for at, graph in enumerate(GRAPHS) for one, other in graph]
    from onrecord.spark.components import components

    parent: dict[int, int] = {}

    def root(node: int) -> int:
        parent.setdefault(node, node)
        while parent[node] != node:
            node = parent[node]
        return node

    for one, other in edges:
        if one != other:
            low, high = sorted((root(one), root(other)))
            parent[high] = low
    frame = spark_session.createDataFrame(edges, "u long, v long")
    assert {row.node: row.component for row in components(frame).collect()} == {node: root(node) for node in parent}
