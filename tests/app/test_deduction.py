"""Reasoning over a graph folder."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kg.app import deduction
from kg.app.deduction import deduce
from kg.app.pipeline import build


@pytest.fixture
def graph(seeds_graph: Path, tmp_path: Path) -> Path:
    shutil.copytree(seeds_graph, tmp_path / "graph")
    return tmp_path / "graph"


def _forbidden(*_arguments: object, **_options: object) -> None:
    raise AssertionError("the reasoner was started")


def test_an_unchanged_graph_is_not_reasoned_over_twice(graph: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = deduce(graph, "rules")
    monkeypatch.setattr(deduction, "reason_by_rules", _forbidden)

    assert deduce(graph, "rules").statements == first.statements


def test_a_changed_graph_is_reasoned_over_again(graph: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    deduce(graph, "rules")
    record = tmp_path / "other.txt"
    record.write_text(
        "Pembrolizumab in Melanoma\nA trial of it.\nMelanoma\nDRUG: Pembrolizumab\nOverall survival, 1 year\n"
    )
    build([record], graph)
    monkeypatch.setattr(deduction, "reason_by_rules", _forbidden)

    with pytest.raises(AssertionError, match="started"):
        deduce(graph, "rules")


def test_a_damaged_memory_is_no_memory(graph: Path) -> None:
    first = deduce(graph, "rules")
    (graph / deduction.MEMORY).write_text("{")

    assert deduce(graph, "rules").statements == first.statements
