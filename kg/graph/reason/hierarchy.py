"""Statements completed by the more general classes and properties."""

from __future__ import annotations

from collections.abc import Iterable

from kg import vocab
from kg.graph.reason.axioms import Named, Ontology
from kg.graph.reason.statements import Statement

_TYPE, _SUB_CLASS = f"<{vocab.TYPE}>", f"<{vocab.RDFS}subClassOf>"


def completed(statements: Iterable[Statement], ontology: Ontology) -> set[Statement]:
    """The statements, and what follows by superclasses, superproperties and the subclasses stated among them."""
    found = set(statements)
    classes = _closure(
        [
            (below.iri, above.iri)
            for below, above in ontology.implications
            if isinstance(below, Named) and isinstance(above, Named)
        ]
        + [(below, above) for below, predicate, above in found if predicate == _SUB_CLASS]
    )
    properties = _closure(ontology.sub_properties)
    for subject, predicate, value in list(found):
        found.update((subject, above, value) for above in properties.get(predicate, ()))
        if predicate == _TYPE:
            found.update((subject, _TYPE, above) for above in classes.get(value, ()))
    return found


def _closure(pairs: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """All that stands above each term, at any distance."""
    above: dict[str, set[str]] = {}
    for below, term in pairs:
        above.setdefault(below, set()).add(term)
    for found in above.values():
        waiting = list(found)
        while waiting:
            new = above.get(waiting.pop(), set()) - found
            found.update(new)
            waiting.extend(new)
    return above
