"""Measures of the map, apart from the forces that keep them, which need numpy."""

from __future__ import annotations

SPACING = 58
"""Least distance between two placed nodes, in units of the map."""

STRETCH = 0.95
"""Width of the map over its height: it stands between two panels, and labels need room beside it."""

MOST_STEPS = 300
"""Steps after which nothing moves to speak of."""
