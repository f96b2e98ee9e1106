"""What a page that lies in a file holds so that its script can narrow it, since no service answers it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import Any

from kg.app.explore.catalogue import Catalogue
from kg.app.explore.facets import ANY, FACETS, OFFERED, about
from kg.app.explore.lines import STANDING, Uses, parts
from kg.app.explore.sheet import TrialRow

Point = tuple[int, int]

_KEPT = tuple(name for name in FACETS if name not in ("agent", "condition", "endpoint"))
"""Facets that a chart or a form leads to."""


class Narrowable:
    """The values by which a list of trials can be narrowed; found when a template asks for them.

    Args:
        thing: What the trials are about; empty if that does not matter.
    """

    def __init__(self, catalogue: Catalogue, rows: Iterable[TrialRow], thing: str = "") -> None:
        self._catalogue, self._thing = catalogue, thing
        self._trials = [row.path for row in rows]

    @property
    def offered(self) -> list[tuple[str, str]]:
        """The facets that are offered, with their headings, in their order."""
        return headings()

    def values(self, trial: str) -> dict[str, list[str]]:
        """The values of a trial by facet."""
        return self._values[trial]

    def names(self) -> dict[str, str]:
        """What values are called that are things."""
        nodes = self._catalogue.network.nodes
        values = {value for its in self._values.values() for found in its.values() for value in found}
        return {value: nodes[value]["label"] for value in sorted(values) if value in nodes}

    @cached_property
    def _values(self) -> dict[str, dict[str, list[str]]]:
        tested = about(self._catalogue, self._thing)
        found = {}
        for trial in self._trials:
            its = {name: sorted(FACETS[name].values(self._catalogue, trial, self._thing)) for name in _KEPT}
            found[trial] = its | {"use": ["tested" if trial in tested else "in another role"]}
        return found


def headings() -> list[tuple[str, str]]:
    """The facets that a form offers, with their headings, in their order."""
    return [(name, FACETS[name].heading) for name in OFFERED]


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
    """All trials that have to do with a thing, with what they have to do with, from which a script merges maps.

    Nodes stand by their places in one list.

    Args:
        facets: Those that are offered.
        placed: Where nodes stand on the map.
    """
    trials = sorted(about(catalogue, thing))
    held = {trial: parts(catalogue, trial, Uses(ANY)) for trial in trials}
    nodes = sorted({node for its in held.values() for found in its.values() for node in found})
    at, places = {node: place for place, node in enumerate(nodes)}, placed(set(nodes))
    return {
        "offered": [(name, FACETS[name].heading) for name in facets],
        "nodes": [_node(catalogue, node, places[node]) for node in nodes],
        "standing": [
            (at[node], at[end], relation)
            for relation in STANDING.values()
            for node in nodes
            for end in catalogue.ends(node, relation)
            if end in at
        ],
        "trials": [
            {
                "values": {name: sorted(FACETS[name].values(catalogue, trial, thing)) for name in facets},
                "year": catalogue.network.nodes[trial]["year"],
                "trial": [at[trial]],
                "uses": sorted((at[agent], role) for agent, role in catalogue.uses(trial) if agent in at),
                "acts": sorted(
                    (at[agent], at[mechanism]) for agent, mechanism in catalogue.acts_in(trial) if mechanism in at
                ),
                **{kind: sorted(at[node] for node in held[trial][kind]) for kind in ("condition", "endpoint")},
            }
            for trial in trials
        ],
    }


def _node(catalogue: Catalogue, node: str, place: Point) -> dict[str, Any]:
    data = catalogue.network.nodes[node]
    return {
        "id": node, "kind": data["kind"], "label": data["label"], "x": place[0], "y": place[1],
        **({"agent_kind": data.get("agent_kind", "")} if data["kind"] == "agent" else {}),
    }  # fmt: skip
