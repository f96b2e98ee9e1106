"""The summary of the benchmarks stands between its marks."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.summary import BEGIN, END, put
from kg.errors import UsageError
from tests.conftest import REPOSITORY


def test_a_summary_replaces_the_one_before_and_nothing_else(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"before\n{BEGIN}\nold\n{END}\nafter\n")
    put("new\n", page)
    assert page.read_text() == f"before\n{BEGIN}\nnew\n{END}\nafter\n"


def test_a_page_without_marks_is_left_as_it_is(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("no marks\n")
    with pytest.raises(UsageError, match="marks of the summary are missing"):
        put("new\n", page)
    assert page.read_text() == "no marks\n"


def test_the_documentation_has_the_marks(tmp_path: Path) -> None:
    page = tmp_path / "benchmarks.md"
    page.write_bytes((REPOSITORY / "docs" / "benchmarks.md").read_bytes())
    put("new\n", page)
    assert f"{BEGIN}\nnew\n{END}" in page.read_text()
