"""The nodes and edges of the whole store, without the words behind them."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import pyoxigraph as ox

from kg import vocab
from kg.curie import local_name
from kg.graph.project.names import Names
from kg.graph.project.network import Network
from kg.graph.project.rows import rows
from kg.vocab import BASE

VIEWS = (
    "names", "trial_terms", "trials", "uses", "agent_kinds", "agent_parts", "agent_actions", "conditions",
    "wider_conditions", "endpoints",
)  # fmt: skip
"""The queries that a skeleton is made of."""

_ACTIONS = {vocab.HAS_TARGET: ("target", "has-target"), vocab.HAS_MECHANISM: ("mechanism", "has-mechanism")}
_PHASE_PAIRS = {"Phase 1, Phase 2": "Phase 1/2", "Phase 2, Phase 3": "Phase 2/3"}


def skeleton(store: ox.Store) -> Network:
    """Trials, the agents, conditions and endpoints that they name, and what those act on or belong to."""
    network = Network()
    names = Names(store)
    _trials(store, network, names)
    _uses(store, network, names)
    _actions(store, network, names)
    _conditions(store, network, names)
    _endpoints(store, network, names)
    return network


def node_id(kind: str, iri: str) -> str:
    """The id of a thing's node."""
    return iri.removeprefix(BASE) if iri.startswith(f"{BASE}{kind}/") else f"{kind}/{local_name(iri)}"


def relate(network: Network, start: str, end: str, relation: str, **more: str) -> None:
    """Add an edge once, under a key that finds it again."""
    network.add_edge(start, end, key=edge_key(relation, **more), relation=relation, evidence=[], **more)


def edge_key(relation: str, **more: str) -> str:
    """What tells edges between the same two nodes apart."""
    return " ".join([relation, *more.values()])


def _thing(network: Network, kind: str, iri: str, names: Names) -> str:
    node = node_id(kind, iri)
    if node not in network:
        network.add_node(
            node, kind=kind, iri=iri, label=names.label(iri), synonyms=names.synonyms(iri),
            identifiers=names.identifiers(iri), definition=names.definition(iri),
        )  # fmt: skip
    return node


def _trials(store: ox.Store, network: Network, names: Names) -> None:
    terms: dict[tuple[str, str], list[str]] = defaultdict(list)
    for trial, property_, term in sorted(rows(store, "trial_terms")):
        terms[trial, property_].append(names.label(term))
    for row in rows(store, "trials"):
        trial, identifier, title, scope, status, start, enrolment, sponsor, why_stopped, posted = row
        network.add_node(
            node_id("trial", trial), kind="trial", iri=trial, label=identifier, title=title,
            scope=names.label(scope) if scope else "", status=names.label(status) if status else "",
            year=_year(start), posted=_year(posted), enrolment=int(enrolment) if enrolment else None,
            sponsor=sponsor, why_stopped=why_stopped, phase=_phase(terms[trial, vocab.HAS_PHASE]),
            settings=tuple(terms[trial, vocab.HAS_SETTING]),
        )  # fmt: skip


def _year(date: str) -> int | None:
    return int(date[:4]) if date[:4].isdigit() else None


def _phase(phases: list[str]) -> str:
    together = ", ".join(phases)
    return _PHASE_PAIRS.get(together, together)


def _uses(store: ox.Store, network: Network, names: Names) -> None:
    for _, trial, agent, role in rows(store, "uses"):
        node = _thing(network, "agent", agent, names)
        relate(network, node_id("trial", trial), node, "uses", role=local_name(role))
    kinds: dict[str, list[str]] = defaultdict(list)
    for agent, kind in sorted(rows(store, "agent_kinds")):
        kinds[node_id("agent", agent)].append(names.label(kind))
    parts: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for agent, property_, part in sorted(rows(store, "agent_parts")):
        parts[node_id("agent", agent)].append((names.label(property_).removeprefix("Has ").capitalize(), part))
    for node in kinds.keys() & network.nodes:
        network.nodes[node]["agent_kind"] = kinds[node][0]
        network.nodes[node]["parts"] = tuple(parts[node])


def _actions(store: ox.Store, network: Network, names: Names) -> None:
    for agent, property_, value in rows(store, "agent_actions"):
        kind, relation = _ACTIONS[property_]
        relate(network, node_id("agent", agent), _thing(network, kind, value, names), relation)


def _conditions(store: ox.Store, network: Network, names: Names) -> None:
    for trial, condition in rows(store, "conditions"):
        relate(network, node_id("trial", trial), _thing(network, "condition", condition, names), "studies")
    wider: dict[str, list[str]] = defaultdict(list)
    for condition, above in rows(store, "wider_conditions"):
        wider[condition].append(above)
    waiting = [data["iri"] for _, data in network.nodes(data=True) if data["kind"] == "condition"]
    for iri in waiting:
        for above in wider.pop(iri, ()):
            relate(network, node_id("condition", iri), _thing(network, "condition", above, names), "broader")
            waiting.append(above)


def _endpoints(store: ox.Store, network: Network, names: Names) -> None:
    for trial, _, priority, endpoint in rows(store, "endpoints"):
        node = _thing(network, "endpoint", endpoint, names)
        relate(network, node_id("trial", trial), node, "measures", priority=local_name(priority))


def trials_of(network: Network) -> list[tuple[str, dict[str, Any]]]:
    """The trials of a network by node id."""
    return [(node, data) for node, data in sorted(network.nodes(data=True)) if data["kind"] == "trial"]
