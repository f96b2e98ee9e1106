"""Records in portions, each of which becomes one shard."""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kg.facts.read import Refusal
from kg.model import Trial

TRIALS = 64
"""Trials in a portion. It must not depend on the number of workers: shards are found again by what is in them."""


class Portion(NamedTuple):
    """What was read one after another.

    Attributes:
        found: Trials and refusals in the order of the input.
        trials: The trials among them, pickled.
        number: Of these.
        key: Digest of the trials and of all else that their facts depend on.
    """

    found: tuple[Trial | Refusal, ...]
    trials: bytes
    number: int
    key: str


def portions(found: Iterable[Trial | Refusal], context: str) -> Iterator[Portion]:
    """Cut what was read into portions.

    Args:
        context: What the facts depend on beside the trials.
    """
    waiting: list[Trial | Refusal] = []
    number = 0
    for item in found:
        waiting.append(item)
        number += isinstance(item, Trial)
        if number == TRIALS or len(waiting) > 4 * TRIALS:
            yield _portion(waiting, context)
            waiting, number = [], 0
    if waiting:
        yield _portion(waiting, context)


def _portion(found: list[Trial | Refusal], context: str) -> Portion:
    trials = [item for item in found if isinstance(item, Trial)]
    pickled = pickle.dumps(trials, protocol=5)
    key = hashlib.sha256(context.encode() + pickled).hexdigest()[:32]
    return Portion(tuple(found), pickled, len(trials), key)
