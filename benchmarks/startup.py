"""Time of whole ``iokg`` processes on the seed graph: median of five, beside what is wanted.

Run it with ``python -m benchmarks.startup``.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from kg.resources import folder

RUNS = 5
COMMANDS = {
    "--help": (0.3, ["--help"]),
    "ask trials_by_target": (0.5, ["ask", "trials_by_target", "--target", "GD2", "--graph", "{graph}"]),
    "ask overview": (0.5, ["ask", "overview", "--graph", "{graph}"]),
    "show GD2": (0.5, ["show", "GD2", "--graph", "{graph}"]),
    "build seeds": (1.3, ["build", "{seeds}", "--out", "{graph}"]),
}


def seconds(arguments: list[str]) -> float:
    """Median wall time of the command."""
    taken = []
    for _ in range(RUNS):
        begin = time.perf_counter()
        subprocess.run([sys.executable, "-m", "kg.app.cli", *arguments], check=True, capture_output=True)
        taken.append(time.perf_counter() - begin)
    return median(taken)


def measured() -> dict[str, tuple[float, float]]:
    """Seconds that are wanted and taken, by command."""
    with tempfile.TemporaryDirectory() as scratch:
        places = {"graph": str(Path(scratch, "graph")), "seeds": str(folder("seeds"))}
        seconds(["build", places["seeds"], "--out", places["graph"]])
        return {
            name: (wanted, seconds([argument.format(**places) for argument in arguments]))
            for name, (wanted, arguments) in COMMANDS.items()
        }


def main() -> None:
    """Measure and print."""
    print(f"{'command':24}{'seconds':>8}{'wanted':>8}")
    for name, (wanted, taken) in measured().items():
        print(f"{name:24}{taken:8.2f}{wanted:8.1f}{'' if taken <= wanted else '  too slow'}")


if __name__ == "__main__":
    main()
