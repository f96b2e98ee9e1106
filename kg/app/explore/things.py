"""The page of an agent, target, mechanism, condition or endpoint."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby, islice
from operator import itemgetter
from typing import Any

import pyoxigraph as ox

from kg import vocab
from kg.app.explore.around import neighbours as neighbours_of
from kg.app.explore.catalogue import OTHER_ENDPOINT, Catalogue
from kg.app.explore.facets import about as about_thing
from kg.app.explore.fan import fan
from kg.app.explore.sheet import Link, Parameters, Quote, Sheet, trial_table
from kg.app.explore.strip import strip
from kg.app.explore.timeline import has_timeline
from kg.app.grammar import spaced_name
from kg.curie import compress, local_name
from kg.graph.project import about
from kg.graph.project.details import context
from kg.graph.query import solutions
from kg.graph.query.binding import bind
from kg.graph.terms import short
from kg.graph.texts import query_text
from kg.vocab import BASE, IOKG

MOST_QUOTES = 60
_MOST_SAME = 3
_NAMED_ELSEWHERE = {
    vocab.LABEL, vocab.ALT_LABEL, vocab.HIDDEN_LABEL, vocab.NOTATION, vocab.EXACT_MATCH, vocab.SKOS + "definition",
    vocab.RDFS + "isDefinedBy", vocab.SKOS + "example", vocab.HAS_PART,
}  # fmt: skip
_HEADINGS = {
    "agent": "Given together with",
    "target": "Targets in the same trials",
    "mechanism": "Mechanisms in the same trials",
    "condition": "Conditions of these trials",
    "endpoint": "Endpoints of these trials",
}
_TESTED_IN = "Agents tested in these trials"
"""The heading of agents where the thing is no agent, nor what agents act on or through."""

_ACTING = {"target": "has-target", "mechanism": "has-mechanism"}
"""What an agent has to do with a thing of a kind; such agents are no partners of one another."""

_IN_WORDS = {"iokg:grammar": "read from its name"}
"""Values that are ids of how something is known."""


def thing(catalogue: Catalogue, node: str, _asked: Parameters) -> Sheet:
    """The page of a thing by its node."""
    data = catalogue.network.nodes[node]
    found = catalogue.trials_of(node)
    rows = catalogue.rows(_worded(catalogue, found) if node == OTHER_ENDPOINT else found)
    quotes, further = _quotes(catalogue, data)
    neighbours = _neighbours(catalogue, node)
    near = {link.path for row in neighbours for link in row["links"]}
    around = neighbours_of(catalogue, node)
    told = {
        "kind": data["kind"],
        "label": data["label"],
        "iri": data["iri"],
        "definition": data["definition"],
        "synonyms": data["synonyms"],
        "identifiers": data["identifiers"],
        "facts": _facts(catalogue, data, near),
        "neighbours": neighbours,
        "around": around,
        "map": f"map/{node}",
        "timeline": f"timeline/{node}" if has_timeline(catalogue, node) else "",
        "trials": rows,
        "tested": len(about_thing(catalogue, node)),
        "strip": strip(rows),
        "partners": _partners(catalogue, node, list(found)),
        "quotes": quotes,
        "further_quotes": further,
        "sparql": about(data["kind"]).replace("{iri}", data["iri"]),
    }
    shown = {"fans": [fan(around, 2), fan(around, 1)], "narrowed_of": node}
    return Sheet(node, data["label"], "thing.html", told, trial_table(rows), (data["iri"],), shown=shown)


def _worded(catalogue: Catalogue, found: dict[str, list[str]]) -> dict[str, list[str]]:
    """What trials measure that is of none of the usual endpoints, in the words of the measures."""
    return {
        trial: [f"{priority}: “{title}”" for priority, title in catalogue.other_measures.get(trial, [])] or how
        for trial, how in found.items()
    }


def _partners(catalogue: Catalogue, node: str, trials: list[str]) -> list[dict[str, Any]]:
    """What the trials have in common besides the thing; of agents only those that do not themselves act on it."""
    kind = catalogue.network.nodes[node]["kind"]
    without = {node, *(catalogue.starts(node, _ACTING[kind]) if kind in _ACTING else ())}
    headings = _HEADINGS if kind in ("agent", *_ACTING) else _HEADINGS | {"agent": _TESTED_IN}
    shared = catalogue.among(trials, without)
    return [{"heading": headings[its], "links": links} for its, links in shared.items() if links]


def _neighbours(catalogue: Catalogue, node: str) -> list[dict[str, Any]]:
    """What the graph ties to a thing apart from trials."""
    kind = catalogue.network.nodes[node]["kind"]
    told: list[tuple[str, list[str]]] = []
    if kind == "agent":
        told = [("Acts on", catalogue.targets(node)), ("Acts through", catalogue.ends(node, "has-mechanism"))]
    elif kind == "target":
        told = [("Agents that act on it", catalogue.starts(node, "has-target"))]
    elif kind == "mechanism":
        told = [("Agents that act through it", catalogue.starts(node, "has-mechanism"))]
    elif kind == "condition":
        told = [("Wider", catalogue.ends(node, "broader")), ("Narrower", catalogue.starts(node, "broader"))]
    return [
        {"heading": heading, "links": [catalogue.link(*its) for its in _by_trials(catalogue, ends)]}
        for heading, ends in told
        if ends
    ]


def _by_trials(catalogue: Catalogue, nodes: list[str]) -> list[tuple[str, int]]:
    """Nodes with their numbers of trials, that of the most first."""
    return catalogue.ranked(Counter({node: len(catalogue.trials_of(node)) for node in nodes}))


# --- facts ------------------------------------------------------------------------------------------------------------


def _facts(catalogue: Catalogue, data: dict[str, Any], near: set[str]) -> list[dict[str, Any]]:
    """Statements about the thing besides those about what is near, a property with all its values a row."""
    text = bind(query_text("explore", "facts"), {"thing": ox.NamedNode(data["iri"])})
    facts: dict[str, dict[Link, bool]] = {}
    for property_, name, value, label, graph in sorted(solutions(catalogue.graph.store, text), key=_order):
        if property_.value not in _NAMED_ELSEWHERE and not isinstance(value, ox.BlankNode):
            link = _value(catalogue, value, label)
            if not value.value.startswith(vocab.OWL) and link.path not in near and link.label != data["kind"]:
                held = facts.setdefault(_property(property_.value, name), {})
                held[link] = held.get(link, True) and graph.value == vocab.DERIVED_GRAPH
    return [
        {"property": told, "values": [{"link": link, "derived": derived} for link, derived in values.items()]}
        for told, values in facts.items()
    ]


def _property(property_: str, name: Any) -> str:
    """A property in words: its name, else its id."""
    if property_ == vocab.TYPE:
        return "kind"
    return str(name.value) if name else spaced_name(local_name(property_))


def _order(row: Any) -> tuple[str, ...]:
    return tuple("" if term is None else str(term) for term in row)


def _value(catalogue: Catalogue, value: Any, label: Any) -> Link:
    node = catalogue.node_of(value.value) if isinstance(value, ox.NamedNode) else None
    if node is not None:
        return catalogue.link(node)
    id_ = short(value.value)
    return Link(label=label.value if label is not None else _IN_WORDS.get(id_, id_))


# --- words ------------------------------------------------------------------------------------------------------------


def _quotes(catalogue: Catalogue, data: dict[str, Any]) -> tuple[list[Quote], int]:
    """The words behind what trials say of a thing, trial by trial, and how many more there are."""
    found: dict[tuple[str, ...], Any] = {}
    for group, slot in (("words_for", "value"), ("words_of", "subject")):
        text = bind(query_text("explore", group), {slot: ox.NamedNode(data["iri"])})
        of_group: dict[tuple[str, ...], Any] = {}
        for row in solutions(catalogue.graph.store, text):
            key = _key(catalogue, row)
            if key is not None and (key not in of_group or _order(row) < _order(of_group[key])):
                of_group[key] = row
        found = of_group | found
    keys = list(_few_of_each(sorted(found)))[:MOST_QUOTES]
    return [_quote(catalogue, key, found[key]) for key in keys], len(found) - len(keys)


def _key(catalogue: Catalogue, row: Any) -> tuple[str, ...] | None:
    """What makes a quote one of its own: trial, statement, field and words; None if the trial has no page."""
    trial = row["reason"].value.removeprefix(f"{BASE}trial/").partition("/")[0]
    if f"trial/{trial}" not in catalogue.network:
        return None
    says = statement(catalogue, row["property"].value, row["value"].value)
    return trial, says, row["path"].value, row["words"].value


def _few_of_each(keys: Iterable[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """At most some quotes of one trial, so that many trials have a word."""
    for _, its in groupby(keys, itemgetter(0)):
        yield from islice(its, _MOST_SAME)


def _quote(catalogue: Catalogue, key: tuple[str, ...], row: Any) -> Quote:
    trial, says, path, words = key
    before, after = context(row["text"].value, int(row["start"].value), int(row["end"].value))
    return Quote(
        trial=catalogue.link(f"trial/{trial}"),
        field=path,
        before=before,
        words=words,
        after=after,
        statement=says,
        basis=local_name(row["basis"].value).lower() if row["basis"] is not None else "stated",
        rule=row["rule"].value if row["rule"] is not None else "",
    )


_VERBS = {
    vocab.OF_AGENT: "gives",
    vocab.IN_ROLE: "in the role",
    vocab.ACTS_THROUGH: "acts through",
    vocab.HAS_TARGET: "acts on",
    vocab.STUDIES_CONDITION: "studies",
    vocab.MEASURES_ENDPOINT: "measures",
    vocab.TYPE: "of the kind",
}


def statement(catalogue: Catalogue, property_: str, value: str) -> str:
    """A statement without its subject, in words."""
    return f"{verb(property_)} {value_name(catalogue, value)}"


def verb(property_: str) -> str:
    """A property in words: ``iokg:hasSetting`` → "has setting"."""
    return _VERBS.get(property_) or spaced_name(local_name(property_))


def value_name(catalogue: Catalogue, value: str) -> str:
    """What a value is called."""
    node = catalogue.node_of(value)
    if node is not None:
        return str(catalogue.network.nodes[node]["label"])
    if value.startswith(IOKG):
        return spaced_name(local_name(value))
    return compress(value) or short(value).rpartition("/")[2].replace("-", " ")
