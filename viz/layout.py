"""Where each node of the map stands: computed once, the same on every run.

Agents, targets, mechanisms and conditions are placed by forces; endpoints stand on a ring around them, since they
touch everything; trials stand where their agents and conditions pull them. What only trials name that a picture leaves
out at first stands below, by itself, so that it takes no room from what is seen.
"""

from __future__ import annotations

import hashlib
import json
import math
import os
from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping
from contextlib import suppress
from functools import cache
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from viz.bundle import look
from viz.scale import MOST_STEPS, SPACING, STRETCH

if TYPE_CHECKING:
    import networkx as nx

Point: TypeAlias = tuple[int, int]

_PULL = {"has-target": 2.0, "has-mechanism": 1.2, "studied-in": 0.35}
_NAMING = ("uses", "studies", "has-target", "has-mechanism")
_FORCED = ("mechanism", "target", "agent", "condition")
_RECIPE = "2"
"""Changes whenever the same network would be placed otherwise, so that kept positions are not used again."""


def place(network: nx.Graph[Any], kept_in: Path | None = None, *, steps: int = MOST_STEPS) -> dict[Hashable, Point]:
    """Position of every node, x to the right and y downwards.

    Args:
        network: Nodes with ``kind``, edges with ``relation``.
        kept_in: File that keeps the positions of the last network placed; read and written if given.
        steps: Steps of the forces at most; fewer are for a small network for which somebody waits.
    """
    digest = _digest(network)
    kept = _read(kept_in, digest)
    names = {str(node): node for node in network}
    if kept is not None and kept.keys() == names.keys():
        return {names[name]: (x, y) for name, (x, y) in kept.items()}
    places = _place(network, steps)
    if kept_in is not None:
        _keep(kept_in, digest, places)
    return places


def _place(network: nx.Graph[Any], steps: int) -> dict[Hashable, Point]:
    by_kind = defaultdict(list)
    for node in sorted(network, key=str):
        by_kind[network.nodes[node].get("kind", "")].append(node)
    forced = [node for kind in _FORCED for node in by_kind[kind]]
    seen = _seen(network)
    inner, outer = ([node for node in forced if (node in seen) is inside] for inside in (True, False))
    places = _balanced(inner, _springs(network, seen), steps)
    ring = _radius(places)
    places |= _below(_balanced(outer, _springs(network, set(outer)), steps), ring)
    places |= _ring(by_kind["endpoint"], ring)
    return places | _gather(network, by_kind["trial"], places)


def _seen(network: nx.Graph[Any]) -> set[Hashable]:
    """Trials that a picture shows at first, what they name, and what their agents act on and through.

    Where all trials are of the hidden scope, all are seen; a network without trials is seen as a whole.
    """
    every = {node for node, kind in network.nodes(data="kind") if kind == "trial"}
    trials = {node for node in every if network.nodes[node].get("scope") != look()["hidden_scope"]} or every
    if not trials:
        return set(network)
    ends: dict[Hashable, list[Hashable]] = defaultdict(list)
    for start, end, relation in network.edges(data="relation"):
        if relation in _NAMING:
            ends[start].append(end)
    named = {end for trial in trials for end in ends[trial]}
    return trials | named | {end for agent in named for end in ends[agent]}


def _balanced(
    nodes: list[Hashable], springs: Mapping[tuple[Hashable, Hashable], float], steps: int
) -> dict[Hashable, Point]:
    from viz.forces import balanced  # numpy takes longer to load than kept places to read

    positions = zip(nodes, balanced(nodes, springs, steps), strict=True) if nodes else ()
    return {node: (round(float(x)), round(float(y))) for node, (x, y) in positions}


def _below(places: dict[Hashable, Point], ring: float) -> dict[Hashable, Point]:
    """The same places, moved below a ring."""
    down = round(ring + SPACING - min((y for _, y in places.values()), default=0))
    return {node: (x, y + down) for node, (x, y) in places.items()}


# --- What pulls -------------------------------------------------------------------------------------------------


def _springs(network: nx.Graph[Any], among: set[Hashable]) -> dict[tuple[Hashable, Hashable], float]:
    """Pull between two of some nodes: stated lines as they are, agent and condition by the trials that join them.

    Trials that do not belong to those nodes join nothing, unless none does.
    """
    every = {node for node, kind in network.nodes(data="kind") if kind == "trial"}
    joining = every & among or every
    springs: dict[tuple[Hashable, Hashable], float] = {}
    agents, conditions = defaultdict(list), defaultdict(list)
    for start, end, data in network.edges(data=True):
        relation = data.get("relation")
        if relation in _PULL:
            springs[start, end] = _PULL[relation]
        elif start not in joining:
            continue
        elif relation == "uses" and data.get("role") in {"Investigational", "Combination"}:
            agents[start].append(end)
        elif relation == "studies":
            conditions[start].append(end)
    joined = Counter(pair for trial in agents for pair in product(set(agents[trial]), conditions[trial]))
    for pair, trials in joined.items():
        springs[pair] = _PULL["studied-in"] * math.sqrt(trials)
    return springs


# --- Endpoints and trials ---------------------------------------------------------------------------------------


def _radius(places: Mapping[Hashable, Point]) -> float:
    return max((math.hypot(x / STRETCH, y) for x, y in places.values()), default=0) + 3 * SPACING


def _ring(nodes: list[Hashable], radius: float) -> dict[Hashable, Point]:
    turn = 2 * math.pi / max(len(nodes), 1)
    return {
        node: (round(STRETCH * radius * math.sin(turn * i)), round(-radius * math.cos(turn * i)))
        for i, node in enumerate(nodes)
    }


def _gather(network: nx.Graph[Any], trials: list[Hashable], places: Mapping[Hashable, Point]) -> dict[Hashable, Point]:
    """Each trial in the free cell of a grid that is nearest to the middle of its agents and conditions."""
    ends: dict[Hashable, list[Point]] = defaultdict(list)
    for start, end, data in network.edges(data=True):
        if data.get("relation") in {"uses", "studies"} and end in places:
            ends[start].append(places[end])
    cell = SPACING // 2
    taken = {(round(x / cell), round(y / cell)) for x, y in places.values()}
    found: dict[Hashable, Point] = {}
    for trial in trials:
        x, y = _middle(ends[trial])
        column, line = _free(round(x / cell), round(y / cell), taken)
        taken.add((column, line))
        found[trial] = (column * cell, line * cell)
    return found


def _middle(points: list[Point]) -> tuple[float, float]:
    count = max(len(points), 1)
    return sum(x for x, _ in points) / count, sum(y for _, y in points) / count


def _free(column: int, line: int, taken: set[Point]) -> Point:
    reach = 0
    while True:
        for dx, dy in _square(reach):
            if (column + dx, line + dy) not in taken:
                return column + dx, line + dy
        reach += 1


@cache
def _square(reach: int) -> tuple[Point, ...]:
    """The steps to the cells around a cell, at that reach, nearest first."""
    steps = range(-reach, reach + 1)
    around = [(dx, dy) for dx in steps for dy in steps if max(abs(dx), abs(dy)) == reach]
    return tuple(sorted(around, key=lambda step: (math.hypot(*step), step)))


# --- Kept positions ---------------------------------------------------------------------------------------------


def _digest(network: nx.Graph[Any]) -> str:
    nodes = sorted(f"{node}\t{data.get('kind')}\t{data.get('scope')}" for node, data in network.nodes(data=True))
    edges = sorted(f"{a}\t{b}\t{d.get('relation')}\t{d.get('role')}" for a, b, d in network.edges(data=True))
    return hashlib.sha256("\n".join([_RECIPE, *nodes, *edges]).encode()).hexdigest()


def _keep(kept_in: Path, digest: str, places: Mapping[Hashable, Point]) -> None:
    """Keep the positions, all or none; where the folder cannot be written, they are computed again next time."""
    draft = kept_in.with_name(f".{kept_in.name}-{os.getpid()}")
    with suppress(OSError):
        draft.write_text(json.dumps({"digest": digest, "places": {str(node): xy for node, xy in places.items()}}))
        draft.replace(kept_in)


def _read(kept_in: Path | None, digest: str) -> dict[str, Point] | None:
    """The kept positions of the very network with that digest; None if there are none or they cannot be read."""
    try:
        kept = json.loads(kept_in.read_text()) if kept_in else {}
    except (OSError, ValueError):
        return None
    return kept["places"] if isinstance(kept, dict) and kept.get("digest") == digest else None
