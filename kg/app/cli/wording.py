"""Numbers of things in words."""

from __future__ import annotations


def several(number: int, noun: str) -> str:
    """So many of something that has an ordinary plural.

    >>> several(1, "trial"), several(1573, "trial")
    ('1 trial', '1,573 trials')
    """
    return f"{number:,} {noun}{'s' * (number != 1)}"
