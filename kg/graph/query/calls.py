"""Which SERVICE clauses a query may have; none unless the user allows them."""

from __future__ import annotations

from collections.abc import Collection

from kg.errors import QueryError
from kg.graph.query.words import called

ANY = "any"
"""Allows every service."""


def refused(query: str, allowed: Collection[str]) -> list[str]:
    """The services that a query may call and must not: an IRI as written, or nothing for what is no plain IRI.

    >>> refused("SELECT * { SERVICE <http://a/sparql> { } SERVICE ?b { } }", ["http://a/sparql"])
    ['']
    """
    return [] if ANY in allowed else [url for url in called(query) if url not in allowed]


def refuse_calls(query: str, allowed: Collection[str]) -> None:
    """Let a query pass that calls no service but the allowed ones.

    Raises:
        QueryError: If it may call another.
    """
    for service_url in refused(query, allowed):
        raise QueryError(
            f"the query may call {service_url or 'a service that it does not name'}, which is not allowed",
            remedy=f"leave SERVICE out, or allow it with --allow-service {service_url or ANY}",
        )
