"""RDF in the formats of the W3C, each sorted so that it is the same on every run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kg import vocab
from kg.graph.query.sparql import PREFIXES

_CHUNK = 1000


def nquads(store: ox.Store) -> Iterator[str]:
    """All statements, each in its graph, a line a statement."""
    for graph in _graphs(store):
        lines = sorted(f"{line.removesuffix(' .')} <{graph}> .\n" for line in _lines(store, graph))
        yield "".join(lines)


def ntriples(store: ox.Store) -> Iterator[str]:
    """All asserted statements, merged, a line a statement."""
    merged: set[str] = set()
    for graph in _graphs(store):
        if graph != vocab.DERIVED_GRAPH:
            merged.update(_lines(store, graph))
    lines = sorted(merged)
    for start in range(0, len(lines), _CHUNK):
        yield "".join(f"{line}\n" for line in lines[start : start + _CHUNK])


def trig(store: ox.Store) -> Iterator[str]:
    """All statements by graph."""
    yield _serialised(ox.parse("".join(nquads(store)).encode(), format=ox.RdfFormat.N_QUADS), ox.RdfFormat.TRIG)


def jsonld(store: ox.Store) -> Iterator[str]:
    """All statements by graph."""
    yield _serialised(ox.parse("".join(nquads(store)).encode(), format=ox.RdfFormat.N_QUADS), ox.RdfFormat.JSON_LD)


def rdfxml(store: ox.Store) -> Iterator[str]:
    """All asserted statements, merged."""
    triples = ox.parse("".join(ntriples(store)).encode(), format=ox.RdfFormat.N_TRIPLES)
    yield _serialised((quad.triple for quad in triples), ox.RdfFormat.RDF_XML)


def _serialised(statements: Iterable[ox.Quad] | Iterable[ox.Triple], format_: ox.RdfFormat) -> str:
    data = ox.serialize(statements, format=format_, prefixes=dict(sorted(PREFIXES.items())))
    assert data is not None
    return data.decode()


def _graphs(store: ox.Store) -> list[str]:
    return sorted(graph.value for graph in store.named_graphs() if isinstance(graph, ox.NamedNode))


def _lines(store: ox.Store, graph: str) -> list[str]:
    dumped = store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.NamedNode(graph))
    return [line for line in (dumped or b"").decode().split("\n") if line]
