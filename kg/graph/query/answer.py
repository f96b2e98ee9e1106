"""The answer to a question: columns and rows of plain values."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from kg.errors import MissingPartError
from kg.graph.terms import Plain, Several, Term, plain

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

_NAME = "_name"


class Heading(NamedTuple):
    """A column as people read it.

    Attributes:
        place: Where its values stand in a row.
        ids: Where their ids do; None if they have none.
    """

    name: str
    place: int
    ids: int | None


class Answer(Sequence[tuple[Plain, ...]]):
    """Rows of an answer, in their order.

    Attributes:
        columns: Names of the columns.
        rows: One tuple a row; None where the row has no value, ``Several`` where it may have any number. Things stand
            as short ids (``NCT04004221``, ``agent/dinutuximab-beta``, ``Primary``) that ``show`` and the questions'
            parameters understand.
        complete: False if there are more rows than were asked for.
        why_empty: Why there is no row, as a clause: no graph holds an answer, or of so many things none is one; empty
            if nothing is known of that.
        left_out: What the answer leaves out, how many there are and how to have them; empty if nothing is.
    """

    def __init__(
        self,
        columns: Iterable[str],
        rows: Iterable[tuple[Plain, ...]],
        *,
        complete: bool = True,
        why_empty: str = "",
        left_out: str = "",
    ) -> None:
        self.columns = tuple(columns)
        self.rows = list(rows)
        self.complete = complete
        self.why_empty = why_empty
        self.left_out = left_out

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, index: Any) -> Any:
        return self.rows[index]

    def __repr__(self) -> str:
        more = "" if self.complete else "first "
        return f"<Answer: {more}{len(self)} row{'s' * (len(self) != 1)} of {', '.join(self.columns)}>"

    @property
    def headings(self) -> list[Heading]:
        """The columns without those of ids beside their names, each name being headed as what it names."""
        places = {name: place for place, name in enumerate(self.columns)}
        found = []
        for name, place in places.items():
            ids = places.get(name.removesuffix(_NAME)) if name.endswith(_NAME) else None
            if f"{name}{_NAME}" not in places:
                found.append(Heading(name.removesuffix(_NAME), place, ids))
        return found

    @cached_property
    def records(self) -> list[dict[str, Plain]]:
        """One dictionary a row."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]

    @property
    def df(self) -> pd.DataFrame:
        """A pandas table.

        Raises:
            MissingPartError: If pandas is not installed.
        """
        try:
            import pandas as pd
        except ImportError as error:
            raise MissingPartError("pandas is not installed", remedy="pip install 'iokg[pandas]'") from error
        return pd.DataFrame(self.records, columns=list(self.columns))

    @property
    def pl(self) -> pl.DataFrame:
        """A polars table.

        Raises:
            MissingPartError: If polars is not installed.
        """
        try:
            import polars as pl
        except ImportError as error:
            raise MissingPartError("polars is not installed", remedy="pip install 'iokg[polars]'") from error
        rows = [[list(cell) if isinstance(cell, Several) else cell for cell in row] for row in self.rows]
        return pl.DataFrame(rows, schema=list(self.columns), orient="row", infer_schema_length=None)

    def parquet(self) -> bytes:
        """The rows as a Parquet file; several values in a cell are a list.

        Raises:
            MissingPartError: If polars is not installed.
        """
        file = io.BytesIO()
        self.pl.write_parquet(file)
        return file.getvalue()

    def _repr_html_(self) -> str:
        """A table for notebooks."""
        from kg.graph.notebook import answer_html

        return answer_html(self)

    @classmethod
    def of(cls, columns: Iterable[str], rows: Iterable[Iterable[Term]], limit: int | None = None) -> Answer:
        """The answer with these terms, up to a number of rows."""
        found: list[tuple[Plain, ...]] = []
        for row in rows:
            if len(found) == limit:
                return cls(columns, found, complete=False)
            found.append(tuple(plain(value) for value in row))
        return cls(columns, found)
