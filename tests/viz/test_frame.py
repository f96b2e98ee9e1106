"""A picture inside another page, such as a notebook."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import networkx as nx
import pytest
from playwright.sync_api import Browser, Frame, Page, Route

from tests.viz.networks import HOSTILE, few, hostile
from viz import MOST_NODES, frame

ADDRESS = "http://notebook.example/notebook"
Notebook = Callable[["nx.MultiDiGraph[str]"], tuple[Page, Frame]]


def test_a_frame_is_the_same_bytes_for_the_same_network() -> None:
    assert frame(few(), title="x", remedy="y") == frame(few(), title="x", remedy="y")


def test_nothing_of_a_network_stands_outside_the_frames_page() -> None:
    shown = frame(hostile(), title=HOSTILE, remedy="y")

    assert re.fullmatch(r'<iframe title="[^"<>]*" sandbox="[^"<>]*" srcdoc="[^"<>]*" style="[^"<>]*"></iframe>', shown)
    assert "allow-same-origin" not in shown


def test_what_is_too_large_is_summed_up() -> None:
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    network.add_nodes_from((f"trial/{n}", {"kind": "trial"}) for n in range(MOST_NODES))
    assert frame(network, title="x", remedy="y").startswith("<iframe")

    network.add_node("target/<b>", kind="target")
    shown = frame(network, title="<x>", remedy="look at <less>")

    assert shown == (
        "<p>&lt;x&gt;: 501 nodes (1 target, 500 trials) and 0 edges. "
        "A picture in a notebook holds 500 nodes at most: look at &lt;less&gt;.</p>"
    )


@pytest.fixture
def notebook(browser: Browser) -> Iterator[Notebook]:
    """A page of a server that holds the picture of a network in a frame; it fails where anything complains or loads."""
    complaints: list[str] = []
    page = browser.new_page()
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))

    def refuse(route: Route) -> None:
        complaints.append(route.request.url)
        route.abort()

    page.route("**", refuse)

    def open_(network: nx.MultiDiGraph[str]) -> tuple[Page, Frame]:
        shown = f'<!doctype html><meta charset="utf-8">{frame(network, title="A picture", remedy="y")}'
        page.route(ADDRESS, lambda route: route.fulfill(body=shown, content_type="text/html"))
        page.goto(ADDRESS)
        inner = page.frames[1]
        inner.wait_for_selector("#views button")
        return page, inner

    yield open_
    page.close()
    assert complaints == []


@pytest.mark.real
def test_the_picture_is_used_in_its_frame_without_leaving_the_notebook(notebook: Notebook) -> None:
    page, inner = notebook(few())
    steps = page.evaluate("history.length")

    inner.get_by_role("button", name="Table").click()
    inner.get_by_role("cell", name="Dinutuximab and interferon").wait_for()
    inner.locator("#skip").focus()
    inner.locator("#skip").press("Enter")

    assert inner.evaluate("document.activeElement.id") == "view"
    assert (page.url, page.evaluate("history.length")) == (ADDRESS, steps)


@pytest.mark.real
def test_the_words_of_a_record_reach_neither_the_frame_nor_the_notebook(notebook: Notebook) -> None:
    page, inner = notebook(hostile())

    assert page.evaluate("globalThis.harmed") is None
    assert inner.evaluate("globalThis.harmed") is None
    assert inner.evaluate("(() => { try { return parent.document.body.id } catch { return 'closed' } })()") == "closed"


@pytest.mark.real
def test_the_rows_of_a_picture_are_taken_along_from_its_frame(notebook: Notebook) -> None:
    page, inner = notebook(few())
    inner.get_by_text("Download").click()

    with page.expect_download() as saved:
        inner.get_by_role("button", name="Rows as CSV").click()

    assert saved.value.suggested_filename == "iokg-map.csv"
