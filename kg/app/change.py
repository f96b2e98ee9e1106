"""What an update changes in a graph: the trials that are there, and how one reading of a trial differs from another."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Literal, NamedTuple

import pyoxigraph as ox

from kg import vocab
from kg.curie import local_name, mint
from kg.facts.read import richness
from kg.graph.query import select
from kg.graph.terms import Several
from kg.graph.texts import query_text
from kg.model import Trial

Kind = Literal["added", "changed", "removed"]
_WHERE_READ = {vocab.PATH, vocab.PLACE}
_NOT_TOLD = {vocab.TYPE, vocab.WAS_DERIVED_FROM, vocab.FORM, *_WHERE_READ}


class Held(NamedTuple):
    """A trial in the graph.

    Attributes:
        record: IRI of the record that it was read from, made of the record's digest; empty if unknown.
        updated: When the registry last changed it, as far as the registry's date is one.
    """

    record: str
    form: str
    updated: str
    title: str

    def is_newer_than(self, trial: Trial) -> bool:
        """Whether a record is an older version, or as old and of a form that says less."""
        updated = trial.status.last_update
        return (self.updated, richness(self.form)) > (updated, richness(trial.source.form))

    def is_of(self, trial: Trial) -> bool:
        """Whether the trial was read from the same record."""
        return bool(self.record) and self.record == mint("source", trial.source.sha256)


class Change(NamedTuple):
    """What an update did with one trial.

    Attributes:
        about: What was stated, or is no more: names of properties, those of evidence left out.
        gained: Number of statements that are new.
        lost: Number of statements that are gone.
    """

    trial: str
    title: str
    change: Kind
    about: Several = Several()
    gained: int = 0
    lost: int = 0


class Difference(NamedTuple):
    """What has to be done to a store so that it holds another reading of a trial.

    Attributes:
        gained: N-Quads to be added.
        lost: N-Quads to be taken away.
        touched: The IRIs of the things that these are about.
    """

    change: Change
    gained: str
    lost: str
    touched: frozenset[str]


class Holding:
    """The trials that a store holds, each looked up when it is asked for."""

    def __init__(self, store: ox.Store) -> None:
        self._store = store

    def get(self, trial_id: str) -> Held | None:
        """What is held of a trial; None if it is not there."""
        rows = select(self._store, query_text("report", "held"), given={"trial": mint("trial", trial_id)}).records
        return next(map(_held, rows), None)

    def ids(self) -> set[str]:
        """The identifiers of all trials."""
        return {str(trial_id) for (trial_id,) in select(self._store, query_text("report", "trials"))}


def _held(row: Mapping[str, object]) -> Held:
    return Held(
        record=f"{vocab.BASE}{row['record']}" if row["record"] else "",
        form=str(row["form"] or ""),
        updated=str(row["updated"] or ""),
        title=str(row["title"]),
    )


def graph_of(trial_id: str) -> ox.NamedNode:
    """The named graph of a trial."""
    return ox.NamedNode(mint("graph/trial", trial_id))


def compare(store: ox.Store, trial: Trial, quads: str, *, known: bool) -> Difference | None:
    """How a new reading of a trial differs from what a store holds of it; None if it does not.

    Args:
        quads: The new reading, as N-Quads.
        known: Whether the store holds the trial.
    """
    # A store canonicalises literals, and only a store does.
    fresh = ox.Store()
    fresh.load(quads.encode(), format=ox.RdfFormat.N_QUADS)
    graph = graph_of(trial.id)
    new, old = _statements(fresh, graph), _statements(store, graph) if known else set()
    gained, lost = _quads(new - old, graph), _quads(old - new, graph)
    differing = _parsed(gained + lost)
    if all(quad.predicate.value in _WHERE_READ for quad in differing):
        return None
    about = _about(differing) if known else Several()
    kind: Kind = "changed" if known else "added"
    change = Change(trial.id, trial.title, kind, about, gained=len(new - old), lost=len(old - new))
    return Difference(change, gained, lost, _subjects(differing))


def removal(store: ox.Store, trial_id: str, title: str) -> Difference:
    """What has to be done so that a store holds a trial no more."""
    graph = graph_of(trial_id)
    statements = _statements(store, graph)
    lost = _quads(statements, graph)
    change = Change(trial_id, title, "removed", lost=len(statements))
    return Difference(change, "", lost, _subjects(_parsed(lost)))


def _statements(store: ox.Store, graph: ox.NamedNode) -> set[bytes]:
    """What a store says in a graph, as lines of N-Triples."""
    lines = store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=graph)
    assert lines is not None
    return set(lines.splitlines())


def _quads(statements: Iterable[bytes], graph: ox.NamedNode) -> str:
    """Sorted N-Quads of some lines of N-Triples."""
    return "".join(f"{line.decode().removesuffix('.')}{graph} .\n" for line in sorted(statements))


def _parsed(quads: str) -> list[ox.Quad]:
    return list(ox.parse(quads, format=ox.RdfFormat.N_QUADS))


def _subjects(quads: Iterable[ox.Quad]) -> frozenset[str]:
    return frozenset(quad.subject.value for quad in quads if isinstance(quad.subject, ox.NamedNode))


def _about(quads: Collection[ox.Quad]) -> Several:
    """The properties of the things that statements are about, reasons and texts left out."""
    reasons = {q.subject for q in quads if q.predicate.value == vocab.TYPE and _is_reason(q.object)}
    predicates = {quad.predicate.value for quad in quads if quad.subject not in reasons} - _NOT_TOLD
    told = (iri for iri in predicates if not iri.startswith((vocab.OA, vocab.OWL)))
    return Several(sorted(map(local_name, told)))


def _is_reason(class_: object) -> bool:
    return isinstance(class_, ox.NamedNode) and class_.value in (vocab.EVIDENCE, vocab.TEXT_FIELD)
