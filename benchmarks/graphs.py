"""The contract's triples of trials: as iokg writes them, and as far as public tools know them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import reduce

from rdflib import RDF, RDFS, Dataset, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, SKOS

from kg.facts.assemble import Knowledge
from kg.graph.quads import Used, trial_quads, used_by, vocabulary_quads
from kg.model import OutcomeMeasure, Trial, TrialFacts

IOKG = Namespace("https://w3id.org/iokg/ontology#")
_NODE = "urn:benchmark:"


def graph_of(facts: Iterable[TrialFacts], knowledge: Knowledge) -> Graph:
    """The graph that iokg writes, without reasons."""
    facts = list(facts)
    used = reduce(lambda known, each: known | used_by(each), facts, Used())
    quads = [trial_quads(each, evidence="none") for each in facts]
    quads.append(
        vocabulary_quads(
            used,
            agents=knowledge.agents_named(used.agents),
            targets=knowledge.targets_named(used.targets),
            conditions=knowledge.conditions_named(used.conditions),
        )
    )
    data = Dataset()
    data.parse(data="\n".join(quads), format="nquads")
    merged = Graph()
    for subject, predicate, value, _ in data.quads():
        merged.add((subject, predicate, value))
    return merged


class Sketch:
    """A graph with only what a simple tool can say of a trial."""

    def __init__(self) -> None:
        self.graph = Graph()
        self._nodes = self._fresh()

    def _fresh(self) -> Iterator[URIRef]:
        number = 0
        while True:
            number += 1
            yield URIRef(f"{_NODE}{number}")

    def trial(self, trial: Trial) -> URIRef:
        """A new trial."""
        node = next(self._nodes)
        self.graph.add((node, RDF.type, IOKG.Trial))
        self.graph.add((node, DCTERMS.identifier, Literal(trial.id)))
        return node

    def agent(self, trial: URIRef, names: Iterable[str]) -> None:
        """An agent under some names, in no role."""
        use, agent = next(self._nodes), next(self._nodes)
        self.graph.add((trial, IOKG.hasAgentUse, use))
        self.graph.add((use, IOKG.ofAgent, agent))
        self._name(agent, names)

    def condition(self, trial: URIRef, name: str) -> None:
        """A condition under one name."""
        condition = next(self._nodes)
        self.graph.add((trial, IOKG.studiesCondition, condition))
        self._name(condition, [name])

    def measure(self, trial: URIRef, outcome: OutcomeMeasure, endpoint: str) -> None:
        """What a registered outcome measures."""
        measure = next(self._nodes)
        self.graph.add((trial, IOKG.hasOutcomeMeasure, measure))
        self.graph.add((measure, IOKG.priority, IOKG[outcome.priority]))
        self.graph.add((measure, IOKG.position, Literal(outcome.position)))
        self.graph.add((measure, IOKG.measuresEndpoint, IOKG[endpoint]))

    def _name(self, node: URIRef, names: Iterable[str]) -> None:
        first, *others = names
        self.graph.add((node, RDFS.label, Literal(first)))
        for name in others:
            self.graph.add((node, SKOS.altLabel, Literal(name)))
