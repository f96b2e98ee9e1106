"""The map: agents, targets, mechanisms, conditions and endpoints of some trials, and the lines that join them."""

from __future__ import annotations

from functools import cached_property, partial
from typing import Any

from kg.app.explore.addresses import KINDS
from kg.app.explore.catalogue import Catalogue
from kg.app.explore.facets import ANY, IN_SCOPE, about, chosen, kept, meant, offered, told
from kg.app.explore.focus import led_elsewhere
from kg.app.explore.lines import MOST_LINES, Line, Merged, Uses, merged, parts
from kg.app.explore.narrowing import map_told
from kg.app.explore.sheet import Parameters, Sheet
from kg.graph.project import MOST_NODES
from kg.graph.query import Answer
from viz import look, packed_map, place

_FACETS = ("scope", "phase", "status", "kind", "setting")
_ROLES = ("Investigational", "Combination", "Comparator", "Conditioning", "Supportive", "Diagnostic")
_KINDS = {"studied-in": "condition", "measured-by": "endpoint"}
_FIRST = ("agent", "target", "mechanism", "condition")
_SUMMARY = 300
"""Marks with which a map begins that would otherwise have more than a page can hold."""

_PLACED_ANEW = 200
"""Marks up to which a map around a thing is placed by itself; a larger one keeps the places of the whole map."""

_STEPS = 120
_ROWS = 120


def chart(catalogue: Catalogue, path: str, asked: Parameters) -> Sheet:
    """The map of all trials, or of those that have to do with one thing, as far as the address narrows them.

    Raises:
        NoPageError: If there is no such thing, or nothing is called so.
    """
    thing = path.partition("/")[2]
    if (other := led_elsewhere(catalogue, path, asked)) is not None:
        return other
    given, asked = asked, {"scope": IN_SCOPE, **asked, "of": thing}
    trials = chosen(catalogue, asked)
    found = merged(catalogue, trials, _shown(asked), _uses(catalogue, asked), _least(asked))
    drawn, left_out = _within_budget(found)
    places = _Places(catalogue, thing)
    lines = [line for line in drawn.lines if line.start in drawn.marks and line.end in drawn.marks]
    says: dict[str, Any] = {
        "thing": catalogue.link(thing) if thing else None,
        "asked": _kept(asked),
        "narrowed": told(catalogue, {name: value for name, value in asked.items() if name != "of"}),
        "facets": offered(catalogue, asked, _FACETS),
        "roles": [{"value": role, "chosen": role == asked.get("role")} for role in _ROLES],
        "role": asked.get("role", ""),
        "since": asked.get("since", ""),
        "until": asked.get("until", ""),
        "kinds": [{"kind": kind, "shown": kind in _shown(asked)} for kind in (*KINDS, "trial")],
        "trials": len(trials),
        "marks": _marks(catalogue, drawn, places(set(drawn.marks))),
        "lines": [line._asdict() for line in lines],
        "thin": drawn.thin,
        "least": drawn.least,
        "left_out": left_out,
    }
    shown = {
        "packed": packed_map(says["marks"], says["lines"]),
        "is_narrowed": bool(_kept(given).keys() - {"show", "least"}),
        "named": {node: catalogue.link(node) for line in lines for node in (line.start, line.end)},
        "relations": look()["relations"],
        "drawn_lines": lines,
        "most_rows": _ROWS,
        "listed": partial(_listed, says["asked"] | {"scope": asked["scope"]}, thing),
        "all_told": partial(map_told, catalogue, thing, _FACETS, places),
        "bounds": {"marks": MOST_NODES, "summary": _SUMMARY, "lines": MOST_LINES, "rows": _ROWS},
        "scope": IN_SCOPE,
        "narrowed_of": thing,
    }
    title = f"Map around {catalogue.link(thing).label}" if thing else "Map"
    iris = tuple(catalogue.network.nodes[node]["iri"] for node in drawn.marks)
    return Sheet(path, title, "map.html", says, _table(catalogue, lines), iris, shown=shown)


def _listed(asked: Parameters, thing: str, line: Line) -> dict[str, str]:
    """What the list of the trials of a line is asked for; nothing where no such list has just these trials."""
    is_list = line.relation in _KINDS and thing in ("", line.start) and not asked.get("role")
    rest = {name: value for name, value in asked.items() if name not in ("role", "show", "least")}
    return {"of": line.start, **rest, _KINDS[line.relation]: line.end} if is_list else {}


def _shown(asked: Parameters) -> frozenset[str]:
    """The kinds of node to draw; values that name none are passed over."""
    named = frozenset(asked.get("show", "").split(",")) & {*KINDS, "trial"}
    return named or frozenset(_FIRST)


def _uses(catalogue: Catalogue, asked: Parameters) -> Uses:
    """The agents that count: those in a role, or of the kinds that the address names."""
    kind = asked.get("kind", "")
    return Uses(asked.get("role", ""), frozenset() if kind in ("", ANY) else frozenset(meant(catalogue, "kind", kind)))


def _least(asked: Parameters) -> int:
    text = asked.get("least", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0


def _kept(asked: Parameters) -> dict[str, str]:
    """What the address says, the thing apart, which is in its path."""
    more = {name: asked[name] for name in ("role", "show", "least") if asked.get(name)}
    return {name: value for name, value in (kept(asked) | more).items() if name != "of"}


def _within_budget(found: Merged) -> tuple[Merged, int]:
    """The marks that a page can hold, else those of the most trials; and how many are left out."""
    if len(found.marks) <= MOST_NODES:
        return found, 0
    ranked = sorted(found.marks.items(), key=lambda mark: (mark[0].startswith("trial/"), -mark[1], mark[0]))
    kept_ = dict(sorted(ranked[:_SUMMARY]))
    return found._replace(marks=kept_), len(found.marks) - len(kept_)


class _Places:
    """Where marks stand on the map around a thing, or on that of all trials.

    A small map is placed by itself, with all that it may come to show, so that marks stay where they are when it is
    narrowed; of a larger one what is drawn, if that is little; else marks keep the places of the whole map.
    """

    def __init__(self, catalogue: Catalogue, thing: str) -> None:
        self._catalogue, self._thing = catalogue, thing

    def __call__(self, marks: set[str]) -> dict[Any, tuple[int, int]]:
        """Where some marks stand, and others."""
        if not self._thing or min(len(marks), len(self._all)) > _PLACED_ANEW:
            return self._catalogue.places
        return self._of_all if len(self._all) <= _PLACED_ANEW else self._placed({*marks, *self._trials})

    @cached_property
    def _trials(self) -> set[str]:
        return about(self._catalogue, self._thing)

    @cached_property
    def _all(self) -> set[str]:
        its = (parts(self._catalogue, trial, Uses(ANY)) for trial in self._trials)
        return {node for found in its for nodes in found.values() for node in nodes}

    @cached_property
    def _of_all(self) -> dict[Any, tuple[int, int]]:
        return self._placed(self._all)

    def _placed(self, nodes: set[str]) -> dict[Any, tuple[int, int]]:
        return place(self._catalogue.network.subgraph({*nodes, self._thing}), steps=_STEPS)


def _marks(catalogue: Catalogue, drawn: Merged, places: dict[Any, tuple[int, int]]) -> list[dict[str, Any]]:
    nodes = catalogue.network.nodes
    return [
        {"id": node, "kind": nodes[node]["kind"], "label": nodes[node]["label"], "trials": number,
         "x": places[node][0], "y": places[node][1]}
        for node, number in drawn.marks.items()
    ]  # fmt: skip


def _table(catalogue: Catalogue, lines: list[Line]) -> Answer:
    nodes, words = catalogue.network.nodes, look()["relations"]
    rows = [
        (line.start, nodes[line.start]["label"], words[line.relation], line.end, nodes[line.end]["label"],
         line.trials or None)
        for line in lines
    ]  # fmt: skip
    return Answer(("from", "from name", "line", "to", "to name", "trials"), rows)
