"""What one trial does not say takes nothing from what others say."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.graph.naming import Naming
from kg.graph.query import ask
from kg.graph.query.sparql import PREFIXES
from tests.graph import trials

NO_PHASE = "DELETE WHERE { GRAPH ?g { trial:NCT00000007 iokg:hasPhase ?phase } }"
NO_DURATION = """INSERT { GRAPH ?g { ?measure iokg:hasTimeFrame <urn:frame> . <urn:frame> iokg:words "at relapse" } }
WHERE { GRAPH ?g { trial:NCT00000003 iokg:hasOutcomeMeasure ?measure . ?measure iokg:priority iokg:Primary } }"""
NO_MECHANISM = """INSERT { GRAPH ?g {
  trial:NCT00000005 iokg:hasAgentUse <urn:use> .
  <urn:use> iokg:inRole iokg:Investigational ; iokg:ofAgent agent:docetaxel
} } WHERE { GRAPH ?g { trial:NCT00000005 a iokg:Trial } }"""
NO_CONDITION = """DELETE { GRAPH ?g { trial:NCT00000003 iokg:studiesCondition ?condition } }
INSERT { GRAPH ?g { trial:NCT00000003 iokg:investigates agent:gd2-b7-h3-car-t-cells } }
WHERE { GRAPH ?g { trial:NCT00000003 iokg:studiesCondition ?condition } }"""
NO_CANDIDATE = """INSERT { GRAPH ?g {
  trial:NCT00000005 iokg:hasUnmatchedMention <urn:mention> . <urn:mention> iokg:words "acute"
} } WHERE { GRAPH ?g { trial:NCT00000005 a iokg:Trial } }"""


@pytest.mark.parametrize(
    ("change", "name", "values", "column", "expected"),
    [
        (NO_PHASE, "targets_by_condition", {"condition": "neuroblastoma"}, "highest_phase", ["phase 2", "phase 1"]),
        (NO_PHASE, "conditions_by_target", {"target": "GD2"}, "phases", ["phase 1; phase 2"]),
        (NO_DURATION, "primary_endpoints_by_mechanism", {"mechanism": "checkpoint inhibition", "phase": "phase 3"},
         "horizons", ["P12M"]),
        (NO_DURATION, "trials_by_mechanism_and_endpoint",
         {"mechanism": "checkpoint inhibition", "endpoint": "progression-free survival"}, "horizons", ["P12M"]),
        (NO_MECHANISM, "without_checkpoint_blockade", {"condition": "sarcoma"}, "mechanisms",
         ["targeted payload delivery"]),
        (NO_CONDITION, "car_cells_by_antigen", {"target": "GD2"}, "conditions", ["neuroblastoma"]),
        (NO_CANDIDATE, "not_understood", {}, "candidates", ["one; other", ""]),
    ],
)  # fmt: skip
def test_a_value_that_is_missing_in_one_trial_hides_none_of_the_others(
    change: str, name: str, values: dict[str, str], column: str, expected: list[str]
) -> None:
    store = ox.Store()
    trials.fill(store)
    store.update(change, prefixes=PREFIXES)
    assert [str(row[column]) for row in ask(store, Naming(store), name, values).records] == expected
