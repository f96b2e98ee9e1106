"""A real browser that opens a page from disk, and fails a test whose page complains or asks the network."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import networkx as nx
import pytest

from viz import render

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

Opener = Callable[..., "Page"]


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Callable[[], nx.MultiDiGraph[str]]], Path]:
    """Writes the page of a network once a session."""
    folder, written = tmp_path_factory.mktemp("pages"), dict[str, Path]()

    def page_of(make: Callable[[], nx.MultiDiGraph[str]]) -> Path:
        if make.__name__ not in written:
            written[make.__name__] = path = folder / f"{make.__name__}.html"
            path.write_text(render(make(), title=f"The picture of {make.__name__}"), encoding="utf-8")
        return written[make.__name__]

    return page_of


@pytest.fixture
def open_page(browser: Browser, pages: Callable[[Callable[[], Any]], Path]) -> Iterator[Opener]:
    """Opens the page of a network at an address after ``#``; extra arguments are the browser context's."""
    complaints: list[str] = []
    contexts = []

    def open_(make: Callable[[], Any], address: str = "", **context: Any) -> Page:
        options = {"viewport": {"width": 1280, "height": 800}} | context
        contexts.append(browser.new_context(**options))
        page = contexts[-1].new_page()
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: _note_request(request.url, complaints))
        page.goto(f"{pages(make).as_uri()}#{address}")
        wait_until(page, "Boolean(globalThis.iokg?.view)")
        return page

    yield open_
    for context in contexts:
        context.close()
    assert complaints == []


def wait_until(page: Page, expression: str, within_s: float = 10) -> None:
    """Wait for an expression to hold. Playwright's own waiting evaluates text in the page, which its policy forbids."""
    end = time.monotonic() + within_s
    while not page.evaluate(expression):
        assert time.monotonic() < end, f"still not true after {within_s} s: {expression}"
        page.wait_for_timeout(20)


def _note_request(url: str, complaints: list[str]) -> None:
    if not url.startswith(("file:", "blob:", "data:")):
        complaints.append(f"request to {url}")
