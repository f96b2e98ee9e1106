"""How wide the columns of a table are: no word is broken while there is room for the longest of each column."""

from __future__ import annotations

from collections.abc import Sequence

_NARROWEST = 6
"""Characters below which a column cannot be read."""


def widths(columns: Sequence[Sequence[str]], room: int) -> list[int] | None:
    """The width of each column; None if there is no room for so many columns.

    Where the longest words of all columns do not fit, the longest of them are broken. What is left beyond the longest
    words is shared out evenly; a column whose longest line needs less leaves the rest to the others.

    Args:
        columns: The texts of each, its heading included.
        room: Characters for all of them together.

    >>> widths([["agent", "dinutuximab beta"], ["n", "12"]], 18)
    [16, 2]
    >>> widths([["agent", "dinutuximab beta"], ["n", "12"]], 14)
    [12, 2]
    >>> widths([["agent", "dinutuximab beta"], ["n", "12"]], 12)
    [10, 2]
    >>> widths([["agent", "dinutuximab beta"], ["n", "12"]], 7) is None
    True
    """
    found = [max((len(word) for text in texts for word in text.split()), default=0) for texts in columns]
    whole = [max((len(line) for text in texts for line in text.split("\n")), default=0) for texts in columns]
    while sum(found) > room and max(found) > _NARROWEST:
        found[found.index(max(found))] -= 1
    left = room - sum(found)
    if left < 0:
        return None
    wanting = sorted(range(len(columns)), key=lambda column: whole[column] - found[column])
    for turn, column in enumerate(wanting):
        more = min(whole[column] - found[column], left // (len(wanting) - turn))
        found[column] += more
        left -= more
    return found
