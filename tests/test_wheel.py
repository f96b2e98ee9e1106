"""The installed wheel works outside the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hatchling.build import build_wheel

from tests.conftest import REPOSITORY


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with nothing but what the wheel holds."""
    folder = tmp_path_factory.mktemp("wheel")
    here = Path.cwd()
    os.chdir(REPOSITORY)
    try:
        name = build_wheel(str(folder))
    finally:
        os.chdir(here)
    zipfile.ZipFile(folder / name).extractall(folder / "site")
    return folder / "site"


def test_the_data_travel_in_the_wheel(site: Path) -> None:
    data = site / "kg" / "data"
    assert {path.name for path in data.iterdir()} == {"ontology", "queries", "seeds"}
    assert (data / "ontology" / "iokg.ttl").is_file()
    assert (site / "viz" / "template" / "page.html").is_file()
    assert (site / "kg" / "graph" / "notebook.html").is_file()
    assert (site / "kg" / "app" / "serve" / "assets" / "pages.json").is_file()
    assert (site / "kg" / "app" / "serve" / "assets" / "yasgui" / "LICENSE").is_file()
    assert not (site / "tests").exists()


def test_a_graph_is_built_asked_and_drawn_from_the_wheel(site: Path, tmp_path: Path) -> None:
    def iokg(*arguments: str) -> str:
        command = [sys.executable, "-P", "-m", "kg.app.cli", *arguments]
        environment = {**os.environ, "PYTHONPATH": str(site)}
        done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    iokg("build", str(site / "kg" / "data" / "seeds"), "-o", "out")
    assert "seed-002" in iokg("ask", "trials_by_target", "--target", "GD2")
    iokg("view", "out")
    assert (tmp_path / "out" / "graph.html").stat().st_size > 100_000
    assert str(site) in iokg("doctor")
