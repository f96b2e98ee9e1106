"""What a thing is joined to by one line: its neighbours by kind, those of the most trials first."""

from __future__ import annotations

from collections import Counter
from typing import Any

from kg.app.explore import facets
from kg.app.explore.catalogue import Catalogue

MOST = 7
"""Neighbours of a kind that are shown; the others are counted."""

_SAYS = {
    "agent": {"target": "acts on", "mechanism": "acts through", "condition": "studied in", "agent": "given with"},
    "target": {
        "agent": "agents that act on it", "mechanism": "acted on through", "condition": "studied in",
        "target": "acted on together with",
    },
    "mechanism": {"agent": "agents that act through it", "target": "acts on", "condition": "studied in"},
    "condition": {"agent": "agents studied", "target": "targets", "mechanism": "mechanisms", "condition": "narrower"},
    "endpoint": {"agent": "agents tested", "target": "targets", "condition": "conditions"},
}  # fmt: skip
"""Which kinds of neighbours are shown for a kind of thing, and what joins them."""


def neighbours(catalogue: Catalogue, node: str) -> list[dict[str, Any]]:
    """For each kind of neighbour what joins it, the links with their numbers of trials, and how many more there are."""
    told = []
    for kind, says in _SAYS[node.partition("/")[0]].items():
        ranked = catalogue.ranked(_counted(catalogue, node, kind))
        links = [catalogue.link(end, number) for end, number in ranked[:MOST]]
        if links:
            told.append({"kind": kind, "says": says, "links": links, "further": len(ranked) - len(links)})
    return told


def has_further(catalogue: Catalogue, node: str) -> bool:
    """Whether a thing has more neighbours than are shown."""
    return any(group["further"] for group in neighbours(catalogue, node))


def _counted(catalogue: Catalogue, node: str, kind: str) -> Counter[str]:
    """The neighbours of a kind with the number of trials that join them to a thing."""
    if kind == "condition" and node.startswith("condition/"):
        return Counter({end: len(catalogue.trials_of(end)) for end in catalogue.starts(node, "broader")})
    counts: Counter[str] = Counter()
    for trial in facets.about(catalogue, node):
        counts.update(_ends(catalogue, trial, node, kind) - {node, facets.NOT_GIVEN})
    if kind in ("target", "mechanism") and node.startswith("agent/"):
        # What an agent is holds whatever the trial, also if none tests it.
        counts.update(dict.fromkeys(catalogue.ends(node, f"has-{kind}"), 0))
    return counts


def _ends(catalogue: Catalogue, trial: str, node: str, kind: str) -> set[str]:
    if kind == "agent" and not node.startswith("agent/"):
        return facets.agents(catalogue, trial, node)
    if kind == "target":
        return facets.targets(catalogue, trial, node)
    if kind == "mechanism":
        return facets.mechanisms(catalogue, trial, node)
    return catalogue.held(trial)[kind]
