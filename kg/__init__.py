"""iokg: a knowledge graph of oncology immunotherapy trials, read from registry records."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from kg.graph.knowledge import KnowledgeGraph

__all__ = ["__version__", "open"]

__version__ = "0.1.0"


def open(path: Path | str) -> KnowledgeGraph:  # noqa: A001 - kg.open reads as what it does
    """The graph that ``iokg build`` has written to a folder.

    Raises:
        kg.errors.StoreError: If there is none.
    """
    from kg.graph.knowledge import KnowledgeGraph

    return KnowledgeGraph.open(path)
