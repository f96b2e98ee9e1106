"""Fact tables of a whole graph, put together from what each trial gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyoxigraph as ox

from kg import vocab
from kg.app.cluster.columns import ddl, record_of
from kg.app.cluster.files import Folder
from kg.app.cluster.summing import records
from kg.graph.export.parquet import Table, tables

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

_FOLDER = "tables"
_TESTED = "agent"
"""The table that has a row only for what a trial names, however much the vocabulary describes."""


def write_tables(stated: DataFrame, shared: ox.Store, out: Folder) -> dict[str, DataFrame]:
    """Write all tables, a folder each, laid out as ``kg.graph.export.parquet`` lays them out; gives them by name.

    Args:
        shared: The vocabulary and the ontology.
    """
    described = _described(shared)
    written = {}
    for table in tables():
        given, place = _given(stated, table), out.at(_FOLDER, table.name)
        rows = given if table.by_trial else _together(given, described, table)
        rows.write.parquet(place)
        written[table.name] = given.sparkSession.read.schema(ddl(_schema_of(table))).parquet(place)
    return written


def _schema_of(table: Table) -> pa.Schema:
    return pa.schema(list(record_of(table)))


def _given(stated: DataFrame, table: Table) -> DataFrame:
    """The rows that trials give."""
    from pyspark.sql import functions as f

    return stated.select(f.explode(table.name).alias("row")).select("row.*")


def _described(shared: ox.Store) -> ox.Store:
    """The vocabulary and ontology, every agent in it said to be used, as the table of agents asks."""
    store = ox.Store()
    store.extend(shared)
    of_agent = ox.NamedNode(vocab.IOKG + "ofAgent")
    agents = {quad.subject for quad in shared if str(quad.subject).startswith(f"<{vocab.BASE}agent/")}
    store.extend(ox.Quad(ox.NamedNode(f"{vocab.BASE}use"), of_agent, agent) for agent in agents)
    return store


def _together(given: DataFrame, described: ox.Store, table: Table) -> DataFrame:
    """One row a thing: the first of all texts and numbers, and all parts of lists."""
    from pyspark.sql import functions as f

    key, *others = table.columns
    rows = pa.Table.from_pylist(records(described, table), schema=_schema_of(table))
    known = given.sparkSession.createDataFrame(rows)
    if table.name == _TESTED:
        known = known.join(given.select(key.name).distinct(), key.name, "left_semi")
    merged = [
        f.array_sort(f.array_distinct(f.flatten(f.collect_set(column.name)))).alias(column.name)
        if column.type == "strings"
        else f.min(column.name).alias(column.name)
        for column in others
    ]
    return given.unionByName(known).groupBy(key.name).agg(*merged).orderBy(key.name)
