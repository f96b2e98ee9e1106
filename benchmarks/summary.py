"""The ratios that matter, measured in one go: building, questions, start-up and the page beside alternatives.

``python -m benchmarks`` prints them; ``python -m benchmarks --write docs/benchmarks.md`` also puts them between the
marks of that file.
"""

from __future__ import annotations

import os
import platform
import shutil
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from benchmarks import engines, facts_speed, page, startup
from kg.errors import UsageError

BEGIN, END = "<!-- summary: python -m benchmarks --write docs/benchmarks.md -->", "<!-- end of summary -->"
_PACKAGES = ("pyoxigraph", "rdflib", "spacy", "msgspec")
_NODES = 300


def lines(trials: int) -> Iterator[str]:
    """The summary, line by line, each as soon as it is measured.

    Args:
        trials: Number of records to build from.
    """
    yield from _circumstances(trials)
    yield from _building(trials)
    yield from _questions()
    yield from _waiting()
    yield ""
    yield f"Load average at the end: {os.getloadavg()[0]:.1f}."


def put(text: str, path: Path) -> None:
    """Put the summary between the marks of a file.

    Raises:
        UsageError: If it has no such marks.
    """
    whole = path.read_text(encoding="utf-8")
    before, begin, rest = whole.partition(f"{BEGIN}\n")
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise UsageError("the marks of the summary are missing", place=str(path), remedy=f"add {BEGIN} and {END}")
    path.write_text(f"{before}{begin}{text}{end}{after}", encoding="utf-8")


def _circumstances(trials: int) -> Iterator[str]:
    known = ", ".join(f"{name} {_version(name)}" for name in _PACKAGES)
    day = datetime.now(UTC).strftime("%d %B %Y").lstrip("0")
    yield (
        f"{day}, {os.cpu_count()} cores ({_processor()}), load average {os.getloadavg()[0]:.1f} at the start; "
        f"Python {platform.python_version()}, {known}. {trials} registry records for building, those of cancer trials "
        f"first, which are longest; questions on the graph of the 165 cancer trials and the seeds. Ratios above 1 mean "
        f"that iokg is that many times quicker."
    )
    yield ""


def _building(trials: int) -> Iterator[str]:
    figures = facts_speed.measured(trials, 1)
    spent = engines.written()
    own = figures["whole"]["cpu"]
    alone = 1000 / (spent["facts"] + spent["rdflib"])
    ours = 1000 / (spent["facts"] + spent["oxigraph"])
    yield "| building, one process | trials/s of processor time | ratio |"
    yield "| --- | --- | --- |"
    yield f"| iokg: records read, facts stated, quads written | {own:.0f} | |"
    if "matching" in figures:
        matched = figures["matching"]["cpu"]
        yield f"| spaCy PhraseMatcher: the curated names in the same texts | {matched:.0f} | {own / matched:.2f} |"
    parsed = figures["parsing"]["cpu"]
    yield f"| JSON merely parsed | {parsed:,.0f} | {own / parsed:.3f} |"
    yield f"| iokg: facts of long records stated, written, loaded into Oxigraph | {ours:.0f} | |"
    yield f"| the same facts through rdflib alone: made, kept, written | {alone:.0f} | {ours / alone:.1f} |"
    rdf, theirs = spent["oxigraph"], spent["rdflib"]
    yield f"| of it RDF: {rdf:.1f} ms a trial, with rdflib {theirs:.1f} ms | | {theirs / rdf:.1f} |"
    yield ""


def _questions() -> Iterator[str]:
    found = engines.asked()
    alike = engines.shared_by_all(found)
    own = engines.mean_of(found["Oxigraph"], alike)
    yield f"| {len(alike)} questions, as each requires | geometric mean, ms | slowest, ms | ratio |"
    yield "| --- | --- | --- | --- |"
    for engine, times in sorted(found.items(), key=lambda item: engines.mean_of(item[1], alike)):
        mean, slowest = engines.mean_of(times, alike), max(times[name] for name in alike)
        yield f"| {engine} | {1000 * mean:.1f} | {1000 * slowest:.0f} | {mean / own:.1f} |"
    late = [name for name in engines.QUESTIONS if name not in alike]
    if late:
        yield ""
        yield f"Left out, because rdflib failed or took more than {engines.PATIENCE_S} s: {', '.join(late)}."
    yield ""


def _waiting() -> Iterator[str]:
    yield "| waiting | measured | wanted |"
    yield "| --- | --- | --- |"
    for command, (wanted, taken) in startup.measured().items():
        yield f"| `iokg {command}` | {taken:.2f} s | {wanted:g} s |"
    if find_spec("playwright") and shutil.which("chromium"):
        for name, (figure, limit) in page.measured(_NODES).items():
            yield f"| page of {_NODES} nodes: {name} | {figure:.2f} | {limit:g} |"


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "(absent)"


def _processor() -> str:
    """What the machine calls its processor."""
    try:
        told = Path("/proc/cpuinfo").read_text().partition("model name")[2].partition("\n")[0]
    except OSError:
        told = ""
    return told.strip(" \t:") or platform.machine()


def main(trials: int, target: Path | None) -> None:
    """Measure, print and, if there is a target, write."""
    told = []
    for line in lines(trials):
        print(line, flush=True)
        told.append(f"{line}\n")
    if target is not None:
        put("".join(told), target)
        print(f"written into {target}", file=sys.stderr)
