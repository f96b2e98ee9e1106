"""Values bound to the slots of a query.

A slot is ``VALUES ?name { UNDEF }``: valid SPARQL that lets every value through. What is bound stands in its slot as
the engine writes a term. A slot without a value is left out, and with it the group ``{ … }`` that it opens. Unlike
Oxigraph's substitutions, which join a value to the finished rows, a slot also binds inside subqueries, and any SPARQL
service understands the outcome.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import pyoxigraph as ox

from kg.errors import QueryError

Bindable = ox.NamedNode | ox.Literal
Bound = Bindable | Sequence[Bindable]
"""What a slot may hold: a value, or several, of which any lets a row through."""

_SLOT = re.compile(r"(?P<opens>\{\s*)?VALUES\s+\?(?P<name>\w+)\s*\{\s*UNDEF\s*\}")
_SUBQUERY = re.compile(r"\bWHERE\s*$")
_BRACE = re.compile(r"[{}]")


def slots(text: str) -> frozenset[str]:
    """The names of a query's slots."""
    return frozenset(slot["name"] for slot in _SLOT.finditer(text))


def bind(text: str, values: Mapping[str, Bound]) -> str:
    """The query with each slot of a name holding its value, or left out.

    Raises:
        QueryError: If the query has no slot of a value's name.
    """
    unknown = sorted(values.keys() - slots(text))
    if unknown:
        raise QueryError(f"the query has no parameter {unknown[0]!r}", remedy="leave it out")
    pieces: list[str] = []
    reached = 0
    for slot in _SLOT.finditer(text):
        if slot.start() < reached:
            continue
        value = values.get(slot["name"])
        pieces.append(text[reached : slot.start()])
        opens = slot["opens"] or ""
        if value is not None:
            pieces.append(f"{opens}VALUES ?{slot['name']} {{ {' '.join(map(str, _all(value)))} }}")
            reached = slot.end()
        elif opens and not _SUBQUERY.search(text[: slot.start()]):
            reached = _end_of_group(text, slot.start())
        else:
            pieces.append(opens)
            reached = slot.end()
    return _with_paths_to_values("".join(pieces) + text[reached:], values)


def _all(value: Bound) -> Sequence[Bindable]:
    return [value] if isinstance(value, ox.NamedNode | ox.Literal) else value


def _with_paths_to_values(text: str, values: Mapping[str, Bound]) -> str:
    """The query with each closure that ends in a bound variable ending in its value.

    The slot beside it says the same, but closures to constants can be spelt out for services that need it. What
    has several values ends no closure.
    """
    for name, value in values.items():
        if not isinstance(value, ox.NamedNode | ox.Literal):
            continue
        text = f" {value}".join(re.split(rf"(?<=[*+]) \?{name}\b", text))
    return text


def _end_of_group(text: str, start: int) -> int:
    """One past the brace that closes the one at an offset."""
    depth = 0
    for brace in _BRACE.finditer(text, start):
        depth += 1 if brace.group() == "{" else -1
        if depth == 0:
            return brace.end()
    raise QueryError("a brace of the query is not closed", remedy="close it")
