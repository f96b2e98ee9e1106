"""Tables in Parquet, for DuckDB, polars, Spark and the like: a folder a table, laid out as ``queries/tables`` says.

A query of that folder is one table; its header describes the rows and columns. Things stand as short ids, as in
answers. Most queries are asked of each trial's graph by itself, which is quicker than of all, and bounds memory.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Self

import pyoxigraph as ox

from kg import vocab
from kg.errors import MissingPartError, UsageError
from kg.graph.query.sparql import solutions
from kg.graph.terms import Plain, Term, plain, short
from kg.graph.texts import query_text
from kg.resources import folder

if TYPE_CHECKING:
    import polars as pl

ROWS = 200_000
"""Rows in one file of a table."""

_COLUMN = re.compile(r"^# column (?P<name>\w+): (?P<type>string|strings|integer); (?P<meaning>.+)$", re.MULTILINE)
_BY_TRIAL = "# of: each trial\n"
Cell = Plain | list[str]


class Column(NamedTuple):
    """A column of a table.

    Attributes:
        type: ``string``, ``strings`` (a sorted list) or ``integer``.
    """

    name: str
    type: str
    meaning: str


class Table(NamedTuple):
    """A table and the query that fills it.

    Attributes:
        by_trial: Whether the query is asked of each trial's graph, and not of all graphs.
    """

    name: str
    by_trial: bool
    columns: tuple[Column, ...]
    query: str


@cache
def tables() -> tuple[Table, ...]:
    """All tables, by name."""
    names = sorted(path.stem for path in (folder("queries") / "tables").glob("*.rq"))
    return tuple(_table(name, query_text("tables", name)) for name in names)


def write_tables(store: ox.Store, out: Path) -> Iterator[str]:
    """Write all tables to a folder, each in the place of the one before; yields the name of each that is there.

    Raises:
        MissingPartError: If polars is not installed.
        UsageError: If the folder cannot be written.
    """
    try:
        import polars  # noqa: F401
    except ImportError as error:
        raise MissingPartError("polars is not installed", remedy="pip install 'iokg[parquet]'") from error
    try:
        yield from _written(store, out)
    except OSError as error:
        raise UsageError(
            f"the tables cannot be written: {error.strerror or error}",
            place=str(out),
            remedy="choose another folder with -o",
        ) from error


def _written(store: ox.Store, out: Path) -> Iterator[str]:
    each, whole = ([table for table in tables() if table.by_trial is by_trial] for by_trial in (True, False))
    with ExitStack() as stack:
        files = {table: stack.enter_context(_Files(table, out / table.name)) for table in (*each, *whole)}
        for trial in _trials(store):
            for table in each:
                files[table].add(rows_of(trial, table))
        for table in whole:
            files[table].add(rows_of(store, table))
    for table in sorted(files):
        files[table].put_in_place()
        yield table.name


def _table(name: str, query: str) -> Table:
    columns = tuple(Column(found["name"], found["type"], found["meaning"]) for found in _COLUMN.finditer(query))
    return Table(name, _BY_TRIAL in query, columns, query)


class _Files:
    """The files of one table, written beside its place."""

    def __init__(self, table: Table, place: Path) -> None:
        self._table = table
        self._place = place
        self._draft = place.with_name(f".{table.name}")
        self._waiting: list[tuple[Cell, ...]] = []
        self._number = 0

    def __enter__(self) -> Self:
        shutil.rmtree(self._draft, ignore_errors=True)
        self._draft.mkdir(parents=True)
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is not None:
            shutil.rmtree(self._draft, ignore_errors=True)
        elif self._waiting or not self._number:
            self._write()

    def add(self, rows: Iterable[tuple[Cell, ...]]) -> None:
        """Add rows at the end."""
        for row in rows:
            self._waiting.append(row)
            if len(self._waiting) == ROWS:
                self._write()

    def put_in_place(self) -> None:
        """Let the files take the place of the table that was there."""
        shutil.rmtree(self._place, ignore_errors=True)
        self._draft.rename(self._place)

    def _write(self) -> None:
        self._number += 1
        _frame(self._table, self._waiting).write_parquet(self._draft / f"part-{self._number:05}.parquet")
        self._waiting = []


def _frame(table: Table, rows: list[tuple[Cell, ...]]) -> pl.DataFrame:
    import polars as pl

    types: dict[str, Any] = {"string": pl.String, "strings": pl.List(pl.String), "integer": pl.Int64}
    schema = {column.name: types[column.type] for column in table.columns}
    return pl.DataFrame(rows, schema=schema, orient="row")


def rows_of(store: ox.Store, table: Table) -> Iterator[tuple[Cell, ...]]:
    """The rows of a table that a store gives, in its order."""
    for row in solutions(store, table.query):
        yield tuple(_cell(row[column.name], column.type) for column in table.columns)


def _trials(store: ox.Store) -> Iterator[ox.Store]:
    """Each trial's graph as a store of its own, in the order of identifiers."""
    names = (graph.value for graph in store.named_graphs() if isinstance(graph, ox.NamedNode))
    for name in sorted(name for name in names if name.startswith(vocab.TRIAL_GRAPHS)):
        alone = ox.Store()
        alone.extend(store.quads_for_pattern(None, None, None, ox.NamedNode(name)))
        yield alone


def _cell(term: Term, type_: str) -> Cell:
    value = plain(term)
    if type_ != "strings":
        return value
    return sorted(short(part) for part in str(value or "").split("\n") if part)
