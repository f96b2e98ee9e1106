"""Why a derived fact holds: the axiom by which it follows, and the facts from which, down to what is stated."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count
from math import inf

from kg import vocab
from kg.graph.reason import wording
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
    inverse,
    outside,
)  # fmt: skip
from kg.graph.reason.engine import Engine
from kg.graph.reason.statements import Statement

_TYPE = f"<{vocab.TYPE}>"
Step = tuple[str, tuple[Statement, ...]]


@dataclass(frozen=True, slots=True)
class Proof:
    """Why one fact holds.

    Attributes:
        fact: The fact.
        axiom: The axiom by which it follows; empty if it is stated.
        premises: Why each fact holds from which it follows.
    """

    fact: Statement
    axiom: str = ""
    premises: tuple[Proof, ...] = ()


class Tracer(Engine):
    """The rules, with the order in which each fact was found, so that reasons go back to what was stated.

    Args:
        ontology: The axioms.
        statements: What is stated.
    """

    def __init__(self, ontology: Ontology, statements: Iterable[Statement]) -> None:
        self._order: dict[Statement, float] = {}
        self._clock = count()
        super().__init__(ontology, statements)
        self._stated = set(self._order)
        self.run()

    def _relate(self, property_: str, subject: str, values: set[str]) -> None:
        moment = next(self._clock)
        for value in values - self._pairs[property_].get(subject, set()):
            self._order.setdefault((subject, property_, value), moment)
        super()._relate(property_, subject, values)

    def _join(self, class_: str, things: set[str]) -> None:
        moment = next(self._clock)
        for thing in things - self._members[class_]:
            self._order.setdefault((thing, _TYPE, class_), moment)
        super()._join(class_, things)

    def knows(self, fact: Statement) -> bool:
        """Whether a fact is stated or follows."""
        return fact in self._order

    def derived_about(self, subject: str) -> list[Statement]:
        """What follows about a thing without being stated."""
        return sorted(fact for fact in self._order if fact[0] == subject and fact not in self._stated)

    def proof(self, fact: Statement) -> Proof:
        """One reason for a known fact."""
        if fact in self._stated:
            return Proof(fact)
        axiom, premises = next(step for step in self._steps(fact) if self._precede(step[1], fact))
        return Proof(fact, axiom, tuple(self.proof(premise) for premise in sorted(premises)))

    def _precede(self, premises: Iterable[Statement], fact: Statement) -> bool:
        return all(self._order.get(premise, inf) < self._order[fact] for premise in premises)

    def _steps(self, fact: Statement) -> Iterator[Step]:
        """Ways in which a fact may follow: an axiom with facts."""
        for premise, conclusion in self._ontology.implications:
            for subject, more in self._reaching(conclusion, fact):
                for witness in self._witnesses(premise, subject, self._order[fact]):
                    yield wording.implication(premise, conclusion), (*witness, *more)
        if fact[1] != _TYPE:
            yield from self._property_steps(*fact)

    def _reaching(self, conclusion: Expression, fact: Statement) -> Iterator[tuple[str, tuple[Statement, ...]]]:
        """Things that, if they were in the concluded class, would give the fact, with the facts that takes."""
        subject, predicate, value = fact
        if isinstance(conclusion, AllOf):
            for part in conclusion.parts:
                yield from self._reaching(part, fact)
        elif isinstance(conclusion, Only):
            for inner, more in self._reaching(conclusion.filler, fact):
                for user in _users(self.pairs(conclusion.property), inner):
                    yield user, (*more, (user, conclusion.property, inner))
        elif _states(conclusion, subject, predicate, value):
            yield subject, ()

    def _property_steps(self, subject: str, property_: str, value: str) -> Iterator[Step]:
        said = wording.name(property_)
        for below, above in self._ontology.sub_properties:
            if above == property_:
                yield f"{wording.name(below)} SubPropertyOf {said}", ((subject, below, value),)
        for other, same in self._ontology.inverses:
            if same == property_:
                yield f"{wording.name(other)} InverseOf {said}", ((value, other, subject),)
        for links, above in self._ontology.chains:
            if above == property_:
                text = f"{' o '.join(map(wording.name, links))} SubPropertyOf {said}"
                yield from ((text, path) for path in self._paths(subject, links, value))

    def _paths(self, subject: str, links: tuple[str, ...], value: str) -> Iterator[tuple[Statement, ...]]:
        first, *rest = links
        for middle in sorted(self.pairs(first).get(subject, ())):
            if rest:
                for path in self._paths(middle, tuple(rest), value):
                    yield ((subject, first, middle), *path)
            elif middle == value:
                yield ((subject, first, middle),)

    def _witnesses(self, of: Expression, thing: str, before: float) -> Iterator[tuple[Statement, ...]]:
        """Facts found before a moment that make a thing a member of a class expression."""
        if isinstance(of, AllOf):
            parts = [next(self._witnesses(part, thing, before), None) for part in of.parts]
            found = [facts for facts in parts if facts is not None]
            if len(found) == len(parts):
                yield tuple(fact for facts in found for fact in facts)
        elif isinstance(of, AnyOf):
            for part in of.parts:
                yield from self._witnesses(part, thing, before)
        elif isinstance(of, Related):
            yield from self._related(of, thing, before)
        else:
            fact = _fact_of(of, thing)
            if fact and self._order.get(fact, inf) < before:
                yield (fact,)

    def _related(self, of: Related, thing: str, before: float) -> Iterator[tuple[Statement, ...]]:
        property_ = of.property.removeprefix(inverse(""))
        if property_ != of.property:
            users = _users(self.pairs(property_), thing)
            yield from (((user, property_, thing),) for user in users if self._known(user, property_, thing, before))
            return
        found = []
        for value in sorted(self.pairs(property_).get(thing, ())):
            inner = next(self._witnesses(of.filler, value, before), None)
            if inner is not None and self._known(thing, property_, value, before):
                found.append(((thing, property_, value), *inner))
        if len(found) >= of.count:
            yield tuple(fact for facts in found[: of.count] for fact in facts)

    def _known(self, subject: str, property_: str, value: str, before: float) -> bool:
        return self._order.get((subject, property_, value), inf) < before


def _users(relation: dict[str, set[str]], value: str) -> list[str]:
    """What is related to a thing."""
    return sorted(subject for subject, values in relation.items() if value in values)


def _fact_of(of: Expression, thing: str) -> Statement | None:
    """The one fact that membership of a simple expression comes to."""
    if isinstance(of, Named):
        return thing, _TYPE, of.iri
    if isinstance(of, HasValue):
        return thing, of.property, of.value
    if isinstance(of, ToItself):
        return thing, of.property, thing
    return (thing, _TYPE, outside(of.part.iri)) if isinstance(of, Not) and isinstance(of.part, Named) else None


def _states(conclusion: Expression, subject: str, predicate: str, value: str) -> bool:
    return _fact_of(conclusion, subject) == (subject, predicate, value)
