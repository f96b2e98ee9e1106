"""How long the steps of a run take: functions that note their time whenever they are called."""

from __future__ import annotations

import time
from collections.abc import Callable

Figures = dict[str, float]


def time_calls(module: object, name: str, figures: Figures, processors: Callable[[], dict[str, float]]) -> None:
    """Have a function of a module note how long it takes, in seconds by wall and by processor.

    Args:
        figures: Where it notes them, as ``NAME wall`` and ``NAME KIND``.
        processors: Seconds of processor time used so far, by kind.
    """
    function = getattr(module, name)

    def timed(*values: object, **named: object) -> object:
        wall, before = time.perf_counter(), processors()
        try:
            return function(*values, **named)
        finally:
            figures[f"{name} wall"] = time.perf_counter() - wall
            for kind, seconds in processors().items():
                figures[f"{name} {kind}"] = seconds - before.get(kind, 0.0)

    setattr(module, name, timed)
