"""Many strings found in a text in one pass."""

from __future__ import annotations

from collections.abc import Sequence

from ahocorasick_rs import BytesAhoCorasick


class Automaton:
    """An Aho–Corasick automaton that can be pickled: it travels as its strings and is built again where it arrives.

    Args:
        strings: What to find, in ASCII as all folded forms are; the position of a string in this list is its number.
    """

    __slots__ = ("_automaton", "strings")

    def __init__(self, strings: Sequence[str]) -> None:
        self.strings = strings
        self._automaton = BytesAhoCorasick([string.encode("ascii") for string in strings]) if strings else None

    def __reduce__(self) -> tuple[type[Automaton], tuple[Sequence[str]]]:
        return Automaton, (self.strings,)

    def find(self, text: str) -> list[tuple[int, int, int]]:
        """Number, start and end of every occurrence of every string in an ASCII text, overlapping ones included."""
        if self._automaton is None:
            return []
        return self._automaton.find_matches_as_indexes(text.encode("ascii"), overlapping=True)
