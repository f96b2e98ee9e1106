"""Addresses that lead nowhere, and what they lead to instead."""

from __future__ import annotations

import re

import pytest

from kg.app.explore.explorer import Explorer

_SUGGESTED = re.compile(r'<a class="thing \w+" href="([^"]+)">([^<]+)</a>')


@pytest.mark.parametrize(
    ("address", "asked", "suggested"),
    [
        ("target/gdd2", {}, ("/target/gd2", "GD2")),
        ("agent/pembrolizumap", {}, ("/agent/pembrolizumab", "Pembrolizumab")),
        ("agent/gd2", {}, ("/target/gd2", "the target GD2")),
        ("map/target/b7h9", {}, ("/map/target/cd276", "B7-H3")),
        ("map", {"focus": "B7H9"}, ("/map/target/cd276", "B7-H3")),
        ("timeline", {"focus": "pembrolizumap"}, ("/timeline/agent/pembrolizumab", "Pembrolizumab")),
        ("trials", {"of": "target/gdd2"}, ("/target/gd2", "GD2")),
    ],
)
def test_a_name_that_leads_nowhere_suggests_pages_of_near_ones(
    explorer: Explorer, address: str, asked: dict[str, str], suggested: tuple[str, str]
) -> None:
    answered = explorer.answer(address, asked)
    found = _SUGGESTED.findall(answered.body.decode())

    assert answered.status == 404
    assert (suggested[0], suggested[1].lower()) in [(link, name.lower()) for link, name in found]


def test_the_search_that_is_offered_is_for_the_name_and_not_for_the_page(explorer: Explorer) -> None:
    assert "/search?q=qqqq" in explorer.answer("timeline", {"focus": "qqqq"}).body.decode()


@pytest.mark.parametrize(
    ("address", "meant"),
    [
        ("map/target/B7-H3", "/map/target/cd276"),
        ("timeline/agent/keytruda", "/timeline/agent/pembrolizumab"),
        ("pair/GD2/neuroblastoma", "/pair/gd2/neuroblastoma"),
    ],
)
def test_another_name_leads_to_the_page_and_keeps_what_narrows_it(explorer: Explorer, address: str, meant: str) -> None:
    answered = explorer.answer(address, {"phase": "Phase 1"})

    assert (answered.status, answered.location) == (303, f"{meant}?phase=Phase+1")


@pytest.mark.parametrize(
    ("address", "meant"),
    [
        ("trial/nct00000003", "/trial/NCT00000003"),
        ("trial/nct00000003.json", "/trial/NCT00000003.json"),
        ("trial/Nct00000003.ttl", "/trial/NCT00000003.ttl"),
        ("agent/Keytruda.csv", "/agent/pembrolizumab.csv"),
    ],
)
def test_a_number_or_name_in_other_letters_leads_to_the_page_and_its_twins(
    explorer: Explorer, address: str, meant: str
) -> None:
    answered = explorer.answer(address, {})

    assert (answered.status, answered.location) == (303, meant)


def test_the_word_itself_is_never_offered_in_its_place(explorer: Explorer) -> None:
    page = explorer.answer("agent/gd2", {}).body.decode()

    assert ">the target GD2<" in page
    assert ">GD2<" not in page
    assert ">gd2<" not in page
