"""A small graph with known answers, served and as files, and a real browser that opens them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from kg.app.site import write_site
from tests.services import Served, served, write_small_graph

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


Opener = Callable[..., "Page"]
"""Opens an address; extra arguments are the browser context's."""

QUICK = ("--timeout", "3", "--limit", "1000", "--cors", "https://page.example")


@pytest.fixture(scope="session")
def small_graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of the graph of the seven made-up trials, to be read only."""
    folder = tmp_path_factory.mktemp("small")
    write_small_graph(folder)
    return folder


@pytest.fixture(scope="session")
def service(small_graph: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The small graph, served; not to be stopped."""
    with served(small_graph, tmp_path_factory.mktemp("log") / "log", *QUICK) as running:
        yield running


@pytest.fixture(scope="session")
def site(small_graph: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site") / "pages"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kg.app.explore.timeline._FEW", 1)
        patch.setattr("kg.app.explore.around.MOST", 1)
        write_site(small_graph, folder)
    return folder


@pytest.fixture
def open_file(browser: Browser, site: Path) -> Iterator[Opener]:
    """Opens a page of the site from disk; fails the test if it complains or asks anybody."""
    complaints: list[str] = []
    contexts = []

    def open_(address: str, **context: Any) -> Page:
        contexts.append(browser.new_context(**({"viewport": {"width": 1280, "height": 800}} | context)))
        page = contexts[-1].new_page()
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda r: None if r.url.startswith(("file:", "data:")) else complaints.append(r.url))
        page.goto(f"{site.as_uri()}/{address}")
        return page

    yield open_
    for context in contexts:
        context.close()
    assert complaints == []
