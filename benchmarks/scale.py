"""How builds and updates grow: trials a second, memory of the parent and its workers, and the ratio to the floor.

Run ``python -m benchmarks.scale``, with ``--trials N …`` for other sizes (1,000 and 10,000 if not given; 100,000 takes
some 25 minutes, for a store of 13.5 GB). One trial of a hundred is then changed by an update. The floor parses the same
JSON and writes the same bytes, nothing else. Processor time tells more than wall time on a shared machine; the load
average stands beside both.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from contextlib import nullcontext
from pathlib import Path

from benchmarks.memory import Watch
from benchmarks.phases import Figures, time_calls
from benchmarks.variants import write_changed, write_variants

SIZES = (1_000, 10_000)
WANTED_TRIALS_PER_SECOND = 500
WANTED_MEGABYTES = {"parent": 600, "worker": 400}
_SAMPLED = 500
"""Trials, at least, from which the bytes of a graph are reckoned."""


def build(records: Path, out: Path, workers: int) -> Figures:
    """A whole build in this process and its workers, one a processor if their number is 0."""
    from kg.app import pipeline
    from kg.app.scale import Effort

    phases: Figures = {}
    time_calls(pipeline, "gather", phases, _processors)
    time_calls(pipeline, "load", phases, _processors)
    time_calls(pipeline, "write_files", phases, _processors)
    with Watch() as watch:
        begin = time.perf_counter()
        run = pipeline.build([records], out, effort=Effort(workers or None))
        wall = time.perf_counter() - begin
    store = sum(path.stat().st_size for path in (out / "store").rglob("*") if path.is_file())
    return {
        **phases,
        "trials": run.counts["trials"],
        "wall": wall,
        "cpu": _processor_seconds(),
        "parent": watch.parent,
        "worker": watch.worker,
        "store": store / 1e6,
        "load_average": os.getloadavg()[0],
    }


def update(records: Path, out: Path, _: int) -> Figures:
    """An update in this process."""
    from kg.app.update import update

    with Watch() as watch:
        begin = time.perf_counter()
        changes = update([records], out).changes
        wall = time.perf_counter() - begin
    return {"trials": len(changes), "wall": wall, "cpu": _processor_seconds(), "parent": watch.parent}


def floor(records: Path, out: Path, size: int) -> Figures:
    """The same JSON parsed and as many bytes written."""
    piece = b"x" * 79 + b"\n"
    begin = time.perf_counter()
    with records.open("rb") as lines, out.open("wb") as file:
        count = sum(1 for line in lines if json.loads(line))
        for _ in range(size // (len(piece) * 1000)):
            file.write(piece * 1000)
    return {"trials": count, "wall": time.perf_counter() - begin, "cpu": _processor_seconds()}


def _processors() -> dict[str, float]:
    return {"cpu": _processor_seconds()}


def _processor_seconds() -> float:
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in used)


# --- running and telling ----------------------------------------------------------------------------------------------


def measured(count: int, workers: int | None, scratch: Path) -> dict[str, Figures]:
    """The figures of one size, each from a process of its own; the graph stays in ``out``."""
    records, changed, out = scratch / "records.ndjson", scratch / "changed.ndjson", scratch / "out"
    scratch.mkdir(parents=True, exist_ok=True)
    write_variants(count, records)
    write_changed(max(1, count // 100), changed, among=count)
    return {
        "build": _alone("build", records, out, str(workers or 0)),
        "update": _alone("update", changed, out, "0"),
        "floor": _alone("floor", records, scratch / "floor", str(_quad_bytes(out, count))),
    }


def _quad_bytes(out: Path, count: int) -> int:
    """Bytes of a graph as N-Quads, reckoned from some hundreds of its trials."""
    from kg.graph.store import open_store

    store = open_store(out)
    graphs = [graph for graph in store.named_graphs() if "/trial/" in str(graph)][:: max(1, count // _SAMPLED)]
    size = sum(
        sum(len(f"{quad} .\n".encode()) for quad in store.quads_for_pattern(None, None, None, graph))
        for graph in graphs
    )
    return size * count // len(graphs)


def _alone(*work: str | Path) -> Figures:
    command = [sys.executable, "-m", "benchmarks.scale", "--one", *map(str, work)]
    figures: Figures = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    return figures


def show(found: list[dict[str, Figures]]) -> None:
    """One line a size."""
    print(
        "trials  CPU ms/trial  stating  loading  files  trials/s wall  load avg  parent MB  worker MB  store MB   floor"
        " changed  update s  CPU s  update MB"
    )
    for figures in found:
        own, least, later = figures["build"], figures["floor"], figures["update"]
        per = 1000 / own["trials"]
        print(
            f"{own['trials']:6,.0f}{own['cpu'] * per:14.1f}{own['gather cpu'] * per:9.1f}{own['load cpu'] * per:9.1f}"
            f"{own['write_files cpu'] * per:7.1f}{own['trials'] / own['wall']:15.0f}{own['load_average']:10.1f}"
            f"{own['parent']:11.0f}{own['worker']:11.0f}{own['store']:10.0f}{own['cpu'] / least['cpu']:7.0f}x"
            f"{later['trials']:8,.0f}{later['wall']:10.1f}{later['cpu']:8.1f}{later['parent']:10.0f}"
        )
    print(f"wanted: {WANTED_TRIALS_PER_SECOND} trials/s wall, MB at most {WANTED_MEGABYTES}")


_WORK = {"build": build, "update": update, "floor": floor}


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scale", description=__doc__)
    parser.add_argument("--trials", type=int, nargs="+", default=SIZES, metavar="N", help="numbers of trials")
    parser.add_argument("--workers", type=int, metavar="N", help="worker processes; one a processor if not given")
    parser.add_argument("--scratch", type=Path, metavar="DIR", help="where there is room")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="keep records and graph of one size there")
    parser.add_argument("--json", action="store_true", help="write one JSON object a size instead of a table")
    parser.add_argument("--one", nargs=4, metavar=("WORK", "RECORDS", "OUT", "NUMBER"), help="measure one thing")
    return parser.parse_args()


def main() -> None:
    """Measure and print."""
    asked = options()
    if asked.one:
        work, records, out, number = asked.one
        given = (Path(records), Path(out))
        print(json.dumps(_WORK[work](*given, int(number))))
        return
    found = []
    for count in asked.trials:
        with nullcontext(asked.keep) if asked.keep else tempfile.TemporaryDirectory(dir=asked.scratch) as scratch:
            found.append(measured(count, asked.workers, Path(scratch)))
        if asked.json:
            print(json.dumps(found[-1]), flush=True)
    if not asked.json:
        show(found)


if __name__ == "__main__":
    main()
