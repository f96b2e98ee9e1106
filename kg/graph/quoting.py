"""Words quoted in the sentence that they stand in."""

from __future__ import annotations

import re

_ENDS = re.compile(r"(?<=[.;!?])\s+(?=[A-Z(])|\s*\n\s*")
_BLANKS = re.compile(r"\s+")
_AROUND = 90


def in_sentence(text: str, start: int, end: int) -> str:
    """The sentence around two offsets of a text, on one line, what stands between them in square brackets.

    Longer sentences are cut to some words on each side; words that are the whole text stand as they are.

    >>> in_sentence("A first. Safety of GD2 CAR-T in children.", 19, 22)
    'Safety of [GD2] CAR-T in children.'
    """
    if not text[:start].strip() and not text[end:].strip():
        return _on_one_line(text)
    first = max((match.end() for match in _ENDS.finditer(text, 0, start)), default=0)
    following = _ENDS.search(text, end)
    last = following.start() if following is not None else len(text)
    before, after = text[first:start], text[end:last]
    return f"{_tail(_on_one_line(before))}[{_on_one_line(text[start:end])}]{_head(_on_one_line(after))}"


def _tail(words: str) -> str:
    """The last words before the quoted ones."""
    return words if len(words) <= _AROUND else f"… {words[-_AROUND:].partition(' ')[2]}"


def _head(words: str) -> str:
    """The first words after the quoted ones."""
    return words if len(words) <= _AROUND else f"{words[:_AROUND].rpartition(' ')[0]} …"


def _on_one_line(words: str) -> str:
    return _BLANKS.sub(" ", words)
