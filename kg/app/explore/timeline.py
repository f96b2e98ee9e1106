"""The timeline: trials by year, stacked by what is tested or by phase or status; all, or those of one thing."""

from __future__ import annotations

from collections import Counter
from itertools import product
from typing import Any, NamedTuple

from kg.app.explore.catalogue import Catalogue
from kg.app.explore.columns import columns, framed, legend
from kg.app.explore.facets import FACETS, IN_SCOPE, NOT_GIVEN, chosen, kept, offered, told
from kg.app.explore.focus import led_elsewhere
from kg.app.explore.sheet import Parameters, Sheet
from kg.app.explore.strip import cell
from kg.graph.query import Answer

BY = {
    "kind": "kind of agent", "mechanism": "mechanism", "target": "target", "phase": "phase", "status": "status",
}  # fmt: skip
"""What trials can be stacked by, with its name."""

_APART = ("phase", "status")
_DATES = {"year": "start", "posted": "first posting"}
_OFFERED = ("scope", "phase", "status", "kind", "setting")


_FEW = 5
"""Trials below which a timeline tells no more than the list of a thing's own page."""


def has_timeline(catalogue: Catalogue, thing: str) -> bool:
    """Whether a thing has been tested, studied or measured often enough for a timeline."""
    return len(chosen(catalogue, {"of": thing, "scope": IN_SCOPE})) >= _FEW


def timeline(catalogue: Catalogue, path: str, asked: Parameters) -> Sheet:
    """Trials by year.

    Raises:
        NoPageError: If there is no such thing, or nothing is called so.
    """
    thing = path.partition("/")[2]
    own = {name: asked[name] for name in ("by", "apart", "date") if asked.get(name)}
    if (other := led_elsewhere(catalogue, path, asked)) is not None:
        return other
    given, asked = asked, {"scope": IN_SCOPE, **asked, "of": thing}
    trials = chosen(catalogue, asked)
    by, date = _one_of(asked.get("by"), BY), _one_of(asked.get("date"), _DATES)
    apart = asked.get("apart", "") if asked.get("apart") in _APART else ""
    stack = _Stack(catalogue, by, date, thing)
    years = stack.years(trials)
    narrowing = kept(asked)
    first = _charts(stack, trials, years, apart)
    says: dict[str, Any] = {
        "thing": catalogue.link(thing, len(trials)) if thing else None,
        "asked": {name: value for name, value in (narrowing | own).items() if name != "of"},
        "narrowed": told(catalogue, {name: value for name, value in asked.items() if name != "of"}),
        "facets": offered(catalogue, asked, _OFFERED),
        "by": by, "apart": apart, "date": date, "trials": len(trials), "years": years, "panels": first["panels"],
    }  # fmt: skip
    shown = {
        "names": BY, "dates": _DATES, "aparts": _APART, "narrowing": narrowing, "first": first, "scope": IN_SCOPE,
        "every": lambda: [_charts(stack._replace(by=by), trials, years, "") for by in BY],
        "is_narrowed": bool(kept(given).keys() - {"of"}),
    }  # fmt: skip
    iris = tuple(catalogue.network.nodes[trial]["iri"] for trial in sorted(trials))
    title = f"Timeline of {catalogue.link(thing).label}" if thing else "Timeline"
    return Sheet(path, title, "timeline.html", says, _table(says, apart, by), iris, shown=shown)


def _charts(stack: _Stack, trials: set[str], years: list[str], apart: str) -> dict[str, Any]:
    """One chart, or one for each value that sets trials apart, drawn on one scale in one set of colours."""
    panels = [{"value": value, **stack.panel(its, years)} for value, its in stack.apart(trials, apart).items()]
    whole = stack.panel(trials, years)["series"]
    dated = [year for year in years if year != NOT_GIVEN]
    frame = framed(dated, panels, [series["value"] for series in whole])
    return {
        "by": stack.by,
        "panels": panels,
        "drawings": [columns(frame, panel) for panel in panels],
        "shades": [_shades(panel) for panel in panels],
        "legend": legend(frame, {series["value"]: series["label"] for series in whole}),
        "has_several": sum(series["trials"] for series in whole) > len(trials),
    }


def _shades(panel: dict[str, Any]) -> list[list[int]]:
    """How dark the numbers of each series are."""
    most = max((number for series in panel["series"] for number in series["cells"]), default=0)
    return [[cell(number, most)["shade"] for number in series["cells"]] for series in panel["series"]]


class _Stack(NamedTuple):
    """How trials are counted: by a facet and a date, about a thing."""

    catalogue: Catalogue
    by: str
    date: str
    thing: str

    def values(self, trial: str, name: str) -> set[str]:
        return FACETS[name].values(self.catalogue, trial, self.thing)

    def years(self, trials: set[str]) -> list[str]:
        """The years from the first to the last, and at the end that some have none."""
        found = {year for trial in trials for year in self.values(trial, self.date)}
        known = sorted(int(year) for year in found - {NOT_GIVEN})
        years = [str(year) for year in range(known[0], known[-1] + 1)] if known else []
        return years + [NOT_GIVEN] * (NOT_GIVEN in found)

    def apart(self, trials: set[str], name: str) -> dict[str, set[str]]:
        """The trials of each chart: all, or those of each value of a facet."""
        if not name:
            return {"": trials}
        found: dict[str, set[str]] = {}
        for trial in trials:
            for value in self.values(trial, name):
                found.setdefault(value, set()).add(trial)
        return dict(sorted(found.items(), key=lambda item: (item[0] == NOT_GIVEN, item[0])))

    def panel(self, trials: set[str], years: list[str]) -> dict[str, Any]:
        """For each value its number of trials in each year.

        A trial with several values counts for each of them; ``totals`` count it once.
        """
        counts = Counter(pair for trial in trials for pair in product(*(self.values(trial, n) for n in self[1:3])))
        sums: Counter[str] = Counter()
        for (value, _), number in counts.items():
            sums[value] += number
        series = [
            {**self._named(value), "trials": sums[value], "cells": [counts[value, year] for year in years]}
            for value in sorted(sums, key=lambda value: self._rank(value, sums[value]))
        ]
        dates = Counter(year for trial in trials for year in self.values(trial, self.date))
        return {"series": series, "totals": [dates[year] for year in years], "trials": len(trials)}

    def _named(self, value: str) -> dict[str, str]:
        is_thing = value in self.catalogue.network
        return {"value": value, "label": self.catalogue.network.nodes[value]["label"] if is_thing else value}

    def _rank(self, value: str, trials: int) -> tuple[bool, int, str]:
        """Phases in their order, all else by number of trials; what is not given comes last."""
        return value == NOT_GIVEN, 0 if self.by == "phase" else -trials, value


def _one_of(name: str | None, names: dict[str, str]) -> str:
    """A name if it is known, else the first."""
    return name if name in names else next(iter(names))


def _table(says: dict[str, Any], apart: str, by: str) -> Answer:
    rows = [
        (panel["value"], series["label"], year, number)
        for panel in says["panels"]
        for series in panel["series"]
        for year, number in zip(says["years"], series["cells"], strict=True)
        if number
    ]
    return Answer((apart or "all", BY[by], "year", "trials"), rows)
