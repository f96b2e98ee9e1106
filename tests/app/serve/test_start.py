"""What may keep the service from starting is told with a remedy and an exit code."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

from kg.app import serve
from kg.app.serve import Settings
from kg.errors import MissingPartError
from tests.conftest import REPOSITORY
from tests.services import Served


def start(*arguments: str) -> tuple[int, str]:
    command = [sys.executable, "-m", "kg.app.cli", "serve", *arguments]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False, timeout=60)
    assert "Traceback" not in done.stderr
    return done.returncode, done.stderr


def test_a_folder_without_a_graph_is_refused(tmp_path: Path) -> None:
    code, told = start(str(tmp_path), "--port", "0")
    assert code == 3
    assert "build one with iokg build" in told.lower()


def test_a_port_that_is_taken_is_refused(small_graph: Path, service: Served) -> None:
    code, told = start(str(small_graph), "--port", service.url.rpartition(":")[2])
    assert code == 2
    assert "Choose another address with --host and --port" in told


def test_without_the_extra_the_user_is_told_how_to_get_it(monkeypatch: pytest.MonkeyPatch, small_graph: Path) -> None:
    monkeypatch.setattr(serve, "find_spec", lambda name: None if name == "uvicorn" else importlib.util.find_spec(name))
    with pytest.raises(MissingPartError, match=r"Run pip install 'iokg\[serve\]'") as caught:
        serve.serve(small_graph, Settings())
    assert "in a clone .venv/bin/pip install -e '.[serve]'" in str(caught.value)
    assert caught.value.exit_code == 5
