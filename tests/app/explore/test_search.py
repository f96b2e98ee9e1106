"""The search: names, beginnings of names, and several words that each mean something."""

from __future__ import annotations

import json
import re
import time
from typing import Any
from urllib.parse import quote_plus

import pytest

from kg.app.explore.explorer import Explorer


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
    assert re.search(r'Did you mean <a [^>]*href="[^"]*target/gd2[^"]*"[^>]*>GD2</a>\s*\?', page)


@pytest.mark.parametrize(
    ("q", "kinds"),
    [
        ("CART", ["CAR T cell"]),
        ("ADCs", ["Antibody–drug conjugate"]),
        (
            "antibodies",
            ["Antibody–drug conjugate", "Immune-cell engager", "Monoclonal antibody", "Multispecific antibody"],
        ),
    ],
)
def test_a_kind_of_agent_leads_to_the_trials_and_the_landscape_of_the_kind(
    explorer: Explorer, q: str, kinds: list[str]
) -> None:
    page = explorer.answer("search", {"q": q})

    assert [kind["label"] for kind in told(explorer, q)["kinds"]] == kinds
    assert page.status == 200
    for kind in kinds:
        its = quote_plus(kind)
        assert f'href="/trials?kind={its}"' in page.body.decode()
        assert f'href="/landscape?kind={its}"' in page.body.decode()


@pytest.mark.parametrize(
    ("q", "found"),
    [
        ("anti-PD-1", ["target/pdcd1", "agent/pembrolizumab", "agent/ivonescimab"]),
        ("PD-1 inhibitor", ["target/pdcd1", "agent/pembrolizumab", "agent/ivonescimab"]),
        ("B7-H3 ADC", ["target/cd276", "agent/ifinatamab-deruxtecan"]),
        ("checkpoint inhibitors", ["mechanism/ImmuneCheckpointBlockade"]),
        ("ADC", ["agent/ifinatamab-deruxtecan"]),
    ],
)
def test_what_acts_on_a_target_and_how_is_found_by_saying_so(explorer: Explorer, q: str, found: list[str]) -> None:
    links = [link["path"] for link in told(explorer, q)["found"]]

    assert set(links) >= set(found)


def test_of_what_acts_on_a_target_only_the_kind_that_is_named_is_found(explorer: Explorer) -> None:
    links = [link["path"] for link in told(explorer, "B7-H3 ADC")["found"]]

    assert "agent/gd2-b7-h3-car-t-cells" not in links


def test_many_short_words_are_read_in_no_time(explorer: Explorer) -> None:
    explorer.answer("search", {"q": "a b"})
    begin = time.process_time()
    explorer.answer("search", {"q": " ".join("abcdefghij" * 10)})

    assert time.process_time() - begin < 1


@pytest.mark.parametrize(
    ("q", "found", "partly"),
    [
        ("ADC", ["agent/ifinatamab-deruxtecan"], []),
        ("rolizum", [], ["agent/pembrolizumab"]),
        ("neurobl", [], ["condition/neuroblastoma"]),
    ],
)
def test_short_words_are_whole_names_or_words_and_parts_of_names_come_only_below(
    explorer: Explorer, q: str, found: list[str], partly: list[str]
) -> None:
    its = told(explorer, q)

    assert [[link["path"] for link in its[part]] for part in ("found", "partly")] == [found, partly]


def test_a_thing_found_by_a_synonym_says_by_which(explorer: Explorer) -> None:
    assert told(explorer, "disialo")["by"] == {"target/gd2": "disialoganglioside"}


def test_a_misspelt_name_is_met_with_the_nearest_ones(explorer: Explorer) -> None:
    page = explorer.answer("search", {"q": "neuroblastomma"}).body.decode()

    assert 'Did you mean <a class="thing condition" href="/condition/neuroblastoma">' in page


def test_a_word_of_a_title_finds_its_trials(explorer: Explorer) -> None:
    assert [row["id"] for row in told(explorer, "against")["trials"]] == ["NCT00000004", "NCT00000003"]
