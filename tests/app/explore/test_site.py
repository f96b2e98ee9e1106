"""The pages as files."""

from __future__ import annotations

import gzip
import json
import os
import re
import shutil
from pathlib import Path
from urllib.parse import unquote

import pytest

from kg.app.explore.links import FileLinks
from kg.app.scale.effort import Effort
from kg.app.site import write_site
from kg.errors import StoreError, UsageError

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


def test_a_number_of_a_timeline_leads_to_the_list_of_its_thing_and_names_the_values() -> None:
    assert FileLinks("timeline").listing({"of": "agent/pembrolizumab", "year": "2018"}) == (
        "agent/pembrolizumab.html?year=2018&use=tested#list"
    )


def test_what_lists_are_narrowed_by_stands_in_one_script_for_all_of_them(site: Path) -> None:
    script = (site / "explorer" / "trials.js").read_text()
    known = json.loads(script.partition("const known = ")[2].rstrip(";\n"))

    assert len(known["trials"]) == 7
    for page in ("agent/pembrolizumab", "trials", "pair/gd2/neuroblastoma", "map"):
        assert "explorer/trials.js" in (site / f"{page}.html").read_text()
        assert "Investigational" not in (site / f"{page}.html").read_text().partition("<table")[0]


def test_large_files_are_handed_on_compressed(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path / "graph")
    (tmp_path / "graph" / "graph.ttl").write_text("# statements\n")
    write_site(tmp_path / "graph", tmp_path / "site")

    assert gzip.decompress((tmp_path / "site" / "data" / "graph.ttl.gz").read_bytes()) == b"# statements\n"
    assert 'href="data/graph.ttl.gz"' in (tmp_path / "site" / "data.html").read_text()


def test_several_processes_write_the_same_files_as_one(
    folder: Path, site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.app.site._FEW", 0)
    told: list[str] = []
    write_site(folder, tmp_path / "shared", told.append, Effort(workers=3))
    files = sorted(path.relative_to(site) for path in site.rglob("*") if path.is_file())

    assert sorted(p.relative_to(tmp_path / "shared") for p in (tmp_path / "shared").rglob("*") if p.is_file()) == files
    assert [f for f in files if (tmp_path / "shared" / f).read_bytes() != (site / f).read_bytes()] == []
    assert len(told) > 2


def test_a_process_that_dies_is_told(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.app.site._FEW", 0)
    monkeypatch.setattr("kg.app.site._write", lambda *_: os._exit(9))

    with pytest.raises(StoreError, match="has died"):
        write_site(folder, tmp_path / "site", effort=Effort(workers=2))


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
