"""A small graph with known answers."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.graph.knowledge import KnowledgeGraph
from tests.graph import trials


@pytest.fixture(scope="session")
def graph() -> KnowledgeGraph:
    """The seven made-up trials; not to be changed."""
    store = ox.Store()
    trials.fill(store)
    return KnowledgeGraph(store)
