"""Faults of a graph: what each node must have, by SHACL shapes, and what no graph may say, by queries."""

from __future__ import annotations

import pyoxigraph as ox

from kg.graph.validate.checks import find_by_queries
from kg.graph.validate.excerpt import excerpt
from kg.graph.validate.finding import Finding
from kg.graph.validate.foreign import is_ours, not_ours
from kg.graph.validate.shapes import find_by_shapes

__all__ = ["Finding", "excerpt", "validate"]


def validate(store: ox.Store, *, shaped: ox.Store | None = None) -> list[Finding]:
    """All findings about a store, the gravest first; a store without any trial is itself one finding.

    Args:
        shaped: What the shapes look at, if it is not to be looked up in the store node by node.
    """
    if not is_ours(store):
        return [not_ours()]
    return sorted((*find_by_shapes(shaped or store), *find_by_queries(store)), key=Finding.rank)
