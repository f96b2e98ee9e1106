"""The picture of a graph folder as one HTML page."""

from __future__ import annotations

from pathlib import Path

from kg.app.files import write_text
from kg.app.run import read_run
from kg.graph.project import project
from kg.graph.store import open_store
from viz import render

PAGE = "graph.html"
_LAYOUT = "layout.json"


def draw(graph: Path, page: Path | None = None, *, focus: str | None = None, hops: int = 2) -> Path:
    """Write the page of a graph folder, of all of it or of what lies around one thing; the page's path.

    Raises:
        StoreError: If the folder holds no graph.
        UsageError: If nothing is called like the focus.
    """
    network = project(open_store(graph), focus=focus, hops=hops)
    page = page or graph / PAGE
    run = read_run(graph)
    subtitle = f"from {', '.join(_sources(run.inputs))}" if run else ""
    write_text(page, [render(network, title="iokg", subtitle=subtitle)])
    return page


def _sources(inputs: tuple[object, ...]) -> list[str]:
    """Names of at most three input files, then how many more."""
    names = [Path(getattr(item, "path", "")).name for item in inputs]
    return names[:3] + ([f"{len(names) - 3} more files"] if len(names) > 3 else [])
