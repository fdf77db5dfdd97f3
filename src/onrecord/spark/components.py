"""Connected components of a graph of any size, by turns of two operations on its edges.

Large-star and small-star (Kiveris, Lattanzi, Mirrokni, Rastogi and Vassilvitskii, "Connected Components in MapReduce
and Beyond", SoCC 2014): each node's neighbours are tied to the least of them, the larger neighbours in one turn and the
smaller ones in the next, until every component is a star around its least node. No node's neighbours are ever gathered
in one place: a minimum and a join are all that is asked of Spark, so that a node with a million edges does no harm.
"""

from __future__ import annotations

from pyspark.sql import DataFrame
from pyspark.sql import functions as F  # noqa: N812  (as all of Spark's documents have it)

from onrecord.core.errors import ClusterError

_TURNS = 60  # ample: the number of turns grows with the square of the logarithm of the nodes


def components(edges: DataFrame) -> DataFrame:
    """The edges' nodes with the least node of their component: ``node``, ``component``.

    ``edges`` has the columns ``u`` and ``v``, whole numbers. The least node of a component stands there too.
    Raises ClusterError when it comes to no end.
    """
    now = edges.where("u <> v").select(F.greatest("u", "v").alias("u"), F.least("u", "v").alias("v")).distinct()
    now, before = now.localCheckpoint(), (-1, -1)
    for _ in range(_TURNS):
        state = _state(now)
        if state == before:
            least = now.select(F.col("v").alias("node"), F.col("v").alias("component"))
            return now.select(F.col("u").alias("node"), F.col("v").alias("component")).union(least).distinct()
        now, before = small_star(large_star(now)).localCheckpoint(), state
    raise ClusterError(f"the connected components were not done after {_TURNS} turns")


def large_star(edges: DataFrame) -> DataFrame:
    """Tie each node's larger neighbours to the least of the node and all of its neighbours."""
    both = edges.union(edges.select(F.col("v").alias("u"), F.col("u").alias("v")))
    least = both.groupBy("u").agg(F.least(F.min("v"), F.first("u")).alias("m"))
    tied = both.join(least, "u").where("v > u").select(F.col("v").alias("u"), F.col("m").alias("v"))
    return tied.where("u <> v").distinct()


def small_star(edges: DataFrame) -> DataFrame:
    """Tie each node and its smaller neighbours to the least of these."""
    down = edges.select(F.greatest("u", "v").alias("u"), F.least("u", "v").alias("v"))
    least = down.groupBy("u").agg(F.min("v").alias("m"))
    neighbours = down.join(least, "u").where("v <> m").select(F.col("v").alias("u"), F.col("m").alias("v"))
    return neighbours.union(least.select("u", F.col("m").alias("v"))).where("u <> v").distinct()


def _state(edges: DataFrame) -> tuple[int, int]:
    """The number of edges and a sum over them that changes when one does."""
    row = edges.agg(F.count("*"), F.coalesce(F.sum(F.xxhash64("u", "v").cast("decimal(38,0)")), F.lit(0))).head()
    assert row is not None
    return int(row[0]), int(row[1])
