"""The application under its server, until it is told to stop."""

from __future__ import annotations

import signal
import socket
from contextlib import suppress
from pathlib import Path

import uvicorn

from kg.app.serve.application import application
from kg.app.serve.log import say, take_over_server_log
from kg.app.serve.settings import Settings
from kg.errors import UsageError
from kg.graph.store import open_store

_KEEP_ALIVE_S = 5
_BACKLOG = 1024


def run(graph: Path, settings: Settings) -> None:
    """Serve until SIGTERM or SIGINT; running requests are given time to end.

    Raises:
        StoreError: If there is no graph in the folder.
        UsageError: If the address cannot be listened on.
    """
    open_store(graph)
    listener = _listener(settings)
    host, port = listener.getsockname()[:2]
    take_over_server_log()
    config = uvicorn.Config(
        application(graph, settings),
        log_config=None,
        access_log=False,
        server_header=False,
        lifespan="on",
        ws="none",
        backlog=_BACKLOG,
        limit_concurrency=settings.limits.connections,
        timeout_keep_alive=_KEEP_ALIVE_S,
        timeout_graceful_shutdown=max(1, round(settings.stop_s)),
    )
    shown = f"[{host}]" if ":" in host else host
    say("serving", graph=str(graph), page=f"http://{shown}:{port}/", sparql=f"http://{shown}:{port}/sparql")
    # The server raises the signal that stopped it once more when all is closed: it must then end no more than that.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[listener])
    say("stopped")


def _listener(settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listener = socket.socket(family)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((settings.host, settings.port))
    except OSError as error:
        listener.close()
        raise UsageError(
            f"{settings.host}:{settings.port} cannot be listened on ({error.strerror})",
            remedy="choose another address with --host and --port",
        ) from error
    listener.set_inheritable(True)
    return listener
