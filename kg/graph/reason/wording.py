"""Axioms and statements in words: OWL's Manchester syntax with short names."""

from __future__ import annotations

from kg import vocab
from kg.graph.reason.axioms import (
    AllOf,
    AnyOf,
    Expression,
    HasValue,
    Named,
    Not,
    Only,
    Related,
    ToItself,
    Unread,
    inverse,
    outside,
)  # fmt: skip
from kg.graph.reason.statements import Statement
from kg.graph.terms import short

_TYPE = f"<{vocab.TYPE}>"
_PREFIXES = {"skos:": vocab.SKOS, "owl:": vocab.OWL, "rdfs:": vocab.RDFS, "oa:": vocab.OA, "prov:": vocab.PROV}


def name(term: str) -> str:
    """A term of N-Triples in short.

    >>> name("<https://w3id.org/iokg/ontology#Agent>"), name('"stromal"')
    ('Agent', '"stromal"')
    """
    if term.startswith(outside("")):
        return f"not {name(term.removeprefix(outside('')))}"
    if not term.startswith("<"):
        return term
    for prefix, start in _PREFIXES.items():
        if term[1:].startswith(start):
            return prefix + term[1 + len(start) : -1]
    return short(term[1:-1])


def statement(of: Statement) -> str:
    """A statement on one line.

    >>> statement(("<https://w3id.org/iokg/agent/x>", _TYPE, "<https://w3id.org/iokg/ontology#Cytokine>"))
    'agent/x a Cytokine'
    """
    subject, predicate, value = of
    verb = "a" if predicate == _TYPE else name(predicate)
    return f"{name(subject)} {verb} {name(value)}"


def implication(premise: Expression, conclusion: Expression) -> str:
    """An axiom that makes members of one class members of another."""
    if isinstance(premise, Related) and premise.filler == AllOf(()):
        property_ = premise.property.removeprefix(inverse(""))
        kind = "Domain" if property_ == premise.property else "Range"
        return f"{name(property_)} {kind} {expression(conclusion)}"
    return f"{expression(premise)} SubClassOf {expression(conclusion)}"


def expression(of: Expression) -> str:
    """A class expression.

    >>> expression(AllOf((Named("<s:A>"), Not(Named("<s:B>")))))
    's:A and (not s:B)'
    """
    if isinstance(of, Named):
        return name(of.iri)
    if isinstance(of, AllOf | AnyOf):
        return (" and " if isinstance(of, AllOf) else " or ").join(map(_inner, of.parts)) or "Thing"
    if isinstance(of, Not):
        return f"not {_inner(of.part)}"
    return _restriction(of)


def _restriction(of: Related | Only | HasValue | ToItself | Unread) -> str:
    if isinstance(of, Related):
        number = "some" if of.count == 1 else f"min {of.count}"
        return f"{name(of.property)} {number} {_inner(of.filler)}"
    if isinstance(of, Only):
        return f"{name(of.property)} only {_inner(of.filler)}"
    if isinstance(of, HasValue):
        return f"{name(of.property)} value {name(of.value)}"
    if isinstance(of, ToItself):
        return f"{name(of.property)} Self"
    return " ".join("…" if term.startswith("_:") else name(term) for term in of.said)


def _inner(of: Expression) -> str:
    return name(of.iri) if isinstance(of, Named) else f"({expression(of)})"
