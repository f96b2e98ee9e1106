"""The timeline: numbers of trials by year that can be followed to the trials."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import Any
from urllib.parse import parse_qsl, unquote

import pytest

from kg.app.explore.columns import columns, framed, legend
from kg.app.explore.explorer import Explorer

_CELL = re.compile(r'<td[^>]*><a href="([^"]+)" aria-label="[^"]*: ([\d,]+) trials?">')


def told(explorer: Explorer, address: str, **asked: str) -> dict[str, Any]:
    return json.loads(explorer.answer(f"{address}.json", asked).body)  # type: ignore[no-any-return]


def cells(page: dict[str, Any], panel: int = 0) -> dict[tuple[str, str], int]:
    return {
        (series["label"], year): number
        for series in page["panels"][panel]["series"]
        for year, number in zip(page["years"], series["cells"], strict=True)
        if number
    }


def test_interest_in_a_target_by_the_kinds_of_the_agents_that_act_on_it(explorer: Explorer) -> None:
    page = told(explorer, "timeline/target/gd2")

    assert {label for label, _ in cells(page)} == {"CAR T cell", "Monoclonal antibody"}
    assert sum(cells(page).values()) == page["trials"] == 3


def test_a_trial_with_several_values_counts_for_each_and_once_in_all(explorer: Explorer) -> None:
    page = told(explorer, "timeline/agent/ivonescimab", by="target")

    assert len(cells(page)) == 2
    assert sum(page["panels"][0]["totals"]) == page["trials"] == 1
    drawn = explorer.answer("timeline/agent/ivonescimab", {"by": "target"}).body.decode()
    assert "counts for each, in the columns and on their axis" in drawn
    assert ">trials × target</text>" in drawn
    assert ">trials</text>" in explorer.answer("timeline/agent/ivonescimab", {"by": "phase"}).body.decode()


def test_years_without_a_trial_are_there(explorer: Explorer) -> None:
    assert told(explorer, "timeline")["years"] == [str(year) for year in range(2015, 2024)]


def test_trials_without_the_date_are_counted_at_the_end(explorer: Explorer) -> None:
    page = told(explorer, "timeline", date="posted")

    assert page["years"] == ["not given"]
    assert page["panels"][0]["totals"] == [7]


@pytest.mark.parametrize("by", ["kind", "mechanism", "target", "phase", "status"])
@pytest.mark.parametrize(
    ("address", "more"),
    [
        ("timeline", {}),
        ("timeline/target/gd2", {}),
        ("timeline/mechanism/ImmuneCheckpointBlockade", {"apart": "status"}),
        ("timeline/condition/lung-carcinoma", {"phase": "Phase 3"}),
    ],
)
def test_each_number_leads_to_as_many_trials(explorer: Explorer, address: str, more: dict[str, str], by: str) -> None:
    found = _CELL.findall(explorer.answer(address, {"by": by, **more}).body.decode())

    assert found
    for link, number in found:
        path, _, asked = unescape(link).partition("?")
        listed = told(explorer, unquote(path[1:]), **dict(parse_qsl(asked)))
        assert (link, len(listed["trials"])) == (link, int(number))


def test_charts_apart_hold_all_trials_in_one_order_of_colours(explorer: Explorer) -> None:
    page = told(explorer, "timeline", apart="phase", by="status")
    html = explorer.answer("timeline", {"apart": "phase", "by": "status"}).body.decode()

    assert sum(panel["trials"] for panel in page["panels"]) == 7
    colours = {
        (colour, panel["series"][int(row)]["label"])
        for panel, chart in zip(page["panels"], html.split("<section")[1:], strict=True)
        for colour, row in re.findall(r'<rect class="series-(\d+)" data-cell="(\d+) ', chart)
    }
    assert len({label for _, label in colours}) == len({colour for colour, _ in colours}) == len(colours) > 1


def test_what_is_not_given_has_a_colour_apart_from_that_of_the_others() -> None:
    values = [f"kind {number}" for number in range(12)] + ["not given"]
    panel = {"series": [{"value": value, "cells": [1]} for value in values], "totals": [13]}
    entries = legend(framed(["2020"], [panel], values), {value: value for value in values})

    assert [entry["label"] for entry in entries] == [*values[:10], "2 others", "not given"]
    assert len({entry["colour"] for entry in entries}) == 12


def test_columns_are_as_high_as_their_numbers_on_one_scale() -> None:
    one = {"series": [{"value": "a", "cells": [4, 0]}, {"value": "b", "cells": [4, 2]}], "totals": [8, 2]}
    other = {"series": [{"value": "b", "cells": [0, 1]}], "totals": [0, 1]}
    frame = framed(["2020", "2021"], [one, other], ["a", "b"])

    first, second = (
        [block["h"] for column in columns(frame, panel)["columns"] for block in column["blocks"]]
        for panel in (one, other)
    )
    assert sum(first[:2]) == frame.height
    assert first == pytest.approx([4 * second[0], 4 * second[0], 2 * second[0]], abs=0.3)


def test_nothing_left_says_so_and_offers_all_scopes(explorer: Explorer) -> None:
    page = explorer.answer("timeline", {"phase": "Phase 4"}).body.decode()

    assert "No trial has all of these" in page
    assert "/timeline?scope=any" in page


def test_the_field_holds_what_the_timeline_is_about(explorer: Explorer) -> None:
    page = explorer.answer("timeline/target/gd2", {}).body.decode()

    assert 'name="focus" type="search" value="GD2"' in page
    assert explorer.answer("timeline/target/gd2", {"focus": "", "by": "phase"}).location == "/timeline?by=phase"


def test_the_list_of_trials_says_what_narrows_it(explorer: Explorer) -> None:
    page = explorer.answer("trials", {"of": "target/gd2", "year": "2020", "kind": "CAR T cell"}).body.decode()

    assert "GD2 · started 2020 · CAR T cell" in page
