"""Registered time frames: the horizons and time points they name.

"Baseline and at 3, 6 and 9 months" is a time point at baseline and three more. What only says how often something is
done ("every 9 weeks") is neither; the length of a cycle turns a number of cycles into a duration.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from kg.facts.recognise.durations import Duration, Unit
from kg.model import TimeFrame

_NAMES = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_WORDED = {name: Decimal(number) for number, name in enumerate(_NAMES)} | {
    "fifteen": Decimal(15), "eighteen": Decimal(18), "twenty": Decimal(20), "twenty-four": Decimal(24),
    "thirty": Decimal(30), "thirty-six": Decimal(36), "forty-eight": Decimal(48), "sixty": Decimal(60),
    "ninety": Decimal(90), "half a": Decimal("0.5"),
}  # fmt: skip
_LONGEST_FIRST = sorted(map(re.escape, _WORDED), key=len, reverse=True)
_NUMBER = rf"(?:\d+(?:\.\d+)?|{'|'.join(_LONGEST_FIRST)})"
_UNITS: dict[str, Unit] = {
    "y": "year", "mo": "month", "w": "week", "d": "day", "h": "hour", "mi": "minute", "s": "second"
}  # fmt: skip
_SPELT_UNIT = r"(?:years?|months?|weeks?|days?|hours?)"
_UNIT = rf"(?:{_SPELT_UNIT}|minutes?|seconds?|yrs?|mouths?|mths?|mons?|mos?|wks?|hrs?|mins?|secs?|[ymwdh])(?:\(s\))?"
_AND = r"\s*(?:,\s*and|,\s*or|[,，、;/&+]|\band\b|\bor\b)\s*(?:at\s+)?"
_TO = r"\s*(?:-|–|—|~|\bto\b|\bthrough\b)\s*"
_AGAIN = rf"(?:{_SPELT_UNIT}\s+)?"
_IN_FIGURES = r"(?:\s*\(\d+\))?"
_NUMBERS = rf"{_NUMBER}(?:(?:{_AND}|{_TO}){_AGAIN}{_NUMBER})*"
_LEAD = (
    r"(?:(?:up\sto|at|within|after|until|approximately|approx\.?|about|around|an?|the|(?:average|mean|median)\sof"
    r"|max(?:imum)?\sof|min(?:imum)?\sof|maximum|first|of|for|to|~|≥|≤|>|<|\+)\s*)*"
)
_CYCLE_DAY = r"\bC(?:ycle\s*)?\d+[\s,]*D(?:ay\s*)?\d+"
_CYCLES = (
    rf"(?<![\w.])(?:{_LEAD}(?P<cycles>{_NUMBER})[\s-]*cycles?\b|(?:end\sof\s)?cycle\s*\#?(?P<cycle_number>\d+)"
    rf"|cycles\s*\#?(?P<cycle_numbers>\d+(?:{_AND}\d+)*)(?![\d.]|[\s-]*{_UNIT}\b))"
    r"(?!\s*[,(]?\s*day\s*\d|\s*(?:=|is\b|equals))"
)
_BASELINE = (
    r"\b(?:base\s?line|screening|pre[\s-]?treatment|pre[\s-]?dose|before\streatment"
    r"|(?:day|week|month)\s?0|(?-i:[DW]0))\b"
)
_UNIT_FIRST = (
    rf"(?<![\w.])(?P<unit_before>{_SPELT_UNIT}|(?-i:[DWMY])(?=\d))\s*(?:[+-]\s*)?(?!(?:19|20)\d\d)"
    rf"(?P<numbers_after>{_NUMBERS})(?![\d.%]|[\s-]*{_UNIT}\b)"
)
_UNIT_LAST = (
    rf"(?<![\w.]){_LEAD}(?<![\w.])(?<![A-Za-z]-)(?P<numbers_before>{_NUMBERS}){_IN_FIGURES}(?:st|nd|rd|th)?[\s-]*(?P<unit>{_UNIT})\b"
    r"(?!\s*/\s*(?:week|day|month|cycle))"
)
_PART = re.compile(
    rf"(?P<cycle_day>{_CYCLE_DAY})|(?P<cycle>{_CYCLES})|(?P<baseline>{_BASELINE})|{_UNIT_FIRST}|{_UNIT_LAST}",
    re.IGNORECASE,
)
_ITEM = re.compile(
    rf"(?P<link>{_AND}|{_TO})?(?P<item>(?:(?P<own_unit>{_SPELT_UNIT})\s+)?(?P<number>{_NUMBER}))", re.IGNORECASE
)
_LABEL_BEFORE = re.compile(
    r"\b(?:arms?|cohorts?|courses?|grades?|groups?|parts?|phases?|stages?|visits?)\s$", re.IGNORECASE
)
_RANGE = re.compile(_TO, re.IGNORECASE)
_AT = re.compile(r"at\s+", re.IGNORECASE)
_OFTEN_BEFORE = re.compile(r"(?:\bevery|\beach|\bper|\bq)\s*(?:subsequent\s|other\s)?$", re.IGNORECASE)
_ORIGIN_BEFORE = re.compile(r"\b(?:from|since)\s(?:the\s)?$", re.IGNORECASE)
_CYCLE_BEFORE = re.compile(
    r"cycles?\s*(?:\d+\s*)?(?:length|duration)?\s*(?:is|are|=|:|of|lasts?|equals|being|\()?\s*(?:approximately\s)?$",
    re.IGNORECASE,
)
_HORIZON = re.compile(r"(?:up\sto|at|within|after|until|first|for|to)\b", re.IGNORECASE)
_CYCLE_AFTER = re.compile(r"\s*(?:per|/|a|each|in\seach|for\seach|in\sa|treatment)?\s*cycles?\b", re.IGNORECASE)
_LOOK_BACK = 40
_TEXTS_KEPT = 8192


class _Part(NamedTuple):
    """A time frame with its place in the text, and the number of cycles whose length is to be put in."""

    start: int
    frame: TimeFrame
    cycles: Decimal | None = None


@lru_cache(_TEXTS_KEPT)
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
        length = _cycle_length(match)
        if length is not None:
            cycle_length = cycle_length or length
        elif not _OFTEN_BEFORE.search(_just_before(match)):
            parts.extend(_parts(match))
    frames = tuple(_in_days(part, cycle_length) for part in parts)
    return frames or (TimeFrame(words=text.strip()),)


def _parts(match: re.Match[str]) -> Iterator[_Part]:
    """The time frames that one stretch of the text names."""
    words = _stretch(match.group())
    if match["baseline"]:
        if not _ORIGIN_BEFORE.search(_just_before(match)):
            yield _Part(match.start(), TimeFrame(words=words, baseline=True))
    elif match["cycle_day"]:
        first = re.fullmatch(r"\D*1\D+1", words) is not None
        yield _Part(match.start(), TimeFrame(words=words, baseline=first))
    elif match["cycle"]:
        yield from _cycles(match)
    elif match["numbers_after"]:
        yield from _listed(match, "numbers_after", _unit(match["unit_before"]))
    else:
        yield from _listed(match, "numbers_before", _unit(match["unit"]))


def _cycles(match: re.Match[str]) -> Iterator[_Part]:
    """A time frame for each cycle that one stretch of the text names by its number."""
    if not match["cycle_numbers"]:
        number = _amount(match["cycles"] or match["cycle_number"])
        yield _Part(match.start(), TimeFrame(words=_stretch(match.group())), number)
        return
    begin = match.start()
    for item in _ITEM.finditer(match.string, match.start("cycle_numbers"), match.end("cycle_numbers")):
        words = match.string[begin if begin == match.start() else item.start("item") : item.end()]
        yield _Part(begin, TimeFrame(words=_stretch(words)), _amount(item["number"]))
        begin = item.end()


def _listed(match: re.Match[str], group: str, unit: Unit) -> Iterator[_Part]:
    """A time frame for each number of a list, and one, its end, for a range; none for the number of a cohort."""
    text, begin, end = match.string, match.start(), match.start(group)
    items = list(_ITEM.finditer(match.string, match.start(group), match.end(group)))
    if len(items) > 1 and begin == match.start(group) and _LABEL_BEFORE.search(_just_before(match)):
        begin = items[1].start("item")
        del items[0]
    for item, following in zip(items, [*items[1:], None], strict=True):
        if item["own_unit"] and group == "numbers_after":
            unit = _unit(item["own_unit"])
        if following is not None and _RANGE.fullmatch(following["link"]):
            continue
        end = item.end() if following is not None else match.end()
        yield _Part(begin, _at(Duration(_amount(item["number"]), unit), _stretch(text[begin:end])))
        begin = following.start("item") if following is not None else end


def _stretch(text: str) -> str:
    """The words of a time frame without the "at" before them."""
    words = text.strip()
    at = _AT.match(words)
    return words[at.end() :] if at else words


def _at(duration: Duration, words: str) -> TimeFrame:
    """The time frame of that duration; none at all is baseline."""
    return TimeFrame(words=words, duration=duration.iso()) if duration.amount else TimeFrame(words=words, baseline=True)


def _cycle_length(match: re.Match[str]) -> Duration | None:
    """The duration of a cycle if that is what the match states."""
    if not match["numbers_before"]:
        return None
    states_length = _CYCLE_BEFORE.search(_just_before(match)) and not _HORIZON.match(match.group())
    if not (states_length or _CYCLE_AFTER.match(match.string, match.end())):
        return None
    number = _ITEM.match(match["numbers_before"])
    return Duration(_amount(number["number"]), _unit(match["unit"])) if number else None


def _just_before(match: re.Match[str]) -> str:
    return match.string[max(0, match.start() - _LOOK_BACK) : match.start()]


def _in_days(part: _Part, cycle_length: Duration | None) -> TimeFrame:
    """The time frame, its cycles counted in the unit of their length."""
    if part.cycles is None or cycle_length is None:
        return part.frame
    duration = Duration(part.cycles * cycle_length.amount, cycle_length.unit)
    return TimeFrame(words=part.frame.words, duration=duration.iso())


def _amount(text: str) -> Decimal:
    worded = _WORDED.get(text.lower())
    return worded if worded is not None else Decimal(text)


def _unit(text: str) -> Unit:
    word = text.lower()
    if word.startswith("mi"):
        return "minute"
    return _UNITS["mo"] if word.startswith("m") else _UNITS[word[0]]
