"""Records gathered into shards, by this process or by several, and read back as one stream of N-Quads."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from itertools import chain, islice
from pathlib import Path

from kg.app.run import Notes
from kg.app.scale.alarm import each_within
from kg.app.scale.collection import rare_collection
from kg.app.scale.effort import Effort
from kg.app.scale.pool import Pool
from kg.app.scale.portion import TRIALS, Portion, portions
from kg.app.scale.shard import Contents, Shards
from kg.app.scale.stating import Stating, state_portion, warm
from kg.app.scale.tally import Sum, Tally
from kg.facts.read import Refusal, place_of
from kg.model import Trial

FEW = 3
"""Portions that are stated before another process could have started."""

Progress = Callable[[int, Refusal | None], None]


class Gathered:
    """Shards of trials, of which one that was read again later replaces the earlier reading.

    Attributes:
        notes: What was read, what was not.
    """

    def __init__(self, shards: Shards) -> None:
        self.notes = Notes()
        self._shards = shards
        self._keys: list[str] = []
        self._latest: dict[str, int] = {}
        self._number = 0
        self._dropped: set[int] = set()

    def __len__(self) -> int:
        return len(self._latest)

    def quads(self) -> Iterator[bytes]:
        """The N-Quads of all trials, trial by trial."""
        for number, key in enumerate(self._keys):
            yield from self._shards.read(key, self._wanted(number))

    def total(self) -> Sum:
        """What the trials hold together."""
        return Sum(self._tallies())

    def shards(self) -> Iterator[tuple[Path, Iterator[bytes] | None]]:
        """Each shard, with the N-Quads of its trials that count; None if all of them do."""
        for number, key in enumerate(self._keys):
            wanted = self._wanted(number)
            yield self._shards.path(key), None if len(wanted) == TRIALS else self._shards.read(key, wanted)

    def _tallies(self) -> Iterator[Tally]:
        for number, key in enumerate(self._keys):
            told = dict(enumerate(self._shards.contents(key).tallies))
            yield from filter(None, map(told.get, self._wanted(number)))

    def _wanted(self, number: int) -> list[int]:
        """Positions of the trials of a portion that no later reading replaces."""
        start = number * TRIALS
        return [position for position in range(TRIALS) if start + position not in self._dropped]

    def add(self, portion: Portion, contents: Contents, progress: Progress) -> None:
        """Take in a portion whose shard is there."""
        start = len(self._keys) * TRIALS
        self._keys.append(portion.key)
        position = 0
        for item in portion.found:
            refusal = item if isinstance(item, Refusal) else None
            if isinstance(item, Trial):
                refusal = left_out(item, contents.left_out.get(position))
                if refusal is None:
                    self._admit(item, start + position)
                position += 1
            if refusal is not None:
                self.notes.refuse(refusal)
            progress(len(self), refusal)

    def _admit(self, trial: Trial, number: int) -> None:
        earlier = self._latest.get(trial.id)
        if earlier is not None:
            self._dropped.add(earlier)
        self._latest[trial.id] = number
        self.notes.admit(trial.source)


def gather(
    found: Iterable[Trial | Refusal], stating: Stating, context: str, effort: Effort, progress: Progress
) -> Gathered:
    """Have the facts of all trials stated, each shard that is there already taken as it is.

    Args:
        context: What facts depend on beside the trials.
        progress: Called with the number of trials so far, and with each refusal.

    Raises:
        StoreError: If shards cannot be written.
    """
    gathered = Gathered(stating.shards)
    stating.shards.prepare()
    try:
        with rare_collection(), closing(_carried_out(portions(found, context), stating, effort)) as carried_out:
            for portion, contents in carried_out:
                gathered.add(portion, contents, progress)
    finally:
        stating.shards.remove_drafts()
    return gathered


def _carried_out(rest: Iterator[Portion], stating: Stating, effort: Effort) -> Generator[tuple[Portion, Contents]]:
    first = list(islice(rest, FEW + 1)) if effort.processes > 1 else []
    if len(first) <= FEW:
        for portion in chain(first, rest):
            yield portion, _here(portion, stating, effort)
        return
    warm(stating)
    with Pool(stating, effort) as pool:
        yield from pool.carry_out(chain(first, rest))


def _here(portion: Portion, stating: Stating, effort: Effort) -> Contents:
    with each_within(effort.seconds_a_record, portion.number) as begin:
        return state_portion(stating, portion.key, portion.trials, {}, begin)


def left_out(trial: Trial, problem: str | None) -> Refusal | None:
    """The refusal of a trial that is left out for a problem; None if there is no problem."""
    if problem is None:
        return None
    return Refusal(
        kind="record",
        place=place_of(trial.source),
        problem=f"{trial.id} is left out: {problem}",
        remedy="report it with this record; all others are in the graph",
    )
