"""What a name means: the things called so, kinds of agents, and the agents that it says to act on a target."""

from __future__ import annotations

from typing import NamedTuple

from kg.app.explore.catalogue import Catalogue
from kg.graph.naming import Acting


class Meaning(NamedTuple):
    """What a whole name means.

    Attributes:
        things: What is called so; then the targets that the name says something acts on.
        kinds: Kinds of agents that are called so, narrower ones included: the IRI of each by its label.
        agents: Those of the kinds, or that act on the targets, those of the most trials first.
        is_whole: Whether the name means something as it is, not only by its parts.
    """

    things: list[str]
    kinds: dict[str, str]
    agents: list[str]
    is_whole: bool


def meaning(catalogue: Catalogue, name: str) -> Meaning:
    """What a name means in a graph; nothing if it is empty."""
    if not name:
        return Meaning([], {}, [], is_whole=False)
    acting, kinds = catalogue.graph.naming.acting(name), catalogue.kinds_called(name)
    # A plural may be an agent's own name and yet mean a mechanism: "checkpoint inhibitors".
    called = [*catalogue.nodes_called(name), *catalogue.nodes_called(name, "mechanism")]
    targets = [node for thing in acting.targets if (node := catalogue.node_of(thing.iri))] if acting else []
    agents = {agent for kind in kinds for agent in catalogue.agents_by_kind[kind]}
    if acting and len(targets) == len(acting.targets):
        agents |= _acting(catalogue, acting, targets)
    ranked = sorted(agents, key=lambda node: (-len(catalogue.trials_of(node)), node))
    return Meaning(list(dict.fromkeys([*called, *targets])), kinds, ranked, is_whole=bool(called or kinds))


def _acting(catalogue: Catalogue, acting: Acting, targets: list[str]) -> set[str]:
    """The agents that act on all of the targets, as far as they are of the kind."""
    found = set.intersection(*(set(catalogue.starts(target, "has-target")) for target in targets))
    if acting.kind is None:
        return found
    kinds = catalogue.kinds_called(acting.kind.iri)
    return {agent for agent in found if catalogue.network.nodes[agent]["agent_kind"] in kinds}
