"""The words that were not understood, as a work list for who keeps the curated tables."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from kg.app.explore.catalogue import Catalogue
from kg.app.explore.sheet import Parameters, Sheet
from kg.curie import slug
from kg.graph.query import Answer, solutions
from kg.graph.texts import query_text
from kg.resources import folder

_TABLES = {"agent": "agents.tsv", "condition": "conditions.tsv", "endpoint": "endpoints.tsv"}
_SEPARATORS = re.compile(r"[\s|]+")


def unmatched(catalogue: Catalogue, path: str, _asked: Parameters) -> Sheet:
    """Each stretch of words with its trials and a row to be completed."""
    found = solutions(catalogue.graph.store, query_text("report", "unmatched"))
    rows = [tuple("" if term is None else term.value for term in row) for row in found]
    items = [_item(catalogue, row) for row in rows]
    table = Answer(("words", "expected", "trials", "example", "candidates"), rows)
    things = [link.path for item in items if (link := item["example"]) is not None]
    iris = tuple(catalogue.network.nodes[node]["iri"] for node in things)
    return Sheet(path, "Words not understood", "unmatched.html", {"items": items}, table, iris)


def _item(catalogue: Catalogue, row: tuple[str, ...]) -> dict[str, Any]:
    words, expected, trials, example, candidates = row
    node = catalogue.called(example)
    return {
        "words": words,
        "expected": expected,
        "trials": int(trials),
        "example": catalogue.link(node) if node else None,
        "candidates": [catalogue.link(n) for c in candidates.split("|") if (n := catalogue.called(c))],
        "table": _TABLES.get(expected, ""),
        "row": proposed_row(words, expected),
    }


def proposed_row(words: str, expected: str) -> str:
    r"""A row of the table that should know the words, with what they tell filled in; empty if there is none.

    >>> proposed_row("ABC-123", "condition")
    'abc-123\tABC-123\t\t\t\t\t\t'
    """
    if expected not in _TABLES:
        return ""
    name = _SEPARATORS.sub(" ", words).strip()
    filled = {"id": slug(name), "label": name, "phrases": name.lower(), "kind": "Agent" if expected == "agent" else ""}
    return "\t".join(filled.get(column, "") for column in _columns(_TABLES[expected]))


@cache
def _columns(table: str) -> tuple[str, ...]:
    with (folder("ontology") / table).open(encoding="utf-8") as file:
        return tuple(file.readline().rstrip("\n").split("\t"))
