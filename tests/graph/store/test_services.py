"""Each question of the library has the same rows on disk, behind Oxigraph's server and behind Virtuoso."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import kg
from kg.errors import QueryError
from kg.graph.knowledge import KnowledgeGraph
from kg.graph.query import library
from kg.graph.store.access import access_to
from kg.graph.store.copying import copy
from kg.graph.store.remote import RemoteStore
from tests.conftest import REPOSITORY
from tests.services import oxigraph_server, virtuoso, write_small_graph

pytestmark = pytest.mark.real

VIRTUOSO_USER = {"IOKG_SERVICE_USER": "dba", "IOKG_SERVICE_PASSWORD": "dba", "IOKG_SERVICE_AUTH": "digest"}
VALUES = {
    "participants": {"trial": "NCT00000001"},
    "partners_of_target": {"target": "GD2"},
    "roles_of_agent": {"agent": "fludarabine"},
    "words_behind_edge": {"subject": "NCT00000001", "value": "neuroblastoma"},
    "words_behind_trial": {"trial": "NCT00000001"},
}
"""Values for parameters whose examples the small graph does not know."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("small")
    write_small_graph(folder)
    return folder


@pytest.fixture(scope="module", params=["oxigraph", "virtuoso"])
def service_url(
    request: pytest.FixtureRequest, folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Where the small graph can be asked, loaded by ``iokg load``."""
    place = tmp_path_factory.mktemp("service") / "data"
    if request.param == "oxigraph":
        with oxigraph_server(place) as origin:
            iokg("load", str(folder), "--service", f"{origin}/query", "--update-service", f"{origin}/update")
            yield f"{origin}/query"
    else:
        with virtuoso(place) as origin:
            iokg("load", str(folder), "--service", f"{origin}/sparql-auth", **VIRTUOSO_USER)
            yield f"{origin}/sparql"


def iokg(*arguments: str, **environment: str) -> str:
    command = [sys.executable, "-m", "kg.app.cli", *arguments]
    done = subprocess.run(
        command, cwd=REPOSITORY, env={**os.environ, **environment}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def there(service_url: str) -> KnowledgeGraph:
    return kg.connect(service_url)


@pytest.fixture(scope="module")
def here(folder: Path) -> KnowledgeGraph:
    return kg.open(folder)


@pytest.mark.parametrize("name", library())
def test_a_question_has_the_same_rows(here: KnowledgeGraph, there: KnowledgeGraph, name: str) -> None:
    asked = library()[name]
    values: dict[str, Any] = VALUES.get(name) or {p.name: p.example for p in asked.parameters if p.required}
    evidence = bool(asked.reasoned)
    found = there.ask(name, evidence=evidence, **values)
    wanted = here.ask(name, evidence=evidence, **values)
    assert found.columns == wanted.columns
    assert found.rows == wanted.rows


def test_things_are_shown_the_same(here: KnowledgeGraph, there: KnowledgeGraph) -> None:
    for name in ("GD2", "neuroblastoma", "NCT00000001", "dinutuximab beta"):
        (wanted,), (found,) = here.show(name), there.show(name)
        assert found.thing == wanted.thing
        assert sorted(found.facts.rows, key=str) == sorted(wanted.facts.rows, key=str)
        assert found.trials.rows == wanted.trials.rows


def test_the_command_line_asks_shows_queries_and_checks(service_url: str) -> None:
    assert "NCT00000001" in iokg("ask", "trials_by_target", "--target", "GD2", "--service", service_url)
    assert "target of dinutuximab" in iokg("show", "GD2", "--service", service_url)
    counted = iokg("query", "SELECT (COUNT(?t) AS ?n) { ?t a iokg:Trial }", "--service", service_url, "-f", "csv")
    assert counted == "n\n7\n"
    assert iokg("check", "--service", service_url) == ""


def test_a_load_that_is_repeated_changes_nothing(folder: Path, here: KnowledgeGraph, tmp_path: Path) -> None:
    with oxigraph_server(tmp_path / "data") as origin:
        for _ in range(2):
            iokg("load", str(folder), "--service", f"{origin}/query", "--update-service", f"{origin}/update")
        store = RemoteStore(access_to(f"{origin}/query"))
        assert len(copy(store)) == len(here.store)


def test_an_answer_that_virtuoso_cuts_short_is_refused(folder: Path, tmp_path: Path) -> None:
    with virtuoso(tmp_path / "data", rows=10) as origin:
        iokg("load", str(folder), "--service", f"{origin}/sparql-auth", **VIRTUOSO_USER)
        with pytest.raises(QueryError, match="only the first 10 rows"):
            kg.connect(f"{origin}/sparql").query("SELECT * { ?s ?p ?o }")
