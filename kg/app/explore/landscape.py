"""Where the trials are: targets by conditions, narrowed by facets."""

from __future__ import annotations

from functools import partial

from kg.app.explore.catalogue import Catalogue
from kg.app.explore.errors import NoPageError
from kg.app.explore.facets import IN_SCOPE, chosen, kept, offered, told
from kg.app.explore.narrowing import landscape_told
from kg.app.explore.sheet import Parameters, Sheet, trial_table
from kg.app.explore.strip import cell, strip
from kg.graph.query import Answer

_ROWS, _COLUMNS = 25, 18
_ALL = "all"


def landscape(catalogue: Catalogue, path: str, asked: Parameters) -> Sheet:
    """Targets by conditions, in numbers of trials that test an agent on the target; in scope unless asked otherwise."""
    asked = {"scope": IN_SCOPE, **asked}
    trials = chosen(catalogue, asked)
    pairs = _pairs(catalogue, trials)
    targets, conditions = _heads(pairs, 0), _heads(pairs, 1)
    numbers = {pair: len(its) for pair, its in pairs.items()}
    everything = asked.get("size") == _ALL
    shown = (targets, conditions) if everything else (targets[:_ROWS], conditions[:_COLUMNS])
    most = max(numbers.values(), default=0)
    says = {
        "facets": offered(catalogue, asked),
        "asked": kept(asked),
        "narrowed": told(catalogue, asked),
        "trials": len(trials),
        "paired": len({trial for its in pairs.values() for trial in its}),
        "conditions": [catalogue.link(node, number) for node, number in shown[1]],
        "targets": [
            {
                "target": catalogue.link(target, number),
                "cells": [cell(numbers.get((target, condition), 0), most) for condition, _ in shown[1]],
            }
            for target, number in shown[0]
        ],
        "left_out": [len(targets) - len(shown[0]), len(conditions) - len(shown[1])],
        "everything": everything,
    }
    rows = [
        (_label(catalogue, pair[0]), _label(catalogue, pair[1]), number)
        for pair, number in sorted(numbers.items(), key=lambda item: (-item[1], item[0]))
    ]
    things = tuple(
        catalogue.network.nodes[trial]["iri"] for trial in sorted({t for its in pairs.values() for t in its})
    )
    table = Answer(("target", "condition", "trials"), rows)
    for_template = {"all_told": partial(landscape_told, catalogue), "scope": IN_SCOPE}
    return Sheet(path, "Landscape", "landscape.html", says, table, things, shown=for_template)


def pair(catalogue: Catalogue, path: str, asked: Parameters) -> Sheet:
    """The trials of one target in one condition.

    Raises:
        NoPageError: If either is unknown.
    """
    _, target, condition = (*path.split("/", 2), "")[:3]
    ends = (f"target/{target}", f"condition/{condition}")
    if not all(end in catalogue.network for end in ends):
        sought = " ".join(end.partition("/")[2] for end in ends).replace("-", " ").strip()
        raise NoPageError(
            "there is no such target or condition", remedy="choose a cell of the landscape", sought=sought
        )
    trials = chosen(catalogue, asked)
    found = {
        trial: how for trial, how in catalogue.trials_of(ends[0]).items() if _is_in(catalogue, trial, ends, trials)
    }
    rows = catalogue.rows(found)
    title = f"{_label(catalogue, ends[0])} in {_label(catalogue, ends[1])}"
    says = {
        "target": catalogue.link(ends[0]),
        "condition": catalogue.link(ends[1]),
        "asked": kept(asked),
        "narrowed": told(catalogue, asked),
        "trials": rows,
        "strip": strip(rows),
    }
    things = tuple(catalogue.network.nodes[row.path]["iri"] for row in rows)
    return Sheet(path, title, "pair.html", says, trial_table(rows), things, shown={"narrowed_of": ""})


def pairs_of(catalogue: Catalogue) -> list[str]:
    """The paths of all pairs that have a trial."""
    found = _pairs(catalogue, set(catalogue.trials))
    return sorted(f"pair/{target.partition('/')[2]}/{condition.partition('/')[2]}" for target, condition in found)


def _is_in(catalogue: Catalogue, trial: str, ends: tuple[str, str], trials: set[str]) -> bool:
    held = catalogue.held(trial)
    return trial in trials and ends[0] in held["target"] and ends[1] in held["condition"]


def _pairs(catalogue: Catalogue, trials: set[str]) -> dict[tuple[str, str], set[str]]:
    found: dict[tuple[str, str], set[str]] = {}
    for trial in trials:
        held = catalogue.held(trial)
        for target in held["target"]:
            for condition in held["condition"]:
                found.setdefault((target, condition), set()).add(trial)
    return found


def _heads(pairs: dict[tuple[str, str], set[str]], side: int) -> list[tuple[str, int]]:
    """Targets or conditions with their number of trials, most first."""
    trials: dict[str, set[str]] = {}
    for ends, its in pairs.items():
        trials.setdefault(ends[side], set()).update(its)
    return sorted(((node, len(its)) for node, its in trials.items()), key=lambda head: (-head[1], head[0]))


def _label(catalogue: Catalogue, node: str) -> str:
    return str(catalogue.network.nodes[node]["label"])
