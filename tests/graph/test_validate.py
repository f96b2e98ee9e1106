"""Faults of a graph: each kind of damage is found by the check that is meant for it, and by no other."""

from __future__ import annotations

from functools import cache

import pyoxigraph as ox
import pyshacl
import pytest
from rdflib import Graph

from kg import vocab
from kg.graph.ontology import ontology_quads
from kg.graph.quads import trial_quads, used_by, vocabulary_quads
from kg.graph.reason.axioms import load_ontology
from kg.graph.reason.rules import reason_by_rules
from kg.graph.validate import validate
from kg.graph.validate.checks import checks
from kg.graph.validate.finding import Finding
from kg.graph.validate.screen import Screen
from kg.resources import folder
from tests.graph.damages import DAMAGES, PREFIXES, TIME, add, change
from tests.graph.samples import AGENTS, CONDITIONS, FACTS, TARGETS


@cache
def good_quads() -> list[ox.Quad]:
    vocabulary = vocabulary_quads(used_by(FACTS), agents=AGENTS, targets=TARGETS, conditions=CONDITIONS)
    facts = ox.parse((trial_quads(FACTS) + vocabulary).encode(), format=ox.RdfFormat.N_QUADS)
    return [*facts, *ontology_quads(folder("ontology") / "iokg.ttl")]


def good_store() -> ox.Store:
    store = ox.Store()
    store.extend(good_quads())
    return store


def damaged(update: str) -> list[Finding]:
    store = good_store()
    before = set(store)
    store.update(PREFIXES + update)
    assert set(store) != before, "the update did no damage"
    return validate(store)


def test_a_good_graph_has_no_fault() -> None:
    assert validate(good_store()) == []


@pytest.mark.parametrize(("update", "check"), [pytest.param(u, c, id=d) for d, u, c in DAMAGES])
def test_damage_is_found_by_the_check_meant_for_it(update: str, check: str) -> None:
    assert {finding.check for finding in damaged(update)} == {check}


@pytest.mark.parametrize("check", ["dangling", "shortcut-missing"])
def test_what_a_reasoner_derives_hides_no_damage(check: str) -> None:
    store = good_store()
    store.update(PREFIXES + next(update for _, update, name in DAMAGES if name == check))
    store.load(reason_by_rules(store, load_ontology()).as_quads().encode(), format=ox.RdfFormat.N_QUADS)
    assert check in {finding.check for finding in validate(store)}


def test_every_check_has_a_damage_that_it_finds() -> None:
    shapes = Graph().parse(folder("ontology") / "shapes.ttl")
    named = {str(s).rpartition("#")[2] for s in shapes.subjects() if "-" in str(s).rpartition("#")[2]}
    assert {check for _, _, check in DAMAGES} == named | {check.name for check in checks()}


def test_a_finding_names_entity_trial_words_and_remedy() -> None:
    finding = damaged(change(TIME, "iokg:duration", '"12 months"'))[0]
    assert finding.trial == "NCT00000000"
    assert str(finding) == (
        "violation: time-duration: trial/NCT00000000/outcome/primary/0/time/1: a duration is written in ISO 8601, "
        "e.g. P12M [12 months]. Correct the rule that reads the words."
    )


def test_a_graph_that_is_not_ours_is_said_to_lack_trials() -> None:
    store = ox.Store()
    store.add(ox.Quad(ox.NamedNode("s:a"), ox.NamedNode("s:b"), ox.Literal("c")))
    assert [finding.check for finding in validate(store)] == ["no-trial"]


def test_an_inferred_statement_is_not_held_against_an_agent() -> None:
    store = good_store()
    store.update(PREFIXES + add("agent:pembrolizumab a iokg:FusionProtein", f"<{vocab.DERIVED_GRAPH}>"))
    assert not [finding for finding in validate(store) if finding.is_error]


def test_the_screen_lets_nothing_pass_that_it_cannot_judge() -> None:
    shapes = Graph().parse(
        data=f"""@prefix sh: <http://www.w3.org/ns/shacl#> .
        <s:a> a sh:NodeShape ; sh:targetClass <{vocab.TRIAL}> ; sh:property <s:b> .
        <s:b> sh:path <{vocab.LABEL}> ; sh:languageIn ( "en" ) ."""
    )
    trial = ox.NamedNode(f"{vocab.BASE}trial/NCT00000000")
    assert Screen(shapes).suspects(good_store(), vocab.TRIAL, {trial}) == {trial}


def test_the_shapes_are_shapes_and_a_good_graph_meets_them_all() -> None:
    shapes = Graph().parse(folder("ontology") / "shapes.ttl")
    data = Graph()
    for quad in good_store():
        if quad.graph_name.value != vocab.ONTOLOGY_GRAPH:
            data.parse(data=f"{quad.triple} .", format="nt")
    conforms, _, text = pyshacl.validate(data, shacl_graph=shapes, meta_shacl=True)
    assert conforms, text


@pytest.mark.parametrize("check", checks(), ids=lambda check: check.name)
def test_a_check_has_a_title_a_question_and_a_remedy(check: object) -> None:
    assert all(getattr(check, part) for part in ("title", "question", "severity", "remedy"))
