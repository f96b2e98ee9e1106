"""Faults found by the shapes of ``ontology/shapes.ttl``, some hundred trials at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain

import pyoxigraph as ox
import pyshacl
from rdflib import SH, Graph, Literal, URIRef
from rdflib.term import Node

from kg import vocab
from kg.graph.validate.finding import Finding, label_of, trial_of
from kg.resources import folder

_SHAPES = "https://w3id.org/iokg/shapes#"
_BATCH = 200
_SHARED = (vocab.TARGET, vocab.CONDITION, vocab.CRITERION, vocab.AGENT_PART)


@cache
def _shapes() -> Graph:
    return Graph().parse(folder("ontology") / "shapes.ttl")


@cache
def _wanted() -> frozenset[str]:
    """The properties that the shapes look at."""
    return frozenset(map(str, _shapes().objects(None, SH.path))) | {vocab.TYPE}


def find_by_shapes(store: ox.Store) -> Iterator[Finding]:
    """What breaks a shape: first among the things that trials share, then in each trial."""
    yield from _broken(store, _shared(store))
    graphs = [graph for graph in store.named_graphs() if graph.value.startswith(vocab.TRIAL_GRAPHS)]
    for start in range(0, len(graphs), _BATCH):
        batch = graphs[start : start + _BATCH]
        quads = chain.from_iterable(store.quads_for_pattern(None, None, None, graph) for graph in batch)
        yield from _broken(store, (quad for quad in quads if trial_of(_iri(quad))))


def _iri(quad: ox.Quad) -> str:
    return quad.subject.value if isinstance(quad.subject, ox.NamedNode) else ""


def _shared(store: ox.Store) -> Iterator[ox.Quad]:
    """What is said of agents, targets, conditions, criteria and parts, wherever it is said; one use of each agent."""
    uses = {quad.object: quad for quad in store.quads_for_pattern(None, ox.NamedNode(vocab.OF_AGENT), None)}
    yield from uses.values()
    typed = (store.quads_for_pattern(None, ox.NamedNode(vocab.TYPE), ox.NamedNode(class_)) for class_ in _SHARED)
    for thing in {*uses, *(quad.subject for quad in chain.from_iterable(typed))}:
        if isinstance(thing, ox.NamedNode):
            quads = store.quads_for_pattern(thing, None, None)
            yield from (quad for quad in quads if quad.graph_name.value != vocab.DERIVED_GRAPH)


def _broken(store: ox.Store, quads: Iterable[ox.Quad]) -> Iterator[Finding]:
    data, wanted = Graph(), _wanted()
    for quad in quads:
        if quad.predicate.value in wanted and isinstance(quad.subject, ox.NamedNode):
            data.add((URIRef(quad.subject.value), URIRef(quad.predicate.value), _node(quad.object)))
    conforms, results, _ = pyshacl.validate(data, shacl_graph=_shapes())
    if not conforms:
        for result in results.subjects(SH.resultSeverity):
            yield _finding(store, results, result)


def _node(term: object) -> Node:
    if isinstance(term, ox.Literal):
        return Literal(term.value, datatype=URIRef(term.datatype.value))
    return URIRef(getattr(term, "value", ""))


def _finding(store: ox.Store, results: Graph, result: Node) -> Finding:
    shape, entity = results.value(result, SH.sourceShape), str(results.value(result, SH.focusNode))
    return Finding(
        severity="violation",
        check=str(shape).removeprefix(_SHAPES),
        entity=entity,
        label=label_of(store, entity),
        trial=trial_of(entity),
        words=str(results.value(result, SH.value, default="")),
        problem=str(_shapes().value(shape, SH.message)),
        remedy=str(_shapes().value(shape, SH.description)),
    )
