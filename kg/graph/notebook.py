"""Answers, descriptions and graphs as HTML for notebooks.

Texts of records are escaped, styles stand in the elements and nothing is loaded, so that the same output serves
JupyterLab, VS Code and pages made of a notebook.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from kg.graph.terms import short

if TYPE_CHECKING:
    from kg.graph.naming import Thing
    from kg.graph.query.answer import Answer
    from kg.graph.query.question import Question
    from kg.graph.show import Description

_MOST_ROWS = 100
_MOST_ROWS_OF_A_LIST = 20
_TO_DRAW = "To see a part: graph.network(focus='GD2'). To ask: graph.questions, graph.ask(NAME, …)."
_REGISTERED = re.compile(r"NCT\d{8}")


class Showing(Protocol):
    """What notebooks show by itself."""

    def _repr_html_(self) -> str: ...


Item = TypeVar("Item", bound=Showing)


class Shown(list[Item]):
    """A list that a notebook shows item by item."""

    def _repr_html_(self) -> str:
        return "".join(item._repr_html_() for item in self)


def answer_html(answer: Answer, *, caption: str = "", most: int = _MOST_ROWS) -> str:
    """An answer as a table; ids show when the pointer rests on a name, and what is left out is counted."""
    if not answer.rows:
        return _part("note")(answer.why_empty or "Nothing in the graph answers this.")
    columns = [(heading, _numeric(answer, heading.place)) for heading in answer.headings]
    table = _part("table")(columns, answer.rows[:most], caption)
    return table + _part("note")(_left_out(len(answer), most, answer.complete))


def _numeric(answer: Answer, place: int) -> bool:
    return all(type(row[place]) in (int, float, type(None)) for row in answer.rows)


def _left_out(number: int, most: int, complete: bool) -> str:
    hidden = f"{number - most:,} more rows are not shown." if number > most else ""
    cut = "" if complete else f"There are more than these {number:,} rows: raise limit to have them."
    return f"{hidden} {cut}".strip()


def description_html(description: Description) -> str:
    """What a graph says of a thing: names, then facts, trials and the words behind them as tables."""
    thing = description.thing
    head = _part("description")(
        thing, short(thing.iri), description.definition, str(description.synonyms), str(description.identifiers)
    )
    parts = (
        ("Facts", description.facts),
        ("Agents", description.agents),
        ("Trials", description.trials),
        ("Words behind it", description.evidence),
    )
    return head + "".join(
        answer_html(answer, caption=f"{name} ({len(answer):,})", most=_MOST_ROWS_OF_A_LIST)
        for name, answer in parts
        if answer.rows
    )


def thing_html(thing: Thing) -> str:
    """A thing's name, kind and id."""
    return _part("description")(thing, short(thing.iri), "", "", "")


def graph_html(counts: Answer, picture: str) -> str:
    """How much of each kind a graph holds, and its picture; where there is none, how to get one."""
    return answer_html(counts) + (picture or _part("note")(_TO_DRAW))


def questions_html(questions: Sequence[Question]) -> str:
    """The questions by name, with what they ask and need."""
    from kg.graph.query.answer import Answer

    rows = [
        (question.name, question.question, ", ".join(p.name + ("" if p.required else "?") for p in question.parameters))
        for question in sorted(questions, key=lambda one: one.name)
    ]
    return answer_html(Answer(("name", "question", "parameters"), rows))


@cache
def _module() -> Any:
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=jinja2.StrictUndefined
    )
    environment.tests["registered"] = lambda value: isinstance(value, str) and bool(_REGISTERED.fullmatch(value))
    return environment.get_template("notebook.html").module


def _part(name: str) -> Callable[..., str]:
    """A macro of the template; it gives plain text, which is HTML."""
    macro = getattr(_module(), name)
    return lambda *values: str(macro(*values))
