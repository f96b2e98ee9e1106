"""The page for everybody: keyboard alone, screen reader, phone, dark, calm, on paper."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.viz.conftest import Opener, wait_until
from tests.viz.networks import few
from tests.viz.test_look import contrast
from viz import sample

pytestmark = pytest.mark.real

PHONE = {"width": 360, "height": 740}
ADDRESSES = [
    "",
    "selected=trial/NCT00000001",
    "selected=agent/pembrolizumab",
    "selected=target/GD2&to=agent/interferon",
    "selected=agent/dinutuximab|condition/neuroblastoma",
    "view=lanes",
    "view=table&phase=Phase 2",
    "view=heat",
    "view=compare&compare=trial/NCT00000003~trial/NCT00000004",
    "phase=Phase 3&status=Recruiting",
]


CASES = [
    *((address, {}) for address in ADDRESSES),
    *((address, {"color_scheme": "dark"}) for address in [*ADDRESSES[1:8:3], "view=heat"]),
    *((address, {"viewport": PHONE}) for address in [*ADDRESSES[:2], "view=lanes"]),
]


@pytest.mark.parametrize(("address", "context"), CASES)
def test_axe_finds_nothing(open_page: Opener, address: str, context: dict[str, Any]) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = open_page(few, address, bypass_csp=True, **context)
    page.wait_for_timeout(150)
    found = Axe().run(
        page, options={"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
    )

    assert [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found.response["violations"]] == []


# --- Keyboard -----------------------------------------------------------------------------------------------------


def test_from_search_to_facts_to_another_view_by_keyboard_alone(open_page: Opener) -> None:
    page = open_page(few)
    page.keyboard.press("/")
    page.keyboard.type("dinutux")
    page.keyboard.press("Enter")
    assert page.locator("#facts h2").inner_text() == "Dinutuximab"

    page.keyboard.press("l")
    assert page.locator(".lane-row[aria-current]").inner_text().startswith("Dinutuximab")

    page.keyboard.press("Escape")
    assert page.evaluate("iokg.state.selected") == ""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_enter_would_choose_is_framed_while_typing(open_page: Opener, scheme: str) -> None:
    page = open_page(few, color_scheme=scheme)
    page.keyboard.press("/")
    page.keyboard.type("dinutux")
    frames = page.locator("#found li").evaluate_all("its => its.map((one) => getComputedStyle(one).outlineStyle)")
    ring, ground = page.evaluate(
        "[getComputedStyle(document.querySelector('#found li')).outlineColor,"
        " getComputedStyle(document.getElementById('found')).backgroundColor]"
    )

    assert frames[0] == "solid"
    assert "solid" not in frames[1:]
    assert contrast(hexed(ring), hexed(ground)) >= 3


def hexed(colour: str) -> str:
    """``rgb(1, 2, 3)`` as ``#010203``."""
    return "#" + "".join(f"{int(part):02x}" for part in re.findall(r"\d+", colour)[:3])


@pytest.mark.parametrize(("key", "view"), [("m", "map"), ("l", "lanes"), ("t", "table"), ("h", "heat")])
def test_a_letter_goes_to_a_view(open_page: Opener, key: str, view: str) -> None:
    page = open_page(few)
    page.keyboard.press(key)

    assert page.evaluate("iokg.state.view") == view


def test_letters_typed_into_the_search_stay_there(open_page: Opener) -> None:
    page = open_page(few)
    page.keyboard.press("/")
    page.keyboard.type("lth/")

    assert page.evaluate("[iokg.state.view, document.getElementById('query').value]") == ["map", "lth/"]


def test_arrows_go_from_mark_to_mark(open_page: Opener) -> None:
    page = open_page(few)
    page.locator(".map").focus()
    page.keyboard.press("ArrowRight")
    first = page.evaluate("iokg.state.selected")
    for key in ("ArrowLeft", "ArrowUp", "ArrowRight", "ArrowDown"):
        page.keyboard.press(key)

    assert first
    assert page.evaluate("iokg.state.selected")


def test_arrows_go_from_cell_to_cell(open_page: Opener) -> None:
    page = open_page(few, "view=heat")
    page.get_by_role("button", name="GD2 and Neuroblastoma").focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")

    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "PD-1 and Melanoma: 2 trials"


def test_f_shows_the_whole_map_again(open_page: Opener) -> None:
    page = open_page(few)
    before = page.evaluate("iokg.views.map.network.getScale()")
    page.evaluate("iokg.views.map.network.moveTo({ scale: 9 })")
    page.keyboard.press("f")

    wait_until(page, f"Math.abs(iokg.views.map.network.getScale() - {before}) < 0.01")


def test_every_control_is_reached_with_tab(open_page: Opener) -> None:
    page = open_page(few)
    reached = set()
    for _ in range(70):
        page.keyboard.press("Tab")
        reached.add(
            page.evaluate(
                "(document.activeElement.closest('header, aside')?.className"
                " || document.activeElement.closest('main')?.id)"
            )
        )

    assert {"top", "filters", "view", "facts"} <= reached


def test_help_lists_the_keys_and_closes_with_escape(open_page: Opener) -> None:
    page = open_page(few)
    page.keyboard.press("?")
    assert page.get_by_role("dialog").is_visible()

    page.keyboard.press("Escape")
    assert page.get_by_role("dialog").count() == 0


def test_a_choice_is_announced(open_page: Opener) -> None:
    page = open_page(few)
    page.evaluate("iokg.choose('agent/pembrolizumab')")

    assert page.locator("#announcer").inner_text() == "Pembrolizumab, Agent, 2 trials"


# --- Screens and paper ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("view", ["map", "lanes", "table", "heat"])
def test_a_phone_shows_no_sideways_scrolling_of_the_page(open_page: Opener, view: str) -> None:
    page = open_page(three_hundred, f"view={view}", viewport=PHONE)

    assert page.evaluate("document.documentElement.scrollWidth") == 360


def three_hundred() -> Any:
    return sample(300)


def two_thousand() -> Any:
    return sample(2000)


_CLOSEST = """
(() => {
  const { shown, network } = iokg.views.map;
  const spots = shown.map((node) => network.canvasToDOM(node));
  const away = (one) => (other) => Math.hypot(one.x - other.x, one.y - other.y);
  return Math.min(...spots.flatMap((one, at) => spots.slice(0, at).map(away(one))));
})()
"""


def test_on_a_phone_the_map_begins_with_marks_that_a_thumb_can_tell_apart_and_shows_more_from_nearer(
    open_page: Opener,
) -> None:
    page = open_page(two_thousand, viewport=PHONE)
    note = page.locator(".map-note")
    shown, marks = page.evaluate("[iokg.views.map.shown.length, iokg.views.map.marks.length]")
    assert shown < marks
    assert note.inner_text() == f"{shown} of {marks:,} marks: zoom in for more"
    assert page.evaluate(_CLOSEST) > 25
    page.evaluate("iokg.views.map.network.moveTo({ scale: iokg.views.map.network.getScale() * 2 })")
    wait_until(page, f"iokg.views.map.shown.length > {shown}")
    page.evaluate("iokg.views.map.network.moveTo({ scale: 8 })")
    wait_until(page, f"iokg.views.map.shown.length === {marks}")

    assert not note.is_visible()


def test_on_a_phone_marks_stay_as_large_as_a_thumb_and_what_filters_leave_is_brought_into_sight(
    open_page: Opener,
) -> None:
    page = open_page(two_thousand, viewport=PHONE)
    page.evaluate("iokg.views.map.network.moveTo({ scale: 6 })")
    wait_until(page, "iokg.views.map.shown.length === iokg.views.map.marks.length")
    largest = page.evaluate("Math.max(...iokg.views.map.marks.map(({ id }) => iokg.views.map.radiusOf(id))) * 6")
    page.evaluate("iokg.state.set({ phase: new Set(['Phase 3']) })")
    page.wait_for_timeout(200)

    assert largest < 20
    assert page.evaluate("iokg.views.map.network.getScale()") < 6


def test_on_a_phone_a_button_shows_the_whole_map_again(open_page: Opener) -> None:
    page = open_page(two_thousand, viewport=PHONE)
    page.evaluate("iokg.views.map.network.moveTo({ scale: 8 })")
    page.locator(".map-note").wait_for(state="hidden")
    page.get_by_role("button", name="Show the whole map").click()

    page.locator(".map-note").wait_for()


def test_on_a_phone_that_is_turned_the_map_has_room_for_all(open_page: Opener) -> None:
    page = open_page(two_thousand, viewport=PHONE)
    page.set_viewport_size({"width": 900, "height": 360})
    wait_until(page, "iokg.views.map.shown.length === iokg.views.map.marks.length")

    assert page.evaluate("iokg.views.map.data.get({ filter: (mark) => mark.hidden }).length") == 0


def test_on_a_desk_the_map_shows_all_marks(open_page: Opener) -> None:
    page = open_page(two_thousand)

    assert page.evaluate("iokg.views.map.shown.length === iokg.views.map.marks.length")
    assert not page.locator(".map-note").is_visible()


def test_on_a_phone_what_waits_for_a_nearer_look_is_found_and_shown(open_page: Opener) -> None:
    page = open_page(two_thousand, viewport=PHONE)
    key = page.evaluate("iokg.views.map.ranked.find((node) => !iokg.views.map.shown.includes(node)).key")
    page.evaluate(f"iokg.choose('{key}')")

    assert page.evaluate(f"iokg.views.map.light.centre.has(iokg.graph.node('{key}').id)")


def test_a_phone_opens_filters_and_facts_as_sheets(open_page: Opener) -> None:
    page = open_page(few, viewport=PHONE)
    assert not page.locator("#filters").is_visible()
    page.get_by_role("button", name="Filters").click()
    page.get_by_role("button", name="Only Phase 3").click(force=True)
    page.get_by_role("button", name="Close the filters").click()
    page.evaluate("iokg.choose('agent/pembrolizumab')")

    assert page.locator("#facts").get_by_text("1 trial", exact=True).first.is_visible()


def test_on_a_phone_another_view_is_not_covered_by_what_was_chosen_before(open_page: Opener) -> None:
    page = open_page(few, "selected=agent/pembrolizumab", viewport=PHONE)
    page.get_by_role("button", name="Table").click()
    assert not page.locator("#facts").is_visible()
    page.get_by_role("button", name="Show the choice").click()

    assert page.locator("#facts").is_visible()


def test_what_is_chosen_is_not_hidden_by_the_sheet_of_facts(open_page: Opener) -> None:
    page = open_page(few, "selected=agent/pembrolizumab", viewport=PHONE)
    page.wait_for_timeout(500)
    y = page.evaluate(
        "iokg.views.map.network.canvasToDOM(iokg.graph.node('agent/pembrolizumab')).y"
        " + iokg.views.map.element.getBoundingClientRect().top"
    )

    assert y < page.evaluate("document.getElementById('facts').getBoundingClientRect().top")


def test_dark_follows_the_system_and_can_be_switched(open_page: Opener) -> None:
    page = open_page(few, color_scheme="dark")
    background = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(background) == "rgb(14, 18, 24)"

    page.get_by_role("button", name="Dark or light").click()
    assert page.evaluate(background) == "rgb(255, 255, 255)"


def test_nothing_moves_for_who_wants_no_motion(open_page: Opener) -> None:
    page = open_page(few, reduced_motion="reduce")
    page.evaluate("iokg.views.map.network.moveTo({ scale: 5 }); iokg.fit()")

    assert page.evaluate("iokg.views.map.network.getScale()") < 5


def test_paper_gets_the_table_without_the_controls(open_page: Opener) -> None:
    page = open_page(few, "view=table")
    page.emulate_media(media="print")

    assert not page.locator("#filters").is_visible()
    assert page.locator("tbody tr").last.is_visible()
