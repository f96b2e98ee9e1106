"""Errors as HTTP tells them: ``application/problem+json`` of RFC 9457, with place and remedy.

::

    KGError
    └── ServiceError        500
        ├── BadRequestError      400  the request is none of the protocol
        ├── ForbiddenError       403  an update, a SERVICE clause or a foreign host
        ├── NotFoundError        404  there is nothing at the address
        ├── NotAcceptableError   406  the client takes no format that we have
        ├── TooSlowError         408  the request did not arrive in time
        ├── TooLargeError        413  the request is too long
        ├── WrongTypeError       415  the body is of a type that the protocol does not know
        ├── BusyError            503  too many requests wait
        └── CutOffError          504  a query took too much time or memory
"""

from __future__ import annotations

import re
from typing import Any

import msgspec

from kg.app.explore.errors import NoPageError
from kg.errors import KGError, QueryError, StoreError

MEDIA_TYPE = "application/problem+json"

_PLACE = re.compile(r"line (\d+), column (\d+)")


class ServiceError(KGError):
    """Root of the errors that only a service has."""

    status = 500


class BadRequestError(ServiceError):
    """The request is none of the protocol."""

    status = 400


class ForbiddenError(ServiceError):
    """The service does not do this."""

    status = 403


class NotFoundError(ServiceError):
    """There is nothing at the address."""

    status = 404


class NotAcceptableError(ServiceError):
    """The client takes no format that we have."""

    status = 406


class TooSlowError(ServiceError):
    """The request did not arrive in time."""

    status = 408


class TooLargeError(ServiceError):
    """The request is too long."""

    status = 413


class WrongTypeError(ServiceError):
    """The body is of a type that the protocol does not know."""

    status = 415


class BusyError(ServiceError):
    """Too many requests wait."""

    status = 503


class CutOffError(ServiceError):
    """A query took too much time or memory."""

    status = 504


_BY_NAME: dict[str, type[KGError]] = {
    kind.__name__: kind for kind in (QueryError, StoreError, ForbiddenError, NotAcceptableError, CutOffError)
} | {NoPageError.__name__: NotFoundError}


def error_of(kind: str, problem: str, place: str, remedy: str) -> KGError:
    """The error of a name; a ``ServiceError`` if the name is none that workers use."""
    return _BY_NAME.get(kind, ServiceError)(problem, place=place, remedy=remedy)


def status_of(error: KGError) -> int:
    """The HTTP status of an error."""
    if isinstance(error, ServiceError):
        return error.status
    return {QueryError: 400, StoreError: 503}.get(type(error), 500)


def problem_body(error: KGError) -> bytes:
    """What the client is told; line and column stand by themselves where a query is wrong."""
    told: dict[str, Any] = {
        "title": error.problem.strip(),
        "status": status_of(error),
        "place": error.place,
        "remedy": error.remedy,
    }
    found = _PLACE.search(error.place)
    if found is not None:
        told |= {"line": int(found[1]), "column": int(found[2])}
    return msgspec.json.encode({name: value for name, value in told.items() if value != ""})
