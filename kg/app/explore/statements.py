"""The statements of what a page is about as Turtle, which is one of its twins."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

import pyoxigraph as ox

from kg.graph.query.sparql import PREFIXES

_KEPT = 8192
"""Things whose text is kept, because many pages are about the same ones."""

_HEAD = re.compile(r"(?:@prefix [^\n]*\n)*")
_OWN = "own"
"""Prefix of the parts of what has a graph of its own."""


class Statements:
    """Writes statements of a store."""

    def __init__(self, store: ox.Store) -> None:
        self._store = store
        self._block = lru_cache(_KEPT)(self._written)

    def about(self, things: Iterable[str]) -> str:
        """All statements with the things as subjects, thing by thing, after the prefixes that they use."""
        return _headed("".join(map(self._block, sorted(set(things)))))

    def of_graph(self, graph: str, thing: str) -> str:
        """All statements of a graph and of the thing that it is about."""
        found = {quad.triple for quad in self._store.quads_for_pattern(None, None, None, ox.NamedNode(graph))}
        found.update(quad.triple for quad in self._store.quads_for_pattern(ox.NamedNode(thing), None, None))
        return _headed(_serialised(found, {_OWN: f"{thing}/"}), {_OWN: f"{thing}/"})

    def _written(self, thing: str) -> str:
        return _serialised({quad.triple for quad in self._store.quads_for_pattern(ox.NamedNode(thing), None, None)}, {})


def _serialised(triples: set[ox.Triple], more: dict[str, str]) -> str:
    """The text of some statements without its prefixes."""
    written = ox.serialize(sorted(triples, key=str), format=ox.RdfFormat.TURTLE, prefixes=PREFIXES | more)
    assert written is not None
    return _HEAD.sub("", written.decode(), count=1)


def _headed(body: str, more: dict[str, str] | None = None) -> str:
    """The text with the prefixes that it uses before it."""
    prefixes = sorted((PREFIXES | (more or {})).items())
    return "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in prefixes if f"{name}:" in body) + body
