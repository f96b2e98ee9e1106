"""The formats of results, and which of them a client takes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

TABLES = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv; charset=utf-8",
    "tsv": "text/tab-separated-values; charset=utf-8",
}
"""Media types of tables and truth values, the preferred first."""

TRIPLES = {
    "turtle": "text/turtle; charset=utf-8",
    "ntriples": "application/n-triples",
    "jsonld": "application/ld+json",
    "rdfxml": "application/rdf+xml",
}
"""Media types of triples, the preferred first."""

_ALSO_TABLES = {"application/json": "json", "text/json": "json", "application/xml": "xml", "text/xml": "xml"}
_ALSO_TRIPLES = {
    "application/turtle": "turtle", "application/x-turtle": "turtle", "text/n3": "turtle", "text/rdf+n3": "turtle",
    "text/plain": "ntriples", "application/json": "jsonld", "application/xml": "rdfxml", "text/xml": "rdfxml",
}  # fmt: skip


class _Range(NamedTuple):
    """One part of an Accept header."""

    type: str
    quality: float


def table_format(accept: str) -> str:
    """The format of tables that a client likes best; empty if it takes none.

    >>> table_format("text/csv;q=0.5, application/json"), table_format(""), table_format("image/png")
    ('json', 'json', '')
    """
    return _best(accept, TABLES, _ALSO_TABLES)


def triples_format(accept: str) -> str:
    """The format of triples that a client likes best; empty if it takes none.

    >>> triples_format("text/html, application/rdf+xml;q=0.9, */*;q=0.1"), triples_format("text/*")
    ('rdfxml', 'turtle')
    """
    return _best(accept, TRIPLES, _ALSO_TRIPLES)


def prefers_html(accept: str) -> bool:
    """Whether a browser asks, rather than a program.

    >>> prefers_html("text/html,application/xml;q=0.9"), prefers_html("*/*"), prefers_html("text/turtle,text/html")
    (True, False, False)
    """
    first = next(iter(_ranges(accept)), None)
    return first is not None and first.type in ("text/html", "application/xhtml+xml")


def _best(accept: str, formats: dict[str, str], also: dict[str, str]) -> str:
    known = {media_type.partition(";")[0]: name for name, media_type in formats.items()} | also
    for wanted in _ranges(accept or "*/*"):
        if wanted.quality == 0:
            continue
        start = wanted.type.removesuffix("*")
        found = known.get(wanted.type) or (
            start != wanted.type
            and next((name for media_type, name in known.items() if start == "*/" or media_type.startswith(start)), "")
        )
        if found:
            return found
    return ""


def _ranges(accept: str) -> Iterator[_Range]:
    """The parts of the header, the most liked first, those liked alike in the order given."""
    found = []
    for part in accept.lower().split(","):
        media_type, *parameters = (piece.strip() for piece in part.split(";"))
        quality = next((piece[2:] for piece in parameters if piece.startswith("q=")), "1")
        found.append(_Range(media_type, _number(quality)))
    yield from sorted(found, key=lambda range_: -range_.quality)


def _number(quality: str) -> float:
    try:
        return min(1.0, max(0.0, float(quality)))
    except ValueError:
        return 0.0
