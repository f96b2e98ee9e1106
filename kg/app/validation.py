"""Faults of a graph folder, by shapes and by the queries of ``queries/checks``."""

from __future__ import annotations

from pathlib import Path

from kg.graph.store import open_store
from kg.graph.store.access import access_to
from kg.graph.store.copying import copy
from kg.graph.store.remote import RemoteStore
from kg.graph.validate import Finding, validate


def check_graph(graph: Path) -> list[Finding]:
    """All findings about a graph folder, errors first."""
    return validate(open_store(graph))


def check_service(service_url: str) -> list[Finding]:
    """All findings about the graph behind a SPARQL service, errors first."""
    return validate(copy(RemoteStore(access_to(service_url))))
