"""The columns in which readings and stated facts travel between Spark and Python."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

import pyarrow as pa

from kg.app.scale.tally import UNMATCHED_COLUMNS
from kg.graph.export.parquet import Table, tables

ROWS = 64
"""Rows in a batch: the quads of a trial take some 200 kB."""

Row = dict[str, Any]
_TYPES = {"string": pa.string(), "strings": pa.list_(pa.string()), "integer": pa.int64()}
_POSITION = [("file", pa.int32()), ("at", pa.int64()), ("item", pa.int32())]

FOUND = pa.schema([("key", pa.string()), *_POSITION, ("found", pa.binary())])
"""A trial or refusal, pickled, with its place in the input.

``key`` is equal for the versions of a trial; ``file``, ``at`` and ``item`` order what was read as one machine reads it.
"""

REFUSAL = ("kind", "place", "problem", "remedy")
COUNTED = ("trials", "outcome_measures", "discrepancies", "unmatched")
"""Counts of the report of a graph that can be added up, because each of these things is of one trial."""


def record_of(table: Table) -> pa.StructType:
    """The type of a row of a table."""
    return pa.struct([(column.name, _TYPES[column.type]) for column in table.columns])


@cache
def stated() -> pa.Schema:
    """What stands in the workshop.

    A row is a refusal, a trial that was read (``sha256``), with ``quads`` if it is its newest version, or the sum of
    some trials: the rows that they give in each table, what they use and name, and counts.
    """
    texts = pa.list_(pa.string())
    unmatched = dict.fromkeys(UNMATCHED_COLUMNS, pa.string()) | {"trials": pa.int64(), "candidates": texts}
    return pa.schema(
        [
            *_POSITION,
            ("path", pa.string()),
            ("form", pa.string()),
            ("sha256", pa.string()),
            ("refusal", pa.struct([(name, pa.string()) for name in REFUSAL])),
            ("quads", pa.string()),
            ("used", pa.list_(pa.struct([("kind", pa.string()), ("id", pa.string()), ("iri", pa.string())]))),
            ("present", texts),
            ("words", pa.list_(pa.struct(list(unmatched.items())))),
            ("counts", pa.struct([(name, pa.int64()) for name in COUNTED])),
            *((table.name, pa.list_(record_of(table))) for table in tables()),
        ]
    )


def batches(rows: Iterable[Row], schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    """Rows in batches; columns that a row does not have are null."""
    waiting: list[Row] = []
    for row in rows:
        waiting.append(row)
        if len(waiting) == ROWS:
            yield pa.RecordBatch.from_pylist(waiting, schema=schema)
            waiting = []
    if waiting:
        yield pa.RecordBatch.from_pylist(waiting, schema=schema)


def ddl(type_: pa.Schema | pa.DataType) -> str:
    """The same columns or type in Spark's words.

    >>> ddl(pa.schema([("end", pa.int64()), ("words", pa.list_(pa.string()))]))
    '`end` bigint, `words` array<string>'
    """
    if isinstance(type_, pa.Schema):
        return ", ".join(f"`{field.name}` {ddl(field.type)}" for field in type_)
    if pa.types.is_list(type_):
        return f"array<{ddl(type_.value_type)}>"
    if pa.types.is_struct(type_):
        return f"struct<{', '.join(f'`{field.name}`: {ddl(field.type)}' for field in type_)}>"
    return {pa.int64(): "bigint", pa.int32(): "int"}.get(type_) or str(type_)
