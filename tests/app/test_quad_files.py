"""A graph written as files for a SPARQL service holds what a store would hold."""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from pathlib import Path

import pyoxigraph as ox
import pytest

import kg
from kg.app.pipeline import Effort, build
from kg.app.run import Run
from kg.errors import StoreError, UsageError
from kg.resources import folder
from tests.app.scale.records import record, write_records

SEEDS = folder("seeds")
NO_STORE = Effort(store=False)
COUNT = 200


def statements(quads: Path) -> list[str]:
    """All statements of the files, which are read as any tool reads them."""
    found: list[str] = []
    for path in sorted(quads.glob("*.nq.gz")):
        found += (f"{quad}" for quad in ox.parse(gzip.decompress(path.read_bytes()), format=ox.RdfFormat.N_QUADS))
    return sorted(found)


def with_store(given: Sequence[Path], out: Path) -> tuple[Run, list[str]]:
    run = build(given, out)
    return run, sorted(map(str, kg.open(out).store))


@pytest.fixture
def given(tmp_path: Path) -> list[Path]:
    """The seeds; trials of which one is read again, newer, in a later portion; words that nothing is known of."""
    records = write_records(tmp_path / "x.ndjson", COUNT)
    newer = record(7, "Nivolumab again")
    status = {"lastUpdatePostDateStruct": {"date": "2030-01-01"}}
    unknown = record(COUNT + 1)
    for study, interventions in ((newer, "Cisplatin"), (unknown, "Tapestry technology")):
        modules = study["protocolSection"]
        assert isinstance(modules, dict)
        modules["statusModule"] = status
        modules["armsInterventionsModule"] = {"interventions": [{"type": "DRUG", "name": interventions}]}
    with records.open("a") as file:
        file.writelines(f"{json.dumps(study)}\n" for study in (unknown, newer))
    return [records, SEEDS]


@pytest.mark.parametrize("workers", [1, 2])
def test_files_hold_what_a_store_holds_and_tell_the_same(given: list[Path], tmp_path: Path, workers: int) -> None:
    told, stored = with_store(given, tmp_path / "store")
    run = build(given, tmp_path / "files", effort=Effort(workers, store=False))
    assert statements(tmp_path / "files" / "quads") == stored
    assert (run.counts, run.scopes, run.inputs, run.refused) == (told.counts, told.scopes, told.inputs, told.refused)
    assert run.counts["unmatched"]
    unmatched = [(tmp_path / name / "unmatched.csv").read_bytes() for name in ("store", "files")]
    assert unmatched[0] == unmatched[1]
    assert {path.name for path in (tmp_path / "files").iterdir()} == {".writer", "quads", "run.json", "unmatched.csv"}


def test_the_same_bytes_again_in_the_place_of_the_first(given: list[Path], tmp_path: Path) -> None:
    written = []
    for _ in range(2):
        build(given, tmp_path / "out", effort=NO_STORE)
        written.append({path.name: path.read_bytes() for path in (tmp_path / "out" / "quads").iterdir()})
    assert written[0] == written[1]
    build([SEEDS], tmp_path / "out", effort=NO_STORE)
    assert {path.name for path in (tmp_path / "out" / "quads").iterdir()} == {"part-00000.nq.gz", "shared.nq.gz"}


def test_a_store_is_not_left_to_another_state_of_the_graph(tmp_path: Path) -> None:
    build([SEEDS / "seed-000.txt"], tmp_path / "out")
    with pytest.raises(UsageError, match="there is a store"):
        build([SEEDS], tmp_path / "out", effort=NO_STORE)
    assert json.loads((tmp_path / "out" / "run.json").read_text())["counts"]["trials"] == 1


def test_files_go_when_a_store_is_built_in_their_place(tmp_path: Path) -> None:
    build([SEEDS], tmp_path / "out", effort=NO_STORE)
    build([SEEDS], tmp_path / "out")
    assert not (tmp_path / "out" / "quads").exists()


def test_files_that_no_build_wrote_stay(tmp_path: Path) -> None:
    mine = tmp_path / "out" / "quads" / "mine.nq.gz"
    mine.parent.mkdir(parents=True)
    mine.touch()
    with pytest.raises(UsageError, match="something else"):
        build([SEEDS], tmp_path / "out", effort=NO_STORE)
    build([SEEDS], tmp_path / "out")
    assert mine.exists()


def test_who_asks_where_there_are_only_files_is_told_what_to_do(tmp_path: Path) -> None:
    build([SEEDS], tmp_path / "out", effort=NO_STORE)
    with pytest.raises(StoreError, match="without a store") as raised:
        kg.open(tmp_path / "out")
    assert "--service" in raised.value.remedy


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is full")
def test_what_cannot_be_written_leaves_the_earlier_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build([SEEDS / "seed-000.txt"], tmp_path / "out", effort=NO_STORE)
    before = statements(tmp_path / "out" / "quads")
    monkeypatch.setattr("kg.app.quad_files.SHARED", "/dev/full")
    with pytest.raises(StoreError, match="cannot be written"):
        build([SEEDS], tmp_path / "out", effort=NO_STORE)
    assert statements(tmp_path / "out" / "quads") == before
