"""The ontology is in OWL 2 DL by the judgement of the OWL API; its picture and its page are those of the file."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from kg.graph.ontology.picture import picture
from kg.graph.reason.axioms import CORE
from tests.conftest import ONTOLOGY_PYTHON, REPOSITORY
from tests.graph.test_reason import needs_java

needs_jpype = pytest.mark.skipif(find_spec("jpype") is None, reason="the OWL API is called through JPype1")


def judged(path: Path) -> tuple[int, list[str]]:
    command = [sys.executable, str(Path(__file__).with_name("profile_check.py")), str(path)]
    axioms, violations = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    return axioms, violations


@needs_java
@needs_jpype
@pytest.mark.real
def test_the_owl_api_finds_the_ontology_in_owl_2_dl() -> None:
    axioms, violations = judged(CORE)
    assert axioms > 2000
    assert violations == []


@needs_java
@needs_jpype
@pytest.mark.real
def test_the_owl_api_would_say_if_it_were_not(tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.ttl"
    more = "skos:broaderTransitive a owl:FunctionalProperty ."
    damaged.write_text(f"{CORE.read_text(encoding='utf-8')}\n{more}\n", encoding="utf-8")
    assert any("non-simple" in violation for violation in judged(damaged)[1])


def test_the_picture_of_the_documents_is_drawn_from_the_ontology() -> None:
    assert (REPOSITORY / "docs" / "model.svg").read_text(encoding="utf-8") == picture()


@pytest.mark.real
def test_the_page_of_reference_is_written_from_the_ontology(tmp_path: Path) -> None:
    if not ONTOLOGY_PYTHON.exists():
        pytest.skip("pyLODE is absent: make ontology-tools installs it")
    command = [str(ONTOLOGY_PYTHON), "-m", "kg.graph.ontology.reference", str(tmp_path / "page.html")]
    subprocess.run(command, capture_output=True, check=True, cwd=REPOSITORY)
    shipped = REPOSITORY / "docs" / "reference.html"
    assert (tmp_path / "page.html").read_text(encoding="utf-8") == shipped.read_text(encoding="utf-8")
