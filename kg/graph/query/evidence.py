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
        values = _values(statement, row)
        if values is not None:
            found.update(dict.fromkeys(_quotes(store, values, within)))
    return Several(found)


def _values(statement: Reasoned, row: Row) -> dict[str, Bindable] | None:
    """The statement in a row; None if the row lacks a part of it."""
    subject, value = row[statement.subject], None if statement.value == _ANY else row[statement.value]
    if not isinstance(subject, ox.NamedNode) or (statement.value != _ANY and not isinstance(value, ox.NamedNode)):
        return None
    values: dict[str, Bindable] = {"subject": subject, "property": ox.NamedNode(IOKG + statement.property)}
    if isinstance(value, ox.NamedNode):
        values["value"] = value
    return values


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
