"""The words of a record with all that was found in them marked."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from kg.model import Value


class Mark(Value, frozen=True, kw_only=True):
    """A stretch of a field in which something was found.

    Attributes:
        start: Offset of its first character.
        end: Offset one past the last.
        kind: ``agent``, ``condition``, ``endpoint`` … as it is coloured; ``open`` for what was not understood.
        says: What it supports, for who points at it.
    """

    start: int
    end: int
    kind: str
    says: str


class Piece(Value, frozen=True, kw_only=True):
    """A stretch of text that the same marks cover; none for plain text.

    Attributes:
        kinds: The kinds of its marks.
        says: What they support, in one line.
        begins: Whether a mark begins here.
    """

    text: str
    kinds: tuple[str, ...] = ()
    says: str = ""
    begins: bool = False


def pieces(text: str, marks: Iterable[Mark]) -> tuple[Piece, ...]:
    """The text cut wherever a mark begins or ends; put together again, the pieces are the text.

    >>> [(piece.text, piece.kinds) for piece in pieces("anti-GD2", [Mark(start=5, end=8, kind="target", says="")])]
    [('anti-', ()), ('GD2', ('target',))]
    """
    inside = [mark for mark in marks if 0 <= mark.start < mark.end <= len(text)]
    cuts = sorted({0, len(text), *(mark.start for mark in inside), *(mark.end for mark in inside)})
    return tuple(_piece(text, start, end, inside) for start, end in pairwise(cuts))


def _piece(text: str, start: int, end: int, marks: list[Mark]) -> Piece:
    here = [mark for mark in marks if mark.start <= start and end <= mark.end]
    return Piece(
        text=text[start:end],
        kinds=tuple(sorted({mark.kind for mark in here})),
        says="; ".join(dict.fromkeys(mark.says for mark in here)),
        begins=any(mark.start == start for mark in here),
    )
