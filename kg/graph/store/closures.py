"""Closures of a query spelt out: ``?x skos:broader* <y>`` becomes the list of all that is narrower than y.

Virtuoso 7 answers wrongly, without an error, where a closure stands in an OPTIONAL or MINUS or beside another one;
asked for one closure by itself, it answers rightly.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from kg.graph.query.words import in_code

_NAME = r"[A-Za-z][\w-]*:[\w-]+|<[^<>\s]*>"
_CLOSURE = re.compile(rf"(?P<start>\?\w+)\s+(?P<path>(?:{_NAME})[*+])\s+(?P<end>{_NAME})(?P<more>\s*;)?(?!\s*,)")

Members = Callable[[str], Sequence[str]]
"""The IRIs that the one variable of a pattern stands for."""


def spelt_out(text: str, members: Members) -> str:
    """The query with a list in the place of each closure from a variable to a constant.

    >>> spelt_out("SELECT ?x { ?x skos:broader* <urn:y> ; a ?z }", lambda _: ["urn:y", "urn:a"])
    'SELECT ?x { VALUES ?x { <urn:y> <urn:a> } ?x a ?z }'
    """

    def listed(closure: re.Match[str]) -> str:
        start, path, end, more = closure.group("start", "path", "end", "more")
        found = " ".join(f"<{iri}>" for iri in members(f"{start} {path} {end}"))
        return f"VALUES {start} {{ {found} }}" + (f" {start}" if more else "")

    return in_code(text, lambda code: _CLOSURE.sub(listed, code))
