"""Values bound to the slots of a query.

A slot is ``VALUES ?name { UNDEF }``: valid SPARQL that lets every value through. What is bound stands in its slot as the
engine writes a term; a slot without a value is left out. Unlike Oxigraph's substitutions, which join a value to the
finished rows, a slot also binds inside subqueries and filters, and any SPARQL service understands the outcome.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import pyoxigraph as ox

from kg.errors import QueryError

Bindable = ox.NamedNode | ox.Literal

_SLOT = re.compile(r"VALUES\s+\?(\w+)\s*\{\s*UNDEF\s*\}")


def slots(text: str) -> frozenset[str]:
    """The names of a query's slots."""
    return frozenset(_SLOT.findall(text))


def bind(text: str, values: Mapping[str, Bindable]) -> str:
    """The query with each slot of a name holding its value, or left out.

    Raises:
        QueryError: If the query has no slot of a value's name.
    """
    unknown = sorted(values.keys() - slots(text))
    if unknown:
        raise QueryError(f"the query has no parameter {unknown[0]!r}", remedy="leave it out")

    def filled(slot: re.Match[str]) -> str:
        value = values.get(slot[1])
        return "" if value is None else f"VALUES ?{slot[1]} {{ {value} }}"

    return _SLOT.sub(filled, text)
