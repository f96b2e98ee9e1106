"""The explorer on graphs of a few made-up trials."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.app.explore.explorer import Explorer
from tests.app.explore.attacks import write_hostile_graph
from tests.services import write_small_graph


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of the graph of the seven made-up trials."""
    path = tmp_path_factory.mktemp("explored")
    write_small_graph(path)
    return path


@pytest.fixture(scope="session")
def explorer(folder: Path) -> Explorer:
    """The pages of the seven made-up trials."""
    return Explorer(folder)


@pytest.fixture(scope="session")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Explorer:
    """The pages of a trial whose every text is an attack."""
    path = tmp_path_factory.mktemp("attacked")
    write_hostile_graph(path)
    return Explorer(path)
