"""A question of the library: SPARQL under a header that says what it asks.

::

    # title: Trials by target
    # question: Which trials test any agent against a target, whatever kind of agent it is?
    # parameter target: target; required; GD2; the molecule acted on
    # parameter role: role; default Investigational; Comparator; the role of the agent
    # column trial: registry number

A parameter has a kind, says what holds if no value is given (``required``, ``optional`` or ``default VALUE``), gives an
example, and tells its meaning. Its value enters the slot ``VALUES ?target { UNDEF }``.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from kg.errors import InputError
from kg.graph.query.binding import slots

KINDS = frozenset(
    {
        "agent", "target", "condition", "criterion", "trial", "mechanism", "endpoint", "setting", "role", "priority",
        "phase", "status", "scope", "kind", "text", "number",
    }
)  # fmt: skip
_LINE = re.compile(r"# (title|question|parameter|column|answerable)(?: (\w+))?: (.+)")


class Parameter(NamedTuple):
    """What a question wants to know before it can be asked.

    Attributes:
        kind: What sort of thing it names, or ``text`` or ``number``.
        default: Value if none is given; None if there is no default.
        required: Whether the question cannot be asked without it.
        example: A value that makes sense.
    """

    name: str
    kind: str
    default: str | None
    required: bool
    example: str
    meaning: str


class Column(NamedTuple):
    """A column of the answer."""

    name: str
    meaning: str


class Question(NamedTuple):
    """A question that the graph can be asked by name.

    Attributes:
        answerable: False if the graph holds nothing of the kind, so that the answer is always empty.
        text: The SPARQL, header included.
    """

    name: str
    title: str
    question: str
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    answerable: bool
    text: str


def read_question(path: Path) -> Question:
    """The question of a file.

    Raises:
        InputError: If its header lacks a part or does not fit its query.
    """
    text = path.read_text(encoding="utf-8")
    fields: dict[str, str] = {}
    parameters, columns = [], []
    for number, line in enumerate(text.splitlines(), start=1):
        found = _LINE.fullmatch(line)
        if found is None:
            continue
        field, name, value = found.groups()
        if field == "parameter":
            parameters.append(_parameter(name or "", value, f"{path.name}:{number}"))
        elif field == "column":
            columns.append(Column(name or "", value))
        else:
            fields[field] = value
    question = Question(
        name=path.stem,
        title=fields.get("title", ""),
        question=fields.get("question", ""),
        parameters=tuple(parameters),
        columns=tuple(columns),
        answerable=fields.get("answerable") != "no",
        text=text,
    )
    _check(question, path)
    return question


def _parameter(name: str, value: str, place: str) -> Parameter:
    parts = [part.strip() for part in value.split(";", 3)]
    if len(parts) != 4 or parts[0] not in KINDS:
        raise InputError("a parameter needs kind; default; example; meaning", place=place, remedy="see kg/graph/query")
    kind, otherwise, example, meaning = parts
    default = otherwise.removeprefix("default ") if otherwise.startswith("default ") else None
    return Parameter(name, kind, default, otherwise == "required", example, meaning)


def _check(question: Question, path: Path) -> None:
    if not question.title or not question.question or not question.columns:
        raise InputError("title, question or columns are missing", place=path.name, remedy="complete the header")
    named = {parameter.name for parameter in question.parameters}
    if named != slots(question.text):
        odd = ", ".join(sorted(named ^ slots(question.text)))
        raise InputError(f"parameters and slots differ: {odd}", place=path.name, remedy="give each parameter one slot")
