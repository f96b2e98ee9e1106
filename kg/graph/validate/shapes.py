"""Faults found by the shapes of ``ontology/shapes.ttl``: a quick screen names suspects, pySHACL decides."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pyoxigraph as ox
from rdflib import RDF, SH, Graph, Literal, URIRef
from rdflib.term import Node

from kg import vocab
from kg.graph.validate.finding import Finding, label_of, trial_of
from kg.graph.validate.screen import Screen, values_of
from kg.resources import folder

_SHAPES = "https://w3id.org/iokg/shapes#"
_BATCH = 1000
_DERIVED = ox.NamedNode(vocab.DERIVED_GRAPH)

Suspect = tuple[str, ox.NamedNode]


@cache
def _shapes() -> Graph:
    return Graph().parse(folder("ontology") / "shapes.ttl")


@cache
def _screen() -> Screen:
    return Screen(_shapes())


def find_by_shapes(store: ox.Store) -> Iterator[Finding]:
    """What breaks a shape."""
    suspects: list[Suspect] = []
    for suspect in _suspects(store):
        suspects.append(suspect)
        if len(suspects) == _BATCH:
            yield from _broken(store, suspects)
            suspects.clear()
    if suspects:
        yield from _broken(store, suspects)


def _suspects(store: ox.Store) -> Iterator[Suspect]:
    screen = _screen()
    for class_ in screen.classes:
        suspects = screen.suspects(store, class_, _members(store, class_))
        yield from ((class_, node) for node in sorted(suspects, key=str))


def _members(store: ox.Store, class_: str) -> set[ox.NamedNode]:
    """The members of a class; an agent is whatever is used as one."""
    if class_ == vocab.AGENT:
        nodes = {quad.object for quad in store.quads_for_pattern(None, ox.NamedNode(vocab.OF_AGENT), None)}
    else:
        typed = store.quads_for_pattern(None, ox.NamedNode(vocab.TYPE), ox.NamedNode(class_))
        nodes = {quad.subject for quad in typed if quad.graph_name != _DERIVED}
    return {node for node in nodes if isinstance(node, ox.NamedNode)}


def _broken(store: ox.Store, suspects: list[Suspect]) -> Iterator[Finding]:
    import pyshacl

    data = Graph()
    for class_, node in suspects:
        subject = URIRef(node.value)
        data.add((subject, RDF.type, URIRef(class_)))
        for path in _screen().paths(class_):
            for value in values_of(store, node, path):
                data.add((subject, URIRef(path.value), _node(value)))
    _, results, _ = pyshacl.validate(data, shacl_graph=_shapes())
    for result in results.subjects(RDF.type, SH.ValidationResult):
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
        words=str(results.value(result, SH.value) or ""),
        problem=str(_shapes().value(shape, SH.message)),
        remedy=str(_shapes().value(shape, SH.description)),
    )
