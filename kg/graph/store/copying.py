"""A graph behind a SPARQL service, fetched to be worked on here."""

from __future__ import annotations

from typing import cast

import pyoxigraph as ox

from kg.graph.query.binding import bind
from kg.graph.store.remote import RemoteStore
from kg.graph.texts import query_text


def copy(service: RemoteStore) -> ox.Store:
    """A store in memory with all our graphs of a service, one query a graph.

    Raises:
        NetworkError: If the service cannot be reached, or fails.
        QueryError: If it gives only part of a graph.
    """
    store = ox.Store()
    for row in cast("ox.QuerySolutions", service.query(query_text("service", "graphs"))):
        graph = row["graph"]
        assert isinstance(graph, ox.NamedNode)
        statements = service.query(bind(query_text("service", "statements"), {"graph": graph}))
        for subject, predicate, value in cast("ox.QuerySolutions", statements):
            store.add(ox.Quad(subject, predicate, value, graph))
    return store
