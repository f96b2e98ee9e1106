"""Values of facets by their ids and other names."""

from __future__ import annotations

import json

import pytest

from kg.app.explore import Explorer


@pytest.mark.parametrize(
    ("facet", "id_", "label"),
    [
        ("phase", "Phase1", "Phase 1"),
        ("phase", "1", "Phase 1"),
        ("kind", "CARTCell", "CAR T cell"),
        ("kind", "iokg:CARTCell", "CAR T cell"),
        ("status", "recruiting", "Recruiting"),
        ("target", "GD2", "target/gd2"),
        ("agent", "Keytruda", "agent/pembrolizumab"),
        ("mechanism", "ImmuneCheckpointBlockade", "mechanism/ImmuneCheckpointBlockade"),
        ("condition", "NSCLC", "condition/nsclc"),
        ("endpoint", "OverallSurvival", "endpoint/OverallSurvival"),
        ("of", "Keytruda", "agent/pembrolizumab"),
    ],
)
@pytest.mark.parametrize("page", ["trials", "landscape", "map", "timeline"])
def test_a_facet_takes_ids_and_names_for_its_values(
    explorer: Explorer, page: str, facet: str, id_: str, label: str
) -> None:
    bodies = [explorer.answer(f"{page}.json", {facet: value}).body for value in (id_, label)]

    assert bodies[0] == bodies[1]
    assert page != "trials" or 0 < len(json.loads(bodies[0])["trials"]) < 7


def test_the_parameters_of_a_question_stay_as_they_are_given(explorer: Explorer) -> None:
    told = json.loads(explorer.answer("question/trials_by_target.json", {"target": "disialoganglioside"}).body)

    assert told["asked"]["target"] == "disialoganglioside"


@pytest.mark.parametrize("page", ["landscape", "map", "timeline"])
def test_a_scope_is_taken_by_its_id(explorer: Explorer, page: str) -> None:
    told = json.loads(explorer.answer(f"{page}.json", {"scope": "OncologyImmunotherapy"}).body)

    assert told["trials"] == 7
    assert "Oncology immunotherapy" in told["narrowed"]
