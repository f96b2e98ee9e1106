"""A thing described."""

from __future__ import annotations

import pytest

from kg.graph.knowledge import KnowledgeGraph
from kg.graph.show import Description


@pytest.fixture(scope="module")
def shown(graph: KnowledgeGraph) -> Description:
    (description,) = graph.show("dinutuximab beta")
    return description


def test_names_and_identifiers_stand_apart_from_facts(shown: Description) -> None:
    assert (shown.synonyms, shown.identifiers) == (("ch14.18/CHO",), ("ncit:C121540",))
    assert "altLabel" not in {row[0] for row in shown.facts}


def test_facts_name_their_value_and_its_id(shown: Description) -> None:
    assert ("has target", "GD2", "target/gd2", False) in shown.facts.rows


def test_the_trials_say_how_they_use_it(shown: Description) -> None:
    assert [(row[0], row[2]) for row in shown.trials] == [
        ("NCT00000002", "investigates"),
        ("NCT00000007", "investigates"),
    ]


def test_evidence_gives_the_words(shown: Description) -> None:
    row = ("NCT00000002", "has target GD2", "dinutuximab beta", "identificationModule.briefTitle", "Background")
    assert row in shown.evidence.rows


@pytest.mark.parametrize(
    ("name", "trials"),
    [
        ("lung carcinoma", ["NCT00000003", "NCT00000004"]),
        ("checkpoint inhibition", ["NCT00000003", "NCT00000004"]),
        ("time-to-event endpoint", ["NCT00000002", "NCT00000003"]),
        ("CAR cell product", ["NCT00000001"]),
        ("ASTCT", ["NCT00000001"]),
    ],
)
def test_trials_of_narrower_things_count(graph: KnowledgeGraph, name: str, trials: list[str]) -> None:
    (description,) = graph.show(name)
    assert sorted({str(row[0]) for row in description.trials}) == trials


def test_a_trial_is_read_from_its_scope_to_its_registration(graph: KnowledgeGraph) -> None:
    (description,) = graph.show("NCT00000006")
    properties = list(dict.fromkeys(str(row[0]) for row in description.facts if not row[3]))

    assert properties[:5] == ["scope", "has setting", "studies condition", "selects patients by", "investigates"]
    assert properties.index("has endpoint") < properties.index("has phase") < properties.index("sponsor")


def test_the_agents_of_a_trial_come_with_what_they_act_on_and_through(graph: KnowledgeGraph) -> None:
    (description,) = graph.show("NCT00000001")
    agents = {row[0]: row[1:] for row in description.agents}

    assert agents["agent/gd2-b7-h3-car-t-cells"] == (
        ("CAR T cell",),
        ("B7-H3", "GD2"),
        ("CAR-redirected cytotoxicity",),
    )
    assert agents["agent/fludarabine"][2] == ("lymphodepletion",)
    assert not graph.show("GD2")[0].agents


def test_the_words_about_the_trial_itself_come_first(graph: KnowledgeGraph) -> None:
    (description,) = graph.show("NCT00000001")
    is_of_trial = [row[0] == "the trial" for row in description.evidence]

    assert is_of_trial == sorted(is_of_trial, reverse=True)
    assert True in is_of_trial


def test_a_trial_is_shown_with_the_words_of_its_record(graph: KnowledgeGraph) -> None:
    (description,) = graph.show("NCT00000006")
    assert "blinatumomab" in {row[2] for row in description.evidence}
    assert not description.trials


def test_what_an_agent_is_is_told_with_its_article(graph: KnowledgeGraph) -> None:
    said = {
        str(row["statement"])
        for name in ("blinatumomab", "pembrolizumab")
        for row in graph.show(name)[0].evidence.records
    }
    assert {"is an immune-cell engager", "is a monoclonal antibody"} <= said


def test_what_the_ontology_says_by_other_vocabularies_is_told_in_words(graph: KnowledgeGraph) -> None:
    (kind,) = graph.show("CAR T cell")
    assert {str(row["property"]) for row in kind.facts.records} >= {"close match", "example", "kind of"}
