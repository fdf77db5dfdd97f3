"""Quotations: the clusters of the pure engine (`onrecord.reuse.clusters`) over any number of statements.

The engine adds one quotation after the other; here each of its steps is done for all at once, with the same bounds, so
that quotations in time order come to the same clusters. A formula that a million pages print is one wording, found in a
stream of equal words; a run of words that a million wordings share gives each of them the first 48 alone.
"""

from __future__ import annotations

from pyspark.sql import DataFrame, SparkSession, Window
from pyspark.sql import functions as F  # noqa: N812

from onrecord.reuse.clusters import LISTED, TRIED
from onrecord.spark.components import components
from onrecord.spark.wordings import EDGES, PRINTS, QUOTED, WORDED, compared, prints, quoted, same, stepped, worded

_SALTS = 32  # parts in which the first wordings of a common run of words are looked for
_QUOTED = ", ".join(f"{name} string" for name in QUOTED.names)
_WORDED = f"{_QUOTED}, wording string, seen array<array<string>>"
RESULT = ("cluster", "wording", "id", "text", "page", "outlet", "published", "speaker")


def statements(session: SparkSession, files: list[str]) -> DataFrame:
    """The quoted statements of the tables that `onrecord spark` wrote, each once."""
    columns = ("id", "form", "content", "page", "outlet", "published", "speaker", "kind")
    read = session.read.parquet(*files).select(*columns, F.lit(None).cast("string").alias("words"))
    return read.dropDuplicates(["id"]).mapInArrow(stepped(quoted, QUOTED), _QUOTED)


def clusters(quotations: DataFrame, at_least: int = 2) -> DataFrame:
    """The quotations of clusters with ``at_least`` appearances, with the columns of `RESULT`.

    ``quotations`` has the columns of `QUOTED`, ``words`` empty. ``wording`` and ``cluster`` are the ids of the first
    quotation of the same words, and of the first of all that are the same quotation.
    """
    everything = quotations.mapInArrow(stepped(compared, QUOTED), _QUOTED)
    order = (
        F.coalesce(F.when(F.col("published") != "", F.col("published")), F.lit("9999")),
        F.col("page"),
        F.col("id"),
    )
    by_words = everything.repartition("words").sortWithinPartitions("words", *order)
    found = by_words.mapInArrow(stepped(worded, WORDED), _WORDED).localCheckpoint()
    appearances = found.where("seen IS NULL").drop("seen", "words")
    # numbers that grow in time order, as those of the pure engine do
    wordings = found.where("seen IS NOT NULL").orderBy(*order).withColumn("n", F.monotonically_increasing_id())
    wordings = wordings.select("n", "wording", "words", "seen").localCheckpoint()
    edges = _edges(wordings)
    parts = components(edges)
    numbered = wordings.join(parts, wordings.n == parts.node, "left")
    labelled = numbered.select("wording", F.coalesce("component", "n").alias("least"))
    names = wordings.select(F.col("n").alias("least"), F.col("wording").alias("cluster"))
    of_wording = labelled.join(names, "least").select("wording", "cluster")
    joined = appearances.join(of_wording, "wording")
    large = joined.groupBy("cluster").count().where(F.col("count") >= at_least).select("cluster")
    return joined.join(large, "cluster").select(*RESULT)


def _edges(wordings: DataFrame) -> DataFrame:
    """Pairs of wordings that are one quotation: the likeliest earlier ones of each, checked by alignment."""
    hashes = wordings.select("n", "words").mapInArrow(stepped(prints, PRINTS), "hash long, n long")
    hashes = hashes.withColumn("salt", F.col("n") % _SALTS).localCheckpoint()
    listed = hashes
    for group in (("hash", "salt"), ("hash",)):  # the first in each part, then the first of these
        window = Window.partitionBy(*group).orderBy("n")
        listed = listed.withColumn("place", F.row_number().over(window)).where(F.col("place") <= LISTED)
    earlier = listed.select("hash", F.col("n").alias("m"))
    shared = hashes.join(earlier, "hash").where("m < n").groupBy("n", "m").count()
    likeliest = Window.partitionBy("n").orderBy(F.desc("count"), "m")
    pairs = shared.withColumn("place", F.row_number().over(likeliest)).where(F.col("place") <= TRIED).select("n", "m")
    late = wordings.select("n", "words", F.slice("seen", 1, 1).alias("seen"))
    early = wordings.select(
        F.col("n").alias("m"), F.col("words").alias("earlier_words"), F.col("seen").alias("earlier_seen")
    )
    return pairs.join(late, "n").join(early, "m").mapInArrow(stepped(same, EDGES), "u long, v long")
