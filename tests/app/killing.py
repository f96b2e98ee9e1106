"""Kill updates of a graph at random moments and look at what is left.

Run it with ``python -m tests.app.killing OUT TIMES FIRST SECOND``: OUT is built of the records FIRST, then updated to
SECOND and back, TIMES times, each by a process that is killed at a random moment; after each, the graph is opened and
must hold the one or the other. Prints how often it held which. The process that kills never opens a store, so that its
children start with clean threads.
"""

from __future__ import annotations

import json
import multiprocessing
import random
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from kg.app.pipeline import build
from kg.app.snapshot import knowledge_at_hand
from kg.app.update import update
from kg.facts.packs import open_packs
from kg.graph.store import open_store

_FORK = multiprocessing.get_context("fork")


def digest(out: Path) -> str:
    """What each named graph of the store holds."""
    return str(sorted(str(quad) for quad in open_store(out)))


def aside(work: Callable[[], object]) -> object:
    """The result of the work, done in a process of its own."""
    ours, theirs = _FORK.Pipe()
    process = _FORK.Process(target=lambda: theirs.send(work()))
    process.start()
    theirs.close()
    found = ours.recv()
    process.join()
    return found


def change(path: Path, out: Path) -> None:
    update([path], out, remove_missing=True)


def main(out: Path, times: int, first: Path, second: Path) -> None:
    with knowledge_at_hand(open_packs()):
        pass
    aside(lambda: build([first], out).generation)
    states = {aside(lambda: digest(out)): "first"}
    begin = time.monotonic()
    aside(lambda: change(second, out))
    longest = time.monotonic() - begin
    states[aside(lambda: digest(out))] = "second"
    found: Counter[str] = Counter()
    other: list[str] = []
    chance = random.Random(1)
    for _ in range(times):
        before = states.get(aside(lambda: digest(out)), "?")
        wanted = first if before == "second" else second
        process = _FORK.Process(target=change, args=(wanted, out))
        process.start()
        process.join(chance.uniform(0, longest))
        # The machine may be busier or idler than before: half of the updates should come to their end.
        longest *= 1.1 if process.exitcode is None else 0.9
        process.kill()
        process.join()
        state = aside(lambda: digest(out))
        after = states.get(state, "?")
        found["new" if after != before else "old"] += 1
        if after == "?":
            other.append(str(state)[:2000])
    json.dump({"killed": found, "other": other}, sys.stdout)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]), Path(sys.argv[4]))
