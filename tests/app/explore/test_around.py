"""What stands around a thing on its page."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from typing import Any

import pytest

from kg.app.explore import around
from kg.app.explore.explorer import Explorer
from kg.app.explore.fan import fan
from kg.app.explore.sheet import Link


def told(explorer: Explorer, address: str) -> dict[str, dict[str, int]]:
    groups = json.loads(explorer.answer(f"{address}.json", {}).body)["around"]
    return {group["kind"]: {link["path"]: link["trials"] for link in group["links"]} for group in groups}


def test_neighbours_count_the_trials_that_join_them(explorer: Explorer) -> None:
    found = told(explorer, "target/gd2")

    assert found["condition"]["condition/neuroblastoma"] == 3
    assert sum(found["agent"].values()) == 3
    assert found["target"] == {"target/cd276": 1}


def test_partners_do_not_count_as_acting_on_a_target(explorer: Explorer) -> None:
    assert "agent/pembrolizumab" not in told(explorer, "target/cd276")["agent"]


def test_what_an_agent_acts_on_is_there_though_no_trial_tests_it(explorer: Explorer) -> None:
    assert told(explorer, "agent/docetaxel")["mechanism"] == {"mechanism/MicrotubuleDisruption": 0}


def test_a_wide_condition_shows_the_narrower_ones(explorer: Explorer) -> None:
    assert told(explorer, "condition/lung-carcinoma")["condition"] == {"condition/nsclc": 1}


def test_neighbours_beyond_the_most_are_counted_and_stand_on_the_map(
    explorer: Explorer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(around, "MOST", 1)
    page = explorer.answer("condition/neuroblastoma", {}).body.decode()

    assert re.search(r'<a href="/map/condition/neuroblastoma"><text class="more"[^>]*>and \d more', page)


def _groups(*sizes: int) -> list[dict[str, Any]]:
    link = Link(label="a name of quite some length, longer than fits", path="agent/x", kind="agent", trials=3)
    return [{"kind": "agent", "says": "with", "links": [link] * size, "further": size % 2} for size in sizes]


@pytest.mark.parametrize("sides", [1, 2])
@pytest.mark.parametrize("sizes", [(1,), (7, 7, 7, 7), (1, 7), (7, 1, 3)])
def test_no_two_rows_of_a_side_are_on_one_level_and_all_are_inside(sizes: tuple[int, ...], sides: int) -> None:
    drawn = fan(_groups(*sizes), sides)
    levels = sorted((row["anchor"], row["y"]) for row in drawn["rows"])

    assert all(one[0] != other[0] or other[1] - one[1] >= 20 for one, other in pairwise(levels))
    assert all(0 < y < drawn["height"] for _, y in levels)
