"""The page of a trial: its facts, and the words of its record with what was found in them."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any, NamedTuple

import pyoxigraph as ox

from kg import vocab
from kg.app.explore.catalogue import Catalogue
from kg.app.explore.marks import Mark, pieces
from kg.app.explore.sheet import Link, Parameters, Sheet
from kg.app.explore.things import statement, value_name, verb
from kg.app.grammar import field_name, one, plural
from kg.curie import local_name
from kg.graph.project import about
from kg.graph.project.details import arms_of, measures_of
from kg.graph.project.rows import rows
from kg.graph.query import Answer
from kg.graph.texts import query_text
from kg.vocab import BASE, TRIAL_GRAPHS

_COLUMNS = ("subject", "statement", "words", "field", "start", "end", "basis", "rule")
_REGISTERED = re.compile(r"NCT\d{8}")
_REGISTRY = "https://clinicaltrials.gov/study/"
_MODULES = ("identification", "description", "conditions", "design", "armsInterventions", "outcomes", "eligibility")
_NUMBER = re.compile(r"(\d+)")
_NAMING = ("label", "name", "measure", "briefTitle")
_KIND_OF = {
    vocab.OF_AGENT: "agent", vocab.TYPE: "agent", vocab.HAS_TARGET: "target", vocab.ACTS_THROUGH: "mechanism",
    vocab.STUDIES_CONDITION: "condition", vocab.MEASURES_ENDPOINT: "endpoint",
}  # fmt: skip
_OF_AGENTS = (vocab.TYPE, vocab.HAS_TARGET, vocab.ACTS_THROUGH)


class _Reason(NamedTuple):
    start: int
    end: int
    subject: str
    property: str
    value: str
    basis: str
    rule: str
    path: str
    words: str


def trial(catalogue: Catalogue, node: str, _asked: Parameters) -> Sheet:
    """The page of a trial by its node."""
    data = catalogue.network.nodes[node]
    graph = TRIAL_GRAPHS + node.removeprefix("trial/")
    reasons = _reasons(catalogue, graph)
    uses = {
        use: (its, agent, local_name(role))
        for use, its, agent, role in rows(catalogue.graph.store, "uses", graph=graph)
    }
    contradictions, unmatched, open_marks = _open(catalogue, graph)
    told = {
        "id": data["label"],
        "title": data["title"],
        "iri": data["iri"],
        "registry": f"{_REGISTRY}{data['label']}" if _REGISTERED.fullmatch(data["label"]) else "",
        "tags": _tags(data),
        "sponsor": data["sponsor"],
        "why_stopped": data["why_stopped"],
        "agents": _agents(catalogue, uses, reasons),
        "conditions": _stated(catalogue, data["iri"], reasons, vocab.STUDIES_CONDITION),
        "others": _others(catalogue, data["iri"], reasons),
        "arms": _arms(catalogue, graph, uses),
        "measures": _measures(catalogue, graph),
        "discrepancies": contradictions,
        "unmatched": unmatched,
        "record": _record(catalogue, graph, reasons, open_marks),
        "sparql": about("trial").replace("{iri}", data["iri"]),
    }
    table = Answer(
        _COLUMNS,
        [(_subject(catalogue, uses, r.subject), statement(catalogue, r.property, r.value), r.words, r.path,
          r.start, r.end, local_name(r.basis), r.rule) for r in reasons],
    )  # fmt: skip
    return Sheet(node, f"{data['label']}: {data['title']}", "trial.html", told, table, (data["iri"],), graph)


def _asked(catalogue: Catalogue, name: str, graph: str) -> list[tuple[str, ...]]:
    """The rows of a query that is asked of one graph alone, in order; an unbound value is the empty text."""
    found = catalogue.graph.store.query(query_text("explore", name), default_graph=ox.NamedNode(graph))
    assert isinstance(found, ox.QuerySolutions)
    return sorted(tuple("" if term is None else term.value for term in row) for row in found)


def _reasons(catalogue: Catalogue, graph: str) -> list[_Reason]:
    found = _asked(catalogue, "trial_words", graph)
    return [_Reason(int(start), int(end), *words) for *words, start, end in found]


def _tags(data: dict[str, Any]) -> list[str]:
    people = plural(data["enrolment"], "participant") if data["enrolment"] is not None else ""
    year = f"started {data['year']}" if data["year"] else ""
    return [tag for tag in (data["phase"], data["status"], year, people, data["scope"], *data["settings"]) if tag]


# --- facts ------------------------------------------------------------------------------------------------------------


def _agents(
    catalogue: Catalogue, uses: dict[str, tuple[str, str, str]], reasons: list[_Reason]
) -> list[dict[str, Any]]:
    """Agents with role, what they act on and through, and the words, tested ones first."""
    by_subject = defaultdict(list)
    for reason in reasons:
        by_subject[reason.subject].append(reason)
    told = []
    for use, (_, agent, role) in sorted(uses.items(), key=lambda item: (item[1][2] != "Investigational", item[0])):
        node = catalogue.node_of(agent)
        if node is not None:
            acts = {r.value for r in by_subject[use] if r.property == vocab.ACTS_THROUGH}
            through = [catalogue.node_of(act) for act in sorted(acts)] or catalogue.ends(node, "has-mechanism")
            told.append({
                "agent": catalogue.link(node),
                "role": role,
                "kind": catalogue.network.nodes[node].get("agent_kind", ""),
                "targets": [catalogue.link(target) for target in catalogue.targets(node)],
                "mechanisms": [catalogue.link(act) for act in through if act],
                "words": _words(catalogue, [*by_subject[use], *by_subject[agent]]),
            })  # fmt: skip
    return told


def _stated(catalogue: Catalogue, subject: str, reasons: list[_Reason], property_: str) -> list[dict[str, Any]]:
    """The values of a property with the words for each; one that no words support has none."""
    node = catalogue.node_of(subject)
    found: dict[str, list[_Reason]] = {}
    if property_ == vocab.STUDIES_CONDITION and node is not None:
        found = {catalogue.network.nodes[end]["iri"]: [] for end in catalogue.ends(node, "studies")}
    for reason in reasons:
        if reason.subject == subject and reason.property == property_:
            found.setdefault(reason.value, []).append(reason)
    return [
        {"value": _value(catalogue, value), "words": _words(catalogue, its)} for value, its in sorted(found.items())
    ]


def _others(catalogue: Catalogue, subject: str, reasons: list[_Reason]) -> list[dict[str, Any]]:
    """What the record's words say besides agents and conditions: settings, scope and the like."""
    properties = sorted({r.property for r in reasons if r.subject == subject} - {vocab.STUDIES_CONDITION})
    return [
        {"property": verb(property_).removeprefix("has "), "values": _stated(catalogue, subject, reasons, property_)}
        for property_ in properties
    ]


def _value(catalogue: Catalogue, value: str) -> Link:
    node = catalogue.node_of(value)
    return catalogue.link(node) if node else Link(label=value_name(catalogue, value))


def _words(catalogue: Catalogue, reasons: list[_Reason]) -> list[dict[str, Any]]:
    """Words once, however they are spelt, with all that they support and the places where they stand."""
    found: dict[str, dict[str, Any]] = {}
    for r in sorted(reasons, key=lambda r: (place_of(r.path), r.start, r.end)):
        its = found.setdefault(r.words.lower(), {"words": r.words, "supports": [], "basis": [], "places": []})
        place = {"field": r.path, "at": _anchor(r.path), "start": r.start, "end": r.end}
        for name, value in (
            ("supports", statement(catalogue, r.property, r.value)),
            ("basis", local_name(r.basis).lower()),
            ("places", place),
        ):
            if value not in its[name]:
                its[name].append(value)
    return list(found.values())


def _subject(catalogue: Catalogue, uses: dict[str, tuple[str, str, str]], iri: str) -> str:
    if iri in uses:
        return value_name(catalogue, uses[iri][1])
    return value_name(catalogue, iri).removeprefix(BASE)


def _arms(catalogue: Catalogue, graph: str, uses: dict[str, tuple[str, str, str]]) -> list[dict[str, Any]]:
    return [
        {
            **arm,
            "agents": [catalogue.link(agent) for agent in arm["agents"] if agent in catalogue.network],
            "compared_with": [Link(label=label) for label in arm["compared_with"]],
        }
        for arm in arms_of(rows(catalogue.graph.store, "arms", graph=graph), uses)
    ]


def _measures(catalogue: Catalogue, graph: str) -> list[dict[str, Any]]:
    found = [
        {**measure, "endpoints": [catalogue.link(end) for end in measure["endpoints"] if end in catalogue.network]}
        for measure in measures_of(
            *(rows(catalogue.graph.store, view, graph=graph) for view in ("measures", "criteria"))
        )
    ]
    return sorted(found, key=lambda measure: ("Primary", "Secondary", "Other").index(measure["priority"]))


# --- the record -------------------------------------------------------------------------------------------------------


def _open(
    catalogue: Catalogue, graph: str
) -> tuple[list[dict[str, Any]], list[dict[str, Any]], list[tuple[str, Mark]]]:
    """Contradictions, words that were not understood, and where both stand."""
    messages: dict[str, dict[str, Any]] = {}
    unmatched, marks = [], []
    for node, message, expected, path, words, start, end in _asked(catalogue, "open_places", graph):
        says = message or f"not understood{f'; should name {one(expected)}' if expected else ''}"
        kind = "contradiction" if message else "open"
        marks.append((path, Mark(start=int(start), end=int(end), kind=kind, says=says)))
        place = {"words": words, "field": path, "at": _anchor(path)}
        if message:
            messages.setdefault(node, {"message": message, "quotes": []})["quotes"].append(place)
        else:
            unmatched.append({**place, "expected": expected})
    return list(messages.values()), unmatched, marks


def _record(
    catalogue: Catalogue, graph: str, reasons: list[_Reason], open_marks: list[tuple[str, Mark]]
) -> list[dict[str, Any]]:
    """The fields that facts cite, in the registry's order, cut into marked pieces."""
    marks: dict[str, list[Mark]] = defaultdict(list)
    for r in reasons:
        says = statement(catalogue, r.property, r.value)
        marks[r.path].append(Mark(start=r.start, end=r.end, kind=_kind(r), says=says))
    for path, mark in open_marks:
        marks[path].append(mark)
    found = {(path, text) for _, path, text in rows(catalogue.graph.store, "texts", graph=graph) if text}
    texts = sorted(found, key=lambda field: place_of(field[0]))
    return [
        {"field": path, "name": field_name(path), "at": _anchor(path), "pieces": pieces(text, marks[path])}
        for path, text in texts
    ]


def _kind(reason: _Reason) -> str:
    """How the words are coloured: those that background knowledge rests on name the agent and no more."""
    if reason.property in _OF_AGENTS and local_name(reason.basis) == "Background":
        return "agent"
    return _KIND_OF.get(reason.property, "fact")


def place_of(path: str) -> tuple[Any, ...]:
    """The order of fields: modules as the registry has them, numbers by value, what names a thing before the rest."""
    module = path.partition(".")[0].removesuffix("Module")
    rank = _MODULES.index(module) if module in _MODULES else len(_MODULES)
    return rank, *(
        (int(part), False, "") if part.isdigit() else (-1, part.rpartition(".")[2] not in _NAMING, part)
        for part in _NUMBER.split(path)
    )


def _anchor(path: str) -> str:
    """The fragment of a field on the page."""
    return "field-" + re.sub(r"[^A-Za-z0-9]+", "-", path).strip("-")
