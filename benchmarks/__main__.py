"""All benchmarks one after another: ``python -m benchmarks``."""

from __future__ import annotations

import subprocess
import sys

SCRIPTS = (
    "accuracy", "facts_speed", "scale", "reasoning", "startup", "page", "explorer", "questions", "service", "same_rows",
)  # fmt: skip


def main() -> None:
    """Run each in its own process; exit 1 if one of them fails or finds a budget broken."""
    failed = []
    for script in SCRIPTS:
        print(f"\n=== {script} ===", flush=True)
        if subprocess.run([sys.executable, "-m", f"benchmarks.{script}"], check=False).returncode:
            failed.append(script)
    sys.exit(f"failed or over budget: {', '.join(failed)}" if failed else 0)


if __name__ == "__main__":
    main()
