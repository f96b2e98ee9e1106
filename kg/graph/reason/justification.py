"""The fewest things that are enough for a contradiction, found by asking again and again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

Item = TypeVar("Item")


def least(items: Sequence[Item], contradict: Callable[[Sequence[Item]], bool]) -> list[Item]:
    """Items that contradict each other while none of them can be left out; QuickXplain (Junker, AAAI 2004).

    Args:
        items: Items that contradict each other when all are taken together.
        contradict: Whether some of them do.

    >>> least(range(10), lambda some: {2, 7} <= set(some))
    [2, 7]
    """
    return [] if contradict([]) else sorted(_least([], items, contradict, changed=False), key=list(items).index)


def _least(
    taken: list[Item], items: Sequence[Item], contradict: Callable[[Sequence[Item]], bool], *, changed: bool
) -> list[Item]:
    if changed and contradict(taken):
        return []
    if len(items) == 1:
        return list(items)
    half = len(items) // 2
    first, second = list(items[:half]), list(items[half:])
    from_second = _least([*taken, *first], second, contradict, changed=bool(first))
    from_first = _least([*taken, *from_second], first, contradict, changed=bool(from_second))
    return [*from_first, *from_second]
