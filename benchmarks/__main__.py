"""The summary of all that is measured, or all benchmarks one after another: see ``python -m benchmarks --help``."""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

from benchmarks import summary

SCRIPTS = (
    "accuracy",
    "facts_speed",
    "engines",
    "scale",
    "cluster",
    "reasoning",
    "startup",
    "page",
    "explorer",
    "questions",
    "service",
    "same_rows",
)


def run_all() -> None:
    """Run each in its own process; exit 1 if one of them fails or finds a budget broken."""
    failed = []
    for script in SCRIPTS:
        print(f"\n=== {script} ===", flush=True)
        if subprocess.run([sys.executable, "-m", f"benchmarks.{script}"], check=False).returncode:
            failed.append(script)
    sys.exit(f"failed or over budget: {', '.join(failed)}" if failed else 0)


def main() -> None:
    """Do what is asked."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=summary.__doc__)
    parser.add_argument("--trials", type=int, default=300, metavar="N", help="records to build from")
    parser.add_argument("--write", type=Path, metavar="FILE", help="put the summary between the marks of this file")
    parser.add_argument("--all", action="store_true", help="run every benchmark in full, each as it prints itself")
    asked = parser.parse_args()
    if asked.all:
        run_all()
    summary.main(asked.trials, asked.write)


if __name__ == "__main__":
    main()
