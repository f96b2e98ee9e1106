"""A graph is brought up to date: the outcome is that of a new build, and only what changed is touched."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pyoxigraph as ox
import pytest

import kg
from kg.app.pipeline import build
from kg.app.update import Updated, update
from kg.errors import InputError, StoreError, UsageError
from kg.graph.store import open_folder, open_store
from kg.resources import folder
from kg.vocab import DERIVED_GRAPH

SEEDS = folder("seeds")
REPOSITORY = Path(kg.__file__).parent.parent


def record(number: int, drug: str, updated: str = "2024-01-01", condition: str = "Neuroblastoma") -> dict[str, object]:
    modules = {
        "identificationModule": {"nctId": f"NCT0000000{number}", "briefTitle": f"{drug} in {condition}"},
        "statusModule": {"overallStatus": "RECRUITING", "lastUpdatePostDateStruct": {"date": updated}},
        "conditionsModule": {"conditions": [condition]},
        "armsInterventionsModule": {"interventions": [{"type": "DRUG", "name": drug}]},
    }
    return {"protocolSection": modules}


FIRST = [record(1, "Dinutuximab beta"), record(2, "Pembrolizumab", condition="Melanoma"), record(3, "GD2 CAR-T cells")]
SECOND = [record(1, "Dinutuximab beta"), record(2, "Nivolumab", condition="Melanoma"), record(4, "B7-H3 CAR-T cells")]


def given(path: Path, records: list[dict[str, object]]) -> Path:
    path.write_text(json.dumps(records))
    return path


def held(graph: Path) -> set[str]:
    """All statements of a graph but where in which file a record stood."""
    places = ("iokg/ontology#path", "iokg/ontology#place")
    return {str(quad) for quad in open_store(graph) if not quad.predicate.value.endswith(places)}


def turtle_of(graph: Path) -> list[str]:
    """Lines of a graph's Turtle but those of where in which file a record stood."""
    lines = (graph / "graph.ttl").read_text().splitlines()
    return [line for line in lines if not line.startswith(("    iokg:path ", "    iokg:place "))]


def indexed(graph: Path) -> list[tuple[object, ...]]:
    """All names of a graph's index and what they name, and what is found by words and by pieces of words."""
    with closing(sqlite3.connect(open_folder(graph).names)) as index:
        names = index.execute("SELECT iri, kind, label, folded, rank, name FROM names JOIN things ON things.id = thing")
        words = [
            index.execute(
                f"SELECT names.name FROM {table} JOIN names ON names.id = {table}.rowid WHERE {table} MATCH ?", [word]
            )
            for table, word in [("words", "GD2"), ("words", "melanoma"), ("spellings", "pembrol"), ("spellings", "b7h")]
        ]
        return [*sorted(names), *(("found", *sorted(found)) for found in words)]


def told(done: Updated) -> list[tuple[str, str]]:
    return [(change.trial, change.change) for change in done.changes]


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    build([given(tmp_path / "first.json", FIRST)], tmp_path / "out")
    return tmp_path / "out"


def test_new_and_changed_trials_are_told_and_the_rest_is_left(graph: Path, tmp_path: Path) -> None:
    done = update([given(tmp_path / "second.json", SECOND)], graph)
    assert told(done) == [("NCT00000002", "changed"), ("NCT00000004", "added")]
    assert done.unchanged == 1
    assert {"investigates", "label"} <= set(done.changes[0].about)
    assert "studiesCondition" not in done.changes[0].about


@pytest.mark.parametrize("remove_missing", [False, True])
def test_an_updated_graph_is_the_graph_of_a_new_build(graph: Path, tmp_path: Path, remove_missing: bool) -> None:
    second = given(tmp_path / "second.json", SECOND)
    update([second], graph, remove_missing=remove_missing)
    kept = [] if remove_missing else [tmp_path / "first.json"]
    build([second, *kept], tmp_path / "new")
    assert held(graph) == held(tmp_path / "new")
    assert indexed(graph) == indexed(tmp_path / "new")
    assert turtle_of(graph) == turtle_of(tmp_path / "new")
    answers = [kg.open(place).ask("vocabulary").rows for place in (graph, tmp_path / "new")]
    assert answers[0] == answers[1]


@pytest.mark.parametrize("content", [None, b"", b"damaged" * 1000])
def test_names_are_whole_after_an_update_whatever_became_of_those_before(
    graph: Path, tmp_path: Path, content: bytes | None
) -> None:
    path = open_folder(graph).names
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    update([given(tmp_path / "second.json", SECOND)], graph)
    build([tmp_path / "second.json", tmp_path / "first.json"], tmp_path / "new")
    assert indexed(graph) == indexed(tmp_path / "new")


@pytest.mark.parametrize("kept", [None, 0, 400, -400])
def test_the_turtle_is_whole_after_an_update_whatever_became_of_the_one_before(
    graph: Path, tmp_path: Path, kept: int | None
) -> None:
    path = graph / "graph.ttl"
    text = path.read_text()
    path.unlink()
    if kept is not None:
        path.write_text(text[:kept])
    update([given(tmp_path / "second.json", SECOND)], graph)
    build([tmp_path / "second.json", tmp_path / "first.json"], tmp_path / "new")
    assert turtle_of(graph) == turtle_of(tmp_path / "new")


def test_only_statements_that_differ_are_exchanged(graph: Path, tmp_path: Path) -> None:
    later = [record(1, "Dinutuximab beta", "2024-02-01")]
    (change,) = update([given(tmp_path / "later.json", later)], graph).changes
    assert change.lost < 20
    (gone,) = update([], graph, remove=["NCT00000001"]).changes
    assert gone.lost > 20
    assert not any("NCT00000001" in str(name) for name in open_store(graph).named_graphs())


def test_without_a_change_nothing_is_written(graph: Path, tmp_path: Path) -> None:
    before = open_folder(graph).number
    done = update([tmp_path / "first.json"], graph)
    assert (done.changes, done.unchanged, open_folder(graph).number) == ((), 3, before)


def test_a_record_that_moved_to_another_file_is_unchanged(graph: Path, tmp_path: Path) -> None:
    assert update([given(tmp_path / "moved.json", FIRST[::-1])], graph).changes == ()


def test_an_older_record_does_not_replace_a_newer_one(graph: Path, tmp_path: Path) -> None:
    done = update([given(tmp_path / "old.json", [record(1, "Cisplatin", "2020-01-01"), FIRST[1]])], graph)
    assert done.changes == ()
    assert kg.open(graph).ask("trials_by_agent", agent="dinutuximab beta")
    again = update([tmp_path / "old.json"], graph, remove=["NCT00000003"])
    assert "the graph holds NCT00000001 from a record updated 2024-01-01" in again.run.refusals[0]


def test_removed_trials_leave_nothing_behind(graph: Path) -> None:
    done = update([], graph, remove=["NCT00000003"])
    assert told(done) == [("NCT00000003", "removed")]
    assert not any("NCT00000003" in quad or "gd2-car" in quad for quad in held(graph))
    assert "NCT00000003" not in (graph / "graph.ttl").read_text()
    assert not kg.open(graph).naming.find("NCT00000003")


def test_a_shared_thing_stays_while_another_trial_uses_it(graph: Path) -> None:
    update([], graph, remove=["NCT00000001"])
    assert kg.open(graph).ask("trials_by_target", target="GD2").records[0]["trial"] == "NCT00000003"


@pytest.mark.parametrize("trial", ["NCT99999999", "NCT00000001"])
def test_what_is_not_there_or_is_given_is_not_removed(graph: Path, tmp_path: Path, trial: str) -> None:
    before = held(graph)
    with pytest.raises(UsageError, match=trial):
        update([tmp_path / "first.json"], graph, remove=[trial])
    assert held(graph) == before


def test_missing_trials_stay_if_a_part_of_the_input_could_not_be_read(graph: Path, tmp_path: Path) -> None:
    (tmp_path / "broken.json").write_text("{")
    with pytest.raises(InputError, match="nobody knows which trials are missing"):
        update([given(tmp_path / "second.json", SECOND), tmp_path / "broken.json"], graph, remove_missing=True)
    assert kg.open(graph).naming.find("NCT00000003")


def test_a_folder_without_graph_is_not_updated(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="iokg build"):
        update([SEEDS], tmp_path / "out")


def test_what_was_derived_is_dropped_with_a_change_only(graph: Path, tmp_path: Path) -> None:
    from kg.app.deduction import deduce

    deduce(graph, "rules")
    assert not update([tmp_path / "first.json"], graph).derived_dropped
    assert open_store(graph).contains_named_graph(ox.NamedNode(DERIVED_GRAPH))
    assert update([], graph, remove=["NCT00000001"]).derived_dropped
    assert not open_store(graph).contains_named_graph(ox.NamedNode(DERIVED_GRAPH))


def _noted(graph: Path, **changes: object) -> None:
    """Change what ``run.json`` says of a graph."""
    path = graph / "run.json"
    run = json.loads(path.read_text())
    for part, value in changes.items():
        run[part] = value | run[part] | value if isinstance(value, dict) else value
    path.write_text(json.dumps(run))


def test_other_tables_have_records_read_anew_and_the_rest_named(graph: Path, tmp_path: Path) -> None:
    _noted(graph, versions={"tables": "other"})
    done = update([given(tmp_path / "one.json", FIRST[:1])], graph)
    assert (done.changes, done.old_readings) == ((), 2)
    assert update([tmp_path / "first.json"], graph).old_readings == 0
    assert json.loads((graph / "run.json").read_text())["versions"]["tables"] != "other"


def test_files_that_a_kill_left_behind_the_store_are_written_again(graph: Path, tmp_path: Path) -> None:
    _noted(graph, generation=0)
    (graph / "graph.ttl").write_text("old")
    (graph / ".building-left").mkdir()
    update([tmp_path / "first.json"], graph)
    assert (graph / "graph.ttl").read_text().startswith("@prefix")
    assert not list(graph.glob(".building-*"))


@pytest.mark.skipif(not hasattr(sys, "getdlopenflags"), reason="needs POSIX signals")
def test_killed_at_random_moments_each_trial_is_old_or_new(tmp_path: Path) -> None:
    paths = [given(tmp_path / f"{name}.json", records) for name, records in (("first", FIRST), ("second", SECOND))]
    command = [sys.executable, "-m", "tests.app.killing", str(tmp_path / "out"), "12", *map(str, paths)]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    states = json.loads(done.stdout)
    assert sum(states["killed"].values()) == 12
    assert states["other"] == []
