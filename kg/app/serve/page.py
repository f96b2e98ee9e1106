"""The page on which queries are written, its assets, and the library of questions as its examples."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import msgspec
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from kg.app.serve.openapi import ASSETS, description
from kg.app.serve.service import Service
from kg.graph.query import library
from kg.graph.query.sparql import PREFIXES, with_prefixes

#: YASGUI draws its icons and its editor with style attributes; scripts come from files only.
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
)

Answerer = Callable[[Request], Awaitable[Response]]


def routes(_service: Service) -> list[BaseRoute]:
    """The page and what it needs."""
    examples = msgspec.json.encode(_examples())
    return [
        Route("/query", _page),
        Route("/questions.json", _json(examples)),
        Route("/prefixes.json", _json(msgspec.json.encode(dict(sorted(PREFIXES.items()))))),
        Route("/openapi.json", _json(msgspec.json.encode(description()))),
        Mount("/assets", StaticFiles(directory=ASSETS)),
    ]


def _examples() -> list[dict[str, str]]:
    return [
        {"name": asked.name, "title": asked.title, "question": asked.question, "sparql": with_prefixes(asked.text)}
        for asked in library().values()
    ]


async def _page(_request: Request) -> Response:
    return FileResponse(ASSETS / "query.html", headers={"Content-Security-Policy": _POLICY})


def _json(body: bytes) -> Answerer:
    async def answer(_request: Request) -> Response:
        return Response(body, media_type="application/json")

    return answer
