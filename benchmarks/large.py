"""The questions of the library on a large graph, embedded and behind Virtuoso.

Run it with ``python -m benchmarks.large GRAPH [--virtuoso FILES]``, where GRAPH is a folder such as
``benchmarks.scale --keep DIR`` leaves, and FILES one that ``iokg build --no-store`` wrote of the same records. Each
question is asked with what it requires and with all its examples, the best of three by the clock, of fewer if they take
long; what takes more than a minute is stopped. Virtuoso is filled by two of its own loaders and has 4 GB of pages.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles
from subprocess import DEVNULL

import kg
from benchmarks.engines import PATIENCE_S, Seconds, timed
from benchmarks.questions import ways
from kg.errors import QueryError
from kg.graph.knowledge import KnowledgeGraph
from kg.graph.query.library import bound
from kg.graph.query.sparql import solutions
from kg.graph.store import QUADS
from kg.vocab import BASE
from tests.services import virtuoso

WANTED_S = 1.0
_BUFFERS = 460_000
_LOADERS = 2
_ALL_TRIALS = "SELECT DISTINCT ?trial { ?trial a iokg:Trial }"
_PORT = re.compile(r"\[Parameters\]\s+ServerPort = (\S+)")


def texts(graph: KnowledgeGraph) -> dict[str, str]:
    """The SPARQL of all questions in all ways, by how they are called; those whose examples are unknown left out."""
    found = {}
    for asked in graph.questions.values():
        for values in ways(asked):
            given = " ".join(f"--{key} {value!r}" for key, value in values.items())
            try:
                found[f"{asked.name} {given}".strip()] = bound(asked, graph.naming, values)
            except QueryError as error:
                print(f"left out: {asked.name} {given}: {error}", file=sys.stderr)
    return found


@contextmanager
def on_virtuoso(graph: KnowledgeGraph, files: Path, scratch: Path) -> Iterator[KnowledgeGraph]:
    """The graph behind Virtuoso, loaded from files of N-Quads."""
    home = scratch / "virtuoso"
    with virtuoso(home, rows=1_000_000, buffers=_BUFFERS) as origin:
        for path in (files / QUADS).glob("*.nq.gz"):
            shutil.copy(path, home)
        port = _PORT.search((home / "virtuoso.ini").read_text())
        assert port is not None
        begin = time.perf_counter()
        _command(home, port[1], f"ld_dir('.', '*.nq.gz', '{BASE}');")
        _command(home, port[1], *["rdf_loader_run();"] * _LOADERS)
        _command(home, port[1], "checkpoint;")
        print(f"Virtuoso loaded in {time.perf_counter() - begin:.0f} s", file=sys.stderr)
        remote = kg.connect(f"{origin}/sparql")
        assert len(list(solutions(remote.store, _ALL_TRIALS))) == len(list(solutions(graph.store, _ALL_TRIALS)))
        yield remote


def _command(home: Path, port: str, *commands: str) -> None:
    """Have Virtuoso carry out some commands, all at a time."""
    client = ["isql-vt", port, "dba", "dba"]
    working = [subprocess.Popen([*client, f"exec={command}"], cwd=home, stdout=DEVNULL) for command in commands]
    codes = [each.wait() for each in working]
    assert not any(codes), codes


def show(engine: str, asked: Iterable[str], found: Seconds) -> None:
    """Percentiles, and what takes long; what was stopped counts as long as it was waited for."""
    known = {name: found.get(name, float(PATIENCE_S)) for name in asked}
    slow = sorted((seconds, name) for name, seconds in known.items() if seconds > WANTED_S)
    late = quantiles(known.values(), n=20)[-1]
    print(f"{engine}: {len(known)} ways, p50 {median(known.values()):.3f} s, p95 {late:.2f} s")
    print(f"{len(known) - len(slow)} within {WANTED_S:g} s{'; the others:' if slow else ''}")
    for seconds, name in reversed(slow):
        print(f"{f'{seconds:6.2f}s' if name in found else 'stopped'}  {name}")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.large", description=__doc__)
    parser.add_argument("graph", type=Path, metavar="GRAPH", help="a graph folder")
    parser.add_argument("--virtuoso", type=Path, metavar="FILES", help="ask Virtuoso, too, filled from this folder")
    parser.add_argument("--scratch", type=Path, metavar="DIR", help="where there is room")
    asked = parser.parse_args()
    graph = kg.open(asked.graph)
    questions = texts(graph)
    show("embedded", questions, timed(questions, lambda text: solutions(graph.store, text)))
    if asked.virtuoso:
        with (
            tempfile.TemporaryDirectory(dir=asked.scratch) as scratch,
            on_virtuoso(graph, asked.virtuoso, Path(scratch)) as remote,
        ):
            show("Virtuoso", questions, timed(questions, lambda text: solutions(remote.store, text)))


if __name__ == "__main__":
    main()
