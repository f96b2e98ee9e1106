"""A graph of the four seed records, built once."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.app.pipeline import build
from kg.resources import folder


@pytest.fixture(scope="session")
def seeds_graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of the seeds' graph, to be read only."""
    out = tmp_path_factory.mktemp("seeds") / "graph"
    build([folder("seeds")], out)
    return out
