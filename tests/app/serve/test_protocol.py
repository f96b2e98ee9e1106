"""The SPARQL 1.1 protocol as clients see it."""

from __future__ import annotations

import json
import time
from urllib.parse import quote

import httpx
import pyoxigraph as ox
import pytest

from tests.services import Served, http

TITLES = "SELECT ?trial ?title { ?trial a iokg:Trial ; rdfs:label ?title } ORDER BY ?trial"
TABLES = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
}
TRIPLES = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
}
ODD_TERMS = r"""SELECT * { VALUES (?a ?b) {
  ("tab\tquote\"line\nreturn\r<&>]]>é𝛼"@en-GB UNDEF) (<urn:x?a=1&b=2> "1"^^xsd:integer) ("" "x"^^<urn:type>)
} }"""


def post(service: Served, query: str, accept: str = "*/*") -> httpx.Response:
    return http.post(service.sparql, data={"query": query}, headers={"Accept": accept})


def test_all_three_forms_of_a_request_give_the_same(service: Served) -> None:
    direct = {"Content-Type": "application/sparql-query; charset=utf-8"}
    answers = [
        http.get(service.sparql, params={"query": TITLES}),
        http.post(service.sparql, data={"query": TITLES}),
        http.post(service.sparql, content=TITLES, headers=direct),
    ]
    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert answers[0].content == answers[1].content == answers[2].content
    assert len(answers[0].json()["results"]["bindings"]) == 7


@pytest.mark.parametrize("media_type", TABLES)
def test_odd_terms_survive_in_each_format_of_tables(service: Served, media_type: str) -> None:
    answer = post(service, ODD_TERMS, media_type)
    assert answer.headers["content-type"].startswith(media_type)
    found = ox.parse_query_results(answer.content, TABLES[media_type])
    wanted = ox.Store().query(ODD_TERMS, prefixes={"xsd": "http://www.w3.org/2001/XMLSchema#"})
    assert isinstance(found, ox.QuerySolutions)
    assert isinstance(wanted, ox.QuerySolutions)
    assert [[row["a"], row["b"]] for row in found] == [[row["a"], row["b"]] for row in wanted]


def test_csv_holds_the_bare_values(service: Served) -> None:
    answer = post(service, 'SELECT ?a ?b { VALUES (?a ?b) { (<urn:x> "a,\\"b\\"") (UNDEF 1) } }', "text/csv")
    assert answer.text == 'a,b\r\nurn:x,"a,""b"""\r\n,1\r\n'


@pytest.mark.parametrize(
    ("media_type", "body"),
    [
        ("application/sparql-results+json", '"boolean":true'),
        ("application/sparql-results+xml", "<boolean>true</boolean>"),
        ("text/csv", "true\n"),
    ],
)
def test_an_ask_query_is_answered_in_each_format(service: Served, media_type: str, body: str) -> None:
    assert body in post(service, "ASK { ?trial a iokg:Trial }", media_type).text


@pytest.mark.parametrize("form", ["CONSTRUCT WHERE { ?trial iokg:investigates ?agent }", "DESCRIBE iokg:Trial"])
def test_triples_are_the_same_in_each_format(service: Served, form: str) -> None:
    found = []
    for media_type, format_ in TRIPLES.items():
        answer = post(service, form, media_type)
        assert answer.headers["content-type"].startswith(media_type)
        found.append({quad.triple for quad in ox.parse(answer.content, format_)})
    assert found[0]
    assert all(triples == found[0] for triples in found)


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("", "application/sparql-results+json"),
        ("application/json", "application/sparql-results+json"),
        ("text/csv;q=0.1, application/sparql-results+xml;q=0.9", "application/sparql-results+xml"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "application/sparql-results+xml"),
        ("text/csv;q=0, text/tab-separated-values", "text/tab-separated-values"),
        ("nonsense;q=much, text/csv", "text/csv"),
    ],
)
def test_the_format_is_the_one_that_the_client_likes_best(service: Served, accept: str, media_type: str) -> None:
    assert post(service, "SELECT * { }", accept).headers["content-type"].startswith(media_type)


def test_a_client_that_takes_no_format_of_ours_is_told_which_there_are(service: Served) -> None:
    answer = post(service, "SELECT * { }", "image/png")
    assert answer.status_code == 406
    assert "text/csv" in answer.json()["remedy"]


@pytest.mark.parametrize(
    ("query", "fields", "number"),
    [
        ("SELECT * { ?s a iokg:Trial }", {}, 7),
        ("SELECT * FROM <urn:none> { ?s a iokg:Trial }", {}, 0),
        ("SELECT * FROM <https://w3id.org/iokg/graph/trial/NCT00000001> { ?s a iokg:Trial }", {}, 1),
        ("SELECT * { ?s a iokg:Trial }", {"default-graph-uri": "https://w3id.org/iokg/graph/trial/NCT00000001"}, 1),
        ("SELECT * { ?s a iokg:Trial }", {"named-graph-uri": "https://w3id.org/iokg/graph/trial/NCT00000001"}, 0),
        (
            "SELECT * { GRAPH ?g { ?s a iokg:Trial } }",
            {"named-graph-uri": "https://w3id.org/iokg/graph/trial/NCT00000001"},
            1,
        ),
    ],
)
def test_the_dataset_is_all_graphs_unless_query_or_request_name_some(
    service: Served, query: str, fields: dict[str, str], number: int
) -> None:
    answer = http.get(service.sparql, params={"query": query, **fields})
    assert len(answer.json()["results"]["bindings"]) == number


def test_a_syntax_error_is_shown_with_line_and_column(service: Served) -> None:
    answer = post(service, "SELECT ?x\nWHERE { ?x }")
    assert answer.status_code == 400
    told = answer.json()
    assert (told["line"], told["column"]) == (2, 12)
    assert "WHERE { ?x }" in told["title"]


def test_an_unknown_prefix_suggests_a_known_one(service: Served) -> None:
    answer = post(service, "SELECT * { ?x iokgg:hasTarget ?y }")
    assert answer.json()["remedy"] == "did you mean iokg:?"


@pytest.mark.parametrize(
    "request_",
    [
        {"data": {"update": "DROP ALL"}},
        {"content": "DROP ALL", "headers": {"Content-Type": "application/sparql-update"}},
        {"data": {"query": "PREFIX x: <urn:x>\n# DROP\nINSERT DATA { x:a x:b x:c }"}},
        {"data": {"query": "ASK { }", "using-graph-uri": "urn:x"}},
    ],
)
def test_an_update_is_forbidden(service: Served, request_: dict[str, object]) -> None:
    answer = http.post(service.sparql, **request_)  # type: ignore[arg-type]
    assert answer.status_code == 403
    assert answer.json()["title"] == "updates are refused"


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        ({"method": "POST", "data": {"query": ["ASK {}", "ASK {}"]}}, 400),
        ({"method": "POST", "data": {"nothing": "here"}}, 400),
        ({"method": "POST", "content": "ASK {}", "headers": {"Content-Type": "text/plain"}}, 415),
        ({"method": "POST", "content": "ASK {}"}, 415),
        ({"method": "POST", "content": b"\xff", "headers": {"Content-Type": "application/sparql-query"}}, 400),
        ({"method": "POST", "content": b"x" * 1_000_001, "headers": {"Content-Type": "application/sparql-query"}}, 413),
        ({"method": "POST", "data": {"query": "ASK {}", "default-graph-uri": "no iri"}}, 400),
        ({"method": "PUT"}, 405),
        ({"method": "DELETE"}, 405),
    ],
)
def test_a_request_that_is_none_of_the_protocol_is_refused(
    service: Served, request_: dict[str, object], status: int
) -> None:
    answer = http.request(url=service.sparql, **request_)  # type: ignore[arg-type]
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == status
    assert answer.json()["remedy"]


def test_a_parameter_that_is_no_utf8_is_refused(service: Served) -> None:
    assert http.get(f"{service.sparql}?query=%ff").status_code == 400


def test_the_service_describes_itself_when_nothing_is_asked(service: Served) -> None:
    answer = http.get(service.sparql, headers={"Accept": "application/n-triples"})
    described = {str(quad.predicate)[1:-1]: quad for quad in ox.parse(answer.content, ox.RdfFormat.N_TRIPLES)}
    assert described["http://www.w3.org/ns/sparql-service-description#endpoint"].object == ox.NamedNode(service.sparql)
    assert int(str(described["http://rdfs.org/ns/void#triples"].object.value)) > 1000
    void = http.get(f"{service.url}/.well-known/void", headers={"Accept": "application/n-triples"})
    assert void.content == answer.content


def test_a_browser_is_led_to_the_query_page(service: Served) -> None:
    answer = http.get(service.sparql, headers={"Accept": "text/html,*/*;q=0.8"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/query")


def test_pages_of_an_allowed_origin_may_read_answers_and_others_may_not(service: Served) -> None:
    def allowed(origin: str) -> object:
        answer = http.get(service.sparql, params={"query": "ASK {}"}, headers={"Origin": origin})
        return answer.headers.get("access-control-allow-origin")

    assert allowed("https://page.example") == "https://page.example"
    assert allowed("https://other.example") is None


def test_a_page_elsewhere_cannot_reach_the_service_under_a_name_of_its_own(service: Served) -> None:
    answer = http.get(f"{service.url}/health", headers={"Host": "rebound.example"})
    assert answer.status_code == 403


def test_health_and_metrics_tell_how_the_service_is(service: Served) -> None:
    assert http.get(f"{service.url}/health").json()["status"] == "ok"
    http.get(f"{service.url}/nowhere")
    lines = http.get(f"{service.url}/metrics").text.splitlines()
    counts = dict(line.rsplit(" ", 1) for line in lines if not line.startswith("#"))
    assert int(counts['iokg_requests_total{route="other",status="404"}']) >= 1
    assert counts["iokg_queries_running"] == "0"


def test_each_request_is_a_line_of_json_on_standard_error(service: Served) -> None:
    http.get(f"{service.url}/" + quote('x\n{"event": "forged"}'))
    line = _logged(service, "forged")
    assert str(line["path"]).endswith('{"event": "forged"}')
    assert line["status"] == 404


def _logged(service: Served, word: str) -> dict[str, object]:
    """The line with a word, which is written just after the answer."""
    for _ in range(100):
        for line in service.log.read_text().splitlines(keepends=True):
            if word in line and line.endswith("\n"):
                return dict(json.loads(line))
        time.sleep(0.05)
    raise AssertionError(f"no line has {word!r}")
