"""What a site of files holds so that scripts can narrow its pages, since no service answers it.

All trials, with what they have to do with, stand in one script that such pages share; a page tells which it means.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from kg.app.explore.catalogue import Catalogue
from kg.app.explore.facets import ANY, FACETS, OFFERED, about
from kg.app.explore.lines import STANDING, Uses, parts

Point = tuple[int, int]

_OF_TRIALS = ("phase", "status", "year", "setting", "scope", "posted")
"""Facets that a trial has whatever it is asked about; its kinds, mechanisms and targets depend on that."""


def shared(catalogue: Catalogue) -> dict[str, Any]:
    """All things and trials, in the order of their ids; told of by their places in these lists.

    ``uses`` of a trial are pairs of an agent and the place of its role in ``roles``, ``acts`` pairs of an agent and a
    mechanism.
    """
    nodes = sorted(catalogue.network)
    at = {node: place for place, node in enumerate(nodes)}
    roles = sorted({role for trial in catalogue.trials for _, role in catalogue.uses(trial)})
    return {
        "offered": headings(),
        "roles": roles,
        "nodes": [_node(catalogue, node) for node in nodes],
        "standing": [
            (at[node], at[end], relation)
            for relation in STANDING.values()
            for node in nodes
            for end in catalogue.ends(node, relation)
        ],
        "trials": [
            {
                "at": at[trial],
                **{name: sorted(FACETS[name].values(catalogue, trial, "")) for name in _OF_TRIALS},
                "uses": sorted((at[agent], roles.index(role)) for agent, role in catalogue.uses(trial)),
                "acts": sorted((at[agent], at[mechanism]) for agent, mechanism in catalogue.acts_in(trial)),
                **{
                    kind: sorted(at[node] for node in catalogue.held(trial)[kind]) for kind in ("condition", "endpoint")
                },
            }
            for trial in catalogue.trials
        ],
    }


def headings(facets: tuple[str, ...] = OFFERED) -> list[tuple[str, str]]:
    """Facets with their headings."""
    return [(name, FACETS[name].heading) for name in facets]


def landscape_told(catalogue: Catalogue) -> dict[str, Any]:
    """All trials with their facets, targets and conditions; those two by their places in the lists of each."""
    places: dict[str, dict[str, int]] = {}
    told: dict[str, Any] = {"offered": headings()}
    for kind in ("target", "condition"):
        links = sorted(catalogue.all_of(kind), key=lambda link: link.path)
        places[kind] = {link.path: place for place, link in enumerate(links)}
        told[f"{kind}s"] = [{"path": link.path, "label": link.label} for link in links]
    told["trials"] = [
        {
            "values": {name: sorted(FACETS[name].values(catalogue, trial, "")) for name in OFFERED},
            **{f"{kind}s": sorted(places[kind][node] for node in catalogue.held(trial)[kind]) for kind in places},
        }
        for trial in catalogue.trials
    ]
    return told


def map_told(
    catalogue: Catalogue, thing: str, facets: tuple[str, ...], placed: Callable[[set[str]], Mapping[Any, Point]]
) -> dict[str, Any]:
    """The trials that have to do with a thing, by their places, from which a script merges maps, and where marks stand.

    Args:
        facets: Those that are offered.
        placed: Where nodes stand on the map.
    """
    trials = about(catalogue, thing)
    nodes = {node for trial in trials for its in parts(catalogue, trial, Uses(ANY)).values() for node in its}
    places = placed(nodes)
    return {
        "of": thing,
        "offered": headings(facets),
        "trials": [place for place, trial in enumerate(catalogue.trials) if trial in trials],
        "marks": [(place, *places[node]) for place, node in enumerate(sorted(catalogue.network)) if node in nodes],
    }


def _node(catalogue: Catalogue, node: str) -> list[str]:
    """Id and label, of an agent also its kind."""
    data = catalogue.network.nodes[node]
    return [node, data["label"], *([data.get("agent_kind", "")] if data["kind"] == "agent" else [])]
