"""All that a graph says of one thing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

import pyoxigraph as ox

from kg import vocab
from kg.curie import local_name
from kg.graph.naming import Thing
from kg.graph.query.answer import Answer
from kg.graph.query.binding import bind
from kg.graph.query.sparql import select
from kg.graph.terms import Plain, Several, short
from kg.graph.texts import query_text
from kg.resources import folder
from kg.tables import read_table

_DEFINITION = short(vocab.SKOS + "definition")
_EXACT_MATCH = short(vocab.EXACT_MATCH)
_AGENT_COLUMNS = ("agent", "kinds", "targets", "mechanisms")
_OTHER = "*"


class Description(NamedTuple):
    """What a graph says of one thing.

    Attributes:
        definition: What it means; empty if the graph does not say.
        synonyms: Its other names and symbols.
        identifiers: CURIEs of the same thing elsewhere.
        facts: Property, value, the value's id and whether it is derived, a row a statement about the thing itself;
            what is derived last, else in the order of ``queries/show/reading_order.tsv``.
        agents: Of a trial: each agent's id, kinds, targets and mechanisms.
        trials: Trials that have to do with it or something narrower: id, title, how.
        evidence: The statements about it with the words, the field and the basis, a row a reason; of a trial those
            about itself first.
    """

    thing: Thing
    definition: str
    synonyms: Several
    identifiers: Several
    facts: Answer
    agents: Answer
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
        facts=_facts(asked("facts")),
        agents=_agents(asked("agents", None)) if is_trial else Answer(_AGENT_COLUMNS, ()),
        trials=Answer(("trial", "title", "how"), ()) if is_trial else asked("trials", None),
        evidence=_evidence(asked("trial_evidence")) if is_trial else asked("evidence"),
    )


def _facts(answer: Answer) -> Answer:
    """Facts in the order in which people read them, what is derived last."""
    return _in_order(answer, lambda fact: (fact["derived"] is True, _rank(fact["term"])))


def _evidence(answer: Answer) -> Answer:
    """What is said of the trial first, then of its agents, then of the rest."""
    first: dict[object, int] = {}
    for reason in answer.records:
        first[reason["subject"]] = min(first.get(reason["subject"], _rank(_OTHER)), _rank(reason["term"]))
    return _in_order(answer, lambda one: (first[one["subject"]], str(one["subject"]), _rank(one["term"])))


def _in_order(answer: Answer, key: Callable[[dict[str, Plain]], tuple[object, ...]]) -> Answer:
    """The rows in an order, without the column ``term``, which serves it alone."""
    columns = [column for column in answer.columns if column != "term"]
    ordered: list[dict[str, Plain]] = sorted(answer.records, key=key)
    return Answer(columns, [tuple(one[column] for column in columns) for one in ordered], complete=answer.complete)


def _rank(term: object) -> int:
    places = _reading_order()
    return places.get(local_name(str(term)), places[_OTHER])


@cache
def _reading_order() -> dict[str, int]:
    """The place of each property by its local name; ``*`` is the place of all others."""
    rows = read_table(folder("queries") / "show" / "reading_order.tsv")
    return {row.need("property"): place for place, row in enumerate(rows)}


def _agents(found: Answer) -> Answer:
    """One row an agent; mechanisms of its own where the trial says none."""
    told: dict[str, defaultdict[str, list[str]]] = {}
    for agent, term, value in found:
        told.setdefault(str(agent), defaultdict(list))[local_name(str(term))].append(str(value))
    return Answer(
        _AGENT_COLUMNS,
        [
            (agent, Several(its["type"]), Several(its["hasTarget"]), Several(its["actsThrough"] or its["hasMechanism"]))
            for agent, its in told.items()
        ],
    )
