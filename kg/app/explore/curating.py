"""The words that were not understood, as a work list for who keeps the curated tables."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import Any, NamedTuple

from kg.app.explore.catalogue import Catalogue
from kg.app.explore.sheet import Parameters, Sheet
from kg.curie import slug
from kg.graph.query import Answer, solutions
from kg.graph.texts import query_text
from kg.resources import folder

_TABLES = {"agent": "agents.tsv", "condition": "conditions.tsv", "endpoint": "endpoints.tsv"}
_UNCLEAR = "ambiguous"
"""Stands in an address for what words should name that may mean things of several sorts."""

A_LEAF = 50
"""Stretches of words on a page."""

_SEPARATORS = re.compile(r"[\s|]+")


def unmatched(catalogue: Catalogue, path: str, asked: Parameters) -> Sheet:
    """Stretches of words with their trials and a row to be completed; as pages, of which the address names one."""
    every = _stretches(catalogue)
    wanted = {name: asked[name].strip() for name in ("q", "expected") if asked.get(name, "").strip()}
    rows = [row for row in every if _is_wanted(row, wanted)]
    items = [_item(catalogue, row) for row in rows]
    says = {
        "items": items,
        "asked": wanted,
        "all": len(every),
        "expected": _offered([row for row in every if _is_wanted(row, {**wanted, "expected": ""})]),
    }
    table = Answer(("words", "expected", "trials", "example", "candidates"), rows)
    things = [link.path for item in items if (link := item["example"]) is not None]
    iris = tuple(catalogue.network.nodes[node]["iri"] for node in things)
    shown = {"leaf": leaf(len(items), asked.get("page", ""))}
    return Sheet(path, "Words not understood", "unmatched.html", says, table, iris, shown=shown)


class Leaf(NamedTuple):
    """Some of many items.

    Attributes:
        number: Of the leaf, from 1 to ``of``.
        start: Position of its first item, from 0.
        end: Position after its last.
    """

    number: int
    of: int
    start: int
    end: int


def leaf(items: int, wanted: str) -> Leaf:
    """The leaf that an address asks for, else the first; one after the last is the last.

    >>> leaf(120, "3"), leaf(120, "9"), leaf(0, "no")
    (Leaf(number=3, of=3, start=100, end=120),
     Leaf(number=3, of=3, start=100, end=120),
     Leaf(number=1, of=1, start=0, end=0))
    """
    of = max(1, -(-items // A_LEAF))
    number = min(max(int(wanted), 1), of) if wanted.isascii() and wanted.isdigit() and len(wanted) < 7 else 1
    return Leaf(number, of, (number - 1) * A_LEAF, min(number * A_LEAF, items))


def _stretches(catalogue: Catalogue) -> list[tuple[str, ...]]:
    found = solutions(catalogue.graph.store, query_text("report", "unmatched"))
    return [tuple("" if term is None else term.value for term in row) for row in found]


def _is_wanted(row: tuple[str, ...], wanted: dict[str, str]) -> bool:
    """Whether the words have a text in them, and should name what is asked for."""
    words, expected = row[:2]
    is_sort = wanted.get("expected", "") in ("", expected or _UNCLEAR)
    return is_sort and wanted.get("q", "").casefold() in words.casefold()


def _offered(rows: list[tuple[str, ...]]) -> list[dict[str, Any]]:
    """What words should name, each with the number of stretches."""
    counts = Counter(row[1] or _UNCLEAR for row in rows)
    return [{"value": value, "stretches": counts[value]} for value in sorted(counts)]


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
