"""GraphML, for Cytoscape, Gephi, yEd and networkx."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import networkx as nx
import pyoxigraph as ox

from kg.graph.project import project

_PLAIN = (str, int, float, bool)


def graphml(store: ox.Store) -> Iterator[str]:
    """The network that the picture shows, all of it; lists as text with ``|`` between, nested values as JSON."""
    network = project(store, most=len(store))
    flat = nx.MultiDiGraph()
    for node, data in sorted(network.nodes(data=True)):
        flat.add_node(node, **_flat(data))
    for start, end, data in sorted(network.edges(data=True), key=lambda edge: (edge[0], edge[1], str(edge[2]))):
        flat.add_edge(start, end, **_flat(data))
    for line in nx.generate_graphml(flat):
        yield f"{line}\n"


def _flat(data: Mapping[str, Any]) -> dict[str, str | int | float | bool]:
    return {key: _plain(value) for key, value in sorted(data.items()) if value not in (None, (), [], {})}


def _plain(value: Any) -> str | int | float | bool:
    if isinstance(value, _PLAIN):
        return value
    if isinstance(value, list | tuple) and all(isinstance(item, str) for item in value):
        return "|".join(value)
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
