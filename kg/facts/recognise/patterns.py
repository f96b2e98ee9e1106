"""Regular expressions that stand in curated tables: checked, and joined so that they are fast together."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator

from kg.errors import TableError
from kg.facts.text import small
from kg.tables import Row

_BOUNDARY = r"\b"
_NEVER = "(?!)"
_ESCAPED = re.compile(r"\\.|\[[^\]]*\]")
_GROUPED = re.compile(r"\((?:[^()]|\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\))*\)")
_CAPITAL = re.compile(r"(?<!\\)(?<!\(\?)[A-ZⅠ-Ⅿ]")


class AnyCase:
    """What any of some patterns matches, in capitals or not.

    Both sides are put in small letters, which lets the search skip what none can begin with: it takes a third of the
    time of one that is told to ignore case. The groups of a match are in small letters; its offsets are the text's.

    Args:
        patterns: Regular expressions without escapes that differ by case but for the usual classes.
    """

    __slots__ = ("_pattern",)

    def __init__(self, patterns: Iterable[str]) -> None:
        self._pattern = re.compile(_CAPITAL.sub(lambda capital: capital.group().lower(), either(patterns)))

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """The first match between two offsets, or None."""
        return self._pattern.search(small(text), start, end)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """All matches from left to right."""
        return self._pattern.finditer(small(text))

    def without(self, text: str) -> str:
        """The text as written, with a space in place of every match."""
        left, reached = [], 0
        for match in self.finditer(text):
            left.append(text[reached : match.start()])
            reached = match.end()
        return " ".join([*left, text[reached:]])


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
    at_boundary = [pattern.removeprefix(_BOUNDARY) for pattern in patterns if _begins_at_boundary(pattern)]
    others = [pattern for pattern in patterns if not _begins_at_boundary(pattern)]
    joined = [rf"{_BOUNDARY}(?:{'|'.join(at_boundary)})"] if at_boundary else []
    return "|".join(joined + others) or _NEVER


def _begins_at_boundary(pattern: str) -> bool:
    """Whether all that a pattern matches begins at a word boundary: it says so first, and leaves no other choice."""
    return pattern.startswith(_BOUNDARY) and "|" not in _GROUPED.sub("", _ESCAPED.sub("", pattern))
