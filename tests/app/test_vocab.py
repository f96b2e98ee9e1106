"""The user's vocabulary packs serve every build, and the build says which."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import kg
from kg.app.pipeline import build
from tests.app.test_cli import Run, run
from tests.facts.packs import samples

__all__ = ["run"]


@pytest.fixture
def record(tmp_path: Path) -> Path:
    modules = {
        "identificationModule": {"nctId": "NCT00000001", "briefTitle": "A trial"},
        "conditionsModule": {"conditions": ["Zorb carcinoma"]},
        "armsInterventionsModule": {
            "interventions": [
                {"type": "DRUG", "name": "ZB-001"},
                {"type": "BIOLOGICAL", "name": "anti-ZORB1 CAR-T cells"},
            ]
        },
    }
    path = tmp_path / "NCT00000001.json"
    path.write_text(json.dumps({"protocolSection": modules}), encoding="utf-8")
    return path


@pytest.fixture
def packs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> Path:
    """The folder of packs, with three in it."""
    folder = tmp_path / "vocab"
    monkeypatch.setenv("IOKG_VOCAB", str(folder))
    for kind, content in (("ncit", samples.NCIT_FLAT), ("mondo", samples.MONDO_OBO), ("hgnc", samples.HGNC)):
        (tmp_path / kind).write_bytes(content)
        assert run("vocab", "add", kind, tmp_path / kind).code == 0
    return folder


def test_packs_are_listed_and_removed(run: Run, packs: Path) -> None:
    listed = json.loads(run("vocab", "list", "--format", "json").out)
    assert [row["name"] for row in listed] == ["hgnc", "mondo", "ncit"]
    assert listed[1]["version"] == "2026-03-01"
    assert run("vocab", "remove", "mondo").code == 0
    assert sorted(path.name for path in packs.iterdir()) == ["hgnc.pack", "ncit.pack"]
    assert run("vocab", "remove", "mondo").code == 2


def test_a_wrong_file_is_bad_input(run: Run, packs: Path, tmp_path: Path) -> None:
    ran = run("vocab", "add", "unii", tmp_path / "hgnc")
    assert (ran.code, ran.out) == (3, "")
    assert "use iokg vocab add hgnc" in ran.err.lower()


def test_a_build_knows_what_packs_know_and_says_so(packs: Path, record: Path, tmp_path: Path) -> None:
    graph = tmp_path / "graph"
    build([record], graph)
    noted = json.loads((graph / "run.json").read_text())["packs"]
    assert [(pack["name"], pack["concepts"]) for pack in noted] == [("hgnc", 1), ("mondo", 1), ("ncit", 2)]
    found = kg.open(graph).query(
        "SELECT ?label ?id { ?thing rdfs:label ?label ; skos:exactMatch ?id FILTER(CONTAINS(LCASE(?label), 'zorb')) }"
    )
    assert {str(label) for label, _ in found} == {"zorblimab", "zorb carcinoma", "ZORB1"}


def test_the_same_packs_give_the_same_graph(packs: Path, record: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        build([record], tmp_path / name)
    assert (tmp_path / "one" / "graph.ttl").read_bytes() == (tmp_path / "two" / "graph.ttl").read_bytes()
