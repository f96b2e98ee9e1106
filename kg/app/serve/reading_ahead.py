"""Pages that a worker makes before anybody asks for one, because the first of each sort reads the graph."""

from __future__ import annotations

from pathlib import Path

from kg.app.run import read_run
from kg.app.serve.messages import Visit

_MOST_TRIALS = 5_000
"""Trials up to which a worker reads a graph in a few seconds; who serves more may want no pages."""


def is_soon_read(graph: Path) -> bool:
    """Whether a graph folder says that it holds few enough trials."""
    run = read_run(graph)
    return run is not None and run.counts.get("trials", _MOST_TRIALS) < _MOST_TRIALS


def first_visits(seconds: float) -> tuple[Visit, ...]:
    """The map of all trials, and a search of several words."""
    return (
        Visit(address="map", asked={}, seconds=seconds),
        Visit(address="search", asked={"q": "words of titles"}, seconds=seconds),
    )
