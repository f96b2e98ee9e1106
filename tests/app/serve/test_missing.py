"""Addresses at which nothing stands: each client is told in its own way."""

from __future__ import annotations

import pytest

from tests.services import Served, http

BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


@pytest.mark.parametrize("path", ["/nowhere", "/agent/none", "/agent/of%0Atwo lines", "/nowhere/at/all"])
def test_a_reader_gets_a_page_that_leads_on(service: Served, path: str) -> None:
    answer = http.get(service.url + path, headers=BROWSER)

    assert (answer.status_code, answer.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert "<h1>No such page</h1>" in answer.text
    assert '<a href="/">Start</a>' in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]


@pytest.mark.parametrize("path", ["/nowhere", "/agent/none.json", "/agent/none.ttl", "/question/none.csv"])
def test_a_program_gets_a_problem_with_its_remedy(service: Served, path: str) -> None:
    answer = http.get(service.url + path)

    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")
    assert answer.json()["remedy"]


@pytest.mark.parametrize("path", ["/target/GD2", "/target/disialoganglioside", "/agent/Keytruda"])
def test_a_thing_is_found_under_another_name_in_its_address(service: Served, path: str) -> None:
    answer = http.get(service.url + path)

    assert (answer.status_code, answer.headers["location"]) in [(303, "/target/gd2"), (303, "/agent/pembrolizumab")]
    assert http.get(service.url + answer.headers["location"]).status_code == 200
