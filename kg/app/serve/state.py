"""Whether the service is well, and what it has done."""

from __future__ import annotations

from functools import partial

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

import kg
from kg.app.serve.metrics import MEDIA_TYPE
from kg.app.serve.service import Service


def routes(service: Service) -> list[Route]:
    """Health and metrics."""
    return [Route("/health", partial(_health, service)), Route("/metrics", partial(_metrics, service))]


async def _health(service: Service, _request: Request) -> Response:
    """Well, if the graph is there; else the error tells what is wrong."""
    told = {"status": "ok", "version": kg.__version__, "edition": service.pool.edition}
    return Response(msgspec.json.encode(told), media_type="application/json")


async def _metrics(service: Service, _request: Request) -> Response:
    return Response("\n".join(service.metrics.lines()) + "\n", media_type=MEDIA_TYPE)
