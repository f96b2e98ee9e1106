"""What the service and its data are: SPARQL 1.1 Service Description and VoID."""

from __future__ import annotations

import re
from http import HTTPStatus

from starlette.requests import Request

from kg.app.serve.formats import TRIPLES, triples_format
from kg.app.serve.messages import Job
from kg.app.serve.problem import BadRequestError, NotAcceptableError
from kg.app.serve.service import Service
from kg.graph.texts import query_text

_SOMEWHERE = b"http://somewhere.invalid"
_HOST = re.compile(r"[\w.-]+(:\d+)?|\[[0-9a-fA-F:]+\](:\d+)?")


async def described(service: Service, request: Request) -> tuple[bytes, int, dict[str, str], str]:
    """Body, status, headers and media type of the description.

    Raises:
        NotAcceptableError: If the client takes no format of triples.
        StoreError: If the graph is gone.
    """
    format_ = triples_format(request.headers.get("accept", ""))
    if not format_:
        raise NotAcceptableError("the description is RDF", remedy=f"accept one of {', '.join(TRIPLES.values())}")
    key = service.pool.edition, format_
    kept = service.descriptions
    if key not in kept:
        job = Job(query=query_text("service", "description"), table="", triples=format_)
        kept[key] = (await service.pool.carry_out(job)).body
        for outdated in [other for other in kept if other[0] != key[0]]:
            del kept[outdated]
    body = kept[key].replace(_SOMEWHERE, _origin(request).encode())
    return body, HTTPStatus.OK, {"Vary": "Accept"}, TRIPLES[format_]


def _origin(request: Request) -> str:
    host = request.headers.get("host", "")
    if not _HOST.fullmatch(host):
        raise BadRequestError("the request names no host", remedy="send a Host header")
    return f"{request.url.scheme}://{host}"
