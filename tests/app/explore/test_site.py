"""The pages as files."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import pytest

from kg.app.explore.links import FileLinks
from kg.app.site import write_site
from kg.errors import UsageError

_LINK = re.compile(r'(?:href|src|action)="([^"#?]*)(?:[#?][^"]*)?"')


@pytest.fixture(scope="module")
def site(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("site") / "pages"
    write_site(folder, place)
    return place


def test_every_link_is_relative_and_leads_to_a_file(site: Path) -> None:
    links = {(page, link) for page in site.rglob("*.html") for link in _LINK.findall(page.read_text())}
    own = {(page, link) for page, link in links if link and not link.startswith(("https://", "data:"))}
    dead = [(page.name, link) for page, link in own if not (page.parent / unquote(link)).is_file()]

    assert dead == []


def test_each_page_has_its_twins_beside_it(site: Path) -> None:
    pages = [path for path in site.rglob("*.html") if path.parent.name != "data"]

    assert len(pages) > 100
    assert [p for p in pages for suffix in (".json", ".csv", ".ttl") if not p.with_suffix(suffix).is_file()] == []


def test_rows_tell_a_script_whether_a_trial_tests_what_it_is_listed_under(site: Path) -> None:
    page = (site / "agent" / "pembrolizumab.html").read_text()
    rows = re.findall(r'data-facets="([^"]+)"><th scope="row"><a href="[^"]*">(NCT\d+)', page)

    assert {trial: json.loads(unescape(values))["use"] for values, trial in rows} == {
        "NCT00000003": ["tested"],
        "NCT00000004": ["in another role"],
    }
    assert FileLinks("timeline").listing({"of": "agent/pembrolizumab", "year": "2018"}) == (
        "agent/pembrolizumab.html?year=2018&use=tested#list"
    )


def test_the_same_graph_gives_the_same_files(folder: Path, site: Path, tmp_path: Path) -> None:
    write_site(folder, tmp_path / "again")
    files = [path.relative_to(site) for path in site.rglob("*") if path.is_file()]

    assert [f for f in files if (tmp_path / "again" / f).read_bytes() != (site / f).read_bytes()] == []


def test_it_tells_how_far_it_is(folder: Path, tmp_path: Path) -> None:
    told: list[str] = []
    pages = write_site(folder, tmp_path / "told", told.append)

    assert told[0] == "reading the graph"
    assert told[-1] == f"writing pages: {pages:,} of {pages:,}"


def test_it_writes_over_its_own_pages_but_over_nothing_else(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(UsageError, match="holds other things"):
        write_site(folder, tmp_path)

    assert (tmp_path / "mine.txt").read_text() == "mine"
