"""iokg: a knowledge graph of oncology immunotherapy trials, read from registry records."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from kg.graph.knowledge import KnowledgeGraph

__all__ = ["__version__", "connect", "open"]

__version__ = "0.1.0"


def open(path: Path | str) -> KnowledgeGraph:  # noqa: A001 - kg.open reads as what it does
    """The graph that ``iokg build`` has written to a folder.

    Raises:
        kg.errors.StoreError: If there is none.
    """
    from kg.graph.knowledge import KnowledgeGraph

    return KnowledgeGraph.open(path)


def connect(service_url: str, *, timeout_s: float = 60) -> KnowledgeGraph:
    """The graph behind a SPARQL 1.1 service.

    ``IOKG_SERVICE_USER``, ``IOKG_SERVICE_PASSWORD`` and ``IOKG_SERVICE_AUTH`` say who asks, where that matters.

    Args:
        timeout_s: Seconds to wait for an answer.

    Raises:
        kg.errors.UsageError: If the address is none.
    """
    from kg.graph.knowledge import KnowledgeGraph

    return KnowledgeGraph.connect(service_url, timeout_s=timeout_s)
