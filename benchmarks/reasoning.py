"""HermiT and rules on registry records, rules at a million triples, and checks: seconds, memory, trials a second.

Run ``python -m benchmarks.reasoning``. Records of IOKG_SHARED/trials are built by ``iokg build``; where more are
wanted than there are, records are repeated under registry numbers of their own. Each figure is of a process of its own,
start and end included.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from benchmarks.facts_speed import records
from benchmarks.gold import shared
from kg.graph.store import open_store

HERMIT_SECONDS, HERMIT_MEGABYTES = 600, 2000
RULES_TRIPLES, WANTED_RULES_SECONDS = 1_000_000, 30.0
WANTED_CHECKED_PER_SECOND = 200.0


class Ran(NamedTuple):
    """What a run of the command took.

    Attributes:
        wall: Seconds from start to end.
        processor: Seconds of processor time, of all its processes.
        megabytes: Highest memory of one of its processes.
        said: Last line that it said.
    """

    wall: float
    processor: float
    megabytes: float
    said: str


def run(*arguments: object) -> Ran:
    """Run iokg, measured from a process that starts nothing else."""
    begin = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.reasoning", "--one", *map(str, arguments)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    found = json.loads(done.stdout.splitlines()[-1])
    return Ran(time.perf_counter() - begin, found["processor"], found["megabytes"], found["said"])


def one(arguments: list[str]) -> None:
    """Run iokg as a child and print what it took."""
    done = subprocess.run(
        [sys.executable, "-m", "kg.app.cli", *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
        check=False,
    )  # fmt: skip
    if done.returncode > 1:
        sys.exit(done.stderr)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    said = done.stderr.strip().splitlines()[-1]
    figures = {"processor": used.ru_utime + used.ru_stime, "megabytes": used.ru_maxrss / 1024, "said": said}
    print(json.dumps(figures))


def tell(what: str, found: Ran, more: str = "") -> None:
    print(
        f"{what:46} {found.wall:7.1f} s wall {found.processor:7.1f} s processor {found.megabytes:6.0f} MB  {more}",
        flush=True,
    )


def quads_of(graph: Path) -> int:
    """Number of quads of a graph."""
    return len(open_store(graph))


def trials_of(graph: Path) -> int:
    """Number of trials of a graph."""
    counts: dict[str, int] = json.loads((graph / "run.json").read_text(encoding="utf-8"))["counts"]
    return counts["trials"]


def measure(folder: Path, triples: int, *, hermit: bool) -> bool:
    """Print all figures; whether every one that has a bound keeps it."""
    trials = shared() / "trials"
    small = folder / "small"
    run("build", trials / "dev_studies.json", trials / "dev_studies.csv", "--out", small)
    print(f"dev_studies.json and dev_studies.csv: {trials_of(small):,} trials, {quads_of(small):,} quads")
    if hermit:
        found = run("reason", small, "--timeout", HERMIT_SECONDS, "--memory", HERMIT_MEGABYTES)
        tell(f"reason, HermiT (limits {HERMIT_SECONDS} s, {HERMIT_MEGABYTES} MB)", found, found.said)
    (small / "derived.json").unlink(missing_ok=True)
    found = run("reason", small, "--engine", "rules")
    tell("reason, rules", found, found.said)
    return _at_size(folder, small, triples)


def _at_size(folder: Path, small: Path, triples: int) -> bool:
    per_trial = quads_of(small) / trials_of(small)
    count = round(triples / per_trial * 1.05)
    records(count, folder / "many.ndjson")
    many = folder / "many"
    run("build", folder / "many.ndjson", "--out", many)
    print(f"{count:,} records: {quads_of(many):,} quads")
    checked = run("check", many)
    speed = count / checked.wall
    tell("check", checked, f"{speed:.0f} trials/s, wanted {WANTED_CHECKED_PER_SECOND:.0f}; {checked.said}")
    reasoned = run("reason", many, "--engine", "rules")
    tell("reason, rules", reasoned, f"wanted {WANTED_RULES_SECONDS:.0f} s; {reasoned.said}")
    return speed >= WANTED_CHECKED_PER_SECOND and reasoned.wall <= WANTED_RULES_SECONDS


def main() -> None:
    """Measure."""
    if sys.argv[1:2] == ["--one"]:
        one(sys.argv[2:])
        return
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--triples", type=int, default=RULES_TRIPLES, help="size at which rules and checks are measured"
    )
    parser.add_argument("--no-hermit", action="store_true", help="leave HermiT out")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="iokg-reasoning-") as folder:
        kept = measure(Path(folder), given.triples, hermit=not given.no_hermit)
    sys.exit(None if kept else "a bound was not kept")


if __name__ == "__main__":
    main()
