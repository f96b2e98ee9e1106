"""From registry records to a graph folder: read, state the facts, write, swap."""

from __future__ import annotations

import time
from collections.abc import Iterable
from pathlib import Path

from kg.app.beside import MOST_TRIALS_AS_TURTLE, Making, account, drafts, swap, write_files
from kg.app.run import Run
from kg.app.scale import ALL_PROCESSORS, Effort, Progress, Shards, Stating, context_of, gather
from kg.app.snapshot import knowledge_at_hand
from kg.app.vocabulary import write_shared
from kg.errors import InputError
from kg.facts.packs import open_packs
from kg.facts.read import read_trials
from kg.graph.quads import EvidenceDetail
from kg.graph.store import load, next_number, rebuild, writing
from kg.graph.turtle_trials import TrialTexts

__all__ = ["Effort", "Progress", "build"]


def build(
    paths: Iterable[Path | str],
    out: Path,
    *,
    form: str | None = None,
    evidence: EvidenceDetail = "full",
    effort: Effort = ALL_PROCESSORS,
    progress: Progress = lambda _number, _refusal: None,
) -> Run:
    """Build the graph of some records in a folder; what stood there is replaced at the end, or not at all.

    Facts that were stated stay in the folder's shards until the graph is there: a build that was stopped goes on from
    them when it is started again. Where there are more than a few hundred records, other processes state the facts.

    Args:
        paths: Files, folders, archives, or ``-``.
        out: Folder for the store, the Turtle, ``run.json`` and ``unmatched.csv``.
        form: Form of the records; told by content if None.
        evidence: How much of the reasons to keep.
        effort: How many processes may work, and how long on one record.
        progress: Called with the number of trials so far, and with each refusal.

    Raises:
        InputError: If no trial could be read.
        StoreError: If the folder cannot be written.
    """
    begin = time.monotonic()
    shards = Shards(out)
    with knowledge_at_hand(open_packs()) as knowledge, writing(out), drafts(out) as scratch:
        stating, context = Stating(knowledge, evidence, shards), context_of(evidence, knowledge.packs)
        gathered = gather(read_trials(paths, form=form, meter=effort.meter), stating, context, effort, progress)
        if not len(gathered):
            shards.remove()
            raise InputError(
                "no trial could be read", remedy="give registry records: API studies, exports or plain text"
            )
        number = next_number(out)
        with rebuild(out) as store:
            trials = TrialTexts(scratch / "trials.ttl") if len(gathered) <= MOST_TRIALS_AS_TURTLE else None
            load(store, trials.taken(gathered.quads()) if trials else gathered.quads())
            write_shared(store, gathered.used, knowledge)
            store.flush()
            store.optimize()
            made = Making(knowledge.packs.infos, evidence, time.monotonic() - begin, number)
            run = account(store, gathered.notes, made)
            write_files(store, run, scratch, trials)
        swap(scratch, out)
        shards.remove()
    return run
