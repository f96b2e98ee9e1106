"""What the service and its workers say to each other: msgpack behind four bytes of length."""

from __future__ import annotations

from typing import TypeVar

import msgspec

from kg.model import Value

T = TypeVar("T")

LENGTH = 4


class Setup(Value, frozen=True, kw_only=True):
    """The first message to a worker.

    Attributes:
        graph: The graph folder.
        memory_mb: Most memory that it may take.
        offline: Whether it must be unable to open a connection.
    """

    graph: str
    memory_mb: int
    offline: bool


class Job(Value, frozen=True, kw_only=True, tag=True):
    """A query to be carried out.

    Attributes:
        table: Format of a table or a truth value; empty if the client takes none.
        triples: Format of triples; empty if the client takes none.
        default_graphs: IRIs of the graphs that make up the default graph; all graphs if empty.
        named_graphs: IRIs of the graphs that GRAPH sees; all graphs if empty.
        seconds: Time after which the worker ends itself, should nobody else end it.
        rows: Rows or triples after which the result ends.
    """

    query: str
    table: str
    triples: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    seconds: float = 30
    rows: int = 100_000


class Visit(Value, frozen=True, kw_only=True, tag=True):
    """A page of the explorer to be made.

    Attributes:
        address: Below the root, such as ``agent/pembrolizumab`` or ``landscape.csv``.
        asked: What stands behind the question mark.
        seconds: As for a job.
    """

    address: str
    asked: dict[str, str]
    seconds: float = 30


Task = Job | Visit
"""What a worker is given to do."""


class Result(Value, frozen=True, kw_only=True, tag=True):
    """What a query found or a page says, ready to be sent.

    Attributes:
        rows: Number of rows or triples; 0 for a page.
        complete: False if there are more of them.
        status: The HTTP status.
        location: Where the client is sent instead; empty if nowhere.
    """

    media_type: str
    body: bytes
    rows: int = 0
    complete: bool = True
    status: int = 200
    location: str = ""


class Trouble(Value, frozen=True, kw_only=True, tag=True):
    """Why a query found nothing: an error of ``kg.errors`` or of :mod:`kg.app.serve.problem`, by its name."""

    kind: str
    problem: str
    place: str = ""
    remedy: str = ""


class Ready(Value, frozen=True, kw_only=True, tag=True):
    """The worker has opened its store."""


Reply = Result | Trouble | Ready


def pack(message: Value) -> bytes:
    """A message with its length."""
    body = msgspec.msgpack.encode(message)
    return len(body).to_bytes(LENGTH, "big") + body


def unpack(body: bytes, type_: type[T]) -> T:
    """The message of a body."""
    return msgspec.msgpack.decode(body, type=type_)
