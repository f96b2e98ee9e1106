"""Workers that read a graph before anybody asks for a page."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import msgspec

from kg.app.files import LAYOUT
from kg.app.run import read_run
from kg.app.serve.reading_ahead import is_soon_read
from tests.services import http, served

_PATIENCE_S = 20


def test_a_worker_is_ready_for_maps_before_anybody_asks_while_another_answers(
    seeds_graph: Path, tmp_path: Path
) -> None:
    graph = tmp_path / "graph"
    shutil.copytree(seeds_graph, graph, ignore=shutil.ignore_patterns(LAYOUT))
    with served(graph, tmp_path / "log") as service:
        assert http.get(f"{service.url}/sparql", params={"query": "ASK {}"}).status_code == 200
        end = time.monotonic() + _PATIENCE_S
        while not (graph / LAYOUT).exists() and time.monotonic() < end:
            time.sleep(0.1)
        assert (graph / LAYOUT).exists()
        assert http.get(f"{service.url}/map").status_code == 200


def test_a_large_graph_is_read_only_when_somebody_asks(seeds_graph: Path, tmp_path: Path) -> None:
    run = read_run(seeds_graph)
    assert run is not None
    large = msgspec.structs.replace(run, counts=run.counts | {"trials": 500_000})
    (tmp_path / "run.json").write_bytes(msgspec.json.encode(large))

    assert is_soon_read(seeds_graph)
    assert not is_soon_read(tmp_path)
    assert not is_soon_read(tmp_path / "none")
