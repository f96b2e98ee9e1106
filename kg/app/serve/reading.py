"""The explorer: pages to read, their twins, and the files of the graph folder to take away."""

from __future__ import annotations

import hashlib
from collections.abc import Awaitable, Callable
from functools import partial

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from kg.app.explore.addresses import FILES, FOLDERS, NAMES
from kg.app.explore.links import HOME
from kg.app.explore.rendering import ASSETS, POLICY, TYPES, trouble
from kg.app.serve.formats import prefers_html
from kg.app.serve.messages import Visit
from kg.app.serve.problem import BadRequestError, NotFoundError, status_of
from kg.app.serve.service import Service
from kg.errors import KGError, StoreError
from kg.graph.query.library import SEPARATOR
from viz import assets

_MOST_VALUES = 50
_LONGEST_VALUE = 1000
HEADERS = {"Content-Security-Policy": POLICY}
"""Of every page."""


def routes(service: Service) -> list[BaseRoute]:
    """A route for each sort of page."""
    page = partial(_page, service)
    single = [path for name in (*NAMES, HOME) for path in (f"/{name}", f"/{name}.{{suffix}}")]
    return [
        Route("/", page),
        *(Route(path, page) for path in single if path != f"/{HOME}"),
        *(Route(f"/{folder}/{{name:path}}", page) for folder in FOLDERS),
        Route("/data/{name}", partial(_file, service)),
        *(Route(f"/explorer/{name}", _script(text)) for name, text in assets().items()),
        Mount("/explorer", StaticFiles(directory=ASSETS)),
    ]


async def _page(service: Service, request: Request) -> Response:
    # A value that is given several times is a list, as a form's boxes give theirs, or several values of a question.
    between = SEPARATOR if request.scope["path"].startswith("/question/") else ","
    asked = {name: between.join(request.query_params.getlist(name)) for name in request.query_params}
    if len(asked) > _MOST_VALUES or any(len(value) > _LONGEST_VALUE for value in asked.values()):
        raise BadRequestError("the address holds too much", remedy="shorten the values behind the question mark")
    visit = Visit(address=request.scope["path"].removeprefix("/"), asked=asked, seconds=service.settings.limits.seconds)
    try:
        found = await service.pool.carry_out(visit)
    except KGError as error:
        if isinstance(error, StoreError) and prefers_html(request.headers.get("accept", "")):
            return Response(trouble(error), status_of(error), HEADERS, media_type=TYPES["html"])
        raise
    headers = {**HEADERS, **({"Location": found.location} if found.location else {})}
    return Response(found.body, found.status, headers, found.media_type)


def _script(text: bytes) -> Callable[[Request], Awaitable[Response]]:
    """Answers with a script, or that the reader already has it."""
    headers = {"ETag": f'"{hashlib.sha256(text).hexdigest()[:16]}"', "Cache-Control": "no-cache"}

    async def answer(request: Request) -> Response:
        if request.headers.get("if-none-match") == headers["ETag"]:
            return Response(None, 304, headers)
        return Response(text, 200, headers, "text/javascript; charset=utf-8")

    return answer


async def _file(service: Service, request: Request) -> Response:
    name = request.path_params["name"]
    path = service.graph / name
    if name not in FILES or not path.is_file():
        raise NotFoundError(f"there is no file {name!r} to take away", remedy="see /data for what there is")
    return FileResponse(path, filename=name, headers={"Content-Security-Policy": "sandbox"})
