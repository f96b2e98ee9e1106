"""The map as a part of another page: the files that it needs, and its marks and lines as inert text.

The page holds elements with the ids ``picture``, ``stage`` and ``facts``, and the packed map in a script element of the
type ``application/gzip`` with the id ``data-map``. Without JavaScript it keeps ``picture`` hidden and shows a table.
After the first drawing ``picture`` has the event ``drawn``; from then on the event ``redraw``, whose ``detail`` holds
``marks`` and ``lines`` as :func:`packed_map` packs them, draws another map.
"""

from __future__ import annotations

from typing import Any

from viz.bundle import look, script
from viz.page import drawing_library
from viz.payload import pack


def assets() -> dict[str, bytes]:
    """The scripts of the map by file name, in the order in which a page loads them."""
    ours = f'"use strict";\n(() => {{\n{script("part.js")}\n}})();\n'
    return {"vis-network.min.js": drawing_library().encode(), "map.js": ours.encode()}


def packed_map(marks: list[dict[str, Any]], lines: list[dict[str, Any]]) -> str:
    """A map as text that is inert in HTML.

    Args:
        marks: Each with ``id``, ``kind``, ``label``, ``trials`` (a number), ``x`` and ``y``.
        lines: Each with ``start`` and ``end``, which are ids of marks, ``relation`` and ``trials`` (a number).
    """
    position = {mark["id"]: index for index, mark in enumerate(marks)}
    joined = [[position[line["start"]], position[line["end"]], line["relation"], line["trials"]] for line in lines]
    return pack({"marks": marks, "lines": joined, "look": look()})
