"""Agents, targets and conditions described as triples, and the curated ones that a set of trials uses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from kg import vocab
from kg.curie import expand, mint, slug
from kg.graph.ntriples import Triples
from kg.model import Agent, Condition, Part, Target, TrialFacts
from kg.vocab import IOKG

#: Parts that make an agent a cell or virus: it secretes its cytokine, where a molecule has it fused in.
_CARRIERS = {"cell", "receptor", "vehicle"}


class Used(NamedTuple):
    """The curated things that trials use: ids of agents and conditions, keys of targets."""

    agents: frozenset[str] = frozenset()
    targets: frozenset[str] = frozenset()
    conditions: frozenset[str] = frozenset()

    def __or__(self, other: tuple[frozenset[str], ...]) -> Used:
        return Used(*(mine | theirs for mine, theirs in zip(self, other, strict=True)))


def used_by(facts: TrialFacts) -> Used:
    """What one trial uses, things minted from its words left out; what those build on is in."""
    agents = [use.agent for use in facts.uses]
    conditions = [studied.condition for studied in facts.conditions]
    return Used(
        agents=frozenset(agent.id for agent in agents if not agent.local),
        targets=frozenset(target.value for use in facts.uses for target in use.targets).union(
            *(agent.targets for agent in agents), *(selection.targets for selection in facts.selections)
        ),
        conditions=frozenset(condition.id for condition in conditions if not condition.local).union(
            *(condition.broader for condition in conditions)
        ),
    )


def vocabulary_quads(
    used: Used, *, agents: Mapping[str, Agent], targets: Mapping[str, Target], conditions: Mapping[str, Condition]
) -> str:
    """The vocabulary graph as sorted N-Quads: the used things with their targets and more general conditions.

    Args:
        agents: All curated agents by id.
        targets: All curated targets by key. A used target that is not among them gets its key as its name.
        conditions: All curated conditions by id.
    """
    triples = Triples()
    keys = set(used.targets)
    for agent in (agents[id_] for id_ in used.agents if id_ in agents):
        describe_agent(triples, agent)
        keys.update(agent.targets)
    for key in keys:
        describe_target(triples, targets.get(key) or Target(key=key, id=slug(key), label=key, type=""))
    for condition in _with_ancestors(used.conditions, conditions):
        describe_condition(triples, condition)
    return triples.as_quads(vocab.VOCABULARY_GRAPH)


def _with_ancestors(ids: Iterable[str], conditions: Mapping[str, Condition]) -> Iterable[Condition]:
    waiting, seen = list(ids), set[str]()
    while waiting:
        id_ = waiting.pop()
        if id_ not in seen and id_ in conditions:
            seen.add(id_)
            waiting.extend(conditions[id_].broader)
            yield conditions[id_]


def describe_agent(triples: Triples, agent: Agent) -> None:
    """Add kind, names, targets, mechanisms, parts, identifiers and source of an agent."""
    iri = mint("agent", agent.id)
    triples.link(iri, vocab.TYPE, IOKG + agent.kind)
    _name(triples, iri, agent)
    for key in agent.targets:
        triples.link(iri, vocab.HAS_TARGET, mint("target", slug(key)))
    for mechanism in agent.mechanisms:
        triples.link(iri, vocab.HAS_MECHANISM, IOKG + mechanism)
    carried = any(part.part in _CARRIERS for part in agent.parts)
    for part in agent.parts:
        _part(triples, iri, Part(part="secretes", value=part.value) if carried and part.part == "cytokine" else part)
    triples.tell(iri, vocab.FIRST_APPROVED, agent.approved)


def _part(triples: Triples, agent: str, part: Part) -> None:
    if part.part == "antigens":
        relation = vocab.ANTIGEN_RELATIONS.get(part.value, vocab.ANTIGEN_RELATIONS["unknown"])
        triples.link(agent, vocab.ANTIGEN_RELATION, IOKG + relation)
        return
    iri = mint("part", slug(part.value))
    triples.link(agent, vocab.PART_PROPERTIES.get(part.part, vocab.HAS_PART), iri)
    triples.link(iri, vocab.TYPE, vocab.AGENT_PART)
    triples.say(iri, vocab.LABEL, part.value)


def describe_target(triples: Triples, target: Target) -> None:
    """Add names, type, class, identifiers and source of a target."""
    iri = mint("target", target.id)
    triples.link(iri, vocab.TYPE, vocab.TARGET)
    triples.say(iri, vocab.NOTATION, target.key)
    _name(triples, iri, target)
    triples.say(iri, vocab.TARGET_TYPE, target.type)
    triples.say(iri, vocab.TARGET_CLASS, target.klass)


def describe_condition(triples: Triples, condition: Condition) -> None:
    """Add names, more general conditions, identifiers and source of a condition."""
    iri = mint("condition", condition.id)
    triples.link(iri, vocab.TYPE, vocab.CONDITION)
    _name(triples, iri, condition)
    for broader in condition.broader:
        triples.link(iri, vocab.BROADER, mint("condition", broader))


def _name(triples: Triples, iri: str, thing: Agent | Target | Condition) -> None:
    triples.say(iri, vocab.LABEL, thing.label)
    for synonym in thing.synonyms:
        triples.say(iri, vocab.ALT_LABEL, synonym)
    for short in thing.short_forms:
        triples.say(iri, vocab.HIDDEN_LABEL, short)
    for curie in thing.xrefs:
        match = expand(curie)
        if match:
            triples.link(iri, vocab.EXACT_MATCH, match)
    cite(triples, iri, thing.source)


def cite(triples: Triples, subject: str, source: str) -> None:
    """Add where a fact can be checked: an IRI where the source is a CURIE of a known prefix, else its words."""
    iri = expand(source)
    if iri:
        triples.link(subject, vocab.SOURCE, iri)
    else:
        triples.say(subject, vocab.SOURCE, source)
