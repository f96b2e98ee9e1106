"""A graph folder brought up to date: what is new or has changed is stated anew, all else is left as it is."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import msgspec
import pyoxigraph as ox

from kg.app.beside import TURTLE, Making, account, drafts, swap, write_files
from kg.app.change import Change, Difference, Held, Holding, compare, graph_of, removal
from kg.app.pipeline import Progress
from kg.app.run import Notes, Run, read_run, versions
from kg.app.snapshot import knowledge_at_hand
from kg.app.spool import Spool
from kg.app.vocabulary import write_shared
from kg.errors import InputError, UsageError
from kg.facts.assemble import Knowledge, state_facts
from kg.facts.packs import open_packs
from kg.facts.read import Refusal, place_of, read_trials
from kg.graph.quads import EvidenceDetail, Used, evidence_detail, trial_quads, used_by
from kg.graph.store import next_number, open_folder, revise, writing
from kg.graph.turtle_again import EarlierTexts
from kg.model import Trial
from kg.vocab import DERIVED_GRAPH

_HIDING = {"file", "record"}
"""Kinds of refusal behind which a trial may be hidden."""


class Updated(NamedTuple):
    """What an update did.

    Attributes:
        changes: One for each trial that was added, changed or removed, in the order of identifiers.
        unchanged: Number of trials given that the graph held already.
        old_readings: Number of trials that were not given and were read by other tables or another iokg.
        derived_dropped: Whether statements of a reasoner were dropped because they may not follow any more.
    """

    run: Run
    changes: tuple[Change, ...]
    unchanged: int
    old_readings: int
    derived_dropped: bool


def update(
    paths: Iterable[Path | str],
    out: Path,
    *,
    form: str | None = None,
    remove: Collection[str] = (),
    remove_missing: bool = False,
    progress: Progress = lambda _number, _refusal: None,
) -> Updated:
    """Bring the graph of a folder up to date with some records, all changes at once or none.

    A trial whose record is the same to the byte is not touched, unless tables or program have changed since: then it is
    read again, and left if its facts are the same. A record older than the one in the graph is refused.

    Args:
        paths: Files, folders, archives, or ``-``; none if trials are only to be removed.
        remove: Identifiers of trials to be removed.
        remove_missing: Whether to remove every trial that is not among the records.

    Raises:
        UsageError: If a trial to be removed is not there, or none would be left.
        InputError: If missing trials are to be removed, but a part of the input could not be read.
        StoreError: If there is no graph, or it cannot be written.
    """
    begin = time.monotonic()
    open_folder(out)
    with (
        knowledge_at_hand(open_packs()) as knowledge,
        writing(out),
        drafts(out) as scratch,
        Spool(scratch / "gained.nq") as gained,
        Spool(scratch / "lost.nq") as lost,
    ):
        work = _Work(out, knowledge, gained, lost)
        work.read(read_trials(paths, form=form), progress)
        changes = work.changes(remove, remove_missing=remove_missing)
        earlier = work.earlier
        if not changes and earlier and work.is_whole:
            return Updated(earlier, (), len(work.seen), 0, derived_dropped=False)
        with revise(out) as revision:
            store = revision.store
            derived_dropped = bool(changes) and _without_derived(store)
            _apply(store, changes, lost.close(), gained.close())
            described = write_shared(store, work.used, knowledge)
            revision.touched = None if work.outdated else work.touched | described
            seconds = time.monotonic() - begin
            made = Making(knowledge.packs.infos, work.evidence, seconds, next_number(out), earlier)
            run = work.dated(account(store, work.notes, made))
            write_files(store, run, scratch, work.texts(store, changes))
        swap(scratch, out)
    unchanged = len(work.seen) - sum(change.change != "removed" for change in changes)
    return Updated(run, changes, unchanged, work.old_readings, derived_dropped)


class _Work:
    """What is known while records are compared with a graph."""

    def __init__(self, out: Path, knowledge: Knowledge, gained: Spool, lost: Spool) -> None:
        self._out = out
        self.store, self._names, self._number = open_folder(out)
        self.held = Holding(self.store)
        self.earlier = read_run(out)
        self.evidence: EvidenceDetail = evidence_detail(self.earlier.evidence if self.earlier else "full")
        self.knowledge = knowledge
        self._gained, self._lost = gained, lost
        self.notes = Notes()
        self.seen: set[str] = set()
        self.used = Used()
        self.touched: set[str] = set()
        self._changes: dict[str, Change] = {}

    @cached_property
    def outdated(self) -> bool:
        """Whether tables, packs or program are other than those that the graph was made with."""
        now = (_makers(versions()), self.knowledge.packs.infos)
        return self.earlier is None or now != (_makers(self.earlier.versions), self.earlier.packs)

    @property
    def is_whole(self) -> bool:
        """Whether store and files are of one state, of the present format, and made as they would be made now."""
        noted = self.earlier.generation if self.earlier else 0
        return self._names.exists() and not self.outdated and self._number == noted

    @cached_property
    def old_readings(self) -> int:
        """Number of trials that only other tables or another program have read, once all records are read."""
        return len(self.held.ids() - self.seen) if self.outdated else 0

    def read(self, found: Iterable[Trial | Refusal], progress: Progress) -> None:
        """Compare each record with the graph; what differs goes to the spool."""
        for item in found:
            refusal = item if isinstance(item, Refusal) else self._take(item)
            if refusal is not None:
                self.notes.refuse(refusal)
            progress(len(self.seen), refusal)

    def changes(self, remove: Collection[str], *, remove_missing: bool) -> tuple[Change, ...]:
        """All that is to be done, in the order of identifiers."""
        gone = dict.fromkeys([*remove, *(self._missing() if remove_missing else ())])
        for trial_id in gone:
            self._note(removal(self.store, trial_id, self._removable(trial_id).title))
        if gone and gone.keys() == self.held.ids() | self.seen:
            raise UsageError("no trial would be left", remedy="remove the folder, or build another graph")
        return tuple(change for _, change in sorted(self._changes.items()))

    def texts(self, store: ox.Store, changes: Iterable[Change]) -> EarlierTexts | None:
        """The Turtle of all trials as far as it was there before; None if there is none to go by."""
        path = self._out / TURTLE
        if not self.is_whole or not path.exists():
            return None
        try:
            return EarlierTexts(path, store, [graph_of(change.trial).value for change in changes])
        except (ValueError, SyntaxError, OSError):
            return None

    def dated(self, run: Run) -> Run:
        """The run, made with the oldest tables that a trial was read with, so that it is read again when given."""
        if not self.old_readings or self.earlier is None:
            return run
        return msgspec.structs.replace(run, versions=self.earlier.versions, packs=self.earlier.packs)

    def _take(self, trial: Trial) -> Refusal | None:
        """Compare one record; the refusal of an older one."""
        held = self.held.get(trial.id)
        if held is not None and held.is_newer_than(trial):
            return _refused(trial, held)
        self.seen.add(trial.id)
        self.notes.admit(trial.source)
        if held is None or self.outdated or not held.is_of(trial):
            self._state(trial, known=held is not None)
        return None

    def _state(self, trial: Trial, *, known: bool) -> None:
        facts = state_facts(trial, self.knowledge)
        quads = trial_quads(facts, evidence=self.evidence)
        difference = compare(self.store, trial, quads, known=known)
        if difference is not None:
            self.used |= used_by(facts)
            self._note(difference)

    def _note(self, difference: Difference) -> None:
        trial_id = difference.change.trial
        self._gained.write(trial_id, difference.gained)
        self._lost.write(trial_id, difference.lost)
        self._changes[trial_id] = difference.change
        self.touched |= difference.touched

    def _removable(self, trial_id: str) -> Held:
        """What is held of a trial that is to be removed."""
        held = None if trial_id in self.seen else self.held.get(trial_id)
        if held is None:
            why = "is among the records given" if trial_id in self.seen else "is not in this graph"
            raise UsageError(f"{trial_id} {why} and cannot be removed", remedy="correct --remove")
        return held

    def _missing(self) -> Iterator[str]:
        if _HIDING & self.notes.refused.keys():
            raise InputError(
                "a part of the input could not be read, so nobody knows which trials are missing",
                remedy="mend the input, or name the trials with --remove",
            )
        yield from sorted(self.held.ids() - self.seen)


def _apply(store: ox.Store, changes: Iterable[Change], lost: Path, gained: Path) -> None:
    """Take away and add what the files say."""
    for quad in ox.parse(path=str(lost), format=ox.RdfFormat.N_QUADS):
        store.remove(quad)
    for change in changes:
        if change.change == "removed":
            store.remove_graph(graph_of(change.trial))
    store.bulk_load(path=str(gained), format=ox.RdfFormat.N_QUADS)


def _without_derived(store: ox.Store) -> bool:
    """Drop what was derived; whether there was anything."""
    graph = ox.NamedNode(DERIVED_GRAPH)
    if not store.contains_named_graph(graph):
        return False
    store.remove_graph(graph)
    return True


def _refused(trial: Trial, held: Held) -> Refusal:
    newer = f"updated {held.updated}" if held.updated > trial.status.last_update else "with more fields"
    return Refusal(
        kind="duplicate",
        place=place_of(trial.source),
        problem=f"the graph holds {trial.id} from a record {newer}, which is kept",
        remedy="give the newest record",
    )


def _makers(known: dict[str, str]) -> dict[str, str]:
    """What the facts depend on, of the versions noted."""
    return {part: version for part, version in known.items() if part in {"iokg", "tables"}}
