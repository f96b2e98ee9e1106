"""Free SPARQL."""

from __future__ import annotations

import pytest

from kg.errors import QueryError
from kg.graph.knowledge import KnowledgeGraph
from kg.graph.query.sparql import with_prefixes


def test_the_usual_prefixes_need_not_be_declared(graph: KnowledgeGraph) -> None:
    answer = graph.query("SELECT ?symbol WHERE { target:cd276 skos:notation ?symbol }")
    assert (answer.columns, answer.rows) == (("symbol",), [("CD276",)])


def test_an_ask_query_is_answered_in_one_cell(graph: KnowledgeGraph) -> None:
    assert graph.query("ASK { ?trial a iokg:Trial }").rows == [(True,)]


def test_a_constructed_graph_is_a_table_of_triples(graph: KnowledgeGraph) -> None:
    answer = graph.query("CONSTRUCT { ?t rdfs:label ?l } WHERE { ?t skos:notation 'GD2' ; rdfs:label ?l }")
    assert answer.rows == [("target/gd2", "http://www.w3.org/2000/01/rdf-schema#label", "GD2")]


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("SELECT ?a WHERE {\n ?a ?b }", "line 2, column 8: } cannot stand here"),
        ("SELECT ?a WHERE { ?a iokgg:b ?c }", "line 1, column 22: the prefix iokgg: is unknown. Did you mean iokg:"),
        ("SELECT ?a WHERE { ?a zzz:b ?c }", "Declare it"),
        ("PREFIX zzz: <http://e/> SELECT ?a { ?a zzz:b yyy:c }", "column 46: the prefix yyy:"),
        (
            "SELEC ?a { ?a ?b ?c }",
            "column 1: SELEC cannot .*\nSELEC .*\n\\^{5}\n. Did you mean SELECT",
        ),
        ("SELECT ?a { ?a ?b ?c } ORDR BY ?a", "column 24: ORDR .*\n.*\n {23}\\^{4}\n. Did you mean ORDER"),
        ("SELECT ?a {\n?a ?b 'c }\nLIMIT 3", "line 2, column 7: a string is not closed"),
        ("SELECT ?a { ?a ?b ?c", "line 1, column 11: { is not closed"),
        ("# why\nSELECT ?a { ?a ?b ?c LIMIT 3 }", "line 2, column 22: LIMIT"),
        ("SELECT (COUNT(?b) AS ?n) ?a { ?a ?b ?c }", "contains a variable that is unbound"),
        ("INSERT DATA { <a> <b> <c> }", "line 1, column 1: INSERT changes a graph.*iokg update"),
        ("", "the query is empty"),
    ],
)
def test_a_faulty_query_is_shown_its_fault(graph: KnowledgeGraph, query: str, told: str) -> None:
    with pytest.raises(QueryError, match=told):
        graph.query(query)


@pytest.mark.parametrize(
    ("call", "allowed", "told"),
    [
        ("<http://127.0.0.1:9/sparql>", (), "--allow-service http://127.0.0.1:9/sparql"),
        ("SILENT <http://127.0.0.1:9/sparql>", ("http://127.0.0.1:9/other",), "http://127.0.0.1:9/sparql"),
        ("?anywhere", ("http://127.0.0.1:9/sparql",), "does not name"),
    ],
)
def test_no_service_is_called_unless_allowed(
    graph: KnowledgeGraph, call: str, allowed: tuple[str, ...], told: str
) -> None:
    query = f"SELECT * {{ BIND(<http://127.0.0.1:9/sparql> AS ?anywhere) SERVICE {call} {{ ?a ?b ?c }} }}"
    with pytest.raises(QueryError, match=told):
        graph.query(query, allow_service=allowed)


@pytest.mark.parametrize("allowed", ["http://127.0.0.1:9/sparql", "any"])
def test_a_service_that_is_allowed_is_called(graph: KnowledgeGraph, allowed: str) -> None:
    with pytest.raises(QueryError, match="cannot be carried out"):  # nobody listens there
        graph.query("SELECT * { SERVICE <http://127.0.0.1:9/sparql> { ?a ?b ?c } }", allow_service=[allowed])


def test_only_prefixes_that_are_used_are_declared() -> None:
    assert with_prefixes("ASK { ?a a iokg:Trial }") == (
        "PREFIX iokg: <https://w3id.org/iokg/ontology#>\nASK { ?a a iokg:Trial }"
    )
