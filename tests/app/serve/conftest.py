"""A small graph with known answers, served."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.services import Served, served, write_small_graph

QUICK = ("--timeout", "3", "--limit", "1000", "--cors", "https://page.example")


@pytest.fixture(scope="session")
def small_graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of the graph of the seven made-up trials, to be read only."""
    folder = tmp_path_factory.mktemp("small")
    write_small_graph(folder)
    return folder


@pytest.fixture(scope="session")
def service(small_graph: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The small graph, served; not to be stopped."""
    with served(small_graph, tmp_path_factory.mktemp("log") / "log", *QUICK) as running:
        yield running
