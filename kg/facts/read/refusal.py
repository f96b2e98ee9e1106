"""What could not be read, and what to do about it."""

from __future__ import annotations

from typing import Literal

from kg.model import Value

RefusalKind = Literal["file", "record", "field", "line", "duplicate"]


class Refusal(Value, frozen=True, kw_only=True):
    """A part of the input that no fact is read from; all the rest is.

    Attributes:
        kind: What is left out: a whole file or its rest, a record, one field or line of a record that is read
            otherwise, or an older version of a record.
        place: File and place in it, e.g. ``export.csv, line 7``.
        problem: What is wrong, as a clause without a full stop.
        remedy: What to do about it, as an imperative clause.
    """

    kind: RefusalKind
    place: str
    problem: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.place}: {self.problem}. {self.remedy[:1].upper()}{self.remedy[1:]}."
