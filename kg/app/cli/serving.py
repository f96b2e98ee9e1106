"""Serving a graph over HTTP."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.app.cli.options import OUT, Folder


def serve(
    graph: Folder = OUT,
    host: Annotated[str, typer.Option(metavar="ADDRESS", help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port to listen on; 0 takes a free one.")] = 8000,
    timeout: Annotated[float, typer.Option(min=0.1, metavar="SECONDS", help="Cut a query off after that time.")] = 30,
    limit: Annotated[
        int, typer.Option("--limit", "-n", min=1, metavar="N", help="End a result after N rows.")
    ] = 100_000,
    workers: Annotated[
        int | None, typer.Option(min=2, metavar="N", help="Queries that run at once; two a core if not given.")
    ] = None,
    memory: Annotated[int, typer.Option(min=100, metavar="MB", help="Memory of one query.")] = 2000,
    cors: Annotated[
        list[str] | None, typer.Option(metavar="ORIGIN", help="Let pages of this origin read answers; * for all.")
    ] = None,
    allow_host: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="Answer also under this name, as behind a proxy.")
    ] = None,
    allow_service: Annotated[
        list[str] | None, typer.Option(metavar="URL", help="Let SERVICE call this address; any for all.")
    ] = None,
) -> None:
    """Serve the graph: pages to read at /, SPARQL at /sparql, a page to write queries on, /health and /metrics."""
    from kg.app.serve import serve as serve_graph
    from kg.app.serve.settings import Limits, Settings, usual_workers

    limits = Limits.of(seconds=timeout, rows=limit, workers=workers or usual_workers(), memory_mb=memory)
    serve_graph(
        graph,
        Settings(
            host=host,
            port=port,
            limits=limits,
            origins=tuple(cors or ()),
            hosts=tuple(allow_host or ()),
            services=tuple(allow_service or ()),
        ),
    )
