"""Garbage collection while very many short-lived values are made and hardly any cycles."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_THRESHOLDS = (50_000, 20, 50)
"""Some ten trials' worth of new values before a first look at them; Python's own 700 means many looks a trial."""


@contextmanager
def rare_collection() -> Iterator[None]:
    """Fewer collections until the block ends, in this process and in those forked within it."""
    before = gc.get_threshold()
    gc.set_threshold(*_THRESHOLDS)
    try:
        yield
    finally:
        gc.set_threshold(*before)
