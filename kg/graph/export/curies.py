"""IRIs shortened by prefix, for formats that want CURIEs everywhere."""

from __future__ import annotations

from kg.curie import compress
from kg.graph.query.sparql import PREFIXES

_OTHERS = {"biolink": "https://w3id.org/biolink/vocab/"}
_LONGEST_FIRST = sorted((PREFIXES | _OTHERS).items(), key=lambda pair: (-len(pair[1]), pair))


def curie(iri: str) -> str:
    """The CURIE of an IRI; the IRI itself if no known prefix starts it.

    >>> curie("https://w3id.org/iokg/target/cd276"), curie("https://w3id.org/biolink/vocab/Drug")
    ('target:cd276', 'biolink:Drug')
    """
    found = compress(iri)
    if found is not None:
        return found
    for prefix, start in _LONGEST_FIRST:
        if iri.startswith(start):
            return f"{prefix}:{iri[len(start) :]}"
    return iri
