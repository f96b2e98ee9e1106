"""What could not be read, and what to do about it."""

from __future__ import annotations

import re
from typing import Literal

from kg.model import Value

_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
RefusalKind = Literal["file", "record", "field", "line", "duplicate", "passed over"]


class Refusal(Value, frozen=True, kw_only=True):
    """A part of the input that no fact is read from; all the rest is.

    Attributes:
        kind: What is left out: a whole file or its rest, a record, one field or line of a record that is read
            otherwise, an older version of a record, or files whose names do not say that they hold records. By the
            last two nothing is lost.
        place: File and place in it, e.g. ``export.csv, line 7``.
        problem: What is wrong, as a clause without a full stop.
        remedy: What to do about it, as an imperative clause.
    """

    kind: RefusalKind
    place: str
    problem: str
    remedy: str

    def __str__(self) -> str:
        text = f"{self.place}: {self.problem}. {self.remedy[:1].upper()}{self.remedy[1:]}."
        return text if text.isprintable() else _UNPRINTABLE.sub("\ufffd", text)
