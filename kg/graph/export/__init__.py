"""A graph handed on in the formats of other tools: a module a family of formats."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

import pyoxigraph as ox

from kg.errors import UsageError
from kg.graph.export.graphml import graphml
from kg.graph.export.rdf import jsonld, nquads, ntriples, rdfxml, trig
from kg.graph.turtle import turtle

__all__ = ["FORMATS", "Format", "export", "format_of"]


class Format(NamedTuple):
    """A format to write.

    Attributes:
        suffix: Of its files.
        graphs: Whether it keeps the named graphs apart.
        write: The text of a store, piece by piece.
    """

    suffix: str
    graphs: bool
    write: Callable[[ox.Store], Iterator[str]]


FORMATS = {
    "turtle": Format(".ttl", False, turtle),
    "ntriples": Format(".nt", False, ntriples),
    "nquads": Format(".nq", True, nquads),
    "trig": Format(".trig", True, trig),
    "rdfxml": Format(".rdf", False, rdfxml),
    "jsonld": Format(".jsonld", True, jsonld),
    "graphml": Format(".graphml", False, graphml),
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
