"""Finding, filtering and reading facts on the page, and taking them along."""

from __future__ import annotations

import csv
import sys
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest

from tests.viz.conftest import Opener, wait_until
from tests.viz.networks import few

pytestmark = pytest.mark.real


def trials_left(page: Any) -> int:
    return int(page.evaluate("iokg.found.trials.length"))


def find(page: Any, words: str) -> None:
    page.locator("#query").fill(words)
    page.locator("#query").press("Enter")


# --- Finding ------------------------------------------------------------------------------------------------------


def test_names_typed_fast_after_one_another_are_found(open_page: Opener) -> None:
    page = open_page(few)
    find(page, "melanoma")
    page.locator("#query").fill("neuroblastoma")
    page.wait_for_timeout(300)
    page.locator("#query").press("Enter")

    wait_until(page, "document.querySelector('#facts h2').innerText === 'Neuroblastoma'")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("pembro", "Pembrolizumab"),
        ("ch14 18", "Dinutuximab"),
        ("CD279", "PD-1"),
        ("pd1", "PD-1"),
        ("hgnc:8760", "PD-1"),
        ("8760", "PD-1"),
        ("interferon alpha", "Interferon-α"),
        ("NCT00000002", "NCT00000002"),
    ],
)
def test_search_finds_by_name_synonym_and_identifier(open_page: Opener, words: str, found: str) -> None:
    page = open_page(few)
    find(page, words)

    assert page.locator("#facts h2").inner_text() == found


@pytest.mark.parametrize("words", ["zzzz", "876"])
def test_search_says_when_there_is_nothing(open_page: Opener, words: str) -> None:
    """A part of an identifier names nothing."""
    page = open_page(few)
    page.locator("#query").fill(words)

    assert page.locator("#found").inner_text() == "Nothing has this name"


def test_a_misspelt_name_finds_what_is_meant_and_the_reader_goes_on_from_there(open_page: Opener) -> None:
    page = open_page(few)
    page.locator("#query").fill("pemborlizumb")
    page.locator("#found li").first.wait_for()

    assert page.locator("#found li").all_inner_texts()[0].startswith("Pembrolizumab")
    assert page.locator("#found li").last.inner_text() == "Nothing has this very name"
    page.locator("#query").press("Enter")
    wait_until(page, "document.querySelector('#facts h2').innerText === 'Pembrolizumab'")
    assert page.evaluate("document.activeElement.id") == "facts"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "view"


@pytest.mark.parametrize("words", ["pmb", "melanimo xyz"])
def test_what_is_too_short_or_too_different_is_near_to_nothing(open_page: Opener, words: str) -> None:
    page = open_page(few)
    page.locator("#query").fill(words)
    page.locator("#found li").first.wait_for()

    assert page.locator("#found").inner_text() == "Nothing has this name"


def few_without_numpy() -> Any:
    return few()


def test_without_what_places_marks_the_table_is_there(open_page: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "numpy", None)
    monkeypatch.delitem(sys.modules, "viz.forces", raising=False)
    page = open_page(few_without_numpy)

    assert page.locator("#stage table").get_by_text("Pembrolizumab").first.is_visible()
    assert page.locator("#facts .note").inner_text().startswith("Without numpy there is no map")


# --- Filtering ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "left"),
    [
        ("phase=Phase 2", 2),
        ("status=Completed", 2),
        ("since=2018&until=2020", 2),
        ("under=condition/melanoma", 2),
        ("under=condition/solid", 5),
        ("kind=Monoclonal antibody", 4),
        ("kind=Monoclonal antibody&phase=Phase 2&status=Recruiting", 1),
        ("role=Conditioning", 1),
        ("phase=Not given", 1),
    ],
)
def test_filters_leave_the_trials_that_fit_all_of_them(open_page: Opener, address: str, left: int) -> None:
    assert trials_left(open_page(few, address)) == left


def test_without_background_only_what_records_state_remains(open_page: Opener) -> None:
    page = open_page(few)
    page.locator("summary", has_text="Where facts come from").click()
    page.get_by_role("checkbox", name="Background").uncheck()

    targets = page.evaluate("iokg.views.map.marks.filter((node) => node.group === 'target').map((node) => node.label)")
    assert targets == ["GD2"]
    assert page.evaluate("iokg.found.trialsOf.get(iokg.graph.node('target/GD2').id).length") == 1


def test_a_count_beside_a_filter_is_what_ticking_it_would_leave(open_page: Opener) -> None:
    page = open_page(few, "phase=Phase 3")

    assert page.locator("label", has_text="Phase 2").locator(".number").inner_text() == "2"


def test_only_leaves_one_value_and_reset_brings_all_back(open_page: Opener) -> None:
    page = open_page(few)
    page.get_by_role("button", name="Only Phase 3").click(force=True)
    assert trials_left(page) == 1

    page.get_by_role("button", name="Reset").click()
    assert trials_left(page) == 5


def test_a_chip_names_a_filter_and_takes_it_back(open_page: Opener) -> None:
    page = open_page(few, "phase=Phase 3")
    page.get_by_role("button", name="Remove the filter Phase: Phase 3").click()

    assert trials_left(page) == 5


def test_filters_that_leave_nothing_say_how_to_loosen_them(open_page: Opener) -> None:
    page = open_page(few, "phase=Phase 3&status=Recruiting")
    page.locator("#facts").get_by_role("button", name="Clear filters").click()

    assert trials_left(page) == 5


# --- The address --------------------------------------------------------------------------------------------------


def test_the_back_button_goes_back_to_the_choice_before(open_page: Opener) -> None:
    page = open_page(few)
    find(page, "melanoma")
    wait_until(page, "document.querySelector('#facts h2').innerText === 'Melanoma'")
    find(page, "neuroblastoma")
    wait_until(page, "document.querySelector('#facts h2').innerText === 'Neuroblastoma'")
    page.go_back()

    wait_until(page, "document.querySelector('#facts h2').innerText === 'Melanoma'")
    page.go_forward()
    wait_until(page, "document.querySelector('#facts h2').innerText === 'Neuroblastoma'")


def test_the_address_carries_everything_to_another_window(open_page: Opener) -> None:
    page = open_page(few)
    find(page, "dinutuximab")
    page.get_by_role("checkbox", name="Phase 1", exact=False).first.uncheck()
    page.get_by_role("button", name="Table").click()
    other = open_page(few, page.url.partition("#")[2])

    assert other.evaluate("[iokg.state.selected, iokg.state.view, iokg.found.trials.length]") == [
        "agent/dinutuximab",
        "table",
        4,
    ]


@pytest.mark.parametrize(
    "address", ["selected=nothing/here", "view=nowhere", "phase=Phase 99", "to=x&selected=a|b", "%%%", "rows=x"]
)
def test_a_strange_address_still_gives_a_page(open_page: Opener, address: str) -> None:
    assert open_page(few, address).locator("#status").inner_text()


# --- Facts --------------------------------------------------------------------------------------------------------


def test_a_trials_facts_stand_with_the_words_marked_in_their_field(open_page: Opener) -> None:
    page = open_page(few, "selected=trial/NCT00000001")
    quote = page.locator(".section", has_text="Conditions").locator(".quote").first

    assert quote.locator("mark").inner_text() == "neuroblastoma"
    assert quote.locator("blockquote").inner_text() == "A study of neuroblastoma in adults"
    assert quote.locator("figcaption").inner_text() == "Brief summary"


def test_background_knowledge_is_told_from_what_a_record_states(open_page: Opener) -> None:
    page = open_page(few, "selected=agent/pembrolizumab")

    assert page.locator(".quote.background").first.is_visible()
    assert page.locator(".tag.background").first.inner_text() == "background"


def test_only_a_registry_number_is_linked_to_the_registry(open_page: Opener) -> None:
    page = open_page(few, "selected=trial/NCT00000001")
    assert (
        page.get_by_role("link", name="Open the registry").get_attribute("href")
        == "https://clinicaltrials.gov/study/NCT00000001"
    )

    find(page, "seed-000")
    assert page.get_by_role("link", name="Open the registry").count() == 0


def test_a_merged_line_names_the_partners_and_makes_no_claim(open_page: Opener) -> None:
    text = open_page(few, "selected=agent/dinutuximab|condition/neuroblastoma").locator("#facts").inner_text()

    assert "Interferon-α (combination)" in text
    assert "treats" not in text


def test_two_things_show_the_paths_between_them(open_page: Opener) -> None:
    page = open_page(few, "selected=target/GD2")
    page.get_by_role("button", name="Paths to…").click()
    find(page, "interferon")
    steps = page.locator(".paths li").first.locator(".name span").all_inner_texts()

    assert [steps[0], steps[-1]] == ["GD2", "Interferon-α"]
    assert "Neuroblastoma" in steps


def test_things_without_a_path_say_so(open_page: Opener) -> None:
    page = open_page(few, "selected=target/GD2&to=target/PDCD1")

    assert "Nothing in the picture joins these two" in page.locator("#facts").inner_text()


# --- Taking along -------------------------------------------------------------------------------------------------


def test_the_copied_query_asks_about_the_chosen_thing(open_page: Opener) -> None:
    page = open_page(few, "selected=agent/pembrolizumab", permissions=["clipboard-read", "clipboard-write"])
    page.locator("summary", has_text="Ask this in SPARQL").click()
    page.get_by_role("button", name="Copy SPARQL").click()
    wait_until(page, "document.getElementById('announcer').textContent.includes('copied')")

    assert "<https://example.org/agent/pembrolizumab>" in page.evaluate("navigator.clipboard.readText()")


def download(page: Any, offer: str, folder: Path) -> Path:
    page.locator("summary", has_text="Download").click()
    with page.expect_download() as event:
        page.get_by_role("button", name=offer).click()
    path: Path = folder / event.value.suggested_filename
    event.value.save_as(path)
    return path


def test_the_rows_come_as_csv(open_page: Opener, tmp_path: Path) -> None:
    path = download(open_page(few, "view=table&tab=agent"), "Rows as CSV", tmp_path)
    rows = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))

    assert {row["Agent"]: row["Trials"] for row in rows}["Pembrolizumab"] == "2"


@pytest.mark.parametrize("view", ["map", "lanes"])
def test_the_picture_comes_as_svg_with_its_labels(open_page: Opener, tmp_path: Path, view: str) -> None:
    path = download(open_page(few, f"view={view}"), "Picture as SVG", tmp_path)
    texts = {element.text for element in ET.parse(path).iter("{http://www.w3.org/2000/svg}text")}

    assert "Pembrolizumab" in texts


def test_the_picture_comes_as_png(open_page: Opener, tmp_path: Path) -> None:
    path = download(open_page(few), "Picture as PNG", tmp_path)

    assert path.read_bytes().startswith(b"\x89PNG")
    assert path.stat().st_size > 5000


def test_a_map_without_a_trial_says_why_and_what_to_loosen(open_page: Opener) -> None:
    page = open_page(few, "phase=Phase 3&status=Withdrawn")

    assert page.locator("#status").inner_text().endswith("no trial fits all filters: take one off above")
    assert page.get_by_role("button", name="Remove the filter Phase: Phase 3").is_visible()
