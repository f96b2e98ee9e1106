"""What the shapes look at, copied from a service: a query a property instead of one a node."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from kg import vocab
from kg.graph.store.remote import RemoteStore
from kg.graph.validate.shapes import looked_at


def excerpt(service: RemoteStore) -> ox.Store:
    """A store of those statements of a service that have a property that shapes look at, or name a thing."""
    store = ox.Store()
    for property_ in _properties():
        store.extend(service.quads_for_pattern(None, ox.NamedNode(property_), None))
    return store


def _properties() -> Iterator[str]:
    yield from sorted({vocab.TYPE, vocab.LABEL, vocab.OF_AGENT, *looked_at()})
