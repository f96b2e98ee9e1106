"""Programs that people use with SPARQL services are served rightly."""

from __future__ import annotations

from typing import Any

import pytest
from rdflib import RDFS, Graph, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, GET, JSON, JSONLD, N3, POST, POSTDIRECTLY, RDFXML, TURTLE, URLENCODED, XML, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed

from tests.services import Served

TITLE = "SELECT ?title { <https://w3id.org/iokg/trial/NCT00000001> rdfs:label ?title }"
TRIPLES = "CONSTRUCT WHERE { ?trial iokg:investigates ?agent }"


@pytest.mark.parametrize(("method", "form"), [(GET, URLENCODED), (POST, URLENCODED), (POST, POSTDIRECTLY)])
def test_sparqlwrapper_asks_in_each_form(service: Served, method: str, form: str) -> None:
    wrapper = SPARQLWrapper(service.sparql)
    wrapper.setMethod(method)
    wrapper.setRequestMethod(form)
    wrapper.setReturnFormat(JSON)
    wrapper.setQuery(TITLE)
    found: Any = wrapper.queryAndConvert()
    (row,) = found["results"]["bindings"]
    assert row["title"]["value"] == "GD2/B7-H3 CAR-T cells after fludarabine in neuroblastoma"


@pytest.mark.parametrize("format_", [XML, CSV])
def test_sparqlwrapper_understands_other_tables(service: Served, format_: str) -> None:
    wrapper = SPARQLWrapper(service.sparql, returnFormat=format_)
    wrapper.setQuery(TITLE)
    found: Any = wrapper.queryAndConvert()
    text = found.decode() if isinstance(found, bytes) else found.toxml()
    assert "after fludarabine" in text


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # SPARQLWrapper's own
@pytest.mark.parametrize("format_", [TURTLE, N3, RDFXML, JSONLD])
def test_sparqlwrapper_understands_triples(service: Served, format_: str) -> None:
    wrapper = SPARQLWrapper(service.sparql, returnFormat=format_)
    wrapper.setQuery(TRIPLES)
    found: Any = wrapper.queryAndConvert()
    graph = found if isinstance(found, Graph) else Graph().parse(data=found, format="turtle")
    assert len(graph) > 5


def test_sparqlwrapper_is_told_what_is_wrong(service: Served) -> None:
    wrapper = SPARQLWrapper(service.sparql, returnFormat=JSON)
    wrapper.setQuery("SELECT * { nonsense }")
    with pytest.raises(QueryBadFormed, match="cannot stand here"):
        wrapper.query()


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_rdflib_reads_the_service_as_a_store(service: Served, method: str) -> None:
    graph = Graph(SPARQLStore(service.sparql, method=method))
    trial = URIRef("https://w3id.org/iokg/trial/NCT00000001")
    assert str(graph.value(trial, RDFS.label)) == "GD2/B7-H3 CAR-T cells after fludarabine in neuroblastoma"
    assert len(list(graph.query(TITLE))) == 1
