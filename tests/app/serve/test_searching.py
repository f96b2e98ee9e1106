"""The search of a service and of a site of files, which answer the same for the same words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote_plus

import pytest

from tests.app.serve.conftest import Opener
from tests.services import Served, http

if TYPE_CHECKING:
    from playwright.sync_api import Page

QUERIES = [
    # Whole names, synonyms, ids and titles, which lead to their page.
    "keytruda", "PFS", "Leukaemia", "nct00000005", "hgnc:8760", "target/gd2", "IFN-α", "disialoganglioside",
    # Kinds of agents and what acts on something.
    "CART", "ADC", "ADCs", "car t cells", "antibodies", "PD-1 inhibitor", "anti-GD2", "GD2-directed CAR-T",
    "B7-H3 ADC", "antibodies against PD-1", "CD19 CAR-T", "checkpoint inhibitors",
    # Several words.
    "Keytruda nsclc", "GD2 neuro", "keytruda lung phase 3", "pembrolizumab leukaemia", "phase III", "relapsed GD2",
    # Parts of names, and of titles.
    "pd1", "pembro", "rolizum", "neuro", "NCT0000", "c", "ca", "car", "trial",
    # Misspelt, or nothing at all.
    "pembrolizumap", "B7H9", "neuroblastomma", "lung GDD2", "xyzzy", "%", "anti", "-",
]  # fmt: skip


@pytest.mark.real
@pytest.mark.parametrize("words", QUERIES)
def test_a_site_finds_what_a_service_finds(open_file: Opener, service: Served, words: str) -> None:
    told = http.get(f"{service.url}/search.json", params={"q": words}).json()
    page = open_file(f"search.html?q={quote_plus(words)}")

    if told["only"]:
        page.wait_for_url(f"**/{told['only']}.html")
    else:
        assert shown(page) == expected(told)


def shown(page: Page) -> dict[str, Any]:
    """What a site's page lists under each heading, and the names that it suggests."""
    found: dict[str, Any] = page.locator("#found").evaluate(
        """found => Object.fromEntries([...found.querySelectorAll("h2, .note")].map((its) => its.tagName === "H2"
          ? [its.textContent.replace(/^.*(trial|Kind).*$/, "$1"),
             [...its.nextElementSibling.querySelectorAll("li, tbody th")]
               .map((line) => line.textContent.split(":")[0].trim())]
          : ["near", [...its.querySelectorAll("a")].map((link) => link.textContent)]))"""
    )
    return found


def expected(told: dict[str, Any]) -> dict[str, Any]:
    """The same of what a service tells."""
    lists = {
        "Kind": [kind["label"][:1].upper() + kind["label"][1:] for kind in told["kinds"]],
        "Names": [line(told, link) for link in told["found"]],
        "Partly called so": [line(told, link) for link in told["partly"]],
        "trial": [row["id"] for row in told["trials"]],
    }
    found = {heading: its for heading, its in lists.items() if its}
    return found or {"near": [link["label"] for link in told["near"]]}


def line(told: dict[str, Any], link: dict[str, Any]) -> str:
    by = told["by"].get(link["path"])
    return f"{link['label']} {link['trials']} trial{'s' * (link['trials'] != 1)}" + (f" “{by}”" if by else "")


@pytest.mark.real
def test_a_site_is_searched_from_any_page(open_file: Opener) -> None:
    page = open_file("index.html")
    page.get_by_role("searchbox").fill("Keytruda")
    page.keyboard.press("Enter")
    page.wait_for_url("**/agent/pembrolizumab.html")

    assert page.locator("h1").inner_text() == "Pembrolizumab"


@pytest.mark.real
def test_a_misspelt_name_leads_to_the_right_one_in_a_site(open_file: Opener) -> None:
    page = open_file("search.html?q=neuroblastomma")
    page.locator(".note").get_by_role("link", name="Neuroblastoma").click()

    assert page.locator("h1").inner_text() == "Neuroblastoma"


@pytest.mark.real
def test_a_kind_that_a_site_is_searched_for_leads_to_its_trials(open_file: Opener) -> None:
    page = open_file("target/gd2.html")
    page.keyboard.press("/")
    page.keyboard.type("ADCs")
    page.keyboard.press("Enter")
    page.locator("#found a", has_text="2 trials").click()
    shown_trials = page.locator(".trials tbody tr:visible th")
    shown_trials.nth(2).wait_for(state="hidden")  # the page's script narrows the list once it is there

    assert shown_trials.all_inner_texts() == ["NCT00000003", "NCT00000005"]


@pytest.mark.real
def test_searches_of_a_site_are_gone_back_through(open_file: Opener) -> None:
    page = open_file("search.html?q=ADC")
    page.get_by_role("searchbox").fill("car")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=car")
    page.go_back()

    assert page.locator("h1").inner_text() == "Search for “ADC”"
