"""The texts of the queries that travel with the package."""

from __future__ import annotations

from functools import cache

from kg.resources import folder


@cache
def query_text(group: str, name: str) -> str:
    """The text of ``queries/GROUP/NAME.rq``."""
    return (folder("queries") / group / f"{name}.rq").read_text(encoding="utf-8")
