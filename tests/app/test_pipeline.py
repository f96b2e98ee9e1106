"""Records become a graph folder, as a whole or not at all."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest

import kg
from kg.app.pipeline import build
from kg.errors import InputError, StoreError
from kg.graph.store import writing
from kg.resources import folder

SEEDS = folder("seeds")


def record(title: str, updated: str = "2024") -> dict[str, object]:
    modules = {
        "identificationModule": {"nctId": "NCT00000001", "briefTitle": title},
        "statusModule": {"lastUpdatePostDateStruct": {"date": updated}},
        "conditionsModule": {"conditions": ["Neuroblastoma"]},
        "armsInterventionsModule": {"interventions": [{"type": "DRUG", "name": title}]},
    }
    return {"protocolSection": modules}


def test_the_folder_holds_store_turtle_run_and_unmatched_words(seeds_graph: Path) -> None:
    assert {"graph.ttl", "run.json", "store", "unmatched.csv"} <= {path.name for path in seeds_graph.iterdir()}
    run = json.loads((seeds_graph / "run.json").read_text())
    assert run["counts"]["trials"] == 4
    assert [Path(entry["path"]).name for entry in run["inputs"]] == [f"seed-00{n}.txt" for n in range(4)]
    assert (seeds_graph / "unmatched.csv").read_text().startswith("words,expected,trials,")


def test_every_quote_equals_the_words_at_its_offsets(seeds_graph: Path) -> None:
    found = kg.open(seeds_graph).query(
        "SELECT ?words ?start ?end ?text "
        "{ ?s oa:exact ?words ; oa:start ?start ; oa:end ?end ; oa:hasSource/iokg:text ?text }"
    )
    assert len(found) > 100
    assert all(str(text)[int(str(start)) : int(str(end))] == words for words, start, end, text in found)


def test_the_turtle_holds_what_the_store_holds(seeds_graph: Path) -> None:
    turtle = ox.Store()
    turtle.load(path=seeds_graph / "graph.ttl", format=ox.RdfFormat.TURTLE)
    in_store = kg.open(seeds_graph).query("SELECT (COUNT(*) AS ?n) { SELECT DISTINCT ?s ?p ?o { ?s ?p ?o } }")
    assert len(turtle) == in_store.rows[0][0]


@pytest.mark.parametrize("seed", ["0", "1"])
def test_the_same_bytes_in_any_order_and_process(seeds_graph: Path, tmp_path: Path, seed: str) -> None:
    files = [str(path) for path in sorted(SEEDS.iterdir(), reverse=seed == "1")]
    code = "import pathlib, sys; from kg.app.pipeline import build; build(sys.argv[2:], pathlib.Path(sys.argv[1]))"
    environment = {"PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(kg.__file__).parent.parent)}
    subprocess.run([sys.executable, "-c", code, str(tmp_path / "out"), *files], check=True, env=environment)
    written = (tmp_path / "out" / "graph.ttl").read_text().replace(str(SEEDS), "seeds")
    assert written == (seeds_graph / "graph.ttl").read_text().replace(str(SEEDS), "seeds")


def test_bad_files_are_refused_and_the_good_are_built(tmp_path: Path) -> None:
    shutil.copy(SEEDS / "seed-000.txt", tmp_path / "good.txt")
    (tmp_path / "page.txt").write_text("<html></html>")
    run = build([tmp_path], tmp_path / "out")
    assert (run.counts["trials"], run.lost, run.refused) == (1, 1, {"file": 1})
    assert "page.txt" in run.refusals[0]


def test_without_a_readable_record_the_earlier_graph_stays(tmp_path: Path) -> None:
    out = tmp_path / "out"
    build([SEEDS / "seed-000.txt"], out)
    before = (out / "graph.ttl").read_bytes()
    (tmp_path / "empty.json").touch()
    with pytest.raises(InputError, match="no trial"):
        build([tmp_path / "empty.json"], out)
    assert (out / "graph.ttl").read_bytes() == before
    assert len(kg.open(out).query("SELECT ?t { ?t a iokg:Trial }")) == 1


def test_a_page_of_an_earlier_graph_does_not_stay(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "graph.html").touch()
    build([SEEDS / "seed-000.txt"], out)
    assert not (out / "graph.html").exists()


def test_the_newest_version_of_a_trial_leaves_nothing_of_the_older(tmp_path: Path) -> None:
    old, new = record("Cisplatin", "2020"), record("Dinutuximab", "2021")
    graphs = []
    for name, records in (("a", [old, new]), ("b", [new, old])):
        (tmp_path / f"{name}.json").write_text(json.dumps(records))
        build([tmp_path / f"{name}.json"], tmp_path / name)
        labels = kg.open(tmp_path / name).query("SELECT ?l { ?t iokg:usesAgent/rdfs:label ?l }")
        graphs.append(labels.rows)
        assert not kg.open(tmp_path / name).query("SELECT ?a { ?a rdfs:label 'cisplatin' }").rows
    assert graphs[0] == graphs[1] == [("dinutuximab",)]


def test_what_a_killed_build_left_goes_with_the_next(tmp_path: Path) -> None:
    (tmp_path / "out" / ".building-x").mkdir(parents=True)
    build([SEEDS / "seed-000.txt"], tmp_path / "out")
    assert not list((tmp_path / "out").glob(".building-*"))


def test_passed_over_files_are_noted_and_nothing_is_lost(tmp_path: Path) -> None:
    shutil.copy(SEEDS / "seed-000.txt", tmp_path)
    (tmp_path / "notes.md").touch()
    run = build([tmp_path], tmp_path / "out")
    assert (run.refused, run.lost) == ({"passed over": 1}, 0)


def test_a_second_writer_is_told_who_writes(tmp_path: Path) -> None:
    with writing(tmp_path / "out"), pytest.raises(StoreError, match="process"):
        build([SEEDS], tmp_path / "out")


@pytest.mark.parametrize("title", ["</script><b>", 'a "quote" \\ and\nline', "\x00\x01control"])
def test_odd_titles_are_kept_as_text(tmp_path: Path, title: str) -> None:
    (tmp_path / "x.json").write_text(json.dumps(record(title)))
    build([tmp_path / "x.json"], tmp_path / "out")
    (label,) = kg.open(tmp_path / "out").query("SELECT ?l { ?t a iokg:Trial ; rdfs:label ?l }")[0]
    assert label == title.replace("\x00", " ").replace("\x01", " ")


def test_a_record_without_interventions_is_built(tmp_path: Path) -> None:
    bare = {"protocolSection": {"identificationModule": {"nctId": "NCT00000001"}}}
    (tmp_path / "x.json").write_text(json.dumps(bare))
    assert build([tmp_path / "x.json"], tmp_path / "out").counts["agents"] == 0
