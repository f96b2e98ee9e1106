"""How far a build is, on standard error."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from kg.app.cli.output import say
from kg.app.grammar import plural

if TYPE_CHECKING:
    from kg.facts.read import Refusal

_MOST_REFUSALS_SAID = 20
_MOST_OF_A_FILE = 5
_FILES, _RECORDS = "files refused", "records refused"
_SECONDS_BETWEEN = 0.5


class Progress:
    """Says how far a build is, and what it refuses.

    Args:
        done: What has been done to the trials counted.
        paths: The input, if its length is to tell how long the rest will take.

    Attributes:
        meter: To be told what is read.
    """

    def __init__(self, done: str, paths: Iterable[str] = ()) -> None:
        from kg.facts.read import Meter

        self.meter = Meter(paths if sys.stderr.isatty() else ())
        self._done = done
        self._refused: Counter[str] = Counter()
        self._cut = False
        self._begin = time.monotonic()
        self._next = self._begin + _SECONDS_BETWEEN
        self._shown = False
        self._doing = ""

    def __call__(self, trials: int, refusal: Refusal | None) -> None:
        """Say so, at most twice a second."""
        if refusal is not None:
            self._refuse(refusal)
        elif self._is_time():
            seconds = time.monotonic() - self._begin
            self._show(f"{plural(trials, 'trial')} {self._done}{pace(trials, seconds, self.meter.share)}")

    def step(self, doing: str) -> None:
        """Say what is done: at once if it is something else than before, else at most twice a second."""
        kind = doing.partition(" ")[0]
        if self._is_time() or (self._shown and kind != self._doing):
            self._show(doing)
        self._doing = kind

    def _is_time(self) -> bool:
        return sys.stderr.isatty() and time.monotonic() > self._next

    def _show(self, text: str) -> None:
        self._next = time.monotonic() + _SECONDS_BETWEEN
        self._shown = True
        sys.stderr.write(f"\r{text}\x1b[K")
        sys.stderr.flush()

    def _refuse(self, refusal: Refusal) -> None:
        """Say what is refused: whole files before all, and of each file only the first records."""
        self.end()
        whole = refusal.kind == "file"
        file = refusal.place.partition(", ")[0]
        self._refused[_FILES if whole else _RECORDS] += 1
        self._refused[file] += not whole
        if self._refused[_FILES if whole else _RECORDS] > _MOST_REFUSALS_SAID:
            if not self._cut:
                say("iokg: more is refused; run.json lists it")
            self._cut = True
        elif whole or self._refused[file] <= _MOST_OF_A_FILE:
            say(f"iokg: {refusal}")
        elif self._refused[file] == _MOST_OF_A_FILE + 1:
            say(f"iokg: {file}: more of it is refused; run.json lists it")

    def end(self) -> None:
        """Leave the line of the counter."""
        if self._shown:
            sys.stderr.write("\n")
            self._shown = False


def pace(trials: int, seconds: float, share: float | None) -> str:
    """How fast it goes and how long it will take until all is stated, as far as the share that is read tells it.

    >>> pace(1200, 10, 0.1)
    ', 120 a second, loading in 1:30'
    """
    rate = f", {trials / seconds:,.0f} a second"
    if not share:
        return rate
    left = round(seconds / share - seconds)
    return f"{rate}, loading in {left // 60}:{left % 60:02}"
