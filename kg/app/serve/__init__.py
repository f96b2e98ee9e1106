"""A graph served over HTTP: the SPARQL 1.1 protocol, a page to write queries on, health and metrics."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from kg.app.serve.settings import Settings
from kg.errors import MissingPartError

__all__ = ["Settings", "serve"]

_REMEDY = "pip install 'iokg[serve]', in a clone .venv/bin/pip install -e '.[serve]'"


def serve(graph: Path, settings: Settings) -> None:
    """Serve a graph folder until the process is told to stop.

    Raises:
        MissingPartError: If the extra ``serve`` is not installed.
        StoreError: If there is no graph in the folder.
        UsageError: If the address cannot be listened on.
    """
    for part in ("starlette", "uvicorn"):
        if find_spec(part) is None:
            raise MissingPartError(f"{part} is not installed", remedy=_REMEDY)
    from kg.app.serve.run import run

    run(graph, settings)
