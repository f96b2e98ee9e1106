"""What a site's search looks through, since no service answers it: things and kinds by all names, trials by titles."""

from __future__ import annotations

from typing import Any

from kg.app.explore.catalogue import KINDS, Catalogue
from kg.app.explore.facets import chosen
from kg.graph.acting import acting_words


def searchable(catalogue: Catalogue) -> dict[str, Any]:
    """All kinds of agents, things and trials; what belongs together is told by places in these lists."""
    kinds = sorted(catalogue.agents_by_kind)
    things = [link for kind in KINDS for link in catalogue.all_of(kind)]
    places = {link.path: place for place, link in enumerate(things)}
    return {
        "acting": sorted(acting_words()),
        "kinds": [
            {"label": kind, "names": names, "trials": len(chosen(catalogue, {"kind": kind}))}
            for kind, names in _names_of_kinds(catalogue).items()
        ],
        "things": [
            {
                "path": link.path,
                "label": link.label,
                "kind": link.kind,
                "trials": link.trials,
                "names": catalogue.graph.naming.names(catalogue.network.nodes[link.path]["iri"]),
                "acts": sorted(
                    places[end] for its in ("has-target", "has-mechanism") for end in catalogue.ends(link.path, its)
                ),
                "of": [kinds.index(kind) for kind in kinds if link.path in catalogue.agents_by_kind[kind]],
            }
            for link in things
        ],
        "trials": [
            {
                "path": row.path,
                "id": row.id,
                "title": row.title,
                "year": row.year,
                "held": sorted(places[node] for its in catalogue.held(row.path).values() for node in its),
            }
            for row in catalogue.rows({trial: [] for trial in catalogue.trials})
        ],
    }


def _names_of_kinds(catalogue: Catalogue) -> dict[str, list[str]]:
    """The names of each kind of agent in the graph and of those that are wider."""
    naming = catalogue.graph.naming
    names: dict[str, list[str]] = {kind: [] for kind in sorted(catalogue.agents_by_kind)}
    for label in naming.labels("kind"):
        for thing in naming.find(label, "kind"):
            for kind in catalogue.kinds_called(thing.iri):
                names[kind] += naming.names(thing.iri)
    return names
