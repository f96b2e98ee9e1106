"""Tables of nodes and edges as the Biolink world reads them (KGX TSV)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import blake2b

import pyoxigraph as ox

from kg.graph.export.curies import curie
from kg.graph.query.sparql import solutions
from kg.graph.terms import Term
from kg.graph.texts import query_text

_NODE_COLUMNS = ("id", "category", "name", "synonym", "xref", "provided_by")
_EDGE_COLUMNS = (
    "id", "subject", "predicate", "object", "relation", "knowledge_level", "agent_type", "supporting_studies",
    "primary_knowledge_source",
)  # fmt: skip
_SOURCE = "infores:iokg"
_LEVEL = "knowledge_assertion"


def nodes(store: ox.Store) -> Iterator[str]:
    """One line a node under a heading; several values with ``|`` between."""
    yield _line(_NODE_COLUMNS)
    for id_, category, name, synonyms, same in solutions(store, query_text("export", "nodes")):
        yield _line((_curie(id_), _curie(category), _text(name), _several(synonyms), _curies(same), _SOURCE))


def edges(store: ox.Store) -> Iterator[str]:
    """One line an edge under a heading; an edge's id is made from its content."""
    yield _line(_EDGE_COLUMNS)
    for subject, predicate, value, relation, agent_type, studies in solutions(store, query_text("export", "edges")):
        triple = (_curie(subject), _curie(predicate), _curie(value), _curie(relation))
        id_ = blake2b("\0".join(triple).encode(), digest_size=10).hexdigest()
        yield _line((id_, *triple, _LEVEL, _text(agent_type), _several(studies), _SOURCE))


def _line(cells: Iterable[str]) -> str:
    return "\t".join(" ".join(cell.split()) for cell in cells) + "\n"


def _text(term: Term) -> str:
    return term.value if isinstance(term, ox.Literal | ox.NamedNode) else ""


def _curie(term: Term) -> str:
    return curie(_text(term))


def _several(term: Term) -> str:
    return "|".join(sorted(value.replace("|", "/") for value in _text(term).split("\n") if value))


def _curies(term: Term) -> str:
    return "|".join(sorted(curie(value) for value in _text(term).split("\n") if value))
