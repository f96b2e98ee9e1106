"""The SPARQL 1.1 protocol: queries at ``/sparql``, which describes itself when nothing is asked."""

from __future__ import annotations

from functools import partial

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from kg.app.serve.description import described
from kg.app.serve.federation import check_calls
from kg.app.serve.formats import prefers_html, table_format, triples_format
from kg.app.serve.messages import Job, Result
from kg.app.serve.problem import CutOffError, ForbiddenError
from kg.app.serve.request import Asked, asked
from kg.app.serve.service import Service
from kg.app.serve.watch import TOLD
from kg.errors import KGError, QueryError
from kg.graph.query.words import is_update

_LOGGED = 1000


def routes(service: Service) -> list[Route]:
    """The routes of the protocol."""
    return [
        Route("/sparql", partial(_sparql, service), methods=["GET", "POST"]),
        Route("/.well-known/void", partial(_void, service), methods=["GET"]),
    ]


async def _sparql(service: Service, request: Request) -> Response:
    what = await asked(request, service.settings.limits)
    if what.query is None:
        return await _nothing_asked(service, request)
    job = _job(what, what.query, request.headers.get("accept", ""), service)
    try:
        check_calls(job.query, service.settings.services)
        found = await service.pool.carry_out(job)
    except KGError as error:
        told = _told(error, job)
        service.metrics.ended[type(told).__name__] += 1
        request.scope[TOLD]["query"] = job.query[:_LOGGED]
        raise told from error
    service.metrics.ended["answered"] += 1
    request.scope[TOLD]["rows"] = found.rows
    return _response(found)


async def _nothing_asked(service: Service, request: Request) -> Response:
    accept = request.headers.get("accept", "")
    if request.method != "POST" and prefers_html(accept):
        return RedirectResponse("/query", 303)
    if request.method == "POST":
        raise QueryError("no query is given", remedy="send it as parameter query, or as the body")
    return await _void(service, request)


async def _void(service: Service, request: Request) -> Response:
    return Response(*await described(service, request))


def _job(what: Asked, query: str, accept: str, service: Service) -> Job:
    limits = service.settings.limits
    return Job(
        query=query,
        table=table_format(accept),
        triples=triples_format(accept),
        default_graphs=what.default_graphs,
        named_graphs=what.named_graphs,
        seconds=limits.seconds,
        rows=limits.rows,
    )


def _told(error: KGError, job: Job) -> KGError:
    """The error; an update that came as a query is called by its name."""
    if isinstance(error, QueryError) and not isinstance(error, CutOffError) and is_update(job.query):
        return ForbiddenError("updates are refused", remedy="send a query: the graph is only read here")
    return error


def _response(found: Result) -> Response:
    headers = {"Vary": "Accept"}
    if not found.complete:
        headers["X-SPARQL-MaxRows"] = str(found.rows)  # as Virtuoso says it
    return Response(found.body, headers=headers, media_type=found.media_type)
