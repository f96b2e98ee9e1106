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
from kg.facts.text import fold, spaced
from kg.tables import Row

_BETWEEN = r"(?:[^a-z0-9.;]|\.(?=[a-z0-9])){1,6}"
_NO_BRACKET = r"(?:[^a-z0-9.;()\[\]]|\.(?=[a-z0-9])){1,6}"
_ANY_WORD = r"(?!(?:patient|participant|subject)s?\b)[a-z0-9]+(?:['’.][a-z0-9]+)*"
_ANYTHING = rf"(?:{_NO_BRACKET}{_ANY_WORD}){{0,4}}?"
_PLURAL = r"(?:s|\(s\))?"
_SHORTEST_PLURAL = 4
_LONGEST_JOIN = 3
_MARKS = {"*": "[a-z0-9]*", "#": "[ -]?[0-9]+", "-": f"[^a-z0-9.;]{{0,{_LONGEST_JOIN}}}"}
_SHORTEST_NEED = 3
_SHORTEST_OPENING = 2
_LITERALS = re.compile(r"[^*#-]+")
_AMERICAN = (
    ("tumour", "tumor"), ("haem", "hem"), ("aemi", "emi"), ("oedema", "edema"), ("paed", "ped"), ("isation", "ization"),
    ("ised", "ized"), ("colour", "color"), ("labell", "label"), ("programme", "program"), ("litre", "liter"),
    ("oesoph", "esoph"), ("centre", "center"), ("behaviour", "behavior"), ("oestr", "estr"), ("diarrhoea", "diarrhea"),
)  # fmt: skip


class Opening(NamedTuple):
    """A literal by which a phrase's first word is noticed in spaced text.

    Attributes:
        before: Offsets from the literal back to the space before the phrase.
    """

    literal: str
    before: range


class Phrase:
    """A phrase ready to be found.

    Args:
        items: Its items as written, the first one being a word that must stand.

    Attributes:
        openings: Literals of which one stands in the first word, with the spaces around it.
        needs: For each later word of more than two letters that may not be missing, and for a first one with a hyphen,
            literals of which one must stand in the spaced text.

    Raises:
        ValueError: If a word has no letter, or the first word may be missing or has no known beginning.
    """

    def __init__(self, items: tuple[str, ...]) -> None:
        first, *others = items
        if first.endswith("?") or first == "...":
            raise ValueError(f"phrase {' '.join(items)!r} has no first word")
        self._items = items
        self.openings = tuple(opening for word in first.split("/") for opening in _openings(word))
        required = [item for item in others if item != "..." and not item.endswith("?")]
        required += [first] if "-" in first else []
        choices = [[_noticed(_longest_literal(word), word) for word in item.split("/")] for item in required]
        self.needs = tuple(
            frozenset(spelling for literals in choice for spelling in literals)
            for choice in choices
            if min(len(literal) for literals in choice for literal in literals) >= _SHORTEST_NEED
        )

    def __getstate__(self) -> dict[str, object]:
        """Its state without the compiled expression, which is made again when first needed."""
        return {name: value for name, value in self.__dict__.items() if name != "_compiled"}

    def matches(self, folded: str, text: str, start: int) -> int | None:
        """Offset one past the phrase if it stands at this start, else None."""
        pattern, written = self._compiled
        match = pattern.match(folded, start) if start >= 0 else None
        if match is None:
            return None
        for group, as_written in enumerate(written, start=1):
            if match.start(group) >= 0 and not as_written.fullmatch(text, match.start(group), match.end(group)):
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
    plural = _PLURAL if _takes_plural(word) else ""
    expression = "".join(_MARKS.get(sign) or re.escape(sign) for sign in fold(word))
    for british, american in _AMERICAN:
        expression = expression.replace(british, f"(?:{british}|{american})")
    if word == word.lower():
        return expression + plural
    as_written = "".join(_MARKS.get(sign, re.escape(sign)).replace("a-z", "A-Za-z") for sign in word)
    written.append(re.compile(as_written + plural))
    return f"({expression}{plural})"


def _takes_plural(word: str) -> bool:
    ends_long = len(word) - word.rfind("-") - 1 >= _SHORTEST_PLURAL
    return word[-1].isalpha() and (word != word.lower() or ends_long)


def _openings(word: str) -> Iterator[Opening]:
    """What notices a word that stands first: its beginning, or a longer part of it if that is a single letter."""
    parts = re.split(r"[*#]", fold(word))[0].split("-")
    longest = max(range(len(parts)), key=lambda index: len(parts[index]))
    number = 0 if len(parts[0]) >= _SHORTEST_OPENING else longest
    if not parts[number]:
        raise ValueError(f"word {word!r} has no known beginning")
    letters = sum(map(len, parts[:number])) + 1
    before = range(letters, letters + _LONGEST_JOIN * number + 1) if number else range(1)
    yield from (Opening(literal, before) for literal in _noticed(parts[number], word))


def _longest_literal(word: str) -> str:
    literal = max(_LITERALS.findall(fold(word)), key=len, default="")
    if not literal:
        raise ValueError(f"word {word!r} has no letter")
    return literal


def _noticed(literal: str, word: str) -> list[str]:
    """A literal of a word in its spellings, with the spaces that must stand before and after it."""
    folded = fold(word)
    before = " " if folded.startswith(literal) else ""
    endings = ("",) if not folded.endswith(literal) else (" ", "s ") if _takes_plural(word) else (" ",)
    return [f"{before}{spelling}{ending}" for spelling in _spellings(spaced(literal)) for ending in endings]


def _spellings(literal: str) -> list[str]:
    """The literal in British and American spelling."""
    spellings = {literal}
    for british, american in _AMERICAN:
        spellings |= {spelling.replace(british, american) for spelling in spellings}
    return sorted(spellings)
