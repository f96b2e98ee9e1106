"""What an update changes in a graph: the trials that are there, and how one reading of a trial differs from another."""

from __future__ import annotations

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


def trials_held(store: ox.Store) -> dict[str, Held]:
    """The trials of a store by identifier."""
    rows = select(store, query_text("report", "held")).records
    return {
        str(row["id"]): Held(
            record=f"{vocab.BASE}{row['record']}" if row["record"] else "",
            form=str(row["form"] or ""),
            updated=str(row["updated"] or ""),
            title=str(row["title"]),
        )
        for row in rows
    }


def graph_of(trial_id: str) -> ox.NamedNode:
    """The named graph of a trial."""
    return ox.NamedNode(mint("graph/trial", trial_id))


def compare(store: ox.Store, trial: Trial, quads: str, *, known: bool) -> Change | None:
    """How a new reading of a trial differs from what a store holds of it; None if it does not.

    Args:
        quads: The new reading, as N-Quads.
        known: Whether the store holds the trial.
    """
    # A store canonicalises literals, and only a store does.
    fresh = ox.Store()
    fresh.load(quads.encode(), format=ox.RdfFormat.N_QUADS)
    new, old = set(fresh), set(store.quads_for_pattern(None, None, None, graph_of(trial.id)))
    if all(quad.predicate.value in _WHERE_READ for quad in new ^ old):
        return None
    kind: Kind = "changed" if known else "added"
    about = _about(new ^ old) if known else Several()
    return Change(trial.id, trial.title, kind, about, gained=len(new - old), lost=len(old - new))


def _about(quads: set[ox.Quad]) -> Several:
    """The properties of the things that statements are about, reasons and texts left out."""
    reasons = {q.subject for q in quads if q.predicate.value == vocab.TYPE and _is_reason(q.object)}
    predicates = {quad.predicate.value for quad in quads if quad.subject not in reasons} - _NOT_TOLD
    told = (iri for iri in predicates if not iri.startswith((vocab.OA, vocab.OWL)))
    return Several(sorted(map(local_name, told)))


def _is_reason(class_: object) -> bool:
    return isinstance(class_, ox.NamedNode) and class_.value in (vocab.EVIDENCE, vocab.TEXT_FIELD)
