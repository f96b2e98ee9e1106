"""What is wrong with an address."""

from __future__ import annotations

from kg.app.explore.sheet import Link
from kg.errors import KGError


class NoPageError(KGError):
    """There is no page at an address.

    Args:
        sought: The name that leads nowhere; empty if the address names nothing.
        near: Pages of what is called nearly so.
    """

    def __init__(
        self, problem: str, *, place: str = "", remedy: str = "", sought: str = "", near: tuple[Link, ...] = ()
    ) -> None:
        super().__init__(problem, place=place, remedy=remedy)
        self.sought = sought
        self.near = near
