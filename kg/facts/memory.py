"""Answers kept for questions that come again."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Generic, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


class Remembering(Generic[P, R]):
    """A function that remembers its latest answers; it is pickled without them.

    Args:
        function: A pure function of hashable arguments.
        size: How many answers to keep.
    """

    __slots__ = ("_answer", "_function", "_size")

    def __init__(self, function: Callable[P, R], size: int) -> None:
        self._function = function
        self._size = size
        self._answer = lru_cache(size)(function)

    def __reduce__(self) -> tuple[type[Remembering[P, R]], tuple[Callable[P, R], int]]:
        return Remembering, (self._function, self._size)

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        """The answer, kept or new."""
        return self._answer(*args, **kwargs)  # type: ignore[arg-type]
