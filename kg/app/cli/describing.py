"""A thing described."""

from __future__ import annotations

from rich.text import Text

from kg.app.cli.options import TableFormat
from kg.app.cli.output import console, print_answer
from kg.graph.query import Answer
from kg.graph.show import Description


def print_description(description: Description, limit: int) -> None:
    """Print what a graph says of a thing, each list up to a number of rows."""
    screen = console()
    screen.print(Text(str(description.thing), style="bold"), Text(f"  {description.thing.kind}", style="dim"))
    for title, rows in (
        ("Facts", description.facts),
        ("Trials", description.trials),
        ("Words behind it", description.evidence),
    ):
        if rows.rows:
            number = f"{len(rows):,}" if rows.complete else f"more than {len(rows):,}"
            more = f" (the first {limit} of {number})" if len(rows) > limit else ""
            print_answer(Answer(rows.columns, rows.rows[:limit]), TableFormat.TABLE, title=f"{title}{more}")
