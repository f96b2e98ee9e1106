"""Why a fact is derived, or why a graph contradicts the ontology: axioms and statements, by the rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

import pyoxigraph as ox

from kg import vocab
from kg.errors import UsageError
from kg.graph.naming import Naming
from kg.graph.reason import wording
from kg.graph.reason.axioms import Ontology
from kg.graph.reason.clash import clashes
from kg.graph.reason.proof import Tracer
from kg.graph.reason.statements import (
    Statement,
    asserted_statements,
    closed_world_by_rule,
    ontology_statements,
    worth_keeping,
)  # fmt: skip
from kg.graph.reason.telling import told, told_clash
from kg.graph.store import open_store
from kg.graph.terms import lengthen, short

#: The word that asks for a contradiction in place of a fact.
INCONSISTENCY = "inconsistency"
_SHOWN = 5
_LISTED = 20
_SAME = {"a": vocab.TYPE, "type": vocab.TYPE, "rdf:type": vocab.TYPE}
_NOT_FACTS = {ox.NamedNode(vocab.DERIVED_GRAPH), ox.NamedNode(vocab.ONTOLOGY_GRAPH)}


def explain(graph: Path, question: str, ontology: Ontology) -> Iterator[str]:
    """The reasons for a fact (``agent/l19-il2 a Immunocytokine``) or for an ``inconsistency``, line by line.

    Raises:
        UsageError: If the fact is not three terms, or does not hold.
        StoreError: If the folder holds no graph.
    """
    store = open_store(graph)
    by_rule = closed_world_by_rule(store)
    asserted = asserted_statements(store, ontology)
    tracer = Tracer(ontology, (*asserted, *set().union(*by_rule.values()), *ontology_statements(ontology)))
    origin = _origins(store, by_rule, ontology)
    if question.strip() == INCONSISTENCY:
        yield from _contradictions(tracer, ontology, origin)
    else:
        yield from told(tracer.proof(_fact(store, tracer, ontology, question)), origin)


def _contradictions(tracer: Tracer, ontology: Ontology, origin: Callable[[Statement], str]) -> Iterator[str]:
    found = False
    for clash in islice(clashes(tracer, ontology), _SHOWN):
        found = True
        yield from told_clash(clash, tracer, origin)
    if not found:
        yield "no contradiction found by the rules"


def _origins(store: ox.Store, by_rule: dict[str, set[Statement]], ontology: Ontology) -> Callable[[Statement], str]:
    """Where a stated fact stands."""
    own = ontology_statements(ontology)

    def origin(fact: Statement) -> str:
        for rule, facts in by_rule.items():
            if fact in facts:
                return f"queries/rules/{rule}"
        if fact in own:
            return "the ontology"
        subject, predicate, value = (_term(text) for text in fact)
        assert isinstance(subject, ox.NamedNode)
        assert isinstance(predicate, ox.NamedNode)
        found = {quad.graph_name for quad in store.quads_for_pattern(subject, predicate, value)} - _NOT_FACTS
        graphs = sorted(graph.value for graph in found if isinstance(graph, ox.NamedNode))
        more = f" and {len(graphs) - 1} more" if len(graphs) > 1 else ""
        return f"{short(graphs[0])}{more}" if graphs else ""

    return origin


def _term(text: str) -> ox.NamedNode | ox.Literal:
    return ox.NamedNode(text[1:-1]) if text.startswith("<") else ox.Literal(text[1:-1])


def _fact(store: ox.Store, tracer: Tracer, ontology: Ontology, question: str) -> Statement:
    subject, predicate, value = _three(question)
    naming = Naming(store)
    subjects, predicates, values = _terms(subject, naming), _terms(predicate, naming), _terms(value, naming)
    for fact in ((one, two, three) for one in subjects for two in predicates for three in values):
        if tracer.knows(fact):
            return fact
    about = worth_keeping((fact for one in subjects for fact in tracer.derived_about(one)), set(), ontology)
    known = sorted(map(wording.statement, about))
    remedy = (
        f"of it follow: {'; '.join(known[:_LISTED])}"
        if known
        else "give three terms, e.g. 'agent/l19-il2 a Immunocytokine'"
    )
    raise UsageError(f"this does not follow: {question}", remedy=remedy)


def _three(question: str) -> tuple[str, str, str]:
    """Subject, predicate and object; a name of several words stands in quotes."""
    import shlex

    words = shlex.split(question)
    if len(words) != 3:
        raise UsageError(
            f"{question!r} is not three terms",
            remedy="write subject, property and value, e.g. 'agent/l19-il2 a Immunocytokine', or 'inconsistency'",
        )
    return words[0], words[1], words[2]


def _terms(word: str, naming: Naming) -> list[str]:
    """N-Triples terms that a word may stand for: an IRI, a short id, or a name in the graph."""
    iris = [_SAME[word]] if word in _SAME else [*lengthen(word), *(thing.iri for thing in naming.find(word))]
    return [f"<{iri}>" for iri in dict.fromkeys(iris)]
