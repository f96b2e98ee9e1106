"""Reasoning over a graph folder; what follows goes into the derived graph, apart from what is asserted."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pyoxigraph as ox

from kg import vocab
from kg.graph.reason.axioms import load_ontology
from kg.graph.reason.hermit import reason_with_hermit
from kg.graph.reason.rules import reason_by_rules
from kg.graph.reason.statements import Derivation
from kg.graph.store import open_to_write, writing

Engine = Literal["hermit", "rules"]


def deduce(graph: Path, engine: Engine = "hermit", *, timeout_s: float = 300, memory_mb: int = 2000) -> Derivation:
    """Reason over a graph folder and replace its derived graph; an inconsistent graph keeps none.

    Raises:
        MissingPartError: If HermiT is asked for without Java.
        ReasonerError: If HermiT fails or runs out of time or memory.
        StoreError: If the folder holds no graph, or another process writes it.
    """
    with writing(graph):
        store = open_to_write(graph)
        ontology = load_ontology()
        if engine == "hermit":
            found = reason_with_hermit(store, ontology, timeout_s=timeout_s, memory_mb=memory_mb)
        else:
            found = reason_by_rules(store, ontology)
        derived = ox.NamedNode(vocab.DERIVED_GRAPH)
        store.clear_graph(derived)
        if found.consistent is not False:
            store.load(found.as_quads().encode(), format=ox.RdfFormat.N_QUADS)
        store.flush()
    return found
