"""A graph put into a SPARQL service, graph by graph, in updates of bounded size."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from kg.graph.store.remote import RemoteStore
from kg.vocab import BASE

_STATEMENTS = 1000  # Virtuoso's compiler gives up at some 10,000 in one update
_SKOLEM = BASE + ".well-known/genid/"  # RDF 1.1 Concepts, section 3.5


def load(store: ox.Store, service: RemoteStore, *, batch: int = _STATEMENTS) -> Iterator[int]:
    """Replace each graph of a store in a service; yields the number of statements written, after each update.

    A load that is cut off leaves some graphs new and others old, the last one perhaps in part: loading again puts
    all right, because each graph is emptied first.
    """
    done = size = 0
    operations: list[str] = []
    for graph in sorted(str(name) for name in store.named_graphs()):
        operations.append(f"DROP SILENT GRAPH {graph}")
        for statements in _portions(store, graph, batch):
            operations.append(f"INSERT DATA {{ GRAPH {graph} {{\n{''.join(statements)}}} }}")
            size += len(statements)
            if size >= batch:
                service.update(" ;\n".join(operations))
                done += size
                yield done
                operations, size = [], 0
    if operations:
        service.update(" ;\n".join(operations))
        yield done + size


def _portions(store: ox.Store, graph: str, batch: int) -> Iterator[list[str]]:
    """A graph's statements as the engine writes them."""
    quads = store.quads_for_pattern(None, None, None, ox.NamedNode(graph[1:-1]))
    lines = sorted(f"{_named(quad.subject)} {quad.predicate} {_named(quad.object)} .\n" for quad in quads)
    for start in range(0, len(lines), batch):
        yield lines[start : start + batch]


def _named(term: object) -> object:
    """The term, or an IRI for a blank node, which no two updates could share and Virtuoso takes in none."""
    return ox.NamedNode(_SKOLEM + term.value) if isinstance(term, ox.BlankNode) else term
