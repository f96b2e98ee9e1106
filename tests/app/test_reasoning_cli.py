"""iokg reason and iokg check as a user meets them: what they say, where they refuse, with which exit code."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg import vocab
from kg.app.cli.waiting import Waiting
from kg.app.pipeline import build as build_graph
from kg.graph.export import export
from kg.graph.store import open_store
from tests.app.test_cli import SEEDS, Run, run
from tests.graph.test_explain import B7H3, module
from tests.graph.test_reason import needs_java

__all__ = ["run"]


@pytest.fixture
def own(seeds_graph: Path, tmp_path: Path) -> Path:
    """A copy of the seeds' graph, over which rules have reasoned; to be changed at will."""
    return Path(shutil.copytree(seeds_graph, tmp_path / "own"))


def derived(graph: Path) -> int:
    return len(list(open_store(graph).quads_for_pattern(None, None, None, ox.NamedNode(vocab.DERIVED_GRAPH))))


def test_a_reason_goes_down_to_statements_and_their_graphs(run: Run, seeds_graph: Path) -> None:
    ran = run("reason", seeds_graph, "--explain", "'L19-IL2' a CytokineArmedAgent")
    assert ran.code == 0
    assert "SubClassOf CytokineArmedAgent" in ran.out
    assert "hasMechanism TargetedCytokineDelivery  (graph/" in ran.out


def test_a_graph_without_contradiction_is_said_to_have_none(run: Run, seeds_graph: Path) -> None:
    ran = run("reason", seeds_graph, "--explain", "inconsistency")
    assert (ran.code, ran.out) == (0, "no contradiction found by the rules\n")


@pytest.mark.parametrize(
    ("fact", "words"),
    [
        ("seed-000", "is not three terms"),
        ("seed-000 a GD2DirectedAgent", "this does not follow"),
        ("'no such thing' a Agent", "this does not follow"),
    ],
)
def test_what_does_not_follow_ends_in_2(run: Run, seeds_graph: Path, fact: str, words: str) -> None:
    ran = run("reason", seeds_graph, "--explain", fact)
    assert (ran.code, ran.out) == (2, "")
    assert words in ran.err


def test_a_module_of_ones_own_is_reasoned_by(run: Run, own: Path, tmp_path: Path) -> None:
    ran = run("reason", own, "--engine", "rules", "--ontology", module(tmp_path, B7H3))
    assert ran.code == 0
    ran = run("query", "SELECT ?a { ?a a <https://example.org/my#B7H3Agent> }", "--graph", own, "--format", "csv")
    assert "agent/" in ran.out


def test_a_refused_module_ends_in_3_and_leaves_the_graph_as_it_was(run: Run, own: Path, tmp_path: Path) -> None:
    run("reason", own, "--engine", "rules")
    before = derived(own)
    faulty = module(tmp_path, "iokg:CARTCell <http://www.w3.org/2000/01/rdf-schema#subClassOf> iokg:Chemotherapy .")
    ran = run("reason", own, "--engine", "rules", "--ontology", faulty)
    assert ran.code == 3
    assert "CARTCell rdfs:subClassOf Chemotherapy" in ran.err
    assert derived(own) == before > 0


OLD_JAVA = "#!/bin/sh\necho 'java.lang.UnsupportedClassVersionError: version 52.0' >&2\nexit 1\n"
FULL_JAVA = "#!/bin/sh\necho 'java.lang.OutOfMemoryError: Java heap space' >&2\nexit 1\n"
SLOW_JAVA = "#!/bin/sh\nsleep 60\n"


@pytest.mark.parametrize(
    ("java", "words"),
    [
        (None, "no 'java' is on the PATH"),
        (OLD_JAVA, "this Java is too old"),
        (FULL_JAVA, "ran out of its 2000 MB"),
        (SLOW_JAVA, "stopped after 3 s"),
    ],
    ids=["missing", "too old", "out of memory", "too slow"],
)
def test_without_a_working_java_rules_are_offered_and_nothing_is_lost(
    run: Run, own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, java: str | None, words: str
) -> None:
    run("reason", own, "--engine", "rules")
    before = derived(own)
    folder = tmp_path / "bin"
    folder.mkdir()
    if java:
        (folder / "java").write_text(java)
        (folder / "java").chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/bin" if java else str(folder))
    ran = run("reason", own, "--timeout", "3" if java == SLOW_JAVA else "60")
    assert (ran.code, ran.out) == (5, "")
    assert words in ran.err
    assert "--engine rules" in ran.err
    assert derived(own) == before > 0


def test_who_waits_for_hermit_is_told_so_first(
    run: Run, own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "java").write_text(SLOW_JAVA)
    (folder / "java").chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/bin")
    ran = run("reason", own, "--timeout", "2")
    assert ran.err.startswith("HermiT reasons, stopped after 0:02; --engine rules derives the same far sooner\n")


def test_of_a_large_graph_is_said_how_long_it_may_take_and_then_each_minute_how_long_it_has(
    capsys: pytest.CaptureFixture[str],
) -> None:
    waiting = Waiting(1573, 600)
    for seconds in range(125):
        waiting(float(seconds))
    waiting.end()
    first, *others = capsys.readouterr().err.splitlines()
    assert first.startswith("HermiT reasons over 1,573 trials, which takes some 7 minutes, longer on a busy machine,")
    assert others == [
        "HermiT has been reasoning for 1:00",
        "HermiT has been reasoning for 2:00",
    ]


def test_a_question_that_waits_for_a_reasoner_names_both_engines(run: Run, own: Path) -> None:
    build_graph([SEEDS], own)
    ran = run("ask", "gd2_directed_agents", "-g", own)
    assert ran.code == 1
    assert ran.err.startswith("members of iokg:GD2DirectedAgent are derived, and reasoning has not been run")
    assert f"iokg reason {own} --engine rules (up to a minute for 1,600 trials), or iokg reason {own} (H" in ran.err


@needs_java
@pytest.mark.real
def test_a_contradiction_is_named_and_leaves_nothing_derived(run: Run, own: Path) -> None:
    from kg.graph.store import revise, writing

    with writing(own), revise(own) as revision:
        store = revision.store
        graph = ox.NamedNode(f"{vocab.TRIAL_GRAPHS}seed-000")
        agent = next(quad.object for quad in store.quads_for_pattern(None, ox.NamedNode(vocab.OF_AGENT), None, graph))
        assert isinstance(agent, ox.NamedNode)
        for kind in ("CARTCell", "Chemotherapy"):
            store.add(ox.Quad(agent, ox.NamedNode(vocab.TYPE), ox.NamedNode(vocab.IOKG + kind), graph))
    for engine in ("hermit", "rules"):
        ran = run("reason", own, "--engine", engine)
        assert (ran.code, "contradicts the ontology" in ran.err, derived(own)) == (1, True, 0)
    ran = run("reason", own, "--explain", "inconsistency")
    assert "contradiction: CellTherapyProduct DisjointWith ConventionalDrug" in ran.out


def test_findings_are_printed_as_json(run: Run, own: Path, tmp_path: Path) -> None:
    file = tmp_path / "graph.nt"
    title = f"<{vocab.BASE}trial/seed-000> <{vocab.LABEL}> "
    lines = "".join(export(open_store(own), "ntriples")).splitlines(keepends=True)
    file.write_text("".join(line for line in lines if not line.startswith(title)), encoding="utf-8")
    ran = run("check", file, "--format", "json")
    findings = [finding for finding in json.loads(ran.out) if finding["severity"] == "violation"]
    assert ran.code == 1
    assert [(finding["check"], finding["trial"]) for finding in findings] == [("trial-label", "seed-000")]
    assert all(finding["remedy"] for finding in findings)


@pytest.mark.parametrize("suffix", [".ttl", ".nt", ".nq", ".trig", ".rdf", ".jsonld"])
def test_an_exported_graph_is_as_faultless_as_the_folder(
    run: Run, seeds_graph: Path, tmp_path: Path, suffix: str
) -> None:
    file = tmp_path / f"graph{suffix}"
    assert run("export", seeds_graph, "-o", file).code == 0
    ran = run("check", file)
    assert (ran.code, "violation" in ran.out) == (0, False)


@pytest.mark.parametrize(
    ("name", "text", "code", "words"),
    [
        ("other.ttl", "<s:a> <s:b> <s:c> .", 1, "describes no trial"),
        ("broken.ttl", "<s:a> <s:b>\n", 3, "broken.ttl, line 2"),
        ("table.tsv", "a\tb\n", 3, "the suffix tells no RDF format"),
    ],
)
def test_a_file_that_is_not_ours_is_told_what_it_lacks(
    run: Run, tmp_path: Path, name: str, text: str, code: int, words: str
) -> None:
    (tmp_path / name).write_text(text)
    ran = run("check", tmp_path / name)
    assert ran.code == code
    assert words in ran.out + ran.err
    assert "Traceback" not in ran.err
