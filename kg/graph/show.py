"""All that a graph says of one thing."""

from __future__ import annotations

from typing import NamedTuple

import pyoxigraph as ox

from kg.graph.naming import Thing
from kg.graph.query.answer import Answer
from kg.graph.query.binding import bind
from kg.graph.query.sparql import select
from kg.graph.texts import query_text


class Description(NamedTuple):
    """What a graph says of one thing.

    Attributes:
        facts: Property, value and the value's id, a row a statement about the thing itself.
        trials: Trials that have to do with it: id, title, how.
        evidence: The statements about it with the words, the field, the rule and the basis, a row a reason.
    """

    thing: Thing
    facts: Answer
    trials: Answer
    evidence: Answer


def describe(store: ox.Store, thing: Thing, *, limit: int = 50) -> Description:
    """What the store says of the thing, each list up to a number of rows."""

    def asked(name: str) -> Answer:
        return select(store, bind(query_text("show", name), {"thing": ox.NamedNode(thing.iri)}), limit=limit)

    group = "trial_" if thing.kind == "trial" else ""
    trials = Answer(("trial", "title", "how"), ()) if thing.kind == "trial" else asked("trials")
    return Description(thing, asked("facts"), trials, asked(f"{group}evidence"))
