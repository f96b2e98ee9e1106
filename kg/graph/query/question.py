"""A question of the library: SPARQL under a header that says what it asks.

::

    # title: Trials by target
    # question: Which trials test any agent against a target, whatever kind of agent it is?
    # theme: Trials
    # parameter target: target; required; GD2; the molecule acted on
    # parameter role: role; default Investigational; Comparator; the role of the agent
    # column trial: registry number
    # column phases (several): phases of the trial
    # evidence: agent iokg:hasTarget target

A parameter has a kind, says what holds if no value is given (``required``, ``optional`` or ``default VALUE``), gives an
example, and tells its meaning. Its value enters the slots ``VALUES ?target { UNDEF }``.

A column of several values is a ``GROUP_CONCAT`` with line breaks between them. Variables that are selected but are no
column serve the evidence lines, which name the statements that a row rests on: a variable, a property, and a variable
or ``*`` for any value; a variable may hold several things, as text with line breaks between their IRIs. A parameter
of several values (``# parameter target (several): …``) may have more than one, with semicolons between them.

A line ``# counted: trials that test such an agent; none states a comparator`` says what stands behind an empty answer:
the query of the same name in ``queries/counted`` tells the number of the former. A line
``# left_out: trials where it has another role; --role any shows them`` says what the question, or a parameter's
default, leaves out, and what shows it: the query of the same name in ``queries/left_out`` tells the number. A question
that nothing in a registry answers says why in a line ``unanswerable``; it is in the library so that it is met with that
reason instead of a guess. A line ``# derived: members of iokg:CombinationTrial`` says that a reasoner has to run first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from kg.errors import InputError
from kg.graph.naming import KINDS
from kg.graph.query.binding import slots

_VALUES = {*KINDS, "thing", "text", "number"}
_FIELDS = "title|question|theme|parameter|column|evidence|counted|left_out|unanswerable|derived"
_LINE = re.compile(rf"# ({_FIELDS})(?: (\w+))?( \(several\))?: (.+)")
_STATEMENT = re.compile(r"(\w+) iokg:(\w+) (\w+|\*)")


class Parameter(NamedTuple):
    """What a question wants to know before it can be asked.

    Attributes:
        kind: What sort of thing it names: one of ``kg.graph.naming.KINDS``, ``thing`` for any of them, or ``text`` or
            ``number``.
        default: Value if none is given; None if there is no default.
        required: Whether the question cannot be asked without it.
        example: A value that makes sense.
        several: Whether it may have several values, with semicolons between them, of which any lets a row through.
    """

    name: str
    kind: str
    default: str | None
    required: bool
    example: str
    meaning: str
    several: bool = False


class Column(NamedTuple):
    """A column of the answer; ``several`` if a cell holds any number of values."""

    name: str
    meaning: str
    several: bool = False


class Reasoned(NamedTuple):
    """A statement that a row rests on: variables for subject and value (``*`` for any), a property's local name."""

    subject: str
    property: str
    value: str


class Question(NamedTuple):
    """A question that the graph can be asked by name.

    Attributes:
        reasoned: The statements on which a row rests.
        counted: What is counted where there is no row, and what must be true of it then; empty if nothing is.
        left_out: What is counted that the answer leaves out, and how to have it; empty if nothing is.
        theme: What sort of question it is, for lists.
        unanswerable: Why the answer is always empty, as a clause; empty if the graph may answer.
        derived: What the answer needs of what a reasoner derives; empty if nothing.
        text: The SPARQL, header included.
    """

    name: str
    title: str
    question: str
    theme: str
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    reasoned: tuple[Reasoned, ...]
    counted: str
    left_out: str
    unanswerable: str
    derived: str
    text: str


class _Line(NamedTuple):
    field: str
    name: str
    several: bool
    value: str
    place: str


def read_question(path: Path) -> Question:
    """The question of a file.

    Raises:
        InputError: If its header lacks a part or does not fit its query.
    """
    text = path.read_text(encoding="utf-8")
    lines = list(_header(text, path.name))
    told = {line.field: line.value for line in lines}
    question = Question(
        name=path.stem,
        title=told.get("title", ""),
        question=told.get("question", ""),
        theme=told.get("theme", ""),
        parameters=tuple(_parameter(line) for line in lines if line.field == "parameter"),
        columns=tuple(Column(line.name, line.value, line.several) for line in lines if line.field == "column"),
        reasoned=tuple(_reasoned(line) for line in lines if line.field == "evidence"),
        counted=told.get("counted", ""),
        left_out=told.get("left_out", ""),
        unanswerable=told.get("unanswerable", ""),
        derived=told.get("derived", ""),
        text=text,
    )
    _check(question, path.name)
    return question


def _header(text: str, name: str) -> Iterator[_Line]:
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.startswith("#"):
            return
        found = _LINE.fullmatch(line)
        if found is None:
            raise InputError("no line of a question's header", place=f"{name}:{number}", remedy="correct it")
        yield _Line(found[1], found[2] or "", found[3] is not None, found[4], f"{name}:{number}")


def _parameter(line: _Line) -> Parameter:
    parts = [part.strip() for part in line.value.split(";", 3)]
    if len(parts) != 4 or parts[0] not in _VALUES:
        raise InputError("no parameter", place=line.place, remedy="write NAME: KIND; DEFAULT; EXAMPLE; MEANING")
    kind, otherwise, example, meaning = parts
    default = otherwise.removeprefix("default ") if otherwise.startswith("default ") else None
    return Parameter(line.name, kind, default, otherwise == "required", example, meaning, line.several)


def _reasoned(line: _Line) -> Reasoned:
    found = _STATEMENT.fullmatch(line.value)
    if found is None:
        raise InputError("no statement", place=line.place, remedy="write VARIABLE iokg:PROPERTY VARIABLE")
    return Reasoned(found[1], found[2], found[3])


def _check(question: Question, name: str) -> None:
    if not (question.title and question.question and question.theme and question.columns):
        raise InputError("title, question, theme or columns are missing", place=name, remedy="complete the header")
    named = {parameter.name for parameter in question.parameters}
    if named != slots(question.text):
        odd = ", ".join(sorted(named ^ slots(question.text)))
        raise InputError(f"parameters and slots differ: {odd}", place=name, remedy="give each parameter a slot")
