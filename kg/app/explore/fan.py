"""The geometry of a picture of a thing and its neighbours, in pixels, for a template to write down as SVG.

Neighbours stand in rows beside the thing, so that no name can lie on another.
"""

from __future__ import annotations

import math
from typing import Any, NamedTuple

_ROW, _GAP = 25, 10
_WIDEST = 5.0


class _Room(NamedTuple):
    """Pixels on one side of the thing, pixels from it to a mark, and the letters of a name that then have room."""

    side: int
    reach: int
    letters: int


_BROAD = _Room(450, 110, 38)
_SLIM = _Room(310, 50, 27)


def fan(groups: list[dict[str, Any]], sides: int) -> dict[str, Any]:
    """Places of the thing in the middle, of headings, marks, names and lines.

    Args:
        groups: As :func:`kg.app.explore.around.neighbours` tells them.
        sides: 2 for neighbours on both sides, 1 for all on the right, which fits a phone.
    """
    right, left = _halves(groups) if sides == 2 else (groups, [])
    height = max(_height(right), _height(left), 3 * _ROW)
    room = _BROAD if sides == 2 else _SLIM
    middle = room.side if sides == 2 else 16
    most = max((link.trials for group in groups for link in group["links"]), default=1) or 1
    rows = [
        row
        for groups_, way in ((right, 1), (left, -1))
        for row in _rows(groups_, way * room.reach, (height - _height(groups_)) / 2, room.letters)
    ]
    for row in rows:
        row["x"], row["text_x"] = middle + row["x"], middle + row["text_x"]
    start = {"x": middle, "y": round(height / 2, 1)}
    for row in rows:
        if row["sort"] == "link":
            row["path"] = _curve(start, row)
            row["width"] = round(max(1.0, _WIDEST * math.sqrt(row["link"].trials / most)), 1)
    return {"width": middle + room.side, "height": height, **start, "rows": rows}


def _halves(groups: list[dict[str, Any]]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The groups for the right and for the left, in their order, as even as whole groups allow."""
    cuts = range(len(groups) + 1)
    cut = min(cuts, key=lambda at: (abs(_height(groups[:at]) - _height(groups[at:])), -at))
    return groups[:cut], groups[cut:]


def _height(groups: list[dict[str, Any]]) -> int:
    return sum(_ROW * (1 + len(group["links"]) + bool(group["further"])) + _GAP for group in groups)


def _rows(groups: list[dict[str, Any]], away: int, top: float, letters: int) -> list[dict[str, Any]]:
    """The rows of one side, ``away`` from the thing: to the right, or to the left if that is negative."""
    base = {"x": away, "text_x": away + math.copysign(14, away), "anchor": "start" if away > 0 else "end"}
    rows: list[dict[str, Any]] = []
    y = top
    for group in groups:
        rows.append({**base, "sort": "heading", "y": y + _ROW / 2, "label": group["says"]})
        for link in group["links"]:
            y += _ROW
            label = shortened(link.label, letters)
            rows.append({**base, "sort": "link", "y": y + _ROW / 2, "link": link, "label": label})
        if group["further"]:
            y += _ROW
            rows.append({**base, "sort": "more", "y": y + _ROW / 2, "label": f"and {group['further']} more"})
        y += _ROW + _GAP
    return rows


def _curve(start: dict[str, Any], row: dict[str, Any]) -> str:
    """A line that leaves the thing and arrives at the row level."""
    half = round((start["x"] + row["x"]) / 2, 1)
    return f"M{start['x']} {start['y']}C{half} {start['y']} {half} {row['y']} {row['x']} {row['y']}"


def shortened(label: str, letters: int) -> str:
    """A name of at most so many letters.

    >>> shortened("GD2", 27), shortened("allogeneic haematopoietic stem cell transplantation", 27)
    ('GD2', 'allogeneic haematopoietic…')
    """
    return label if len(label) <= letters else label[: letters - 1].rstrip() + "…"
