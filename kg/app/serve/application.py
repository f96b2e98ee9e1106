"""The routes joined to one application."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from http import HTTPStatus
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import Response

from kg.app.explore.rendering import TYPES, trouble
from kg.app.serve import page, protocol, reading, state
from kg.app.serve.formats import prefers_html
from kg.app.serve.problem import MEDIA_TYPE, NotFoundError, ServiceError, problem_body
from kg.app.serve.reading import HEADERS
from kg.app.serve.service import Service
from kg.app.serve.settings import Settings
from kg.app.serve.watch import Watch

_PARTS = (protocol, state, page, reading)
"""Modules whose ``routes`` take part; a new one is entered here."""

_LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]"})


def application(graph: Path, settings: Settings) -> Starlette:
    """The service of a graph folder, ready for any ASGI server."""
    service = Service(graph, settings)

    @asynccontextmanager
    async def working(_app: Starlette) -> AsyncIterator[None]:
        await service.pool.open()
        try:
            yield
        finally:
            await service.pool.close()

    watch = Middleware(Watch, metrics=service.metrics, hosts=_hosts(settings))
    return Starlette(
        routes=[route for part in _PARTS for route in part.routes(service)],
        middleware=[watch, *_cors(settings)],
        exception_handlers={HTTPException: _no_route},
        lifespan=working,
    )


def _hosts(settings: Settings) -> frozenset[str]:
    """Names by which the service may be called: on a loopback address those of this machine, and those allowed."""
    local = settings.host in ("127.0.0.1", "localhost", "::1")
    return _LOOPBACK | frozenset(settings.hosts) if local else frozenset()


def _cors(settings: Settings) -> list[Middleware]:
    if not settings.origins:
        return []
    return [
        Middleware(
            CORSMiddleware,
            allow_origins=settings.origins,
            allow_methods=["GET", "POST"],
            allow_headers=["Accept", "Content-Type"],
            expose_headers=["X-SPARQL-MaxRows", "Retry-After"],
        )
    ]


async def _no_route(request: Request, error: Exception) -> Response:
    """Tell a wrong path or method as all errors are told; those who read pages by a page."""
    assert isinstance(error, HTTPException)
    told = _FrameworkError(error.detail.lower(), remedy="see /openapi.json for what there is")
    told.status = error.status_code
    if error.status_code == HTTPStatus.NOT_FOUND and prefers_html(request.headers.get("accept", "")):
        body = trouble(NotFoundError("nothing stands here", remedy="begin at the start"), "No such page")
        return Response(body, error.status_code, HEADERS, media_type=TYPES["html"])
    return Response(problem_body(told), error.status_code, error.headers, MEDIA_TYPE)


class _FrameworkError(ServiceError):
    """An error of the framework's own."""
