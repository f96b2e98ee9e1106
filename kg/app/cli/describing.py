"""A thing described."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from rich.text import Text

from kg.app.cli.options import TableFormat
from kg.app.cli.output import console, print_answer
from kg.graph.query import Answer
from kg.graph.show import Description
from kg.graph.terms import Plain, Several

_FACTS = ("property", "value", "id")
_SAID_BY_ROLES = "uses agent"


def print_description(description: Description, limit: int) -> None:
    """Print what a graph says of a thing: facts of some properties, and other lists up to a number of rows."""
    screen = console()
    screen.print(Text(str(description.thing), style="bold"), Text(f"  {description.thing.kind}", style="dim"))
    for before, text in (
        ("", description.definition),
        ("also called ", str(description.synonyms)),
        ("elsewhere ", str(description.identifiers)),
    ):
        if text:
            screen.print(Text(f"{before}{text}"))
    _print_facts(description, limit)
    for title, rows in (("Trials", description.trials), ("Words behind it", description.evidence)):
        if rows.rows:
            shown = Answer(rows.columns, rows.rows[:limit])
            print_answer(shown, TableFormat.TABLE, title=f"{title}{_cut(len(rows), limit, '', rows.complete)}")


def _print_facts(description: Description, limit: int) -> None:
    """Print the facts, each property named once; of agents what they are, act on and through."""
    agents = {str(agent["agent"]): _acts(agent) for agent in description.agents.records}
    groups = [(said, list(facts)) for said, facts in groupby(description.facts, key=lambda fact: (fact[0], fact[3]))]
    kept = [(said, facts) for said, facts in groups if not (agents and said[0] == _SAID_BY_ROLES)]
    rows = [row for said, facts in kept[:limit] for row in _rows(*said, facts, agents)]
    if rows:
        cut = _cut(len(kept), limit, " properties", description.facts.complete)
        print_answer(Answer(_FACTS, rows), TableFormat.TABLE, title=f"Facts{cut}")


def _rows(
    property_: Plain, derived: Plain, facts: list[tuple[Plain, ...]], agents: dict[str, str]
) -> Iterator[tuple[Plain, ...]]:
    for place, (_, value, id_, _) in enumerate(facts):
        said = f"{property_} (derived)" if derived else property_
        yield (said if place == 0 else "", f"{value}{agents.get(str(id_), '')}", id_)


def _acts(agent: dict[str, Plain]) -> str:
    """What an agent is, acts on and through, as the rest of a sentence that begins with its name."""
    parts = [
        f"{words}{', '.join(values)}"
        for words, column in (("", "kinds"), ("acts on ", "targets"), ("through ", "mechanisms"))
        if isinstance(values := agent[column], Several) and values
    ]
    return f": {'; '.join(parts)}" if parts else ""


def _cut(number: int, limit: int, of: str, complete: bool) -> str:
    if number <= limit:
        return ""
    return f" (the first {limit} of {'' if complete else 'more than '}{number:,}{of}; --limit N shows more)"
