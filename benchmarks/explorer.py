"""How long each page of the explorer takes to make: processor time of every page of a graph, by sort of page.

Run ``python -m benchmarks.explorer [GRAPH]``; the graph of all registry records is built if no folder is given. Wanted:
100 ms for each page of a few hundred trials, once a worker has read what all pages look up, which is measured apart.
Exits 1 if a page takes longer.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections import defaultdict

from benchmarks.dev_graph import dev_graph
from kg.app.explore.explorer import Explorer

WANTED_MS = 100
FIRST = ("", "map", "landscape")
"""Pages after which all that is looked up for others has been read."""

ASKED = {
    "map (narrowed)": ("map", {"kind": "Monoclonal antibody", "show": "agent,endpoint"}),
    "map (trials shown)": ("map", {"show": "agent,condition,trial", "scope": "any"}),
    "timeline (by target)": ("timeline", {"by": "target", "scope": "any"}),
    "timeline (each phase)": ("timeline", {"by": "mechanism", "apart": "phase"}),
    "trials (narrowed)": ("trials", {"phase": "Phase 1", "kind": "Monoclonal antibody"}),
}  # fmt: skip


def taken_ms(explorer: Explorer, path: str, asked: dict[str, str]) -> float:
    """Processor time of one page."""
    begin = time.process_time()
    answered = explorer.answer(path, asked)
    if answered.status != 200:
        raise SystemExit(f"{path} gives {answered.status}")
    return (time.process_time() - begin) * 1000


def measured(explorer: Explorer) -> dict[str, list[tuple[float, str]]]:
    """For each sort of page the times and paths of all of its pages; the better of two runs each."""
    found: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for path in explorer.paths():
        best = min(taken_ms(explorer, path, {}) for _ in range(2))
        found[f"{path.partition('/')[0]}/…" if "/" in path else path or "start"].append((best, path))
    for name, (path, asked) in ASKED.items():
        found[name].append((min(taken_ms(explorer, path, asked) for _ in range(2)), path))
    return found


def main() -> None:
    """Measure and print."""
    with dev_graph(sys.argv[1:]) as graph:
        explorer = Explorer(graph)
        print(f"first look-ups: {sum(taken_ms(explorer, path, {}) for path in FIRST):.0f} ms")
        found = measured(explorer)
    print(f"{'page':24}{'pages':>7}{'median ms':>11}{'slowest':>9}")
    for name, times in sorted(found.items()):
        slowest, path = max(times)
        middle = statistics.median(its for its, _ in times)
        print(f"{name:24}{len(times):7}{middle:11.1f}{slowest:9.1f}  {path if slowest > WANTED_MS else ''}")
    if max(its for times in found.values() for its, _ in times) > WANTED_MS:
        sys.exit(f"a page takes longer than {WANTED_MS} ms")


if __name__ == "__main__":
    main()
