"""Many phrases found in a text at once.

The different words of a text are looked up in a table of the runs that phrases begin with or need; words that no
phrase knows, which are most, are remembered, so that a set operation passes over them. An expression runs only where
its phrase's beginning stands, and only if all that the phrase needs is somewhere in the text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Generic, NamedTuple, TypeVar

from kg.facts.recognise.phrase_words import Run
from kg.facts.recognise.phrases import Need, Phrase, read_phrase
from kg.facts.text import folded_copy

T = TypeVar("T")
_NO_NEED = -1
_MOST_SILENT = 50_000


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
    """What a run says: the needs it meets, and the phrases that it may open, by the rarest of their needs."""

    __slots__ = ("entries", "needs")

    def __init__(self) -> None:
        self.needs: set[int] = set()
        self.entries: dict[int, list[_Entry[T]]] = defaultdict(list)


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
                    needed = phrase.needs | opening.needs
                    numbers = frozenset(needs.setdefault(need, len(needs)) for need in sorted(needed, key=sorted))
                    rarest = max(sorted(needed, key=sorted), key=_shortest, default=None)
                    first = _NO_NEED if rarest is None else needs[rarest]
                    self._of(opening.run).entries[first].append(_Entry(number, phrase, numbers, meaning))
                number += 1
        for need, met in needs.items():
            for run in need:
                self._of(run).needs.add(met)
        self._lengths = sorted({len(letters) for letters in self._begun})
        self._forget()

    def _forget(self) -> None:
        self._heard: dict[str, list[_Known[T]]] = {}
        self._silent: set[str] = set()

    def __getstate__(self) -> dict[str, object]:
        """Its state without the words of texts met before."""
        return {name: value for name, value in self.__dict__.items() if name not in ("_heard", "_silent")}

    def __setstate__(self, state: dict[str, object]) -> None:
        self.__dict__.update(state)
        self._forget()

    def _of(self, run: Run) -> _Known[T]:
        return (self._begun if run.is_open else self._whole)[run.letters]

    def find_all(self, text: str) -> list[Found[T]]:
        """Every phrase in the text, overlapping ones included, in the order of the phrases given."""
        copy = folded_copy(text)
        known = {word: heard for word in copy.words - self._silent if (heard := self._hear(word))}
        found: dict[tuple[int, int], Found[T]] = {}
        for entry, word in self._candidates(known):
            for start in copy.places(word):
                end = entry.phrase.matches(copy.folded, text, start)
                if end is not None:
                    found[entry.number, start] = Found(start, end, entry.meaning)
        return [found[key] for key in sorted(found)]

    def _hear(self, word: str) -> list[_Known[T]]:
        """What phrases know of a word; nothing of most."""
        heard = self._heard.get(word)
        if heard is None:
            whole = [self._whole[word]] if word in self._whole else []
            starts = (word[:length] for length in self._lengths if length <= len(word))
            heard = whole + [self._begun[start] for start in starts if start in self._begun]
            if heard:
                self._heard[word] = heard
            elif len(self._silent) < _MOST_SILENT:
                self._silent.add(word)
        return heard

    def _candidates(self, known: dict[str, list[_Known[T]]]) -> Iterator[tuple[_Entry[T], str]]:
        """The phrases all of whose words seem to stand in a text, each with a word that may open it."""
        met = {_NO_NEED}.union(*(one.needs for heard in known.values() for one in heard))
        for word, heard in known.items():
            for one in heard:
                for need in one.entries.keys() & met:
                    for entry in one.entries[need]:
                        if entry.needs <= met:
                            yield entry, word

    def find(self, text: str) -> list[Found[T]]:
        """The phrases in the text from left to right; where two overlap, the longer one stands.

        Phrases over the very same words stand together.
        """
        everything = self.find_all(text)
        if len(everything) <= 1:
            return everything
        chosen: list[Found[T]] = []
        for found in sorted(everything, key=lambda found: (found.start - found.end, found.start)):
            if all(_is_apart(found, other) for other in chosen):
                chosen.append(found)
        chosen.sort(key=lambda found: (found.start, found.end))
        return chosen


def _shortest(need: Need) -> int:
    """Length of the shortest run that meets a need; the longer, the rarer."""
    return min(len(run.letters) for run in need)


def _is_apart(found: Found[T], other: Found[T]) -> bool:
    same = found.start == other.start and found.end == other.end
    return same or found.end <= other.start or found.start >= other.end
