"""The list of trials, as far as an address narrows it."""

from __future__ import annotations

from typing import Any

from kg.app.explore.catalogue import Catalogue
from kg.app.explore.facets import chosen, kept, offered, told
from kg.app.explore.sheet import Parameters, Sheet, trial_table


def trials(catalogue: Catalogue, path: str, asked: Parameters) -> Sheet:
    """All trials, or those that have all values asked for, the latest first.

    Raises:
        NoPageError: If they should be about a thing that there is not.
    """
    how = catalogue.trials_of(asked["of"]) if asked.get("of") in catalogue.network else {}
    rows = catalogue.rows({trial: how.get(trial, []) for trial in chosen(catalogue, asked)})
    says: dict[str, Any] = {
        "trials": rows,
        "asked": kept(asked),
        "narrowed": told(catalogue, asked),
        "facets": offered(catalogue, asked),
    }
    iris = tuple(catalogue.network.nodes[row.path]["iri"] for row in rows)
    return Sheet(path, "Trials", "trials.html", says, trial_table(rows), iris, shown={"narrowed_of": ""})
