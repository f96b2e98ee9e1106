"""The views of the page, as a reader meets them in a browser."""

from __future__ import annotations

from typing import Any

import pytest

from tests.viz.conftest import Opener, wait_until
from tests.viz.networks import few
from viz import sample

pytestmark = pytest.mark.real


def three_hundred() -> Any:
    return sample(300)


def names(page: Any, selector: str) -> set[str]:
    return set(page.locator(selector).all_inner_texts())


# --- Map ----------------------------------------------------------------------------------------------------------


def test_the_map_draws_what_trials_test_and_leaves_out_what_they_only_give(open_page: Opener) -> None:
    labels = open_page(few).evaluate("iokg.views.map.marks.map((node) => node.label)")

    assert "GD2 CAR T cell" in labels
    assert "Fludarabine" not in labels


def test_a_line_between_agent_and_condition_counts_each_trial_once(open_page: Opener) -> None:
    lines = open_page(few).evaluate(
        "iokg.drawn().lines.filter((line) => line.relation === 'studied-in')"
        ".map((line) => [iokg.graph.nodes[line.from].label, iokg.graph.nodes[line.to].label, line.trials.length])"
    )

    assert ["Pembrolizumab", "Melanoma", 2] in lines
    assert ["Interferon-α", "Neuroblastoma", 1] in lines


def test_no_two_agents_of_one_trial_are_joined_by_a_line(open_page: Opener) -> None:
    kinds = open_page(few).evaluate(
        "iokg.drawn().all.map((line) => [line.from, line.to].map((id) => iokg.graph.nodes[id].group).join())"
    )

    assert "agent,agent" not in kinds


def test_trials_become_dots_on_demand(open_page: Opener) -> None:
    page = open_page(few)
    page.get_by_role("checkbox", name="Trials").check()

    assert page.evaluate("iokg.views.map.marks.filter((node) => node.group === 'trial').length") == 5
    assert page.evaluate("iokg.drawn().lines.some((line) => line.relation === 'studied-in')") is False


@pytest.mark.parametrize("width", [1280, 390])
def test_no_label_is_cut_by_the_edge_of_the_canvas_wherever_the_map_rests(open_page: Opener, width: int) -> None:
    page = open_page(three_hundred, viewport={"width": width, "height": 800})
    box = page.locator(".map").bounding_box()
    assert box is not None
    seen = 0
    for step in range(4):
        page.evaluate("iokg.views.map.network.moveTo({ scale: iokg.views.map.network.getScale() * 1.7 })")
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        page.mouse.down()
        page.mouse.move(box["x"] + box["width"] / 2 + 37 * (step + 1), box["y"] + box["height"] / 2 + 53, steps=3)
        page.mouse.up()
        page.mouse.move(box["x"] + 1, box["y"] + 1)
        page.wait_for_timeout(60)
        shown, cut = page.evaluate(_CUT)
        seen += shown
        assert cut == []
    assert seen > 0


_CUT = """
(() => {
  const { placed, element, hovered } = iokg.views.map;
  const cut = placed.filter(({ left, top, width, height }) =>
    left < 0 || top < 0 || left + width > element.clientWidth || top + height > element.clientHeight);
  return [placed.length, hovered === null ? cut.map((label) => label.text) : []];
})()
"""


@pytest.mark.parametrize("address", ["", "show=agent~target~mechanism~condition~endpoint~trial", "selected=agent/0"])
def test_labels_never_lie_on_one_another_at_any_zoom(open_page: Opener, address: str) -> None:
    page = open_page(three_hundred, address)
    for scale in (0.1, 0.3, 0.6, 1, 1.7, 3):
        page.evaluate(f"iokg.views.map.network.moveTo({{ scale: {scale} }}); iokg.views.map.network.redraw()")
        wait_until(page, f"Math.abs(iokg.views.map.network.getScale() - {scale}) < 1e-6")
        page.wait_for_timeout(60)
        boxes = page.evaluate("iokg.views.map.labels.map((box) => [box.left, box.top, box.width, box.height])")

        assert boxes
        assert [(a, b) for i, a in enumerate(boxes) for b in boxes[:i] if overlap(a, b)] == []


def test_in_a_crowd_no_label_but_those_of_the_largest_marks_lies_on_a_mark_that_may_be_named(open_page: Opener) -> None:
    page = open_page(two_thousand)
    page.wait_for_timeout(300)
    named, touching = page.evaluate("""() => {
      const map = iokg.views.map, scale = map.network.getScale();
      const order = [...map.marks].sort((a, b) => map.weight.get(b.id) - map.weight.get(a.id) || a.id - b.id);
      const largest = new Set(order.slice(0, 10).map((node) => node.id));
      const nameable = order.slice(0, order.length * 0.15);
      const near = (label, node) => {
        const [x, y, r] = [node.x * scale, node.y * scale, map.radius.get(node.id) * scale];
        return node.id !== label.id && x + r > label.left && x - r < label.left + label.width
          && y + r > label.top && y - r < label.top + label.height;
      };
      const others = map.labels.filter((label) => !largest.has(label.id));
      return [map.labels.length, others.filter((label) => nameable.some((node) => near(label, node))).length];
    }""")

    assert named > 30
    assert touching == 0


def test_the_whole_map_names_what_weighs_most_and_a_nearer_look_the_rest(open_page: Opener) -> None:
    page = open_page(two_thousand)
    page.wait_for_timeout(300)
    ranks = """() => {
      const map = iokg.views.map;
      const order = [...map.marks].sort((a, b) => map.weight.get(b.id) - map.weight.get(a.id) || a.id - b.id);
      return map.labels.map((label) => order.findIndex((node) => node.id === label.id) / order.length);
    }"""
    whole = page.evaluate(ranks)
    page.evaluate("iokg.views.map.network.moveTo({ scale: iokg.views.map.network.getScale() * 3 })")
    page.wait_for_timeout(300)
    near = page.evaluate(ranks)

    assert max(whole) < 0.2
    assert max(near) > 0.75


def overlap(a: list[float], b: list[float]) -> bool:
    return a[0] < b[0] + b[2] and b[0] < a[0] + a[2] and a[1] < b[1] + b[3] and b[1] < a[1] + a[3]


def test_a_click_on_a_mark_chooses_it(open_page: Opener) -> None:
    page = open_page(few)
    x, y = page.evaluate(
        "(() => { const { x, y } = iokg.views.map.network.canvasToDOM(iokg.graph.node('agent/pembrolizumab'));"
        " const box = iokg.views.map.element.getBoundingClientRect(); return [x + box.left, y + box.top]; })()"
    )
    page.mouse.click(x, y)

    wait_until(page, "iokg.state.selected === 'agent/pembrolizumab'")
    assert page.locator("#facts h2").inner_text() == "Pembrolizumab"


def test_thin_lines_are_left_out_of_a_crowded_map_and_counted(open_page: Opener) -> None:
    page = open_page(two_thousand)

    assert "of fewer than" in page.locator("#status").inner_text()
    page.get_by_role("button", name="Draw all").click()
    assert page.evaluate("iokg.drawn().thin") == 0


def two_thousand() -> Any:
    return sample(2000)


# --- Lanes --------------------------------------------------------------------------------------------------------


def test_lanes_hold_the_same_things_with_all_their_names(open_page: Opener) -> None:
    page = open_page(few, "view=lanes")

    assert names(page, ".lane-row.agent .value") == {"GD2 CAR T cell", "Dinutuximab", "Interferon-α", "Pembrolizumab"}
    assert names(page, ".lane-row.endpoint .value") == {"Overall survival", "Adverse events"}


def test_no_name_in_a_lane_is_cut_off(open_page: Opener) -> None:
    page = open_page(three_hundred, "view=lanes")

    assert (
        page.evaluate(
            "[...document.querySelectorAll('.lane-row .value')].filter((v) => v.scrollWidth > v.clientWidth).length"
        )
        == 0
    )


def test_lanes_of_a_chosen_target_hold_its_trials_only(open_page: Opener) -> None:
    page = open_page(few, "view=lanes&selected=target/PDCD1")

    assert names(page, ".lane-row.trial .value") == {"NCT00000003", "NCT00000004"}


def test_a_long_lane_opens_on_request(open_page: Opener) -> None:
    page = open_page(three_hundred, "view=lanes")
    rows = page.locator(".lane-row.trial")
    before = rows.count()
    page.get_by_role("button", name="Show more trials").click()

    assert rows.count() > before


# --- Table --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["agent", "target", "mechanism", "condition"])
def test_the_table_holds_every_mark_of_the_map(open_page: Opener, kind: str) -> None:
    page = open_page(few)
    marks = page.evaluate(f"iokg.views.map.marks.filter((n) => n.group === '{kind}').map((n) => n.label)")
    page.evaluate(f"iokg.state.set({{ view: 'table', tab: '{kind}' }})")

    assert names(page, "tbody th .name span") == set(marks)


def test_the_table_holds_every_line_of_the_map(open_page: Opener) -> None:
    page = open_page(few, "view=table&tab=lines")

    assert page.locator("tbody tr").count() == page.evaluate("iokg.drawn().lines.length")


def test_a_heading_sorts_the_table(open_page: Opener) -> None:
    page = open_page(few, "view=table")
    page.get_by_role("button", name="Year").click()

    assert page.locator("tbody tr").first.locator("td").nth(3).inner_text() == "2021"
    assert page.locator("th[aria-sort=descending]").inner_text().startswith("Year")


# --- Heat-map and comparison --------------------------------------------------------------------------------------


def test_a_cell_of_the_heat_map_lists_its_trials(open_page: Opener) -> None:
    page = open_page(few, "view=heat")
    page.get_by_role("button", name="PD-1 and Melanoma: 2 trials").click()

    assert names(page, "#facts .trial-item .name.trial span") == {"NCT00000003", "NCT00000004"}


def test_the_heat_map_crosses_kinds_of_agent_with_endpoints(open_page: Opener) -> None:
    page = open_page(few, "view=heat")
    page.get_by_role("button", name="Kind of agent × endpoint").click()

    assert page.get_by_role("button", name="Monoclonal antibody and Overall survival: 2 trials").is_visible()


def test_trials_are_compared_side_by_side(open_page: Opener) -> None:
    page = open_page(few, "selected=condition/melanoma")
    for trial in ("NCT00000003", "NCT00000004"):
        page.get_by_role("button", name=f"Compare {trial}").click()
    page.get_by_role("button", name="Compare 2", exact=True).click()

    page.wait_for_selector(".compare thead th")
    assert names(page, ".compare thead .name span") == {"NCT00000003", "NCT00000004"}
    assert "Pembrolizumab" in page.locator(".compare .shared").all_inner_texts()


# --- Beyond --------------------------------------------------------------------------------------------------------


def test_a_network_of_nothing_says_so(open_page: Opener) -> None:
    page = open_page(nothing)

    assert "no trial" in page.locator("#facts").inner_text()


def nothing() -> Any:
    import networkx as nx

    return nx.MultiDiGraph()


@pytest.mark.parametrize("view", ["map", "lanes", "table", "heat"])
def test_choice_and_filters_hold_across_views(open_page: Opener, view: str) -> None:
    page = open_page(few, f"view={view}&selected=agent/pembrolizumab&phase=Phase 2")

    assert page.locator("#facts h2").inner_text() == "Pembrolizumab"
    assert page.locator("#status").inner_text().startswith("2 of 5 trials")
