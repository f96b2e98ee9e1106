"""The facts of a portion of trials, stated and written as a shard."""

from __future__ import annotations

import gc
import hashlib
import pickle
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

import kg
from kg.app.run import tables_digest
from kg.app.scale.alarm import LateError
from kg.app.scale.shard import Contents, Shards
from kg.app.scale.tally import Tally, tally
from kg.facts.assemble import Knowledge, state_facts
from kg.facts.packs import Packs
from kg.facts.read import read_trials
from kg.graph.quads import EvidenceDetail, trial_quads
from kg.model import Trial
from kg.resources import folder


class Stating(NamedTuple):
    """All that stating facts needs beside the trials."""

    knowledge: Knowledge
    evidence: EvidenceDetail
    shards: Shards


def state_portion(
    stating: Stating,
    key: str,
    trials: bytes,
    left_out: Mapping[int, str],
    begin: Callable[[int], object] = lambda _position: None,
) -> Contents:
    """The contents of the shard of a portion, which is written if it is not there or not whole.

    Args:
        trials: Pickled.
        left_out: Trials to be left out, and why.
        begin: Called with the position of each trial before its facts are stated.

    Raises:
        StoreError: If the shard cannot be written.
    """
    there = stating.shards.find(key)
    if there is not None:
        return there
    given: list[Trial] = pickle.loads(trials)  # noqa: S301 - pickled by the process that started this one
    contents, quads = state_trials(stating.knowledge, stating.evidence, given, left_out, begin)
    stating.shards.write(key, contents, quads)
    return contents


def state_trials(
    knowledge: Knowledge,
    evidence: EvidenceDetail,
    trials: Sequence[Trial],
    left_out: Mapping[int, str],
    begin: Callable[[int], object],
) -> tuple[Contents, list[bytes]]:
    """The N-Quads of each of some trials, and what a shard of them tells.

    Args:
        left_out: Trials to be left out, by position, and why.
        begin: Called with the position of each trial before its facts are stated, and with their number at the end.
    """
    tallies, quads, failed = list[Tally | None](), list[bytes](), dict(left_out)
    for position, trial in enumerate(trials):
        begin(position)
        lines, told = b"", None
        if position not in failed:
            try:
                facts = state_facts(trial, knowledge)
                lines, told = trial_quads(facts, evidence=evidence).encode(), tally(facts)
            except LateError as error:
                failed[position] = str(error)
            except Exception as error:  # noqa: BLE001 - one record in a million must not cost the others
                failed[position] = f"its facts cannot be stated ({type(error).__name__}: {error})"
        quads.append(lines)
        tallies.append(told)
    begin(len(trials))
    return Contents(lengths=tuple(map(len, quads)), tallies=tuple(tallies), left_out=failed), quads


def warm(stating: Stating) -> None:
    """State the facts of a few known records, so that what is made at first use is there before a fork."""
    for found in read_trials([folder("seeds")]):
        if isinstance(found, Trial):
            trial_quads(state_facts(found, stating.knowledge), evidence=stating.evidence)
    gc.collect()
    gc.freeze()


def context_of(evidence: EvidenceDetail, packs: Packs) -> str:
    """Digest of all that the N-Quads of a trial depend on beside the trial: code, tables, packs and options."""
    digest = hashlib.sha256(f"{kg.__version__} {evidence} {tables_digest(folder('ontology'))}".encode())
    digest.update(msgspec.json.encode(packs.infos))
    package = Path(kg.__file__).parent
    parts = (package.glob("*.py"), (package / "facts").rglob("*.py"), (package / "graph").glob("*.py"))
    for source in sorted(path for part in parts for path in part):
        digest.update(source.read_bytes())
    return digest.hexdigest()
