"""What ``run.json`` tells of a build on a cluster: inputs, refusals and counts, added up where they lie."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from kg.app.cluster.columns import COUNTED, REFUSAL
from kg.app.run import FURTHER, MOST_INPUTS_LISTED, MOST_REFUSALS_LISTED, Input, chained
from kg.app.scale.tally import UNMATCHED_COLUMNS
from kg.facts.read import Refusal

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame

_PLACE = ("file", "at", "item")
_MOST_UNMATCHED = 100_000
_DIGEST = "path string, form string, trials bigint, sha256 string"


class Refused(NamedTuple):
    """What was refused.

    Attributes:
        numbers: By kind.
        first: The first refusals in the order of the input.
    """

    numbers: dict[str, int]
    first: list[Refusal]


def refused(stated: DataFrame, listed: Iterable[tuple[int, Refusal]]) -> Refused:
    """The refusals of the records and of the listing of files.

    Args:
        listed: Refusals of files with their numbers.
    """
    from pyspark.sql import functions as f

    rows = stated.where(f.col("refusal").isNotNull()).select(*_PLACE, "refusal.*")
    told = [(number, 0, 0, refusal) for number, refusal in listed]
    numbers = Counter(refusal.kind for *_, refusal in told)
    numbers.update({row["kind"]: row["count"] for row in rows.groupBy("kind").count().collect()})
    told.extend(
        (row["file"], row["at"], row["item"], Refusal(**{name: row[name] for name in REFUSAL}))
        for row in rows.orderBy(*_PLACE).limit(MOST_REFUSALS_LISTED).collect()
    )
    told.sort(key=lambda each: each[:3])
    return Refused(dict(sorted(numbers.items())), [refusal for *_, refusal in told[:MOST_REFUSALS_LISTED]])


def inputs(stated: DataFrame) -> tuple[Input, ...]:
    """The files read, in their order, each with the digest of its records; those after the first thousands together."""
    from pyspark.sql import functions as f

    read = stated.where(f.col("sha256").isNotNull()).select(*_PLACE, "path", "form", "sha256")
    first = read.groupBy("path", "form").agg(f.min(f.struct(*_PLACE)).alias("first")).orderBy("first")
    order = [(row["path"], row["form"]) for row in first.limit(MOST_INPUTS_LISTED + 1).collect()]
    if len(order) > MOST_INPUTS_LISTED:
        listed = first.limit(MOST_INPUTS_LISTED).select("path", "form", f.expr("true").alias("listed"))
        read = read.join(f.broadcast(listed), ["path", "form"], "left").withColumn(
            "path", f.when(f.col("listed"), f.col("path")).otherwise(f.lit(FURTHER))
        )
    ordered = read.repartition("path", "form").sortWithinPartitions("path", "form", *_PLACE)
    digests = {(row["path"], row["form"]): row for row in ordered.mapInArrow(_digests, _DIGEST).collect()}
    further = [key for key in digests if key not in order]
    return tuple(
        Input(path=path, form=form, trials=digests[path, form]["trials"], sha256=digests[path, form]["sha256"])
        for path, form in (*order[:MOST_INPUTS_LISTED], *sorted(further))
    )


def counts(stated: DataFrame, tables: dict[str, DataFrame]) -> dict[str, int]:
    """How much of each kind the graph holds, as ``queries/report/counts.rq`` counts it."""
    from pyspark.sql import functions as f

    added = stated.agg(*(f.sum(f"counts.{name}").alias(name) for name in COUNTED)).first()
    assert added is not None
    number = {name: added[name] or 0 for name in COUNTED}
    return {
        "trials": number["trials"],
        "agents": tables["agent"].count(),
        "targets": _different(tables["agent"], "targets"),
        "conditions": _different(tables["trial"], "conditions"),
        "outcome_measures": number["outcome_measures"],
        "endpoints": _different(tables["outcome_measure"], "endpoints"),
        "discrepancies": number["discrepancies"],
        "unmatched": number["unmatched"],
    }


def scopes(trials: DataFrame) -> dict[str, int]:
    """How many trials fall into each scope."""
    found = trials.where("scope IS NOT NULL").groupBy("scope").count().orderBy("scope").collect()
    return {row["scope"]: row["count"] for row in found}


def unmatched(stated: DataFrame) -> str:
    """The words that were not understood, the most frequent first, as CSV; see ``queries/report/unmatched.rq``."""
    from pyspark.sql import functions as f

    each = stated.select(f.explode("words").alias("row")).select("row.*")
    candidates = f.array_join(f.array_sort(f.array_distinct(f.flatten(f.collect_set("candidates")))), "|")
    rows = each.groupBy("words", "expected").agg(
        f.sum("trials").alias("trials"), f.min("example").alias("example"), candidates.alias("candidates")
    )
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(UNMATCHED_COLUMNS)
    writer.writerows(rows.orderBy(f.desc("trials"), "words", "expected").limit(_MOST_UNMATCHED).collect())
    return text.getvalue()


def _different(table: DataFrame, column: str) -> int:
    """How many different things a column of lists holds."""
    from pyspark.sql import functions as f

    return table.select(f.explode(column)).distinct().count()


def _digests(given: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """The digest of each file, whose records follow one another."""
    import pyarrow as pa

    numbers: Counter[tuple[str, str]] = Counter()
    digests: dict[tuple[str, str], bytes] = {}
    for batch in given:
        for row in batch.to_pylist():
            key = (row["path"], row["form"])
            numbers[key] += 1
            digests[key] = chained(digests.get(key, b""), row["sha256"])
    rows = [
        {"path": path, "form": form, "trials": numbers[path, form], "sha256": digest.hex()}
        for (path, form), digest in digests.items()
    ]
    if rows:
        yield pa.RecordBatch.from_pylist(rows)
