"""What whoever runs the service may choose."""

from __future__ import annotations

import os
from typing import Self

from kg.model import Value


class Limits(Value, frozen=True, kw_only=True):
    """What a request may cost.

    Attributes:
        seconds: Time after which a query is cut off.
        patience_s: Time from which a query counts as long.
        rows: Rows or triples after which a result ends.
        workers: Queries that run at once, each in a process of its own.
        long: Long queries that run at once; one more is cut off, so that the other workers answer short ones.
        waiting: Requests that wait for a worker; more are turned away.
        memory_mb: Memory of one worker.
        body_bytes: Size of a request's body.
        body_s: Time to send it in.
        connections: Connections held at once.
    """

    seconds: float = 30
    patience_s: float = 1
    rows: int = 100_000
    workers: int = 4
    long: int = 2
    waiting: int = 64
    memory_mb: int = 2000
    body_bytes: int = 1_000_000
    body_s: float = 10
    connections: int = 512

    @classmethod
    def of(cls, *, seconds: float, rows: int, workers: int, memory_mb: int) -> Self:
        """Limits of these sizes, half of the workers being for long queries."""
        return cls(
            seconds=seconds,
            patience_s=min(1, seconds / 2),
            rows=rows,
            workers=workers,
            long=max(1, workers // 2),
            memory_mb=memory_mb,
        )


class Settings(Value, frozen=True, kw_only=True):
    """How the service is run.

    Attributes:
        host: Address to listen on.
        port: Port to listen on; any free one if 0.
        origins: Origins of pages that may read the answers (CORS), ``*`` for all.
        hosts: Names besides this machine's own by which a service on a loopback address may be called.
        services: Addresses that a SERVICE clause may call, or ``any``.
        stop_s: Time that running requests have when the service is told to stop.
    """

    host: str = "127.0.0.1"
    port: int = 8000
    limits: Limits = Limits()
    origins: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    stop_s: float = 10


def usual_workers() -> int:
    """Workers for this machine: two for each core, so that long queries leave some for short ones."""
    return max(4, 2 * (os.cpu_count() or 1))
