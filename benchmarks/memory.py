"""The highest memory of this process and of each of its children, looked at from outside."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Self

_BETWEEN_S = 0.1


class Watch:
    """Watches from a process of its own, so that this one stays without threads.

    Attributes:
        parent: Highest resident megabytes of this process.
        worker: Of the child that took most, pages shared with this process included.
    """

    parent = worker = 0.0

    def __enter__(self) -> Self:
        command = [sys.executable, "-m", "benchmarks.memory", str(os.getpid())]
        self._watcher = subprocess.Popen(command, stdout=subprocess.PIPE, stdin=subprocess.PIPE, text=True)
        return self

    def __exit__(self, *_: object) -> None:
        parent, worker = self._watcher.communicate()[0].split()
        self.parent, self.worker = float(parent), float(worker)


def main(pid: int) -> None:
    """Watch a process until standard input ends."""
    import select

    parent = worker = 0.0
    while not select.select([sys.stdin], [], [], _BETWEEN_S)[0]:
        parent = max(parent, _megabytes(pid))
        for child in _children(pid) - {os.getpid()}:
            worker = max(worker, _megabytes(child))
    print(parent, worker)


def _children(pid: int) -> set[int]:
    with suppress(OSError):
        return {int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()}
    return set()


def _megabytes(pid: int) -> float:
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
    return 0.0


if __name__ == "__main__":
    main(int(sys.argv[1]))
