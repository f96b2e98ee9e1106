"""The axioms of an OWL ontology as values: properties, chains, classes and class expressions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.graph.store.file import read_quads
from kg.resources import folder
from kg.vocab import OWL, RDF, RDFS


@dataclass(frozen=True, slots=True)
class Named:
    """All members of a named class."""

    iri: str


@dataclass(frozen=True, slots=True)
class AllOf:
    """What is in every one of several classes."""

    parts: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """What is in at least one of several classes."""

    parts: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Related:
    """What is related by a property to at least ``count`` distinct members of a class."""

    property: str
    filler: Expression
    count: int = 1


@dataclass(frozen=True, slots=True)
class HasValue:
    """What is related by a property to one thing or text."""

    property: str
    value: str


@dataclass(frozen=True, slots=True)
class ToItself:
    """What is related by a property to itself."""

    property: str


@dataclass(frozen=True, slots=True)
class Only:
    """What is related by a property to nothing but members of a class."""

    property: str
    filler: Expression


@dataclass(frozen=True, slots=True)
class Not:
    """What is in no way a member of a class."""

    part: Expression


@dataclass(frozen=True, slots=True)
class Unread:
    """An expression from which no rule derives anything, such as a greatest number.

    Attributes:
        said: Predicates and objects that make it up, as N-Triples terms.
    """

    said: tuple[str, ...] = ()


Expression = Named | AllOf | AnyOf | Related | HasValue | ToItself | Only | Not | Unread


def _owl(name: str) -> str:
    return f"<{OWL}{name}>"


_TYPE, _FIRST, _REST, _NIL = (f"<{RDF}{name}>" for name in ("type", "first", "rest", "nil"))
_SUB_CLASS, _SUB_PROPERTY, _DOMAIN, _RANGE = (
    f"<{RDFS}{name}>" for name in ("subClassOf", "subPropertyOf", "domain", "range")
)


class Ontology:
    """One or more ontology files, read into axioms. All terms are N-Triples terms.

    Args:
        paths: RDF files.

    Attributes:
        triples: Everything the files say, as N-Triples lines.
        classes: Named classes.
        object_properties: Named object properties.
        individuals: Individuals that the files themselves describe.
        compared_values: Data properties whose values decide membership of a class.
        implications: Pairs of class expressions; members of the first are members of the second.
        sub_properties: Pairs; what the first relates, the second relates.
        inverses: Pairs; what the first relates, the second relates the other way round.
        chains: Properties in order and the property that follows from them.
        disjoint_classes: Sets of classes of which no two share a member.
        different: Sets of individuals of which no two are the same.
        functional: Properties that relate a thing to one other at most; likewise the three that follow.
    """

    def __init__(self, *paths: Path) -> None:
        self.triples: list[str] = []
        self._objects: dict[tuple[str, str], list[str]] = {}
        for path in paths:
            self._read(path)
        self.classes = {term for term in self._of_type("Class") if term.startswith("<")}
        self.object_properties = self._of_type("ObjectProperty")
        self.individuals = self._of_type("NamedIndividual")
        self.implications = list(self._implications())
        self.compared_values = {
            expression.property for pair in self.implications for expression in _parts(pair[0]) if _is_text(expression)
        }
        self.sub_properties = [(term, above) for term in self._properties() for above in self._all(term, _SUB_PROPERTY)]
        self.inverses = [
            pair
            for term in self._properties()
            for other in self._all(term, _owl("inverseOf"))
            for pair in ((term, other), (other, term))
        ]
        self.chains = list(self._chains())
        self.disjoint_classes = list(self._disjoint_classes())
        self.different = [self._members(axiom, "distinctMembers") for axiom in sorted(self._of_type("AllDifferent"))]
        self.functional, self.inverse_functional, self.irreflexive, self.asymmetric = (
            self._of_type(f"{kind}Property")
            for kind in ("Functional", "InverseFunctional", "Irreflexive", "Asymmetric")
        )

    def _read(self, path: Path) -> None:
        for quad in read_quads(path):
            subject, predicate, value = (str(term) for term in (quad.subject, quad.predicate, quad.object))
            self.triples.append(f"{subject} {predicate} {value} .")
            self._objects.setdefault((subject, predicate), []).append(value)

    def _of_type(self, name: str) -> set[str]:
        return {subject for subject, predicate in self._objects if _owl(name) in self._all(subject, _TYPE)}

    def _properties(self) -> list[str]:
        return sorted(self.object_properties)

    def _all(self, subject: str, predicate: str) -> list[str]:
        return self._objects.get((subject, predicate), [])

    def _one(self, subject: str, name: str) -> str | None:
        values = self._all(subject, _owl(name))
        return values[0] if values else None

    def _items(self, node: str) -> list[str]:
        items = []
        while node != _NIL:
            items.append(self._all(node, _FIRST)[0])
            node = self._all(node, _REST)[0]
        return items

    def _chains(self) -> Iterator[tuple[tuple[str, ...], str]]:
        for term in self._properties():
            for node in self._all(term, _owl("propertyChainAxiom")):
                yield tuple(self._items(node)), term
            if _owl("TransitiveProperty") in self._all(term, _TYPE):
                yield (term, term), term

    def _disjoint_classes(self) -> Iterator[tuple[str, ...]]:
        for axiom in sorted(self._of_type("AllDisjointClasses")):
            yield self._members(axiom, "members")
        for term in sorted(self.classes):
            for other in self._all(term, _owl("disjointWith")):
                yield term, other

    def _members(self, axiom: str, name: str) -> tuple[str, ...]:
        first = self._one(axiom, name) or self._one(axiom, "members")
        return tuple(self._items(first)) if first else ()

    def _implications(self) -> Iterator[tuple[Expression, Expression]]:
        for term in sorted(self.classes):
            for above in self._all(term, _SUB_CLASS):
                yield Named(term), self.expression(above)
            for equal in self._all(term, _owl("equivalentClass")):
                expression = self.expression(equal)
                yield expression, Named(term)
                yield Named(term), expression
        for term in self._properties():
            for class_ in self._all(term, _DOMAIN):
                yield Related(term, AllOf(())), self.expression(class_)
            for class_ in self._all(term, _RANGE):
                yield Related(inverse(term), AllOf(())), self.expression(class_)

    def expression(self, node: str) -> Expression:
        """The class expression that a node stands for."""
        if node.startswith("<"):
            return Named(node)
        for name, kind in (("intersectionOf", AllOf), ("unionOf", AnyOf)):
            first = self._one(node, name)
            if first:
                return kind(tuple(self.expression(item) for item in self._items(first)))
        outside = self._one(node, "complementOf")
        if outside:
            return Not(self.expression(outside))
        property_ = self._one(node, "onProperty")
        return self._restriction(node, property_) if property_ else self._unread(node)

    def _restriction(self, node: str, property_: str) -> Expression:
        value, filler = self._one(node, "hasValue"), self._one(node, "someValuesFrom")
        if value:
            return HasValue(property_, value)
        if filler:
            return Related(property_, self.expression(filler))
        only = self._one(node, "allValuesFrom")
        if only:
            return Only(property_, self.expression(only))
        least, of_class = self._one(node, "minQualifiedCardinality"), self._one(node, "onClass")
        if least and of_class:
            return Related(property_, self.expression(of_class), int(least.split('"')[1]))
        return ToItself(property_) if self._one(node, "hasSelf") else self._unread(node)

    def _unread(self, node: str) -> Unread:
        said = [
            (predicate, value)
            for (subject, predicate), values in self._objects.items()
            if subject == node
            for value in values
            if predicate != _TYPE
        ]
        return Unread(tuple(term for pair in said for term in pair))


CORE = folder("ontology") / "iokg.ttl"


def load_ontology(*more: Path) -> Ontology:
    """The iokg ontology, with further files beside it."""
    return Ontology(CORE, *more)


def inverse(property_: str) -> str:
    """The name under which rules keep a property the other way round."""
    return f"^{property_}"


def outside(class_: str) -> str:
    """The name under which rules keep what is in no way a member of a class."""
    return f"!{class_}"


def _is_text(expression: Expression) -> bool:
    return isinstance(expression, HasValue) and expression.value.startswith('"')


def _parts(expression: Expression) -> Iterator[HasValue]:
    """Every value named anywhere in a class expression."""
    if isinstance(expression, HasValue):
        yield expression
    inner: Sequence[Expression] = ()
    if isinstance(expression, AllOf | AnyOf):
        inner = expression.parts
    elif isinstance(expression, Related):
        inner = (expression.filler,)
    for part in inner:
        yield from _parts(part)
