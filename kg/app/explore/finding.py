"""The start and the lists: how a reader finds a page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from kg.app.explore.addresses import LISTS
from kg.app.explore.catalogue import Catalogue
from kg.app.explore.facets import in_scope
from kg.app.explore.sheet import Parameters, Sheet
from kg.app.explore.strip import strip
from kg.graph.query import Answer, library

_EXAMPLES = (
    "trials_by_target", "targets_that_meet", "partners_of_target", "engineered_agents",
    "primary_endpoints_by_mechanism", "white_space",
)  # fmt: skip
_TOP = 8


def home(catalogue: Catalogue, path: str, _asked: Parameters) -> Sheet:
    """The start: what the graph holds and where to begin."""
    of_cancer = in_scope(catalogue)
    shown = of_cancer or catalogue.trials
    counts = {name: catalogue.number_of(kind) for name, kind in LISTS.items()}
    top = catalogue.among(shown, most=_TOP)
    told = {
        "counts": counts,
        "examples": [{"path": f"question/{name}", "question": library()[name].question} for name in _EXAMPLES],
        "top": [{"heading": f"{kind}s", "links": links} for kind, links in top.items()],
        "strip": strip(catalogue.rows({trial: [] for trial in shown})),
        "of_cancer": bool(of_cancer),
        "coverage": _coverage(catalogue),
        "run": _run(catalogue),
        "newest_update": catalogue.newest_update,
    }
    table = Answer(("kind", "number"), list(counts.items()))
    return Sheet(path, "Immunotherapy trials", "home.html", told, table)


def _coverage(catalogue: Catalogue) -> list[dict[str, Any]]:
    """For how many trials something of each kind is known."""
    names = {
        "agent": "name an agent that is tested", "target": "test an agent with a known target",
        "mechanism": "test an agent with a known mechanism", "condition": "study a condition that is known",
        "endpoint": "measure an endpoint that is known",
    }  # fmt: skip
    total = len(catalogue.trials)
    return [
        {"says": says, "trials": sum(bool(catalogue.held(trial)[kind]) for trial in catalogue.trials), "of": total}
        for kind, says in names.items()
    ]


def _run(catalogue: Catalogue) -> dict[str, Any]:
    run = catalogue.run
    if run is None:
        return {}
    return {
        "date": run.finished[:10],
        "version": run.versions.get("iokg", ""),
        "discrepancies": run.counts.get("discrepancies", 0),
        "unmatched": run.counts.get("unmatched", 0),
        "scopes": [{"scope": scope, "trials": number} for scope, number in sorted(run.scopes.items())],
    }


def listed(catalogue: Catalogue, path: str, _asked: Parameters) -> Sheet:
    """All things of a kind but trials."""
    kind = LISTS[path]
    links = catalogue.all_of(kind)
    table = Answer(("id", "name", "trials"), [(link.path, link.label, link.trials) for link in links])
    wider = sum(catalogue.is_only_wider(link.path) for link in links)
    told = {"kind": kind, "members": links, "only_wider": wider}
    return Sheet(path, path.capitalize(), "listed.html", told, table, _iris(catalogue, [link.path for link in links]))


def _iris(catalogue: Catalogue, nodes: Iterable[str]) -> tuple[str, ...]:
    return tuple(catalogue.network.nodes[node]["iri"] for node in nodes)
