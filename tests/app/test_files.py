"""Files are written as a whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.app.files import write_text
from kg.errors import UsageError


def test_a_failure_leaves_the_earlier_file(tmp_path: Path) -> None:
    def pieces() -> Iterator[str]:
        yield "half"
        raise RuntimeError

    path = tmp_path / "x.txt"
    path.write_text("whole")
    with pytest.raises(RuntimeError):
        write_text(path, pieces())
    assert (path.read_text(), list(tmp_path.iterdir())) == ("whole", [path])


def test_folders_are_made(tmp_path: Path) -> None:
    write_text(tmp_path / "a" / "b.txt", ["1", "2"])
    assert (tmp_path / "a" / "b.txt").read_text() == "12"


def test_an_impossible_place_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(UsageError, match="cannot be written"):
        write_text(tmp_path / "file" / "x.txt", [])
