"""The workshop of a build: what was read is brought together by trial, stated, and kept until all is written."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from kg.app.cluster.columns import FOUND, ddl, stated
from kg.app.cluster.executor import Order
from kg.app.cluster.files import Folder
from kg.app.cluster.listing import Listing, as_path
from kg.app.cluster.reading import read_files, read_lines
from kg.app.cluster.stating import state
from kg.errors import StoreError

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

WORKSHOP = ".building"
_STATED = "stated"
_FEWEST, _MOST = 4, 10_000
_PORTION = 8_000_000
"""Bytes of records that one task states the facts of, about: some 600 trials."""


def fill(spark: SparkSession, listing: Listing, order: Order, form: str | None, out: Folder) -> DataFrame:
    """State the facts of all trials and keep them in the workshop of a folder; see :func:`stated` for the rows.

    Raises:
        StoreError: If what was written is not what is read again.
    """
    from pyspark.sql import Observation
    from pyspark.sql import functions as f

    number = min(max(_FEWEST, -(-listing.size // _PORTION)), _MOST)
    spark.conf.set("spark.sql.shuffle.partitions", str(number))
    by_trial = _found(spark, listing, form).repartition(number, "key").sortWithinPartitions("key", "file", "at", "item")
    rows = Observation()
    facts = by_trial.mapInArrow(partial(state, order=order), ddl(stated())).observe(rows, f.count(f.lit(1)).alias("n"))
    place = out.at(WORKSHOP, _STATED)
    facts.write.option("compression", "zstd").parquet(place)
    kept = spark.read.schema(ddl(stated())).parquet(place)
    if kept.count() != rows.get["n"]:
        raise StoreError(
            "not all that the machines wrote is there",
            place=out.uri,
            remedy="name a folder with -o that all machines share, such as hdfs:// or s3a://",
        )
    return kept


def _found(spark: SparkSession, listing: Listing, form: str | None) -> DataFrame:
    """All trials and refusals, as rows of ``FOUND``."""
    parts = []
    if listing.by_line:
        parts.append(_on_lines(spark, listing))
    if listing.whole:
        parts.append(_in_files(spark, listing, form))
    return parts[0] if len(parts) == 1 else parts[0].unionByName(parts[1])


def _on_lines(spark: SparkSession, listing: Listing) -> DataFrame:
    from pyspark.sql import functions as f

    text = spark.read.option("lineSep", "\n").text([as_path(uri) for uri in listing.by_line])
    lines = text.select(
        f.col("value").cast("binary").alias("line"),
        f.col("_metadata.file_path").alias("uri"),
        f.col("_metadata.file_block_start").alias("start"),
    )
    read = partial(read_lines, files=listing.named, before=_lines_before(lines))
    return lines.mapInArrow(read, ddl(FOUND))


def _lines_before(lines: DataFrame) -> dict[tuple[str, int], int]:
    """How many lines of a file stand before each of its blocks, for the places that facts and refusals tell."""
    before: dict[tuple[str, int], int] = {}
    passed: dict[str, int] = {}
    for uri, start, number in sorted(lines.groupBy("uri", "start").count().collect()):
        before[uri, start] = passed.get(uri, 0)
        passed[uri] = before[uri, start] + number
    return before


def _in_files(spark: SparkSession, listing: Listing, form: str | None) -> DataFrame:
    from pyspark.sql import functions as f

    files = spark.read.format("binaryFile").load([as_path(uri) for uri in listing.whole])
    columns = (f.col("content"), f.col("_metadata.file_path").alias("uri"))
    return files.select(*columns).mapInArrow(partial(read_files, files=listing.named, form=form), ddl(FOUND))
