"""The geometry of charts of stacked columns, in pixels, for a template to write down as SVG."""

from __future__ import annotations

from typing import Any, NamedTuple

from kg.app.explore.facets import NOT_GIVEN

MOST_SERIES = 10
"""Series with a colour of their own; those of fewer trials share one, and what is not given has the last."""

_STEP, _WIDTH = 44, 30
_LEFT, _TOP, _BOTTOM = 40, 38, 26
_TALL, _LOW = 220, 110
_NICE = (1, 2, 5)


class Frame(NamedTuple):
    """What charts that are compared have in common.

    Attributes:
        years: Of the columns.
        values: Of the series, from the base upwards; the colour of each is its place, up to that of all others.
        most: Height of the tallest column, in trials.
        height: The same in pixels.
    """

    years: list[str]
    values: list[str]
    most: int
    height: int

    def colour(self, value: str) -> int:
        """The number of the colour of a series."""
        return MOST_SERIES + 1 if value == NOT_GIVEN else min(self.values.index(value), MOST_SERIES)

    def y(self, number: int) -> float:
        """Pixels from the top to a number of trials above the base."""
        return round(_TOP + self.height * (1 - number / self.most), 1)


def framed(years: list[str], panels: list[dict[str, Any]], values: list[str]) -> Frame:
    """The frame of some charts, each with ``series`` of ``value`` and ``cells``, a number a year."""
    heights = (sum(its["cells"][at] for its in panel["series"]) for panel in panels for at in range(len(years)))
    return Frame(years, values, max(heights, default=0) or 1, _TALL if len(panels) == 1 else _LOW)


def columns(frame: Frame, panel: dict[str, Any]) -> dict[str, Any]:
    """Blocks, ticks and labels of one chart; ``totals`` of the panel are written above its columns."""
    return {
        "width": _LEFT + _STEP * len(frame.years) + 10,
        "height": _TOP + frame.height + _BOTTOM,
        "base": _TOP + frame.height,
        "ticks": [{"number": number, "y": frame.y(number)} for number in _ticks(frame.most)],
        "columns": [
            {
                "x": _LEFT + _STEP * at + (_STEP - _WIDTH) // 2,
                "at": at,
                "middle": _LEFT + _STEP * at + _STEP // 2,
                "year": year,
                "total": panel["totals"][at],
                "top": frame.y(sum(its["cells"][at] for its in panel["series"])),
                "blocks": _blocks(frame, panel["series"], at),
            }
            for at, year in enumerate(frame.years)
        ],
        "column_width": _WIDTH,
    }


def _blocks(frame: Frame, series: list[dict[str, Any]], at: int) -> list[dict[str, Any]]:
    """The blocks of one column from the base upwards, each with the place of its series among the panel's."""
    blocks, below = [], 0
    for row, its in sorted(enumerate(series), key=lambda row: frame.values.index(row[1]["value"])):
        number = its["cells"][at]
        if number:
            y = frame.y(below + number)
            height = round(frame.y(below) - y, 1)
            blocks.append({"row": row, "colour": frame.colour(its["value"]), "y": y, "h": height})
        below += number
    return blocks


def legend(frame: Frame, labels: dict[str, str]) -> list[dict[str, Any]]:
    """The series with their colours; those that share one together."""
    rest = [value for value in frame.values if frame.colour(value) == MOST_SERIES]
    together = labels[rest[0]] if len(rest) == 1 else f"{len(rest)} others"
    found = {frame.colour(value): together if value in rest else labels[value] for value in frame.values}
    return [{"label": label, "colour": colour} for colour, label in found.items()]


def _ticks(most: int) -> list[int]:
    """At most five round numbers from the step upwards.

    >>> _ticks(3), _ticks(17), _ticks(240)
    ([1, 2, 3], [5, 10, 15], [50, 100, 150, 200])
    """
    step = next(nice * 10**power for power in range(9) for nice in _NICE if most / (nice * 10**power) <= 5)
    return list(range(step, most + 1, step))
