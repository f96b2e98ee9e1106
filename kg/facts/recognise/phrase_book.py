"""Many phrases found in a text at once.

The different words of a text are looked up among the runs that phrases begin with or need. What was looked up once is
remembered, so that a set operation passes over the many words that no phrase knows. An expression runs only where
its phrase's beginning stands, and only if all that the phrase needs is somewhere in the text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, NamedTuple, TypeVar

from kg.facts.recognise.phrase_words import Run
from kg.facts.recognise.phrases import Need, Phrase, read_phrase
from kg.facts.text import folded_copy

T = TypeVar("T")
_NO_NEED = -1
_MOST_MET = 50_000


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
    """A phrase to try where one of its openings stands, if all it needs is in the text."""

    number: int
    phrase: Phrase
    needs: frozenset[int]
    meaning: T


class _Known(Generic[T]):
    """What a word says: the needs it meets, and the phrases that it may open, by the rarest of their needs."""

    __slots__ = ("entries", "needs")

    def __init__(self) -> None:
        self.needs: set[int] = set()
        self.entries: dict[int, list[_Entry[T]]] = defaultdict(list)

    def learn(self, other: _Known[T]) -> None:
        """Say what another says, too."""
        self.needs |= other.needs
        for need, entries in other.entries.items():
            self.entries[need] += entries


class PhraseBook(Generic[T]):
    """Phrases with their meanings, found together.

    Args:
        phrases: Pairs of a phrase as written in a table and its meaning.
    """

    def __init__(self, phrases: Iterable[tuple[str, T]]) -> None:
        self._whole: dict[str, _Known[T]] = defaultdict(_Known)
        self._begun: dict[str, _Known[T]] = defaultdict(_Known)
        needs: dict[Need, int] = {}
        number = 0
        for text, meaning in phrases:
            for phrase in read_phrase(text):
                for opening in phrase.openings:
                    needed = sorted(phrase.needs | opening.needs, key=sorted)
                    numbers = frozenset(needs.setdefault(need, len(needs)) for need in needed)
                    rarest = max(needed, key=_shortest, default=None)
                    first = _NO_NEED if rarest is None else needs[rarest]
                    self._of(opening.run).entries[first].append(_Entry(number, phrase, numbers, meaning))
                number += 1
        for need, met in needs.items():
            for run in need:
                self._of(run).needs.add(met)
        self._lengths = sorted({len(letters) for letters in self._begun})
        self._forget()

    def _forget(self) -> None:
        self._known: dict[str, _Known[T]] = {}
        self._met: set[str] = set()

    def __getstate__(self) -> dict[str, object]:
        """Its state without the words of texts met before."""
        return {name: value for name, value in self.__dict__.items() if name not in ("_known", "_met")}

    def __setstate__(self, state: dict[str, object]) -> None:
        self.__dict__.update(state)
        self._forget()

    def _of(self, run: Run) -> _Known[T]:
        return (self._begun if run.is_open else self._whole)[run.letters]

    def find_all(self, text: str) -> list[Found[T]]:
        """Every phrase in the text, overlapping ones included, in the order of the phrases given."""
        copy = folded_copy(text)
        found: dict[tuple[int, int], Found[T]] = {}
        for word, entries in self._openings(copy.words):
            for entry in entries:
                for start in copy.places(word):
                    end = entry.phrase.matches(copy.folded, text, start)
                    if end is not None:
                        found[entry.number, start] = Found(start, end, entry.meaning)
        return [found[key] for key in sorted(found)] if len(found) > 1 else list(found.values())

    def _openings(self, words: frozenset[str]) -> Iterator[tuple[str, list[_Entry[T]]]]:
        """The words of a text that may open phrases of which everything needed is there, with those phrases."""
        if not words <= self._met:
            self._meet(words)
        said = [(word, self._known[word]) for word in words & self._known.keys()]
        met = {_NO_NEED}.union(*(known.needs for _, known in said))
        for word, known in said:
            for need in known.entries.keys() & met:
                entries = [entry for entry in known.entries[need] if entry.needs <= met]
                if entries:
                    yield word, entries

    def _meet(self, words: frozenset[str]) -> None:
        """Learn what phrases know of some words; nothing of most."""
        if len(self._met) > _MOST_MET:
            self._forget()
        for word in words - self._met:
            starts = [word[:length] for length in self._lengths if length <= len(word)]
            said = [self._whole[word]] if word in self._whole else []
            said += [self._begun[start] for start in starts if start in self._begun]
            if said:
                knows = self._known[word] = _Known()
                for one in said:
                    knows.learn(one)
        self._met |= words

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


def _shortest(need: Need) -> int:
    """Length of the shortest run that meets a need; the longer, the rarer."""
    return min(len(run.letters) for run in need)


def _is_apart(found: Found[T], other: Found[T]) -> bool:
    same = found.start == other.start and found.end == other.end
    return same or found.end <= other.start or found.start >= other.end
