"""The page on which queries are written, by itself and in a real browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from kg.app.serve import page
from tests.services import Served, http

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Page


def test_the_page_allows_scripts_from_files_of_the_service_only(service: Served) -> None:
    policy = http.get(f"{service.url}/query").headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "connect-src 'self'" in policy


def test_all_that_the_page_names_is_there(service: Served) -> None:
    text = http.get(f"{service.url}/query").text
    named = re.findall(r'(?:src|href)="(/[^"]+)"', text)
    assert len(named) == 4
    assert {http.get(service.url + path).status_code for path in named} == {200}
    assert not re.search(r'(?:src|href)="(?:https?:)?//', text)


def test_the_start_leads_to_the_page(service: Served) -> None:
    assert 'href="/query"' in http.get(service.url).text


def test_no_path_leads_out_of_the_assets(service: Served) -> None:
    for path in ("/assets/../page.py", "/assets/%2e%2e/page.py", "/assets//etc/passwd", "/assets/yasgui/"):
        assert http.get(service.url + path).status_code == 404


def test_each_example_is_a_query_that_any_engine_understands(service: Served) -> None:
    examples = http.get(f"{service.url}/questions.json").json()
    assert len(examples) > 30
    for example in examples:
        ox.Store().query(example["sparql"])
        assert example["question"].endswith("?")


def test_what_is_vendored_has_version_and_licence() -> None:
    folder = Path(page.__file__).parent / "assets" / "yasgui"
    assert re.search(r"yasgui` \d+\.\d+\.\d+", (folder / "README.md").read_text())
    assert "MIT" in (folder / "LICENSE").read_text()


@pytest.fixture
def tab(service: Served, browser: Browser) -> Iterator[Page]:
    """The page in a browser; fails the test if it complains or asks anybody else."""
    complaints: list[str] = []
    opened = browser.new_page()
    opened.on("console", lambda message: complaints.append(message.text) if _is_complaint(message) else None)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("request", lambda sent: complaints.append(sent.url) if not _is_own(sent.url, service) else None)
    opened.goto(f"{service.url}/query")
    yield opened
    opened.close()
    assert complaints == []


def _is_complaint(message: ConsoleMessage) -> bool:
    """Whether the page went wrong; that the service refused a query is no fault of the page."""
    return message.type == "error" and "status of 400" not in message.text


def _is_own(url: str, service: Served) -> bool:
    return url.startswith((service.url, "data:", "blob:"))


@pytest.mark.real
def test_a_query_that_is_typed_is_answered_in_a_table(tab: Page) -> None:
    tab.wait_for_selector(".CodeMirror")
    tab.click(".yasqe_queryButton")
    tab.wait_for_selector(".yasr table tbody tr")
    assert "neuroblastoma" in tab.inner_text(".yasr table")


@pytest.mark.real
def test_a_question_that_is_chosen_stands_in_the_editor_and_can_be_run(tab: Page) -> None:
    tab.wait_for_selector(".CodeMirror")
    tab.select_option("#example", "sponsors_by_target")
    assert tab.inner_text("#asks").endswith("?")
    assert "sponsor" in tab.inner_text(".CodeMirror")
    tab.click(".yasqe_queryButton")
    tab.wait_for_selector(".yasr table tbody tr")


@pytest.mark.real
def test_a_wrong_query_shows_what_the_service_says(tab: Page) -> None:
    tab.wait_for_selector(".CodeMirror")
    tab.evaluate("document.querySelector('.CodeMirror').CodeMirror.setValue('SELECT * { ?a iokgg:b ?c }')")
    tab.click(".yasqe_queryButton")
    tab.wait_for_selector(".yasr .errorResult")
    assert "did you mean iokg:?" in tab.inner_text(".yasr")
