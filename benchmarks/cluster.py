"""A build by Spark beside one by workers of this machine: start-up, trials a second, processor time of each step.

Run ``python -m benchmarks.cluster``, with ``--trials N`` for another size (2,000 if not given). The cluster is
``local-cluster[2,1,2048]``: two executors of one core on this machine, processes of their own as on any cluster.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from benchmarks.phases import Figures, time_calls
from benchmarks.scale import build as build_here
from benchmarks.variants import write_variants
from kg.app.cluster import building, noting, session

CLUSTER = session.Cluster("local-cluster[2,1,2048]", {"spark.ui.enabled": "false"})
STEPS = ((session, "_opened"), (building, "fill"), (building, "write_quads"), (building, "write_tables"))
NOTING = tuple((noting, name) for name in ("inputs", "refused", "counts", "scopes", "unmatched"))
_TICKS = os.sysconf("SC_CLK_TCK")


def build_on_cluster(records: Path, out: Path) -> tuple[int, Figures]:
    """A whole build without a store: number of trials, and seconds by wall and by processor of each step."""
    figures: Figures = {}
    for module, name in (*STEPS, *NOTING):
        time_calls(module, name, figures, _processor_seconds)
    begin = time.perf_counter()
    run, _ = building.build([str(records)], str(out), CLUSTER, building.Wanted(store=False))
    figures["all wall"] = time.perf_counter() - begin
    return run.counts["trials"], figures


def _processor_seconds() -> dict[str, float]:
    """Processor time of this process and all under it that live, Java and Python apart."""
    parents: dict[int, int] = {}
    spent: dict[int, tuple[str, float]] = {}
    for entry in os.scandir("/proc"):
        if entry.name.isdecimal():
            with suppress(OSError):
                name, _, rest = Path(entry.path, "stat").read_text().partition("(")[2].rpartition(")")
                fields = rest.split()
                parents[int(entry.name)] = int(fields[1])
                spent[int(entry.name)] = ("java" if name == "java" else "python", sum(map(int, fields[11:15])) / _TICKS)
    found = {"java": 0.0, "python": 0.0}
    for pid, (kind, seconds) in spent.items():
        if _is_under(pid, parents):
            found[kind] += seconds
    return found


def _is_under(pid: int, parents: dict[int, int]) -> bool:
    while pid in parents and pid != os.getpid():
        pid = parents[pid]
    return pid == os.getpid()


def show(trials: int, figures: Figures) -> None:
    print(f"{'step':14}{'wall s':>9}{'Java s':>9}{'Python s':>9}")
    for _, name in (*STEPS, *NOTING):
        values = (figures[f"{name} {kind}"] for kind in ("wall", "java", "python"))
        print(f"{name.strip('_'):14}" + "".join(f"{value:9.1f}" for value in values))
    spent = sum(value for name, value in figures.items() if name.endswith((" java", " python")))
    fill = figures["fill java"] + figures["fill python"]
    print(f"all: {figures['all wall']:.1f} s, {spent:.1f} s of processor, load average {os.getloadavg()[0]:.1f}")
    print(f"fill: {1000 * fill / trials:.1f} ms of processor a trial, {trials / figures['fill wall']:.0f} trials/s")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.cluster", description=__doc__)
    parser.add_argument("--trials", type=int, default=2_000, metavar="N", help="number of trials")
    count = parser.parse_args().trials
    with tempfile.TemporaryDirectory() as scratch:
        records = Path(scratch, "records.ndjson")
        write_variants(count, records)
        here = build_here(records, Path(scratch, "here"), 2)
        gather = (1000 * here["gather cpu"] / count, count / here["gather wall"])
        print(f"two workers here: {gather[0]:.1f} ms of processor a trial, {gather[1]:.0f} trials/s stated")
        show(*build_on_cluster(records, Path(scratch, "cluster")))


if __name__ == "__main__":
    main()
