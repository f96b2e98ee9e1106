"""The picture of a graph folder as one HTML page."""

from __future__ import annotations

from pathlib import Path

from kg.app.files import LAYOUT, write_text
from kg.app.run import read_run
from kg.graph.project import project
from kg.graph.store import open_store
from viz import render

PAGE = "graph.html"


def draw(graph: Path, page: Path | None = None, *, focus: str | None = None, hops: int = 2) -> Path:
    """Write the page of a graph folder, of all of it or of what lies around one thing; the page's path.

    Raises:
        StoreError: If the folder holds no graph.
        UsageError: If nothing is called like the focus.
    """
    network = project(open_store(graph), focus=focus, hops=hops)
    page = page or graph / PAGE
    run = read_run(graph)
    subtitle = f"from {', '.join(_sources([item.path for item in run.inputs]))}" if run else ""
    selected = network.graph.get("focus", "")
    html = render(network, title="Immunotherapy trials", subtitle=subtitle, selected=selected, kept_in=graph / LAYOUT)
    write_text(page, [html])
    return page


def _sources(paths: list[str]) -> list[str]:
    """Names of the input files; of more than four, the first three and how many more there are."""
    names = [Path(path).name for path in paths]
    return names if len(names) <= 4 else [*names[:3], f"{len(names) - 3} more"]
