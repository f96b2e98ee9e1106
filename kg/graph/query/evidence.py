"""The words behind the rows of an answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import pyoxigraph as ox

from kg.graph.query.binding import Bindable, bind
from kg.graph.query.question import Reasoned
from kg.graph.query.sparql import solutions
from kg.graph.quoting import in_sentence
from kg.graph.terms import Several, Term
from kg.graph.texts import query_text
from kg.vocab import IOKG

Row = Mapping[str, Term]
"""A solution by the names of its variables."""

_ANY = "*"


def words_behind(store: ox.Store, reasoned: Iterable[Reasoned], row: Row) -> Several:
    """The words for the statements that a row rests on, each in its sentence, with its field.

    They stand in square brackets there: ``“… safety of the [anti-GD2] antibody in …” (briefSummary)``.

    If the row names a trial, only that trial's words count.
    """
    trial = row.get("trial")
    within = f"{trial.value}/" if isinstance(trial, ox.NamedNode) else ""
    found: dict[str, None] = {}
    for statement in reasoned:
        for values in _values(statement, row):
            found.update(dict.fromkeys(_quotes(store, values, within)))
    return Several(found)


def _values(statement: Reasoned, row: Row) -> Iterator[dict[str, Bindable]]:
    """The statements in a row; none if the row lacks a part of them."""
    property_ = ox.NamedNode(IOKG + statement.property)
    for subject in _things(row[statement.subject]):
        if statement.value == _ANY:
            yield {"subject": subject, "property": property_}
        else:
            for value in _things(row[statement.value]):
                yield {"subject": subject, "property": property_, "value": value}


def _things(term: Term) -> list[ox.NamedNode]:
    """The things that a variable holds: one, several as lines of text, or none."""
    if isinstance(term, ox.Literal):
        return [ox.NamedNode(iri) for iri in sorted(filter(None, term.value.split("\n")))]
    return [term] if isinstance(term, ox.NamedNode) else []


def _quotes(store: ox.Store, values: Mapping[str, Bindable], within: str) -> Iterator[str]:
    for reason, words, field, start, end, text in solutions(store, bind(query_text("show", "reasons"), values)):
        assert isinstance(reason, ox.NamedNode)
        assert isinstance(words, ox.Literal)
        assert isinstance(field, ox.Literal)
        assert isinstance(start, ox.Literal)
        assert isinstance(end, ox.Literal)
        if reason.value.startswith(within):
            told = in_sentence(text.value, int(start.value), int(end.value)) if isinstance(text, ox.Literal) else ""
            yield f"“{told or words.value}” ({field.value})"
