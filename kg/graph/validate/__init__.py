"""Faults of a graph: what each node must have, by SHACL shapes, and what no graph may say, by queries."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pyoxigraph as ox

from kg.graph.validate.checks import find_by_queries
from kg.graph.validate.finding import Finding
from kg.graph.validate.foreign import is_ours, not_ours
from kg.graph.validate.shapes import find_by_shapes

__all__ = ["Finding", "validate"]


def validate(store: ox.Store) -> list[Finding]:
    """All findings about a store, the gravest first; a store without any trial is itself one finding."""
    if not is_ours(store):
        return [not_ours()]
    with ThreadPoolExecutor(1) as aside:
        by_queries = aside.submit(find_by_queries, store)
        by_shapes = list(find_by_shapes(store))
    return sorted((*by_shapes, *by_queries.result()), key=Finding.rank)
