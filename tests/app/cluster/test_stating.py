"""What a Python process of a cluster does with what it is given; no cluster needed."""

from __future__ import annotations

import os
import pickle
import signal
from collections.abc import Iterator

import pyarrow as pa
import pytest

from kg.app.cluster.columns import FOUND, Row, ddl, stated
from kg.app.cluster.executor import Order
from kg.app.cluster.reading import Named, read_files, read_lines
from kg.app.cluster.stating import Reading, state_rows
from kg.app.scale import stating
from kg.facts.assemble import Knowledge, load_knowledge, state_facts
from kg.facts.read import Refusal, read_line
from kg.model import Trial, TrialFacts
from kg.resources import folder
from tests.app.cluster.records import dated

ORDER = Order("any", "full", 2.0)


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    """The tables, with what is made at first use, which would count as the time of a record."""
    found = load_knowledge(folder("ontology"))
    list(state_rows(readings(dated(1, "")), found, ORDER._replace(seconds_a_record=60), alone=False))
    return found


@pytest.fixture(autouse=True)
def odd_titles(monkeypatch: pytest.MonkeyPatch) -> None:
    """Titles that tell what is to be suffered over a record."""
    parent = os.getpid()

    def suffer(trial: Trial, knowledge: Knowledge) -> TrialFacts:
        if trial.title == "raise":
            raise RuntimeError("odd")
        if trial.title == "hang":
            signal.pause()
        if trial.title == "die":
            assert os.getpid() != parent
            os.kill(os.getpid(), signal.SIGKILL)
        return state_facts(trial, knowledge)

    monkeypatch.setattr(stating, "state_facts", suffer)


def readings(*records: str) -> Iterator[Reading]:
    """Records as they come to a task: by trial, then in the order of the input."""
    found = [
        Reading(item.id if isinstance(item, Trial) else f" {at}", 0, at, 0, item)
        for at, record in enumerate(records, 1)
        for item in read_line("x.ndjson", at, record.encode())
    ]
    yield from sorted(found, key=lambda reading: (reading.key, reading.at))


def rows(knowledge: Knowledge, *records: str, alone: bool = False) -> list[Row]:
    return list(state_rows(readings(*records), knowledge, ORDER, alone=alone))


def quads_in(found: list[Row]) -> list[str]:
    return [row["quads"] for row in found if row.get("quads")]


def refusals_in(found: list[Row]) -> list[tuple[int, str, str]]:
    return [(row["at"], row["refusal"]["kind"], row["refusal"]["problem"]) for row in found if row.get("refusal")]


def test_the_newest_version_is_stated_and_the_others_are_told(knowledge: Knowledge) -> None:
    found = rows(knowledge, dated(1, "2024-01-01"), dated(1, "2025-01-01", "newest"), dated(1, "2023-01-01"))
    (quads,) = quads_in(found)
    assert '"newest"' in quads
    assert [(at, kind) for at, kind, _ in refusals_in(found)] == [(2, "duplicate"), (3, "duplicate")]
    assert [row["at"] for row in found if row.get("sha256")] == [1, 2]


@pytest.mark.parametrize("suffering", ["raise", "hang"])
@pytest.mark.parametrize("alone", [False, True])
def test_an_odd_record_costs_only_itself(knowledge: Knowledge, suffering: str, *, alone: bool) -> None:
    found = rows(knowledge, dated(1, ""), dated(2, "", suffering), dated(3, ""), alone=alone)
    ((at, kind, problem),) = refusals_in(found)
    assert (len(quads_in(found)), at, kind) == (2, 2, "record")
    assert ("odd" if suffering == "raise" else "longer than 2 s") in problem


def test_a_record_that_kills_a_process_costs_only_itself_when_the_task_is_tried_again(knowledge: Knowledge) -> None:
    found = rows(knowledge, dated(1, ""), dated(2, "", "die"), dated(3, ""), alone=True)
    ((at, _, problem),) = refusals_in(found)
    assert (len(quads_in(found)), at) == (2, 2)
    assert "killed" in problem


def test_the_same_rows_come_of_a_task_that_is_tried_again(knowledge: Knowledge) -> None:
    records = [dated(number, "") for number in range(3)]
    assert rows(knowledge, *records) == rows(knowledge, *records, alone=True)


def test_lines_are_counted_through_the_blocks_of_a_file() -> None:
    lines = [
        {"line": line, "uri": "file:/x", "start": start}
        for line, start in ((b"\n", 0), (dated(1, "").encode(), 0), (b"{", 500), (dated(2, "").encode(), 500))
    ]
    batches = read_lines(
        [pa.RecordBatch.from_pylist(lines)], {"file:/x": Named(3, "x")}, {("file:/x", 0): 0, ("file:/x", 500): 2}
    )
    found = [(row["file"], row["at"], pickle.loads(row["found"])) for batch in batches for row in batch.to_pylist()]
    assert [(file, at) for file, at, _ in found] == [(3, 2), (3, 3), (3, 4)]
    assert [item.place if isinstance(item, Refusal) else item.source.place for *_, item in found] == [
        "line 2",
        "x, line 3",
        "line 4",
    ]


def test_a_whole_file_is_read_as_one_machine_reads_it() -> None:
    content = f"[{dated(1, '')},{dated(2, '')}]".encode()
    given = pa.RecordBatch.from_pylist([{"content": content, "uri": "file:/x"}])
    (batch,) = read_files([given], {"file:/x": Named(0, "x.json")}, None)
    trials = [pickle.loads(row["found"]) for row in batch.to_pylist()]
    assert [(trial.id, trial.source.place) for trial in trials] == [
        ("NCT00000001", "study 1"),
        ("NCT00000002", "study 2"),
    ]


def test_spark_knows_all_columns_by_the_same_names() -> None:
    assert ddl(FOUND) == "`key` string, `file` int, `at` bigint, `item` int, `found` binary"
    assert ddl(stated()).count("array<struct<") == 11
