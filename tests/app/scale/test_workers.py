"""Facts are stated by processes that may fail, hang and be killed."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import pytest

from kg.app.pipeline import Effort, build
from kg.app.run import Run, read_run
from kg.app.scale import stating
from kg.errors import StoreError
from kg.facts.assemble import Knowledge, state_facts
from kg.model import Trial, TrialFacts
from tests.app.scale.records import write_records

COUNT = 300

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph of all records, made by one process."""
    folder = tmp_path_factory.mktemp("whole")
    build([write_records(folder / "x.ndjson", COUNT)], folder / "out", effort=Effort(1))
    return folder / "out"


@pytest.fixture(autouse=True)
def odd_titles(monkeypatch: pytest.MonkeyPatch) -> None:
    """Titles that tell a worker, which is forked from the test, what to suffer."""
    parent = os.getpid()

    def suffer(trial: Trial, knowledge: Knowledge) -> TrialFacts:
        if trial.title == "raise":
            raise RuntimeError("odd")
        if trial.title == "hang":
            time.sleep(60)
        if trial.title == "die" and os.getpid() != parent:
            os.kill(os.getpid(), signal.SIGKILL)
        if trial.title.startswith("once ") and not Path(trial.title[5:]).exists():
            Path(trial.title[5:]).touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return state_facts(trial, knowledge)

    monkeypatch.setattr(stating, "state_facts", suffer)


def turtle_of(out: Path, source: Path) -> str:
    return (out / "graph.ttl").read_text().replace(str(source), "")


def built(tmp_path: Path, effort: Effort, **titles: str) -> Run:
    return build([write_records(tmp_path / "x.ndjson", COUNT, **titles)], tmp_path / "out", effort=effort)


@pytest.mark.parametrize("workers", [2, 3])
def test_any_number_of_workers_gives_the_same_bytes(whole: Path, tmp_path: Path, workers: int) -> None:
    run, one = built(tmp_path, Effort(workers)), read_run(whole)
    assert one is not None
    assert (run.counts, run.inputs[0].sha256) == (one.counts, one.inputs[0].sha256)
    assert turtle_of(tmp_path / "out", tmp_path) == turtle_of(whole, whole.parent)


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("suffering", ["raise", "hang"])
def test_an_odd_record_costs_only_itself(tmp_path: Path, workers: int, suffering: str) -> None:
    run = built(tmp_path, Effort(workers, seconds_a_record=1), n7=suffering)
    assert (run.counts["trials"], run.refused) == (COUNT - 1, {"record": 1})
    assert "line 8" in run.refusals[0]
    assert ("odd" if suffering == "raise" else "longer than 1 s") in run.refusals[0]


def test_a_record_that_kills_its_worker_costs_only_itself(tmp_path: Path) -> None:
    run = built(tmp_path, Effort(2), n7="die", n200="die")
    assert (run.counts["trials"], run.refused) == (COUNT - 2, {"record": 2})
    assert [("line 8" in run.refusals[0]), ("line 201" in run.refusals[1])] == [True, True]
    assert "killed" in run.refusals[0]


def test_a_worker_that_is_killed_from_outside_costs_nothing(tmp_path: Path) -> None:
    run = built(tmp_path, Effort(2), n7=f"once {tmp_path / 'killed'}")
    assert (tmp_path / "killed").exists()
    assert (run.counts["trials"], run.refused) == (COUNT, {})


def test_no_shard_stays_of_a_graph_that_is_there(tmp_path: Path) -> None:
    built(tmp_path, Effort(2))
    assert not (tmp_path / "out" / "shards").exists()


def test_a_folder_without_room_for_shards_is_told(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "shards").touch()
    with pytest.raises(StoreError, match="shards"):
        built(tmp_path, Effort(2))
