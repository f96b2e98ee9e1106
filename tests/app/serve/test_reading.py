"""The explorer over HTTP, and in a real browser as people use it."""

from __future__ import annotations

import csv
import io
import json
import statistics
import time
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urljoin

import pytest

from tests.app.serve.conftest import Opener
from tests.services import Served, http, served, write_small_graph

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

_RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
DARK_PHONE = {"color_scheme": "dark", "viewport": {"width": 360, "height": 740}}
PATHS = [
    "/", "/agent/pembrolizumab", "/target/pdcd1", "/condition/neuroblastoma", "/trial/NCT00000003",
    "/trial/NCT00000005", "/landscape", "/pair/gd2/neuroblastoma", "/questions", "/search?q=nothing", "/data",
    "/question/trials_by_target?target=GD2", "/question/trials_by_target?target=GDD2", "/unmatched?q=e", "/trials",
    "/agent/none", "/map", "/map/target/gd2?phase=Phase+1", "/timeline", "/timeline/target/gd2?apart=phase",
    "/trials?of=target/gd2&year=2020", "/map?phase=Phase+4", "/search?q=gd2+neuroblastoma",
]  # fmt: skip


def test_pages_run_nothing_and_load_nothing_from_elsewhere(service: Served) -> None:
    policy = http.get(f"{service.url}/agent/pembrolizumab").headers["content-security-policy"]

    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy


@pytest.mark.parametrize(
    ("suffix", "media_type"), [("json", "application/json"), ("csv", "text/csv"), ("ttl", "text/turtle")]
)
def test_twins_say_what_they_are(service: Served, suffix: str, media_type: str) -> None:
    answer = http.get(f"{service.url}/target/pdcd1.{suffix}")

    assert answer.headers["content-type"].startswith(media_type)
    assert "NCT00000003" in answer.text or "PDCD1" in answer.text


def test_a_question_takes_a_value_that_is_given_twice_as_two(service: Served) -> None:
    twice = http.get(f"{service.url}/question/trials_by_target.csv?target=GD2&target=PDCD1")

    assert twice.status_code == 200
    assert twice.text == http.get(f"{service.url}/question/trials_by_target.csv?target=GD2;PDCD1").text


def test_a_script_that_the_reader_has_is_not_sent_again(service: Served) -> None:
    first = http.get(f"{service.url}/explorer/map.js")
    again = http.get(f"{service.url}/explorer/map.js", headers={"If-None-Match": first.headers["etag"]})

    assert first.headers["content-type"].startswith("text/javascript")
    assert (again.status_code, again.content) == (304, b"")


def test_a_page_takes_less_than_a_tenth_of_a_second(service: Served) -> None:
    http.get(service.url)
    times = []
    for path in PATHS:
        begin = time.monotonic()
        http.get(service.url + path)
        times.append(time.monotonic() - begin)

    assert statistics.median(times) < 0.1


def test_what_the_folder_holds_besides_is_not_given_away(service: Served) -> None:
    for name in ("run.json", ".writer", "store", "..%2frun.json", "derived.json"):
        assert http.get(f"{service.url}/data/{name}").status_code == 404


def test_an_address_that_is_too_long_is_refused(service: Served) -> None:
    assert http.get(f"{service.url}/search", params={"q": "x" * 2000}).status_code == 400


def test_a_graph_that_vanishes_gives_a_page_with_the_remedy(tmp_path: Path) -> None:
    write_small_graph(tmp_path / "g")
    with served(tmp_path / "g", tmp_path / "log") as service:
        assert http.get(service.url).status_code == 200
        (tmp_path / "g").rename(tmp_path / "elsewhere")
        answer = http.get(service.url, headers={"Accept": "text/html"})

    assert answer.status_code == 503
    assert "<h1>Out of order</h1>" in answer.text
    assert "iokg build" in answer.text


# --- In a browser -----------------------------------------------------------------------------------------------------


@pytest.fixture
def visit(browser: Browser, service: Served) -> Iterator[Opener]:
    """Opens a page of the service; fails the test if it complains or asks anybody else."""
    complaints: list[str] = []
    contexts = []

    def visit_(path: str, **context: Any) -> Page:
        contexts.append(browser.new_context(**({"viewport": {"width": 1280, "height": 800}} | context)))
        page = contexts[-1].new_page()
        page.on("console", lambda m: complaints.append(m.text) if m.type == "error" and "404" not in m.text else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda r: None if r.url.startswith((service.url, "data:")) else complaints.append(r.url))
        page.goto(service.url + path)
        return page

    yield visit_
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.mark.real
@pytest.mark.parametrize("script", [True, False])
def test_from_a_name_to_the_words_of_a_record_by_keyboard_alone(visit: Opener, script: bool) -> None:
    page = visit("/", java_script_enabled=script)
    page.locator("#q").focus()
    page.keyboard.type("keytruda")
    page.keyboard.press("Enter")
    page.wait_for_url("**/agent/pembrolizumab")
    page.get_by_role("link", name="NCT00000003").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/trial/NCT00000003")
    page.locator("a.quote").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/trial/NCT00000003#field-*")

    assert page.locator(".field:target mark.agent").first.is_visible()


@pytest.mark.real
def test_a_slash_goes_to_the_search_and_the_first_tab_to_the_page(visit: Opener) -> None:
    page = visit("/")
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Skip to the page"

    page.keyboard.press("/")
    assert page.locator(":focus").get_attribute("id") == "q"


@pytest.mark.real
def test_a_facet_and_a_cell_lead_to_the_trials_and_back(visit: Opener) -> None:
    page = visit("/landscape")
    page.get_by_label("Phase").select_option("Phase 1")
    page.get_by_role("button", name="Show").click()
    page.wait_for_url("**/landscape?phase=Phase+1&*")
    page.get_by_role("link", name="GD2 in Neuroblastoma: 2 trials").click()
    assert page.locator(".trials tbody tr").count() == 2

    page.go_back()
    assert page.get_by_label("Phase").input_value() == "Phase 1"


@pytest.mark.real
def test_a_question_is_asked_and_its_state_is_the_address(visit: Opener) -> None:
    page = visit("/questions")
    page.get_by_role("link", name="Trials by target", exact=True).click()
    page.get_by_label("Target").fill("PD-1")
    page.get_by_role("button", name="Ask").click()
    page.wait_for_url("**target=PD-1**")

    assert page.get_by_role("link", name="NCT00000004").is_visible()


@pytest.mark.real
@pytest.mark.parametrize(("path", "context"), list(zip([*PATHS, *PATHS[4:7]], cycle([{}, DARK_PHONE]), strict=False)))
def test_axe_finds_nothing_and_no_page_scrolls_sideways(visit: Opener, path: str, context: dict[str, Any]) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = visit(path, bypass_csp=True, **context)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    found = Axe().run(page, options=_RULES).response["violations"]
    assert [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found] == []


@pytest.mark.real
def test_what_is_wider_than_the_screen_says_so_until_it_is_scrolled_to_its_end(visit: Opener) -> None:
    page = visit("/trials", **DARK_PHONE)
    region = page.get_by_role("region", name="Trials", exact=True)
    region.focus()
    assert edges(region) == (0, 1)
    first = region.locator("tbody th").first.bounding_box()

    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(400)  # the browser scrolls smoothly
    assert edges(region) == (1, 1)
    region.evaluate("its => { its.scrollLeft = its.scrollWidth; }")
    page.wait_for_timeout(100)
    assert edges(region) == (1, 0)
    assert region.locator("tbody th").first.bounding_box() == first


@pytest.mark.real
def test_what_fits_casts_no_shadow(visit: Opener) -> None:
    page = visit("/landscape")

    assert edges(page.get_by_role("region", name="Targets by conditions")) == (0, 0)


@pytest.mark.real
def test_years_that_do_not_fit_begin_with_the_latest(visit: Opener) -> None:
    page = visit("/timeline", **DARK_PHONE)

    assert page.get_by_role("columnheader", name="2023").is_visible()
    assert edges(page.get_by_role("region", name="Numbers by kind of agent")) == (1, 0)


def edges(region: Locator) -> tuple[float, float]:
    """How dark the shadows are at the left and at the right edge, from 0 to 1."""
    left, right = (
        float(region.evaluate("(its, name) => getComputedStyle(its).getPropertyValue(name)", name))
        for name in ("--before", "--ahead")
    )
    return left, right


@pytest.mark.real
def test_the_map_is_drawn_and_a_mark_leads_to_its_page_by_keyboard_alone(visit: Opener) -> None:
    page = visit("/map")
    page.locator("#picture .map").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "facts"

    page.keyboard.press("Tab")
    name = page.locator(":focus").inner_text()
    page.keyboard.press("Enter")
    page.wait_for_load_state()
    assert page.locator("h1").inner_text() == name


@pytest.mark.real
def test_a_mark_tells_what_it_is_joined_to_and_escape_lets_it_go(visit: Opener) -> None:
    page = visit("/map")
    page.locator("#picture").scroll_into_view_if_needed()
    place = page.evaluate("scrollY")
    page.get_by_role("button", name="GD2", exact=True).click()
    facts = page.locator("#facts")
    assert page.evaluate("scrollY") == place
    assert facts.get_by_role("heading", name="GD2").is_visible()
    assert facts.get_by_role("button", name="GD2/B7-H3 CAR-T cells").is_visible()
    assert facts.get_by_role("link", name="map around it").get_attribute("href") == "/map/target/gd2"

    page.keyboard.press("Escape")
    assert facts.get_by_role("heading", name="GD2").count() == 0


_MANY = """
picture => picture.dispatchEvent(new CustomEvent("redraw", { detail: {
  marks: Array.from({ length: 90 }, (_, at) => at % 3 ? "agent" : "target").map((kind, at) => (
    { id: `${kind}/${at}`, kind, label: `Mark ${at}`, trials: 100 - at, x: at, y: at * 7 % 50 })),
  lines: Array.from({ length: 80 }, (_, at) => [at, at + 3, "studied-in", 2]),
} }))
"""


@pytest.mark.real
def test_on_a_phone_a_large_map_begins_with_some_marks_of_each_kind_until_all_are_asked_for(visit: Opener) -> None:
    page = visit("/map", **DARK_PHONE)
    drawn = page.get_by_role("application")
    page.wait_for_function("document.querySelector('[role=application]')?.getAttribute('aria-label')")
    page.locator("#picture").evaluate(_MANY)
    assert str(drawn.get_attribute("aria-label")).startswith("Map of 12 marks")

    page.get_by_role("button", name="Draw all 90").click()
    assert drawn.get_attribute("aria-label") == "Map of 90 marks and 80 lines"
    assert page.evaluate("document.activeElement.id") == "facts"
    page.get_by_role("button", name="Draw those of the most trials alone").click()
    assert str(drawn.get_attribute("aria-label")).startswith("Map of 12 marks")


@pytest.mark.real
def test_on_a_phone_the_map_comes_before_what_it_is_narrowed_by(visit: Opener) -> None:
    page = visit("/map", **DARK_PHONE)
    page.locator("#picture").wait_for()

    assert page.locator("#picture").bounding_box()["y"] < 360  # type: ignore[index]
    assert not page.get_by_label("Around").is_visible()
    page.get_by_text("Choose what is drawn").click()
    assert page.get_by_label("Around").is_visible()


@pytest.mark.real
def test_the_answer_with_the_most_columns_fits_a_screen_and_keeps_its_first_column_on_a_phone(visit: Opener) -> None:
    page = visit("/question/partners_of_target?target=PD-1")
    region = page.get_by_role("region", name="Answer")
    assert region.evaluate("its => its.scrollWidth <= its.clientWidth")

    page = visit("/question/partners_of_target?target=PD-1", **DARK_PHONE)
    region = page.get_by_role("region", name="Answer")
    first = region.locator("tbody th").first.bounding_box()
    assert edges(region) == (0, 1)
    region.evaluate("its => { its.scrollLeft = its.scrollWidth; }")
    assert region.locator("tbody th").first.bounding_box() == first


@pytest.mark.real
def test_on_a_phone_measures_say_their_time_frame_below_and_scroll_nowhere(visit: Opener) -> None:
    page = visit("/trial/NCT00000003", viewport={"width": 390, "height": 844})
    region = page.locator(".wide[aria-label='Outcome measures']")
    measure, frame = (region.get_by_role(role).first.bounding_box() for role in ("rowheader", "cell"))

    assert measure is not None
    assert frame is not None
    assert frame["y"] >= measure["y"] + measure["height"]
    assert region.evaluate("its => its.scrollWidth <= its.clientWidth")
    assert region.get_by_role("columnheader").count() == 5


@pytest.mark.real
def test_on_a_phone_the_button_and_the_answer_come_soon_after_the_question(visit: Opener) -> None:
    page = visit("/question/partners_of_target?target=PD-1", viewport={"width": 390, "height": 844})
    button = page.get_by_role("button", name="Ask").bounding_box()
    answer = page.get_by_role("region", name="Answer").bounding_box()

    assert button is not None
    assert answer is not None
    assert button["y"] + button["height"] < answer["y"] < 844


@pytest.mark.real
def test_on_a_phone_the_pages_stand_in_one_row_with_the_present_one_in_sight(visit: Opener) -> None:
    page = visit("/data", **DARK_PHONE)
    box = page.locator("nav [aria-current]").bounding_box()

    assert box is not None
    assert 0 <= box["x"] <= 360 - box["width"]
    assert page.locator("header").bounding_box()["height"] < 120  # type: ignore[index]


@pytest.mark.real
def test_without_script_the_map_is_a_table_and_its_form_narrows_it(visit: Opener) -> None:
    page = visit("/map", java_script_enabled=False)
    assert not page.locator("#picture").is_visible()

    page.get_by_role("checkbox", name="agents").uncheck()
    page.get_by_role("checkbox", name="mechanisms").uncheck()
    page.get_by_role("button", name="Show").click()
    page.wait_for_url("**show=target&show=condition**")
    assert page.get_by_role("link", name="GD2 studied in Neuroblastoma: 3 trials").is_visible()


@pytest.mark.real
def test_a_number_of_the_timeline_leads_to_its_trials(visit: Opener) -> None:
    page = visit("/timeline")
    page.get_by_label("About").fill("GD2")
    page.get_by_role("button", name="Show").click()
    page.wait_for_url("**/timeline/target/gd2?by=kind**")
    page.get_by_role("link", name="CAR T cell: 1 trial").click()

    assert page.locator(".trials tbody tr").count() == 1


@pytest.mark.real
@pytest.mark.parametrize("viewport", [{"width": 1280, "height": 800}, {"width": 360, "height": 740}])
def test_names_around_a_thing_lie_on_nothing_and_within_the_picture(visit: Opener, viewport: dict[str, int]) -> None:
    page = visit("/agent/gd2-b7-h3-car-t-cells", viewport=viewport)
    found = page.evaluate(_BOXES)

    assert len(found["boxes"]) > 5
    assert found["outside"] == []
    assert found["overlapping"] == []


_BOXES = """
() => {
  const picture = [...document.querySelectorAll("svg.fan")].find((one) => one.clientWidth);
  const frame = picture.getBoundingClientRect();
  const boxes = [...picture.querySelectorAll("text")].map((one) => [one.textContent, one.getBoundingClientRect()]);
  const apart = (a, b) => a.right <= b.left || b.right <= a.left || a.bottom <= b.top + 4 || b.bottom <= a.top + 4;
  return {
    boxes: boxes.map(([text]) => text),
    outside: boxes.filter(([, box]) => box.left < frame.left || box.right > frame.right || box.right > innerWidth)
      .map(([text]) => text),
    overlapping: boxes.filter(([, a], i) => boxes.some(([, b], j) => i < j && !apart(a, b))).map(([text]) => text),
  };
}
"""


@pytest.mark.real
def test_paper_gets_the_words_without_the_controls(visit: Opener) -> None:
    page = visit("/trial/NCT00000003")
    page.emulate_media(media="print")

    assert not page.locator("#q").is_visible()
    assert page.locator(".record mark").first.is_visible()


def listed(page: Page) -> int:
    return page.locator(".trials tbody tr:visible").count()


@pytest.mark.real
def test_a_site_works_from_disk(open_file: Opener) -> None:
    page = open_file("index.html")
    page.get_by_role("link", name="Pembrolizumab").first.click()
    page.get_by_role("link", name="NCT00000003").first.click()

    assert page.locator(".record mark.agent").first.is_visible()
    assert page.evaluate("getComputedStyle(document.querySelector('.halves')).display") == "grid"


@pytest.mark.real
def test_the_map_of_a_site_opens_from_disk_and_leads_to_pages(open_file: Opener) -> None:
    page = open_file("map.html")
    page.get_by_role("button", name="GD2", exact=True).click()
    page.locator("#facts").get_by_role("link", name="GD2", exact=True).click()

    assert page.url.endswith("/target/gd2.html")
    assert page.locator("h1").inner_text() == "GD2"


@pytest.mark.real
@pytest.mark.parametrize("address", ["map", "map/target/cd276"])
@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"phase": "Phase 1"},
        {"role": "any"},
        {"kind": "CAR T cell", "scope": "any"},
        {"show": "target,condition"},
        {"show": "mechanism,endpoint", "since": "2018", "until": "2020"},
        {"show": "agent,trial"},
        {"least": "2", "role": "Combination"},
        {"phase": "Phase 4"},
    ],
)
def test_a_map_from_disk_has_the_lines_of_a_served_one(
    open_file: Opener, service: Served, address: str, asked: dict[str, str]
) -> None:
    page = open_file(f"{address}.html?{urlencode(asked)}")
    rows = [row.locator("th, td").all_inner_texts() for row in page.locator("#joined tbody tr").all()]
    told = http.get(f"{service.url}/{address}.json", params=asked).json()
    table = csv.DictReader(io.StringIO(http.get(f"{service.url}/{address}.csv", params=asked).text))

    assert rows == [[row["from name"], row["line"], row["to name"], row["trials"]] for row in table]
    assert page.locator(".lead").inner_text().startswith(f"{told['trials']} trial")
    assert f": {len(told['marks'])} mark" in page.locator(".lead").inner_text()
    for facet in told["facets"]:
        offered = [f"{option['value']} ({option['trials']})" for option in facet["options"]]
        assert page.locator(f"select[name={facet['name']}] option").all_text_contents() == ["any", *offered]


@pytest.mark.real
def test_the_map_of_a_site_is_narrowed_drawn_again_and_kept_in_the_address(open_file: Opener) -> None:
    page = open_file("map.html")
    drawn = page.get_by_role("application")
    assert drawn.get_attribute("aria-label") == "Map of 25 marks and 25 lines"

    page.get_by_text("Narrow by role").click()
    page.get_by_label("Phase").select_option("Phase 3")
    page.get_by_role("checkbox", name="mechanisms").uncheck()
    assert page.locator(":focus").get_attribute("name") == "show-mechanism"
    assert page.locator("#facts").get_by_role("button", name="GD2", exact=True).count() == 0
    assert page.locator("#facts").get_by_role("button", name="Pembrolizumab").is_visible()
    narrowed = drawn.get_attribute("aria-label")

    page.reload()
    assert page.get_by_label("Phase").input_value() == "Phase 3"
    assert drawn.get_attribute("aria-label") == narrowed
    page.get_by_role("button", name="Show all").click()
    assert page.locator("#facts").get_by_role("button", name="GD2", exact=True).is_visible()


@pytest.mark.real
def test_a_map_of_a_site_with_nothing_in_it_says_what_to_loosen_and_comes_back(open_file: Opener) -> None:
    page = open_file("map.html?phase=Phase+4")
    assert page.get_by_text("No trial has all of these: loosen one.").is_visible()
    assert not page.locator("#picture").is_visible()

    page.get_by_label("Phase").select_option("")
    assert page.locator("#picture").is_visible()


@pytest.mark.real
def test_a_question_of_a_site_says_which_example_it_holds_and_how_to_ask_for_others(open_file: Opener) -> None:
    page = open_file("question/trials_by_target.html")

    assert page.get_by_text("This page holds the answer for target GD2").is_visible()
    assert page.locator("#command").inner_text() == "iokg ask trials_by_target --target GD2 --role Investigational"
    assert page.get_by_text("iokg serve").is_visible()


@pytest.mark.real
def test_a_block_of_a_chart_leads_where_its_number_leads(open_file: Opener) -> None:
    page = open_file("timeline.html")
    block = page.locator(".chart a").last
    number = page.locator(f".numbers a[href={json.dumps(block.get_attribute('href'))}]").first

    assert block.locator("title").text_content() == number.get_attribute("aria-label")


@pytest.mark.real
def test_words_of_a_site_are_narrowed_on_the_page(open_file: Opener) -> None:
    page = open_file("unmatched.html")
    every = page.locator("ol.work > li:visible").count()
    page.get_by_label("With the words").fill("derux")
    page.keyboard.press("Enter")
    assert page.locator("ol.work > li:visible").count() == 1 < every

    page.get_by_role("button", name="Show all").click()
    assert page.locator("ol.work > li:visible").count() == every


@pytest.mark.real
@pytest.mark.parametrize(
    "asked", [{"phase": "Phase 1"}, {"kind": "CAR T cell"}, {"phase": "Phase 1", "kind": "CAR T cell"}]
)
def test_a_landscape_from_disk_has_the_numbers_of_a_served_one(
    open_file: Opener, service: Served, asked: dict[str, str]
) -> None:
    page = open_file("landscape.html")
    for name, value in asked.items():
        page.locator(f"select[name={name}]").select_option(value)
    cells = page.locator(".heat td a").all()
    numbers = sorted(str(cell.get_attribute("aria-label")) for cell in cells)
    rows = list(csv.reader(io.StringIO(http.get(f"{service.url}/landscape.csv", params=asked).text)))[1:]

    assert numbers == sorted(f"{a} in {b}: {n} trial{'s' * (n != '1')}" for a, b, n in rows)
    assert page.evaluate("Object.fromEntries(new URLSearchParams(location.search))") == asked
    for facet in http.get(f"{service.url}/landscape.json", params=asked).json()["facets"]:
        offered = [f"{option['value']} ({option['trials']})" for option in facet["options"]]
        assert page.locator(f"select[name={facet['name']}] option").all_inner_texts() == ["any", *offered]


@pytest.mark.real
def test_a_cell_from_disk_leads_to_its_trials_and_back(open_file: Opener) -> None:
    page = open_file("landscape.html?phase=Phase+1")
    page.get_by_role("link", name="GD2 in Neuroblastoma: 2 trials").click()
    assert (listed(page), page.locator("select[name=phase]").input_value()) == (2, "Phase 1")

    page.get_by_role("button", name="Show all").click()
    assert listed(page) == 3


@pytest.mark.real
@pytest.mark.parametrize("address", ["timeline.html", "timeline/target/gd2.html", "timeline/agent/pembrolizumab.html"])
def test_each_number_of_a_timeline_from_disk_leads_to_as_many_trials(open_file: Opener, address: str) -> None:
    page = open_file(address)
    found = [(link.get_attribute("href"), link.inner_text()) for link in page.locator(".numbers a[aria-label]").all()]
    place = page.url

    assert found
    for href, number in found[:: max(1, len(found) // 12)]:
        page.goto(urljoin(place, href))
        assert (href, listed(page)) == (href, int(number))


@pytest.mark.real
@pytest.mark.parametrize("address", ["landscape.html", "trials.html", "map.html", "timeline.html", "index.html"])
def test_without_script_a_site_offers_no_choice(open_file: Opener, address: str) -> None:
    page = open_file(address, java_script_enabled=False)

    assert page.locator("select:visible, input:visible, button:visible").count() == 0
    assert page.locator("table tbody tr").count() > 0


@pytest.mark.real
@pytest.mark.parametrize(
    "address",
    [
        "landscape.html?phase=Phase+1",
        "target/gd2.html?year=2020",
        "timeline.html",
        "map.html",
        "unmatched.html",
        "search.html?q=GD2",
    ],
)
def test_axe_finds_nothing_in_a_site(open_file: Opener, address: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = open_file(address, bypass_csp=True)
    # Style sheets of files cannot be fetched by a script; axe can do without.
    found = Axe().run(page, options=_RULES | {"preload": False}).response["violations"]
    assert [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found] == []
