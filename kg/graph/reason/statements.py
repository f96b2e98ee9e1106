"""The asserted statements that a reasoner needs, and what reasoning over them gives."""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg import vocab
from kg.graph.reason.axioms import Ontology
from kg.resources import folder

#: Subject, predicate and object as N-Triples terms.
Statement = tuple[str, str, str]

_TYPE = f"<{vocab.TYPE}>"
#: Classes of nodes that hold words and reasons; nothing follows from them, and they are most of a graph.
_WORDS = {
    f"<{iri}>"
    for iri in (
        vocab.EVIDENCE, vocab.TEXT_FIELD, vocab.SOURCE_RECORD, vocab.DISCREPANCY, vocab.UNMATCHED_MENTION,
        vocab.TEXT_POSITION_SELECTOR, vocab.TEXT_QUOTE_SELECTOR,
    )
}  # fmt: skip
_WORDS_PROPERTIES = {
    f"<{iri}>"
    for iri in (
        vocab.BASIS, vocab.HAS_DISCREPANCY, vocab.HAS_UNMATCHED_MENTION, vocab.HAS_SELECTOR, vocab.HAS_SOURCE,
        vocab.WAS_DERIVED_FROM, vocab.CONDITION_MESH, vocab.INTERVENTION_MESH, vocab.PUBLICATION, vocab.HAS_TIME_FRAME,
    )
}  # fmt: skip
_NOT_FACTS = {ox.NamedNode(vocab.DERIVED_GRAPH), ox.NamedNode(vocab.ONTOLOGY_GRAPH)}
#: Properties that only serve to derive others.
_TECHNICAL = {f"<{iri}>" for iri in (vocab.USED_IN, vocab.BROADER_TRANSITIVE, *vocab.ROLE_LOOPS.values())}


@dataclass(frozen=True, slots=True)
class Derivation:
    """What a reasoner found.

    Attributes:
        statements: What follows and is not asserted, by named classes and properties, about named things.
        consistent: False if the asserted statements contradict the ontology; None if the engine does not decide it.
        unsatisfiable: Classes that can have no member.
        seconds: Time taken.
    """

    statements: frozenset[Statement]
    consistent: bool | None
    unsatisfiable: tuple[str, ...]
    seconds: float

    def as_quads(self) -> str:
        """The derived graph as sorted N-Quads."""
        return "".join(f"{' '.join(statement)} <{vocab.DERIVED_GRAPH}> .\n" for statement in sorted(self.statements))


def asserted_statements(store: ox.Store, ontology: Ontology) -> set[Statement]:
    """What a store asserts by the classes and properties from which something follows, derived graph left out."""
    found: set[Statement] = set()
    for predicate in ontology.object_properties - _WORDS_PROPERTIES | ontology.compared_values | {_TYPE}:
        for quad in store.quads_for_pattern(None, ox.NamedNode(predicate[1:-1]), None):
            if quad.graph_name not in _NOT_FACTS:
                found.add((str(quad.subject), predicate, str(quad.object)))
    return {statement for statement in found if statement[1] != _TYPE or _is_about_facts(statement[2], ontology)}


def _is_about_facts(class_: str, ontology: Ontology) -> bool:
    return class_ in ontology.classes and class_ not in _WORDS


def ontology_statements(ontology: Ontology) -> set[Statement]:
    """What the ontology says about its own individuals."""
    found = set[Statement]()
    for line in ontology.triples:
        subject, predicate, value = line.removesuffix(" .").split(" ", 2)
        if subject in ontology.individuals and (predicate in ontology.object_properties or value in ontology.classes):
            found.add((subject, predicate, value))
    return found


def closed_world_statements(store: ox.Store) -> set[Statement]:
    """What follows if records are taken as complete, by the queries of ``queries/rules``."""
    return set().union(*closed_world_by_rule(store).values())


def closed_world_by_rule(store: ox.Store) -> dict[str, set[Statement]]:
    """The same by the name of the query's file."""
    return {path.name: _constructed(store, path) for path in sorted((folder("queries") / "rules").glob("*.rq"))}


def _constructed(store: ox.Store, path: Path) -> set[Statement]:
    triples = store.query(path.read_text(encoding="utf-8"), use_default_graph_as_union=True)
    assert isinstance(triples, ox.QueryTriples), path
    return {(str(t.subject), str(t.predicate), str(t.object)) for t in triples}


def worth_keeping(derived: Iterable[Statement], asserted: Set[Statement], ontology: Ontology) -> frozenset[Statement]:
    """Derived statements about things of the graph that are neither asserted nor merely technical."""
    return frozenset(
        statement
        for statement in derived
        if statement not in asserted
        and statement[0] not in ontology.individuals
        and (statement[2] in ontology.classes if statement[1] == _TYPE else statement[1] in ontology.object_properties)
        and statement[1] not in _TECHNICAL
    )
