"""The library of competency questions, asked by name."""

from __future__ import annotations

import difflib
import re
import shlex
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import islice

import pyoxigraph as ox

from kg.errors import QueryError
from kg.graph.naming import Naming, Thing, both_readings
from kg.graph.query.answer import Answer
from kg.graph.query.binding import Bindable, Bound, bind
from kg.graph.query.evidence import Row, words_behind
from kg.graph.query.question import Column, Parameter, Question, read_question
from kg.graph.query.sparql import solutions, with_prefixes
from kg.graph.terms import Plain, Several, Term, plain, short
from kg.graph.texts import query_text
from kg.resources import folder
from kg.vocab import XSD

SEPARATOR = ";"
"""Stands between several values of one parameter."""

_ANY = "any"
_CLOSED = ("setting", "role", "priority", "phase", "status", "scope")
"""Kinds of things that are so few that all can be named."""

_SUGGESTIONS = 3
_LEAST_LIKE = 0.7


class Library(dict[str, Question]):
    """Questions by name; a notebook shows them as a table."""

    def _repr_html_(self) -> str:
        from kg.graph.notebook import questions_html

        return questions_html(list(self.values()))


@cache
def library() -> Library:
    """All questions by name, in alphabetical order."""
    files = sorted((folder("queries") / "competency").glob("*.rq"))
    return Library((path.stem, read_question(path)) for path in files)


def question(name: str) -> Question:
    """The question of that name; ``-`` and ``_`` mean the same.

    Raises:
        QueryError: If there is none.
    """
    wanted = name.replace("-", "_").lower()
    found = library().get(wanted)
    if found is None:
        raise QueryError(
            f"no question is called {name!r}", remedy=_did_you_mean(wanted, library(), "list all with iokg ask")
        )
    return found


def ask(
    store: ox.Store,
    naming: Naming,
    name: str,
    values: Mapping[str, str],
    *,
    limit: int | None = None,
    evidence: bool = False,
) -> Answer:
    """The answer to a question of the library.

    Args:
        values: Names, synonyms or ids for the question's parameters; ``any`` undoes a default.
        limit: Number of rows after which the answer ends.
        evidence: Whether to add the words behind each row, as a column ``evidence``.

    Raises:
        QueryError: If the question, a parameter or a value is unknown, a value is ambiguous, or there is no evidence
            for single rows.
    """
    asked = question(name)
    if evidence and not asked.reasoned:
        raise QueryError(f"no single words stand behind a row of {asked.name}", remedy="ask words_behind_trial")
    terms = _terms(asked, naming, values)
    found = list(islice(_rows(store, with_prefixes(bind(asked.text, terms))), None if limit is None else limit + 1))
    kept = found[:limit]
    columns = [column.name for column in asked.columns]
    rows: Iterable[tuple[Plain, ...]] = (tuple(_cell(column, row) for column in asked.columns) for row in kept)
    if evidence:
        columns.append("evidence")
        rows = ((*cells, words_behind(store, asked.reasoned, row)) for cells, row in zip(rows, kept, strict=True))
    why_empty = asked.unanswerable or ("" if found else _counted(store, asked, terms))
    left_out = _left_out(store, asked, values, terms)
    return Answer(columns, rows, complete=len(kept) == len(found), why_empty=why_empty, left_out=left_out)


def bound(asked: Question, naming: Naming, values: Mapping[str, str]) -> str:
    """The question's SPARQL with its parameters' values in their slots.

    Raises:
        QueryError: If a parameter or a value is unknown, or a value is ambiguous.
    """
    return with_prefixes(bind(asked.text, _terms(asked, naming, values)))


def _counted(store: ox.Store, asked: Question, terms: Mapping[str, Bound]) -> str:
    """How many things an empty answer looked at, and what is true of them; nothing if that is not counted."""
    if not asked.counted:
        return ""
    what, _, holds = asked.counted.partition("; ")
    number = _number_of(store, "counted", asked, terms)
    return f"{what}: {number:,}{f'; {holds}' if number else ''}"


def _left_out(store: ox.Store, asked: Question, values: Mapping[str, str], terms: Mapping[str, Bound]) -> str:
    """What a question or its defaults leave out of an answer, and how to have it; nothing if nothing is left out."""
    defaults = {parameter.name for parameter in asked.parameters if parameter.default is not None}
    if not asked.left_out or (defaults and not defaults - values.keys()):
        return ""
    what, _, shown = asked.left_out.partition("; ")
    number = _number_of(store, "left_out", asked, terms)
    return f"left out: {what}: {number:,}; {shown}" if number else ""


def _number_of(store: ox.Store, kind: str, asked: Question, terms: Mapping[str, Bound]) -> int:
    """The one number that a query of the same name as the question gives."""
    ((number,),) = solutions(store, with_prefixes(bind(query_text(kind, asked.name), terms)))
    assert isinstance(number, ox.Literal)
    return int(number.value)


def _terms(asked: Question, naming: Naming, values: Mapping[str, str]) -> dict[str, Bound]:
    known = {parameter.name: parameter for parameter in asked.parameters}
    for name in values:
        if name not in known:
            has = f"{asked.name} has {', '.join(known) or 'none'}"
            raise QueryError(f"{asked.name} has no parameter {name!r}", remedy=_did_you_mean(name, known, has))
    terms: dict[str, Bound] = {}
    for parameter in asked.parameters:
        value = values.get(parameter.name, parameter.default)
        if value is not None and not (value.lower() == _ANY and not parameter.required):
            terms[parameter.name] = _bound(parameter, value, naming)
        elif parameter.required:
            raise QueryError(
                f"{asked.name} needs {parameter.name}: {parameter.meaning}",
                remedy=f"give for example --{parameter.name} {parameter.example!r}",
            )
    return terms


def _rows(store: ox.Store, text: str) -> Iterator[Row]:
    found = solutions(store, text)
    names = [variable.value for variable in found.variables]
    for solution in found:
        yield dict(zip(names, solution, strict=True))


def _cell(column: Column, row: Row) -> Plain:
    term: Term = row[column.name]
    if not column.several:
        return plain(term)
    return Several(sorted(set(term.value.split("\n")) - {""})) if isinstance(term, ox.Literal) else Several()


def _bound(parameter: Parameter, value: str, naming: Naming) -> Bound:
    """The value of a parameter, or all of them if there are several.

    Raises:
        QueryError: If a value is unknown or ambiguous, or if there are several where one is wanted.
    """
    if parameter.kind == "text" or (SEPARATOR not in value and not parameter.several):
        return _term(parameter, value, naming)
    if not parameter.several:
        raise QueryError(f"{parameter.name} takes one value, not {value!r}", remedy="ask once for each")
    parts = [part.strip() for part in value.split(SEPARATOR) if part.strip()] or [value]
    forms = [form for part in parts for form in both_readings(part) or (part,)]
    return [_term(parameter, form, naming) for form in forms] if len(forms) > 1 else _term(parameter, forms[0], naming)


def _term(parameter: Parameter, value: str, naming: Naming) -> Bindable:
    if parameter.kind == "text":
        return ox.Literal(value)
    if parameter.kind == "number":
        return _number(parameter, value)
    kind = None if parameter.kind == "thing" else parameter.kind
    found = naming.find(value, kind)
    if len(found) == 1:
        return ox.NamedNode(found[0].iri)
    if found:
        raise ambiguous(value, found)
    if any(naming.find(part.strip(), kind) for part in value.split(",")):
        raise QueryError(f"no {parameter.kind} in this graph is called {value!r}", remedy=_one_by_one(parameter, value))
    others, near = naming.find(value), naming.near(value, kind)
    give = f"give {_told(parameter, naming)}"
    if others:
        is_other = ", ".join(f"{thing} is {_a(thing.kind)}" for thing in others)
        instead = f"did you mean {' or '.join(near)}?" if near else give
        raise QueryError(f"no {parameter.kind} in this graph is called {value!r}", remedy=f"{is_other}: {instead}")
    raise unknown(value, near, parameter.kind, give)


def _one_by_one(parameter: Parameter, value: str) -> str:
    """How to give values that stand with commas between them."""
    parts = [part.strip() for part in value.split(",") if part.strip()]
    if not parameter.several:
        return f"{parameter.name} takes one value: ask once for each of {', '.join(parts)}"
    again = " ".join(f"--{parameter.name} {shlex.quote(part)}" for part in parts)
    return f"give several values one by one: {again}"


def _told(parameter: Parameter, naming: Naming) -> str:
    """What to give for a parameter: one of all names where they are few, else an example that the graph knows."""
    if parameter.kind == "trial":
        known = naming.find(next(iter(naming.labels("trial")), ""), "trial")
        return "the id of a trial of this graph" + (f", such as {short(known[0].iri)}" if known else "")
    labels = naming.labels(parameter.kind) if parameter.kind in _CLOSED else []
    if labels:
        return f"{parameter.meaning}: {', '.join(labels)}"
    kind = None if parameter.kind == "thing" else parameter.kind
    is_known = kind is None or naming.find(parameter.example, kind)
    example = parameter.example if is_known else next(iter(naming.labels(parameter.kind)), "")
    return f"{parameter.meaning}, such as {example}" if example else parameter.meaning


def _a(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def _number(parameter: Parameter, value: str) -> ox.Literal:
    try:
        return ox.Literal(str(int(value)), datatype=ox.NamedNode(XSD + "integer"))
    except ValueError as error:
        raise QueryError(f"{parameter.name} {value!r} is no whole number", remedy="give one, such as 3") from error


def ambiguous(name: str, things: Iterable[Thing]) -> QueryError:
    """A name that may mean several things."""
    return QueryError(f"{name!r} may mean {', '.join(map(str, things))}", remedy="give one of the ids in brackets")


def unknown(name: str, near: list[str], kind: str, fallback: str) -> QueryError:
    """A name that means nothing in the graph."""
    remedy = f"did you mean {' or '.join(near)}?" if near else fallback
    return QueryError(f"no {kind} in this graph is called {name!r}", remedy=remedy)


def _did_you_mean(name: str, known: Iterable[str], otherwise: str) -> str:
    """The names that have all words of the one given, then those that are spelt like it."""
    words, names = re.split(r"[\W_]+", name), list(known)
    having = [other for other in names if all(word in other for word in words)]
    alike = difflib.get_close_matches(name, names, n=_SUGGESTIONS, cutoff=_LEAST_LIKE)
    near = list(dict.fromkeys([*sorted(having, key=len), *alike]))[:_SUGGESTIONS]
    return f"did you mean {' or '.join(near)}?" if near else otherwise
