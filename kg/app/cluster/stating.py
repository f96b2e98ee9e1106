"""Facts stated by Python processes of a cluster: the newest version of each trial, some trials at a time."""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kg.app.cluster.columns import Row, batches, stated
from kg.app.cluster.executor import Order, knowledge_for
from kg.app.cluster.summing import summed
from kg.app.scale import Effort, Shards, Stating, rare_collection
from kg.app.scale.alarm import each_within
from kg.app.scale.gathering import left_out
from kg.app.scale.pool import Pool
from kg.app.scale.portion import TRIALS, portions
from kg.app.scale.shard import Contents
from kg.app.scale.stating import state_trials
from kg.facts.assemble import Knowledge
from kg.facts.read import Refusal, Versions, newest
from kg.model import Trial

if TYPE_CHECKING:
    import pyarrow as pa


class Reading(NamedTuple):
    """What was found at a place of the input."""

    key: str
    file: int
    at: int
    item: int
    found: Trial | Refusal


def state(given: Iterable[pa.RecordBatch], order: Order) -> Iterator[pa.RecordBatch]:
    """What is stated of what was found: see :func:`stated` for the rows.

    Args:
        given: Rows of ``FOUND``, those of one key one after another and in the order of the input.
    """
    from pyspark import TaskContext

    context = TaskContext.get()
    attempt = context.attemptNumber() if context is not None else 0
    knowledge = knowledge_for(order.context, order.evidence)
    with rare_collection():
        yield from batches(state_rows(_readings(given), knowledge, order, alone=attempt > 0), stated())


def state_rows(readings: Iterable[Reading], knowledge: Knowledge, order: Order, *, alone: bool) -> Iterator[Row]:
    """The rows for what was read.

    Args:
        alone: Whether a process of its own states the facts, which may die over a record and costs nothing else.
    """
    waiting: list[Reading] = []
    for item in _chosen(readings):
        if isinstance(item, Reading):
            waiting.append(item)
        else:
            yield item
        if len(waiting) == TRIALS:
            yield from _together(waiting, knowledge, order, alone=alone)
            waiting = []
    if waiting:
        yield from _together(waiting, knowledge, order, alone=alone)


def _readings(given: Iterable[pa.RecordBatch]) -> Iterator[Reading]:
    for batch in given:
        for row in batch.to_pylist():
            found = pickle.loads(row["found"])  # noqa: S301 - pickled by another process of this build
            yield Reading(row["key"], row["file"], row["at"], row["item"], found)


def _chosen(readings: Iterable[Reading]) -> Iterator[Reading | Row]:
    """The newest reading of each trial, and a row for each other and for each refusal."""
    for _, versions_of_one in groupby(readings, attrgetter("key")):
        versions, current = Versions(), None
        for reading in versions_of_one:
            for found in newest(reading.found, versions):
                if isinstance(found, Refusal):
                    yield _refusal_row(reading, found, later=isinstance(reading.found, Trial))
                    continue
                if current is not None:
                    yield _read_row(current)
                current = reading
        if current is not None:
            yield current


def _together(readings: Sequence[Reading], knowledge: Knowledge, order: Order, *, alone: bool) -> Iterator[Row]:
    trials = [reading.found for reading in readings if isinstance(reading.found, Trial)]
    do = _stated_alone if alone else _stated_here
    contents, quads = do(trials, knowledge, order)
    for position, (reading, trial, lines) in enumerate(zip(readings, trials, quads, strict=True)):
        refusal = left_out(trial, contents.left_out.get(position))
        if refusal is not None:
            yield _refusal_row(reading, refusal)
        else:
            yield {**_read_row(reading), "quads": lines.decode().removesuffix("\n")}
    yield summed(quads, contents.used)


def _stated_here(trials: Sequence[Trial], knowledge: Knowledge, order: Order) -> tuple[Contents, list[bytes]]:
    with each_within(order.seconds_a_record, len(trials)) as begin:
        return state_trials(knowledge, order.evidence, trials, {}, begin)


def _stated_alone(trials: Sequence[Trial], knowledge: Knowledge, order: Order) -> tuple[Contents, list[bytes]]:
    """The same by way of a worker process and a shard; a record over which workers die is left out."""
    effort = Effort(1, order.seconds_a_record)
    with tempfile.TemporaryDirectory() as scratch:
        stating = Stating(knowledge, order.evidence, Shards(Path(scratch)))
        stating.shards.prepare()
        with Pool(stating, effort) as pool:
            ((portion, contents),) = pool.carry_out(portions(trials, order.context))
        return contents, list(stating.shards.read(portion.key, range(len(trials))))


def _read_row(reading: Reading) -> Row:
    assert isinstance(reading.found, Trial)
    source = reading.found.source
    place = {"file": reading.file, "at": reading.at, "item": 2 * reading.item}
    return {**place, "path": source.path, "form": source.form, "sha256": source.sha256}


def _refusal_row(reading: Reading, refusal: Refusal, *, later: bool = False) -> Row:
    """A refusal, in its order right after what was read at its place if ``later``."""
    told = {name: getattr(refusal, name) for name in ("kind", "place", "problem", "remedy")}
    return {"file": reading.file, "at": reading.at, "item": 2 * reading.item + later, "refusal": told}
