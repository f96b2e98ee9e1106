"""Trials merged into lines between the things that they join, as the map draws them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import product
from typing import NamedTuple

from kg.app.explore.catalogue import TESTED, Catalogue
from kg.app.explore.facets import ANY

MOST_LINES = 1200
"""Lines beyond which those of the fewest trials are not drawn, since nobody could tell them apart."""

STANDING = {"target": "has-target", "mechanism": "has-mechanism"}
"""What an agent has to do with a thing of a kind, whatever the trial."""


class Uses(NamedTuple):
    """Which agents of a trial count.

    Attributes:
        role: The one role that counts; empty for those in which an agent is tested, ``any`` for all.
        kinds: The kinds of agents that count; empty for all.
    """

    role: str = ""
    kinds: frozenset[str] = frozenset()

    def hold(self, catalogue: Catalogue, agent: str, role: str) -> bool:
        """Whether an agent in a role counts."""
        if self.kinds and catalogue.network.nodes[agent].get("agent_kind") not in self.kinds:
            return False
        return role in TESTED if not self.role else self.role in (role, ANY)


class Line(NamedTuple):
    """A line of the map.

    Attributes:
        trials: How many trials join its ends; 0 for what an agent is, whatever the trial.
    """

    start: str
    end: str
    relation: str
    trials: int


class Merged(NamedTuple):
    """What a map draws.

    Attributes:
        marks: Nodes with their number of trials.
        lines: Those drawn, the thickest first.
        thin: Number of lines that are not drawn because they stand for fewer trials than ``least``.
    """

    marks: dict[str, int]
    lines: list[Line]
    thin: int
    least: int


def parts(catalogue: Catalogue, trial: str, uses: Uses) -> dict[str, set[str]]:
    """The nodes that a trial has to do with, by kind, as far as the agents that count go."""
    agents = {agent for agent, role in catalogue.uses(trial) if uses.hold(catalogue, agent, role)}
    held = catalogue.held(trial)
    return {
        "agent": agents,
        "target": {target for agent in agents for target in catalogue.targets(agent)},
        "mechanism": {mechanism for agent, mechanism in catalogue.acts_in(trial) if agent in agents},
        "condition": held["condition"],
        "endpoint": held["endpoint"],
        "trial": {trial},
    }


def merged(catalogue: Catalogue, trials: Iterable[str], shown: frozenset[str], uses: Uses, least: int = 0) -> Merged:
    """The map of some trials.

    Args:
        shown: Kinds of node that are drawn.
        least: Trials that a line must stand for; 0 for as few as leave no more than ``MOST_LINES``.
    """
    marks: Counter[str] = Counter()
    joined: Counter[tuple[str, str, str]] = Counter()
    for trial in trials:
        its = {kind: nodes for kind, nodes in parts(catalogue, trial, uses).items() if kind in shown}
        marks.update(node for nodes in its.values() for node in nodes)
        joined.update(_joined(its))
    enough = 1 if "trial" in shown else least or _enough(joined)
    counted = [Line(*ends, number) for ends, number in joined.items() if number >= enough]
    standing = list(_standing(catalogue, marks)) if "agent" in shown else []
    lines = sorted([*counted, *standing], key=lambda line: (-line.trials, line))
    return Merged(dict(sorted(marks.items())), lines, len(joined) - len(counted), enough)


def _joined(its: dict[str, set[str]]) -> Iterator[tuple[str, str, str]]:
    """The lines that one trial adds to: between its agents, else what they act on, and conditions and endpoints."""
    middle = its.get("agent") if "agent" in its else its.get("target", set()) | its.get("mechanism", set())
    relations = {"condition": "studied-in", "endpoint": "measured-by"}
    if "trial" in its:
        (trial,) = its["trial"]
        yield from ((trial, node, "uses") for node in middle or ())
        yield from ((trial, node, "studies") for node in its.get("condition", ()))
        yield from ((trial, node, "measures") for node in its.get("endpoint", ()))
        return
    for kind, relation in relations.items():
        yield from ((start, end, relation) for start, end in product(middle or (), its.get(kind, ())))


def _standing(catalogue: Catalogue, marks: Counter[str]) -> Iterator[Line]:
    for relation in STANDING.values():
        for agent in (node for node in marks if node.startswith("agent/")):
            yield from (Line(agent, end, relation, 0) for end in catalogue.ends(agent, relation) if end in marks)


def _enough(joined: Counter[tuple[str, str, str]]) -> int:
    """The least number of trials that leaves no more lines than a picture can show."""
    ranked = sorted(joined.values(), reverse=True)
    return ranked[MOST_LINES] + 1 if len(ranked) > MOST_LINES else 1
