"""From registry records to a graph folder: read, state the facts, write, swap."""

from __future__ import annotations

import csv
import shutil
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pyoxigraph as ox

from kg.app.run import FILE as RUN
from kg.app.run import Notes, Run, versions, write_run
from kg.app.snapshot import knowledge_at_hand
from kg.app.spool import Spool
from kg.curie import mint, slug
from kg.errors import InputError
from kg.facts.assemble import Knowledge, state_facts
from kg.facts.packs import Packs, open_packs
from kg.facts.read import Refusal, read_trials
from kg.graph.ontology import ontology_quads
from kg.graph.quads import EvidenceDetail, Used, trial_quads, used_by, vocabulary_quads
from kg.graph.query import Answer, select
from kg.graph.store import load, rebuild, writing
from kg.graph.terms import Plain
from kg.graph.texts import query_text
from kg.graph.turtle import turtle
from kg.model import Trial
from kg.resources import folder

TURTLE = "graph.ttl"
PAGE = "graph.html"
UNMATCHED = "unmatched.csv"
_DRAFTS = ".building-"
MOST_TRIALS_AS_TURTLE = 10_000

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
        _scratch(out) as drafts,
    ):
        spool = Spool(drafts / "trials.nq")
        used = _state_all(read_trials(paths, form=form), knowledge, spool, notes, evidence, progress)
        quads = spool.close()
        if not len(spool):
            raise InputError(
                "no trial could be read", remedy="give registry records: API studies, exports or plain text"
            )
        with rebuild(out) as store:
            _load(store, quads, used, knowledge)
            run = _told(store, notes, knowledge.packs, evidence, time.monotonic() - begin)
            _write_files(store, run, drafts)
        _swap(drafts, out)
    return run


@contextmanager
def _scratch(out: Path) -> Iterator[Path]:
    """A folder for drafts; what a build that was killed left of its own goes."""
    for left in out.glob(f"{_DRAFTS}*"):
        shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(dir=out, prefix=_DRAFTS) as scratch:
        yield Path(scratch)


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


def _load(store: ox.Store, quads: Path, used: Used, knowledge: Knowledge) -> None:
    load(store, quads)
    used = _still_used(store, used)
    vocabulary = vocabulary_quads(
        used,
        agents=knowledge.agents_named(used.agents),
        targets=knowledge.targets_named(used.targets),
        conditions=knowledge.conditions_named(used.conditions),
    )
    store.bulk_load(vocabulary.encode(), format=ox.RdfFormat.N_QUADS)
    store.extend(ontology_quads(folder("ontology") / "iokg.ttl"))
    store.flush()
    store.optimize()


def _still_used(store: ox.Store, used: Used) -> Used:
    """Without what only replaced versions of trials used."""
    present = {row[0].value for row in _solutions(store, "used")}
    return Used(
        agents=frozenset(id_ for id_ in used.agents if mint("agent", id_) in present),
        targets=frozenset(key for key in used.targets if mint("target", slug(key)) in present),
        conditions=frozenset(id_ for id_ in used.conditions if mint("condition", id_) in present),
    )


def _solutions(store: ox.Store, name: str) -> Iterator[ox.QuerySolution]:
    found = store.query(query_text("report", name), use_default_graph_as_union=True)
    assert isinstance(found, ox.QuerySolutions)
    return found


def _told(store: ox.Store, notes: Notes, packs: Packs, evidence: str, seconds: float) -> Run:
    (counts,) = select(store, query_text("report", "counts")).records
    scopes = select(store, query_text("report", "scopes"))
    return Run(
        versions=versions(),
        packs=packs.infos,
        inputs=notes.inputs(),
        counts={name: _whole(number) for name, number in counts.items()},
        scopes={str(scope): _whole(number) for scope, number in scopes},
        refused=dict(sorted(notes.refused.items())),
        refusals=tuple(notes.refusals),
        evidence=evidence,
        seconds=round(seconds, 3),
        finished=datetime.now(UTC).isoformat(timespec="seconds"),
    )


def _whole(number: Plain) -> int:
    """A count that a query gave."""
    assert isinstance(number, int), number
    return number


def _write_files(store: ox.Store, run: Run, drafts: Path) -> None:
    write_run(run, drafts / RUN)
    _write_csv(select(store, query_text("report", "unmatched")), drafts / UNMATCHED)
    if run.counts["trials"] <= MOST_TRIALS_AS_TURTLE:
        with (drafts / TURTLE).open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(turtle(store))


def _write_csv(answer: Answer, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(answer.columns)
        writer.writerows(answer)


def _swap(drafts: Path, out: Path) -> None:
    """Put the new files in the place of the old; files of the old graph that have no successor go."""
    for name in (RUN, UNMATCHED, TURTLE, PAGE):
        draft = drafts / name
        if draft.exists():
            draft.replace(out / name)
        else:
            (out / name).unlink(missing_ok=True)
