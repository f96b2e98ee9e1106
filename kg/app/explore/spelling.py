"""Texts as words of one spelling, so that words are found in them whatever their case, alphabet and separators."""

from __future__ import annotations

import re

from kg.graph.naming import fold

_WORD = re.compile(r"\w+")
_SHORT = 2
"""Letters up to which a word is meant as a whole, not as the beginning of one."""


def spaced(text: str) -> str:
    """The words of a text with a space before and after each.

    >>> spaced("Anti-GD2 CAR T for Leukaemia")
    ' anti gd2 car t for leukemia '
    """
    return f" {' '.join(map(fold, _WORD.findall(text)))} "


def sought(words: str) -> str:
    """What stands in the spaced form of any text with these words, of which the last may only be begun.

    >>> sought("GD2 neuro") in spaced("anti-GD2 neuroblastoma"), sought("CAR-T") in spaced("cartilage, car tyre")
    (True, False)
    """
    its = spaced(words).rstrip()
    return its if not its or len(its.rpartition(" ")[2]) > _SHORT else f"{its} "
