"""Handing a graph on: as a page, or in the formats of other tools."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from kg.app.cli.options import OUT, Folder, Graph
from kg.app.cli.output import say
from kg.app.grammar import plural


def view(
    graph: Folder = OUT,
    page: Annotated[
        Path | None, typer.Option("--out", "-o", metavar="FILE", help="The page; DIR/graph.html if not given.")
    ] = None,
    focus: Annotated[str | None, typer.Option(metavar="NAME", help="Draw only what lies around one thing.")] = None,
    hops: Annotated[int, typer.Option(min=1, help="How far around it.")] = 2,
) -> None:
    """Draw the graph as one HTML page that opens offline."""
    from kg.app.picture import draw

    say(f"wrote {draw(graph, page, focus=focus, hops=hops)}")


def site(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="New folder for the pages.")],
    graph: Graph = OUT,
) -> None:
    """Write the pages of the explorer as files that open from disk or any web host."""
    from kg.app.cli.progress import Progress
    from kg.app.site import write_site

    progress = Progress("written")
    try:
        pages = write_site(graph, folder, progress.step)
    finally:
        progress.end()
    say(f"wrote {plural(pages, 'page')}; open {folder / 'index.html'}")


def export(
    graph: Folder = OUT,
    format_: Annotated[
        str | None,
        typer.Option(
            "--format",
            "--to",
            "-f",
            metavar="FORMAT",
            help="turtle, ntriples, nquads, trig, rdfxml, jsonld, graphml, kgx-nodes, kgx-edges, sssom; "
            "parquet writes a folder of tables.",
        ),
    ] = None,
    file: Annotated[
        Path | None, typer.Option("--out", "-o", metavar="FILE", help="Where to write; standard output if not given.")
    ] = None,
) -> None:
    """Write the graph for other tools."""
    if format_ == "parquet":
        _export_tables(graph, file)
        return
    from kg.app.files import write_text
    from kg.graph.export import export as pieces_of
    from kg.graph.export import format_of
    from kg.graph.store import open_store

    _refuse_csv(format_ or (file.suffix.removeprefix(".") if file else ""))
    chosen = format_ or (format_of(file.name) if file else "turtle")
    pieces = pieces_of(open_store(graph), chosen)
    if file is None:
        sys.stdout.writelines(pieces)
    else:
        write_text(file, pieces)
        say(f"wrote {file}")


def _refuse_csv(format_: str) -> None:
    from kg.errors import UsageError

    if format_.lower() in ("csv", "tsv"):
        raise UsageError(
            f"a graph is not one table of {format_.upper()}",
            remedy=f"for an answer as {format_.upper()} run iokg ask NAME --format {format_.lower()}, for all tables "
            "iokg export --to parquet -o DIR; pages of iokg serve come as .csv, too",
        )


def _export_tables(graph: Path, folder: Path | None) -> None:
    from kg.errors import UsageError
    from kg.graph.export.parquet import write_tables
    from kg.graph.store import open_store

    if folder is None:
        raise UsageError("Parquet tables need a folder", remedy="name one with -o DIR")
    names = list(write_tables(open_store(graph), folder))
    say(f"wrote {', '.join(names)} in {folder}")


def load(
    service: Annotated[str, typer.Option(metavar="URL", help="Address of the service's queries and updates.")],
    graph: Folder = OUT,
    update: Annotated[
        str, typer.Option("--update-service", metavar="URL", help="Address of its updates, if it is another.")
    ] = "",
    batch: Annotated[int, typer.Option(min=1, metavar="N", help="Statements in one update.")] = 1000,
) -> None:
    """Put the graph into a SPARQL service, each of its named graphs in the place of the one of that name."""
    from kg.graph.store import open_store
    from kg.graph.store.access import access_to
    from kg.graph.store.loading import load as load_into
    from kg.graph.store.remote import RemoteStore

    remote = RemoteStore(access_to(service, update_url=update))
    written = 0
    for written in load_into(open_store(graph), remote, batch=batch):
        if sys.stderr.isatty():
            sys.stderr.write(f"\r{plural(written, 'statement')}")
    start = "\r" if sys.stderr.isatty() else ""
    say(f"{start}{plural(written, 'statement')} in {service}")
