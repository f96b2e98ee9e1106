"""The questions' rows on a graph of real size, on disk and behind Oxigraph's server and Virtuoso: they must be equal.

Run it with ``python -m benchmarks.same_rows [GRAPH]``; a graph of all records of ``IOKG_SHARED`` is built if none is
given. To load a million statements through SPARQL updates takes some minutes. Exits with 1 if an answer differs.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import kg
from benchmarks.dev_graph import dev_graph
from benchmarks.questions import ways
from kg.errors import KGError
from kg.graph.knowledge import KnowledgeGraph
from kg.graph.query import Question, ask
from tests.services import oxigraph_server, virtuoso

ORDER = "the order"
VIRTUOSO_USER = {"IOKG_SERVICE_USER": "dba", "IOKG_SERVICE_PASSWORD": "dba", "IOKG_SERVICE_AUTH": "digest"}


@contextmanager
def behind_oxigraph(graph: Path, scratch: Path) -> Iterator[str]:
    """Where the graph can be asked behind Oxigraph's server."""
    with oxigraph_server(scratch / "oxigraph") as origin:
        load(graph, "--service", f"{origin}/query", "--update-service", f"{origin}/update")
        yield f"{origin}/query"


@contextmanager
def behind_virtuoso(graph: Path, scratch: Path) -> Iterator[str]:
    """Where the graph can be asked behind Virtuoso."""
    with virtuoso(scratch / "virtuoso") as origin:
        load(graph, "--service", f"{origin}/sparql-auth", **VIRTUOSO_USER)
        yield f"{origin}/sparql"


def load(graph: Path, *options: str, **environment: str) -> None:
    """Fill a service by ``iokg load``."""
    command = [sys.executable, "-m", "kg.app.cli", "load", str(graph), *options]
    subprocess.run(command, env={**os.environ, **environment}, check=True, capture_output=True)


def answered(graph: KnowledgeGraph, asked: Question, values: dict[str, str]) -> list[str]:
    """The rows of an answer, or what is wrong with the question, the place of the graph left out."""
    try:
        return [str(row) for row in ask(graph.store, graph.naming, asked.name, values)]
    except KGError as error:
        return [error.problem]


def difference(wanted: list[str], found: list[str]) -> str:
    """What differs between two answers; nothing if they are equal, order included."""
    if found == wanted:
        return ""
    if sorted(found) == sorted(wanted):
        return ORDER
    return f"{len(set(wanted) ^ set(found))} rows, such as {min(set(wanted) ^ set(found), default='a row twice')[:200]}"


def compare(here: KnowledgeGraph, service_url: str) -> int:
    """Print what differs; how many answers do."""
    there, count, differ, begin = kg.connect(service_url, timeout_s=120), 0, 0, time.perf_counter()
    for asked in here.questions.values():
        for values in ways(asked):
            count += 1
            told = difference(answered(here, asked, values), answered(there, asked, values))
            if told:
                print(f"    {asked.name} {values}: {told}")
                differ += told != ORDER
    print(
        f"    {count - differ} of {count} answers have the same rows ({time.perf_counter() - begin:.0f} s)", flush=True
    )
    return differ


def main(arguments: list[str]) -> None:
    """Compare on both services."""
    differ = 0
    with dev_graph(arguments) as folder, tempfile.TemporaryDirectory() as scratch:
        here = kg.open(folder)
        for name, service in (("Oxigraph's server", behind_oxigraph), ("Virtuoso", behind_virtuoso)):
            begin = time.perf_counter()
            with service(folder, Path(scratch)) as service_url:
                print(f"{name}, loaded in {time.perf_counter() - begin:.0f} s", flush=True)
                differ += compare(here, service_url)
    sys.exit(f"{differ} answers differ" if differ else 0)


if __name__ == "__main__":
    main(sys.argv[1:])
