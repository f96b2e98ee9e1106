"""Tables in Parquet answer in SQL what the graph answers in SPARQL."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg.graph.export import parquet
from kg.graph.export.parquet import tables, write_tables
from kg.graph.knowledge import KnowledgeGraph
from kg.graph.query import Answer
from kg.resources import folder
from tests.conftest import REPOSITORY

Rows = list[tuple[Any, ...]]
Engine = Callable[[Path, str], Rows]

NAMES = {"agent", "agent_use", "arm", "condition", "evidence", "mechanism", "outcome_measure", "target", "trial"}


@pytest.fixture(scope="module")
def written(graph: KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("tables")
    assert set(write_tables(graph.store, out)) == NAMES
    return out


def by_duckdb(out: Path, sql: str) -> Rows:
    duckdb = pytest.importorskip("duckdb")
    connection = duckdb.connect()
    for table in tables():
        connection.execute(f"CREATE VIEW {table.name} AS SELECT * FROM '{out}/{table.name}/*.parquet'")
    rows: Rows = connection.execute(sql).fetchall()
    return rows


def by_polars(out: Path, sql: str) -> Rows:
    pl = pytest.importorskip("polars")
    frames = {table.name: pl.scan_parquet(out / table.name / "*.parquet") for table in tables()}
    rows: Rows = pl.SQLContext(frames).execute(sql, eager=True).rows()
    return rows


@pytest.fixture(params=[by_duckdb, by_polars])
def engine(request: pytest.FixtureRequest) -> Engine:
    found: Engine = request.param
    return found


def sql(name: str) -> str:
    return (folder("queries") / "sql" / f"{name}.sql").read_text()


def columns(answer: Answer, *names: str) -> Rows:
    return sorted((tuple(record[name] for name in names) for record in answer.records), key=str)


def test_trials_by_target_are_the_same(graph: KnowledgeGraph, written: Path, engine: Engine) -> None:
    found = engine(written, sql("trials_by_target"))
    assert found
    assert sorted(found, key=str) == columns(
        graph.ask("trials_by_target", target="GD2"), "trial", "agent", "agent_name"
    )


def test_endpoints_by_phase_are_the_same(graph: KnowledgeGraph, written: Path, engine: Engine) -> None:
    found = engine(written, sql("endpoints_by_phase"))
    named = {row["term"]: row["name"] for row in graph.query("SELECT ?term ?name { ?term rdfs:label ?name }").records}
    rows = [(named[endpoint], named.get(phase), trials) for endpoint, phase, trials in found]
    assert found
    assert sorted(rows, key=str) == columns(graph.ask("endpoints_by_phase"), "endpoint", "phase", "trials")


def test_comparators_are_the_same(graph: KnowledgeGraph, written: Path, engine: Engine) -> None:
    found = engine(written, sql("comparators_against"))
    assert found
    assert sorted(found, key=str) == columns(graph.ask("comparators_against"), "comparator", "trials")


def test_every_reason_is_a_row(graph: KnowledgeGraph, written: Path, engine: Engine) -> None:
    reasons = graph.query("SELECT (COUNT(*) AS ?n) { SELECT DISTINCT ?e { ?e a iokg:Evidence } }").rows
    assert engine(written, "SELECT COUNT(*) AS n FROM evidence") == reasons


def test_several_files_hold_what_one_holds(
    graph: KnowledgeGraph, written: Path, tmp_path: Path, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parquet, "ROWS", 3)
    list(write_tables(graph.store, tmp_path))
    assert len(list((tmp_path / "trial").iterdir())) > 1
    everything = "SELECT * FROM outcome_measure"
    assert engine(tmp_path, everything) == engine(written, everything)


def test_the_same_graph_gives_the_same_bytes(graph: KnowledgeGraph, written: Path, tmp_path: Path) -> None:
    list(write_tables(graph.store, tmp_path))
    for path in written.glob("*/*.parquet"):
        assert (tmp_path / path.relative_to(written)).read_bytes() == path.read_bytes()


def test_each_column_is_described(written: Path) -> None:
    pl = pytest.importorskip("polars")
    for table in tables():
        (path,) = (written / table.name).iterdir()
        assert [column.name for column in table.columns] == pl.read_parquet_schema(path).names()


def test_the_documentation_knows_each_column() -> None:
    told = (REPOSITORY / "docs" / "tables.md").read_text(encoding="utf-8")
    for table in tables():
        section = told.partition(f"## {table.name}\n")[2].partition("\n## ")[0]
        assert all(f"| {column.name} | {column.type} | {column.meaning} |" in section for column in table.columns)
