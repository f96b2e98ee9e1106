"""What trials can be narrowed by: a facet reads the values of one trial, and an address names the values wanted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any, NamedTuple

from kg.app.explore.addresses import KINDS
from kg.app.explore.astray import nothing_at
from kg.app.explore.catalogue import Catalogue
from kg.app.explore.sheet import Parameters
from kg.graph.naming import fold
from viz import look

NOT_GIVEN = "not given"
"""The value of a trial that has none."""

ANY = "any"
"""Stands in an address for all values, where a page would otherwise take some of its own accord."""

IN_SCOPE = "in scope"
"""A scope that all trials have but those that are no trials of cancer."""

_BOUNDS = ("since", "until")
_THING = "of"

_ABOUT = {
    "agent": "that test {}", "target": "that test an agent on {}", "condition": "that study {}",
    "mechanism": "that test an agent which acts through {}", "endpoint": "that measure {}",
}  # fmt: skip
"""What trials have to do with the thing that they are about."""

_Values = Callable[[Catalogue, str, str], set[str]]


class Facet(NamedTuple):
    """One way to narrow trials.

    Attributes:
        values: Of a trial; its third argument is the thing that the trials are about, empty for all trials.
    """

    heading: str
    values: _Values


def agents(catalogue: Catalogue, trial: str, thing: str) -> set[str]:
    """The agents tested in a trial; of a target or mechanism only those that act on or through it there."""
    tested = catalogue.held(trial)["agent"]
    kind = thing.partition("/")[0]
    if kind == "agent":
        return tested & {thing}
    if kind == "target":
        return {agent for agent in tested if thing in catalogue.targets(agent)}
    if kind == "mechanism":
        return {agent for agent, mechanism in catalogue.acts_in(trial) if mechanism == thing} & tested
    return tested


def mechanisms(catalogue: Catalogue, trial: str, thing: str) -> set[str]:
    """The mechanisms by which those agents act in a trial, as nodes."""
    meant = agents(catalogue, trial, thing)
    return {mechanism for agent, mechanism in catalogue.acts_in(trial) if agent in meant} or {NOT_GIVEN}


def targets(catalogue: Catalogue, trial: str, thing: str) -> set[str]:
    """What those agents act on, as nodes."""
    return {end for agent in agents(catalogue, trial, thing) for end in catalogue.targets(agent)} or {NOT_GIVEN}


def kinds(catalogue: Catalogue, trial: str, thing: str) -> set[str]:
    """The kinds of those agents."""
    nodes = catalogue.network.nodes
    return {nodes[agent].get("agent_kind") or NOT_GIVEN for agent in agents(catalogue, trial, thing)} or {NOT_GIVEN}


def _attribute(name: str) -> _Values:
    def values(catalogue: Catalogue, trial: str, _thing: str) -> set[str]:
        return {str(catalogue.network.nodes[trial][name] or NOT_GIVEN)}

    return values


def _settings(catalogue: Catalogue, trial: str, _thing: str) -> set[str]:
    return set(catalogue.network.nodes[trial]["settings"]) or {NOT_GIVEN}


def in_scope(catalogue: Catalogue) -> list[str]:
    """The nodes of all trials but those that are no trials of cancer."""
    return [trial for trial in catalogue.trials if IN_SCOPE in _scopes(catalogue, trial, "")]


def _scopes(catalogue: Catalogue, trial: str, _thing: str) -> set[str]:
    scope = catalogue.network.nodes[trial]["scope"] or NOT_GIVEN
    return {scope} if scope == look()["hidden_scope"] else {scope, IN_SCOPE}


def _held(kind: str) -> _Values:
    def values(catalogue: Catalogue, trial: str, _thing: str) -> set[str]:
        return catalogue.held(trial)[kind]

    return values


FACETS = {
    "phase": Facet("Phase", _attribute("phase")),
    "status": Facet("Status", _attribute("status")),
    "year": Facet("Year of start", _attribute("year")),
    "kind": Facet("Kind of agent", kinds),
    "setting": Facet("Setting", _settings),
    "scope": Facet("Scope", _scopes),
    "posted": Facet("Year first posted", _attribute("posted")),
    "mechanism": Facet("Mechanism", mechanisms),
    "target": Facet("Target", targets),
    "agent": Facet("Agent", agents),
    "condition": Facet("Condition", _held("condition")),
    "endpoint": Facet("Endpoint", _held("endpoint")),
}
"""All facets by the name that an address gives them."""

OFFERED = ("phase", "status", "year", "kind", "setting", "scope")
"""Those that a form offers; the others are only led to by links."""


def understood(catalogue: Catalogue, asked: Parameters) -> dict[str, str]:
    """What is asked, with each value of a facet, and the thing that trials are about, by whatever name as here."""
    return {name: _understood(catalogue, name, value) for name, value in asked.items()}


def _understood(catalogue: Catalogue, name: str, value: str) -> str:
    if name == _THING:
        return value if value in catalogue.network else next(iter(catalogue.nodes_called(value)), value)
    if name not in FACETS or value in ("", ANY, NOT_GIVEN, IN_SCOPE):
        return value
    return labelled(catalogue, name, value) or value


def labelled(catalogue: Catalogue, facet: str, name: str) -> str | None:
    """The value of a facet that is called so, by an id or any name; None if none is."""
    if facet in KINDS:
        return name if name in catalogue.network else next(iter(catalogue.nodes_called(name, facet)), None)
    found = {fold(thing.label) for thing in catalogue.graph.naming.find(name, facet)}
    values = (value for trial in catalogue.trials for value in FACETS[facet].values(catalogue, trial, ""))
    return next((value for value in values if fold(value) in found), None) if found else None


def about(catalogue: Catalogue, thing: str) -> set[str]:
    """The trials that test an agent, or one that acts on a target or through a mechanism, or that study or measure it.

    Raises:
        NoPageError: If there is no such thing; an empty text means all trials.
    """
    if not thing:
        return set(catalogue.trials)
    if thing not in catalogue.network:
        raise nothing_at(catalogue, thing)
    kind = thing.partition("/")[0]
    if kind == "trial":
        return {thing}
    found = set(catalogue.trials_of(thing))
    return found if kind in ("condition", "endpoint") else {t for t in found if thing in catalogue.held(t)[kind]}


def meant(catalogue: Catalogue, facet: str, value: str) -> set[str]:
    """The values of a facet that a value stands for: itself, or all kinds of agents that it is the name of."""
    if facet == "kind" and value not in catalogue.agents_by_kind:
        return set(catalogue.kinds_called(value)) or {value}
    return {value}


def chosen(catalogue: Catalogue, asked: Parameters, without: str = "") -> set[str]:
    """The trials that have all values asked for, one facet left aside.

    Raises:
        NoPageError: If they should be about a thing that there is not.
    """
    wanted = {name: asked[name] for name in FACETS if name != without and asked.get(name) not in (None, "", ANY)}
    thing = asked.get(_THING, "")
    found = {trial for trial in about(catalogue, thing) if _is_in_time(catalogue, trial, asked)}
    for name, value in wanted.items():
        values, any_of = FACETS[name].values, meant(catalogue, name, value)
        found = {trial for trial in found if any_of & values(catalogue, trial, thing)}
    return found


def _is_in_time(catalogue: Catalogue, trial: str, asked: Parameters) -> bool:
    since, until = (year(asked.get(name, "")) for name in _BOUNDS)
    started = catalogue.network.nodes[trial]["year"]
    return (since is None or (started or 0) >= since) and (until is None or 0 < (started or 0) <= until)


def year(text: str) -> int | None:
    """The year that a text names; None if it names none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) == 4 else None


def offered(catalogue: Catalogue, asked: Parameters, names: tuple[str, ...] = OFFERED) -> list[dict[str, Any]]:
    """Facets with their values, and how many trials each value would leave beside the other choices."""
    return [_offer(catalogue, asked, name) for name in names]


def _offer(catalogue: Catalogue, asked: Parameters, name: str) -> dict[str, Any]:
    facet, thing = FACETS[name], asked.get(_THING, "")
    counts: Counter[str] = Counter()
    for trial in chosen(catalogue, asked, without=name):
        counts.update(facet.values(catalogue, trial, thing))
    options = [{"value": value, "trials": counts[value]} for value in sorted(counts, key=_last_if_not_given)]
    wanted = asked.get(name, "")
    if wanted not in ("", ANY) and wanted not in counts:
        options.append({"value": wanted, "trials": 0})
    return {"name": name, "heading": facet.heading, "chosen": wanted, "options": options}


def _last_if_not_given(value: str) -> tuple[bool, str]:
    return value == NOT_GIVEN, value


def kept(asked: Parameters) -> dict[str, str]:
    """What narrows the trials, in one order; all scopes are said, because a map would otherwise take some."""
    given = {name: asked[name] for name in (_THING, *FACETS, *_BOUNDS) if asked.get(name)}
    return {name: value for name, value in given.items() if value != ANY or name == "scope"}


def told(catalogue: Catalogue, asked: Parameters) -> list[str]:
    """What narrows the trials, in words: values, names of things, bounds of time."""
    says = {
        _THING: _ABOUT.get(asked.get(_THING, "").partition("/")[0], "{}"),
        "since": "from {}",
        "until": "until {}",
        "posted": "first posted {}",
        "year": "started {}",
    }
    nodes = catalogue.network.nodes
    return [
        says.get(name, "{}").format(nodes[value]["label"] if value in nodes else value)
        for name, value in kept(asked).items()
        if value != ANY
    ]
