"""Identifiers minted from names."""

from __future__ import annotations

import re

from kg.facts.text import fold

_GREEK_NAMES = str.maketrans({"α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta"})
_NOT_SLUG = re.compile(r"[^a-z0-9]+")


def slug(label: str) -> str:
    """The label in lower-case letters, digits and hyphens; ``unnamed`` if nothing is left.

    >>> slug("GD2/B7-H3 CAR-T cells")
    'gd2-b7-h3-car-t-cells'
    """
    return _NOT_SLUG.sub("-", fold(label.lower().translate(_GREEK_NAMES))).strip("-") or "unnamed"
