"""A graph behind a service is read like one on disk; what a service gets wrong is told plainly."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple
from urllib.parse import parse_qs

import pyoxigraph as ox
import pytest

from kg.errors import KGError, NetworkError, QueryError, UsageError
from kg.graph.query import select
from kg.graph.store.access import Access, access_to
from kg.graph.store.closures import spelt_out
from kg.graph.store.loading import load
from kg.graph.store.remote import RemoteStore
from tests.services import free_port

ROWS = b'{"head":{"vars":["x"]},"results":{"bindings":[{"x":{"type":"uri","value":"urn:a"}}]}}'


class Reply(NamedTuple):
    body: bytes
    status: int = 200
    media_type: str = "application/sparql-results+json"
    headers: tuple[tuple[str, str], ...] = ()
    claimed: int | None = None
    delay_s: float = 0


class Asked(NamedTuple):
    fields: dict[str, list[str]]
    headers: dict[str, str]


@contextmanager
def service(*replies: Reply) -> Iterator[tuple[str, list[Asked]]]:
    """A service that gives these replies one after the other, the last for ever; with what it was asked."""
    asked: list[Asked] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            asked.append(Asked(parse_qs(body), dict(self.headers)))
            reply = replies[min(len(asked), len(replies)) - 1]
            time.sleep(reply.delay_s)
            self.send_response(reply.status)
            for name, value in (("Content-Type", reply.media_type), *reply.headers):
                self.send_header(name, value)
            self.send_header("Content-Length", str(reply.claimed or len(reply.body)))
            self.end_headers()
            self.wfile.write(reply.body)

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/sparql", asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def remote(url: str, sleep: Callable[[float], None] = lambda _: None, **choices: Any) -> RemoteStore:
    return RemoteStore(Access(service_url=url, **choices), sleep=sleep)


def asked_of(url: str, **choices: Any) -> list[tuple[Any, ...]]:
    return select(remote(url, **choices), "SELECT ?x { ?x a iokg:Trial }").rows  # type: ignore[arg-type]


def test_prefixes_are_declared_for_the_service() -> None:
    with service(Reply(ROWS)) as (url, asked):
        assert asked_of(url) == [("urn:a",)]
    assert asked[0].fields["query"][0].startswith("PREFIX iokg: <https://w3id.org/iokg/ontology#>\nSELECT")


def test_truth_and_triples_are_understood() -> None:
    turtle = Reply(b"<urn:a> <urn:b> 1 .", media_type="text/turtle")
    with service(Reply(b'{"head":{},"boolean":true}'), turtle) as (url, _):
        store = remote(url)
        assert select(store, "ASK {}").rows == [(True,)]  # type: ignore[arg-type]
        assert select(store, "CONSTRUCT WHERE { ?a ?b ?c }").rows == [("urn:a", "urn:b", 1)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("reply", "kind", "words"),
    [
        (
            Reply(b"<!doctype html><p>Welcome", media_type="text/html"),
            NetworkError,
            "no SPARQL result (<!doctype html>",
        ),
        (Reply(b""), NetworkError, "no SPARQL result (nothing)"),
        (Reply(ROWS[:60]), NetworkError, "no SPARQL result"),
        (Reply(ROWS[:60], claimed=len(ROWS)), NetworkError, "cannot be reached"),
        (Reply(b"no such page", status=404), NetworkError, "no SPARQL service (404: no such page)"),
        (Reply(b"who are you", status=401), UsageError, "IOKG_SERVICE_USER"),
        (Reply(b"read-only", status=403), UsageError, "refuses us (403: read-only)"),
        (Reply(b"SP030: syntax error", status=400), QueryError, "SP030: syntax error"),
        (Reply(b"overflow", status=500), QueryError, "overflow"),
        (Reply(b"too slow", status=504), QueryError, "stopped the query"),
        (Reply(ROWS, headers=(("X-SPARQL-MaxRows", "1"),)), QueryError, "only the first 1 rows"),
        (Reply(ROWS, delay_s=2), QueryError, "did not answer within 1 s"),
    ],
)
def test_what_a_service_gets_wrong_is_told_with_its_address(reply: Reply, kind: type[KGError], words: str) -> None:
    with service(reply) as (url, _):
        with pytest.raises(kind) as caught:
            asked_of(url, timeout_s=1, tries=1)
        assert words in str(caught.value)
        assert caught.value.place == url
        assert caught.value.remedy


def test_a_service_that_is_away_is_told_after_all_tries() -> None:
    pauses: list[float] = []
    with pytest.raises(NetworkError, match="cannot be reached"):
        asked_of(f"http://127.0.0.1:{free_port()}/sparql", sleep=pauses.append, tries=4, pause_s=0.5)
    assert pauses == [0.5, 1, 2]


def test_a_busy_service_is_asked_again_when_it_says_so() -> None:
    pauses: list[float] = []
    busy = Reply(b"busy", status=503, headers=(("Retry-After", "7"),))
    with service(busy, Reply(b"", status=502), Reply(ROWS)) as (url, _):
        assert asked_of(url, sleep=pauses.append) == [("urn:a",)]
    assert pauses == [7, 1]


def test_a_wrong_query_is_not_sent_twice() -> None:
    with service(Reply(b"wrong", status=400)) as (url, asked):
        with pytest.raises(QueryError):
            asked_of(url)
        assert len(asked) == 1


def test_user_and_token_are_sent() -> None:
    with service(Reply(ROWS)) as (url, asked):
        asked_of(url, user="ann", password="secret")
        asked_of(url, password="secret", scheme="bearer")
    assert [one.headers["Authorization"] for one in asked] == ["Basic YW5uOnNlY3JldA==", "Bearer secret"]


def test_the_password_comes_from_the_environment_and_is_never_shown() -> None:
    access = access_to("http://a/q", environment={"IOKG_SERVICE_USER": "ann", "IOKG_SERVICE_PASSWORD": "secret"})
    assert (access.user, access.password) == ("ann", "secret")
    assert "secret" not in repr(access)


@pytest.mark.parametrize("url", ["localhost:80", "ftp://host/", "http://", "http://ann:secret@host/"])
def test_what_is_no_address_of_a_service_is_refused(url: str) -> None:
    with pytest.raises(UsageError):
        access_to(url)


def test_the_types_of_early_drafts_are_understood() -> None:
    number = b'{"type":"typed-literal","value":"1","datatype":"http://www.w3.org/2001/XMLSchema#integer"}'
    with service(Reply(ROWS.replace(b'{"type":"uri","value":"urn:a"}', number))) as (url, _):
        assert asked_of(url) == [(1,)]


def test_a_closure_is_asked_for_by_itself_and_spelt_out() -> None:
    with service(Reply(ROWS.replace(b'"x"', b'"member"')), Reply(ROWS)) as (url, asked):
        text = "SELECT ?x { ?x skos:broader* <urn:b> ; a ?c FILTER(?c != '?x skos:broader* <urn:b>') }"
        select(remote(url), text)  # type: ignore[arg-type]
    members, query = (one.fields["query"][0].partition("#>\n")[2] for one in asked)
    assert members == "SELECT DISTINCT ?member WHERE { ?member skos:broader* <urn:b> }"
    assert query == "SELECT ?x { VALUES ?x { <urn:a> } ?x a ?c FILTER(?c != '?x skos:broader* <urn:b>') }"


def test_closures_between_variables_stay_as_they_are() -> None:
    text = "SELECT * { ?x skos:broader* ?y . <urn:a> skos:broader+ ?y . ?x skos:broader <urn:b> }"
    assert spelt_out(text, lambda _: pytest.fail("nothing is to be asked")) == text


def test_a_graph_is_loaded_in_bounded_updates_each_graph_emptied_first() -> None:
    store = ox.Store()
    for graph, number in (("urn:g", 3), ("urn:h", 1)):
        for value in range(number):
            quad = ox.Quad(ox.BlankNode("b"), ox.NamedNode("urn:p"), ox.Literal(f'"}}{value}'), ox.NamedNode(graph))
            store.add(quad)
    with service(Reply(b"")) as (url, asked):
        assert list(load(store, remote(url), batch=2)) == [2, 4]
    first, second = (one.fields["update"][0] for one in asked)
    assert first.startswith("DROP SILENT GRAPH <urn:g> ;\nINSERT DATA { GRAPH <urn:g> {")
    assert '<https://w3id.org/iokg/.well-known/genid/b> <urn:p> "\\"}0" .' in first
    assert "DROP SILENT GRAPH <urn:g>" not in second
    assert "DROP SILENT GRAPH <urn:h>" in second


UNORDERED = b"""{"head":{"vars":["x","n"]},"results":{"bindings":[
 {"x":{"type":"literal","value":"b"},"n":{"type":"literal","value":"9","datatype":"http://www.w3.org/2001/XMLSchema#integer"}},
 {"x":{"type":"literal","value":"a"},"n":{"type":"literal","value":"9","datatype":"http://www.w3.org/2001/XMLSchema#integer"}},
 {"n":{"type":"literal","value":"9","datatype":"http://www.w3.org/2001/XMLSchema#integer"}},
 {"x":{"type":"literal","value":"B"},"n":{"type":"literal","value":"10","datatype":"http://www.w3.org/2001/XMLSchema#integer"}}
]}}"""


def test_rows_are_ordered_here_as_the_engine_on_disk_orders_them() -> None:
    query = "SELECT ?x ?n { VALUES (?x ?n) { ('b' 9) ('a' 9) (UNDEF 9) ('B' 10) } } ORDER BY DESC(?n) ?x"
    with service(Reply(UNORDERED)) as (url, asked):
        found = select(remote(url), query)  # type: ignore[arg-type]
    assert found.rows == select(ox.Store(), query).rows
    assert "ORDER BY" not in asked[0].fields["query"][0]


def test_an_order_that_rows_do_not_show_is_left_to_the_service() -> None:
    with service(Reply(ROWS)) as (url, asked):
        select(remote(url), "SELECT ?x { ?x ?p ?n } ORDER BY ?n")  # type: ignore[arg-type]
    assert "ORDER BY ?n" in asked[0].fields["query"][0]
