"""A graph handed on in the formats of other tools: a module a family of formats."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

import pyoxigraph as ox

from kg.errors import UsageError
from kg.graph.export.graphml import graphml
from kg.graph.export.kgx import edges, nodes
from kg.graph.export.rdf import jsonld, nquads, ntriples, rdfxml, trig
from kg.graph.export.sssom import sssom
from kg.graph.turtle import turtle

__all__ = ["FORMATS", "Format", "export", "format_of"]


class Format(NamedTuple):
    """A format to write.

    Attributes:
        suffix: Of its files.
        write: The text of a store, piece by piece.
    """

    suffix: str
    write: Callable[[ox.Store], Iterator[str]]


FORMATS = {
    "turtle": Format(".ttl", turtle),
    "ntriples": Format(".nt", ntriples),
    "nquads": Format(".nq", nquads),
    "trig": Format(".trig", trig),
    "rdfxml": Format(".rdf", rdfxml),
    "jsonld": Format(".jsonld", jsonld),
    "graphml": Format(".graphml", graphml),
    "kgx-nodes": Format("nodes.tsv", nodes),
    "kgx-edges": Format("edges.tsv", edges),
    "sssom": Format(".sssom.tsv", sssom),
}


def format_of(name: str) -> str:
    """The format that a file's name calls for.

    Raises:
        UsageError: If its suffix is none of a known format.
    """
    for format_, described in FORMATS.items():
        if name.lower().endswith(described.suffix):
            return format_
    remedy = f"choose one with --format: {', '.join(FORMATS)}"
    raise UsageError(f"the suffix of {name!r} tells no format", remedy=remedy)


def export(store: ox.Store, format_: str) -> Iterator[str]:
    """The text of a store in a format, piece by piece; the same bytes for the same statements.

    Raises:
        UsageError: If the format is unknown.
    """
    if format_ not in FORMATS:
        raise UsageError(f"unknown format {format_!r}", remedy=f"choose one of {', '.join(FORMATS)}")
    return FORMATS[format_].write(store)
