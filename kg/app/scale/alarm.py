"""A limit of time for work in this process, where the system has alarms."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class LateError(Exception):
    """The work took too long."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"stating its facts took longer than {seconds:g} s")


@contextmanager
def alarm() -> Iterator[Callable[[float], object]]:
    """A function that sets an alarm, after which the work ends in ``LateError``; 0 takes it back.

    Only a main thread can be interrupted; in others there is no limit.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield lambda _: None
        return
    seconds = 0.0

    def ring(*_: object) -> None:
        raise LateError(seconds)

    def arm(after: float) -> None:
        nonlocal seconds
        seconds = after
        signal.setitimer(signal.ITIMER_REAL, after)

    before = signal.signal(signal.SIGALRM, ring)
    try:
        yield arm
    finally:
        arm(0)
        signal.signal(signal.SIGALRM, before)


@contextmanager
def each_within(seconds: float, number: int) -> Iterator[Callable[[int], None]]:
    """A function to be told the position of each of a number of things before its turn, and the number at the end.

    What takes longer than its time ends in ``LateError``.
    """
    with alarm() as arm:

        def begin(position: int) -> None:
            arm(seconds if position < number else 0)

        yield begin
