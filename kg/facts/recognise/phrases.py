"""Phrases: the small pattern language of the curated tables.

A phrase is words parted by spaces. Text is compared folded (no case, no accents, Greek as Latin), and a space
stands for any short punctuation, so that "overall survival" also finds "Overall-Survival". Within a phrase

========================  =================================================================================
``event-free``            a hyphen may be written as a space or left out: "eventfree", "event free"
``objective/overall``     one of these words
``rate?``                 the word, or all of these words, may be missing
``toxicit*``              any ending
``pfs#``                  a number: "PFS6", "PFS 12"
``pCR``                   a word with capitals is found only as written
``...``                   up to four words of the same sentence, no bracket and no participants among them
========================  =================================================================================

A word with capitals, or of four letters or more, is also found with a plural s. Spelling is British in the tables;
the American spelling is found too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, cached_property
from typing import NamedTuple

from kg.errors import TableError
from kg.facts.recognise.phrase_words import AMERICAN, Reading, Run, as_written, readings, takes_plural
from kg.facts.text import fold
from kg.tables import Row

_BETWEEN = r"(?:[^a-z0-9.;]|\.(?=[a-z0-9])){1,6}"
_NO_BRACKET = r"(?:[^a-z0-9.;()\[\]]|\.(?=[a-z0-9])){1,6}"
_ANY_WORD = r"(?!(?:patient|participant|subject)s?\b)[a-z0-9]+(?:['’.][a-z0-9]+)*"
_ANYTHING = rf"(?:{_NO_BRACKET}{_ANY_WORD}){{0,4}}?"
_PLURAL = r"(?:s|\(s\))?"
_LONGEST_JOIN = 3
_MARKS = {"*": "[a-z0-9]*", "#": "[ -]?[0-9]+", "-": f"[^a-z0-9.;]{{0,{_LONGEST_JOIN}}}"}
_SHORTEST_NEED = 3
_LETTER = re.compile(r"[^*#-]")
Need = frozenset[Run]
"""Runs of which one must stand in a text."""


class Opening(NamedTuple):
    """How the first word of a phrase may begin in a text.

    Attributes:
        run: Where the phrase begins.
        needs: For each further run of that word, its spellings.
    """

    run: Run
    needs: frozenset[Need]


class Phrase:
    """A phrase ready to be found.

    Args:
        items: Its items as written, the first one being a word that must stand.

    Attributes:
        openings: All ways in which it may begin.
        needs: For each later word that may not be missing, runs of which one must stand in the text.

    Raises:
        ValueError: If a word has no letter, or the first word may be missing or has no known beginning.
    """

    def __init__(self, items: tuple[str, ...]) -> None:
        first, *others = items
        if first.endswith("?") or first == "...":
            raise ValueError(f"phrase {' '.join(items)!r} has no first word")
        self._items = items
        self.openings = tuple(_openings(first))
        required = [item for item in others if item != "..." and not item.endswith("?")]
        self.needs = frozenset(need for item in required if (need := _need(item)))

    def __getstate__(self) -> dict[str, object]:
        """Its state without the compiled expression, which is made again when first needed."""
        return {name: value for name, value in self.__dict__.items() if name != "_compiled"}

    def matches(self, folded: str, text: str, start: int) -> int | None:
        """Offset one past the phrase if it stands at this start, else None."""
        pattern, written = self._compiled
        match = pattern.match(folded, start)
        if match is None:
            return None
        for group, spelling in enumerate(written, start=1):
            if match.start(group) >= 0 and not spelling.fullmatch(text, match.start(group), match.end(group)):
                return None
        return match.end()

    @cached_property
    def _compiled(self) -> tuple[re.Pattern[str], list[re.Pattern[str]]]:
        """The expression over folded text, and for each of its groups how the words must be written."""
        expression, gap = "", ""
        written: list[re.Pattern[str]] = []
        for item in self._items:
            if item == "...":
                gap = _ANYTHING
                continue
            choice = "|".join(_expression(word, written) for word in item.removesuffix("?").split("/"))
            if not expression:
                expression = f"(?:{choice})"
            elif item.endswith("?"):
                expression += f"{gap}(?:{_BETWEEN}(?:{choice}))?"
            else:
                expression += f"{gap}{_BETWEEN}(?:{choice})"
            gap = ""
        return re.compile(rf"(?<![a-z0-9]){expression}(?![a-z0-9])"), written


@cache
def read_phrase(text: str) -> tuple[Phrase, ...]:
    """The phrase that these words write; several where words at its beginning may be missing.

    Raises:
        ValueError: If no word of it must stand, or a word has no letter.
    """
    items = tuple(text.split())
    phrases = []
    while items and items[0].endswith("?"):
        phrases.append(Phrase((items[0].removesuffix("?"), *items[1:])))
        items = items[1:]
    if not items:
        raise ValueError(f"phrase {text!r} has no word that must stand")
    return (*phrases, Phrase(items))


def phrases_of(row: Row) -> tuple[str, ...]:
    """The phrases in the column ``phrases`` of a table's row.

    Raises:
        TableError: If one of them is not written in the phrase language.
    """
    phrases = row.many("phrases")
    for phrase in phrases:
        try:
            read_phrase(phrase)
        except ValueError as error:
            raise TableError(str(error), place=row.place, remedy="see README.md beside the table") from error
    return phrases


def _expression(word: str, written: list[re.Pattern[str]]) -> str:
    """The regular expression of one word; a word with capitals becomes a group and adds how it must be written."""
    plural = _PLURAL if takes_plural(word) else ""
    expression = "".join(_MARKS.get(sign) or re.escape(sign) for sign in fold(word))
    for british, american in AMERICAN:
        expression = expression.replace(british, f"(?:{british}|{american})")
    if word == word.lower():
        return expression + plural
    spelling = "".join(_MARKS.get(sign, re.escape(sign)).replace("a-z", "A-Za-z") for sign in word)
    written.append(re.compile(spelling + plural))
    return f"({expression}{plural})"


def _openings(item: str) -> Iterator[Opening]:
    """How a first word may begin; of two ways that begin with the same run, what both need."""
    needs: dict[Run, frozenset[Need]] = {}
    for word in item.split("/"):
        for reading in _readings(word):
            if not (reading and fold(word)[0].isalnum()):
                raise ValueError(f"word {word!r} has no known beginning")
            first, *others = reading
            needed = frozenset(frozenset(as_written(run, word)) for run in others)
            for run in as_written(first, word):
                needs[run] = needs.get(run, needed) & needed
    return (Opening(run, needed) for run, needed in needs.items())


def _need(item: str) -> Need:
    """Runs of which one stands wherever the word does; none if that cannot be told."""
    runs = set[Run]()
    for word in item.split("/"):
        for reading in _readings(word):
            if max((len(run.letters) for run in reading), default=0) < _SHORTEST_NEED:
                return frozenset()
            runs |= set(as_written(max(reading, key=lambda run: len(run.letters)), word))
    return frozenset(runs)


def _readings(word: str) -> list[Reading]:
    if not _LETTER.search(word):
        raise ValueError(f"word {word!r} has no letter")
    return readings(word)
