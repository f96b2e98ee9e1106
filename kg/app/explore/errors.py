"""What is wrong with an address."""

from __future__ import annotations

from kg.errors import KGError


class NoPageError(KGError):
    """There is no page at an address."""
