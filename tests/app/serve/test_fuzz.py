"""What no client should send: the routes keep their promises of ``/openapi.json`` whatever comes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.app.serve import page
from tests.services import Served, http

DESCRIPTION = json.loads((Path(page.__file__).parent / "assets" / "openapi.json").read_text())
SCHEMA = schemathesis.openapi.from_dict(DESCRIPTION)
CONFORMS: Any = schemathesis.checks.CHECKS.get_one("response_schema_conformance")
FEW = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None)


@pytest.mark.filterwarnings("ignore:Skipped test cases")  # queries as bodies are tried below
@SCHEMA.parametrize()
@FEW
def test_the_routes_do_what_they_say(service: Served, case: schemathesis.Case[Any]) -> None:
    answer = case.call(base_url=service.url)
    assert answer.status_code < 500
    case.validate_response(answer, checks=[CONFORMS])


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
