"""How a build grows: trials a second, memory of the parent and its workers, loading, and the ratio to the floor.

Run ``python -m benchmarks.scale``, with ``--trials N …`` for other sizes (1,000 and 10,000 if not given; 100,000 takes
the better part of an hour and some 50 GB). The floor parses the same JSON and writes the same bytes, nothing else.
Processor time tells more than wall time on a shared machine; the load average stands beside both.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.memory import Watch
from benchmarks.phases import Figures, time_calls
from benchmarks.variants import write_variants

SIZES = (1_000, 10_000)
WANTED_TRIALS_PER_SECOND = 500
WANTED_MEGABYTES = {"parent": 600, "worker": 400}


def build(records: Path, out: Path, workers: int | None) -> Figures:
    """A whole build in this process and its workers."""
    from kg.app import pipeline
    from kg.app.scale import Effort

    phases: Figures = {}
    time_calls(pipeline, "gather", phases, _processors)
    time_calls(pipeline, "load", phases, _processors)
    time_calls(pipeline, "write_files", phases, _processors)
    with Watch() as watch:
        begin = time.perf_counter()
        run = pipeline.build([records], out, effort=Effort(workers))
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
    """The figures of one size, each from a process of its own."""
    records, out = scratch / "records.ndjson", scratch / "out"
    write_variants(count, records)
    built = _alone("build", records, out, str(workers or 0))
    quads = _quad_bytes(out)
    shutil.rmtree(out)
    return {"build": built, "floor": _alone("floor", records, scratch / "floor", str(quads))}


def _quad_bytes(out: Path) -> int:
    """Bytes of a graph as N-Quads."""
    from kg.graph.export import export
    from kg.graph.store import open_store

    return sum(len(piece.encode()) for piece in export(open_store(out), "nquads"))


def _alone(*work: str | Path) -> Figures:
    command = [sys.executable, "-m", "benchmarks.scale", "--one", *map(str, work)]
    figures: Figures = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    return figures


def show(found: list[dict[str, Figures]]) -> None:
    """One line a size."""
    print(
        "trials  CPU ms/trial  stating  loading  files  trials/s wall  load avg  parent MB  worker MB  store MB  floor"
    )
    for figures in found:
        own, least = figures["build"], figures["floor"]
        per = 1000 / own["trials"]
        print(
            f"{own['trials']:6,.0f}{own['cpu'] * per:14.1f}{own['gather cpu'] * per:9.1f}{own['load cpu'] * per:9.1f}"
            f"{own['write_files cpu'] * per:7.1f}{own['trials'] / own['wall']:15.0f}{own['load_average']:10.1f}"
            f"{own['parent']:11.0f}{own['worker']:11.0f}{own['store']:10.0f}{own['cpu'] / least['cpu']:7.0f}x"
        )
    print(f"wanted: {WANTED_TRIALS_PER_SECOND} trials/s wall, MB at most {WANTED_MEGABYTES}")


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scale", description=__doc__)
    parser.add_argument("--trials", type=int, nargs="+", default=SIZES, metavar="N", help="numbers of trials")
    parser.add_argument("--workers", type=int, metavar="N", help="worker processes; one a processor if not given")
    parser.add_argument("--scratch", type=Path, metavar="DIR", help="where there is room")
    parser.add_argument("--json", action="store_true", help="write one JSON object a size instead of a table")
    parser.add_argument("--one", nargs=4, metavar=("WORK", "RECORDS", "OUT", "NUMBER"), help="measure one thing")
    return parser.parse_args()


def main() -> None:
    """Measure and print."""
    asked = options()
    if asked.one:
        work, records, out, number = asked.one
        given = (Path(records), Path(out))
        print(json.dumps(build(*given, int(number) or None) if work == "build" else floor(*given, int(number))))
        return
    found = []
    for count in asked.trials:
        with tempfile.TemporaryDirectory(dir=asked.scratch) as scratch:
            found.append(measured(count, asked.workers, Path(scratch)))
        if asked.json:
            print(json.dumps(found[-1]), flush=True)
    if not asked.json:
        show(found)


if __name__ == "__main__":
    main()
