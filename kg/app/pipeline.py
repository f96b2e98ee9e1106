"""From registry records to a graph folder: read, state the facts, write, swap."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from kg.app.beside import (
    MOST_TRIALS_AS_TURTLE,
    UNMATCHED,
    Making,
    account,
    drafts,
    run_of,
    swap,
    write_csv,
    write_files,
)
from kg.app.quad_files import are_foreign, put_quad_files, remove_quad_files, shared_by, write_quad_files
from kg.app.run import FILE as RUN
from kg.app.run import Run, write_run
from kg.app.scale import ALL_PROCESSORS, Effort, Gathered, Progress, Shards, Stating, context_of, gather
from kg.app.scale.tally import UNMATCHED_COLUMNS
from kg.app.snapshot import knowledge_at_hand
from kg.app.vocabulary import write_shared
from kg.errors import InputError, UsageError
from kg.facts.packs import open_packs
from kg.facts.read import read_trials
from kg.graph.quads import EvidenceDetail
from kg.graph.query import Answer
from kg.graph.store import QUADS, has_store, load, next_number, rebuild, unwritable, writing
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
        effort: How many processes may work, how long on one record, and whether the graph is loaded into a store;
            else it is files of N-Quads for a SPARQL service, in ``quads``.
        progress: Called with the number of trials so far, and with each refusal.

    Raises:
        InputError: If no trial could be read.
        StoreError: If the folder cannot be written.
        UsageError: If no store is wanted where there is one, or something else in the place of the files.
    """
    begin = time.monotonic()
    shards = Shards(out)
    if not effort.store and has_store(out):
        raise UsageError("there is a store in the folder", place=str(out), remedy="name another folder with -o")
    if not effort.store and are_foreign(out):
        raise UsageError("there is something else", place=str(out / QUADS), remedy="name another folder with -o")
    with knowledge_at_hand(open_packs()) as knowledge, writing(out), drafts(out) as scratch:
        stating, context = Stating(knowledge, evidence, shards), context_of(evidence, knowledge.packs)
        gathered = gather(read_trials(paths, form=form, meter=effort.meter), stating, context, effort, progress)
        if not len(gathered):
            shards.remove()
            raise InputError(
                "no trial could be read", remedy="give registry records: API studies, exports or plain text"
            )
        write = _write_store if effort.store else _write_files
        run = write(_Stated(gathered, stating, effort, begin), out, scratch)
        shards.remove()
    return run


class _Stated(NamedTuple):
    """The facts of all trials, on their way into a graph folder."""

    gathered: Gathered
    stating: Stating
    effort: Effort
    begin: float

    def making(self, generation: int) -> Making:
        """How a state of the graph is made, up to now."""
        packs = self.stating.knowledge.packs.infos
        return Making(packs, self.stating.evidence, time.monotonic() - self.begin, generation)


def _write_store(stated: _Stated, out: Path, scratch: Path) -> Run:
    """Load all into a store, and put it with the files beside it in the place of what stood in the folder."""
    gathered, effort, number = stated.gathered, stated.effort, next_number(out)
    with rebuild(out) as store:
        trials = TrialTexts(scratch / "trials.ttl") if len(gathered) <= MOST_TRIALS_AS_TURTLE else None
        quads = _counted(gathered, effort)
        load(store, trials.taken(quads) if trials else quads)
        write_shared(store, gathered.total().used(), stated.stating.knowledge)
        effort.step("packing the store")
        store.flush()
        store.optimize()
        effort.step("writing names and files")
        run = account(store, gathered.notes, stated.making(number))
        write_files(store, run, scratch, trials)
    swap(scratch, out)
    remove_quad_files(out)
    return run


def _write_files(stated: _Stated, out: Path, scratch: Path) -> Run:
    """Put files of N-Quads in the place of those that stood in the folder."""
    gathered = stated.gathered
    stated.effort.step("writing files")
    total = gathered.total()
    try:
        write_quad_files(gathered, shared_by(total.used(), stated.stating.knowledge), scratch)
        run = run_of(total.counts(), total.scopes(), gathered.notes, stated.making(0))
        write_run(run, scratch / RUN)
        write_csv(Answer(UNMATCHED_COLUMNS, list(total.unmatched())), scratch / UNMATCHED)
        put_quad_files(scratch, out)
        swap(scratch, out)
    except OSError as error:
        raise unwritable(out, error) from error
    return run


def _counted(gathered: Gathered, effort: Effort) -> Iterator[bytes]:
    """The N-Quads of all trials, which are counted as they go into the store."""
    for number, lines in enumerate(gathered.quads(), start=1):
        effort.step(f"loading {number:,} of {len(gathered):,} trials into the store")
        yield lines
