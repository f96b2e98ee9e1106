"""The library of competency questions, asked by name."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from functools import cache

import pyoxigraph as ox

from kg.errors import QueryError
from kg.graph.naming import Kind, Naming
from kg.graph.query.answer import Answer
from kg.graph.query.binding import Term, bind
from kg.graph.query.question import Parameter, Question, read_question
from kg.graph.query.sparql import select
from kg.resources import folder
from kg.vocab import XSD


@cache
def library() -> dict[str, Question]:
    """All questions by name, in alphabetical order."""
    files = sorted((folder("queries") / "competency").glob("*.rq"))
    return {path.stem: read_question(path) for path in files}


def question(name: str) -> Question:
    """The question of that name; ``-`` and ``_`` mean the same.

    Raises:
        QueryError: If there is none.
    """
    wanted = name.replace("-", "_").lower()
    found = library().get(wanted)
    if found is None:
        near = difflib.get_close_matches(wanted, library(), n=3, cutoff=0.5)
        remedy = f"did you mean {' or '.join(near)}?" if near else "iokg ask lists all questions"
        raise QueryError(f"no question is called {name!r}", remedy=remedy)
    return found


def ask(store: ox.Store, naming: Naming, name: str, values: Mapping[str, str], *, limit: int | None = None) -> Answer:
    """The answer to a question of the library.

    Args:
        values: Names, synonyms or ids for the question's parameters.

    Raises:
        QueryError: If the question, a parameter or a value is unknown, or a value is ambiguous.
    """
    return select(store, bound(question(name), naming, values), limit=limit)


def bound(asked: Question, naming: Naming, values: Mapping[str, str]) -> str:
    """The question's SPARQL with its parameters' values in their slots."""
    known = {parameter.name: parameter for parameter in asked.parameters}
    for name in values:
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
            remedy = f"did you mean {near[0]}?" if near else f"it has {', '.join(known) or 'none'}"
            raise QueryError(f"{asked.name} has no parameter {name!r}", remedy=remedy)
    terms = {}
    for parameter in asked.parameters:
        value = values.get(parameter.name, parameter.default)
        if value is not None:
            terms[parameter.name] = [_term(parameter, value, naming)]
        elif parameter.required:
            raise QueryError(
                f"{asked.name} needs {parameter.name}: {parameter.meaning}",
                remedy=f"for example --{parameter.name} {parameter.example!r}",
            )
    return bind(asked.text, terms)


def _term(parameter: Parameter, value: str, naming: Naming) -> Term:
    if parameter.kind == "text":
        return ox.Literal(value)
    if parameter.kind == "number":
        return _number(parameter, value)
    kind: Kind = parameter.kind  # type: ignore[assignment]
    found = naming.find(value, kind)
    if len(found) == 1:
        return ox.NamedNode(found[0].iri)
    if found:
        raise QueryError(
            f"{parameter.name} {value!r} may mean {', '.join(map(str, found))}",
            remedy="give one of the ids in brackets",
        )
    near = naming.near(value, kind)
    remedy = f"did you mean {' or '.join(near)}?" if near else f"give {parameter.meaning}, such as {parameter.example}"
    raise QueryError(f"no {parameter.kind} in this graph is called {value!r}", remedy=remedy)


def _number(parameter: Parameter, value: str) -> ox.Literal:
    try:
        return ox.Literal(str(int(value)), datatype=ox.NamedNode(XSD + "integer"))
    except ValueError as error:
        raise QueryError(f"{parameter.name} {value!r} is no whole number", remedy="give one, such as 3") from error
