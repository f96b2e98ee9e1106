"""Time of each question of the library on a graph: median of five, embedded, beside the 0.1 s that is wanted.

Run it with ``python -m benchmarks.questions GRAPH``; each question is asked with what it requires, and with all
parameters' examples. Exits with 1 if one takes longer than wanted.
"""

from __future__ import annotations

import sys
import time
from statistics import median

import kg
from kg.errors import QueryError
from kg.graph.knowledge import KnowledgeGraph
from kg.graph.query import Question, ask

RUNS = 5
WANTED_S = 0.1


def timed(graph: KnowledgeGraph, asked: Question, values: dict[str, str]) -> tuple[float, int]:
    """Median seconds, and the number of rows."""
    taken = []
    for _ in range(RUNS):
        begin = time.perf_counter()
        answer = ask(graph.store, graph.naming, asked.name, values)
        taken.append(time.perf_counter() - begin)
    return median(taken), len(answer)


def ways(asked: Question) -> list[dict[str, str]]:
    """The least that a question needs, and all that it takes."""
    least = {parameter.name: parameter.example for parameter in asked.parameters if parameter.required}
    most = {parameter.name: parameter.example for parameter in asked.parameters}
    return [least] if least == most else [least, most]


def main(folder: str) -> None:
    """Measure and print, the slowest first."""
    graph = kg.open(folder)
    found = []
    for asked in graph.questions.values():
        for values in ways(asked):
            try:
                found.append((*timed(graph, asked, values), asked.name, values))
            except QueryError as error:
                print(f"left out: {asked.name} {values}: {error}")
    for seconds, rows, name, values in sorted(found, key=lambda row: -row[0]):
        given = " ".join(f"--{key} {value!r}" for key, value in values.items())
        print(f"{seconds:7.3f} s {rows:6} rows {'slow' if seconds > WANTED_S else '    '} {name} {given}")
    slow = [seconds for seconds, *_ in found if seconds > WANTED_S]
    print(f"{len(found) - len(slow)} of {len(found)} within {WANTED_S:g} s")
    sys.exit(1 if slow else 0)


if __name__ == "__main__":
    main(sys.argv[1])
