"""What a store says of names: of everything that can be found by them, or of one thing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

import pyoxigraph as ox

from kg import vocab
from kg.graph.texts import query_text
from kg.resources import folder
from kg.tables import read_table
from kg.vocab import BASE, IOKG

LABEL, STANDARD, SYNONYM = 0, 1, 2
"""Ranks of names: the label, other standard names, synonyms; names that hold in places come after."""

_FOLDER = re.compile(rf"{re.escape(BASE)}(agent|target|condition|criterion|trial)/[^/]+")
_RANKS = {
    vocab.LABEL: LABEL,
    vocab.NOTATION: STANDARD,
    vocab.IDENTIFIER: STANDARD,
    vocab.ALT_LABEL: SYNONYM,
    vocab.EXACT_MATCH: SYNONYM,
    vocab.ACRONYM: SYNONYM,
    vocab.OTHER_IDENTIFIER: SYNONYM,
    vocab.HIDDEN_LABEL: 3,
}
"""The rank of what each property says, as in the query of all names."""


class Name(NamedTuple):
    """A name of a thing; sorted, the better one comes first."""

    iri: str
    rank: int
    name: str


def all_names(store: ox.Store, terms: Mapping[str, str]) -> Iterator[Name]:
    """The names of everything that can be found by them, in no order and with repetitions.

    Args:
        terms: The kind of each term of the ontology that can be found; those have their common names, too.
    """
    for thing, rank, name in _rows(store, "names"):
        if kind_of(thing.value, terms):
            yield Name(thing.value, int(rank.value), name.value)
    yield from (name for name in _common_names() if name.iri in terms)


def names_of(store: ox.Store, iri: str) -> list[Name]:
    """The names of one agent, target, condition, criterion or trial, sorted."""
    thing = ox.NamedNode(iri)
    return sorted(
        {
            Name(iri, rank, quad.object.value)
            for property_, rank in _RANKS.items()
            for quad in store.quads_for_pattern(thing, ox.NamedNode(property_), None)
            if not isinstance(quad.object, ox.Triple)
        }
    )


def terms_named(store: ox.Store) -> dict[str, str]:
    """The terms of the ontology that can be found by name, and what kind each is of."""
    return {term.value: kind.value for term, kind in _rows(store, "terms")}


@cache
def _common_names() -> tuple[Name, ...]:
    """What people call terms of the ontology besides their labels."""
    rows = read_table(folder("ontology") / "term_names.tsv")
    return tuple(Name(IOKG + row.need("term"), SYNONYM, name) for row in rows for name in row.many("names"))


def kind_of(iri: str, terms: Mapping[str, str]) -> str | None:
    """What sort of thing an IRI names; None of what is not to be found."""
    folder = _FOLDER.fullmatch(iri)
    return folder[1] if folder else terms.get(iri)


def _rows(store: ox.Store, name: str) -> Iterator[Any]:
    return store.query(query_text("show", name), use_default_graph_as_union=True)  # type: ignore[return-value]
