"""A build that was stopped goes on from what it had done."""

from __future__ import annotations

import gzip
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg.app.pipeline import Effort, build
from kg.app.scale import Shards, stating
from kg.facts.assemble import Knowledge, state_facts
from kg.model import Trial, TrialFacts
from tests.app.scale.records import write_records
from tests.conftest import REPOSITORY

COUNT = 700

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and signals")


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_records(tmp_path_factory.mktemp("records") / "x.ndjson", COUNT)


@pytest.fixture(scope="module")
def whole(records: Path, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The Turtle of a build that nobody stopped."""
    out = tmp_path_factory.mktemp("whole")
    build([records], out)
    return (out / "graph.ttl").read_bytes()


def begin(records: Path, out: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "kg.app.cli", "build", str(records), "-o", str(out), "--workers", "2"]
    return subprocess.Popen(command, cwd=REPOSITORY, stderr=subprocess.PIPE, text=True, start_new_session=True)


def wait_for_shards(out: Path, count: int) -> None:
    until = time.monotonic() + 60
    while len(Shards(out)) < count and time.monotonic() < until:
        time.sleep(0.01)


def test_killed_at_any_point_it_goes_on_to_the_same_bytes(records: Path, whole: bytes, tmp_path: Path) -> None:
    chance = random.Random(1)
    for _ in range(4):
        process = begin(records, tmp_path / "out")
        wait_for_shards(tmp_path / "out", chance.randrange(1, 10))
        process.kill()
        process.communicate(timeout=30)
    kept = len(Shards(tmp_path / "out"))
    build([records], tmp_path / "out")
    assert kept
    assert (tmp_path / "out" / "graph.ttl").read_bytes() == whole


def test_an_interrupted_build_stops_and_says_how_to_go_on(records: Path, whole: bytes, tmp_path: Path) -> None:
    process = begin(records, tmp_path / "out")
    wait_for_shards(tmp_path / "out", 2)
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "the same command goes on" in said
    assert "Traceback" not in said
    build([records], tmp_path / "out")
    assert (tmp_path / "out" / "graph.ttl").read_bytes() == whole


def test_a_full_disk_is_told_and_what_is_done_is_kept(records: Path, whole: bytes, tmp_path: Path) -> None:
    limited = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000));"
        "from kg.app.cli import main; sys.argv[0] = 'iokg'; main()"
    )
    command = [sys.executable, "-c", limited, "build", str(records), "-o", str(tmp_path / "out"), "--workers", "2"]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stdout) == (3, "")
    assert "make room" in done.stderr.lower()
    assert not list((tmp_path / "out").glob("shards/.*"))
    build([records], tmp_path / "out")
    assert (tmp_path / "out" / "graph.ttl").read_bytes() == whole


def test_what_is_done_is_not_done_again_and_a_cut_shard_is(
    records: Path, whole: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []

    def noted(trial: Trial, knowledge: Knowledge) -> TrialFacts:
        done.append(trial.id)
        if len(done) == 400:
            raise KeyboardInterrupt
        return state_facts(trial, knowledge)

    monkeypatch.setattr(stating, "state_facts", noted)
    with pytest.raises(KeyboardInterrupt):
        build([records], tmp_path, effort=Effort(1))
    first, second, *others = sorted((tmp_path / "shards").glob("*.nq.gz"))
    first.write_bytes(first.read_bytes()[:-100])
    second.write_bytes(gzip.compress(b"# nothing\n"))
    build([records], tmp_path, effort=Effort(1))
    assert len(others) == 4
    assert len(done) == 400 + COUNT - 4 * 64
    assert (tmp_path / "graph.ttl").read_bytes() == whole


def test_workers_end_with_their_build(records: Path, tmp_path: Path) -> None:
    process = begin(records, tmp_path / "out")
    wait_for_shards(tmp_path / "out", 1)
    process.kill()
    process.communicate(timeout=30)
    until = time.monotonic() + 10
    while _members(process.pid) and time.monotonic() < until:
        time.sleep(0.05)
    assert not _members(process.pid)


def _members(group: int) -> bool:
    """Whether a process group has members."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True
