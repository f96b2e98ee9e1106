"""Answers as tables."""

from __future__ import annotations

import json

import pytest

from kg.graph.query import Answer
from kg.graph.terms import Several

ANSWER = Answer(("id", "names", "n"), [("a", Several(("x", "y<")), 2), ("b", Several(), None)])


def test_rows_are_also_records() -> None:
    assert ANSWER.records[0] == {"id": "a", "names": ("x", "y<"), "n": 2}


def test_several_values_are_a_list_in_json_and_one_text_elsewhere() -> None:
    assert json.loads(json.dumps(ANSWER.records))[0]["names"] == ["x", "y<"]
    assert str(ANSWER.rows[0][1]) == "x; y<"


def test_pandas_gets_the_columns_in_order() -> None:
    pytest.importorskip("pandas")
    assert list(ANSWER.df.columns) == ["id", "names", "n"]


def test_polars_gets_the_columns_in_order() -> None:
    pytest.importorskip("polars")
    assert ANSWER.pl.columns == ["id", "names", "n"]
