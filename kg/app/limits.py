"""Work that is stopped when its time is over, even inside a library that cannot be interrupted."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import TypeVar

from kg.errors import KGError, QueryError

T = TypeVar("T")


def within(seconds: float, work: Callable[[], T]) -> T:
    """The result of the work, done in a process of its own.

    Raises:
        QueryError: If it takes longer, or its process dies.
        KGError: What the work raises.
    """
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_do, args=(work, theirs), daemon=True)
    process.start()
    theirs.close()
    try:
        if not ours.poll(seconds):
            raise QueryError(f"the query was stopped after {seconds:g} s", remedy="simplify it, or raise --timeout")
        result: T | KGError = ours.recv()
    except EOFError as error:
        raise QueryError("the query ran out of memory", remedy="simplify it, or lower --limit") from error
    finally:
        process.kill()
        process.join()
    if isinstance(result, KGError):
        raise result
    return result


def _do(work: Callable[[], T], answer_to: Connection) -> None:
    try:
        answer_to.send(work())
    except KGError as error:
        answer_to.send(error)
