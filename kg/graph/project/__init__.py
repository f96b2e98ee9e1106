"""The network of a store: what the picture shows, as a networkx graph with the attributes that ``viz`` names.

A thing's node id is its place under the project's base, such as ``agent/pembrolizumab`` or ``trial/NCT04004221``;
mechanisms and endpoints, which are terms of the ontology, are ``mechanism/…`` and ``endpoint/…``.
"""

from __future__ import annotations

import pyoxigraph as ox

from kg.graph.project.details import add_details
from kg.graph.project.focus import most_recent, neighbourhood
from kg.graph.project.network import Network
from kg.graph.project.skeleton import skeleton
from kg.graph.texts import query_text

MOST_NODES = 5000
"""Beyond it a page draws slowly and shows nothing that a summary does not."""

__all__ = ["MOST_NODES", "Network", "about", "project"]

_KINDS_ASKED = ("agent", "target", "mechanism", "condition", "endpoint", "trial")


def project(store: ox.Store, *, focus: str | None = None, hops: int = 2, most: int = MOST_NODES) -> Network:
    """The network of a store, or of what lies around one thing in it.

    Args:
        focus: Name, synonym, identifier or node id of the thing to stay near; everything if None.
        hops: Lines of the map from the focus to the farthest thing kept; a trial that joins two things is one line.
        most: Number of nodes beyond which the oldest trials are left out; a note in ``graph["notes"]`` then says so.

    Raises:
        UsageError: If nothing is called like the focus; the remedy suggests names.
    """
    network = skeleton(store)
    notes: list[str] = []
    if focus is not None:
        network, note = neighbourhood(network, focus, hops)
        notes.append(note)
    if len(network) > most:
        network, note = most_recent(network, most)
        notes.append(note)
    add_details(store, network)
    network.graph["notes"] = tuple(notes)
    network.graph["queries"] = {kind: about(kind) for kind in _KINDS_ASKED}
    return network


def about(kind: str) -> str:
    """The SPARQL that asks about one node of that kind; ``{iri}`` stands for the node."""
    text = query_text("views", f"about_{kind}")
    return text.replace("WHERE {\n", f"WHERE {{\n  VALUES ?{kind} {{ <{{iri}}> }}\n", 1)
