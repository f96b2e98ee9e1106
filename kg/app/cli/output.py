"""What goes to standard output, and what is said on standard error."""

from __future__ import annotations

import csv
import json
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, TextIO

from kg.app.cli.options import TableFormat
from kg.app.cli.widths import shortened, widths, wrapped

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from kg.graph.query import Answer

_WIDTH_IN_PIPES = 120
_BETWEEN = 3
"""Characters beside each text of a table's row, the last text has one less."""

_TITLES = {"title", "measure title"}
"""Columns that name what an id beside them stands for, whose texts may be cut."""

_TITLE_LINES = 3
_MOST_MORE_LINES = 2.5
"""Lines that wrapping may add to the rows of a table on average before each row is better a list."""


def say(message: str = "") -> None:
    """Talk to the user."""
    sys.stderr.write(f"{message}\n")


def out(text: str) -> None:
    """Print data."""
    sys.stdout.write(f"{text}\n")


def console(file: TextIO | None = None) -> Console:
    """A console that wraps to the window; where there is none, to ``COLUMNS``, else to a fixed width."""
    from rich.console import Console

    target = file or sys.stdout
    width = None if target.isatty() or os.environ.get("COLUMNS", "").isdigit() else _WIDTH_IN_PIPES
    return Console(file=target, width=width, highlight=False, soft_wrap=False)


def print_answer(answer: Answer, format_: TableFormat, *, title: str = "") -> None:
    """Print the rows of an answer; only a table shows the title, and it leaves out ids beside their names."""
    if format_ is TableFormat.TABLE:
        _print_table(answer, title)
    elif format_ is TableFormat.JSON:
        json.dump(answer.records, sys.stdout, ensure_ascii=False, indent=2)
        sys.stdout.write("\n")
    elif format_ is TableFormat.MARKDOWN:
        _print_markdown(answer)
    elif format_ is TableFormat.PARQUET:
        _print_bytes(answer.parquet())
    else:
        delimiter = "\t" if format_ is TableFormat.TSV else ","
        writer = csv.writer(sys.stdout, delimiter=delimiter, lineterminator="\n")
        writer.writerow(answer.columns)
        writer.writerows(answer.rows)


def _print_bytes(data: bytes) -> None:
    """Print what no terminal can show.

    Raises:
        UsageError: If standard output is a terminal.
    """
    from kg.errors import UsageError

    if sys.stdout.isatty():
        raise UsageError("a terminal cannot show Parquet", remedy="add > rows.parquet")
    sys.stdout.flush()
    sys.stdout.buffer.write(data)


def _print_table(answer: Answer, title: str) -> None:
    """Print rows as a table; where the screen has no room for the columns, each row as a list of what it says."""
    from rich.text import Text

    screen = console()
    headings = [(heading.name.replace("_", " "), heading.place) for heading in answer.headings]
    texts = [[name, *(_lines(row[place]) for row in answer.rows)] for name, place in headings]
    fitting = widths(texts, screen.width + 1 - _BETWEEN * len(headings), broken=_TITLES)
    if fitting is not None:
        texts = [_cut(column, width) for column, width in zip(texts, fitting, strict=True)]
    if fitting is None or _added_lines(texts, fitting) > _MOST_MORE_LINES:
        if title:
            screen.print(Text(title, style="italic"))
        for row in answer.rows:
            screen.print(_listed([(name, _lines(row[place])) for name, place in headings]), "")
    else:
        screen.print(_table(answer, title, texts, fitting))


def _cut(column: Sequence[str], width: int) -> list[str]:
    """A column with its titles cut at the end of a word to some lines; other columns as they are."""
    if column[0] not in _TITLES:
        return list(column)
    return [shortened(text, width, _TITLE_LINES) for text in column]


def _added_lines(columns: Sequence[Sequence[str]], fitting: Sequence[int]) -> float:
    """By how many lines wrapping makes a row longer than its cells are, on average."""
    rows = list(zip(*columns, strict=True))[1:]
    added: list[int] = [
        max(len(wrapped(text, width)) for text, width in zip(row, fitting, strict=True))
        - max(text.count("\n") + 1 for text in row)
        for row in rows
    ]
    return sum(added) / max(1, len(added))


def _table(answer: Answer, title: str, texts: Sequence[Sequence[str]], fitting: Sequence[int]) -> Table:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, title=Text(title) if title else None, title_justify="left", pad_edge=False)
    for heading, (name, *_), width in zip(answer.headings, texts, fitting, strict=True):
        values = [row[heading.place] for row in answer.rows]
        numeric = all(isinstance(value, int | float | None) for value in values) and bool(values)
        table.add_column(name, justify="right" if numeric else "left", overflow="fold", width=width)
    for cells in zip(*(column[1:] for column in texts), strict=True):
        table.add_row(*map(Text, cells))
    return table


def _listed(cells: Sequence[tuple[str, str]]) -> Table:
    """What a row says, a line for each column that says anything."""
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for name, text in cells:
        if text:
            table.add_row(Text(name, style="bold"), Text(text))
    return table


def _lines(value: object) -> str:
    """A cell's text, one line for each of several values."""
    if isinstance(value, tuple):
        return "\n".join(map(str, value))
    return "" if value is None else str(value)


def _print_markdown(answer: Answer) -> None:
    def line(cells: list[str]) -> str:
        return f"| {' | '.join(cells)} |"

    out(line(list(answer.columns)))
    out(line(["---"] * len(answer.columns)))
    for row in answer.rows:
        out(line(["" if value is None else str(value).replace("|", "\\|").replace("\n", " ") for value in row]))
