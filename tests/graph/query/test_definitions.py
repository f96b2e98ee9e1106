"""The questions about classes by definition, on a graph over which a reasoner has run."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.graph.knowledge import KnowledgeGraph
from kg.graph.query import library
from kg.graph.reason.axioms import load_ontology
from kg.graph.reason.rules import reason_by_rules
from tests.graph import trials
from tests.graph.test_ontology import IOKG

MORE = """
PREFIX iokg: <https://w3id.org/iokg/ontology#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
BASE <https://w3id.org/iokg/>
INSERT DATA { GRAPH <graph/trial/NCT00000008> {
  <trial/NCT00000008> a iokg:Trial ; rdfs:label "FIH study of L19-IL2 with radiotherapy" ;
    iokg:hasAgentUse <use/1> ; iokg:investigates <agent/l19-il2> ; iokg:hasOutcomeMeasure <measure/1> .
  <use/1> a iokg:AgentUse ; iokg:ofAgent <agent/l19-il2> ; iokg:inRole iokg:Investigational .
  <measure/1> a iokg:OutcomeMeasure ; iokg:priority iokg:Secondary ; iokg:measuresEndpoint iokg:OutOfFieldResponse .
  <agent/l19-il2> a iokg:Immunocytokine ; rdfs:label "L19-IL2" ; iokg:hasTarget <target/edb> ;
    iokg:hasMechanism iokg:TargetedCytokineDelivery .
  <target/edb> a iokg:Target ; rdfs:label "EDB-fibronectin" ; iokg:targetClass "stromal" .
} }"""

#: Question, and the agents or trials that answer it.
ANSWERS = {
    "gd2_directed_agents": ["GD2/B7-H3 CAR-T cells", "dinutuximab beta"],
    "checkpoint_inhibitors": ["ivonescimab", "pembrolizumab"],
    "pd1_axis_inhibitors": ["ivonescimab", "pembrolizumab"],
    "cytokine_armed_agents": ["L19-IL2"],
    "microenvironment_directed_agents": ["L19-IL2"],
    "multispecific_agents": ["GD2/B7-H3 CAR-T cells", "blinatumomab", "ivonescimab"],
    "cell_therapies": ["GD2/B7-H3 CAR-T cells"],
    "combination_trials": ["NCT00000002", "NCT00000003", "NCT00000007"],
    "chemotherapy_free_trials": [
        "NCT00000002", "NCT00000004", "NCT00000005", "NCT00000006", "NCT00000007", "NCT00000008",
    ],
    "first_in_human_trials": ["NCT00000008"],
    "time_to_event_trials": ["NCT00000002", "NCT00000003"],
    "abscopal_trials": ["NCT00000008"],
}  # fmt: skip


@pytest.fixture(scope="module")
def reasoned() -> KnowledgeGraph:
    store = ox.Store()
    trials.fill(store)
    store.update(MORE)
    store.load(reason_by_rules(store, load_ontology()).as_quads().encode(), format=ox.RdfFormat.N_QUADS)
    return KnowledgeGraph(store)


@pytest.mark.parametrize("name", ANSWERS)
def test_members_of_a_class_by_definition_are_found(reasoned: KnowledgeGraph, name: str) -> None:
    records = reasoned.ask(name).records
    assert sorted(str(record.get("agent_name") or record["trial"]) for record in records) == ANSWERS[name]


def test_every_question_that_needs_a_reasoner_is_asked_here() -> None:
    assert ANSWERS.keys() == {name for name, question in library().items() if question.derived}


def test_a_question_names_the_class_whose_members_it_asks_for() -> None:
    for name in ANSWERS:
        class_ = library()[name].derived.removeprefix("members of iokg:")
        assert f"a iokg:{class_}" in library()[name].text
        assert str(IOKG[class_]) in {term[1:-1] for term in load_ontology().classes}


def test_a_graph_says_whether_a_reasoner_has_run(reasoned: KnowledgeGraph, graph: KnowledgeGraph) -> None:
    assert (reasoned.reasoned, graph.reasoned) == (True, False)
