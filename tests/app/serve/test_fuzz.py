"""What no client should send: the routes keep their promises of ``/openapi.json`` whatever comes."""

from __future__ import annotations

import re
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kg.app.explore.addresses import FOLDERS, NAMES
from kg.app.serve import openapi
from tests.services import Served, http

DESCRIPTION = openapi.description()
SCHEMA = schemathesis.openapi.from_dict(DESCRIPTION)
PROMISES: list[Any] = [
    schemathesis.checks.CHECKS.get_one(name)
    for name in ("response_schema_conformance", "content_type_conformance", "status_code_conformance")
]
FEW = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None)
FEWER = settings(FEW, max_examples=12)
SERVICE = r"^/(sparql|health|metrics|query|\.well-known/void|openapi\.json|prefixes\.json|questions\.json)$"

VALUES = st.text() | st.sampled_from(["GD2", "GDD2", "neuroblastoma", "all", "Phase 1", "2020"])


def _example(path: str) -> str:
    """The address of a page that the small graph has."""
    asked = DESCRIPTION["paths"][path]["get"].get("parameters", ())
    return path.format_map({one["name"]: one["example"] for one in asked if "example" in one})


PAGES = sorted(path for path in DESCRIPTION["paths"] if not re.match(SERVICE, path) and not path.startswith("/data/"))
NAMES_ASKED = [
    "q",
    "size",
    "phase",
    "status",
    "year",
    "kind",
    "setting",
    "scope",
    "words",
    "target",
    "role",
    "condition",
]


def test_every_sort_of_page_is_described() -> None:
    described = {path.split("/")[1].partition(".")[0] for path in DESCRIPTION["paths"]}

    assert {"", "home", *NAMES, *FOLDERS} <= described


@pytest.mark.filterwarnings("ignore:Skipped test cases")  # queries as bodies are tried below
@SCHEMA.include(path_regex=SERVICE).parametrize()
@FEW
def test_the_routes_do_what_they_say(service: Served, case: schemathesis.Case[Any]) -> None:
    answer = case.call(base_url=service.url)
    assert answer.status_code < 500
    case.validate_response(answer, checks=PROMISES)


@SCHEMA.exclude(path_regex=SERVICE).parametrize()
@FEWER
def test_the_pages_do_what_they_say(service: Served, case: schemathesis.Case[Any]) -> None:
    answer = case.call(base_url=service.url, allow_redirects=False)
    assert answer.status_code < 500
    case.validate_response(answer, checks=PROMISES)


@pytest.mark.parametrize("path", PAGES)
def test_every_example_is_there(service: Served, path: str) -> None:
    assert http.get(service.url + _example(path)).status_code == 200


@settings(FEW, max_examples=150)
@example(path="/search", asked={"q": "GD2"})
@given(path=st.sampled_from(PAGES), asked=st.dictionaries(st.sampled_from(NAMES_ASKED) | st.text(), VALUES, max_size=4))
def test_no_value_is_too_odd_for_a_page(service: Served, path: str, asked: dict[str, str]) -> None:
    answer = http.get(service.url + _example(path), params=asked)
    assert str(answer.status_code) in DESCRIPTION["paths"][path]["get"]["responses"]
    assert answer.status_code < 500


@FEW
@given(query=st.text() | st.text("SELECTASKWHERE{}?<>\"'\\#.;,()*/+|!^:_@ \n\tservice\0"))
def test_no_query_is_too_odd_for_an_answer(service: Served, query: str) -> None:
    answer = http.post(service.sparql, data={"query": query})
    assert answer.status_code in (200, 400, 403)


@FEW
@given(accept=st.text(st.characters(min_codepoint=32, max_codepoint=126)))
def test_no_accept_header_is_too_odd_for_an_answer(service: Served, accept: str) -> None:
    answer = http.post(service.sparql, data={"query": "ASK {}"}, headers={"Accept": accept.strip()})
    assert answer.status_code in (200, 406)
