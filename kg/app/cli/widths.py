"""How wide the columns of a table are: no word is broken while there is room for the longest of each column."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from textwrap import wrap

_NARROWEST = 12
"""Characters below which a column of broken words cannot be read."""

_LONG_WORD = 20
"""Characters beyond which a word is broken in any column, where there is no room for it."""

_IDENTIFIER = re.compile(r"(?=\S*[0-9/:])[\w./:%-]+")
_SHORT_ID = re.compile(r"(?:[a-z]+:|(?:agent|condition|criterion|part|target|trial)/)[\w./:%-]+")
_WORD = re.compile(r"[\w./:%-]+")


def widths(columns: Sequence[Sequence[str]], room: int, *, broken: Container[str] = ()) -> list[int] | None:
    """The width of each column; None if there is no room for so many columns.

    Where the longest words of all columns do not fit, those of some columns are broken, and of others those that are
    very long; identifiers are not. What is left beyond the longest words is shared out evenly; a column whose longest
    line needs less leaves the rest to the others.

    Args:
        columns: The texts of each, its heading first.
        room: Characters for all of them together.
        broken: Headings of columns whose words are broken before those of others.

    >>> widths([["agent", "dinutuximab beta"], ["n", "12"]], 18)
    [16, 2]
    >>> widths([["agent", "dinutuximab beta"], ["n", "12"]], 14)
    [12, 2]
    >>> widths([["agent", "dinutuximab beta"], ["n", "12"]], 12) is None
    True
    >>> widths([["title", "Immunotherapies"], ["role", "investigational"]], 28, broken=["title"])
    [13, 15]
    """
    found = [max((len(word) for text in texts for word in text.split()), default=0) for texts in columns]
    whole = [max((len(line) for text in texts for line in text.split("\n")), default=0) for texts in columns]
    least = [
        _NARROWEST if name in broken else room if _are_identifiers(texts) else _LONG_WORD for name, *texts in columns
    ]
    while sum(found) > room:
        breakable = [column for column, length in enumerate(found) if length > least[column]]
        if not breakable:
            return None
        found[max(breakable, key=lambda column: (columns[column][0] in broken, found[column]))] -= 1
    left = room - sum(found)
    wanting = sorted(range(len(columns)), key=lambda column: whole[column] - found[column])
    for turn, column in enumerate(wanting):
        more = min(whole[column] - found[column], left // (len(wanting) - turn))
        found[column] += more
        left -= more
    return found


def wrapped(text: str, width: int) -> list[str]:
    """The lines of a text in a column of that width, as a table shows them.

    >>> wrapped("dinutuximab beta", 12)
    ['dinutuximab', 'beta']
    """
    return [part for line in text.split("\n") for part in wrap(line, width, break_on_hyphens=False) or [""]]


def shortened(text: str, width: int, lines: int) -> str:
    r"""A text in at most so many lines; if it is longer, the last ends in … after a whole word.

    >>> shortened("A Study of Tiragolumab in Combination With Atezolizumab", 12, 2)
    'A Study of\nTiragolumab…'
    """
    needed = wrapped(text, width)
    if len(needed) <= lines:
        return text
    *whole, last = needed[:lines]
    while len(last) >= width and " " in last:
        last = last.rpartition(" ")[0]
    return "\n".join([*whole, f"{last[: width - 1]}…"])


def _are_identifiers(texts: Sequence[str]) -> bool:
    """Whether all texts of a column, of which each may have several lines, are ids, dates and the like.

    Terms of the ontology stand without prefix among short ids, so that not all need to look like one.
    """
    lines = [line for text in texts for line in text.split("\n") if line]
    if not all(map(_WORD.fullmatch, lines)):
        return False
    return all(map(_IDENTIFIER.fullmatch, lines)) or any(map(_SHORT_ID.fullmatch, lines))
