"""The search: what a name, several words together, or a part of a name may mean."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial, reduce
from typing import Any

from kg.app.explore.catalogue import Catalogue
from kg.app.explore.facets import chosen
from kg.app.explore.meaning import Meaning, meaning
from kg.app.explore.names import alike, begun, titled, with_words, within
from kg.app.explore.searchable import searchable
from kg.app.explore.sheet import Link, Parameters, Sheet
from kg.app.explore.words import Reading, readings
from kg.graph.naming import fold
from kg.graph.query import Answer
from kg.graph.terms import short

_MOST_FOUND = 60
_MOST_PARTLY = 40
_MOST_TRIALS = 100
_MOST_NAMED = 4
_SHORT = 3
"""Letters up to which a name is meant as a whole, unless nothing has it."""


def search(catalogue: Catalogue, path: str, asked: Parameters) -> Sheet:
    """What has the name, or has all words, each by any of its names; below it what is only called partly so."""
    nodes, name = catalogue.network.nodes, asked.get("q", "").strip()
    meant = meaning(catalogue, name)
    read = readings(catalogue, name) if name and not meant.is_whole else []
    found, trials = _found(catalogue, name, meant, read)
    is_certain = bool(found or trials or meant.kinds)
    partly = _partly(catalogue, name, found, is_certain=is_certain)
    rows = catalogue.rows({trial: [] for trial in trials})
    told = {
        "q": name,
        "read": [_told(catalogue, its) for its in read] if len(read) > 1 else [],
        "kinds": [Link(label=kind, trials=len(chosen(catalogue, {"kind": kind}))) for kind in meant.kinds],
        "found": _links(catalogue, found)[:_MOST_FOUND],
        "further": max(0, len(found) - _MOST_FOUND),
        "partly": _links(catalogue, partly),
        "by": {node: by for node, by in (found | partly).items() if by not in ("", nodes[node]["label"])},
        "trials": rows,
        "only": meant.things[0] if len(meant.things) == 1 and not (meant.kinds or meant.agents) else "",
        "near": [] if is_certain or partly or not name else alike(catalogue, name),
        "examples": [] if is_certain or partly or not name else _examples(catalogue),
    }
    listed = [*found, *partly, *(row.path for row in rows)]
    named = [(node, nodes[node]["label"], nodes[node]["kind"]) for node in listed]
    table = Answer(("id", "name", "kind"), [*((short(iri), kind, "kind") for kind, iri in meant.kinds.items()), *named])
    iris = tuple(nodes[node]["iri"] for node in listed)
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


def _found(catalogue: Catalogue, name: str, meant: Meaning, read: list[Reading]) -> tuple[dict[str, str], list[str]]:
    """Things with the names that have the words, what is called so first; and trials."""
    things, trials = _fitting(catalogue, read) if len(read) > 1 or any(its.values for its in read) else ([], [])
    if len(read) == 1:
        trials = [*trials, *titled(catalogue, name)]
    worded = with_words(catalogue, name)
    found = dict.fromkeys([*meant.things, *meant.agents, *worded, *things])
    of_trials = [node for node in found if node.startswith("trial/")]
    return {node: worded.get(node, "") for node in found if node not in of_trials}, list({*of_trials, *trials})


def _partly(catalogue: Catalogue, name: str, found: dict[str, str], *, is_certain: bool) -> dict[str, str]:
    """Things of whose names a word begins so; where nothing else is found, those that have it anywhere."""
    if is_certain and len(fold(name)) <= _SHORT:
        return {}
    partly = {node: its for node, its in begun(catalogue, name).items() if node not in found}
    return dict(list((partly if partly or is_certain else within(catalogue, name)).items())[:_MOST_PARTLY])


def _fitting(catalogue: Catalogue, read: list[Reading]) -> tuple[list[str], list[str]]:
    """Things that fit all readings, those of the most trials first, and trials."""
    things = reduce(frozenset.intersection, (its.things for its in read))
    trials = reduce(frozenset.intersection, (its.trials for its in read))
    ranked = sorted(things - trials, key=lambda node: (-len(catalogue.trials_of(node)), node))
    return ranked, sorted(trials)


def _told(catalogue: Catalogue, reading: Reading) -> dict[str, Any]:
    """How a stretch of the search was understood."""
    ranked = sorted(reading.named, key=lambda node: (-len(catalogue.trials_of(node)), node))
    links = [catalogue.link(node) for node in ranked[:_MOST_NAMED]]
    return {
        "words": reading.words,
        "named": [*(Link(label=value) for value in reading.values), *links],
        "further": len(ranked) - len(links),
        "near": [] if reading.trials else alike(catalogue, reading.words),
        "trials": len(reading.trials),
    }


def _links(catalogue: Catalogue, nodes: Iterable[str]) -> list[Link]:
    return [catalogue.link(node, len(catalogue.trials_of(node))) for node in nodes]


def _examples(catalogue: Catalogue) -> list[Link]:
    return [link for kind in ("target", "agent", "condition") for link in catalogue.all_of(kind)[:3]]
