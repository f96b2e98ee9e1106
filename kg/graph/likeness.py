"""Which of many names a misspelt one may have meant."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

_WORD = re.compile(r"\w+")
_LEFT_OUT = 3
_LEAST = 80.0
"""Below it people see no likeness: "dinutuximab" and "rituximab" have 70."""

_LEAST_OF_SYMBOLS = 75.0
"""The same for names of up to four letters, of which one wrong letter is a quarter: "B7H9" and "B7H3" have 75."""

_SYMBOL = 4

_NEAR_BEST = 10.0
"""What is less like the wanted name than the best by more than this is noise beside it."""

_ONLY_PART = 5.0
"""By how much less a name is alike of which only the beginning or the end is."""


def most_alike(wanted: str, names: Sequence[tuple[str, ...]], most: int) -> list[int]:
    """Positions of the names that are like the wanted one and begin with the same letter, the most alike first.

    Args:
        names: Of each the whole name, and what is left of it without its first words; folded as the wanted one.

    >>> most_alike("pembrolizumb", [("penpulimab",), ("pembrolizumab",), ("brolizumab",)], 5)
    [1]
    >>> most_alike("dinutuximap", [("rituximab",), ("dinutuximabbeta",)], 5)
    [1]
    >>> most_alike("daratumumab", [("faratumumab",)], 5)
    []
    >>> most_alike("checkpontblockade", [("immunecheckpointblockade", "checkpointblockade", "blockade")], 5)
    [0]
    >>> most_alike("b7h9", [("b7h3",), ("b7",), ("c7h9",)], 5)
    [0]
    """
    scores = {place: _likeness(wanted, parts) for place, parts in enumerate(names)} if wanted else {}
    enough = _LEAST if len(wanted) > _SYMBOL else _LEAST_OF_SYMBOLS
    least = max(enough, max(scores.values(), default=0.0) - _NEAR_BEST)
    alike = (place for place, score in scores.items() if score >= least)
    return sorted(alike, key=lambda place: (-scores[place], len(names[place][0]), names[place]))[:most]


def endings(name: str) -> Iterator[str]:
    """What is left of a name without its first words.

    >>> list(endings("immune checkpoint blockade"))
    ['checkpoint blockade', 'blockade']
    """
    words = _WORD.findall(name)
    for left_out in range(1, min(len(words), _LEFT_OUT + 1)):
        yield " ".join(words[left_out:])


def _likeness(wanted: str, parts: tuple[str, ...]) -> float:
    """From 0 to 100: of the whole name, or of a beginning or an end of it."""
    whole, *ends = parts
    scores = [_ratio(wanted, whole), *(_ratio(wanted, end) - _ONLY_PART for end in ends)]
    if len(whole) > len(wanted):
        scores.append(_ratio(wanted, whole[: len(wanted)]) - _ONLY_PART)
    return max(scores)


def _ratio(one: str, other: str) -> float:
    """0 unless both begin with the same letter."""
    from rapidfuzz import fuzz

    ratio: Any = fuzz.ratio
    return float(ratio(one, other)) if one[:1] == other[:1] else 0.0
