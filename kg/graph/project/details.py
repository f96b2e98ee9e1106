"""The words behind a network's edges, and what its trials say of their arms, measures and open questions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import pyoxigraph as ox

from kg import vocab
from kg.curie import compress, local_name
from kg.graph.project.network import Network
from kg.graph.project.rows import Row, rows, rows_by_trial
from kg.graph.project.skeleton import edge_key, node_id, trials_of
from kg.vocab import BASE

_CONTEXT = 70
"""Characters of the field shown before and after the quoted words."""

_ROLE_LAST = {vocab.OF_AGENT: 0, vocab.IN_ROLE: 1}


_OF_TRIALS = ("evidence", "texts", "arms", "measures", "criteria", "open_questions")
"""Queries about nodes that belong to one trial each."""


class _Edge(NamedTuple):
    start: str
    end: str
    key: str


def add_details(store: ox.Store, network: Network) -> None:
    """Add ``evidence`` to edges, and arms, measures, discrepancies and unmatched words to trials."""
    uses = {use: (trial, agent, local_name(role)) for use, trial, agent, role in rows(store, "uses")}
    measures = {measure: (trial, local_name(priority)) for trial, measure, priority, _ in rows(store, "endpoints")}
    trials = {data["iri"].removeprefix(f"{BASE}trial/"): node for node, data in trials_of(network)}
    reasons, texts, arms, outcomes, criteria, questions = (rows_by_trial(store, name, trials) for name in _OF_TRIALS)
    for trial, node in trials.items():
        data = network.nodes[node]
        its_reasons = _placed(reasons.get(trial, ()), texts.get(trial, ()))
        for edge, quote in _quotes(its_reasons, node, uses, measures):
            if network.has_edge(edge.start, edge.end, edge.key):
                network.edges[edge]["evidence"].append(quote)
        data["arms"] = arms_of(arms.get(trial, ()), uses)
        data["measures"] = measures_of(outcomes.get(trial, ()), criteria.get(trial, ()))
        data["discrepancies"], data["unmatched"] = _open_questions(questions.get(trial, ()))


def _placed(reasons: Iterable[Row], texts: Iterable[Row]) -> Iterator[Row]:
    """Reasons without their own names, and with the path and the words of the field instead of its name."""
    fields = {field: (path, text) for field, path, text in texts}
    for _, *said, field, words, start, end in reasons:
        yield (*said, *fields.get(field, ("", "")), words, start, end)


def _quotes(
    reasons: Iterable[Row], trial: str, uses: dict[str, tuple[str, str, str]], measures: dict[str, tuple[str, str]]
) -> Iterator[tuple[_Edge, dict[str, str]]]:
    """Each reason of a trial with the edge that it supports."""
    found = sorted(reasons, key=lambda row: (_ROLE_LAST.get(row[1], 0), row))
    for subject, property_, value, rule, basis, source, path, text, words, start, end in found:
        edge = _supported(subject, property_, value, uses, measures)
        if edge is not None:
            before, after = context(text, int(start), int(end))
            yield edge, {
                "trial": trial, "field": path, "before": before, "words": words, "after": after, "rule": rule,
                "basis": local_name(basis).lower(), "source": compress(source) or source,
            }  # fmt: skip


def _supported(
    subject: str,
    property_: str,
    value: str,
    uses: dict[str, tuple[str, str, str]],
    measures: dict[str, tuple[str, str]],
) -> _Edge | None:
    """The edge that stands for a statement; None if the picture does not draw it."""
    if subject in uses:
        trial, agent, role = uses[subject]
        if property_ == vocab.ACTS_THROUGH:
            return _Edge(node_id("agent", agent), node_id("mechanism", value), edge_key("has-mechanism"))
        return _Edge(node_id("trial", trial), node_id("agent", agent), edge_key("uses", role=role))
    if subject in measures and property_ == vocab.MEASURES_ENDPOINT:
        trial, priority = measures[subject]
        return _Edge(node_id("trial", trial), node_id("endpoint", value), edge_key("measures", priority=priority))
    if property_ == vocab.HAS_TARGET:
        return _Edge(node_id("agent", subject), node_id("target", value), edge_key("has-target"))
    if property_ == vocab.STUDIES_CONDITION:
        return _Edge(node_id("trial", subject), node_id("condition", value), edge_key("studies"))
    return None


def context(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands before and after some words of a field, cut between words."""
    before, after = text[max(0, start - _CONTEXT) : start], text[end : end + _CONTEXT]
    if start > _CONTEXT:
        before = "…" + before.partition(" ")[2]
    if end + _CONTEXT < len(text):
        after = after.rpartition(" ")[0] + "…"
    return before, after


def arms_of(told: Iterable[Row], uses: dict[str, tuple[str, str, str]]) -> tuple[dict[str, Any], ...]:
    """The arms of a trial in their order: label, type, nodes of the agents given, labels of the arms compared with.

    Args:
        told: As ``queries/views/arms.rq`` tells them.
    """
    arms: dict[int, dict[str, Any]] = {}
    given, controls = defaultdict(set), defaultdict(set)
    for _, place, label, type_, use, control in told:
        position = int(place)
        arms[position] = {"label": label or f"Arm {position + 1}", "type": type_.replace("_", " ").capitalize()}
        if use in uses:
            given[position].add(use)
        if control:
            controls[position].add(int(control))
    return tuple(
        arm
        | {"agents": [node_id("agent", uses[use][1]) for use in sorted(given[position])]}
        | {"compared_with": [arms[control]["label"] for control in sorted(controls[position])]}
        for position, arm in sorted(arms.items())
    )


def measures_of(told: Iterable[Row], judged: Iterable[Row]) -> tuple[dict[str, Any], ...]:
    """The outcome measures of a trial by priority and order.

    Args:
        told: As ``queries/views/measures.rq`` tells them.
        judged: The names of their criteria, as ``queries/views/criteria.rq`` tells them.
    """
    criteria: dict[str, list[str]] = defaultdict(list)
    for name, criterion in sorted(set(judged)):
        criteria[name].append(criterion)
    measures: dict[tuple[str, int], dict[str, Any]] = {}
    for name, priority, position, title, time, endpoint in sorted(told):
        rank = local_name(priority)
        blank = {"title": title, "priority": rank, "time": time, "criteria": criteria[name], "endpoints": []}
        measure = measures.setdefault((rank, int(position)), blank)
        if endpoint and node_id("endpoint", endpoint) not in measure["endpoints"]:
            measure["endpoints"].append(node_id("endpoint", endpoint))
    return tuple(measures[key] for key in sorted(measures))


def _open_questions(told: Iterable[Row]) -> tuple[tuple[dict[str, Any], ...], tuple[tuple[str, str], ...]]:
    """Contradictions with the words on each side, and words that were not understood."""
    messages: dict[str, str] = {}
    quotes: dict[str, list[tuple[str, str]]] = defaultdict(list)
    unmatched: dict[tuple[str, str], None] = {}
    for node, message, mention, expected, path, words in sorted(told):
        if message:
            messages[node] = message
            if words:
                quotes[node].append((path, words))
        else:
            unmatched[mention, expected] = None
    found = tuple({"message": message, "quotes": quotes[node]} for node, message in sorted(messages.items()))
    return found, tuple(unmatched)
