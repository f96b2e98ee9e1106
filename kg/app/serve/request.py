"""What a request of the SPARQL 1.1 protocol asks, in whichever of its three forms it comes."""

from __future__ import annotations

import asyncio
from typing import NamedTuple
from urllib.parse import parse_qsl

import pyoxigraph as ox
from starlette.requests import ClientDisconnect, Request

from kg.app.serve.problem import BadRequestError, ForbiddenError, TooLargeError, TooSlowError, WrongTypeError
from kg.app.serve.settings import Limits

_FORM = "application/x-www-form-urlencoded"
_QUERY = "application/sparql-query"
_UPDATE = "application/sparql-update"
_MOST_FIELDS = 1000
_READ_ONLY = "the graph is built by iokg build, and only read here"


class Asked(NamedTuple):
    """A query with the dataset that the request names.

    Attributes:
        query: None if the request holds none.
    """

    query: str | None
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]


async def asked(request: Request, limits: Limits) -> Asked:
    """What a request asks.

    Raises:
        ServiceError: If it is none of the protocol, is an update, or is too long.
    """
    fields = _fields(request.scope["query_string"].decode("latin-1"))
    if request.method != "POST":
        return _asked(fields)
    body = await _body(request, limits)
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type == _UPDATE:
        raise ForbiddenError("updates are refused", remedy=_READ_ONLY)
    if media_type == _FORM:
        return _asked(fields + _fields(body))
    if media_type == _QUERY:
        return _asked([*fields, ("query", body)])
    raise WrongTypeError(
        f"a body of type {media_type or 'unknown'} is none of the SPARQL protocol",
        remedy=f"send it as {_QUERY} or as {_FORM}",
    )


def _asked(fields: list[tuple[str, str]]) -> Asked:
    if any(name in ("update", "using-graph-uri", "using-named-graph-uri") for name, _ in fields):
        raise ForbiddenError("updates are refused", remedy=_READ_ONLY)
    queries = [value for name, value in fields if name == "query"]
    if len(queries) > 1:
        raise BadRequestError("there is more than one query", remedy="send one query in one request")
    return Asked(
        query=queries[0] if queries else None,
        default_graphs=_graphs(fields, "default-graph-uri"),
        named_graphs=_graphs(fields, "named-graph-uri"),
    )


def _graphs(fields: list[tuple[str, str]], wanted: str) -> tuple[str, ...]:
    graphs = tuple(value for name, value in fields if name == wanted)
    for iri in graphs:
        try:
            ox.NamedNode(iri)
        except ValueError as error:
            raise BadRequestError(f"{iri!r} is no IRI", place=wanted, remedy="give a whole IRI") from error
    return graphs


def _fields(encoded: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(encoded, keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS)
    except ValueError as error:
        raise BadRequestError(
            "the parameters cannot be read", remedy="encode them as UTF-8, percent-encoded"
        ) from error


async def _body(request: Request, limits: Limits) -> str:
    pieces = bytearray()
    try:
        async with asyncio.timeout(limits.body_s):
            async for piece in request.stream():
                pieces += piece
                if len(pieces) > limits.body_bytes:
                    raise TooLargeError(
                        f"the request is longer than {limits.body_bytes:,} bytes", remedy="shorten the query"
                    )
        return pieces.decode("utf-8")
    except TimeoutError as error:
        raise TooSlowError(f"the request did not arrive within {limits.body_s:g} s", remedy="send it again") from error
    except ClientDisconnect as error:
        raise BadRequestError("the request broke off", remedy="send it again") from error
    except UnicodeDecodeError as error:
        raise BadRequestError("the query is no UTF-8", remedy="encode it as UTF-8") from error
