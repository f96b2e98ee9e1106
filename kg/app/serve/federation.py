"""Which SERVICE clauses a query may have."""

from __future__ import annotations

from kg.app.serve.problem import ForbiddenError
from kg.app.serve.settings import ANY
from kg.graph.query.words import called


def check_calls(query: str, allowed: tuple[str, ...]) -> None:
    """Let a query pass that calls no service but the allowed ones.

    Raises:
        ForbiddenError: If it may call another.
    """
    if ANY in allowed:
        return
    for service_url in called(query):
        if not allowed:
            raise ForbiddenError("SERVICE is switched off here", remedy="ask the other service by itself")
        if service_url not in allowed:
            raise ForbiddenError(
                f"SERVICE may not call {service_url or 'what is no plain IRI'} here",
                remedy=f"call one of {', '.join(f'<{url}>' for url in allowed)}",
            )
