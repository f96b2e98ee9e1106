"""What travels inside the page: the network's nodes and links as small JSON values, the words behind them apart.

Nodes and links are needed for the first drawing. Words (quotes, arms, measures) are read when someone asks for them,
so they travel packed by themselves and within a budget of bytes.
"""

from __future__ import annotations

import base64
import gzip
import json
from collections.abc import Hashable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

if TYPE_CHECKING:
    import networkx as nx

Json: TypeAlias = Any

WORDS_BUDGET = 6_000_000
"""Characters of words before packing; less than a quarter of it remains in the page."""

_LONGEST = 240
"""Characters of a quote or title, of which the rest is left out."""

_PUNCTUATION = 24
"""Characters that JSON needs around the parts of a quote."""

_KINDS = ("mechanism", "target", "agent", "condition", "endpoint", "trial")
_SHOWN = (
    "label",
    "iri",
    "synonyms",
    "identifiers",
    "definition",
    "agent_kind",
    "parts",
    "title",
    "phase",
    "status",
    "year",
    "enrolment",
    "scope",
    "settings",
    "sponsor",
    "why_stopped",
)
_DETAILS = ("arms", "measures", "discrepancies", "unmatched")
_BASES = {"stated": 1, "background": 2}
_CURATED = ("has-target", "has-mechanism")
"""Where no words of a record support these, the curated tables say them."""


class Payload(NamedTuple):
    """The values of one page.

    Attributes:
        nodes: One record a node; ``id`` is its position in this list, ``key`` its id in the network.
        links: One record an edge; ``from`` and ``to`` are positions in ``nodes``, ``basis`` a sum of 1 for stated
            and 2 for background.
        words: ``quotes`` (position of the link → list of quotes), ``trials`` (position of the node → its details),
            ``left_out`` (number of quotes that the budget did not hold).
    """

    nodes: list[Json]
    links: list[Json]
    words: Json


def collect(network: nx.Graph[Any], places: Mapping[Hashable, tuple[int, int]]) -> Payload:
    """The payload of a network, in an order that depends on its content alone."""
    order = sorted(network, key=lambda node: (_rank(network.nodes[node]), str(node)))
    position = {node: index for index, node in enumerate(order)}
    edges = sorted(network.edges(data=True), key=lambda edge: _edge_order(position, edge))
    trials = {
        str(position[node]): _details(network.nodes[node], position)
        for node in order
        if any(network.nodes[node].get(name) for name in _DETAILS)
    }
    budget = WORDS_BUDGET - len(json.dumps(trials))
    quotes, left_out = _within_budget([edge[2].get("evidence") or () for edge in edges], position, budget)
    return Payload(
        [_node(node, index, network.nodes[node], places) for index, node in enumerate(order)],
        [_link(position[start], position[end], data) for start, end, data in edges],
        {"quotes": quotes, "trials": trials, "left_out": left_out},
    )


def pack(value: Json) -> str:
    """A JSON value as text that is inert in HTML: gzip in base64. Same value, same text."""
    plain = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    # A lone surrogate from a damaged record must not keep the page from being written.
    return base64.b64encode(gzip.compress(plain.encode(errors="replace"), mtime=0)).decode()


def _rank(data: Mapping[str, Any]) -> int:
    kind = data.get("kind")
    return _KINDS.index(kind) if kind in _KINDS else len(_KINDS)


def _edge_order(
    position: Mapping[Hashable, int], edge: tuple[Hashable, Hashable, Mapping[str, Any]]
) -> tuple[Json, ...]:
    start, end, data = edge
    return position[start], position[end], data.get("relation") or "", data.get("role") or data.get("priority") or ""


def _node(node: Hashable, index: int, data: Mapping[str, Any], places: Mapping[Hashable, tuple[int, int]]) -> Json:
    record = {"id": index, "key": str(node), "group": data.get("kind", "")}
    record |= {name: data[name] for name in _SHOWN if data.get(name) not in (None, "", (), [])}
    record.setdefault("label", str(node))
    if node in places:
        record["x"], record["y"] = places[node]
    return record


def _link(start: int, end: int, data: Mapping[str, Any]) -> Json:
    link = {"from": start, "to": end, "relation": data.get("relation", "")}
    link |= {name: data[name] for name in ("role", "priority") if data.get(name)}
    bases = {_BASES.get(quote.get("basis", "stated"), 1) for quote in data.get("evidence") or ()}
    if not bases and data.get("relation") in _CURATED:
        bases = {_BASES["background"]}
    return link | {"basis": sum(bases)} if bases else link


def _details(data: Mapping[str, Any], position: Mapping[Hashable, int]) -> Json:
    details = {name: data[name] for name in _DETAILS if data.get(name)}
    for name, ends in (("arms", "agents"), ("measures", "endpoints")):
        if name in details:
            details[name] = [
                {**row, ends: [position[end] for end in row.get(ends, ()) if end in position]} for row in details[name]
            ]
    for measure in details.get("measures", ()):
        measure["title"] = _shortened(measure.get("title", ""))
        measure["time"] = _shortened(measure.get("time", ""))
    return details


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"


# --- Quotes -----------------------------------------------------------------------------------------------------


def _within_budget(evidence: list[Any], position: Mapping[Hashable, int], budget: int) -> tuple[Json, int]:
    """Quotes by link: the first of every link, then the second of every link, until the budget is spent."""
    kept: dict[str, list[Json]] = {}
    spent = left_out = turn = 0
    waiting = [index for index, quotes in enumerate(evidence) if quotes]
    while waiting:
        for index in waiting:
            quote = _quote(evidence[index][turn], position)
            spent += sum(len(part) for part in quote if isinstance(part, str)) + _PUNCTUATION
            if spent > budget:
                left_out += 1
            else:
                kept.setdefault(str(index), []).append(quote)
        turn += 1
        waiting = [index for index in waiting if len(evidence[index]) > turn]
    return kept, left_out


def _quote(quote: Mapping[str, Any], position: Mapping[Hashable, int]) -> Json:
    """Trial, field, words before, quoted words, words after, rule, basis, source."""
    return [
        position.get(quote.get("trial"), -1),
        quote.get("field", ""),
        quote.get("before", ""),
        _shortened(quote.get("words", "")),
        quote.get("after", ""),
        quote.get("rule", ""),
        _BASES.get(quote.get("basis", "stated"), 1),
        quote.get("source", ""),
    ]
