"""Names known: where they stand in a text, and what each may mean."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Generic, NamedTuple, TypeVar

from kg.facts.automaton import Automaton
from kg.facts.text import Folded, fold, spellings, squeeze

T = TypeVar("T")

_SHORTEST_PLURAL = 4
_WORDS = re.compile(r"[a-z][^a-z0-9]+[a-z]")
_SPACED_WORDS = re.compile(r"[a-z]\s+[a-z]")
_SPACE = re.compile(r"[\s\-\u2010-\u2015]+")
_GAP = re.compile(r"[^a-z0-9]+")
_SHORT = 6


class Hit(NamedTuple, Generic[T]):
    """A name found in a text.

    Attributes:
        start: Offset of its first character in the text as written.
        end: Offset one past its last.
        meanings: What it may mean: one, or several if the name is ambiguous.
    """

    start: int
    end: int
    meanings: tuple[T, ...]


class Lexicon(Generic[T]):
    """A set of names with their meanings, found regardless of case, hyphens, spaces and Greek spelling.

    Args:
        names: Pairs of a name and one meaning; a name given twice with two meanings is ambiguous.
            A name that holds brackets or a plus sign is found only with them, and a short one is parted by
            spaces only where it is written apart ("for 4-6" is no FOR46, "C - Arm" no CAR-M).
    """

    def __init__(self, names: Iterable[tuple[str, T]]) -> None:
        self._meanings: dict[str, dict[str, tuple[T, ...]]] = {}
        self._spaced: set[str] = set()
        self._partings: dict[str, frozenset[int]] = {}
        for name, meaning in names:
            spaced = _WORDS.search(fold(name)) is not None
            literal = _as_written(fold(name)) if set(name) & set("()[]+") else ""
            for form in spellings(name):
                if spaced:
                    self._spaced.add(form)
                if len(form) <= _SHORT:
                    self._partings[form] = self._partings.get(form, frozenset()) | _partings(name)
                by_literal = self._meanings.setdefault(form, {})
                known = by_literal.get(literal, ())
                if meaning not in known:
                    by_literal[literal] = (*known, meaning)
        self._automaton = Automaton(list(self._meanings))

    def __len__(self) -> int:
        return len(self._meanings)

    def lookup(self, name: str) -> tuple[T, ...]:
        """The meanings of a whole name; empty if unknown."""
        by_literal = self._meanings.get(squeeze(name), {})
        return by_literal.get(_as_written(fold(name))) or by_literal.get("", ())

    def find_all(self, text: Folded) -> list[Hit[T]]:
        """Every name in the text, overlapping ones included, ordered by start, longer first."""
        hits: list[Hit[T]] = []
        matches = self._automaton.find(text.squeezed)
        if not matches:
            return hits
        boundaries, forms = text.boundaries, self._automaton.strings
        for index, start, end in matches:
            ends_word = end in boundaries
            if start not in boundaries or not (ends_word or text.squeezed[end] == "s"):
                continue
            hit = self._verified(text, forms[index], start, end, ends_word=ends_word)
            if hit is not None:
                hits.append(hit)
        hits.sort(key=lambda hit: (hit.start, -hit.end))
        return hits

    def find(self, text: Folded) -> list[Hit[T]]:
        """The names in the text from left to right, the longest at each place, none overlapping."""
        chosen: list[Hit[T]] = []
        reached = 0
        for hit in self.find_all(text):
            if hit.start >= reached:
                chosen.append(hit)
                reached = hit.end
        return chosen

    def _verified(self, text: Folded, form: str, start: int, end: int, *, ends_word: bool) -> Hit[T] | None:
        """The hit if it covers whole words whose gaps are tight, else None."""
        first = text.origin(start)
        last = text.origin(end - 1) + 1
        if not ends_word:
            if not _is_plural(text, form, last):
                return None
            return self._meant(text, form, first, last, last + 1)
        return self._meant(text, form, first, last, last)

    def _meant(self, text: Folded, form: str, first: int, last: int, end: int) -> Hit[T] | None:
        """The hit from ``first`` to ``end``, whose name ends at ``last``, if the name may be written so."""
        by_literal = self._meanings[form]
        if last - first == len(form):
            meanings = by_literal.get(form) or by_literal.get("")
            return Hit(first, end, meanings) if meanings else None
        if form not in self._spaced and _SPACED_WORDS.search(text.folded, first, last):
            return None
        if form in self._partings and _is_parted(text.folded[first:last], self._partings[form]):
            return None
        literal = by_literal.get(_as_written(text.folded[first:last]))
        if literal:
            return Hit(first, _closed(text.folded, first, end), literal)
        meanings = by_literal.get("")
        return Hit(first, end, meanings) if meanings and text.is_tight(first, last) else None


def _partings(name: str) -> frozenset[int]:
    """Offsets in the squeezed name at which it is written apart."""
    folded = fold(name)
    return frozenset(len(_GAP.sub("", folded[: gap.start()])) for gap in _GAP.finditer(folded))


def _is_parted(folded: str, partings: frozenset[int]) -> bool:
    """Whether letters are parted by a space, or digits by anything, where the name is not."""
    for gap in _GAP.finditer(folded):
        before, after = folded[gap.start() - 1], folded[gap.end()]
        parted = before.isdigit() and after.isdigit() if before.isdigit() or after.isdigit() else " " in gap.group()
        if parted and len(_GAP.sub("", folded[: gap.start()])) not in partings:
            return True
    return False


def _closed(folded: str, first: int, end: int) -> int:
    """The end of a name, with the bracket that closes one opened in it."""
    opened = folded.count("(", first, end) > folded.count(")", first, end)
    return end + 1 if opened and folded.startswith(")", end) else end


def _as_written(folded: str) -> str:
    """The folded words with the brackets between them but without spaces and hyphens."""
    return _SPACE.sub("", folded).strip("()[]")


def _is_plural(text: Folded, form: str, end: int) -> bool:
    return len(form) >= _SHORTEST_PLURAL and text.folded[end] == "s" and text.is_boundary(end + 1)
