"""The order of rows, made here instead of by the service.

Virtuoso 7 orders letters in a way of its own, and refuses to order rows with a cell of more than some 4,000 characters;
without order it gives them.
"""

from __future__ import annotations

import json
import re
from typing import Any, NamedTuple

from kg.vocab import XSD

_NAME = re.compile(r"\?(\w+)")
_ORDER = re.compile(r"\bORDER\s+BY((?:\s+(?:\?\w+|(?:ASC|DESC)\(\?\w+\)))+)\s*$")
_KEY = re.compile(r"(DESC)?\(?\?(\w+)")
_SELECTED = re.compile(r"\bSELECT\b([^{]*)")
_ALIAS = re.compile(r"\bAS\s+\?(\w+)\s*\)")
_BRACKETS = re.compile(r"\([^()]*\)")
_NUMBERS = {XSD + kind for kind in ("integer", "decimal", "double", "float", "int", "long", "nonNegativeInteger")}


class Key(NamedTuple):
    """A variable by which rows are ordered."""

    name: str
    falling: bool


def apart(text: str) -> tuple[str, list[Key]]:
    """A query without its order, and that order; the query as it is where rows do not show what they are ordered by.

    >>> apart("SELECT (COUNT(?b) AS ?n) { ?a ?b ?c } GROUP BY ?a ORDER BY DESC(?n)")
    ('SELECT (COUNT(?b) AS ?n) { ?a ?b ?c } GROUP BY ?a ', [Key(name='n', falling=True)])
    >>> apart("SELECT ?a { ?a ?b ?c } ORDER BY ?b")
    ('SELECT ?a { ?a ?b ?c } ORDER BY ?b', [])
    """
    order = _ORDER.search(text)
    if order is None:
        return text, []
    keys = [Key(name, bool(falling)) for falling, name in _KEY.findall(order[1])]
    if not {key.name for key in keys} <= _shown(text):
        return text, []
    return text[: order.start()], keys


def _shown(text: str) -> set[str]:
    """The variables that a query selects by name."""
    selected = _SELECTED.search(text)
    clause = selected[1] if selected else ""
    names = set(_ALIAS.findall(clause))
    while (bare := _BRACKETS.sub(" ", clause)) != clause:
        clause = bare
    return names | set(_NAME.findall(clause))


def in_order(body: bytes, keys: list[Key]) -> bytes:
    """A result in JSON with its rows in order, as SPARQL has it: no value, then IRIs, numbers, texts by code point.

    Raises:
        ValueError: If it is no such result.
    """
    if not keys:
        return body
    result = json.loads(body)
    try:
        rows = result["results"]["bindings"]
        for key in reversed(keys):
            rows.sort(key=lambda row: _rank(row.get(key.name)), reverse=key.falling)
    except (AttributeError, KeyError, TypeError) as error:
        raise ValueError("no rows") from error
    return json.dumps(result).encode()


def _rank(term: Any) -> tuple[int, float, str]:
    if term is None:
        return (0, 0, "")
    if term["type"] in ("bnode", "uri"):
        return (1, 0, term["value"])
    if term.get("datatype") in _NUMBERS:
        return (2, float(term["value"]), "")
    return (3, 0, term["value"])
