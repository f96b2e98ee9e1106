"""Time of each question of the library on a graph: medians of five, embedded, beside the 0.1 s that is wanted.

Run it with ``python -m benchmarks.questions [GRAPH]``; a graph of all records of ``IOKG_SHARED`` is built if none is
given. Each question is asked with what it requires, and with all parameters' examples. Processor time is measured
beside the clock's, because it hardly depends on what else the machine does. Exits with 1 if a question takes more
processor time than wanted.
"""

from __future__ import annotations

import sys
import time
from statistics import median
from typing import NamedTuple

import kg
from benchmarks.dev_graph import dev_graph
from kg.errors import QueryError
from kg.graph.knowledge import KnowledgeGraph
from kg.graph.query import Question, ask

RUNS = 5
WANTED_S = 0.1
ALLOWED_S = {"overview": 0.5, "comparators_against": 0.8, "trial_designs": 2.0}
"""Questions that may take longer: without a choice they look at every tested agent, or every arm, of every trial."""


class Timed(NamedTuple):
    """What it took to ask a question.

    Attributes:
        clock_s: Median seconds by the clock.
        processor_s: Median seconds of processor time.
    """

    processor_s: float
    clock_s: float
    rows: int
    asked: str
    given: str

    @property
    def slow(self) -> bool:
        """Whether it took more processor time than wanted."""
        return self.processor_s > WANTED_S


def timed(graph: KnowledgeGraph, asked: Question, values: dict[str, str]) -> Timed:
    """Medians for a question with some values."""
    clock, processor = [], []
    for _ in range(RUNS):
        begin = time.perf_counter(), time.process_time()
        answer = ask(graph.store, graph.naming, asked.name, values)
        clock.append(time.perf_counter() - begin[0])
        processor.append(time.process_time() - begin[1])
    given = " ".join(f"--{key} {value!r}" for key, value in values.items())
    return Timed(median(processor), median(clock), len(answer), asked.name, given)


def ways(asked: Question) -> list[dict[str, str]]:
    """The least that a question needs, and all that it takes."""
    least = {parameter.name: parameter.example for parameter in asked.parameters if parameter.required}
    most = {parameter.name: parameter.example for parameter in asked.parameters}
    return [least] if least == most else [least, most]


def measured(graph: KnowledgeGraph) -> list[Timed]:
    """All questions, the slowest first; those whose examples the graph does not know are named and left out."""
    found = []
    for asked in graph.questions.values():
        for values in ways(asked):
            try:
                found.append(timed(graph, asked, values))
            except QueryError as error:
                print(f"left out: {asked.name} {values}: {error}")
    return sorted(found, reverse=True)


def main(arguments: list[str]) -> None:
    """Measure and print, the slowest first."""
    with dev_graph(arguments) as folder:
        found = measured(kg.open(folder))
    print("processor  clock    rows  question")
    for one in found:
        print(f"{one.processor_s:7.3f} s{one.clock_s:7.3f} s{one.rows:6}  {one.asked} {one.given}")
    slow = [one for one in found if one.slow]
    print(f"{len(found) - len(slow)} of {len(found)} within {WANTED_S:g} s of processor time")
    print(f"{sum(one.clock_s <= WANTED_S for one in found)} of {len(found)} within {WANTED_S:g} s by the clock")
    unexpected = {one.asked for one in slow if one.processor_s > ALLOWED_S.get(one.asked, WANTED_S)}
    sys.exit(f"slower than wanted: {', '.join(sorted(unexpected))}" if unexpected else 0)


if __name__ == "__main__":
    main(sys.argv[1:])
