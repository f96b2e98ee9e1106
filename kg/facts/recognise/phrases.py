"""Phrases: the small pattern language of the curated tables, and finding many phrases in a text at once.

A phrase is words parted by spaces. Text is compared folded (no case, no accents, Greek as Latin), and the spaces
stand for any short punctuation, so that "overall survival" also finds "Overall-Survival". Within a phrase

========================  =================================================================================
``event-free``            a hyphen may be written as a space or left out: "eventfree", "event free"
``objective/overall``     one of these words
``rate?``                 the word may be missing
``toxicit*``              any ending
``pfs#``                  a number: "PFS6", "PFS 12"
``pCR``                   a word with capitals is found only as written
``...``                   up to four words of the same sentence, no bracket and no participants among them
========================  =================================================================================

A word with capitals, or of four letters or more, is also found with a plural s. Spelling is British in the tables; the American
spelling is found too.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Generic, NamedTuple, TypeVar

from ahocorasick_rs import AhoCorasick

from kg.facts.text import fold

T = TypeVar("T")

_BETWEEN = r"(?:[^a-z0-9.;]|\.(?=[a-z0-9])){1,6}"
_ANYTHING = (
    r"(?:(?:[^a-z0-9.;()\[\]]|\.(?=[a-z0-9])){1,6}(?!(?:patient|participant|subject)s?\b)[a-z0-9]+(?:['’.][a-z0-9]+)*){0,4}?"
)
_PLURAL = r"(?:s|\(s\))?"
_SHORTEST_PLURAL = 4
_AMERICAN = (
    ("tumour", "tumor"), ("haem", "hem"), ("aemi", "emi"), ("oedema", "edema"), ("paed", "ped"), ("isation", "ization"),
    ("ised", "ized"), ("colour", "color"), ("labell", "label"), ("programme", "program"), ("litre", "liter"),
    ("oesoph", "esoph"), ("centre", "center"), ("behaviour", "behavior"), ("oestr", "estr"), ("diarrhoea", "diarrhea"),
)  # fmt: skip
_LITERAL = re.compile("[^*#-]+")
_MARKS = {"*": "[a-z0-9]*", "#": "[ -]?[0-9]+", "-": "[^a-z0-9.;]{0,3}"}


class Found(NamedTuple, Generic[T]):
    """A phrase found in a text.

    Attributes:
        start: Offset of its first character in the text as written.
        end: Offset one past its last.
        meaning: What the phrase stands for.
    """

    start: int
    end: int
    meaning: T


class Phrase(NamedTuple):
    """A compiled phrase.

    Attributes:
        pattern: Matches folded text; each group covers words of which one must stand as written.
        written: For each group, what the words must match as written.
        needs: For each word that may not be missing, literals of which one must stand in the folded text.
    """

    pattern: re.Pattern[str]
    written: tuple[re.Pattern[str], ...]
    needs: tuple[frozenset[str], ...]


def compile_phrase(text: str) -> Phrase:
    """The phrase that these words write.

    >>> compile_phrase("overall/median survival").needs == (frozenset({"overall", "median"}), frozenset({"survival"}))
    True

    Raises:
        ValueError: If no word of it must stand, or it holds a sign that the language does not know.
    """
    expression, lead, gap = "", "", ""
    needs: list[frozenset[str]] = []
    written: list[re.Pattern[str]] = []
    for item in text.split():
        if item == "...":
            gap = _ANYTHING
            continue
        words = item.removesuffix("?").split("/")
        choice = "|".join(_expression(word, written) for word in words)
        if not item.endswith("?"):
            expression += f"{gap}{_BETWEEN}(?:{choice})" if expression else f"(?:{choice})"
            needs.append(frozenset(literal for word in words for literal in _literals(word)))
        elif expression:
            expression += f"{gap}(?:{_BETWEEN}(?:{choice}))?"
        else:
            lead += f"(?:(?:{choice}){_BETWEEN})?"
        gap = ""
    if not needs:
        raise ValueError(f"phrase {text!r} has no word that must stand")
    return Phrase(re.compile(rf"(?<![a-z0-9]){lead}{expression}(?![a-z0-9])"), tuple(written), tuple(needs))


class PhraseBook(Generic[T]):
    """Phrases with their meanings, found together.

    Args:
        phrases: Pairs of a phrase as written in a table and its meaning.
    """

    def __init__(self, phrases: Iterable[tuple[str, T]]) -> None:
        self._entries = [(compile_phrase(text), meaning) for text, meaning in phrases]
        literals = sorted({literal for phrase, _ in self._entries for need in phrase.needs for literal in need})
        number = {literal: index for index, literal in enumerate(literals)}
        self._automaton = AhoCorasick(literals) if literals else None
        self._by_literal: dict[int, list[_Candidate[T]]] = defaultdict(list)
        for phrase, meaning in self._entries:
            needs = [frozenset(number[literal] for literal in need) for need in phrase.needs]
            rarest = max(phrase.needs, key=lambda need: min(map(len, need)))
            others = tuple(need for need in needs if need != frozenset(number[literal] for literal in rarest))
            candidate = _Candidate(phrase, others, meaning)
            for literal in rarest:
                self._by_literal[number[literal]].append(candidate)

    def __len__(self) -> int:
        return len(self._entries)

    def find_all(self, text: str) -> list[Found[T]]:
        """Every phrase in the text, overlapping ones included, in no particular order."""
        if self._automaton is None:
            return []
        folded = fold(text)
        present = {hit[0] for hit in self._automaton.find_matches_as_indexes(folded, overlapping=True)}
        found = []
        tried: set[int] = set()
        for literal in present:
            for candidate in self._by_literal.get(literal, ()):
                if id(candidate) in tried or any(need.isdisjoint(present) for need in candidate.others):
                    continue
                tried.add(id(candidate))
                for match in candidate.phrase.pattern.finditer(folded):
                    if _stands_as_written(match, candidate.phrase.written, text):
                        found.append(Found(match.start(), match.end(), candidate.meaning))
        return found

    def find(self, text: str) -> list[Found[T]]:
        """The phrases in the text from left to right; where two overlap, the longer one stands.

        Phrases over the very same words stand together.
        """
        chosen: list[Found[T]] = []
        for found in sorted(self.find_all(text), key=lambda found: (found.start - found.end, found.start)):
            if all(_is_apart(found, other) for other in chosen):
                chosen.append(found)
        chosen.sort(key=lambda found: (found.start, found.end))
        return chosen


class _Candidate(NamedTuple, Generic[T]):
    """A phrase to try where its rarest word stands.

    Attributes:
        others: Numbers of the literals of its other words, one of each being needed.
    """

    phrase: Phrase
    others: tuple[frozenset[int], ...]
    meaning: T


def _is_apart(found: Found[T], other: Found[T]) -> bool:
    same = found.start == other.start and found.end == other.end
    return same or found.end <= other.start or found.start >= other.end


def _stands_as_written(match: re.Match[str], written: tuple[re.Pattern[str], ...], text: str) -> bool:
    return all(
        match.start(group) < 0 or pattern.fullmatch(text[match.start(group) : match.end(group)])
        for group, pattern in enumerate(written, start=1)
    )


def _expression(word: str, written: list[re.Pattern[str]]) -> str:
    """The regular expression of one word; a word with capitals becomes a group and adds how it must be written."""
    plural = _PLURAL if word[-1].isalpha() and (word != word.lower() or _ends_long(word)) else ""
    expression = "".join(_MARKS.get(sign) or re.escape(sign) for sign in fold(word))
    for british, american in _AMERICAN:
        expression = expression.replace(british, f"(?:{british}|{american})")
    if word == word.lower():
        return expression + plural
    as_written = "".join(_MARKS.get(sign, re.escape(sign)).replace("a-z", "A-Za-z") for sign in word)
    written.append(re.compile(as_written + plural))
    return f"({expression}{plural})"


def _ends_long(word: str) -> bool:
    return len(word) - word.rfind("-") - 1 >= _SHORTEST_PLURAL


def _literals(word: str) -> frozenset[str]:
    """Literals of which one stands wherever the word stands."""
    longest = max(_LITERAL.findall(fold(word)), key=len, default="")
    if not longest:
        raise ValueError(f"word {word!r} has no letter")
    spellings = {longest}
    for british, american in _AMERICAN:
        spellings |= {spelling.replace(british, american) for spelling in spellings}
    return frozenset(spellings)
