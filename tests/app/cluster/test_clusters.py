"""A graph built by several executor processes is the graph that one machine builds."""

from __future__ import annotations

import gzip
import os
import signal
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from pyspark.sql import SparkSession

import kg
from kg.app import pipeline
from kg.app.cluster.building import Wanted, build
from kg.app.cluster.executor import knowledge_for
from kg.app.cluster.session import Cluster, session
from kg.app.cluster.session import told as told_plainly
from kg.app.run import Run, read_run
from kg.app.scale import Effort, context_of
from kg.errors import InputError, UsageError
from kg.facts.packs import open_packs
from kg.graph.export import export
from kg.graph.export.parquet import tables, write_tables
from kg.graph.store import open_store
from kg.resources import folder
from tests.app.cluster.commands import iokg
from tests.app.cluster.records import SETTINGS, TWO_EXECUTORS, need_spark, write_input
from tests.services import children

pytestmark = pytest.mark.real


class Built(NamedTuple):
    """Folders of the input, of the graph that one machine builds, and of the same graph by a cluster."""

    records: Path
    one: Path
    many: Path


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    need_spark()
    place = tmp_path_factory.mktemp("cluster")
    records = write_input(place / "in")
    pipeline.build([records], place / "one", effort=Effort(1))
    build([str(records)], str(place / "many"), TWO_EXECUTORS, Wanted())
    return Built(records, place / "one", place / "many")


@pytest.fixture(scope="module")
def after_a_kill(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph that a command without a store builds, one of its executors being killed when some facts are stated."""
    out = tmp_path_factory.mktemp("killed") / "out"
    killed: list[int] = []
    over = threading.Event()
    killer = threading.Thread(target=_kill_an_executor, args=(out, killed, over))
    killer.start()
    options = [part for setting in SETTINGS.items() for part in ("--conf", "=".join(setting))]
    ran = iokg(
        "build", built.records, "-o", out, "--engine", "spark", "--master", TWO_EXECUTORS.master, "--no-store", *options
    )
    over.set()
    killer.join()
    assert killed
    assert (ran.code, "204 trials" in ran.said, "line 101: the study has no registry number" in ran.said) == (
        3,
        True,
        True,
    )
    return out


def _kill_an_executor(out: Path, killed: list[int], over: threading.Event) -> None:
    stated = out / ".building" / "stated"
    while not list(stated.glob("_temporary/0/task_*")) and not over.wait(0.01):
        pass
    executors = [pid for pid in _under(os.getpid()) if "CoarseGrainedExecutorBackend" in _command(pid)]
    if executors and not (stated / "_SUCCESS").exists():
        os.kill(executors[0], signal.SIGKILL)
        killed.append(executors[0])


def _under(pid: int) -> Iterator[int]:
    for child in children(pid):
        yield child
        yield from _under(child)


def _command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text()
    except OSError:
        return ""


def in_store(out: Path) -> list[str]:
    return "".join(export(open_store(out), "nquads")).splitlines()


def in_files(out: Path) -> list[str]:
    found = [gzip.decompress(path.read_bytes()).decode() for path in (out / "quads").glob("*.nq.gz")]
    return sorted(line for text in found for line in text.splitlines())


def told(out: Path) -> dict[str, Any]:
    """What ``run.json`` tells of the graph, and not of how it came about."""
    run = read_run(out)
    assert isinstance(run, Run)
    return {name: getattr(run, name) for name in ("inputs", "counts", "scopes", "refused", "refusals", "packs")}


def rows_of(out: Path, table: str) -> list[str]:
    pl = pytest.importorskip("polars")
    return sorted(map(repr, pl.read_parquet(f"{out}/{table}/*.parquet").rows()))


def test_the_files_hold_the_statements_of_one_machine(built: Built) -> None:
    assert in_files(built.many) == sorted(in_store(built.one))


def test_the_store_is_that_of_one_machine(built: Built) -> None:
    assert in_store(built.many) == in_store(built.one)


def test_the_newest_version_of_a_trial_counts_wherever_it_stands(built: Built) -> None:
    graph = kg.open(built.many)
    titles = {
        row["trial"]: row["title"]
        for row in graph.query("SELECT ?trial ?title { ?trial rdfs:label ?title ; a iokg:Trial }").records
    }
    assert len(titles) == 204
    assert [titles[f"NCT{number:08}"] for number in (40, 60, 80)] == [
        "newer 40",
        "Dinutuximab in trial 60",
        "Dinutuximab in trial 80",
    ]


def test_what_is_told_of_inputs_counts_and_refusals_is_the_same(built: Built) -> None:
    assert told(built.many) == told(built.one)
    assert told(built.many)["refused"] == {"duplicate": 60, "file": 1, "passed over": 1, "record": 1}


def test_an_executor_that_is_killed_costs_nothing(built: Built, after_a_kill: Path) -> None:
    assert in_files(after_a_kill) == sorted(in_store(built.one))
    assert told(after_a_kill) == told(built.one)


def test_words_that_were_not_understood_are_told_without_a_store(built: Built, after_a_kill: Path) -> None:
    def unordered(out: Path) -> list[list[str]]:
        return [sorted(line.replace(",", "|").split("|")) for line in (out / "unmatched.csv").read_text().splitlines()]

    assert unordered(after_a_kill) == unordered(built.one)
    assert not (after_a_kill / "store").exists()


@pytest.mark.parametrize("table", [table.name for table in tables()])
def test_tables_are_those_of_one_machine(built: Built, tmp_path: Path, table: str) -> None:
    list(write_tables(open_store(built.one), tmp_path))
    assert rows_of(built.many / "tables", table) == rows_of(tmp_path, table)


def test_nothing_but_the_graph_stays(built: Built, after_a_kill: Path) -> None:
    assert {path.name for path in after_a_kill.iterdir()} == {"quads", "run.json", "tables", "unmatched.csv"}
    assert not (built.many / ".building").exists()


def test_what_is_wrong_with_input_and_output_is_told_before_anything_is_computed(built: Built) -> None:
    local = Cluster("local[1]", SETTINGS)
    with pytest.raises(InputError, match="nowhere: no such file or folder"):
        build(["nowhere"], str(built.many.parent / "new"), local, Wanted())
    with pytest.raises(UsageError, match="something else in the folder"):
        build([str(built.records)], str(built.many), local, Wanted())
    with pytest.raises(UsageError, match="no file system for nonsense://"):
        build([str(built.records)], "nonsense://bucket/out", local, Wanted())


@pytest.fixture(scope="module")
def spark() -> Iterator[SparkSession]:
    need_spark()
    with session(Cluster("local[2]", SETTINGS)) as spark:
        yield spark


def test_spark_sql_answers_the_questions_as_the_graph_does(built: Built, spark: SparkSession) -> None:
    graph = kg.open(built.one)
    named = {row["term"]: row["name"] for row in graph.query("SELECT ?term ?name { ?term rdfs:label ?name }").records}
    for table in tables():
        spark.read.parquet(str(built.many / "tables" / table.name)).createOrReplaceTempView(table.name)

    def asked(name: str) -> list[tuple[Any, ...]]:
        text = (folder("queries") / "sql" / f"{name}.sql").read_text().replace("UNNEST", "EXPLODE")
        return sorted(map(tuple, spark.sql(text).collect()), key=str)

    by_target, by_phase, compared = map(asked, ("trials_by_target", "endpoints_by_phase", "comparators_against"))
    assert by_target == columns(graph.ask("trials_by_target", target="GD2"), "trial", "agent", "agent_name")
    phased = sorted(((named[one], named.get(two), number) for one, two, number in by_phase), key=str)
    assert phased == columns(graph.ask("endpoints_by_phase"), "endpoint", "phase", "trials")
    assert compared == columns(graph.ask("comparators_against"), "comparator", "trials")
    assert by_target
    assert by_phase


def columns(answer: Any, *names: str) -> list[tuple[Any, ...]]:
    return sorted((tuple(record[name] for name in names) for record in answer.records), key=str)


def test_a_python_process_reads_the_tables_once_for_all_its_tasks(spark: SparkSession) -> None:
    context = context_of("full", open_packs())

    def read(_: object) -> Iterator[tuple[int, int]]:
        knowledge_for(context, "full")
        yield os.getpid(), knowledge_for.cache_info().misses

    done = spark.sparkContext.parallelize(range(8), 8).mapPartitions(read).collect()
    assert len({pid for pid, _ in done} - {os.getpid()}) < len(done) == 8
    assert {number for _, number in done} == {1}


@pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning")
def test_a_process_with_another_edition_refuses_to_work(spark: SparkSession) -> None:
    def refuse(given: Iterator[Any]) -> Iterator[Any]:
        knowledge_for("another", "full")
        yield from given

    with pytest.raises(UsageError, match="differs from the one"), told_plainly():
        spark.range(1).mapInArrow(refuse, "id bigint").collect()
