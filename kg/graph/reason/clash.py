"""Contradictions between facts and axioms, as far as rules can see them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations
from typing import NamedTuple

from kg import vocab
from kg.graph.reason import wording
from kg.graph.reason.axioms import Ontology, outside
from kg.graph.reason.engine import Engine
from kg.graph.reason.statements import Statement

_TYPE = f"<{vocab.TYPE}>"
_NOTHING = f"<{vocab.OWL}Nothing>"


class Clash(NamedTuple):
    """Facts that an axiom forbids to hold together.

    Attributes:
        axiom: The axiom in words.
        facts: The facts.
    """

    axiom: str
    facts: tuple[Statement, ...]


def clashes(engine: Engine, ontology: Ontology) -> Iterator[Clash]:
    """All contradictions among what an engine has found."""
    for seek in (_disjoint, _complement, _nothing, _irreflexive, _asymmetric, _functional, _inverse_functional):
        yield from seek(engine, ontology)


def _disjoint(engine: Engine, ontology: Ontology) -> Iterator[Clash]:
    for classes in ontology.disjoint_classes:
        for one, other in combinations(classes, 2):
            for thing in sorted(engine.members(one) & engine.members(other)):
                axiom = f"{wording.name(one)} DisjointWith {wording.name(other)}"
                yield Clash(axiom, ((thing, _TYPE, one), (thing, _TYPE, other)))


def _complement(engine: Engine, ontology: Ontology) -> Iterator[Clash]:
    for class_ in sorted(ontology.classes):
        for thing in sorted(engine.members(class_) & engine.members(outside(class_))):
            facts = ((thing, _TYPE, class_), (thing, _TYPE, outside(class_)))
            yield Clash(f"nothing is in {wording.name(class_)} and not in it", facts)


def _nothing(engine: Engine, _ontology: Ontology) -> Iterator[Clash]:
    for thing in sorted(engine.members(_NOTHING)):
        yield Clash("owl:Nothing has no member", ((thing, _TYPE, _NOTHING),))


def _irreflexive(engine: Engine, ontology: Ontology) -> Iterator[Clash]:
    for property_ in sorted(ontology.irreflexive):
        for thing, values in sorted(engine.pairs(property_).items()):
            if thing in values:
                yield Clash(f"Irreflexive: {wording.name(property_)}", ((thing, property_, thing),))


def _asymmetric(engine: Engine, ontology: Ontology) -> Iterator[Clash]:
    for property_ in sorted(ontology.asymmetric):
        relation = engine.pairs(property_)
        for thing, values in sorted(relation.items()):
            for value in sorted(values):
                if thing < value and thing in relation.get(value, ()):
                    facts = ((thing, property_, value), (value, property_, thing))
                    yield Clash(f"Asymmetric: {wording.name(property_)}", facts)


def _functional(engine: Engine, ontology: Ontology) -> Iterator[Clash]:
    differ = _differ(ontology)
    for property_ in sorted(ontology.functional & ontology.object_properties):
        for thing, values in sorted(engine.pairs(property_).items()):
            for one, other in combinations(sorted(values), 2):
                if differ(one, other):
                    facts = ((thing, property_, one), (thing, property_, other))
                    yield Clash(f"Functional: {wording.name(property_)}", facts)


def _inverse_functional(engine: Engine, ontology: Ontology) -> Iterator[Clash]:
    differ = _differ(ontology)
    for property_ in sorted(ontology.inverse_functional & ontology.object_properties):
        users: dict[str, list[str]] = {}
        for thing, values in engine.pairs(property_).items():
            for value in values:
                users.setdefault(value, []).append(thing)
        for value, things in sorted(users.items()):
            for one, other in combinations(sorted(things), 2):
                if differ(one, other):
                    facts = ((one, property_, value), (other, property_, value))
                    yield Clash(f"InverseFunctional: {wording.name(property_)}", facts)


def _differ(ontology: Ontology) -> Callable[[str, str], bool]:
    """Whether two things are said to be different; OWL does not take different names for that."""
    groups = [set(group) for group in ontology.different]
    return lambda one, other: any(one in group and other in group for group in groups)
