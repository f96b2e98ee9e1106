"""Names that say what an agent acts on and, at most, what it is: "anti-TIGIT", "PD-1 inhibitor", "CD19 CAR-T"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.resources import folder
from kg.tables import read_table

_ANTI = re.compile(r"anti(?:[- ]|(?=[A-Z]))")
_TURNED = re.compile(
    r"(?P<what>\S.*?)\s+(?:(?:directed\s+)?(?:against|at|to)|targeting)\s+(?P<target>\S.*)", re.IGNORECASE
)
_PIECE = re.compile(r"[^\s-]+")
_MOST_PIECES = 12
"""Words and parts of words beyond which a text is no name of this sort."""

_BETWEEN = re.compile(r"\s*/\s*|\s+(?:and|or|x|×)\s+", re.IGNORECASE)


def divisions(name: str) -> Iterator[tuple[list[str], str]]:
    """The ways to read a name as what is acted on and what acts, the longest of the former first.

    Words that only say that something acts, such as "inhibitor", are left out of the latter.

    >>> list(divisions("anti-TIGIT")), list(divisions("TIGIT"))
    ([(['TIGIT'], '')], [])
    >>> list(divisions("B7H3/GD2 targeted CAR-T"))[-1], list(divisions("CAR-T against CD19"))[-1]
    ((['B7H3', 'GD2'], 'CAR-T'), (['CD19'], 'CAR-T'))
    """
    turned = _TURNED.fullmatch(name.strip())
    whole = f"{turned['target']} {turned['what']}" if turned else name.strip()
    text = _ANTI.sub("", whole, count=1) if _ANTI.match(whole) else whole
    ends = [piece.end() for piece in _PIECE.finditer(text)]
    if len(ends) > _MOST_PIECES:
        return
    for end in reversed(ends if text != whole else ends[:-1]):
        yield _BETWEEN.split(text[:end]), _without_acting(text[end:])


def _without_acting(text: str) -> str:
    """What is left of a text without the words at its ends that only say that something acts."""
    pieces = list(_PIECE.finditer(text))
    while pieces and pieces[0][0].lower() in acting_words():
        del pieces[0]
    while pieces and pieces[-1][0].lower() in acting_words():
        del pieces[-1]
    return text[pieces[0].start() : pieces[-1].end()] if pieces else ""


@cache
def acting_words() -> frozenset[str]:
    """Words that only say that something acts."""
    return frozenset(row.need("word") for row in read_table(folder("ontology") / "acting_words.tsv"))
