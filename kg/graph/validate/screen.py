"""Which nodes may break a shape: the common constraints of SHACL, read off a store's indexes."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Set
from typing import NamedTuple

import pyoxigraph as ox
from rdflib import RDF, SH, Graph, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from kg import vocab
from kg.graph.query.binding import bind
from kg.graph.query.sparql import solutions
from kg.graph.texts import query_text

Values = set[object]
Test = Callable[[Values], bool]

_DERIVED = ox.NamedNode(vocab.DERIVED_GRAPH)
_SAYS_NOTHING = {SH.path, SH.name, SH.message, SH.description, SH.severity, SH.order, SH.group, RDF.type}


class Screen:
    """The property shapes of a shapes graph, as quick tests.

    A constraint that the screen does not know lets no node pass: what passes breaks no shape.

    Args:
        shapes: A graph of node shapes that name a target class and their property shapes.
    """

    def __init__(self, shapes: Graph) -> None:
        self._classes = {
            str(class_): [_Property(shapes, property_) for property_ in shapes.objects(shape, SH.property)]
            for shape, class_ in shapes.subject_objects(SH.targetClass)
        }

    def suspects(self, store: ox.Store, class_: str, nodes: Set[ox.NamedNode]) -> set[ox.NamedNode]:
        """The nodes that may break a shape of a class, among its members."""
        found = set[ox.NamedNode]()
        for shape in self._classes[class_]:
            values = _by_node(store, class_, shape.path, nodes)
            found.update(node for node in nodes if not shape.passes(values.get(node, set())))
        return found

    @property
    def classes(self) -> Iterator[str]:
        """The classes whose members have shapes."""
        yield from self._classes

    def paths(self, class_: str) -> Iterator[ox.NamedNode]:
        """The properties that the shapes of a class look at."""
        return (shape.path for shape in self._classes[class_])


class _Property:
    """One property shape."""

    def __init__(self, shapes: Graph, shape: Node) -> None:
        self.path = ox.NamedNode(str(shapes.value(shape, SH.path)))
        self._tests = list(_tests(shapes, shape))

    def passes(self, values: Values) -> bool:
        return all(test(values) for test in self._tests)


def _by_node(store: ox.Store, class_: str, path: ox.NamedNode, nodes: Set[ox.NamedNode]) -> dict[object, Values]:
    """What is asserted of each node by a property; in one query but for agents, which subclasses type."""
    if class_ == vocab.AGENT:
        return {node: values_of(store, node, path) for node in nodes}
    found: dict[object, Values] = defaultdict(set)
    bound = bind(query_text("shapes", "values"), {"class": ox.NamedNode(class_), "property": path})
    for node, value in solutions(store, bound):
        found[node].add(value)
    return found


def values_of(store: ox.Store, node: ox.NamedNode, path: ox.NamedNode) -> Values:
    """What is asserted of a node by a property, in whatever graph."""
    quads = store.quads_for_pattern(node, path, None)
    return {quad.object for quad in quads if quad.graph_name != _DERIVED}


def _tests(shapes: Graph, shape: Node) -> Iterator[Test]:
    qualified = shapes.value(shape, SH.qualifiedValueShape)
    for predicate, value in shapes.predicate_objects(shape):
        if predicate in _SAYS_NOTHING or predicate == SH.qualifiedValueShape:
            continue
        if predicate in (SH.qualifiedMinCount, SH.qualifiedMaxCount):
            yield _qualified(predicate, int(str(value)), _members(shapes, qualified))
        elif predicate == SH["in"]:
            yield _each(_within(set(map(str, Collection(shapes, value)))))
        else:
            yield _simple(predicate, str(value))


def _members(shapes: Graph, shape: Node | None) -> set[str] | None:
    """What a shape that is only a list allows; None if it is anything else."""
    if shape is None or set(shapes.predicates(shape)) != {SH["in"]}:
        return None
    return set(map(str, Collection(shapes, shapes.value(shape, SH["in"]))))  # type: ignore[arg-type]


class _Compared(NamedTuple):
    """What one simple constraint looks at."""

    of_all: Callable[[Values, str], bool] | None = None
    of_each: Callable[[object, str], bool] | None = None


_SIMPLE = {
    SH.minCount: _Compared(of_all=lambda values, wanted: len(values) >= int(wanted)),
    SH.maxCount: _Compared(of_all=lambda values, wanted: len(values) <= int(wanted)),
    SH.minLength: _Compared(of_each=lambda value, wanted: len(_text(value)) >= int(wanted)),
    SH.datatype: _Compared(
        of_each=lambda value, wanted: isinstance(value, ox.Literal) and value.datatype.value == wanted
    ),
    SH.minInclusive: _Compared(of_each=lambda value, wanted: _is_whole(value) and int(_text(value)) >= int(wanted)),
    SH.maxInclusive: _Compared(of_each=lambda value, wanted: _is_whole(value) and int(_text(value)) <= int(wanted)),
    SH.pattern: _Compared(of_each=lambda value, wanted: re.search(wanted, _text(value)) is not None),
    SH.nodeKind: _Compared(of_each=lambda value, wanted: wanted == str(SH.IRI) and isinstance(value, ox.NamedNode)),
}


def _simple(predicate: Node, wanted: str) -> Test:
    compared = _SIMPLE.get(predicate) if isinstance(predicate, URIRef) else None
    if compared is None:
        return _fails
    of_all, of_each = compared
    if of_all is not None:
        return lambda values: of_all(values, wanted)
    assert of_each is not None
    return _each(lambda value: of_each(value, wanted))


def _qualified(predicate: Node, count: int, members: set[str] | None) -> Test:
    if members is None:
        return _fails
    inside = _within(members)
    if predicate == SH.qualifiedMinCount:
        return lambda values: sum(map(inside, values)) >= count
    return lambda values: sum(map(inside, values)) <= count


def _within(members: set[str]) -> Callable[[object], bool]:
    return lambda value: isinstance(value, ox.NamedNode) and value.value in members


def _fails(_values: Values) -> bool:
    """The test of what the screen cannot judge."""
    return False


def _each(test: Callable[[object], bool]) -> Test:
    return lambda values: all(map(test, values))


def _text(value: object) -> str:
    return str(getattr(value, "value", ""))


def _is_whole(value: object) -> bool:
    return _text(value).removeprefix("-").isdecimal()
