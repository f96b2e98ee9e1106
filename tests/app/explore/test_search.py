"""The search: names, beginnings of names, and several words that each mean something."""

from __future__ import annotations

import json
from typing import Any

import pytest

from kg.app.explore import Explorer


def told(explorer: Explorer, q: str) -> dict[str, Any]:
    return json.loads(explorer.answer("search.json", {"q": q}).body)  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    ("q", "trials"),
    [
        ("B7-H3 lung", ["NCT00000003"]),
        ("CD276 NSCLC", ["NCT00000003"]),
        ("Keytruda lung phase 3", ["NCT00000003"]),
        ("CAR-T disialoganglioside neuroblastoma", ["NCT00000001"]),
        ("gd2 neuro", ["NCT00000001", "NCT00000002", "NCT00000007"]),
        ("pembrolizumab leukaemia", []),
    ],
)
def test_words_find_the_trials_that_have_all_of_them_by_any_name(explorer: Explorer, q: str, trials: list[str]) -> None:
    assert sorted(row["id"] for row in told(explorer, q)["trials"]) == trials


@pytest.mark.parametrize("q", ["GD2 CAR-T", "CAR T cells disialoganglioside", "antigen GD2 CAR"])
def test_words_find_the_agents_that_act_on_one_and_are_of_the_kind_of_the_other(explorer: Explorer, q: str) -> None:
    found = [link["path"] for link in told(explorer, q)["found"]]

    assert ("agent/gd2-b7-h3-car-t-cells" in found) is (not q.startswith("antigen"))


def test_it_tells_how_each_word_was_read(explorer: Explorer) -> None:
    page = explorer.answer("search", {"q": "keytruda lung"}).body.decode()

    assert "<q>keytruda</q>: <a" in page
    assert ">Pembrolizumab</a>" in page


def test_a_word_that_nothing_has_is_told_with_near_ones(explorer: Explorer) -> None:
    page = explorer.answer("search", {"q": "lung GDD2"}).body.decode()

    assert "Nothing in this graph has all of these words" in page
    assert "Did you mean GD2?" in page
