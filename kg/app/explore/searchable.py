"""What a site's search looks through, since no service answers it: all names, and what hangs together."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from kg.app.explore.addresses import KINDS
from kg.app.explore.catalogue import Catalogue
from kg.app.explore.facets import FACETS, chosen, labelled
from kg.app.explore.words import VALUES
from kg.graph.acting import acting_words
from kg.graph.naming import KINDS as NAMED
from kg.graph.naming import fold
from kg.vocab import BASE, IOKG


def searchable(catalogue: Catalogue) -> dict[str, Any]:
    """All kinds of agents, things and trials with all that they are called; told of by their places in these lists."""
    things = [link for kind in KINDS for link in catalogue.all_of(kind)]
    rows = catalogue.rows({trial: [] for trial in catalogue.trials})
    kinds = sorted(catalogue.agents_by_kind)
    places = {path: place for place, path in enumerate([*(its.path for its in things), *(its.path for its in rows)])}
    of = {agent: place for place, kind in enumerate(kinds) for agent in catalogue.agents_by_kind[kind]}
    return {
        "acting": sorted(acting_words()),
        "starts": {kind: IOKG if kind in ("mechanism", "endpoint") else f"{BASE}{kind}/" for kind in (*KINDS, "trial")},
        "called": _unlike_their_names(catalogue, places),
        "values": {facet: _values(catalogue, facet) for facet in VALUES},
        "kindsCalled": _kinds_called(catalogue, kinds),
        "kinds": [{"label": kind, "trials": len(chosen(catalogue, {"kind": kind}))} for kind in kinds],
        "things": [
            {
                "path": link.path,
                "label": link.label,
                "kind": link.kind,
                "trials": link.trials,
                "names": catalogue.names(link.path),
                "shown": len(catalogue.worded[link.path]),
                "acts": sorted(places[end] for its in _ACTS for end in catalogue.ends(link.path, its)),
                "of": of.get(link.path, -1),
            }
            for link in things
        ],
        "trials": [
            {
                "path": row.path,
                "id": row.id,
                "title": row.title,
                "names": [name for name in catalogue.names(row.path) if name not in (row.id, row.title)],
                "year": row.year,
                **{facet: sorted(FACETS[facet].values(catalogue, row.path, "")) for facet in (*VALUES, "kind")},
            }
            for row in rows
        ],
        "with": [sorted(places[trial] for trial in catalogue.trials_of(link.path)) for link in things],
    }


_ACTS = ("has-target", "has-mechanism")


def _unlike_their_names(catalogue: Catalogue, places: dict[str, int]) -> dict[str, list[int]]:
    """By folded name the places of what it means, where that is not simply all that have it.

    Nothing is meant where something without a page has the name.
    """
    named: dict[str, tuple[str, list[str]]] = {fold(name): (name, []) for name in _other_names(catalogue, NAMED)}
    for node in places:
        for name in catalogue.names(node):
            nodes = named.setdefault(fold(name) or name, (name, []))[1]
            nodes.extend([node] if node not in nodes else [])
    found = {folded: (catalogue.nodes_called(name), nodes) for folded, (name, nodes) in named.items()}
    return {
        folded: [places[node] for node in meant]
        for folded, (meant, nodes) in sorted(found.items())
        if meant != sorted(nodes, key=lambda node: str(catalogue.network.nodes[node]["iri"])) or not meant
    }


def _values(catalogue: Catalogue, facet: str) -> dict[str, str]:
    """The value of a facet that each name means, folded."""
    found = {fold(name): labelled(catalogue, facet, name) for name in _other_names(catalogue, (facet,))}
    return {name: value for name, value in sorted(found.items()) if value is not None}


def _kinds_called(catalogue: Catalogue, kinds: list[str]) -> dict[str, list[int]]:
    """The kinds of agents, narrower ones included, that each name means, folded."""
    found = {fold(name): catalogue.kinds_called(name) for name in _other_names(catalogue, ("kind",))}
    return {name: [kinds.index(kind) for kind in its] for name, its in sorted(found.items())}


def _other_names(catalogue: Catalogue, sorts: Iterable[str]) -> list[str]:
    """All names of what has no page: settings, phases, kinds of agents and the like."""
    naming = catalogue.graph.naming
    return [
        name
        for sort in sorts
        if sort not in (*KINDS, "trial")
        for label in naming.labels(sort)
        for thing in naming.find(label, sort)
        for name in naming.names(thing.iri)
    ]
