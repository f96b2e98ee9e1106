"""Turtle of trials as they are loaded, one after another, kept in a file until their order is known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pyoxigraph as ox

from kg.graph.turtle import trial_blocks


class TrialTexts:
    """The Turtle of some trials, written to a file of its own.

    Args:
        path: The file, which is made anew.

    Attributes:
        shared: Triples that are not about one trial alone, as N-Triples without the closing dot.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._places: dict[str, tuple[int, int]] = {}
        self.shared: set[str] = set()

    def taken(self, trials: Iterable[bytes]) -> Iterator[bytes]:
        """The N-Quads of trials passed on, one trial after another, their Turtle being written on the way."""
        with self._path.open("wb") as file:
            for quads in trials:
                if quads:
                    graph, lines = _lines(quads)
                    text = "".join(trial_blocks(graph, lines, self.shared)).encode()
                    self._places[graph] = (file.tell(), len(text))
                    file.write(text)
                yield quads

    def in_order(self) -> Iterator[str]:
        """The texts of all trials, in the order of their graphs."""
        with self._path.open("rb") as file:
            for _, (start, length) in sorted(self._places.items()):
                file.seek(start)
                yield file.read(length).decode()


def _lines(quads: bytes) -> tuple[str, list[str]]:
    """The graph of a trial and its triples as a store writes them."""
    text = quads.decode()
    graph = text[text.rindex(" <") + 2 : -len("> .\n")]
    if "\\u" in text:
        text = _as_stored(quads)
    return graph, text.split(f" <{graph}> .\n")[:-1]


def _as_stored(quads: bytes) -> str:
    parsed = ox.parse(quads, format=ox.RdfFormat.N_QUADS)
    return (ox.serialize(parsed, format=ox.RdfFormat.N_QUADS) or b"").decode()
