"""Why facts are missed or stated in excess: errors grouped by what the record says and which rule read it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any, NamedTuple

from rdflib import Graph, URIRef

from benchmarks.gold import Gold, rules
from kg.model import Evidence, Trial, TrialFacts
from kg.passages import passages

Causes = dict[str, Counter[str]]


class _Compared(NamedTuple):
    """One trial's gold beside what was found: things in pairs of positions."""

    gold: Gold
    found: dict[str, Any]
    facts: TrialFacts
    agents: list[tuple[int, int]]
    conditions: list[tuple[int, int]]


def causes_of(gold: list[Gold], graph: Graph, facts: dict[str, TrialFacts]) -> Causes:
    """For each fact type, how many errors have which cause."""
    causes: Causes = defaultdict(Counter)
    nodes = {str(value): node for node, value in graph.subject_objects(rules().DCTERMS.identifier)}
    for entry in gold:
        if entry["id"] in facts and entry["id"] in nodes:
            compared = _compared(entry, graph, nodes[entry["id"]], facts[entry["id"]])
            for kind, cause in _errors(compared):
                causes[kind][cause] += 1
    return causes


def _compared(gold: Gold, graph: Graph, node: Any, facts: TrialFacts) -> _Compared:
    score = rules()
    found = score.read_trial(graph, URIRef(node))
    agents = score.pair([score.gold_labels(a) for a in gold["agents"]], [a["labels"] for a in found["agents"]])
    conditions = score.pair([score.gold_labels(c, True) for c in gold["conditions"]], found["conditions"])
    return _Compared(gold, found, facts, agents, conditions)


def _errors(compared: _Compared) -> Iterator[tuple[str, str]]:
    yield from _agents(compared)
    yield from _pairs(compared)
    yield from _conditions(compared)
    yield from _sets("setting", set(compared.gold["settings"]), compared.found["settings"])
    yield from _endpoints(compared)
    scope = "".join(sorted(compared.found["scope"]))
    if scope != compared.gold["scope"]:
        yield "scope", f"{compared.gold['scope']} → {scope}"


def _agents(compared: _Compared) -> Iterator[tuple[str, str]]:
    score, trial = rules(), compared.facts.trial
    paired = {one for one, _ in compared.agents}
    for position, agent in enumerate(compared.gold["agents"]):
        if position not in paired:
            yield "agent", f"missed, {_where(score.gold_labels(agent), trial)}: {agent['kind']}"
    paired = {other for _, other in compared.agents}
    rule_of = {score.norm(use.agent.label): (use.evidence[0].rule, use.agent.kind) for use in compared.facts.uses}
    for position, found in enumerate(compared.found["agents"]):
        if position not in paired:
            rule, kind = next((rule_of[label] for label in sorted(found["labels"]) if label in rule_of), ("?", "?"))
            yield "agent", f"extra, {rule}: {kind}"


def _where(labels: set[str], trial: Trial) -> str:
    """Where the record names a thing: registered, in a title, only in prose, or not in these words."""
    norm = rules().norm
    names = {norm(name) for each in trial.interventions for name in (each.name, *each.other_names)}
    if any(label in name for label in labels for name in names):
        return "registered"
    if any(label in norm(f"{trial.title} {trial.official_title}") for label in labels):
        return "in a title"
    prose = " ".join(passage.text for passage in passages(trial))
    return "only in prose" if any(label in norm(prose) for label in labels) else "not in these words"


def _pairs(compared: _Compared) -> Iterator[tuple[str, str]]:
    """What is said of the agents that are right."""
    score = rules()
    for one, other in compared.agents:
        gold, found = compared.gold["agents"][one], compared.found["agents"][other]
        for kind, plural in (("role", "roles"), ("kind", "kinds")):
            stated = "+".join(sorted(found[plural])) or "none"
            if stated != gold[kind]:
                yield kind, f"{gold[kind]} → {stated}"
        if gold.get("uncertain"):
            continue
        targets = [score.gold_labels(target) for target in gold["targets"]]
        pairs = score.pair(targets, found["targets"])
        for position, target in enumerate(gold["targets"]):
            if position not in {first for first, _ in pairs}:
                yield "target", f"missed {target['key']} of a {gold['kind']}"
        for _ in range(len(found["targets"]) - len(pairs)):
            yield "target", f"extra of a {gold['kind']}"
        yield from _sets("mechanism", set(gold["mechanisms"]), found["mechanisms"])


def _conditions(compared: _Compared) -> Iterator[tuple[str, str]]:
    score, trial = rules(), compared.facts.trial
    missed = {one for one, _ in compared.conditions}
    listed = {score.norm(name, True) for name in trial.conditions}
    for position, condition in enumerate(compared.gold["conditions"]):
        if position not in missed:
            labels = score.gold_labels(condition, True)
            yield "condition", f"missed, {'listed' if labels & listed else 'not listed in these words'}"
    extra = {other for _, other in compared.conditions}
    for position, found in enumerate(compared.found["conditions"]):
        if position not in extra:
            yield "condition", f"extra, {_rule(found, compared.facts)}"


def _rule(labels: set[str], facts: TrialFacts) -> str:
    """The rule by which a condition of these labels was read."""
    norm = rules().norm
    reasons: dict[str, Evidence] = {norm(s.condition.label, True): s.evidence[0] for s in facts.conditions}
    return next((reasons[label].rule for label in sorted(labels) if label in reasons), "?")


def _endpoints(compared: _Compared) -> Iterator[tuple[str, str]]:
    for entry in compared.gold["endpoints"]:
        found = compared.found["measures"].get((entry["priority"], entry["index"]), set())
        missed, extra = sorted(set(entry["kinds"]) - found), sorted(found - set(entry["kinds"]))
        if missed or extra:
            yield "endpoint", f"{'+'.join(missed) or 'nothing'} → {'+'.join(extra) or 'nothing'}"


def _sets(kind: str, gold: set[str], found: set[str]) -> Iterator[tuple[str, str]]:
    yield from ((kind, f"missed {name}") for name in sorted(gold - found))
    yield from ((kind, f"extra {name}") for name in sorted(found - gold))
