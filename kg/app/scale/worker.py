"""A worker process: forked with the tables in memory, it makes shards until its parent ends."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.sharedctypes import Synchronized
from typing import NamedTuple

from kg.app.scale.shard import Contents
from kg.app.scale.stating import Stating, state_portion
from kg.errors import StoreError

_PR_SET_PDEATHSIG = 1


class Order(NamedTuple):
    """A portion to be made a shard of; its pickled trials follow.

    Attributes:
        left_out: Trials to be left out, and why.
    """

    key: str
    left_out: dict[int, str]


class Failure(NamedTuple):
    """What keeps any worker from writing."""

    error: StoreError


Reply = Contents | Failure


def work(stating: Stating, orders: Connection, at: Synchronized[int], parent: int) -> None:
    """Carry out orders until there are no more.

    Args:
        at: Where to note the position of the trial in hand.
        parent: Number of the process that gives the orders; without it, this one ends.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _end_with_parent(parent)

    def begin(position: int) -> None:
        if os.getppid() != parent:
            os._exit(1)
        at.value = position

    while True:
        try:
            order: Order = orders.recv()
            trials = orders.recv_bytes()
        except (EOFError, OSError):
            return
        orders.send(_reply(stating, order, trials, begin))


def _reply(stating: Stating, order: Order, trials: bytes, begin: Callable[[int], object]) -> Reply:
    try:
        return state_portion(stating, order.key, trials, order.left_out, begin)
    except StoreError as error:
        return Failure(error)


def _end_with_parent(parent: int) -> None:
    """Have the system kill this process when its parent ends, where it can; else that is seen at the next trial."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)
