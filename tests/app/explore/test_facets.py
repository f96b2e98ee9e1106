"""Values of facets by their ids and other names."""

from __future__ import annotations

import json

import pytest

from kg.app.explore.explorer import Explorer


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


@pytest.mark.parametrize(("page", "number"), [("trials", 6), ("landscape", 6), ("map", 6), ("timeline", 6)])
def test_a_wider_kind_stands_for_all_that_are_narrower(explorer: Explorer, page: str, number: int) -> None:
    told = json.loads(explorer.answer(f"{page}.json", {"kind": "antibodies"}).body)

    assert (len(told["trials"]) if page == "trials" else told["trials"]) == number
    assert page != "map" or "agent/gd2-b7-h3-car-t-cells" not in {mark["id"] for mark in told["marks"]}


def test_the_parameters_of_a_question_stay_as_they_are_given(explorer: Explorer) -> None:
    told = json.loads(explorer.answer("question/trials_by_target.json", {"target": "disialoganglioside"}).body)

    assert told["asked"]["target"] == "disialoganglioside"


@pytest.mark.parametrize("page", ["landscape", "map", "timeline"])
def test_a_scope_is_taken_by_its_id(explorer: Explorer, page: str) -> None:
    told = json.loads(explorer.answer(f"{page}.json", {"scope": "OncologyImmunotherapy"}).body)

    assert told["trials"] == 7
    assert "Oncology immunotherapy" in told["narrowed"]
