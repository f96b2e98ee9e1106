"""The graph of all registry records and seeds of ``IOKG_SHARED``, for benchmarks that ask a graph of real size."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.gold import shared
from kg.app.pipeline import build


@contextmanager
def dev_graph(arguments: list[str]) -> Iterator[Path]:
    """The graph folder that is given first, else one that is built for as long as the block lasts."""
    if arguments:
        yield Path(arguments[0])
        return
    with tempfile.TemporaryDirectory() as scratch:
        build([shared() / "trials", shared() / "seeds"], Path(scratch, "graph"))
        yield Path(scratch, "graph")
