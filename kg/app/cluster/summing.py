"""What some trials give together: rows of tables, things used, words that were not understood, counts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pyoxigraph as ox

from kg.app.cluster.columns import COUNTED, Row
from kg.app.scale.tally import UNMATCHED_COLUMNS
from kg.curie import mint, slug
from kg.graph.export.parquet import Table, rows_of, tables
from kg.graph.quads import Used
from kg.graph.query import select, solutions
from kg.graph.texts import query_text


def summed(quads: Sequence[bytes], used: Used) -> Row:
    """The row for the sum of some trials.

    Rows of tables that are asked of the whole graph say what these trials say, and are put together later.

    Args:
        quads: N-Quads of each trial; none of one that was left out.
        used: The curated things that the trials use.
    """
    row: Row = {table.name: [] for table in tables()}
    row |= {"used": list(_named(used)), "words": [], "counts": dict.fromkeys(COUNTED, 0)}
    present = set[str]()
    for lines in quads:
        alone = ox.Store()
        alone.load(lines, format=ox.RdfFormat.N_QUADS)
        for table in tables():
            row[table.name] += records(alone, table)
        row["words"] += [_unmatched(record) for record in select(alone, query_text("report", "unmatched")).records]
        present.update(thing[0].value for thing in solutions(alone, query_text("report", "used")))
        (counts,) = select(alone, query_text("report", "counts")).records
        row["counts"] = {name: number + counts[name] for name, number in row["counts"].items()}
    return {**row, "present": sorted(present)}


def records(store: ox.Store, table: Table) -> list[Row]:
    """The rows that a store gives in a table."""
    names = [column.name for column in table.columns]
    return [dict(zip(names, row, strict=True)) for row in rows_of(store, table)]


def _named(used: Used) -> Iterable[Row]:
    """Each thing used with its IRI."""
    for id_ in sorted(used.agents):
        yield {"kind": "agents", "id": id_, "iri": mint("agent", id_)}
    for key in sorted(used.targets):
        yield {"kind": "targets", "id": key, "iri": mint("target", slug(key))}
    for id_ in sorted(used.conditions):
        yield {"kind": "conditions", "id": id_, "iri": mint("condition", id_)}


def _unmatched(record: Row) -> Row:
    found = {name: record[name] for name in UNMATCHED_COLUMNS}
    return {**found, "candidates": sorted(part for part in str(found["candidates"] or "").split("|") if part)}
