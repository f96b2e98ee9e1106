"""The demonstration's report."""

from __future__ import annotations

import os
import re
import shutil
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from rich.text import Text

import kg
from kg.app.beside import PAGE, TURTLE
from kg.app.cli.options import TableFormat
from kg.app.cli.output import console, print_answer, say
from kg.app.deduction import deduce
from kg.app.grammar import plural
from kg.app.picture import draw
from kg.app.pipeline import build
from kg.app.run import FILE, Run
from kg.app.validation import check_graph
from kg.errors import MissingPartError
from kg.graph.query import Answer
from kg.graph.texts import query_text
from kg.resources import folder

if TYPE_CHECKING:
    from kg.graph.knowledge import KnowledgeGraph

_AROUND = 60
_LEFT_OUT = ("role_name", "phases", "status")


def demonstrate(out: Path) -> int:
    """Build the graph of the records that come with iokg, print a report, and give the exit code."""
    with _timed("built"):
        run = build([folder("seeds")], out)
    # HermiT is a process of its own: meanwhile the graph is checked and drawn.
    with ThreadPoolExecutor(max_workers=1) as aside:
        derivation = aside.submit(_reasoned, out)
        with _timed("checked"):
            findings = check_graph(out)
        with _timed("drawn"):
            draw(out)
        derived = derivation.result()
    _print_report(kg.open(out), run, derived, out)
    errors = [finding for finding in findings if finding.is_error]
    for finding in errors:
        say(f"iokg: {finding}")
    return 1 if errors else 0


@contextmanager
def _timed(done: str) -> Iterator[None]:
    begin = time.monotonic()
    yield
    say(f"{done} in {time.monotonic() - begin:.1f} s")


def _reasoned(out: Path) -> int | None:
    """Number of statements derived, or None if no reasoner could run."""
    try:
        with _timed("reasoned over"):
            return len(deduce(out).statements)
    except MissingPartError as error:
        say(f"left out: reasoning by HermiT, because {error}")
        return None


def _print_report(graph: KnowledgeGraph, run: Run, derived: int | None, out: Path) -> None:
    screen = console()

    def heading(text: str) -> None:
        screen.print()
        screen.print(Text(text, style="bold"))

    heading("What is in the graph")
    screen.print(Text(_counts(run, derived)))
    heading(graph.questions["overview"].question)
    print_answer(_narrower(graph.ask("overview")), TableFormat.TABLE)
    screen.print(Text("What words say so? One example:", style="bold"))
    screen.print(_example(graph))
    heading("What contradicts itself in the records")
    for record in graph.ask("discrepancies").records:
        screen.print(Text(f"  {record['trial']}: {record['message']}"))
    heading("What was not understood")
    unmatched = [f"“{record['words']}” ({record['examples']})" for record in graph.ask("not_understood").records]
    screen.print(Text(f"  {', '.join(unmatched) or 'nothing'}"))
    heading("What next")
    for line in _next_steps(out):
        screen.print(Text(f"  {line}"))


def _narrower(overview: Answer) -> Answer:
    """The overview without columns for which a report has no room."""
    kept = [place for place, name in enumerate(overview.columns) if name not in _LEFT_OUT]
    return Answer([overview.columns[place] for place in kept], [tuple(row[p] for p in kept) for row in overview.rows])


def _counts(run: Run, derived: int | None) -> str:
    counts = run.counts
    follow = f"; by reasoning {plural(derived, 'further statement')}" if derived is not None else ""
    told = [plural(counts[f"{noun}s"], noun) for noun in ("trial", "agent", "target", "condition")]
    measures = plural(counts["outcome_measures"], "outcome measure")
    return f"  {', '.join(told)}, {measures} of {plural(counts['endpoints'], 'kind')}{follow}"


def _example(graph: KnowledgeGraph) -> Text:
    """One fact with the words it rests on, in their sentence."""
    found = graph.query(query_text("report", "stated_target")).records
    if not found:
        return Text("  no target is stated in the records' own words")
    fact = {key: str(value) for key, value in found[0].items()}
    start, end = int(fact["start"]), int(fact["end"])
    text = Text(f"  {fact['id']}: {fact['agent_name']} acts on {fact['target_name']}, because it says\n  “…")
    text.append(_on_one_line(fact["text"][max(0, start - _AROUND) : start]))
    text.append(fact["words"], style="bold reverse")
    text.append(_on_one_line(fact["text"][end : end + _AROUND]))
    text.append(f"…”\n  in {fact['field']}, characters {start} to {end} (rule {fact['rule']})")
    return text


def _on_one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def _next_steps(out: Path) -> list[str]:
    program = "iokg" if shutil.which("iokg") else os.path.relpath(sys.argv[0])
    return [
        f"open {out / PAGE} in a browser · {out / TURTLE} in any RDF tool · {out / FILE} says what was built from what",
        f"{program} show GD2 -g {out}",
        f"{program} ask -g {out}                                  lists all questions",
        f"{program} ask trials_by_target --target B7-H3 -g {out}",
        f"{program} build YOUR-RECORDS -o my-graph             JSON, CSV or text from ClinicalTrials.gov",
    ]
