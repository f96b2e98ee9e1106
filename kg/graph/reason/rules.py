"""The consequences of the ontology by forward rules: as HermiT's for its axioms, at the size of millions of triples."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from time import perf_counter

import pyoxigraph as ox

from kg import vocab
from kg.graph.reason.axioms import (
    AllOf,
    AnyOf,
    Expression,
    HasValue,
    Named,
    Ontology,
    Related,
    ToItself,
    Unread,
    inverse,
)
from kg.graph.reason.statements import (
    Derivation,
    Statement,
    asserted_statements,
    closed_world_statements,
    ontology_statements,
    worth_keeping,
)  # fmt: skip

_TYPE = f"<{vocab.TYPE}>"
Relation = dict[str, set[str]]


def reason_by_rules(store: ox.Store, ontology: Ontology) -> Derivation:
    """What follows from a store by forward rules.

    Things with different IRIs count as different. Consistency is not decided; ``queries/checks`` find contradictions.
    """
    begun = perf_counter()
    asserted = asserted_statements(store, ontology)
    engine = _Engine(ontology, (*asserted, *closed_world_statements(store), *ontology_statements(ontology)))
    engine.run()
    derived = worth_keeping(engine.statements(), asserted, ontology)
    return Derivation(derived, None, (), perf_counter() - begun)


class _Engine:
    """Members of classes and pairs of properties, grown until nothing new follows."""

    def __init__(self, ontology: Ontology, statements: Iterable[Statement]) -> None:
        self._ontology = ontology
        self._members: dict[str, set[str]] = defaultdict(set)
        self._pairs: dict[str, Relation] = defaultdict(dict)
        self._grew = False
        for subject, predicate, value in statements:
            if predicate == _TYPE:
                self._members[value].add(subject)
            else:
                self._relate(predicate, subject, {value})

    def run(self) -> None:
        self._grew = True
        while self._grew:
            self._grew = False
            self._follow_properties()
            for premise, conclusion in self._ontology.implications:
                if not isinstance(conclusion, Unread | Related | AnyOf):
                    self._conclude(self._find(premise), conclusion)

    def statements(self) -> Iterable[Statement]:
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
        elif isinstance(conclusion, HasValue):
            for thing in things:
                self._relate(conclusion.property, thing, {conclusion.value})
        elif isinstance(conclusion, ToItself):
            for thing in things:
                self._relate(conclusion.property, thing, {thing})

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
