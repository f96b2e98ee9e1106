"""What questions answer once a trial says something more."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.graph.naming import Naming
from kg.graph.query import ask
from kg.graph.query.sparql import PREFIXES
from tests.graph import trials

IFINATAMAB = "ifinatamab deruxtecan"
BOTH_ARE_GIVEN = f"Experimental: {IFINATAMAB}; pembrolizumab: Control: {IFINATAMAB}"
COMPARED = """INSERT { GRAPH ?g {
  ?control iokg:comparisonBasis iokg:%s ; iokg:givesUse ?partner .
  ?experimental iokg:givesUse ?partner , ?tested ; iokg:comparedWith ?control .
  trial:NCT00000003 iokg:allocation "RANDOMIZED" .
} } WHERE { GRAPH ?g {
  trial:NCT00000003 iokg:hasAgentUse ?partner , ?tested ; iokg:hasArm ?control , ?experimental .
  ?partner iokg:ofAgent agent:ifinatamab-deruxtecan . ?tested iokg:ofAgent agent:pembrolizumab .
  ?control iokg:position 1 . ?experimental iokg:position 0 .
} }"""
"""The partner without the tested agent in an arm that is compared for some reason."""

BOTH_ARMS = COMPARED.replace("iokg:givesUse ?partner .\n", "iokg:givesUse ?partner , ?tested .\n")
ALONE = """INSERT { GRAPH ?g {
  ?one iokg:givesUse ?tested . trial:NCT00000005 iokg:allocation "RANDOMIZED" .
} } WHERE { GRAPH ?g {
  trial:NCT00000005 iokg:hasAgentUse ?tested ; iokg:hasArm ?one . ?one iokg:position 0 .
} }"""
"""The tested agent in the first of two randomised arms."""

BESIDE = """INSERT { GRAPH ?g { ?one iokg:comparedWith ?two . ?two iokg:comparisonBasis iokg:RandomisedWithout } }
WHERE { GRAPH ?g { trial:NCT00000005 iokg:hasArm ?one , ?two . ?one iokg:position 0 . ?two iokg:position 1 } }"""
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
        (COMPARED % "RegisteredComparator", "comparators_against", {"target": "PD-1"},
         "comparator_name agents",
         ["docetaxel: pembrolizumab", f"{IFINATAMAB}: pembrolizumab", "pembrolizumab: ivonescimab"]),
        (BOTH_ARMS % "RegisteredComparator", "comparators_against", {"target": "PD-1"},
         "comparator_name agents", ["docetaxel: pembrolizumab", "pembrolizumab: ivonescimab"]),
        *(
            (COMPARED % basis, "comparators_against", {"trial": "NCT00000003"},
             "comparator_name known_by regimens",
             ["docetaxel: role as comparator: ", f"{IFINATAMAB}: {known_by}: {IFINATAMAB}"])
            for basis, known_by in (
                ("RegisteredComparator", "arm registered as comparator"),
                ("RegisteredNotRandomised", "arm registered as comparator, not randomised"),
                ("RandomisedWithout", "randomised arm without the agent"),
                ("ComparatorGiven", "role as comparator"),
            )
        ),
        *(
            (COMPARED % basis, "arms_compared", values, "arm gives control control_gives known_by", rows)
            for basis, values, rows in (
                ("RegisteredComparator", {"target": "PD-1"}, [
                    f"{BOTH_ARE_GIVEN}: arm registered as comparator",
                ]),
                ("RandomisedWithout", {"agent": "pembrolizumab", "condition": "lung cancer"}, [
                    f"{BOTH_ARE_GIVEN}: randomised arm without the agent",
                ]),
                ("RandomisedWithout", {"target": "B7-H3"}, []),
                ("RandomisedWithout", {"agent": "pembrolizumab", "phase": "phase 1"}, []),
            )
        ),
        (COMPARED % "RandomisedWithout", "trial_designs",
         {"agent": "pembrolizumab"}, "tested compared_with allocation",
         [f"pembrolizumab, {IFINATAMAB}: docetaxel; {IFINATAMAB}: randomised"]),
        *(
            (" ; ".join((ALONE, *changes)), "trial_designs", {"trial": "NCT00000005"}, "compared_with known_by",
             [expected])
            for changes, expected in (
                ((BOTH_GIVE,), ": every arm gives such an agent"),
                ((), ": no arm without it stands beside one with it"),
                ((BESIDE,), "“Control”: randomised arm without the agent"),
                ((BESIDE, RESCUE), "“Control”: randomised arm without the agent"),
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
