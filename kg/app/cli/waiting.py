"""What is said on standard error while HermiT reasons, which may take minutes."""

from __future__ import annotations

import sys

from kg.app.cli.output import say
from kg.app.grammar import plural

_SECONDS_A_TRIAL = 0.25
"""What 300 to 600 trials took on two idle processors (docs/benchmarks.md)."""

_LONG_S = 30
_BETWEEN_LINES_S = 60
"""Seconds between lines where no terminal shows a clock."""


class Waiting:
    """To be told every second how long HermiT has been at work; says how long it may take, and that it is alive.

    Args:
        trials: In the graph; 0 if that is not known.
        timeout_s: When it will be stopped.
    """

    def __init__(self, trials: int, timeout_s: float) -> None:
        self._trials = trials
        self._limit = f"stopped after {_clock(timeout_s)}"
        self._next = 0.0
        self._clock = False

    def __call__(self, seconds: float) -> None:
        """Say so: on a terminal each time, else once a minute."""
        if seconds == 0:
            say(f"HermiT reasons{_foreseen(self._trials)}, {self._limit}; --engine rules derives the same far sooner")
            self._next = _BETWEEN_LINES_S
        elif sys.stderr.isatty():
            self._clock = True
            sys.stderr.write(f"\rHermiT has been reasoning for {_clock(seconds)}\x1b[K")
            sys.stderr.flush()
        elif seconds >= self._next:
            self._next += _BETWEEN_LINES_S
            say(f"HermiT has been reasoning for {_clock(seconds)}")

    def end(self) -> None:
        """Leave the line of the clock."""
        if self._clock:
            sys.stderr.write("\n")
            self._clock = False


def _foreseen(trials: int) -> str:
    seconds = trials * _SECONDS_A_TRIAL
    if seconds < _LONG_S:
        return ""
    minutes = plural(max(1, round(seconds / 60)), "minute")
    return f" over {plural(trials, 'trial')}, which takes some {minutes}, longer on a busy machine"


def _clock(seconds: float) -> str:
    """Minutes and seconds.

    >>> _clock(600), _clock(61.2)
    ('10:00', '1:01')
    """
    return f"{int(seconds) // 60}:{int(seconds) % 60:02}"
