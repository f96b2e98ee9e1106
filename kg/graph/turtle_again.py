"""Turtle of trials taken from the Turtle of an earlier state, so that only those that have changed are written anew."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import pairwise
from pathlib import Path

import pyoxigraph as ox

from kg import vocab
from kg.graph.turtle import HEADINGS, graph_lines, trial_blocks

_HEADING = b"# "


class EarlierTexts:
    """The Turtle of a store's trials, of which most stand in the Turtle of an earlier state.

    Args:
        path: What :func:`kg.graph.turtle.turtle` wrote of the earlier state.
        store: The present state, with the same ontology.
        changed: IRIs of the graphs that were added, changed or removed since.

    Attributes:
        shared: Triples that are not about one trial alone, as N-Triples without the closing dot, after all texts are
            read.

    Raises:
        ValueError: If the file is not the Turtle of the earlier state.
        SyntaxError: If it is no Turtle.
        OSError: If it cannot be read.
    """

    def __init__(self, path: Path, store: ox.Store, changed: Collection[str]) -> None:
        self._path = path
        self._store = store
        self._places, shared = _read(path)
        for graph in changed:
            self._places.pop(graph, None)
        self._graphs = {graph.value for graph in store.named_graphs() if isinstance(graph, ox.NamedNode)}
        self._graphs = {graph for graph in self._graphs if graph.startswith(vocab.TRIAL_GRAPHS)}
        if self._graphs != self._places.keys() | (self._graphs & set(changed)):
            raise ValueError(f"{path} is of other trials")
        self.shared = set(_stored(store, shared))

    def in_order(self) -> Iterator[str]:
        """The texts of all trials, in the order of their graphs."""
        with self._path.open("rb") as file:
            for graph in sorted(self._graphs):
                if graph in self._places:
                    start, end = self._places[graph]
                    file.seek(start)
                    yield file.read(end - start).decode()
                else:
                    yield from trial_blocks(graph, graph_lines(self._store, graph), self.shared)


def _read(path: Path) -> tuple[dict[str, tuple[int, int]], bytes]:
    """Where each trial's text begins and ends, by graph; the Turtle of what they share."""
    places: list[tuple[str, int]] = []
    prefixes = b""
    offset = 0
    with path.open("rb") as file:
        for line in file:
            if line.startswith(_HEADING):
                title = line.removeprefix(_HEADING).decode().rstrip("\n")
                places.append((vocab.TRIAL_GRAPHS + title, offset - 1))
                if title in HEADINGS:
                    texts = {graph: (start, end) for (graph, start), (_, end) in pairwise(places)}
                    return texts, prefixes + file.read()
            elif not places:
                prefixes += line
            offset += len(line)
    raise ValueError(f"{path} ends before what trials share")


def _stored(store: ox.Store, text: bytes) -> Iterator[str]:
    """The triples of a Turtle text that a store holds, but for those with a blank node, as lines of N-Triples."""
    for quad in ox.parse(text, format=ox.RdfFormat.TURTLE):
        if not any(isinstance(term, ox.BlankNode) for term in (quad.subject, quad.object)) and any(
            store.quads_for_pattern(quad.subject, quad.predicate, quad.object)
        ):
            yield f"{quad.subject} {quad.predicate} {quad.object}"
