"""Asking a graph: the library's questions, one thing, or SPARQL."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.app.cli.completing import begun_names, begun_questions
from kg.app.cli.options import OUT, Format, Graph, Limit, ServiceUrl, TableFormat
from kg.app.cli.output import out, print_answer, say
from kg.app.grammar import plural

if TYPE_CHECKING:
    from kg.graph.knowledge import KnowledgeGraph
    from kg.graph.query import Answer, Question

_MOST_ROWS = 1000
_THEMES = (
    "Overview",
    "Trials",
    "Targets and diseases",
    "Agents",
    "Regimens and roles",
    "Endpoints and time",
    "Evidence",
    "Beyond the registry",
)


def ask(
    context: typer.Context,
    name: Annotated[
        str | None,
        typer.Argument(help="Name of a question; all are listed if none is given.", autocompletion=begun_questions),
    ] = None,
    graph: Graph = OUT,
    service: ServiceUrl = None,
    format_: Format = TableFormat.TABLE,
    limit: Limit = None,
    evidence: Annotated[bool, typer.Option("--evidence", help="Add the words behind each row.")] = False,
    sparql: Annotated[bool, typer.Option("--sparql", help="Print the query instead of the answer.")] = False,
) -> None:
    """Ask a question of the library: iokg ask trials_by_target --target GD2."""
    from kg.app.cli.explaining import first_reason, not_derived
    from kg.graph.query import library, question

    values = _values(context.args)
    if name is None:
        _list(list(library().values()))
        return
    asked = question(name)
    if sparql:
        out(_graph(graph, service).sparql(asked.name, **values).rstrip() if values else asked.text.rstrip())
        return
    opened = _graph(graph, service)
    answer = opened.ask(asked.name, limit=limit, evidence=evidence, **values)
    waits = opened.waits_for(asked, answer)
    _give(answer, format_, asked.question, f"{not_derived(waits)}: {first_reason(str(graph))}" if waits else "")


def show(
    name: Annotated[
        str,
        typer.Argument(help="A name, synonym or id: GD2, dinutuximab beta, NCT04004221 …", autocompletion=begun_names),
    ],
    graph: Graph = OUT,
    service: ServiceUrl = None,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, metavar="N", help="Print at most N rows a list.")] = 20,
) -> None:
    """Show all that the graph says of a thing: what it is, names, ids, facts, trials, and the words behind them."""
    from kg.app.cli.describing import print_description
    from kg.graph.terms import short

    opened = _graph(graph, service)
    found = opened.show(name)
    if len(found) > 1:
        say(f"{name!r} may mean {', '.join(str(description.thing) for description in found)}; all are shown")
    for description in found:
        print_description(description, limit)
    shown = {description.thing for description in found}
    acting = opened.naming.acting(name)
    for target in acting.targets if acting else ():
        if target not in shown:
            say(f"all that acts on {target.label}: iokg show {shlex.quote(short(target.iri))}")


def query(
    sparql: Annotated[str | None, typer.Argument(help="SPARQL 1.1; - reads it from standard input.")] = None,
    file: Annotated[Path | None, typer.Option("--file", help="Read the query from a file.")] = None,
    graph: Graph = OUT,
    service: ServiceUrl = None,
    format_: Format = TableFormat.TABLE,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, metavar="N", help="Print at most N rows.")] = _MOST_ROWS,
    timeout: Annotated[float, typer.Option(min=0.1, metavar="SECONDS", help="Stop the query after that time.")] = 60,
    allow_service: Annotated[
        list[str] | None, typer.Option(metavar="URL", help="Let SERVICE call this address; any for all.")
    ] = None,
) -> None:
    """Ask the graph in SPARQL; the usual prefixes need not be declared."""
    from kg.app.limits import within

    text = _query_text(sparql, file)
    if service is None:
        answer = within(timeout, lambda: _graph(graph).query(text, limit=limit, allow_service=allow_service or ()))
    else:
        answer = _graph(graph, service, timeout_s=timeout).query(text, limit=limit)
    _give(answer, format_, "")


def _graph(folder: Path, service: str | None = None, *, timeout_s: float = 60) -> KnowledgeGraph:
    import kg

    return kg.open(folder) if service is None else kg.connect(service, timeout_s=timeout_s)


def _give(answer: Answer, format_: TableFormat, title: str, why_empty: str = "") -> None:
    """Print an answer; an empty one is said to be empty, and why if that is known, and ends in exit code 1."""
    if answer.rows or format_ is not TableFormat.TABLE:
        print_answer(answer, format_, title=title)
    if not answer.complete:
        say(f"only the first {plural(len(answer), 'row')}: raise --limit for more")
    if answer.left_out:
        say(answer.left_out)
    if not answer.rows:
        say(answer.why_empty or why_empty or "nothing in the graph answers this")
        raise typer.Exit(1)


def _values(arguments: list[str]) -> dict[str, str]:
    """Parameters given as ``--name value`` or ``--name=value``; one that is given twice has several values.

    Raises:
        UsageError: If they are given otherwise.
    """
    from kg.errors import UsageError
    from kg.graph.query.library import SEPARATOR

    values: dict[str, list[str]] = {}
    rest = iter(arguments)
    for argument in rest:
        name, equals, value = argument.removeprefix("--").partition("=")
        given = value if equals else next(rest, None)
        if not argument.startswith("--") or given is None:
            raise UsageError(f"what does {argument!r} mean?", remedy="give parameters as --name value")
        values.setdefault(name.replace("-", "_"), []).append(given)
    return {name: SEPARATOR.join(several) for name, several in values.items()}


def _list(questions: list[Question]) -> None:
    """Print the questions by theme, each with what it needs and what else it takes."""
    from itertools import groupby

    from rich.padding import Padding
    from rich.text import Text

    from kg.app.cli.output import console

    screen = console()
    for theme, asked in groupby(sorted(questions, key=lambda one: (_THEMES.index(one.theme), one.name)), _theme):
        screen.print(Text(theme, style="bold underline"))
        for one in asked:
            needs = [Text(f" --{p.name} {shlex.quote(p.example)}") for p in one.parameters if p.required]
            offers = [Text(f" [--{p.name} {p.kind}]", style="dim") for p in one.parameters if not p.required]
            screen.print(Padding(Text("").join([Text(one.name, style="bold"), *needs, *offers]), (0, 0, 0, 2)))
            screen.print(Padding(Text(one.question), (0, 0, 0, 6)))
        screen.print()
    say("ask one with: iokg ask NAME --parameter VALUE; what it takes and gives: iokg ask NAME --help")


def _theme(question: Question) -> str:
    return question.theme


def _query_text(sparql: str | None, file: Path | None) -> str:
    from kg.errors import InputError, UsageError

    if file is not None:
        try:
            return file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise InputError("the query cannot be read", place=str(file), remedy="check the file") from error
    if sparql is None:
        raise UsageError("no query is given", remedy="give SPARQL, - or --file")
    return sys.stdin.read() if sparql == "-" else sparql
