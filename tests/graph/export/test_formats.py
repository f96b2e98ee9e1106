"""What is handed on to other tools."""

from __future__ import annotations

import csv
from collections.abc import Iterable

import networkx as nx
import pyoxigraph as ox
import pytest
from rdflib import Graph

from kg.errors import UsageError
from kg.graph.export import FORMATS, export, format_of
from kg.graph.knowledge import KnowledgeGraph

OXIGRAPH = {"nquads": ox.RdfFormat.N_QUADS, "trig": ox.RdfFormat.TRIG, "jsonld": ox.RdfFormat.JSON_LD}


def text_of(graph: KnowledgeGraph, format_: str) -> str:
    return "".join(export(graph.store, format_))


def canonical(quads: Iterable[ox.Quad]) -> ox.Dataset:
    dataset = ox.Dataset(quads)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return dataset


@pytest.mark.parametrize("format_", OXIGRAPH)
def test_formats_with_named_graphs_lose_nothing(graph: KnowledgeGraph, format_: str) -> None:
    read = ox.parse(text_of(graph, format_).encode(), format=OXIGRAPH[format_])
    assert canonical(read) == canonical(graph.store)


def merged(text: str, format_: ox.RdfFormat) -> ox.Dataset:
    store = ox.Store()
    store.load(text.encode(), format=format_, base_iri="http://e/")
    return canonical(store)


@pytest.mark.parametrize(("format_", "read_as"), [("turtle", ox.RdfFormat.TURTLE), ("rdfxml", ox.RdfFormat.RDF_XML)])
def test_merged_formats_hold_the_same_triples(graph: KnowledgeGraph, format_: str, read_as: ox.RdfFormat) -> None:
    lines = merged(text_of(graph, "ntriples"), ox.RdfFormat.N_TRIPLES)
    assert merged(text_of(graph, format_), read_as) == lines


@pytest.mark.parametrize(("format_", "name"), [("turtle", "turtle"), ("ntriples", "nt"), ("rdfxml", "xml")])
def test_rdflib_reads_every_triple(graph: KnowledgeGraph, format_: str, name: str) -> None:
    number = len(set(text_of(graph, "ntriples").splitlines()))
    assert len(Graph().parse(data=text_of(graph, format_), format=name)) == number


@pytest.mark.parametrize("format_", FORMATS)
def test_the_same_statements_give_the_same_bytes(graph: KnowledgeGraph, format_: str) -> None:
    other = ox.Store()
    other.extend(sorted(graph.store, key=str, reverse=True))
    assert "".join(export(other, format_)) == text_of(graph, format_)


def rows(text: str) -> list[dict[str, str]]:
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def test_every_edge_joins_two_nodes_once(graph: KnowledgeGraph) -> None:
    nodes = [row["id"] for row in rows(text_of(graph, "kgx-nodes"))]
    edges = rows(text_of(graph, "kgx-edges"))
    assert len(nodes) == len(set(nodes))
    assert {row["subject"] for row in edges} | {row["object"] for row in edges} <= set(nodes)
    assert len(edges) == len({row["id"] for row in edges})


def test_an_edge_tells_predicate_source_and_trials(graph: KnowledgeGraph) -> None:
    edges = {(row["subject"], row["predicate"], row["object"]): row for row in rows(text_of(graph, "kgx-edges"))}
    tested = edges["agent:dinutuximab-beta", "biolink:in_clinical_trials_for", "condition:neuroblastoma"]
    assert (tested["agent_type"], tested["supporting_studies"]) == ("text_mining_agent", "NCT00000002|NCT00000007")
    curated = edges["agent:dinutuximab-beta", "biolink:interacts_with", "target:gd2"]
    assert (curated["knowledge_level"], curated["agent_type"]) == ("knowledge_assertion", "manual_agent")


def test_mappings_are_curies_with_their_prefixes(graph: KnowledgeGraph) -> None:
    text = text_of(graph, "sssom")
    found = {(row["subject_id"], row["object_id"]) for row in rows(text)}
    assert ("target:cd276", "hgnc:19137") in found
    assert "#   hgnc: https://www.genenames.org/" in text


def test_graphml_is_read_by_networkx(graph: KnowledgeGraph) -> None:
    network = nx.parse_graphml(text_of(graph, "graphml"))
    assert "agent/pembrolizumab" in network


def test_the_suffix_tells_the_format() -> None:
    assert [format_of(name) for name in ("g.ttl", "G.NT", "my_nodes.tsv", "m.sssom.tsv")] == [
        "turtle", "ntriples", "kgx-nodes", "sssom",
    ]  # fmt: skip
    with pytest.raises(UsageError, match="--format"):
        format_of("graph.doc")


def test_an_unknown_format_is_refused(graph: KnowledgeGraph) -> None:
    with pytest.raises(UsageError, match="turtle"):
        export(graph.store, "word")
