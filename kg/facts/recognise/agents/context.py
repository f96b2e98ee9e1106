"""What the words around an agent's name say: that it is given, or that it belongs to the past or the background."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache
from pathlib import Path

from kg.facts.recognise.patterns import AnyCase
from kg.model import Mention
from kg.tables import read_table

_SENTENCE_END = re.compile(r"[.;!?](?=\s|$)|\n|\*\s")
_EARLIER = re.compile(
    r"\b(?:after|following|post(?![- ]transplant)|beyond|despite|at the (?:end|completion) of)[- ]"
    r"(?:\w+[- ]){0,3}(?:\w+ ?\()?$",
    re.IGNORECASE,
)
_CLOSED = re.compile(r"^[^()]*\)|\([^()]*\)")
_BEFORE, _AFTER, _LONG_BEFORE = 110, 60, 300


class Context:
    """Patterns of the words that stand around a name."""

    def __init__(self, folder: Path) -> None:
        patterns: dict[str, list[str]] = {}
        for row in read_table(folder / "given_words.tsv"):
            patterns.setdefault(row.need("sense"), []).append(row.need("pattern"))
        self._patterns = {sense: AnyCase(words) for sense, words in patterns.items()}

    def says(self, sense: str, words: str) -> bool:
        """Whether the words carry a sense of given_words.tsv (``past``, ``given``, ``conditioning`` …)."""
        return self._patterns[sense].search(words) is not None

    def is_past(self, text: str, mention: Mention) -> bool:
        """Whether the words around the name make it prior therapy, an exclusion or a treatment not given.

        What stands in brackets that are closed before the name tells of another ("X (not allowed alone), Y").
        """
        before, after = around(text, mention)
        return self.says("past", _CLOSED.sub(" ", before)) or self.says("withheld", after)

    def is_background(self, text: str, mention: Mention) -> bool:
        """Whether the sentence speaks of what is known or approved rather than of this trial."""
        start, end = sentence(text, mention)
        before = text[max(start, mention.start - _LONG_BEFORE) : mention.start]
        return self.says("background", before) or self.says("standing", text[mention.end : end])

    def is_earlier(self, text: str, mention: Mention) -> bool:
        """Whether a title places the named agent before this trial ("following X", "after X")."""
        return _EARLIER.search(text[max(0, mention.start - _BEFORE) : mention.start]) is not None

    def is_given(self, text: str, mention: Mention) -> bool:
        """Whether the sentence says that the named agent is given."""
        before, after = around(text, mention)
        return self.says("given", before) or self.says("given", after)


def sentence(text: str, mention: Mention) -> tuple[int, int]:
    """Start and end of the sentence that holds the mention."""
    starts, stops = _sentence_ends(text)
    before = bisect_right(starts, mention.start)
    after = bisect_left(stops, mention.end)
    return (starts[before - 1] if before else 0), (stops[after] if after < len(stops) else len(text))


@lru_cache(maxsize=64)
def _sentence_ends(text: str) -> tuple[list[int], list[int]]:
    """Where the marks that end sentences stop, and where they start."""
    marks = list(_SENTENCE_END.finditer(text))
    return [mark.end() for mark in marks], [mark.start() for mark in marks]


def around(text: str, mention: Mention) -> tuple[str, str]:
    """The words of the same sentence shortly before and after the mention."""
    start, end = sentence(text, mention)
    return text[max(start, mention.start - _BEFORE) : mention.start], text[mention.end : min(end, mention.end + _AFTER)]
