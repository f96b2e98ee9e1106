"""The errors iokg raises, each with a place and a remedy.

::

    KGError                 exit code 1
    ├── UsageError          2  the command was asked for something it cannot do
    ├── InputError          3  a file or record cannot be read
    │   └── TableError      3  a curated row breaks a rule of its table
    ├── StoreError          3  a graph folder is missing, damaged or locked
    ├── QueryError          2  a query or its parameters are wrong
    ├── NetworkError        4  a remote service failed
    ├── MissingPartError    5  an optional part (Java, an extra) is not installed
    └── ReasonerError       5  HermiT ran out of time or memory, or failed (kg.graph.reason.hermit)
"""

from __future__ import annotations

_COMMANDS = ("iokg", "pip", "make", "apt-get")


class KGError(Exception):
    """Root of all errors that a user can mend.

    Args:
        problem: What is wrong, as a clause without a full stop.
        place: File and line, or dotted field path; empty if there is none.
        remedy: What to do about it, as an imperative clause; empty if nothing can be done.
    """

    exit_code = 1

    def __init__(self, problem: str, *, place: str = "", remedy: str = "") -> None:
        super().__init__(problem)
        self.problem = problem
        self.place = place
        self.remedy = remedy

    def __str__(self) -> str:
        where = f"{self.place}: " if self.place else ""
        what_to_do = f". {_opening_a_sentence(self.remedy)}" if self.remedy else ""
        return f"{where}{self.problem}{what_to_do}".rstrip(".?") + ("?" if what_to_do.endswith("?") else ".")

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuild, (type(self), self.problem, self.place, self.remedy))


def _opening_a_sentence(clause: str) -> str:
    """The clause with a capital, and without where it opens with a name in small letters; a command is to be run."""
    first = clause.split(maxsplit=1)[0]
    if first in _COMMANDS:
        return f"Run {clause}"
    return clause[:1].upper() + clause[1:] if first.strip(",.:;?!").isalpha() else clause


def _rebuild(kind: type[KGError], problem: str, place: str, remedy: str) -> KGError:
    return kind(problem, place=place, remedy=remedy)


class UsageError(KGError):
    """The command was asked for something it cannot do."""

    exit_code = 2


class QueryError(KGError):
    """A query or one of its parameters is wrong."""

    exit_code = 2


class InputError(KGError):
    """A file or record cannot be read."""

    exit_code = 3


class TableError(InputError):
    """A curated row breaks a rule of its table."""


class StoreError(KGError):
    """A graph folder is missing, damaged or locked."""

    exit_code = 3


class NetworkError(KGError):
    """A remote service failed."""

    exit_code = 4


class MissingPartError(KGError):
    """An optional part is not installed."""

    exit_code = 5
