"""Regular expressions that stand in curated tables: checked, and joined so that they are fast together."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.errors import TableError
from kg.tables import Row

_BOUNDARY = r"\b"
_NEVER = "(?!)"


def need_pattern(row: Row) -> str:
    """The row's pattern.

    Raises:
        TableError: If it is empty or no regular expression.
    """
    pattern = row.need("pattern")
    try:
        re.compile(pattern)
    except re.error as error:
        problem = f"the pattern cannot be read ({error})"
        raise TableError(problem, place=row.place, remedy="correct the pattern") from error
    return pattern


def either(patterns: Iterable[str]) -> str:
    """A pattern that matches what any of them matches; if there are none, nothing.

    Patterns that begin at a word boundary share it, so that within a word none of them is tried.
    """
    patterns = list(patterns)
    at_boundary = [pattern.removeprefix(_BOUNDARY) for pattern in patterns if pattern.startswith(_BOUNDARY)]
    others = [pattern for pattern in patterns if not pattern.startswith(_BOUNDARY)]
    joined = [rf"{_BOUNDARY}(?:{'|'.join(at_boundary)})"] if at_boundary else []
    return "|".join(joined + others) or _NEVER
