"""All that a graph says of one thing."""

from __future__ import annotations

from typing import NamedTuple

import pyoxigraph as ox

from kg import vocab
from kg.graph.naming import Thing
from kg.graph.query.answer import Answer
from kg.graph.query.binding import bind
from kg.graph.query.sparql import select
from kg.graph.terms import Several, short
from kg.graph.texts import query_text

_DEFINITION = short(vocab.SKOS + "definition")
_EXACT_MATCH = short(vocab.EXACT_MATCH)


class Description(NamedTuple):
    """What a graph says of one thing.

    Attributes:
        definition: What it means; empty if the graph does not say.
        synonyms: Its other names and symbols.
        identifiers: CURIEs of the same thing elsewhere.
        facts: Property, value, the value's id and whether it is derived, a row a statement about the thing itself.
        trials: Trials that have to do with it or something narrower: id, title, how.
        evidence: The statements about it with the words, the field and the basis, a row a reason.
    """

    thing: Thing
    definition: str
    synonyms: Several
    identifiers: Several
    facts: Answer
    trials: Answer
    evidence: Answer

    def _repr_html_(self) -> str:
        """All of it for notebooks."""
        from kg.graph.notebook import description_html

        return description_html(self)


def describe(store: ox.Store, thing: Thing, *, limit: int = 500) -> Description:
    """What the store says of the thing: all its trials, the other lists up to a number of rows."""

    def asked(name: str, most: int | None = limit) -> Answer:
        return select(store, bind(query_text("show", name), {"thing": ox.NamedNode(thing.iri)}), limit=most)

    is_trial = thing.kind == "trial"
    about = [(str(property_), str(value)) for property_, value in asked("about", None)]
    return Description(
        thing=thing,
        definition=next((value for property_, value in about if property_ == _DEFINITION), ""),
        synonyms=Several(
            dict.fromkeys(
                value
                for property_, value in about
                if property_ not in (_DEFINITION, _EXACT_MATCH) and value.casefold() != thing.label.casefold()
            )
        ),
        identifiers=Several(value for property_, value in about if property_ == _EXACT_MATCH),
        facts=asked("facts"),
        trials=Answer(("trial", "title", "how"), ()) if is_trial else asked("trials", None),
        evidence=asked("trial_evidence" if is_trial else "evidence"),
    )
