"""Reasoning over a graph folder; what follows goes into the derived graph, apart from what is asserted."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, get_args

import pyoxigraph as ox

from kg import vocab
from kg.errors import UsageError
from kg.graph.reason.axioms import load_ontology
from kg.graph.reason.hermit import reason_with_hermit
from kg.graph.reason.rules import reason_by_rules
from kg.graph.reason.statements import Derivation
from kg.graph.store import revise, writing

Engine = Literal["hermit", "rules"]


def engine_of(name: str) -> Engine:
    """The engine of that name.

    Raises:
        UsageError: If there is none.
    """
    known: dict[str, Engine] = {known: known for known in get_args(Engine)}
    if name not in known:
        raise UsageError(f"unknown engine {name!r}", remedy=f"choose one of {', '.join(known)}")
    return known[name]


def deduce(graph: Path, engine: Engine = "hermit", *, timeout_s: float = 300, memory_mb: int = 2000) -> Derivation:
    """Reason over a graph folder and replace its derived graph; an inconsistent graph keeps none.

    Raises:
        MissingPartError: If HermiT is asked for without Java.
        ReasonerError: If HermiT fails or runs out of time or memory.
        StoreError: If the folder holds no graph, or another process writes it.
    """
    with writing(graph), revise(graph) as store:
        ontology = load_ontology()
        if engine == "hermit":
            found = reason_with_hermit(store, ontology, timeout_s=timeout_s, memory_mb=memory_mb)
        else:
            found = reason_by_rules(store, ontology)
        derived = ox.NamedNode(vocab.DERIVED_GRAPH)
        store.clear_graph(derived)
        if found.consistent is not False:
            store.load(found.as_quads().encode(), format=ox.RdfFormat.N_QUADS)
    return found
