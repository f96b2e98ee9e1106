"""Places in balance between forces: all nodes push one another off, springs pull their two ends together."""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping
from typing import NamedTuple, TypeAlias

import networkx as nx
import numpy as np
import numpy.typing as npt

from viz.scale import MOST_STEPS, SPACING, STRETCH

Values: TypeAlias = npt.NDArray[np.float32]
Ids: TypeAlias = npt.NDArray[np.intp]

_PUSHERS = 500
"""Nodes that push the others in one step; where there are more, they take turns."""

_STRIDE = 7919
"""A prime beyond any number of nodes placed by forces, so that those who push together are of all kinds."""

_WORK = 60_000_000
"""Pairs of nodes that pushing looks at over all its steps: about a second of one core."""


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


def balanced(
    nodes: list[Hashable], pulls: Mapping[tuple[Hashable, Hashable], float], most_steps: int = MOST_STEPS
) -> Values:
    """Positions in balance: every node pushes every other off, every spring pulls its two ends together.

    Springs pull by the logarithm of their length, which lets clusters form (LinLog, doi:10.7155/jgaa.00154).
    """
    row = {node: index for index, node in enumerate(nodes)}
    ends = sorted((row[a], row[b], pull) for (a, b), pull in pulls.items() if a in row and b in row)
    start, end = (np.array([line[side] for line in ends], dtype=np.intp) for side in (0, 1))
    springs = _Springs(start, end, np.array([line[2] for line in ends], dtype=np.float32), len(nodes))
    mass = 1 + springs.totals(springs.pull, springs.pull)
    positions = _unfolded(springs, mass)
    turns = np.arange(len(nodes)) * _STRIDE % len(nodes)
    steps = min(max(_WORK // (len(nodes) * min(len(nodes), _PUSHERS)), 100), most_steps)
    for step in range(steps):
        others = np.roll(turns, -step * _PUSHERS)[:_PUSHERS]
        shift = _push(positions, mass, others) - np.float32(0.004) * positions * mass[:, None]
        gap = positions[end] - positions[start]
        length = np.sqrt((gap * gap).sum(axis=1)) + 1
        along = (40 * springs.pull * np.log1p(length / 20) / length)[:, None] * gap
        for axis in (0, 1):
            shift[:, axis] += springs.totals(along[:, axis], -along[:, axis]) / mass
        positions = positions + _capped(shift, 80 * (1 - step / steps) + 2)
    return _apart(_packed(positions, springs))


def _packed(positions: Values, springs: _Springs) -> Values:
    """Parts that no spring joins, each evened and scaled by itself, set side by side around the largest."""
    joined: nx.Graph[int] = nx.Graph()
    joined.add_nodes_from(range(springs.nodes))
    joined.add_edges_from(zip(springs.start.tolist(), springs.end.tolist(), strict=True))
    parts = sorted((sorted(part) for part in nx.connected_components(joined)), key=lambda part: (-len(part), part))
    packed, discs = np.zeros_like(positions), list[_Disc]()
    for part in parts:
        own = _scaled(_evened(positions[part]))
        disc = _beside(discs, float(np.sqrt((own * own).sum(axis=1)).max()) + SPACING / 2)
        discs.append(disc)
        packed[part] = own + np.array([disc.x, disc.y], dtype=np.float32)
    return packed


class _Disc(NamedTuple):
    """Room for one part: where, how large, and its number among the places tried."""

    x: float
    y: float
    radius: float
    tried: int


def _beside(discs: list[_Disc], radius: float) -> _Disc:
    """The next place on a spiral from the middle where a disc of that radius touches no other."""
    tried = discs[-1].tried if discs else 0
    while True:
        # A spiral whose windings, and whose points along each, are half a spacing apart.
        away, angle = SPACING / 2 * math.sqrt(tried / math.pi), 2 * math.sqrt(math.pi * tried)
        x, y = away * STRETCH * math.cos(angle), away * math.sin(angle)
        if all(math.hypot(x - disc.x, y - disc.y) >= radius + disc.radius for disc in reversed(discs)):
            return _Disc(x, y, radius, tried)
        tried += 1


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
    evened[:, 0] *= STRETCH
    return np.asarray(evened, dtype=np.float32)


def _scaled(positions: Values) -> Values:
    """The same picture at the size where nodes stand about one and a half spacings from their nearest neighbour."""
    middle = (positions.max(axis=0) + positions.min(axis=0)) / 2
    grown = 1.5 * SPACING / max(float(np.median(_nearest(positions))), 1e-3) if len(positions) > 1 else 1
    return np.asarray((positions - middle) * grown, dtype=np.float32)


def _nearest(positions: Values) -> Values:
    """Each node's distance to the one nearest to it: a sweep from left to right, as far as it can still matter."""
    swept = positions[np.argsort(positions[:, 0], kind="stable")]
    nearest = np.full(len(swept), np.inf, dtype=np.float32)
    for step in range(1, len(swept)):
        gap = swept[step:] - swept[:-step]
        if not (gap[:, 0] < np.maximum(nearest[step:], nearest[:-step])).any():
            break
        distance = np.sqrt((gap * gap).sum(axis=1))
        np.minimum(nearest[step:], distance, out=nearest[step:])
        np.minimum(nearest[:-step], distance, out=nearest[:-step])
    return nearest


def _spiral(count: int) -> Values:
    """Values on a sunflower spiral: even, and the same every time."""
    index = np.arange(count, dtype=np.float32)
    radius, angle = SPACING * np.sqrt(index + 0.5), index * np.float32(math.pi * (3 - math.sqrt(5)))
    return np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1).astype(np.float32)


def _push(positions: Values, mass: Values, others: Ids) -> Values:
    """How far some of the nodes push each node off, falling with distance, as if they stood for all."""
    x, y = np.ascontiguousarray(positions.T)
    strength = x[:, None] - x[others]
    strength *= strength
    across = y[:, None] - y[others]
    across *= across
    strength += across
    strength += 30
    np.divide(np.float32(200 * len(positions) / len(others)), strength, out=strength)
    total = strength @ np.column_stack([mass[others], positions[others] * mass[others, None]])
    return np.asarray(positions * total[:, :1] - total[:, 1:], dtype=np.float32)


def _capped(shift: Values, most: float) -> Values:
    length = np.sqrt((shift * shift).sum(axis=1, keepdims=True)) + np.float32(1e-6)
    return np.asarray(shift * np.minimum(1, most / length), dtype=np.float32)


def _apart(positions: Values) -> Values:
    """Nodes that stand too close are moved apart, a part of the way each time, until none are left.

    In a small picture marks are large, so they are given more room.
    """
    room = SPACING * (2 if len(positions) < 200 else 1)
    for _ in range(120):
        near, other = _closer_than(room, positions)
        if not len(near):
            break
        gap = positions[near] - positions[other]
        distance = np.sqrt((gap * gap).sum(axis=1)) + np.float32(1e-3)
        step = gap * (np.float32(0.3) * (room + 1 - distance) / distance)[:, None]
        for axis in (0, 1):
            away = np.bincount(near, step[:, axis], len(positions)) - np.bincount(other, step[:, axis], len(positions))
            positions[:, axis] += away.astype(np.float32)
    return positions


def _closer_than(room: float, positions: Values) -> tuple[Ids, Ids]:
    """All pairs of nodes at less than that distance: a sweep from left to right."""
    order = np.argsort(positions[:, 0], kind="stable")
    swept = positions[order]
    found: list[tuple[Ids, Ids]] = []
    for step in range(1, len(swept)):
        gap = np.abs(swept[step:] - swept[:-step])
        if not (gap[:, 0] < room).any():
            break
        hits = np.nonzero((gap * gap).sum(axis=1) < room * room)[0]
        found.append((order[hits], order[hits + step]))
    nothing = np.zeros(0, dtype=np.intp)
    return (
        np.concatenate([nothing, *(one for one, _ in found)]),
        np.concatenate([nothing, *(other for _, other in found)]),
    )
