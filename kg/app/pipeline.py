"""From registry records to a graph folder: read, state the facts, write, swap."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from pathlib import Path

from kg.app.beside import Making, account, drafts, swap, write_files
from kg.app.run import Notes, Run
from kg.app.snapshot import knowledge_at_hand
from kg.app.spool import Spool
from kg.app.vocabulary import write_shared
from kg.errors import InputError
from kg.facts.assemble import Knowledge, state_facts
from kg.facts.packs import open_packs
from kg.facts.read import Refusal, read_trials
from kg.graph.quads import EvidenceDetail, Used, trial_quads, used_by
from kg.graph.store import load, next_number, rebuild, writing
from kg.model import Trial

Progress = Callable[[int, Refusal | None], None]


def build(
    paths: Iterable[Path | str],
    out: Path,
    *,
    form: str | None = None,
    evidence: EvidenceDetail = "full",
    progress: Progress = lambda _number, _refusal: None,
) -> Run:
    """Build the graph of some records in a folder; what stood there is replaced at the end, or not at all.

    Args:
        paths: Files, folders, archives, or ``-``.
        out: Folder for the store, the Turtle, ``run.json`` and ``unmatched.csv``.
        form: Form of the records; told by content if None.
        evidence: How much of the reasons to keep.
        progress: Called with the number of trials so far, and with each refusal.

    Raises:
        InputError: If no trial could be read.
        StoreError: If the folder cannot be written.
    """
    begin = time.monotonic()
    notes = Notes()
    with (
        knowledge_at_hand(open_packs()) as knowledge,
        writing(out),
        drafts(out) as scratch,
        Spool(scratch / "trials.nq") as spool,
    ):
        used = _state_all(read_trials(paths, form=form), knowledge, spool, notes, evidence, progress)
        quads = spool.close()
        if not len(spool):
            raise InputError(
                "no trial could be read", remedy="give registry records: API studies, exports or plain text"
            )
        number = next_number(out)
        with rebuild(out) as store:
            load(store, quads)
            write_shared(store, used, knowledge)
            store.flush()
            store.optimize()
            made = Making(knowledge.packs.infos, evidence, time.monotonic() - begin, number)
            run = account(store, notes, made)
            write_files(store, run, scratch)
        swap(scratch, out)
    return run


def _state_all(
    found: Iterable[Trial | Refusal],
    knowledge: Knowledge,
    spool: Spool,
    notes: Notes,
    evidence: EvidenceDetail,
    progress: Progress,
) -> Used:
    """Write each trial's facts to the spool; the curated things that they use."""
    used = Used()
    for item in found:
        if isinstance(item, Refusal):
            notes.refuse(item)
            progress(len(spool), item)
            continue
        facts = state_facts(item, knowledge)
        spool.write(item.id, trial_quads(facts, evidence=evidence))
        used |= used_by(facts)
        notes.admit(item.source)
        progress(len(spool), None)
    return used
