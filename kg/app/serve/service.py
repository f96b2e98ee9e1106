"""What all routes share."""

from __future__ import annotations

from pathlib import Path

from kg.app.serve.metrics import Metrics
from kg.app.serve.pool import Pool
from kg.app.serve.settings import Settings


class Service:
    """A graph folder that is served, with its workers and counts.

    Attributes:
        descriptions: The description that stands for this service, by edition of the graph and format.
    """

    def __init__(self, graph: Path, settings: Settings) -> None:
        self.graph = graph
        self.settings = settings
        self.metrics = Metrics()
        self.pool = Pool(graph, settings.limits, self.metrics, offline=not settings.services)
        self.descriptions: dict[tuple[str, str], bytes] = {}
