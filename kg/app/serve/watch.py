"""What surrounds every request: errors told, requests counted and logged, answers marked as safe."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

from starlette.datastructures import MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.app.serve.log import say
from kg.app.serve.metrics import Metrics
from kg.app.serve.problem import MEDIA_TYPE, BusyError, ForbiddenError, ServiceError, problem_body, status_of
from kg.errors import KGError

TOLD = "iokg.told"
"""Key in a request's scope for what its log line shall say besides."""

_HEADERS = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "X-Frame-Options": "DENY"}
_RETRY_AFTER_S = "5"


class Watch:
    """Middleware around all routes.

    Args:
        hosts: Names by which the service may be called; any if empty.
    """

    def __init__(self, app: ASGIApp, metrics: Metrics, hosts: frozenset[str]) -> None:
        self._app = app
        self._metrics = metrics
        self._hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begin = time.monotonic()
        sent = _Sent(send)
        told: dict[str, Any] = scope.setdefault(TOLD, {})
        try:
            self._check_host(scope)
            await self._app(scope, receive, sent)
        except KGError as error:
            told["problem"] = error.problem.strip()
            await _answer(error, scope, receive, sent)
        except Exception as error:  # noqa: BLE001 - a client gets a sentence, the log the kind of error
            told["problem"] = f"internal error: {type(error).__name__}: {error}"
            await _answer(ServiceError("internal error", remedy="report it"), scope, receive, sent)
        seconds = time.monotonic() - begin
        self._metrics.count_request(_route(scope), sent.status, seconds)
        say("request", **_described(scope), status=sent.status, ms=round(seconds * 1000, 2), **told)

    def _check_host(self, scope: Scope) -> None:
        """Refuse what a page elsewhere sends here under a name of its own (DNS rebinding)."""
        host = dict(scope["headers"]).get(b"host", b"").decode("latin-1")
        if self._hosts and _name(host) not in self._hosts:
            raise ForbiddenError(
                f"this service is not called {host!r}", remedy="start it with --allow-host for that name"
            )


class _Sent:
    """Passes an answer on, with the headers that all answers have, and remembers its status."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self.status = 0

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers.setdefault(name, value)
        await self._send(message)


async def _answer(error: KGError, scope: Scope, receive: Receive, sent: _Sent) -> None:
    if sent.status:
        return  # the answer has begun: nothing can be said any more
    headers: Mapping[str, str] = {"Retry-After": _RETRY_AFTER_S} if isinstance(error, BusyError) else {}
    response = Response(problem_body(error), status_of(error), headers, MEDIA_TYPE)
    await response(scope, receive, sent)


def _described(scope: Scope) -> dict[str, object]:
    client = scope.get("client")
    return {"method": scope["method"], "path": scope["path"], "client": client[0] if client else None}


def _route(scope: Scope) -> str:
    """The path of the route that answered, so that strange paths do not swell the counts."""
    return getattr(scope.get("route"), "path", "other")


def _name(host: str) -> str:
    """The name in a Host header, without the port."""
    return host.rpartition(":")[0] if ":" in host and not host.endswith("]") else host
