"""Durations with one unit, as ISO 8601 writes them: ``P12M``, ``P4W``, ``PT24H``."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Literal, NamedTuple

Unit = Literal["year", "month", "week", "day", "hour", "minute", "second"]

_DESIGNATORS: dict[Unit, str] = {
    "year": "P{}Y", "month": "P{}M", "week": "P{}W", "day": "P{}D",
    "hour": "PT{}H", "minute": "PT{}M", "second": "PT{}S",
}  # fmt: skip
_ISO = re.compile(r"P(?:(\d+(?:\.\d+)?)([YMWD])|T(\d+(?:\.\d+)?)([HMS]))")
_UNITS = {form.replace("{}", ""): unit for unit, form in _DESIGNATORS.items()}


class Duration(NamedTuple):
    """A length of time in one unit.

    Attributes:
        amount: Not negative, as stated; nothing is converted between units.
    """

    amount: Decimal
    unit: Unit

    def iso(self) -> str:
        """The duration in ISO 8601.

        >>> Duration(Decimal("1.50"), "year").iso()
        'P1.5Y'
        """
        text = format(self.amount, "f")
        return _DESIGNATORS[self.unit].format(text.rstrip("0").rstrip(".") if "." in text else text)


def parse_duration(text: str) -> Duration:
    """The duration that an ISO 8601 text writes with a single unit.

    >>> parse_duration("PT24H")
    Duration(amount=Decimal('24'), unit='hour')

    Raises:
        ValueError: If it is no such text.
    """
    match = _ISO.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is no ISO 8601 duration with a single unit")
    days, day_unit, hours, hour_unit = match.groups()
    return Duration(Decimal(days or hours), _UNITS[f"P{day_unit}" if day_unit else f"PT{hour_unit}"])
