"""How fast a page is made, opens and answers a choice, by number of nodes; exits 1 if a budget is broken.

Run ``python -m benchmarks.page`` on a machine that does nothing else.
"""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from viz import place, render, sample

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SIZES = (300, 2000, 5000)
RUNS = 5
BUDGETS = {
    "layout s": (5, 5, 5),
    "file MB": (2.5, 2.5, 2.5),
    "first draw ms": (1000, 1000, 1500),
    "longest task ms": (500, 500, 500),
    "choose ms": (200, 200, 200),
}
_TASKS = """
globalThis.tasks = [];
new PerformanceObserver((list) => tasks.push(...list.getEntries().map((task) => task.duration)))
  .observe({ type: "longtask", buffered: true });
"""
_CHOOSE = """
() => new Promise((done) => {
  const start = performance.now();
  const agent = iokg.graph.nodes.find((node) => node.group === "agent" && iokg.found.trialsOf.has(node.id));
  iokg.choose(agent.key, false, false);
  requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
})
"""


def measure(browser: Browser, size: int) -> dict[str, float]:
    """The figures of one size: making as measured once, opening as the median of the runs."""
    network = sample(size)
    start = time.perf_counter()
    place(network)
    placed = time.perf_counter() - start
    page = render(network, title="Benchmark")
    made = time.perf_counter() - start - placed
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "page.html")
        path.write_text(page, encoding="utf-8")
        opened = [_open(browser, path) for _ in range(RUNS)]
    middle = {name: statistics.median(run[name] for run in opened) for name in opened[0]}
    return {"layout s": placed, "page s": made, "file MB": len(page.encode()) / 1e6, **middle}


def _open(browser: Browser, path: Path) -> dict[str, float]:
    tab = browser.new_page(viewport={"width": 1440, "height": 900})
    tab.add_init_script(_TASKS)
    tab.goto(path.as_uri())
    while not tab.evaluate("performance.getEntriesByName('drawn').length"):
        time.sleep(0.02)
    tab.wait_for_timeout(800)
    figures = {
        "first draw ms": float(tab.evaluate("performance.getEntriesByName('drawn')[0].startTime")),
        "longest task ms": float(tab.evaluate("Math.max(0, ...tasks)")),
        "choose ms": _chosen(tab),
    }
    tab.close()
    return figures


def _chosen(tab: Page) -> float:
    return float(tab.evaluate(_CHOOSE))


@contextmanager
def _browser() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser
        browser.close()


def measured(size: int) -> dict[str, tuple[float, float]]:
    """The figures of a size that has budgets, each with its budget."""
    with _browser() as browser:
        figures = measure(browser, size)
    return {name: (figures[name], limits[SIZES.index(size)]) for name, limits in BUDGETS.items()}


def main() -> int:
    """Print the figures and the budgets broken."""
    with _browser() as browser:
        results: dict[int, Any] = {size: measure(browser, size) for size in SIZES}
    names = list(results[SIZES[0]])
    print("| nodes |", " | ".join(names), "|")
    print("| --- " * (len(names) + 1) + "|")
    for size, figures in results.items():
        print(f"| {size} |", " | ".join(f"{figures[name]:.2f}" for name in names), "|")
    broken = [
        f"{name} at {size} nodes: {results[size][name]:.2f} of {limit}"
        for name, limits in BUDGETS.items()
        for size, limit in zip(SIZES, limits, strict=True)
        if results[size][name] > limit
    ]
    print(*broken, sep="\n")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
