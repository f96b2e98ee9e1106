"""The graphs that all trials share, written so that they fit the trials in the store."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import unquote

import pyoxigraph as ox

from kg import vocab
from kg.curie import mint, slug
from kg.facts.assemble import Knowledge
from kg.graph.ontology import ontology_quads
from kg.graph.quads import Used, vocabulary_quads
from kg.graph.query import solutions
from kg.graph.texts import query_text
from kg.resources import folder
from kg.vocab import BASE

_VOCABULARY = ox.NamedNode(vocab.VOCABULARY_GRAPH)
_ONTOLOGY = ox.NamedNode(vocab.ONTOLOGY_GRAPH)


def write_shared(store: ox.Store, used: Used, knowledge: Knowledge) -> set[str]:
    """Describe what the trials in a store use, and nothing else; put the ontology in force.

    A thing that the tables have dropped since keeps its description for as long as a trial names it.

    Args:
        used: What the trials written last use, of which some may be replaced.

    Returns:
        The IRIs of the things that are described otherwise than before.
    """
    before = set(store.quads_for_pattern(None, None, None, _VOCABULARY))
    store.remove_graph(_VOCABULARY)
    present = {row[0].value for row in solutions(store, query_text("report", "used"))}
    kept = _present(used | tuple(_described(before)), present)
    store.bulk_load(vocabulary_of(kept, knowledge).encode(), format=ox.RdfFormat.N_QUADS)
    store.extend(_undescribed(store, before, present))
    store.remove_graph(_ONTOLOGY)
    store.extend(ontology_quads(folder("ontology") / "iokg.ttl"))
    after = set(store.quads_for_pattern(None, None, None, _VOCABULARY))
    return {quad.subject.value for quad in before ^ after if isinstance(quad.subject, ox.NamedNode)}


def vocabulary_of(used: Used, knowledge: Knowledge) -> str:
    """The vocabulary of what some trials use, as sorted N-Quads."""
    return vocabulary_quads(
        used,
        agents=knowledge.agents_named(used.agents),
        targets=knowledge.targets_named(used.targets),
        conditions=knowledge.conditions_named(used.conditions),
    )


def _present(used: Used, present: set[str]) -> Used:
    """Without what only replaced versions of trials used."""
    return Used(
        agents=frozenset(id_ for id_ in used.agents if mint("agent", id_) in present),
        targets=frozenset(key for key in used.targets if mint("target", slug(key)) in present),
        conditions=frozenset(id_ for id_ in used.conditions if mint("condition", id_) in present),
    )


def _described(quads: Iterable[ox.Quad]) -> Used:
    """The ids of agents and conditions and the keys of targets that a vocabulary graph describes."""
    subjects = {str(quad.subject.value) for quad in quads if isinstance(quad.subject, ox.NamedNode)}
    return Used(
        agents=_ids(subjects, "agent"),
        targets=frozenset(
            quad.object.value
            for quad in quads
            if quad.predicate.value == vocab.NOTATION and isinstance(quad.object, ox.Literal)
        ),
        conditions=_ids(subjects, "condition"),
    )


def _ids(iris: Iterable[str], kind: str) -> frozenset[str]:
    start = f"{BASE}{kind}/"
    return frozenset(unquote(iri.removeprefix(start)) for iri in iris if iri.startswith(start))


def _undescribed(store: ox.Store, before: Iterable[ox.Quad], present: set[str]) -> list[ox.Quad]:
    """Earlier statements about things that trials name and of which the vocabulary now says nothing."""
    described = {quad.subject for quad in store.quads_for_pattern(None, None, None, _VOCABULARY)}
    return [
        quad
        for quad in before
        if quad.subject not in described and isinstance(quad.subject, ox.NamedNode) and quad.subject.value in present
    ]
