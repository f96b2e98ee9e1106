"""SERVICE clauses: refused unless allowed, and then carried out."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.services import Served, free_port, http, oxigraph_server, served

ELSEWHERE = "http://127.0.0.1:1"

DISGUISES = [
    f"SELECT * {{ SERVICE <{ELSEWHERE}> {{ ?s ?p ?o }} }}",
    f"SELECT * {{ service silent <{ELSEWHERE}> {{ ?s ?p ?o }} }}",
    f"PREFIX e: <{ELSEWHERE}/> SELECT * {{ SERVICE e:x {{ ?s ?p ?o }} }}",
    f"SELECT * {{ VALUES ?e {{ <{ELSEWHERE}> }} SERVICE ?e {{ ?s ?p ?o }} }}",
    f"SELECT * {{ ?s ?p 1SERVICE<{ELSEWHERE}>{{ ?s ?p ?o }} }}",
    f"SELECT * {{ ?s ?p ?o.SERVICE<{ELSEWHERE}>{{ ?s ?p ?o }} }}",
    f"SELECT * {{ ?s <urn:a\\u0041#> ?o . SERVICE <{ELSEWHERE}> {{ ?s ?p ?o }} }}",
    f"SELECT * {{ ?s iokg:a\\#b ?o . SERVICE <{ELSEWHERE}> {{ ?s ?p ?o }} }}",
    f"SELECT * {{ ?s ?p '\\'' . SERVICE <{ELSEWHERE}> {{ ?s ?p ?o }} }} # '",
    f"SELECT * {{ ?s ?p '''a''b'c''' . SERVICE <{ELSEWHERE}> {{ ?s ?p ?o }} }} # '''",
    f"SELECT * {{ ?s ?p ?o FILTER(?o<?p) SERVICE <{ELSEWHERE}> {{ ?s ?p ?o }} FILTER(?o>?p) }}",
    f"SELECT * {{ SERVICE # <\n <{ELSEWHERE}> {{ ?s ?p ?o }} }}",
]


@pytest.mark.parametrize("query", DISGUISES)
def test_no_disguise_lets_a_query_call_another_service(service: Served, query: str) -> None:
    answer = http.post(service.sparql, data={"query": query})
    assert answer.status_code == 403
    assert answer.json()["title"] == "SERVICE is switched off here"


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?service { ?service a iokg:Trial }",
        "ASK { ?s ?p 'SERVICE <urn:x> {' } # SERVICE",
        "ASK { ?s ?p <urn:SERVICE> }",
    ],
)
def test_the_word_alone_is_no_call(service: Served, query: str) -> None:
    assert http.post(service.sparql, data={"query": query}).status_code == 200


def test_two_local_services_answer_one_question_together(small_graph: Path, tmp_path: Path) -> None:
    with oxigraph_server(tmp_path / "prices") as other:
        told = '<https://w3id.org/iokg/agent/dinutuximab-beta> <urn:madeBy> "EUSA" .'
        http.post(f"{other}/store?default", content=told, headers={"Content-Type": "text/turtle"}).raise_for_status()
        address = f"{other}/query"
        with served(small_graph, tmp_path / "log", "--allow-service", address) as service:
            query = f"""SELECT DISTINCT ?name ?maker {{
              ?trial iokg:investigates ?agent . ?agent rdfs:label ?name .
              SERVICE <{address}> {{ ?agent <urn:madeBy> ?maker }}
            }}"""
            rows = http.post(service.sparql, data={"query": query}).json()["results"]["bindings"]
            assert [(row["name"]["value"], row["maker"]["value"]) for row in rows] == [("dinutuximab beta", "EUSA")]
            foreign = query.replace(address, f"http://127.0.0.1:{free_port()}/sparql")
            refused = http.post(service.sparql, data={"query": foreign})
            assert refused.status_code == 403
            assert address in refused.json()["remedy"]


def test_a_service_that_calls_itself_is_bounded_by_its_workers(small_graph: Path, tmp_path: Path) -> None:
    with served(small_graph, tmp_path / "log", "--allow-service", "any", "--timeout", "2") as service:
        query = "SELECT * { ?trial a iokg:Trial }"
        for _ in range(4):
            query = f"SELECT * {{ SERVICE <{service.sparql}> {{ {query} }} }}"
        assert http.post(service.sparql, data={"query": query}).status_code in (400, 504)
        assert http.get(f"{service.url}/health").status_code == 200
