"""Which SERVICE clauses a query may have."""

from __future__ import annotations

from kg.app.serve.problem import ForbiddenError
from kg.graph.query.calls import refused


def check_calls(query: str, allowed: tuple[str, ...]) -> None:
    """Let a query pass that calls no service but the allowed ones.

    Raises:
        ForbiddenError: If it may call another.
    """
    for service_url in refused(query, allowed):
        if not allowed:
            raise ForbiddenError("SERVICE is switched off here", remedy="ask the other service by itself")
        raise ForbiddenError(
            f"SERVICE may not call {service_url or 'what is no plain IRI'} here",
            remedy=f"call one of {', '.join(f'<{url}>' for url in allowed)}",
        )
