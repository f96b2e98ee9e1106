"""What questions answer once a trial says something more."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.graph.naming import Naming
from kg.graph.query import ask
from kg.graph.query.sparql import PREFIXES
from tests.graph import trials

IFINATAMAB = "ifinatamab deruxtecan"
CONTROL_ARM = """INSERT { GRAPH ?g {
  ?control iokg:armType "ACTIVE_COMPARATOR" ; iokg:givesUse ?partner .
  ?experimental iokg:givesUse ?partner , ?tested .
} } WHERE { GRAPH ?g {
  trial:NCT00000003 iokg:hasAgentUse ?partner , ?tested ; iokg:hasArm ?control , ?experimental .
  ?partner iokg:ofAgent agent:ifinatamab-deruxtecan . ?tested iokg:ofAgent agent:pembrolizumab .
  ?control iokg:position 1 . ?experimental iokg:position 0 .
} }"""
BOTH_ARMS = CONTROL_ARM.replace("iokg:givesUse ?partner .\n", "iokg:givesUse ?partner , ?tested .\n")
UNTYPED_ARM = """DELETE { GRAPH ?g { ?control rdfs:label ?a . ?experimental rdfs:label ?b } }
INSERT { GRAPH ?g {
  ?control rdfs:label "%s" ; iokg:givesUse ?partner .
  ?experimental rdfs:label "%s" ; iokg:givesUse ?partner , ?tested .
  trial:NCT00000003 iokg:allocation "%s" ; iokg:interventionModel "%s" .
} } WHERE { GRAPH ?g {
  trial:NCT00000003 iokg:hasAgentUse ?partner , ?tested ; iokg:hasArm ?control , ?experimental .
  ?partner iokg:ofAgent agent:ifinatamab-deruxtecan . ?tested iokg:ofAgent agent:pembrolizumab .
  ?control iokg:position 1 ; rdfs:label ?a . ?experimental iokg:position 0 ; rdfs:label ?b .
} }"""
"""The partner without the tested agent in an arm of no type: titles of both arms, allocation and model."""

ALONE = """DELETE { GRAPH ?g { ?one rdfs:label ?a . ?two rdfs:label ?b } }
INSERT { GRAPH ?g {
  ?one rdfs:label "%s" ; iokg:givesUse ?tested . ?two rdfs:label "%s" .
  trial:NCT00000005 iokg:allocation "RANDOMIZED" ; iokg:interventionModel "%s" .
} } WHERE { GRAPH ?g {
  trial:NCT00000005 iokg:hasAgentUse ?tested ; iokg:hasArm ?one , ?two .
  ?one iokg:position 0 ; rdfs:label ?a . ?two iokg:position 1 ; rdfs:label ?b .
} }"""
"""The tested agent in the first of two randomised arms: titles of both, and the model."""

BOTH_GIVE = """INSERT { GRAPH ?g { ?arm iokg:givesUse ?tested } }
WHERE { GRAPH ?g { trial:NCT00000005 iokg:hasAgentUse ?tested ; iokg:hasArm ?arm } }"""
RESCUE = """INSERT { GRAPH ?g { ?arm iokg:givesUse <urn:rescue> . <urn:rescue> iokg:inRole iokg:Supportive } }
WHERE { GRAPH ?g { trial:NCT00000005 iokg:hasArm ?arm . ?arm iokg:position 1 } }"""
TWO_CHECKPOINTS = """INSERT DATA { GRAPH <urn:made-up> {
  agent:ivonescimab iokg:hasTarget target:cd276
} }"""
NO_PHASE = "DELETE WHERE { GRAPH ?g { trial:NCT00000007 iokg:hasPhase ?phase } }"
A_FAMILY = """INSERT DATA { GRAPH <urn:made-up> {
  agent:gd2-b7-h3-car-t-cells iokg:hasFormat <urn:family> . <urn:family> rdfs:label "family of products"
} }"""
BY_ANTIGEN = """INSERT DATA { GRAPH <urn:made-up> {
  agent:gd2-b7-h3-car-t-cells dcterms:source "iokg:grammar"
} }"""
STATED = """INSERT { GRAPH ?g {
  ?reason iokg:basis iokg:Stated
} } WHERE { GRAPH ?g {
  trial:NCT00000002 a iokg:Trial .
  ?reason owl:annotatedSource agent:dinutuximab-beta ; owl:annotatedProperty iokg:hasTarget
} }"""


@pytest.mark.parametrize(
    ("change", "name", "values", "columns", "expected"),
    [
        ("", "comparators_against", {"target": "PD-1"}, "comparator_name agents",
         ["docetaxel: pembrolizumab", "pembrolizumab: ivonescimab"]),
        (CONTROL_ARM, "comparators_against", {"target": "PD-1"}, "comparator_name agents",
         ["docetaxel: pembrolizumab", "ifinatamab deruxtecan: pembrolizumab", "pembrolizumab: ivonescimab"]),
        (BOTH_ARMS, "comparators_against", {"target": "PD-1"}, "comparator_name agents",
         ["docetaxel: pembrolizumab", "pembrolizumab: ivonescimab"]),
        *(
            (UNTYPED_ARM % (*titles, allocation, model), "comparators_against", {"trial": "NCT00000003"},
             "comparator_name known_by regimens", [
                 "docetaxel: role as comparator: ",
                 *([f"ifinatamab deruxtecan: randomised arm without the agent: {IFINATAMAB}"] if compared else []),
             ])
            for titles, allocation, model, compared in (
                (("Control", "Experimental"), "RANDOMIZED", "PARALLEL", True),
                (("Part 1 Arm A", "Part 1 Arm B"), "RANDOMIZED", "PARALLEL", True),
                (("Part 1 Arm A", "Part 2 Arm B"), "RANDOMIZED", "PARALLEL", False),
                (("Cohort A", "Cohort B"), "RANDOMIZED", "PARALLEL", False),
                (("Dose escalation", "Experimental"), "RANDOMIZED", "PARALLEL", False),
                (("Control", "Experimental"), "RANDOMIZED", "SEQUENTIAL", False),
                (("Control", "Experimental"), "NON_RANDOMIZED", "PARALLEL", False),
            )
        ),
        (UNTYPED_ARM % ("Control", "Experimental", "RANDOMIZED", "PARALLEL"), "trial_designs",
         {"agent": "pembrolizumab"}, "tested compared_with allocation",
         [f"pembrolizumab, {IFINATAMAB}: docetaxel; {IFINATAMAB}: randomised"]),
        *(
            (f"{ALONE % (*titles, model)} ; {change}", "trial_designs", {"trial": "NCT00000005"},
             "compared_with known_by", [expected])
            for titles, model, change, expected in (
                (("Low dose", "High dose"), "PARALLEL", BOTH_GIVE, ": every arm gives such an agent"),
                (("Part 1", "Part 2"), "PARALLEL", "", ": no arm without it stands beside one with it"),
                (("Drug", "Tablets"), "PARALLEL", "", "“Tablets”: randomised arm without the agent"),
                (("Drug", "Tablets"), "PARALLEL", RESCUE, "“Tablets”: randomised arm without the agent"),
            )
        ),
        ("", "checkpoint_combinations", {"partner": "VEGF-A"}, "agent_name other_name by",
         ["ivonescimab: ivonescimab: one product"]),
        (TWO_CHECKPOINTS, "checkpoint_combinations", {"partner": "B7-H3"}, "agent_name other_name by",
         ["pembrolizumab: ifinatamab deruxtecan: two agents", "ivonescimab: ivonescimab: one product"]),
        (NO_PHASE, "endpoints_by_phase", {"target": "GD2"}, "endpoint phase trials",
         ["cytokine release syndrome: phase 1: 1", "dose-limiting toxicity: None: 1",
          "event-free survival: phase 2: 1"]),
        ("", "car_cells_by_antigen", {"target": "GD2"}, "antigens products", ["B7-H3; GD2: one product"]),
        (BY_ANTIGEN, "car_cells_by_antigen", {"target": "GD2"}, "antigens products",
         ["B7-H3; GD2: named by antigen or make-up only; products may differ"]),
        (A_FAMILY, "car_cells_by_antigen", {"target": "GD2"}, "antigens products", ["B7-H3; GD2: several products"]),
        ("", "words_behind_target", {"target": "GD2", "trial": "NCT00000002"}, "agent_name basis",
         ["dinutuximab beta: Background"]),
        (STATED, "words_behind_target", {"target": "GD2", "trial": "NCT00000002"}, "agent_name basis",
         ["dinutuximab beta: Stated"]),
    ],
)  # fmt: skip
def test_an_answer_follows_what_the_graph_says(
    change: str, name: str, values: dict[str, str], columns: str, expected: list[str]
) -> None:
    store = ox.Store()
    trials.fill(store)
    if change:
        store.update(change, prefixes=PREFIXES)
    rows = ask(store, Naming(store), name, values).records
    assert [": ".join(str(row[column]) for column in columns.split()) for row in rows] == expected
