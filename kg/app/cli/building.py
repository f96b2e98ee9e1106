"""Building a graph, and the demonstration."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, get_args

import typer

from kg.app.cli.options import OUT
from kg.app.cli.output import say

if TYPE_CHECKING:
    from kg.app.run import Run
    from kg.facts.read import Refusal
    from kg.graph.quads import EvidenceDetail

_MOST_REFUSALS_SAID = 20
_SECONDS_BETWEEN = 0.5
_BAD_INPUT = 3

Out = Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help="Folder for the graph.")]


def build(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATH…", help="Registry records: files, folders, ZIP archives; - is standard input."),
    ],
    out: Out = OUT,
    form: Annotated[
        str | None, typer.Option("--format", metavar="FORM", help="api, csv or seed; told by content if not given.")
    ] = None,
    evidence: Annotated[
        str, typer.Option(help="full: words and fields; quotes: words; none: facts only.", metavar="DETAIL")
    ] = "full",
) -> None:
    """Read registry records and write their graph to a folder."""
    from kg.app.pipeline import build as build_graph

    progress = _Progress()
    run = build_graph(paths, out, form=form, evidence=detail(evidence), progress=progress)
    progress.end()
    say(f"{_counted(run)} in {out} after {run.seconds:.1f} s")
    say(f"next: iokg ask --graph {out}, iokg view {out}")
    if run.lost:
        say(f"{run.lost} part{'s' * (run.lost > 1)} of the input could not be read: see {out / 'run.json'}")
        raise typer.Exit(_BAD_INPUT)


def demo(out: Out = OUT) -> None:
    """Build, reason over, check and draw the four records that come with iokg, and answer a question."""
    from kg.app.cli.report import demonstrate

    raise typer.Exit(demonstrate(out))


def detail(name: str) -> EvidenceDetail:
    """The detail of evidence of that name.

    Raises:
        UsageError: If there is none.
    """
    from kg.errors import UsageError
    from kg.graph.quads import EvidenceDetail

    known: dict[str, EvidenceDetail] = {known: known for known in get_args(EvidenceDetail)}
    if name not in known:
        raise UsageError(f"unknown detail of evidence {name!r}", remedy=f"choose one of {', '.join(known)}")
    return known[name]


def _counted(run: Run) -> str:
    counts = run.counts
    return (
        f"{counts['trials']:,} trials, {counts['agents']:,} agents, {counts['targets']:,} targets, "
        f"{counts['conditions']:,} conditions"
    )


class _Progress:
    """Says how far a build is, and what it refuses."""

    def __init__(self) -> None:
        self._said = 0
        self._next = time.monotonic() + _SECONDS_BETWEEN
        self._shown = False

    def __call__(self, trials: int, refusal: Refusal | None) -> None:
        if refusal is not None:
            self._refuse(refusal)
        elif sys.stderr.isatty() and time.monotonic() > self._next:
            self._next = time.monotonic() + _SECONDS_BETWEEN
            self._shown = True
            sys.stderr.write(f"\r{trials:,} trials read")
            sys.stderr.flush()

    def _refuse(self, refusal: Refusal) -> None:
        self.end()
        self._said += 1
        if self._said <= _MOST_REFUSALS_SAID:
            say(f"iokg: {refusal}")
        elif self._said == _MOST_REFUSALS_SAID + 1:
            say("iokg: more of this kind follows; run.json lists it")

    def end(self) -> None:
        """Leave the line of the counter."""
        if self._shown:
            sys.stderr.write("\n")
            self._shown = False
