"""Faults of a graph, by shapes and by the queries of ``queries/checks``."""

from __future__ import annotations

from pathlib import Path

from kg.graph.store import open_store
from kg.graph.store.access import access_to
from kg.graph.store.copying import copy
from kg.graph.store.file import read_store
from kg.graph.store.remote import RemoteStore
from kg.graph.validate import Finding, validate


def check_graph(graph: Path) -> list[Finding]:
    """All findings about a graph folder or an RDF file, the gravest first.

    Raises:
        StoreError: If the folder holds no graph.
        InputError: If the file is no RDF.
    """
    return validate(read_store(graph) if graph.is_file() else open_store(graph))


def check_service(service_url: str) -> list[Finding]:
    """All findings about the graph behind a SPARQL service, the gravest first."""
    return validate(copy(RemoteStore(access_to(service_url))))
