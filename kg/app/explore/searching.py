"""The search: what a name, the beginning of one, or several words together may mean."""

from __future__ import annotations

from functools import partial, reduce
from typing import Any

from kg.app.explore.catalogue import Catalogue
from kg.app.explore.facets import chosen
from kg.app.explore.meaning import meaning
from kg.app.explore.searchable import searchable
from kg.app.explore.sheet import Link, Parameters, Sheet
from kg.app.explore.words import Reading, readings
from kg.graph.query import Answer
from kg.graph.terms import short

_MOST_FOUND = 40
_MOST_TRIALS = 100
_MOST_NAMED = 4


def search(catalogue: Catalogue, path: str, asked: Parameters) -> Sheet:
    """What has the name; else what is called nearly so, and what fits all words, each by any of its names."""
    name = asked.get("q", "").strip()
    meant = meaning(catalogue, name)
    read = readings(catalogue, name) if name and not meant.is_whole else []
    fitting = _fitting(catalogue, read) if len(read) > 1 else []
    similar = _similar(catalogue, name) if name else []
    found = list(dict.fromkeys([*meant.things, *meant.agents[:_MOST_FOUND], *similar[:_MOST_FOUND], *fitting]))
    rows = tuple(catalogue.row(node) for node in found if node.startswith("trial/"))
    links = [catalogue.link(node, len(catalogue.trials_of(node))) for node in found if not node.startswith("trial/")]
    told = {
        "q": name,
        "read": [_told(catalogue, its) for its in read] if len(read) > 1 else [],
        "kinds": [Link(label=kind, trials=len(chosen(catalogue, {"kind": kind}))) for kind in meant.kinds],
        "found": links,
        "trials": rows,
        "only": meant.things[0] if len(meant.things) == 1 and not (meant.kinds or meant.agents) else "",
        "near": [] if found or meant.kinds or not name else _suggestions(catalogue),
    }
    nodes = catalogue.network.nodes
    named = [(node, nodes[node]["label"], nodes[node]["kind"]) for node in found]
    table = Answer(("id", "name", "kind"), [*((short(iri), kind, "kind") for kind, iri in meant.kinds.items()), *named])
    iris = tuple(nodes[node]["iri"] for node in found)
    title = f"Search: {name}" if name else "Search"
    return Sheet(
        path,
        title,
        "search.html",
        told,
        table,
        iris,
        shown={"most": _MOST_TRIALS, "searchable": partial(searchable, catalogue)},
    )


def _fitting(catalogue: Catalogue, read: list[Reading]) -> list[str]:
    """What fits all readings: things, those of the most trials first, then trials, the latest first."""
    things = reduce(frozenset.intersection, (its.things for its in read))
    trials = reduce(frozenset.intersection, (its.trials for its in read))
    ranked = sorted(things - trials, key=lambda node: (-len(catalogue.trials_of(node)), node))
    return [*ranked[:_MOST_FOUND], *(row.path for row in catalogue.rows({trial: [] for trial in trials}))]


def _told(catalogue: Catalogue, reading: Reading) -> dict[str, Any]:
    """How a stretch of the search was understood."""
    ranked = sorted(reading.named, key=lambda node: -len(catalogue.trials_of(node)))
    links = [catalogue.link(node) for node in ranked[:_MOST_NAMED]]
    return {
        "words": reading.words,
        "named": [*(Link(label=value) for value in reading.values), *links],
        "further": len(ranked) - len(links),
        "near": [] if reading.trials else catalogue.graph.naming.near(reading.words),
        "trials": len(reading.trials),
    }


def _similar(catalogue: Catalogue, name: str) -> list[str]:
    naming = catalogue.graph.naming
    names = [*naming.beginning(name, most=_MOST_FOUND), *naming.near(name)]
    return list(dict.fromkeys(node for other in names for node in catalogue.nodes_called(other)))


def _suggestions(catalogue: Catalogue) -> list[Link]:
    return [link for kind in ("target", "agent", "condition") for link in catalogue.all_of(kind)[:3]]
