"""The curated tables: tab-separated rows with a header, read into rows that know their line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from kg.errors import TableError


class Row(NamedTuple):
    """One row of a table.

    Attributes:
        cells: Column name to text; a missing cell is the empty string.
        place: File name and 1-based line, the header being line 1.
    """

    cells: dict[str, str]
    place: str

    def one(self, column: str) -> str:
        """The cell's text, empty if not filled."""
        return self.cells.get(column, "")

    def many(self, column: str) -> tuple[str, ...]:
        """The cell's values, which ``|`` separates."""
        text = self.cells.get(column, "")
        return tuple(text.split("|")) if text else ()

    def need(self, column: str) -> str:
        """The cell's text.

        Raises:
            TableError: If it is empty.
        """
        text = self.cells.get(column, "")
        if not text:
            raise TableError(f"column {column!r} is empty", place=self.place, remedy="fill it or remove the row")
        return text


def read_table(path: Path) -> Iterator[Row]:
    """Rows of a table in file order.

    Raises:
        TableError: If a row has more cells than the header.
    """
    lines = path.read_text(encoding="utf-8").splitlines()
    header = lines[0].split("\t")
    for number, line in enumerate(lines[1:], start=2):
        if not line:
            continue
        cells = line.split("\t")
        place = f"{path.name}:{number}"
        if len(cells) > len(header):
            raise TableError(
                f"{len(cells)} cells under {len(header)} headings", place=place, remedy="remove the extra tab"
            )
        yield Row(dict(zip(header, cells, strict=False)), place)
