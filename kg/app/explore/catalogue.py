"""What all pages look up: the things of a graph, their names, and the trials that each has to do with."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.app.explore.addresses import KINDS
from kg.app.explore.sheet import Link, TrialRow
from kg.app.explore.spelling import spaced
from kg.app.explore.statements import Statements
from kg.app.files import LAYOUT, NETWORK
from kg.app.run import Run, read_run
from kg.curie import local_name
from kg.graph.knowledge import KnowledgeGraph
from kg.graph.likeness import endings
from kg.graph.naming import fold
from kg.graph.project.kept import kept_skeleton
from kg.graph.project.rows import rows
from kg.graph.project.skeleton import node_id
from kg.graph.query import solutions
from kg.graph.query.binding import bind
from kg.graph.store import edition
from kg.graph.texts import query_text
from kg.vocab import BASE
from viz import place

OTHER_ENDPOINT = "endpoint/OtherEndpoint"
"""What measures are of that are of none of the usual endpoints; their own words tell more."""

TESTED = frozenset({"Investigational", "Combination"})
"""Roles in which an agent is part of what a trial tries."""

_SEEN = {"uses": "agent", "studies": "condition", "measures": "endpoint"}


class Catalogue:
    """An opened graph folder, with an index of its trials made when first asked for.

    Attributes:
        folder: The graph folder.
        graph: The graph.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._edition = edition(folder)
        self.graph = KnowledgeGraph.open(folder)

    @cached_property
    def network(self) -> Any:
        """All things and trials, as ``kg.graph.project`` describes them; kept in the folder."""
        return kept_skeleton(self.graph.store, self._edition, self.folder / NETWORK)

    @cached_property
    def places(self) -> dict[Any, tuple[int, int]]:
        """Where each node stands on the map of the whole graph; kept in the folder."""
        return place(self.network, self.folder / LAYOUT)

    @cached_property
    def statements(self) -> Statements:
        """What writes the Turtle of things."""
        return Statements(self.graph.store)

    @cached_property
    def run(self) -> Run | None:
        """What built the graph; None if the folder does not say."""
        return read_run(self.folder)

    # --- names --------------------------------------------------------------------------------------------------------

    def link(self, node: str, trials: int = -1) -> Link:
        """A thing by its node."""
        data = self.network.nodes[node]
        return Link(label=data["label"], path=node, kind=data["kind"], trials=trials)

    def node_of(self, iri: str) -> str | None:
        """The node of an IRI; None if it has no page."""
        return self._nodes.get(iri)

    def called(self, id_: str) -> str | None:
        """The node with a short id, such as ``target/gd2``, ``NCT04004221`` or ``OverallSurvival``."""
        places = (id_, f"trial/{id_}", f"mechanism/{id_}", f"endpoint/{id_}")
        return next((node for node in places if node in self.network), None)

    def nodes_called(self, name: str, kind: str | None = None) -> list[str]:
        """The nodes of what a name means, as far as it has a page."""
        nodes = (node_id(thing.kind, thing.iri) for thing in self.graph.naming.find(name, kind))
        return [node for node in nodes if node in self.network]

    def kinds_called(self, name: str) -> dict[str, str]:
        """The kinds of agents in the graph that a name means, narrower ones included: the IRI of each by its label."""
        named = (ox.NamedNode(thing.iri) for thing in self.graph.naming.find(name, "kind"))
        iris = {
            fold(label.value): iri.value for kind in named for iri, label in self._rows("narrower_kinds", kind=kind)
        }
        return {kind: iris[fold(kind)] for kind in sorted(self.agents_by_kind) if fold(kind) in iris}

    @cached_property
    def newest_update(self) -> str:
        """The latest day on which the registry updated one of the records, as ISO 8601; empty if none tells."""
        ((newest,),) = solutions(self.graph.store, query_text("explore", "newest_update"))
        return newest.value if newest is not None else ""

    @cached_property
    def agents_by_kind(self) -> dict[str, set[str]]:
        """The agents of each kind by the kind's label."""
        found: dict[str, set[str]] = defaultdict(set)
        for node, kind in self.network.nodes(data="agent_kind"):
            if kind:
                found[kind].add(node)
        return dict(found)

    @cached_property
    def worded(self) -> dict[str, dict[str, str]]:
        """By the nodes of all things their names, as :func:`~kg.app.explore.spelling.spaced` writes them and in full.

        The label comes first.
        """
        things = ((node, data) for node, data in self.network.nodes(data=True) if data["kind"] in KINDS)
        return {node: _first_of_each((data["label"], *data["synonyms"])) for node, data in things}

    @cached_property
    def spelt(self) -> list[tuple[str, str, tuple[str, ...]]]:
        """All names of all things: the node, the name, and it folded as a whole and without its first words."""
        return [
            (link.path, name, (fold(name), *map(fold, endings(name))))
            for kind in KINDS
            for link in self.all_of(kind)
            for name in self.names(link.path)
        ]

    def names(self, node: str) -> list[str]:
        """All names of a thing or trial: those that a reader is shown first, then ids and names in places."""
        shown = self.worded.get(node, {}).values()
        return list(dict.fromkeys([*shown, *self.graph.naming.names(self.network.nodes[node]["iri"])]))

    @cached_property
    def titled(self) -> list[tuple[str, str]]:
        """The nodes of all trials with their ids and titles, written so."""
        nodes = self.network.nodes
        return [(trial, spaced(f"{nodes[trial]['label']} {nodes[trial]['title']}")) for trial in self.trials]

    @cached_property
    def _nodes(self) -> dict[str, str]:
        return {data["iri"]: node for node, data in self.network.nodes(data=True)}

    # --- trials -------------------------------------------------------------------------------------------------------

    def row(self, trial: str, how: Iterable[str] = ()) -> TrialRow:
        """A trial in a list, by its node."""
        data = self.network.nodes[trial]
        return TrialRow(
            id=data["label"],
            path=trial,
            title=data["title"],
            phase=data["phase"],
            status=data["status"],
            year=data["year"],
            how=tuple(dict.fromkeys(how)),
        )

    def rows(self, found: dict[str, list[str]]) -> tuple[TrialRow, ...]:
        """Trials in a list, the latest first."""
        listed = (self.row(trial, how) for trial, how in found.items())
        return tuple(sorted(listed, key=lambda row: (-(row.year or 0), row.id)))

    @cached_property
    def trials(self) -> tuple[str, ...]:
        """The nodes of all trials."""
        return tuple(sorted(node for node, kind in self.network.nodes(data="kind") if kind == "trial"))

    def trials_of(self, node: str) -> dict[str, list[str]]:
        """The trials that have to do with a thing, and how; those of narrower conditions included."""
        return self._of[node]

    def held(self, trial: str) -> dict[str, set[str]]:
        """The agents tested, their targets, the mechanisms, conditions and endpoints of a trial, by kind."""
        return self._held[trial]

    def among(self, trials: Iterable[str], without: Collection[str] = (), most: int = 12) -> dict[str, list[Link]]:
        """What trials have in common besides some things: by kind, that of the most trials first."""
        counts: dict[str, Counter[str]] = {kind: Counter() for kind in KINDS}
        for trial in trials:
            for kind, nodes in self.held(trial).items():
                counts[kind].update(nodes.difference(without))
        return {
            kind: [self.link(node, number) for node, number in self.ranked(counted)[:most]]
            for kind, counted in counts.items()
        }

    def all_of(self, kind: str) -> list[Link]:
        """All things of a kind, that of the most trials first."""
        nodes = [node for node, its in self.network.nodes(data="kind") if its == kind]
        return [self.link(node, number) for node, number in self.ranked(Counter({n: len(self._of[n]) for n in nodes}))]

    def number_of(self, kind: str) -> int:
        """Number of things of a kind, conditions that are only wider than those of trials apart."""
        return sum(its == kind for node, its in self.network.nodes(data="kind") if not self.is_only_wider(node))

    def is_only_wider(self, node: str) -> bool:
        """Whether no trial names a condition that is wider than one which a trial names."""
        return node.startswith("condition/") and not self.starts(node, "studies")

    def ranked(self, counted: Counter[str]) -> list[tuple[str, int]]:
        """Nodes with their numbers, the largest first."""
        labels = self.network.nodes
        return sorted(counted.items(), key=lambda item: (-item[1], labels[item[0]]["label"].lower(), item[0]))

    @cached_property
    def acts(self) -> tuple[tuple[str, str, str], ...]:
        """Trial, agent and the mechanism by which it acts there."""
        kinds = ("trial", "agent", "mechanism")
        told = (tuple(node_id(k, t.value) for k, t in zip(kinds, row, strict=True)) for row in self._rows("acts"))
        return tuple(sorted((t, a, m) for t, a, m in told if {t, a, m} <= self.network.nodes.keys()))

    @cached_property
    def other_measures(self) -> dict[str, list[tuple[str, str]]]:
        """By trial the priority and the title of each outcome measure that is of none of the usual endpoints."""
        found: dict[str, list[tuple[str, int, str]]] = defaultdict(list)
        for measure, priority, position, title, _, endpoint in rows(self.graph.store, "measures"):
            if endpoint and node_id("endpoint", endpoint) == OTHER_ENDPOINT:
                trial = measure.removeprefix(f"{BASE}trial/").partition("/")[0]
                found[f"trial/{trial}"].append((local_name(priority), int(position), title))
        return {trial: [(priority, title) for priority, _, title in sorted(its)] for trial, its in found.items()}

    def acts_in(self, trial: str) -> list[tuple[str, str]]:
        """Agents of a trial with the mechanisms by which they act there."""
        return self._acts.get(trial, [])

    def uses(self, trial: str) -> list[tuple[str, str]]:
        """Agents of a trial with their roles, comparators and conditioning included."""
        return self._uses[trial]

    @cached_property
    def _acts(self) -> dict[str, list[tuple[str, str]]]:
        found: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for trial, agent, mechanism in self.acts:
            found[trial].append((agent, mechanism))
        return found

    @cached_property
    def _uses(self) -> dict[str, list[tuple[str, str]]]:
        found: dict[str, list[tuple[str, str]]] = {trial: [] for trial in self.trials}
        for trial, node, data in self._edges():
            if data["relation"] == "uses":
                found[trial].append((node, data["role"]))
        return found

    @cached_property
    def _held(self) -> dict[str, dict[str, set[str]]]:
        held: dict[str, dict[str, set[str]]] = {trial: {kind: set() for kind in KINDS} for trial in self.trials}
        for trial, node, data in self._edges():
            kind = _SEEN[data["relation"]]
            if kind != "agent" or data["role"] in TESTED:
                held[trial][kind].add(node)
                if kind == "agent":
                    held[trial]["target"].update(self.targets(node))
        for trial, agent, mechanism in self.acts:
            if agent in held[trial]["agent"]:
                held[trial]["mechanism"].add(mechanism)
        return held

    @cached_property
    def _of(self) -> dict[str, dict[str, list[str]]]:
        found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for trial, node, data in self._edges():
            label = self.network.nodes[node]["label"]
            if data["relation"] == "uses":
                found[node][trial].append(data["role"])
                for target in self.targets(node):
                    found[target][trial].append(f"{label} ({data['role']})")
            elif data["relation"] == "measures":
                found[node][trial].append(data["priority"])
            else:
                for wider in self.wider(node):
                    found[wider][trial].append(label)
        for trial, agent, mechanism in self.acts:
            found[mechanism][trial].append(self.network.nodes[agent]["label"])
        return found

    def _edges(self) -> Iterator[tuple[str, str, dict[str, Any]]]:
        for trial in self.trials:
            yield from sorted(self.network.out_edges(trial, data=True), key=lambda edge: (edge[1], str(edge[2])))

    def _rows(self, query: str, **values: ox.NamedNode) -> Iterator[Any]:
        return iter(solutions(self.graph.store, bind(query_text("explore", query), values)))

    # --- what hangs together ------------------------------------------------------------------------------------------

    def ends(self, node: str, relation: str) -> list[str]:
        """What a relation leads to from a thing."""
        edges = self.network.out_edges(node, data="relation")
        return sorted({end for _, end, its in edges if its == relation})

    def starts(self, node: str, relation: str) -> list[str]:
        """What a relation leads from to a thing."""
        edges = self.network.in_edges(node, data="relation")
        return sorted({start for start, _, its in edges if its == relation})

    def targets(self, agent: str) -> list[str]:
        """What an agent acts on."""
        return self._targets.get(agent, [])

    @cached_property
    def _targets(self) -> dict[str, list[str]]:
        agents = (node for node, kind in self.network.nodes(data="kind") if kind == "agent")
        return {agent: self.ends(agent, "has-target") for agent in agents}

    def wider(self, condition: str) -> set[str]:
        """A condition and all that are wider."""
        found, waiting = {condition}, [condition]
        while waiting:
            fresh = [above for above in self.ends(waiting.pop(), "broader") if above not in found]
            found.update(fresh)
            waiting.extend(fresh)
        return found


def _first_of_each(names: Iterable[str]) -> dict[str, str]:
    """Names by how they are spelt; of several that are spelt alike the first."""
    found: dict[str, str] = {}
    for name in names:
        found.setdefault(spaced(name), name)
    return found
