"""What a stage says about the extent of a cancer: stage III is locally advanced, stage IV metastatic."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from kg.facts.text import folded_copy

_STAGE = re.compile(
    r"\bstages?[\s:-]*"
    r"((?:IV|I{1,3}|[1-4])(?![A-Za-z]{2})(?:[\s-]?[A-Da-d][1-3]?\b)?"
    r"(?:[\s,/&~–-]*(?:\b(?:to|or|and|and/or|through|stages?)\b[\s-]*)*"
    r"(?:(?:IV|I{1,3}|[1-4])(?![A-Za-z]{2})(?:[\s-]?[A-Da-d][1-3]?\b)?|[A-D][1-3]?\b))*)",
    re.IGNORECASE,
)
_NUMERAL = re.compile(r"IV|I{1,3}|[1-4](?!\d)", re.IGNORECASE)
_NUMBERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_BLOOD = re.compile(r"ann[\s-]arbor|lymphoma|\bISS\b|R-ISS|\bRai\b|Binet|chronic kidney|heart failure", re.IGNORECASE)
_UP_TO_LOCAL = re.compile(
    r"(?:III|3)[A-D]?\s*(?:[–~-]|to|through)\s*(?:stages?\s*)?(?:IV|4)[\s-]?[AB]\b", re.IGNORECASE
)
_NEAR = 60
_LOCALLY_ADVANCED, _METASTATIC = 3, 4


class Stage(NamedTuple):
    """A stage in a text, and the settings that follow from it."""

    start: int
    end: int
    settings: tuple[str, ...]


def find_stages(text: str) -> Iterator[Stage]:
    """The stages of solid cancers that a text names. Stages that begin before III say nothing of extent.

    From III to IVA or IVB is a span of locally advanced stages, of the head and neck above all.

    >>> [stage.settings for stage in find_stages("stage IIIB/C or IV NSCLC, not stage IB-IIIA")]
    [('LocallyAdvanced', 'Metastatic'), ()]
    >>> [stage.settings for stage in find_stages("stage III-IVA nasopharyngeal carcinoma")]
    [('LocallyAdvanced',)]
    """
    for match in _STAGE.finditer(text) if "stage" in folded_copy(text).folded else ():
        near = text[max(0, match.start() - _NEAR) : match.end() + _NEAR]
        numbers = [_number(numeral) for numeral in _NUMERAL.findall(match.group(1))]
        if _UP_TO_LOCAL.search(match.group(1)):
            numbers = [_LOCALLY_ADVANCED]
        settings = () if _BLOOD.search(near) else tuple(_settings(numbers))
        yield Stage(*match.span(), settings)


def _number(numeral: str) -> int:
    return _NUMBERS.get(numeral.lower()) or int(numeral)


def _settings(numbers: list[int]) -> Iterator[str]:
    if not numbers or min(numbers) < _LOCALLY_ADVANCED:
        return
    if _LOCALLY_ADVANCED in numbers:
        yield "LocallyAdvanced"
    if _METASTATIC in numbers:
        yield "Metastatic"
