"""Where each node of the map stands: computed once, the same on every run.

Agents, targets, mechanisms and conditions are placed by forces; endpoints stand on a ring around them, since they
touch everything; trials stand where their agents and conditions pull them.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

import networkx as nx
import numpy as np
import numpy.typing as npt

Point: TypeAlias = tuple[int, int]
Values: TypeAlias = npt.NDArray[np.float32]
Ids: TypeAlias = npt.NDArray[np.intp]

SPACING = 58
"""Least distance between two placed nodes, in units of the map."""

_STRETCH = 0.95
"""Width of the map over its height: screens are wider than high."""

_PULL = {"has-target": 2.0, "has-mechanism": 1.2, "studied-in": 0.35}
_FORCED = ("mechanism", "target", "agent", "condition")
_WORK = 60_000_000
"""Pairs of nodes that pushing may look at, over all its steps: about two seconds of one core."""

_RECIPE = "1"
"""Changes whenever the same network would be placed otherwise, so that kept positions are not used again."""


def place(network: nx.Graph[Any], kept_in: Path | None = None) -> dict[Hashable, Point]:
    """Position of every node, x to the right and y downwards.

    Args:
        network: Nodes with ``kind``, edges with ``relation``.
        kept_in: File that keeps the positions of the last network placed; read and written if given.
    """
    digest = _digest(network)
    kept = _read(kept_in, digest)
    names = {str(node): node for node in network}
    if kept is not None and kept.keys() == names.keys():
        return {names[name]: (x, y) for name, (x, y) in kept.items()}
    places = _place(network)
    if kept_in is not None:
        kept_in.write_text(json.dumps({"digest": digest, "places": {str(node): xy for node, xy in places.items()}}))
    return places


def _place(network: nx.Graph[Any]) -> dict[Hashable, Point]:
    by_kind = defaultdict(list)
    for node in sorted(network, key=str):
        by_kind[network.nodes[node].get("kind", "")].append(node)
    forced = [node for kind in _FORCED for node in by_kind[kind]]
    springs = _springs(network)
    positions = _force(forced, springs) if forced else np.zeros((0, 2), dtype=np.float32)
    places = {node: (round(float(x)), round(float(y))) for node, (x, y) in zip(forced, positions, strict=True)}
    places |= _ring(by_kind["endpoint"], _radius(places))
    return places | _gather(network, by_kind["trial"], places)


# --- What pulls -------------------------------------------------------------------------------------------------


def _springs(network: nx.Graph[Any]) -> dict[tuple[Hashable, Hashable], float]:
    """Pull between two nodes: stated lines as they are, agent and condition by the trials that join them."""
    springs: dict[tuple[Hashable, Hashable], float] = {}
    agents, conditions = defaultdict(list), defaultdict(list)
    for start, end, data in network.edges(data=True):
        relation = data.get("relation")
        if relation in _PULL:
            springs[start, end] = _PULL[relation]
        elif relation == "uses" and data.get("role") in {"Investigational", "Combination"}:
            agents[start].append(end)
        elif relation == "studies":
            conditions[start].append(end)
    joined = Counter(pair for trial in agents for pair in product(set(agents[trial]), conditions[trial]))
    for pair, trials in joined.items():
        springs[pair] = _PULL["studied-in"] * math.sqrt(trials)
    return springs


# --- Forces -----------------------------------------------------------------------------------------------------


class _Springs(NamedTuple):
    """What pulls together: positions of the two ends in the list of nodes, and how strongly."""

    start: Ids
    end: Ids
    pull: Values
    nodes: int

    def totals(self, at_start: Values, at_end: Values) -> Values:
        """For every node, the sum over its springs of what they bring to it."""
        return np.asarray(
            np.bincount(self.start, at_start, self.nodes) + np.bincount(self.end, at_end, self.nodes), dtype=np.float32
        )


def _force(nodes: list[Hashable], pulls: Mapping[tuple[Hashable, Hashable], float]) -> Values:
    """Positions in balance: every node pushes every other off, every spring pulls its two ends together.

    Springs pull by the logarithm of their length, which lets clusters form (LinLog, doi:10.7155/jgaa.00154).
    """
    row = {node: index for index, node in enumerate(nodes)}
    ends = sorted((row[a], row[b], pull) for (a, b), pull in pulls.items() if a in row and b in row)
    start, end = (np.array([line[side] for line in ends], dtype=np.intp) for side in (0, 1))
    springs = _Springs(start, end, np.array([line[2] for line in ends], dtype=np.float32), len(nodes))
    mass = 1 + springs.totals(springs.pull, springs.pull)
    positions, distances = _unfolded(springs, mass), _Distances(len(nodes))
    steps = min(max(_WORK // max(len(nodes), 1) ** 2, 70), 300)
    for step in range(steps):
        shift = _push(positions, mass, distances) - np.float32(0.004) * positions * mass[:, None]
        gap = positions[end] - positions[start]
        length = np.sqrt((gap * gap).sum(axis=1)) + 1
        along = (40 * springs.pull * np.log1p(length / 20) / length)[:, None] * gap
        for axis in (0, 1):
            shift[:, axis] += springs.totals(along[:, axis], -along[:, axis]) / mass
        positions = positions + _capped(shift, 80 * (1 - step / steps) + 2)
    return _apart(_packed(positions, springs), distances)


def _packed(positions: Values, springs: _Springs) -> Values:
    """Parts that no spring joins, each evened and scaled by itself, set side by side around the largest."""
    joined: nx.Graph[int] = nx.Graph()
    joined.add_nodes_from(range(springs.nodes))
    joined.add_edges_from(zip(springs.start.tolist(), springs.end.tolist(), strict=True))
    parts = sorted((sorted(part) for part in nx.connected_components(joined)), key=lambda part: (-len(part), part))
    packed = np.zeros_like(positions)
    discs: list[tuple[float, float, float]] = []
    for part in parts:
        own = _scaled(_evened(positions[part]))
        radius = float(np.sqrt((own * own).sum(axis=1)).max()) + SPACING / 2
        x, y = _beside(discs, radius)
        discs.append((x, y, radius))
        packed[part] = own + np.array([x, y], dtype=np.float32)
    return packed


def _beside(discs: list[tuple[float, float, float]], radius: float) -> tuple[float, float]:
    """The place nearest to the middle where a disc of that radius touches no other."""
    away = 0
    while True:
        for turn in range(36):
            angle = turn * math.pi / 18
            x, y = away * _STRETCH * math.cos(angle), away * math.sin(angle)
            if all(math.hypot(x - other_x, y - other_y) >= radius + other for other_x, other_y, other in discs):
                return x, y
        away += SPACING // 2


def _unfolded(springs: _Springs, mass: Values) -> Values:
    """A first arrangement by the links alone: each node near the mean of its neighbours, by power iteration."""
    disc = _spiral(springs.nodes)
    positions = disc
    for _ in range(60):
        pulled = [springs.totals(springs.pull * x[springs.end], springs.pull * x[springs.start]) for x in positions.T]
        positions = positions + np.stack(pulled, axis=1) / mass[:, None]
        positions = np.linalg.qr(positions - positions.mean(axis=0))[0].astype(np.float32)
    reach = SPACING * np.sqrt(np.float32(springs.nodes))
    return np.asarray(_evened(positions * reach / np.abs(positions).max()) + disc / 20, dtype=np.float32)


def _evened(positions: Values) -> Values:
    """The same directions from the middle, at distances that fill a disc: dense middles open, far strays come in."""
    around = positions - np.median(positions, axis=0)
    distance = np.sqrt((around * around).sum(axis=1)) + np.float32(1e-6)
    rank = np.argsort(np.argsort(distance, kind="stable"), kind="stable") + 0.5
    even = distance.max() * np.sqrt(rank / len(positions))
    evened = around * ((0.15 * distance + 0.85 * even) / distance)[:, None]
    evened[:, 0] *= _STRETCH
    return np.asarray(evened, dtype=np.float32)


def _scaled(positions: Values) -> Values:
    """The same picture at the size where nodes stand about one and a half spacings from their nearest neighbour."""
    nearest = math.sqrt(np.median(_Distances(len(positions)).to_others(positions).min(axis=1)))
    grown = np.float32(1.5 * SPACING / max(nearest, 1e-3)) if len(positions) > 1 else np.float32(1)
    middle = (positions.max(axis=0) + positions.min(axis=0)) / 2
    return np.asarray((positions - middle) * grown, dtype=np.float32)


def _spiral(count: int) -> Values:
    """Values on a sunflower spiral: even, and the same every time."""
    index = np.arange(count, dtype=np.float32)
    radius, angle = SPACING * np.sqrt(index + 0.5), index * np.float32(math.pi * (3 - math.sqrt(5)))
    return np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1).astype(np.float32)


class _Distances:
    """Squares of all distances between a number of points, in memory that is used again each time."""

    def __init__(self, count: int) -> None:
        self._squares = np.empty((count, count), dtype=np.float32)
        self._across = np.empty((count, count), dtype=np.float32)

    def between(self, positions: Values) -> Values:
        """The square of the distance from each point to each; valid until the next call."""
        x, y = np.ascontiguousarray(positions.T)
        np.subtract(x[:, None], x[None, :], out=self._squares)
        np.subtract(y[:, None], y[None, :], out=self._across)
        np.multiply(self._squares, self._squares, out=self._squares)
        np.multiply(self._across, self._across, out=self._across)
        np.add(self._squares, self._across, out=self._squares)
        return self._squares

    def to_others(self, positions: Values) -> Values:
        """The same, with an infinite distance from each point to itself."""
        squares = self.between(positions)
        np.fill_diagonal(squares, np.inf)
        return squares


def _push(positions: Values, mass: Values, distances: _Distances) -> Values:
    """How far all others push each node off, falling with distance."""
    strength = distances.between(positions)
    strength += 30
    np.divide(np.float32(200), strength, out=strength)
    total = strength @ np.column_stack([mass, positions * mass[:, None]])
    return np.asarray(positions * total[:, :1] - total[:, 1:], dtype=np.float32)


def _capped(shift: Values, most: float) -> Values:
    length = np.sqrt((shift * shift).sum(axis=1, keepdims=True)) + np.float32(1e-6)
    return np.asarray(shift * np.minimum(1, most / length), dtype=np.float32)


def _apart(positions: Values, distances: _Distances) -> Values:
    """Nodes that stand too close are moved apart, a part of the way each time, until none are left.

    In a small picture marks are large, so they are given more room.
    """
    room = SPACING * (2 if len(positions) < 200 else 1)
    for _ in range(80):
        squares = distances.to_others(positions)
        near, other = np.nonzero(squares < room * room)
        if not len(near):
            break
        gap = positions[near] - positions[other]
        distance = np.sqrt(squares[near, other]) + np.float32(1e-3)
        step = gap * (np.float32(0.3) * (room + 1 - distance) / distance)[:, None]
        for axis in (0, 1):
            positions[:, axis] += np.bincount(near, step[:, axis], len(positions)).astype(np.float32)
    return positions


# --- Endpoints and trials ---------------------------------------------------------------------------------------


def _radius(places: Mapping[Hashable, Point]) -> float:
    return max((math.hypot(x / _STRETCH, y) for x, y in places.values()), default=0) + 3 * SPACING


def _ring(nodes: list[Hashable], radius: float) -> dict[Hashable, Point]:
    turn = 2 * math.pi / max(len(nodes), 1)
    return {
        node: (round(_STRETCH * radius * math.sin(turn * i)), round(-radius * math.cos(turn * i)))
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
    nodes = sorted(f"{node}\t{kind}" for node, kind in network.nodes(data="kind"))
    edges = sorted(f"{a}\t{b}\t{d.get('relation')}\t{d.get('role')}" for a, b, d in network.edges(data=True))
    return hashlib.sha256("\n".join([_RECIPE, *nodes, *edges]).encode()).hexdigest()


def _read(kept_in: Path | None, digest: str) -> dict[str, Point] | None:
    """The kept positions of the very network with that digest; None if there are none or they cannot be read."""
    try:
        kept = json.loads(kept_in.read_text()) if kept_in else {}
    except (OSError, ValueError):
        return None
    return kept["places"] if isinstance(kept, dict) and kept.get("digest") == digest else None
