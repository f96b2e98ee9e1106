"""The bounds of the service hold whatever is asked of it."""

from __future__ import annotations

import signal
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from kg.graph.store import rebuild, writing
from tests.services import Served, children, http, is_running, served, write_small_graph

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }"
POINT = "SELECT ?title { <https://w3id.org/iokg/trial/NCT00000001> rdfs:label ?title }"


@pytest.fixture
def own_graph(tmp_path: Path) -> Path:
    """A graph that may be changed."""
    folder = tmp_path / "graph"
    write_small_graph(folder)
    return folder


@pytest.fixture
def hurried(own_graph: Path, tmp_path: Path) -> Iterator[Served]:
    """A service of its own with tight bounds."""
    with served(own_graph, tmp_path / "log", "--timeout", "2", "--workers", "2", "--memory", "300") as running:
        yield running


def ask(service: Served, query: str) -> httpx.Response:
    return http.post(service.sparql, data={"query": query})


def test_a_query_that_never_ends_is_cut_off_and_its_process_is_gone(hurried: Served) -> None:
    before = set(children(hurried.process.pid))
    begin = time.monotonic()
    answer = ask(hurried, ENDLESS)
    assert answer.status_code == 504
    assert 2 <= time.monotonic() - begin < 10
    assert "cut off after 2 s" in answer.json()["title"]
    assert any(not is_running(pid) for pid in before)
    assert ask(hurried, POINT).status_code == 200


def test_short_queries_are_answered_while_endless_ones_take_all_places_for_long_ones(
    small_graph: Path, tmp_path: Path
) -> None:
    with (
        served(small_graph, tmp_path / "log", "--timeout", "8", "--workers", "4") as service,
        ThreadPoolExecutor(4) as pool,
    ):
        endless = [pool.submit(ask, service, ENDLESS) for _ in range(4)]
        time.sleep(0.5)
        answers = [ask(service, POINT) for _ in range(20)]
        done = [one.done() for one in endless]
    assert {answer.status_code for answer in answers} == {200}
    titles = [one.result().json()["title"] for one in endless]
    assert done.count(False) == 2
    assert {one.result().status_code for one in endless} == {504}
    assert any("because other long queries are running" in title for title in titles)


def test_a_query_that_takes_too_much_memory_ends_by_itself(hurried: Served) -> None:
    hungry = (
        "SELECT (GROUP_CONCAT(?x; SEPARATOR='x') AS ?all) { ?a ?b ?c . ?d ?e ?f BIND(CONCAT(STR(?a), STR(?d)) AS ?x) }"
    )
    answer = ask(hurried, hungry)
    assert answer.status_code == 504
    assert ask(hurried, POINT).status_code == 200


def test_a_query_nested_beyond_measure_harms_nobody(hurried: Served) -> None:
    nested = "SELECT * " + "{" * 100_000 + "}" * 100_000
    assert ask(hurried, nested).status_code in (400, 504)
    assert ask(hurried, POINT).status_code == 200


def test_a_result_ends_after_the_rows_that_are_allowed_and_says_so(own_graph: Path, tmp_path: Path) -> None:
    with served(own_graph, tmp_path / "log", "--limit", "10") as service:
        cut = ask(service, "SELECT * { ?s ?p ?o }")
        assert len(cut.json()["results"]["bindings"]) == 10
        assert cut.headers["X-SPARQL-MaxRows"] == "10"
        assert "X-SPARQL-MaxRows" not in ask(service, "SELECT * { ?s ?p ?o } LIMIT 10").headers
        triples = http.post(
            service.sparql, data={"query": "CONSTRUCT WHERE { ?s ?p ?o }"}, headers={"Accept": "application/n-triples"}
        )
        assert triples.text.count("\n") == 10
        assert triples.headers["X-SPARQL-MaxRows"] == "10"


def test_a_graph_that_vanishes_is_a_503_with_a_remedy_and_is_served_again_when_it_is_back(
    own_graph: Path, hurried: Served
) -> None:
    away = own_graph.with_name("away")
    own_graph.rename(away)
    for path in ("/health", "/sparql?query=ASK%7B%7D"):
        answer = http.get(hurried.url + path)
        assert answer.status_code == 503
        assert "iokg build" in answer.json()["remedy"]
    away.rename(own_graph)
    assert ask(hurried, POINT).status_code == 200


def test_a_graph_that_is_built_anew_is_served_from_then_on(own_graph: Path, hurried: Served) -> None:
    assert ask(hurried, POINT).json()["results"]["bindings"]
    with writing(own_graph), rebuild(own_graph):
        pass
    assert ask(hurried, POINT).json()["results"]["bindings"] == []


def test_a_running_request_is_answered_before_the_service_stops(hurried: Served) -> None:
    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(ask, hurried, ENDLESS)
        time.sleep(0.5)
        hurried.process.send_signal(signal.SIGTERM)
        assert running.result().status_code == 504
    assert hurried.process.wait(10) == 0
    assert '"event":"stopped"' in hurried.log.read_text()


def test_no_query_outlives_a_service_that_is_killed(hurried: Served) -> None:
    workers = children(hurried.process.pid)
    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(ask, hurried, ENDLESS)
        time.sleep(0.5)
        hurried.process.kill()
        with pytest.raises(httpx.TransportError):
            running.result()
    end = time.monotonic() + 10
    while any(map(is_running, workers)) and time.monotonic() < end:
        time.sleep(0.1)
    assert not any(map(is_running, workers))


@pytest.mark.parametrize(
    "sent",
    [
        b"NONSENSE\r\n\r\n",
        b"GET /sparql HTTP/9.9\r\n\r\n",
        b"GET /sparql?query=ASK{} HTTP/1.1\r\nHost: localhost\r\nBad Header\r\n\r\n",
        b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: many\r\n\r\n",
        b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\n\r\n",
        b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\0" * 64 + b"\r\n\r\n",
    ],
)
def test_what_is_no_http_is_refused_and_the_service_goes_on(service: Served, sent: bytes) -> None:
    address = httpx.URL(service.url)
    with socket.create_connection((address.host, address.port or 80), timeout=10) as connection:
        connection.sendall(sent)
        connection.shutdown(socket.SHUT_WR)
        answer = b"".join(iter(lambda: connection.recv(4096), b""))
    assert answer == b"" or answer.split(b" ", 2)[1].startswith(b"4")
    assert http.get(f"{service.url}/health").status_code == 200
    assert "Traceback" not in service.log.read_text()
