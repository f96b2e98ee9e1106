"""The files that stand beside a graph's store: what was done, what was not understood, the graph as Turtle."""

from __future__ import annotations

import csv
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox

from kg.app.run import FILE as RUN
from kg.app.run import Input, Notes, Run, versions, write_run
from kg.facts.packs import PackInfo
from kg.graph.query import Answer, select
from kg.graph.terms import Plain
from kg.graph.texts import query_text
from kg.graph.turtle import Told, turtle

TURTLE = "graph.ttl"
PAGE = "graph.html"
UNMATCHED = "unmatched.csv"
MOST_TRIALS_AS_TURTLE = 10_000
_DRAFTS = ".building-"


@contextmanager
def drafts(out: Path) -> Iterator[Path]:
    """A folder for files on their way; those that a killed writer has left are removed.

    The process must hold ``writing(out)``.
    """
    for left in out.glob(f"{_DRAFTS}*"):
        shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(dir=out, prefix=_DRAFTS) as folder:
        yield Path(folder)


class Making(NamedTuple):
    """How a state of a graph was made.

    Attributes:
        generation: Its number among the states of the store; 0 if there is none.
        earlier: The run before, whose inputs are in the store, too, as far as they were not read again.
    """

    packs: tuple[PackInfo, ...]
    evidence: str
    seconds: float
    generation: int
    earlier: Run | None = None


def account(store: ox.Store, notes: Notes, made: Making) -> Run:
    """What is in a store and how it came there."""
    (counts,) = select(store, query_text("report", "counts")).records
    scopes = select(store, query_text("report", "scopes"))
    return run_of(
        {name: _whole(number) for name, number in counts.items()},
        {str(scope): _whole(number) for scope, number in scopes},
        notes,
        made,
    )


def run_of(counts: dict[str, int], scopes: dict[str, int], notes: Notes, made: Making) -> Run:
    """What is in a graph, counted already, and how it came there."""
    return Run(
        versions=versions(),
        packs=made.packs,
        inputs=_inputs(made.earlier, notes),
        counts=counts,
        scopes=scopes,
        refused=dict(sorted(notes.refused.items())),
        refusals=tuple(notes.refusals),
        evidence=made.evidence,
        seconds=round(made.seconds, 3),
        finished=datetime.now(UTC).isoformat(timespec="seconds"),
        generation=made.generation,
    )


def write_files(store: ox.Store, run: Run, folder: Path, trials: Told | None = None) -> None:
    """Write all files that stand beside the store to a folder of drafts.

    Args:
        trials: The Turtle of all trials, if it is at hand.
    """
    write_run(run, folder / RUN)
    write_csv(select(store, query_text("report", "unmatched")), folder / UNMATCHED)
    if run.counts["trials"] <= MOST_TRIALS_AS_TURTLE:
        with (folder / TURTLE).open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(turtle(store, trials=trials))


def swap(folder: Path, out: Path) -> None:
    """Put the new files in the place of the old; files of the old graph that have no successor go.

    ``run.json`` comes last: it names the state of the store that all of them are of.
    """
    for name in (UNMATCHED, TURTLE, PAGE, RUN):
        draft = folder / name
        if draft.exists():
            draft.replace(out / name)
        else:
            (out / name).unlink(missing_ok=True)


def _inputs(earlier: Run | None, notes: Notes) -> tuple[Input, ...]:
    new = notes.inputs()
    read = {(item.path, item.form) for item in new}
    kept = (item for item in (earlier.inputs if earlier else ()) if (item.path, item.form) not in read)
    return (*kept, *new)


def _whole(number: Plain) -> int:
    """A count that a query gave."""
    assert isinstance(number, int), number
    return number


def write_csv(answer: Answer, path: Path) -> None:
    """Write a table."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(answer.columns)
        writer.writerows(answer)
