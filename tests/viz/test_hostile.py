"""Records with attacks in every text: the page shows them as text."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from tests.viz.conftest import Opener
from tests.viz.networks import HOSTILE, hostile

pytestmark = pytest.mark.real

VIEWS = ["map", "lanes", "table", "heat", "compare"]
CHOSEN = [
    "trial/NCT00000001",
    "agent/dinutuximab",
    "target/GD2",
    "condition/neuroblastoma",
    "endpoint/os",
    "mechanism/car",
]


@pytest.mark.parametrize(
    ("view", "chosen"), [*((view, CHOSEN[0]) for view in VIEWS), *(("map", one) for one in CHOSEN[1:])]
)
def test_no_text_of_a_record_runs(open_page: Opener, view: str, chosen: str) -> None:
    address = f"view={view}&selected={quote(chosen + HOSTILE)}&compare={quote('trial/NCT00000001' + HOSTILE)}"
    page = open_page(hostile, address)
    page.wait_for_timeout(100)
    page.locator("details").evaluate_all("all => all.forEach((one) => (one.open = true))")

    assert page.evaluate("globalThis.harmed") is None
    assert page.locator("#stage img, #facts img, #stage script, #facts script").count() == 0


@pytest.mark.parametrize("chosen", CHOSEN[:3])
def test_links_lead_to_fixed_places_only(open_page: Opener, chosen: str) -> None:
    page = open_page(hostile, f"selected={quote(chosen + HOSTILE)}")
    links = page.locator("a[href]").evaluate_all("all => all.map((one) => one.href)")

    assert all(link.startswith(("https://bioregistry.io/", "file:///")) for link in links)


def test_the_words_of_a_record_are_shown_as_they_are(open_page: Opener) -> None:
    page = open_page(hostile, f"selected={quote('agent/dinutuximab' + HOSTILE)}")

    assert page.locator("#facts h2").evaluate("one => one.textContent") == HOSTILE


def test_an_address_that_could_break_out_of_a_query_gets_none(open_page: Opener) -> None:
    page = open_page(hostile, f"selected={quote('agent/dinutuximab' + HOSTILE)}")

    assert page.locator(".sparql").count() == 0
