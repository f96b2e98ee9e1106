"""Forward rules from the axioms of an ontology: members of classes and pairs of properties, until nothing is new."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from kg import vocab
from kg.graph.reason.axioms import (
    AllOf,
    AnyOf,
    Expression,
    HasValue,
    Named,
    Not,
    Only,
    Ontology,
    Related,
    ToItself,
    Unread,
    inverse,
    outside,
)
from kg.graph.reason.statements import Statement

_TYPE = f"<{vocab.TYPE}>"
Relation = dict[str, set[str]]


class Engine:
    """Members of classes and pairs of properties, grown until nothing new follows.

    Args:
        ontology: The axioms.
        statements: What is given, the ontology's own individuals included.
    """

    def __init__(self, ontology: Ontology, statements: Iterable[Statement]) -> None:
        self._ontology = ontology
        self._members: dict[str, set[str]] = defaultdict(set)
        self._pairs: dict[str, Relation] = defaultdict(dict)
        self._grew = False
        for subject, predicate, value in statements:
            if predicate == _TYPE:
                self._join(value, {subject})
            else:
                self._relate(predicate, subject, {value})

    def run(self) -> None:
        """Apply the rules until nothing new follows."""
        self._grew = True
        while self._grew:
            self._grew = False
            self._follow_properties()
            for premise, conclusion in self._ontology.implications:
                if not isinstance(conclusion, Unread | Related | AnyOf):
                    self._conclude(self._find(premise), conclusion)

    def statements(self) -> Iterable[Statement]:
        """All that is known, what was given included."""
        for class_, members in self._members.items():
            yield from ((member, _TYPE, class_) for member in members)
        for property_, relation in self._pairs.items():
            if not property_.startswith("^"):
                yield from ((subject, property_, value) for subject, values in relation.items() for value in values)

    def _follow_properties(self) -> None:
        for below, above in self._ontology.sub_properties:
            for subject, values in list(self._pairs[below].items()):
                self._relate(above, subject, values)
        for property_, other in self._ontology.inverses:
            for subject, values in list(self._pairs[property_].items()):
                for value in values:
                    self._relate(other, value, {subject})
        for links, property_ in self._ontology.chains:
            for subject, values in list(self._pairs[links[0]].items()):
                self._relate(property_, subject, self._walk(values, links[1:]))

    def _walk(self, things: set[str], links: Iterable[str]) -> set[str]:
        for link in links:
            relation = self._pairs[link]
            things = set().union(*(relation[thing] for thing in things if thing in relation))
        return things

    def members(self, class_: str) -> set[str]:
        """What is known to be in a class."""
        return self._members.get(class_, set())

    def pairs(self, property_: str) -> Relation:
        """What is known to be related by a property."""
        return self._pairs.get(property_, {})

    def _relate(self, property_: str, subject: str, values: set[str]) -> None:
        known = self._pairs[property_].setdefault(subject, set())
        if not values <= known:
            known.update(values)
            self._grew = True

    def _join(self, class_: str, things: set[str]) -> None:
        if not things <= self._members[class_]:
            self._members[class_].update(things)
            self._grew = True

    def _conclude(self, things: set[str], conclusion: Expression) -> None:
        if isinstance(conclusion, Named):
            self._join(conclusion.iri, things)
        elif isinstance(conclusion, AllOf):
            for part in conclusion.parts:
                self._conclude(things, part)
        elif isinstance(conclusion, Only):
            self._conclude(self._walk(things, (conclusion.property,)), conclusion.filler)
        elif isinstance(conclusion, Not):
            if isinstance(conclusion.part, Named):
                self._join(outside(conclusion.part.iri), things)
        else:
            self._conclude_relation(things, conclusion)

    def _conclude_relation(self, things: set[str], conclusion: Expression) -> None:
        if isinstance(conclusion, HasValue | ToItself):
            for thing in things:
                value = conclusion.value if isinstance(conclusion, HasValue) else thing
                self._relate(conclusion.property, thing, {value})

    def _find(self, expression: Expression) -> set[str]:
        """The known members of a class expression."""
        if isinstance(expression, Named):
            return self._members[expression.iri]
        if isinstance(expression, AllOf):
            return set.intersection(*map(self._find, expression.parts))
        if isinstance(expression, AnyOf):
            return set().union(*map(self._find, expression.parts))
        if isinstance(expression, HasValue):
            return {thing for thing, values in self._pairs[expression.property].items() if expression.value in values}
        if isinstance(expression, ToItself):
            return {thing for thing, values in self._pairs[expression.property].items() if thing in values}
        return self._find_related(expression) if isinstance(expression, Related) else set()

    def _find_related(self, expression: Related) -> set[str]:
        if expression.property.startswith(inverse("")):
            return set().union(*self._pairs[expression.property.removeprefix(inverse(""))].values())
        relation = self._pairs[expression.property]
        if expression.filler == AllOf(()):
            return {thing for thing, values in relation.items() if len(values) >= expression.count}
        members = self._find(expression.filler)
        return {thing for thing, values in relation.items() if len(values & members) >= expression.count}
