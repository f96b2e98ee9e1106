"""Faults of a graph folder, by shapes and by the queries of ``queries/checks``."""

from __future__ import annotations

from pathlib import Path

from kg.graph.store import open_store
from kg.graph.validate import Finding, validate


def check_graph(graph: Path) -> list[Finding]:
    """All findings about a graph folder, errors first."""
    return validate(open_store(graph))
