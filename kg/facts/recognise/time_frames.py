"""Registered time frames: the horizons and time points they name.

"Baseline and at 3, 6 and 9 months" is a time point at baseline and three more. What only says how often something is
done ("every 9 weeks") is neither; the length of a cycle turns a number of cycles into a duration.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from kg.facts.recognise.durations import Duration, Unit
from kg.model import TimeFrame

_NAMES = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_WORDED = {name: number for number, name in enumerate(_NAMES)} | {
    "fifteen": 15, "eighteen": 18, "twenty": 20, "twenty-four": 24, "thirty": 30, "thirty-six": 36, "forty-eight": 48,
    "sixty": 60, "ninety": 90, "half a": Decimal("0.5"),
}  # fmt: skip
_NUMBER = rf"(?:\d+(?:[.,]\d+)*|{'|'.join(sorted(map(re.escape, _WORDED), key=len, reverse=True))})"
_UNITS: dict[str, Unit] = {"y": "year", "mo": "month", "w": "week", "d": "day", "h": "hour", "mi": "minute", "s": "second"}
_UNIT = (
    r"(?:years?|yrs?|y|months?|mths?|mons?|mos?|m|weeks?|wks?|w|days?|d|hours?|hrs?|h|minutes?|mins?|seconds?|secs?)(?:\(s\))?"
)
_SPELT_UNIT = r"(?:years?|months?|weeks?|days?|hours?)"
_AND = r"\s*(?:,\s*and|,\s*or|[,，、;/&+]|\band\b|\bor\b)\s*(?:at\s+|day\s+|week\s+|month\s+)?"
_TO = r"\s*(?:-|–|—|~|\bto\b|\bthrough\b)\s*(?:day\s+|week\s+|month\s+|year\s+)?"
_NUMBERS = rf"{_NUMBER}(?:(?:{_AND}|{_TO}){_NUMBER})*"
_LEAD = (
    r"(?:(?:up\sto|at|within|after|until|approximately|approx\.?|about|around|an?|the|average\sof|mean\sof|median\sof|max(?:imum)?\sof|min(?:imum)?\sof"
    r"|maximum|first|of|for|to|~|≥|≤|>|<|\+)\s*)*"
)
_PART = re.compile(
    rf"""(?P<cycle_day>\bC(?:ycle\s*)?\d+[\s,]*D(?:ay\s*)?\d+)
      | (?P<cycle>(?<![\w.])(?:{_LEAD}(?P<cycles>{_NUMBER})[\s-]*cycles?\b|(?:end\sof\s)?cycles?\s*\#?(?P<cycle_number>\d+))(?!\s*[,(]?\s*day\s*\d))
      | (?P<baseline>\b(?:at\s)?(?:base\s?line|screening|pre-?\s?treatment|pre-?dose|before\streatment|(?:day|week|month)\s?0)\b)
      | (?P<after>(?<![\w.])(?P<unit_before>{_SPELT_UNIT}|(?-i:[DWMY])(?=\d))\s*\+?-?(?P<numbers_after>{_NUMBERS})(?![\d.%]|[\s-]*{_UNIT}\b))
      | (?P<before>(?<![\w.]){_LEAD}(?<![\w.])(?P<numbers_before>{_NUMBERS})(?:st|nd|rd|th)?[\s-]*(?P<unit>{_UNIT})\b(?!\s*/))""",
    re.IGNORECASE | re.VERBOSE,
)
_ITEM = re.compile(rf"(?P<link>{_AND}|{_TO})?(?P<number>{_NUMBER})", re.IGNORECASE)
_RANGE = re.compile(_TO, re.IGNORECASE)
_OFTEN_BEFORE = re.compile(r"(?:\bevery|\beach|\bper|\bq)\s*(?:subsequent\s|other\s)?$", re.IGNORECASE)
_ORIGIN_BEFORE = re.compile(r"\b(?:from|since)\s(?:the\s)?$", re.IGNORECASE)
_CYCLE_BEFORE = re.compile(
    r"cycles?\s*(?:\d+\s*)?(?:length|duration)?\s*(?:is|are|=|:|of|lasts?|equals|being|\()?\s*(?:approximately\s)?$", re.IGNORECASE
)
_CYCLE_AFTER = re.compile(r"\s*(?:per|/|a|each|in\seach|for\seach|in\sa|treatment)?\s*cycles?\b", re.IGNORECASE)
_NUMBERED_CYCLE = re.compile(r"cycles?\s*\d+\s*\(\s*$", re.IGNORECASE)


class _Part(NamedTuple):
    """A time frame with its place in the text, and the number of cycles whose length is to be put in."""

    start: int
    frame: TimeFrame
    cycles: Decimal | None = None


def parse_time_frames(text: str) -> tuple[TimeFrame, ...]:
    """The time points and horizons of a registered time frame, in the order of the words.

    A text without any is one time frame without duration; an empty text has none.

    >>> [frame.duration or frame.words for frame in parse_time_frames("Baseline and at 3, 6 months, up to 2 years")]
    ['Baseline', 'P3M', 'P6M', 'P2Y']
    """
    if not text.strip():
        return ()
    cycle_length: Duration | None = None
    parts: list[_Part] = []
    for match in _PART.finditer(text):
        length = _cycle_length(match, text)
        if length is not None:
            cycle_length = cycle_length or length
        elif not _OFTEN_BEFORE.search(text, 0, match.start()):
            parts.extend(_parts(match, text))
    frames = tuple(_in_days(part, cycle_length) for part in parts)
    return frames or (TimeFrame(words=text.strip()),)


def _parts(match: re.Match[str], text: str) -> Iterator[_Part]:
    """The time frames that one stretch of the text names."""
    words = match.group().strip()
    if match["baseline"]:
        if not _ORIGIN_BEFORE.search(text, 0, match.start()):
            yield _Part(match.start(), TimeFrame(words=words, baseline=True))
    elif match["cycle_day"]:
        first = re.fullmatch(r"\D*1\D+1", words) is not None
        yield _Part(match.start(), TimeFrame(words=words, baseline=first))
    elif match["cycle"]:
        yield _Part(match.start(), TimeFrame(words=words), _amount(match["cycles"] or match["cycle_number"]))
    elif match["numbers_after"]:
        yield from _listed(match, "numbers_after", _unit(match["unit_before"]))
    else:
        yield from _listed(match, "numbers_before", _unit(match["unit"]))


def _listed(match: re.Match[str], group: str, unit: Unit) -> Iterator[_Part]:
    """A time frame for each number of a list, and one, its end, for a range."""
    text, begin, end = match.string, match.start(), match.start(group)
    items = list(_ITEM.finditer(match.string, match.start(group), match.end(group)))
    for item, following in zip(items, [*items[1:], None], strict=True):
        if following is not None and _RANGE.fullmatch(following["link"]):
            continue
        end = item.end() if following is not None else match.end()
        words = text[begin:end].strip()
        yield _Part(begin, TimeFrame(words=words, duration=Duration(_amount(item["number"]), unit).iso()))
        begin = following.start("number") if following is not None else end


def _cycle_length(match: re.Match[str], text: str) -> Duration | None:
    """The duration of a cycle if that is what the match states."""
    if not match["before"]:
        return None
    stated = _CYCLE_BEFORE.search(text, 0, match.start("before")) or _CYCLE_AFTER.match(text, match.end())
    number = _ITEM.match(match["numbers_before"])
    if not stated or number is None:
        return None
    return Duration(_amount(number["number"]), _unit(match["unit"]))


def _in_days(part: _Part, cycle_length: Duration | None) -> TimeFrame:
    """The time frame, its cycles counted in the unit of their length."""
    if part.cycles is None or cycle_length is None:
        return part.frame
    duration = Duration(part.cycles * cycle_length.amount, cycle_length.unit)
    return TimeFrame(words=part.frame.words, duration=duration.iso())


def _amount(text: str) -> Decimal:
    worded = _WORDED.get(text.lower())
    return Decimal(worded) if worded is not None else Decimal(text.replace(",", "."))


def _unit(text: str) -> Unit:
    word = text.lower()
    if word.startswith("mi"):
        return "minute"
    return _UNITS["mo"] if word.startswith("m") else _UNITS[word[0]]
