"""Biomarkers by which a trial chooses its patients: a biomarker with its status, or a level that is required."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from kg.errors import TableError
from kg.facts.recognise.patterns import AnyCase, either, need_pattern
from kg.facts.recognise.setting_fields import PLACES, Place, Text
from kg.tables import Row, read_table

_BEFORE = 50
_AFTER = 50
_SENTENCE_BEFORE = 120
_USES = ("name", "status", "alone", "threshold", "mask", "after")
_BETWEEN = (
    r"(?:[\s,/()+:*-]|\b(?i:gene|genes|protein|proteins|exon|status|tumou?rs?|cells?|antigen|sensiti[sz]ing|activating|"
    r"common|uncommon|positive|negative|mutation|mutations|or|and|[A-Z]\d+[A-Z]?|\d+|is|are|was|expression|on|surface|by|IHC|"
    r"oncogenic|driver|actionable|the|of|skipping|insertion|high|low)\b)*"
)
_EITHER = re.compile(r"positive ?(?:or|and|/|and/or) ?negative|negative ?(?:or|and|/|and/or) ?positive", re.IGNORECASE)
_ADDS = re.compile(r" \+ +(?:anti-\w|\w[\w-]*(?:mab|nib|cept|platin|taxel|cel|leukin)\b|IL-?2\b)")
_OPPOSITE = len(" and/or negative")
_SENTENCE_END = re.compile(r"(?<!\bvs)[.;\n]\s|[*•]\s")
_CRITERION_END = re.compile(rf"{_SENTENCE_END.pattern}|,?\s+and\s+(?:the|have|has|must have)\s")


class Selection(NamedTuple):
    """Words that restrict a trial to patients with a biomarker."""

    start: int
    end: int


class _Rules(NamedTuple):
    """The patterns that count in one place."""

    status: AnyCase
    alone: re.Pattern[str]
    mask: re.Pattern[str]
    after: re.Pattern[str]


class BiomarkerPatterns:
    """The table ``biomarkers.tsv``, ready for use.

    Args:
        rows: Its rows.
    """

    def __init__(self, rows: list[Row]) -> None:
        patterns: dict[tuple[str, str], list[str]] = defaultdict(list)
        for row in rows:
            for place in row.many("where") or ("",):
                patterns[row.need("use"), place].append(need_pattern(row))
        names = "|".join(patterns["name", ""])
        self._before = re.compile(rf"(?<![A-Za-z0-9])(?:{names})(?![A-Za-z]){_BETWEEN}$")
        self._after = re.compile(rf"\s+(?:(?:of|for|in|on|the|high|tumou?r)\s+)*(?:{names})(?![A-Za-z0-9])")
        self._rules = {place: _rules(patterns, place) for place in PLACES}

    def find(self, text: Text) -> Iterator[Selection]:
        """The words of a field that restrict the trial to patients with a biomarker."""
        rules = self._rules[text.place]
        for match in rules.alone.finditer(text.words):
            if not self._is_masked(text, *match.span()):
                yield Selection(*match.span())
        for match in rules.status.finditer(text.words):
            selection = self._with_name(text.words, match)
            if selection is None or _takes_all(text.words, selection) or _adds_agent(text.words, selection):
                continue
            if not self._is_masked(text, *selection):
                yield selection

    def _with_name(self, words: str, status: re.Match[str]) -> Selection | None:
        """The status with the biomarker that stands before it or follows it."""
        start = max(0, status.start() - _BEFORE)
        before = self._before.search(words[start : status.start()])
        if before is not None:
            return Selection(start + before.start(), status.end())
        after = self._after.match(words, status.end())
        return Selection(status.start(), after.end()) if after is not None else None

    def _is_masked(self, text: Text, start: int, end: int) -> bool:
        """Whether the rest of the sentence tells that patients are not chosen by the biomarker."""
        rules = self._rules[text.place]
        end_before = _CRITERION_END if text.place == "inclusion" else _SENTENCE_END
        before = end_before.split(text.words[max(0, start - _SENTENCE_BEFORE) : start])[-1]
        after = _SENTENCE_END.split(text.words[end : end + _AFTER])[0]
        return bool(rules.mask.search(before) or rules.after.search(after))


def _takes_all(words: str, selection: Selection) -> bool:
    """Whether the opposite status counts as well ("p16 positive or negative")."""
    return _EITHER.search(words, selection.start, selection.end + _OPPOSITE) is not None


def _adds_agent(words: str, selection: Selection) -> bool:
    """Whether a plus sign at the end adds an agent ("TIL + pembrolizumab")."""
    return _ADDS.match(words, selection.end - len(" +")) is not None


def load_biomarkers(folder: Path) -> BiomarkerPatterns:
    """The patterns of the table ``biomarkers.tsv`` in a folder.

    Raises:
        TableError: If a row has an unknown use or place, or a pattern that is no regular expression.
    """
    rows = list(read_table(folder / "biomarkers.tsv"))
    for row in rows:
        if row.need("use") not in _USES:
            problem = f"use {row.one('use')!r} is unknown"
            raise TableError(problem, place=row.place, remedy=f"choose one of {', '.join(_USES)}")
        unknown = [place for place in row.many("where") if place not in PLACES]
        if unknown:
            problem = f"place {unknown[0]!r} is unknown"
            raise TableError(problem, place=row.place, remedy=f"choose of {', '.join(PLACES)}")
    return BiomarkerPatterns(rows)


def _rules(patterns: dict[tuple[str, str], list[str]], place: Place) -> _Rules:
    status = either(patterns["status", place])
    plus_after_letters = r"|(?<=[A-Za-z])\+(?!\w)" if r"\+" in status else ""
    return _Rules(
        status=AnyCase([rf"(?<![A-Za-z])(?:{status})(?![A-Za-z]){plus_after_letters}"]),
        alone=re.compile(either(patterns["alone", place] + patterns["threshold", place])),
        mask=re.compile(either(patterns["mask", place])),
        after=re.compile(either(patterns["after", place])),
    )
