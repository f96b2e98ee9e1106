"""Many phrases found in a text at once.

The literals of all words are found in one pass over the text; an expression runs only where its phrase's first word
stands, and only if something of every other word that it needs is somewhere in the text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, NamedTuple, TypeVar

from kg.facts.automaton import Automaton
from kg.facts.recognise.phrases import Phrase, read_phrase
from kg.facts.text import Folded, folded_copy

T = TypeVar("T")
_NO_NEED = -1


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


class _Entry(NamedTuple, Generic[T]):
    """A phrase to try where one of its openings stands, if all it needs is in the text.

    Attributes:
        number: Its place among the phrases given.
    """

    number: int
    phrase: Phrase
    before: range
    needs: frozenset[int]
    meaning: T


class PhraseBook(Generic[T]):
    """Phrases with their meanings, found together.

    Args:
        phrases: Pairs of a phrase as written in a table and its meaning.
    """

    def __init__(self, phrases: Iterable[tuple[str, T]]) -> None:
        literals: dict[str, int] = {}
        needs: dict[frozenset[str], int] = {}
        self._entries: dict[int, dict[int, list[_Entry[T]]]] = defaultdict(lambda: defaultdict(list))
        numbered = enumerate((phrase, meaning) for text, meaning in phrases for phrase in read_phrase(text))
        for number, (phrase, meaning) in numbered:
            needed = frozenset(needs.setdefault(need, len(needs)) for need in phrase.needs)
            rarest = max(phrase.needs, key=_shortest, default=None)
            first = _NO_NEED if rarest is None else needs[rarest]
            for literal, before in phrase.openings:
                opening = literals.setdefault(literal, len(literals))
                self._entries[opening][first].append(_Entry(number, phrase, before, needed, meaning))
        self._entries = {opening: dict(entries) for opening, entries in self._entries.items()}
        met: dict[int, set[int]] = defaultdict(set)
        for need, number in needs.items():
            for literal in sorted(need):
                met[literals.setdefault(literal, len(literals))].add(number)
        self._met = dict(met)
        self._automaton = Automaton(list(literals))

    def find_all(self, text: str) -> list[Found[T]]:
        """Every phrase in the text, overlapping ones included, in the order of the phrases given."""
        copy = folded_copy(text)
        places: dict[int, list[int]] = defaultdict(list)
        for literal, start, _ in self._automaton.find(copy.spaced):
            places[literal].append(start)
        found = dict(self._tried(copy, places))
        return [found[key] for key in sorted(found)] if len(found) > 1 else list(found.values())

    def _tried(self, copy: Folded, places: dict[int, list[int]]) -> Iterator[tuple[tuple[int, int], Found[T]]]:
        """What is found where phrases may begin, by number and start."""
        for entry, starts in self._candidates(places):
            for place in starts:
                for before in entry.before:
                    start = place - before
                    if start >= 0 and copy.spaced[start] == " ":
                        end = entry.phrase.matches(copy.folded, copy.text, start)
                        if end is not None:
                            yield (entry.number, start), Found(start, end, entry.meaning)

    def _candidates(self, places: dict[int, list[int]]) -> Iterator[tuple[_Entry[T], list[int]]]:
        """The phrases all of whose words seem to stand in a text, with the places of their openings."""
        openings = self._entries.keys() & places.keys()
        if not openings:
            return
        met = {_NO_NEED}.union(*(self._met.get(literal, ()) for literal in places))
        for opening in openings:
            entries = self._entries[opening]
            for need in entries.keys() & met:
                for entry in entries[need]:
                    if entry.needs <= met:
                        yield entry, places[opening]

    def find(self, text: str) -> list[Found[T]]:
        """The phrases in the text from left to right; where two overlap, the longer one stands.

        Phrases over the very same words stand together.
        """
        return longest(self.find_all(text))


def longest(found: Sequence[Found[T]]) -> list[Found[T]]:
    """Phrases of a text from left to right; of those that overlap, the longer one.

    Phrases over the very same words stand together, in the order given.
    """
    if len(found) <= 1:
        return list(found)
    chosen: list[Found[T]] = []
    for one in sorted(found, key=lambda one: (one.start - one.end, one.start)):
        if all(_is_apart(one, other) for other in chosen):
            chosen.append(one)
    chosen.sort(key=lambda one: (one.start, one.end))
    return chosen


def _shortest(need: frozenset[str]) -> int:
    """Length of the shortest literal that meets a need; the longer, the rarer."""
    return min(map(len, need))


def _is_apart(found: Found[T], other: Found[T]) -> bool:
    same = found.start == other.start and found.end == other.end
    return same or found.end <= other.start or found.start >= other.end
