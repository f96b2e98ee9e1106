"""A process that carries out one query or makes one page after the other, and that can be killed in the midst."""

from __future__ import annotations

import signal
import sys
from pathlib import Path
from typing import BinaryIO

import msgspec
import pyoxigraph as ox

from kg.app.serve.confinement import bound_memory, forbid_connections
from kg.app.serve.evaluation import carry_out
from kg.app.serve.messages import LENGTH, Job, Ready, Setup, Task, Trouble, pack, unpack
from kg.app.serve.visits import Guide
from kg.errors import KGError
from kg.graph.store import open_store

_GRACE_S = 2


def main() -> None:
    """Work until standard input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the service says when to stop
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    setup = unpack(_read(source), Setup)
    store, guide = _opened(setup, sink), Guide(Path(setup.graph))
    tasks = msgspec.msgpack.Decoder(Task)
    while body := _read(source):
        task = tasks.decode(body)
        # Should the service itself have been killed, nobody else would end a query that never ends.
        signal.setitimer(signal.ITIMER_REAL, task.seconds + _GRACE_S)
        _say(sink, pack(carry_out(store, task) if isinstance(task, Job) else guide.lead(task)))
        signal.setitimer(signal.ITIMER_REAL, 0)


def _opened(setup: Setup, sink: BinaryIO) -> ox.Store:
    try:
        store = open_store(Path(setup.graph))
    except KGError as error:
        _say(sink, pack(Trouble(kind="StoreError", problem=error.problem, place=error.place, remedy=error.remedy)))
        sys.exit(1)
    bound_memory(setup.memory_mb)
    if setup.offline:
        forbid_connections()
    _say(sink, pack(Ready()))
    return store


def _read(source: BinaryIO) -> bytes:
    """The body of the next message; empty if there is none."""
    return source.read(int.from_bytes(source.read(LENGTH), "big"))


def _say(sink: BinaryIO, message: bytes) -> None:
    sink.write(message)
    sink.flush()


if __name__ == "__main__":
    main()
