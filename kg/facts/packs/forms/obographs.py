"""Ontologies as OBO Graphs, in JSON."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import partial
from typing import BinaryIO

from kg.facts.packs.concept import Release
from kg.facts.packs.forms.form import Form, Vocabulary, decoded, holds
from kg.facts.packs.forms.terms import Term, concepts_of
from kg.facts.packs.naming import release_of_name
from kg.model import Value

_EXACT_SYNONYM = "hasExactSynonym"
_EXACT_MATCH = "http://www.w3.org/2004/02/skos/core#exactMatch"
_SEMANTIC_TYPE = "NCIT_P106"


class _Property(Value, frozen=True, kw_only=True):
    """One value of a term, with the property that it belongs to where that is stated."""

    val: str
    pred: str = ""


class _Meta(Value, frozen=True, kw_only=True, rename="camel"):
    """What is said of a term or of the whole graph."""

    definition: _Property | None = None
    synonyms: tuple[_Property, ...] = ()
    xrefs: tuple[_Property, ...] = ()
    basic_property_values: tuple[_Property, ...] = ()
    deprecated: bool = False
    version: str = ""


class _Node(Value, frozen=True, kw_only=True):
    """One term."""

    id: str
    lbl: str = ""
    meta: _Meta = _Meta()


class _Edge(Value, frozen=True, kw_only=True):
    """One relation."""

    sub: str
    pred: str
    obj: str


class _Graph(Value, frozen=True, kw_only=True):
    """One ontology."""

    nodes: tuple[_Node, ...] = ()
    edges: tuple[_Edge, ...] = ()
    meta: _Meta = _Meta()


class _Document(Value, frozen=True, kw_only=True):
    """The file."""

    graphs: tuple[_Graph, ...]


def _read(stream: BinaryIO, place: str, *, kind: str) -> Vocabulary:
    document = decoded(stream, place, _Document)
    concepts = concepts_of((term for graph in document.graphs for term in _terms(graph)), kind)
    stated = next((graph.meta.version for graph in document.graphs if graph.meta.version), "")
    return Vocabulary(concepts, release_of_name(stated) if stated else Release())


def _terms(graph: _Graph) -> Iterator[Term]:
    parents: dict[str, list[str]] = defaultdict(list)
    for edge in graph.edges:
        if edge.pred == "is_a":
            parents[edge.sub].append(edge.obj)
    for node in graph.nodes:
        meta = node.meta
        if meta.deprecated:
            continue
        matches = tuple(each.val for each in meta.basic_property_values if each.pred == _EXACT_MATCH)
        yield Term(
            id=node.id,
            label=node.lbl,
            synonyms=tuple(each.val for each in meta.synonyms if each.pred == _EXACT_SYNONYM),
            parents=tuple(parents[node.id]),
            xrefs=matches or tuple(each.val for each in meta.xrefs),
            types=tuple(each.val for each in meta.basic_property_values if each.pred.endswith(_SEMANTIC_TYPE)),
            definition=meta.definition.val if meta.definition else "",
        )


OBOGRAPHS_FORMS = (
    Form(
        "mondo",
        "MONDO as OBO Graphs (JSON)",
        holds(r"\A\s*\{", r'"graphs"', "/MONDO_|/mondo[./]"),
        partial(_read, kind="mondo"),
    ),
    Form(
        "ncit",
        "the NCI Thesaurus as OBO Graphs (JSON)",
        holds(r"\A(?![\s\S]*(?:/MONDO_|/mondo[./]))\s*\{", r'"graphs"', "/NCIT_C|/ncit[./]"),
        partial(_read, kind="ncit"),
    ),
)
