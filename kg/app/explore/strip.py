"""Trials by phase and year of start."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from typing import Any

from kg.app.explore.sheet import TrialRow

_SHADES = 6
_UNKNOWN = "not given"


def strip(rows: Iterable[TrialRow]) -> dict[str, Any]:
    """Years from the first to the last, and for each phase its name, its trials and a cell a year."""
    counts = Counter((row.phase or _UNKNOWN, row.year) for row in rows)
    known = [year for _, year in counts if year is not None]
    years = list(range(min(known), max(known) + 1)) if known else []
    most = max(counts.values(), default=0)
    phases = []
    for phase in sorted({phase for phase, _ in counts}, key=lambda phase: (phase == _UNKNOWN, phase)):
        total = sum(number for (its, _), number in counts.items() if its == phase)
        cells = [cell(counts[phase, year], most) for year in years]
        phases.append({"phase": phase, "trials": total, "cells": cells})
    return {"years": years, "phases": phases}


def cell(number: int, most: int) -> dict[str, int]:
    """A number with its shade from 0 to 5; darker means more, on a scale of square roots."""
    shade = 0 if not number else max(1, math.ceil(math.sqrt(number / most) * (_SHADES - 1)))
    return {"trials": number, "shade": shade}
