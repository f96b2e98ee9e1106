"""A part of a network: what lies around one thing, or what a page can hold."""

from __future__ import annotations

import re
import unicodedata
from heapq import heappop, heappush

from kg.errors import UsageError
from kg.graph.likeness import most_alike
from kg.graph.project.network import Network
from kg.graph.project.skeleton import trials_of

_KIND_ORDER = ("target", "agent", "condition", "mechanism", "endpoint", "trial")
_HALF_STEPS = {"uses": 1, "studies": 1, "measures": 1, "has-target": 2, "has-mechanism": 2, "broader": 2}
"""Half lines of the map: trial and thing are half a line apart, so that two things of one trial are one apart."""

_SUGGESTIONS = 4


def neighbourhood(network: Network, focus: str, hops: int) -> tuple[Network, str]:
    """The part within that many lines of the thing called ``focus``, and a note that says so.

    Raises:
        UsageError: If nothing is called so, or hops is below 1.
    """
    if hops < 1:
        raise UsageError("hops is below 1", remedy="give a number of lines of at least 1")
    centre = find_node(network, focus)
    if centre is None:
        raise UsageError(f"nothing in the graph is called {focus!r}", remedy=_suggestion(network, focus))
    part = _copy(network, _within(network, centre, 2 * hops))
    part.graph["focus"] = centre
    label = network.nodes[centre]["label"]
    return part, f"Only what lies within {hops} line{'s' * (hops != 1)} of {label} is in this page."


def find_node(network: Network, name: str) -> str | None:
    """The node with that id, name, synonym or identifier, letters and figures alone compared; None if there is none.

    Where several have it, targets go before agents, agents before conditions, and so on; then the better connected.
    """
    if name in network:
        return name
    wanted = _folded(name)
    found = [node for node in network if wanted and wanted in {_folded(other) for other in _names(network, node)}]
    order = _KIND_ORDER.index
    return min(found, key=lambda n: (order(network.nodes[n]["kind"]), -network.degree(n), n), default=None)


def most_recent(network: Network, most: int) -> tuple[Network, str]:
    """The part that the most recent trials make up, of about that many nodes, and a note that says so."""
    trials = sorted(trials_of(network), key=lambda item: (-(item[1].get("year") or 0), item[0]))
    kept: set[str] = set()
    taken = 0
    for node, _ in trials:
        more = kept | {node} | _reached(network, node)
        if len(more) > most:
            break
        kept, taken = more, taken + 1
    note = f"Only the {taken:,} most recent of {len(trials):,} trials are in this page; a focus shows all of one thing."
    return _copy(network, kept), note


def _reached(network: Network, trial: str) -> set[str]:
    """Everything that edges lead to from a trial, wider conditions included."""
    found, waiting = set[str](), [trial]
    while waiting:
        fresh = [node for node in network.successors(waiting.pop()) if node not in found]
        found.update(fresh)
        waiting.extend(fresh)
    return found


def _within(network: Network, centre: str, reach: int) -> set[str]:
    """Nodes at most that many half lines away. Endpoints lead no further: nearly all trials share them."""
    away: dict[str, int] = {}
    waiting = [(0, centre)]
    while waiting:
        distance, node = heappop(waiting)
        if node in away or distance > reach:
            continue
        away[node] = distance
        if network.nodes[node]["kind"] == "endpoint" and node != centre:
            continue
        for start, end, relation in (
            *network.out_edges(node, data="relation"), *network.in_edges(node, data="relation")
        ):  # fmt: skip
            heappush(waiting, (distance + _HALF_STEPS[relation], end if start == node else start))
    return set(away)


def _copy(network: Network, nodes: set[str]) -> Network:
    part: Network = network.subgraph(nodes).copy()
    return part


def _names(network: Network, node: str) -> tuple[str, ...]:
    data = network.nodes[node]
    return (data["label"], *data.get("synonyms", ()), *data.get("identifiers", ()))


def _folded(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).casefold()
    return re.sub(r"[\W_]+", "", "".join(c for c in plain if not unicodedata.combining(c)))


def _suggestion(network: Network, focus: str) -> str:
    """The standard names of what has a name like it, a synonym included."""
    kinds = network.nodes(data="kind")
    things = [(node, name) for node, kind in kinds if kind != "trial" for name in _names(network, node)]
    found = most_alike(_folded(focus), [(_folded(name),) for _, name in things], 3 * _SUGGESTIONS)
    near = list(dict.fromkeys(network.nodes[things[place][0]]["label"] for place in found))[:_SUGGESTIONS]
    return f"try {', '.join(near)}" if near else "list what there is with iokg ask vocabulary"
