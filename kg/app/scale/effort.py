"""How much of a machine a build may use, who looks on, and how far it goes."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable
from typing import NamedTuple

from kg.facts.read import Meter

SECONDS_A_RECORD = 60.0


class Effort(NamedTuple):
    """Bounds of a build, who looks on, and how far it goes.

    Attributes:
        workers: Number of processes that state facts; as many as the process may use processors if None.
        seconds_a_record: How long the facts of one record may take; it is left out afterwards.
        meter: Counts what is read; None if nobody asks.
        step: Told what is done, in a few words, when no more records are read.
        store: Whether the graph is loaded into a store at the end.
    """

    workers: int | None = None
    seconds_a_record: float = SECONDS_A_RECORD
    meter: Meter | None = None
    step: Callable[[str], None] = lambda _doing: None
    store: bool = True

    @property
    def processes(self) -> int:
        """Number of worker processes; 1 means that no other process is started."""
        if "fork" not in multiprocessing.get_all_start_methods():
            return 1
        return self.workers or _processors()


ALL_PROCESSORS = Effort()


def _processors() -> int:
    """Number of processors that this process may run on."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
