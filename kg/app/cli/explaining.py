"""What ``iokg ask NAME --help`` tells of a question."""

from __future__ import annotations

import shlex
import shutil
from collections.abc import Iterable, Iterator
from textwrap import wrap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.graph.query import Parameter, Question

_LEFT = 24
_NARROWEST = 40


def explained(question: Question) -> str:
    """What it asks, its parameters and its columns, as text."""
    needed = "".join(f" --{p.name} {shlex.quote(p.example)}" for p in question.parameters if p.required)
    lines = [f"Usage: iokg ask {question.name}{needed} [OPTIONS]", "", *_filled(question.question)]
    if question.unanswerable:
        lines += ["", *_filled(f"Nothing answers it: {question.unanswerable}.")]
    if question.derived:
        lines += ["", *_filled(f"It asks for {question.derived}: {first_reason()}.")]
    if question.parameters:
        lines += [
            "",
            "Parameters:",
            *_listed((f"--{p.name} {p.kind.upper()}", _meaning(p)) for p in question.parameters),
        ]
    lines += ["", "Columns:", *_listed((column.name, column.meaning) for column in question.columns)]
    return "\n".join([*lines, "", "Options of all questions: iokg ask --help"])


def not_derived(wanted: str) -> str:
    """That what a question asks for has not been derived."""
    return f"{wanted} are derived, and reasoning has not been run on this graph"


def first_reason(graph: str = "") -> str:
    """What to run before a question that asks for what is derived."""
    place = f" {shlex.quote(graph)}" if graph else ""
    return (
        f"first run iokg reason{place} --engine rules (up to a minute for 1,600 trials), "
        f"or iokg reason{place} (HermiT, minutes from some hundred)"
    )


def _meaning(parameter: Parameter) -> str:
    again = "; may stand several times" if parameter.several else ""
    if parameter.required:
        return f"{parameter.meaning}, such as {parameter.example}{again}  [required]"
    if parameter.default is not None:
        return f"{parameter.meaning}; any for all{again}  [default: {parameter.default}]"
    return f"{parameter.meaning}, such as {parameter.example}{again}"


def _listed(pairs: Iterable[tuple[str, str]]) -> Iterator[str]:
    for name, meaning in pairs:
        yield from _filled(meaning, first=f"{name:<{_LEFT}}", rest=" " * _LEFT)


def _filled(text: str, first: str = "", rest: str = "") -> list[str]:
    """A text on lines that fit the terminal, two blanks from its edge."""
    width = max(_NARROWEST, shutil.get_terminal_size().columns)
    return wrap(
        text,
        width,
        initial_indent=f"  {first}",
        subsequent_indent=f"  {rest}",
        break_long_words=False,
        break_on_hyphens=False,
    )
