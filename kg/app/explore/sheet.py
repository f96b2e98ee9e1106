"""What a page says, before it is HTML or one of its twins."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from kg.graph.query import Answer
from kg.model import Value

Parameters = Mapping[str, str]
"""What stands behind the question mark of a page's address."""


class Link(Value, frozen=True, kw_only=True):
    """Something that is named on a page.

    Attributes:
        path: Its own page; empty if it has none.
        kind: ``agent``, ``target``, ``mechanism``, ``condition``, ``endpoint`` or ``trial``; empty for values.
        trials: Number of trials meant; -1 if that does not matter.
    """

    label: str
    path: str = ""
    kind: str = ""
    trials: int = -1


class TrialRow(Value, frozen=True, kw_only=True):
    """A trial in a list.

    Attributes:
        how: What it has to do with the page's subject.
    """

    id: str
    path: str
    title: str
    phase: str
    status: str
    year: int | None = None
    how: tuple[str, ...] = ()


class Quote(Value, frozen=True, kw_only=True):
    """Words of a record with some of what surrounds them.

    Attributes:
        statement: What they support.
        basis: ``stated`` or ``background``.
        source: Where background knowledge stands.
    """

    trial: Link
    field: str
    before: str
    words: str
    after: str
    statement: str
    basis: str
    rule: str = ""
    source: str = ""


class Sheet(NamedTuple):
    """A page.

    Attributes:
        path: Its address below the root, such as ``agent/pembrolizumab``; empty for the start.
        template: The template that shows it.
        told: What it tells; the JSON twin holds the same.
        table: Its main table, which is the CSV twin.
        things: IRIs of what it is about, whose statements are the Turtle twin.
        graph: IRI of a graph that belongs to the Turtle twin as a whole, then of one thing; empty if there is none.
        shown: What only the template needs, such as a picture of what is told.
    """

    path: str
    title: str
    template: str
    told: dict[str, Any]
    table: Answer
    things: tuple[str, ...] = ()
    graph: str = ""
    shown: Mapping[str, Any] = MappingProxyType({})


TRIAL_COLUMNS = ("trial", "title", "phase", "status", "year", "how")


def trial_table(rows: tuple[TrialRow, ...]) -> Answer:
    """Trials as a table."""
    return Answer(TRIAL_COLUMNS, [(r.id, r.title, r.phase, r.status, r.year, "; ".join(r.how)) for r in rows])
