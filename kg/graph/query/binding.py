"""Values bound to the slots of a query.

A slot is a line ``VALUES ?name { UNDEF }``: valid SPARQL that lets every value through. A bound value stands in the
slot as the engine writes it; a slot without a value is left out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import pyoxigraph as ox

from kg.errors import QueryError

Term = ox.NamedNode | ox.Literal

_SLOT = re.compile(r"VALUES\s+\?(\w+)\s*\{\s*UNDEF\s*\}")


def slots(text: str) -> frozenset[str]:
    """The names of a query's slots."""
    return frozenset(_SLOT.findall(text))


def bind(text: str, values: Mapping[str, Sequence[Term]]) -> str:
    """The query with each slot holding its values, or left out.

    Raises:
        QueryError: If the query has no slot of a value's name.
    """
    unknown = sorted(values.keys() - slots(text))
    if unknown:
        raise QueryError(
            f"the query has no parameter {unknown[0]!r}", remedy=f"it has {', '.join(sorted(slots(text)))}"
        )

    def filled(slot: re.Match[str]) -> str:
        terms = values.get(slot[1])
        return f"VALUES ?{slot[1]} {{ {' '.join(map(str, terms))} }}" if terms else ""

    return _SLOT.sub(filled, text)
