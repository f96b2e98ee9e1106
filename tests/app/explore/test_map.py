"""The map: which trials it shows, merged into which lines."""

from __future__ import annotations

import csv
import io
import json
import re
from html import unescape
from typing import Any
from urllib.parse import parse_qsl

import pytest

from kg.app.explore import charting
from kg.app.explore.explorer import Explorer

Ends = tuple[str, str]


def told(explorer: Explorer, address: str = "map", **asked: str) -> dict[str, Any]:
    return json.loads(explorer.answer(f"{address}.json", asked).body)  # type: ignore[no-any-return]


def lines(page: dict[str, Any]) -> dict[Ends, int]:
    return {(line["start"], line["end"]): line["trials"] for line in page["lines"]}


def marks(page: dict[str, Any]) -> dict[str, int]:
    return {mark["id"]: mark["trials"] for mark in page["marks"]}


def test_trials_that_join_two_things_are_one_line_that_counts_them(explorer: Explorer) -> None:
    found = lines(told(explorer, show="target,condition"))

    assert found["target/gd2", "condition/neuroblastoma"] == 3
    assert found["target/pdcd1", "condition/nsclc"] == 1


def test_an_agent_is_joined_to_what_it_acts_on_whatever_the_trial(explorer: Explorer) -> None:
    assert lines(told(explorer))["agent/ivonescimab", "target/vegfa"] == 0


def test_only_what_is_tested_is_drawn_until_another_role_is_asked_for(explorer: Explorer) -> None:
    assert "agent/fludarabine" not in marks(told(explorer))
    assert "agent/fludarabine" in marks(told(explorer, role="any"))
    assert {mark for mark in marks(told(explorer, role="Conditioning")) if mark.startswith("agent/")} == {
        "agent/fludarabine"
    }


@pytest.mark.parametrize(
    ("asked", "trials"),
    [({}, 7), ({"phase": "Phase 1"}, 3), ({"since": "2020"}, 4), ({"since": "2018", "until": "2020"}, 3)],
)
def test_the_address_narrows_the_trials(explorer: Explorer, asked: dict[str, str], trials: int) -> None:
    assert told(explorer, **asked)["trials"] == trials


def test_a_kind_of_agent_leaves_its_agents_only(explorer: Explorer) -> None:
    page = told(explorer, kind="Antibody–drug conjugate")

    assert {mark for mark in marks(page) if mark.startswith("agent/")} == {"agent/ifinatamab-deruxtecan"}


def test_around_a_thing_are_its_trials_alone(explorer: Explorer) -> None:
    page = told(explorer, "map/target/cd276")

    assert page["trials"] == len(told(explorer, "trials", of="target/cd276")["trials"]) > 0
    assert "condition/acute-leukaemia" not in marks(page)


def test_a_name_leads_to_the_map_around_what_it_means_and_keeps_the_rest(explorer: Explorer) -> None:
    answered = explorer.answer("map", {"focus": "keytruda", "phase": "Phase 3", "role": ""})

    assert (answered.status, answered.location) == (303, "/map/agent/pembrolizumab?phase=Phase+3")


def test_the_field_holds_what_the_map_is_around_and_emptying_it_leads_to_the_whole(explorer: Explorer) -> None:
    page = explorer.answer("map/target/cd276", {"focus": "B7-H3", "phase": "Phase 1"})
    emptied = explorer.answer("map/target/cd276", {"focus": "", "phase": "Phase 1"})

    assert page.status == 200
    assert 'name="focus" type="search" value="B7-H3"' in page.body.decode()
    assert (emptied.status, emptied.location) == (303, "/map?phase=Phase+1")


def test_the_table_and_the_csv_hold_the_lines_of_the_picture(explorer: Explorer) -> None:
    found = lines(told(explorer))
    rows = list(csv.DictReader(io.StringIO(explorer.answer("map.csv", {}).body.decode())))
    page = explorer.answer("map", {}).body.decode()

    assert {(row["from"], row["to"]): int(row["trials"] or 0) for row in rows} == found
    assert page.count('<tr><th scope="row">') == len(found)


@pytest.mark.parametrize(
    ("address", "asked"),
    [
        ("map", {}),
        ("map", {"show": "target,endpoint"}),
        ("map", {"show": "mechanism,condition", "kind": "CAR T cell"}),
        ("map", {"since": "2019"}),
        ("map/target/cd276", {"show": "target,condition"}),
        ("map/condition/lung-carcinoma", {"show": "condition,endpoint,agent"}),
    ],
)
def test_each_number_that_leads_to_trials_leads_to_as_many(
    explorer: Explorer, address: str, asked: dict[str, str]
) -> None:
    page = explorer.answer(address, asked).body.decode()
    found = re.findall(r'<td><a href="/trials\?([^"]+)" aria-label="[^"]*: (\d+) trials?">', page)

    assert found or address != "map"
    for query, number in found:
        listed = told(explorer, "trials", **dict(parse_qsl(unescape(query))))
        assert (query, len(listed["trials"])) == (query, int(number))


def test_numbers_that_no_list_has_lead_nowhere(explorer: Explorer) -> None:
    assert 'href="/trials?' not in explorer.answer("map", {"role": "any"}).body.decode()


def test_a_graph_too_large_to_draw_begins_with_what_is_in_most_trials(
    explorer: Explorer, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = marks(told(explorer))
    monkeypatch.setattr(charting, "MOST_NODES", len(whole) - 1)
    monkeypatch.setattr(charting, "_SUMMARY", 4)
    page = told(explorer)

    assert page["left_out"] == len(whole) - 4
    assert min(marks(page).values()) >= sorted(whole.values())[-4]
    assert "left out, because a page cannot hold them" in explorer.answer("map", {}).body.decode()


def test_thin_lines_are_counted_and_can_be_drawn(explorer: Explorer) -> None:
    every = lines(told(explorer, least="1"))
    thick = told(explorer, least="2")

    assert thick["thin"] == sum(number == 1 for number in every.values()) > 0
    assert 1 not in lines(thick).values()


def test_trials_stand_on_the_map_if_they_are_asked_for(explorer: Explorer) -> None:
    found = lines(told(explorer, show="trial,agent"))

    assert found["trial/NCT00000003", "agent/pembrolizumab"] == 1


def test_the_same_map_is_the_same_bytes(explorer: Explorer) -> None:
    assert explorer.answer("map", {}).body == Explorer(explorer.catalogue.folder).answer("map", {}).body
