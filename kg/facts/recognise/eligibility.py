"""The inclusion and the exclusion criteria within an eligibility text, which may hold several sections of each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from kg.facts.recognise.patterns import AnyCase

_WORD = re.compile(r"[IiEe](?:n|N|x|X)(?:clusion|CLUSION)\b")
_CRITERIA = re.compile(r"\s+crit\w+\b(?![ \t]*(?:/|and\b|or\b|#|\d))[^\n.:;*•]{0,80}(?:[:\n]|\.\n|$)", re.IGNORECASE)
_OPENING_A_LINE = re.compile(r"(?<=\n)(?:EX|[Ee]x)(?:CLUSION|clusion) [Cc][Rr][Ii][Tt]")
_BARE = re.compile(r"\s*(?::|\n|$)")
_LINE_START = re.compile(r"[\n.:;*•]")
_BULLET = re.compile(r"(?:[*•]|\d\\?\.)\s*$")
_WITHIN_A_LINE = re.compile(r"(?:[/&]|\b(?:and|or|see|per|on|to|(?:in|of|by|to|with) the))\s*$", re.IGNORECASE)
_MENTION = re.compile(
    r"(?:[/&]|\b(?:and|or|the|all|these|any|following|above|meet|meeting|fulfil\w*|for|to|of|per|pre|non))[\s-]*$",
    re.IGNORECASE,
)
_HEADING_BEFORE = 100
_BARRED = AnyCase(
    (
        r"\b(?:not eligible|ineligible)(?!\s+(?:for|to)\b)",
        r"\b(?:not eligible|ineligible)\s+(?:for|to)\s+(?:the |this )?(?:inclu|enrol|study|trial|partici|entry|enter)",
        r"\b(?:is|are|be) excluded\b",
    )
)
_TEXTS_AT_HAND = 4
_ENDS = (".", ";", "\n")


def inclusion_criteria(eligibility: str) -> str:
    r"""The eligibility text up to its last inclusion criterion, with blanks in place of exclusions.

    >>> inclusion_criteria("Inclusion Criteria:\n* NSCLC\nExclusion Criteria:\n* fever")
    'Inclusion Criteria:\n* NSCLC\n'
    """
    kept = eligibility
    for start, end in _exclusions(eligibility):
        kept = kept[:start] + _blank(kept[start:end]) + kept[end:]
    for match in _BARRED.finditer(kept):
        start, end = _sentence(kept, match.start(), match.end())
        kept = kept[:start] + _blank(kept[start:end]) + kept[end:]
    return kept.rstrip(" ")


def exclusion_criteria(eligibility: str) -> str:
    """The eligibility text up to its last exclusion, with blanks in place of all that is none."""
    kept, reached = "", 0
    for start, end in _exclusions(eligibility):
        kept += _blank(eligibility[reached:start]) + eligibility[start:end]
        reached = end
    return kept


@lru_cache(maxsize=_TEXTS_AT_HAND)
def _exclusions(text: str) -> tuple[tuple[int, int], ...]:
    """The sections that list exclusions."""
    sections: list[tuple[int, int]] = []
    opened: int | None = None
    for start, excludes in _headings(text):
        if excludes and opened is None:
            opened = start
        elif not excludes and opened is not None:
            sections.append((opened, start))
            opened = None
    if opened is not None:
        sections.append((opened, len(text)))
    return tuple(sections)


def _headings(text: str) -> Iterator[tuple[int, bool]]:
    """Where the headings of sections stand, and whether they head exclusions."""
    for match in _WORD.finditer(text):
        excludes = match.group()[1] in "xX"
        if not (_CRITERIA.match(text, match.end()) or (excludes and _ends_there(text, match))):
            continue
        before = text[max(0, match.start() - _HEADING_BEFORE) : match.start()]
        line = _LINE_START.split(before)[-1]
        bulleted = bool(_BULLET.search(before.removesuffix(line)))
        if not (_WITHIN_A_LINE.search(line) if excludes else bulleted or _MENTION.search(line)):
            yield match.start(), excludes


def _ends_there(text: str, word: re.Match[str]) -> bool:
    """Whether the word of exclusion ends its line, or begins one as "Exclusion criteria"."""
    return bool(_BARE.match(text, word.end()) or _OPENING_A_LINE.match(text, word.start()))


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The bounds of the sentence around a place."""
    first = max(text.rfind(sign, 0, start) for sign in _ENDS) + 1
    last = min((at for sign in _ENDS if (at := text.find(sign, end)) >= 0), default=len(text))
    return first, last


def _blank(words: str) -> str:
    """Spaces of the same length."""
    return " " * len(words)
