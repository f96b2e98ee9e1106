"""The consequences of the ontology by forward rules: as HermiT's for its axioms, at the size of millions of triples."""

from __future__ import annotations

from time import perf_counter

import pyoxigraph as ox

from kg.graph.reason.axioms import Ontology
from kg.graph.reason.clash import clashes
from kg.graph.reason.engine import Engine
from kg.graph.reason.statements import (
    Derivation,
    asserted_statements,
    closed_world_statements,
    ontology_statements,
    worth_keeping,
)  # fmt: skip


def reason_by_rules(store: ox.Store, ontology: Ontology) -> Derivation:
    """What follows from a store by forward rules.

    Things with different IRIs count as different only where that adds something. A contradiction that rules can see
    leaves nothing derived; that there is none is not proved.
    """
    begun = perf_counter()
    asserted = asserted_statements(store, ontology)
    engine = Engine(ontology, (*asserted, *closed_world_statements(store), *ontology_statements(ontology)))
    engine.run()
    if next(clashes(engine, ontology), None):
        return Derivation(frozenset(), False, (), perf_counter() - begun)
    derived = worth_keeping(engine.statements(), asserted, ontology)
    return Derivation(derived, None, (), perf_counter() - begun)
