"""The same facts and questions on other engines: rdflib alone, Oxigraph in this process, Virtuoso as a service.

Run it with ``python -m benchmarks.engines``. The graph is that of the cancer trials of ``IOKG_SHARED`` and the seeds,
every fact with its reasons. Questions are asked with what they require, the best of three by the clock, of fewer if
they take long.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import islice
from pathlib import Path
from statistics import geometric_mean

import pyoxigraph as ox
from rdflib import Dataset, Literal, URIRef
from rdflib.plugins.sparql.sparql import SPARQLError
from rdflib.term import Node

import kg
from benchmarks.facts_speed import warm
from benchmarks.gold import shared
from benchmarks.same_rows import behind_virtuoso
from kg.app.limits import within
from kg.app.pipeline import build
from kg.errors import QueryError
from kg.facts.assemble import state_facts
from kg.facts.read import read_trials
from kg.graph.export import export
from kg.graph.knowledge import KnowledgeGraph
from kg.graph.quads import trial_quads
from kg.graph.query.library import bound
from kg.graph.query.sparql import PREFIXES, solutions
from kg.model import Trial
from kg.resources import folder as data

QUESTIONS = (
    "agents_by_target",
    "comparators_against",
    "discrepancies",
    "endpoints_by_phase",
    "engineered_agents",
    "mechanisms_that_meet",
    "sponsors_by_target",
    "trials_by_agent",
    "trials_by_condition",
    "trials_by_target",
)
RUNS = 3
PATIENCE_S = 60
Seconds = dict[str, float]
_ENOUGH_S = 10
_FEW = 60


def records() -> Path:
    """The registry records of cancer trials."""
    return shared() / "trials" / "dev_studies.json"


# --- facts into an engine ---------------------------------------------------------------------------------------------


def written() -> dict[str, float]:
    """Processor milliseconds a trial: facts stated, then put into Oxigraph as iokg does, and into rdflib."""
    knowledge = warm()
    trials = list(islice((found for found in read_trials([records()]) if isinstance(found, Trial)), _FEW))
    begin = time.process_time()
    facts = [state_facts(trial, knowledge) for trial in trials]
    stated = time.process_time()
    texts = [trial_quads(each) for each in facts]
    store = ox.Store()
    for text in texts:
        store.load(text, format=ox.RdfFormat.N_QUADS)
    loaded = time.process_time()
    quads = list(store)
    between = time.process_time()
    _through_rdflib(quads)
    return {
        "facts": 1000 * (stated - begin) / len(trials),
        "oxigraph": 1000 * (loaded - stated) / len(trials),
        "rdflib": 1000 * (time.process_time() - between) / len(trials),
    }


def _through_rdflib(quads: Iterable[ox.Quad]) -> str:
    """The statements made, kept and written by rdflib."""
    data = Dataset()
    for quad in quads:
        named = data.graph(URIRef(quad.graph_name.value))  # type: ignore[union-attr]
        named.add((_node(quad.subject), _node(quad.predicate), _node(quad.object)))
    return data.serialize(format="nquads")


def _node(term: object) -> Node:
    if isinstance(term, ox.Literal):
        return Literal(term.value, datatype=URIRef(term.datatype.value))
    assert isinstance(term, ox.NamedNode)
    return URIRef(term.value)


# --- questions --------------------------------------------------------------------------------------------------------


def asked() -> dict[str, Seconds]:
    """Seconds of each question by engine; an engine that is absent is left out, as is an answer that takes too long."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch, "graph")
        build([records(), data("seeds")], folder)
        graph = kg.open(folder)
        texts = {name: _text(graph, name) for name in QUESTIONS}
        found = {"Oxigraph": timed(texts, lambda text: solutions(graph.store, text))}
        found["rdflib"] = timed(texts, _by_rdflib(graph))
        if shutil.which("virtuoso-t"):
            with _virtuoso(folder, Path(scratch)) as remote:
                found["Virtuoso"] = timed(texts, lambda text: solutions(remote.store, text))
    return found


def shared_by_all(found: dict[str, Seconds]) -> list[str]:
    """The questions that every engine answered in time."""
    return [name for name in QUESTIONS if all(name in seconds for seconds in found.values())]


def mean_of(times: Seconds, names: Iterable[str]) -> float:
    """Geometric mean of some questions' seconds."""
    return geometric_mean(times[name] for name in names)


def _text(graph: KnowledgeGraph, name: str) -> str:
    question = graph.questions[name]
    values = {parameter.name: parameter.example for parameter in question.parameters if parameter.required}
    return bound(question, graph.naming, values)


def timed(texts: dict[str, str], answer: Callable[[str], Iterable[object]]) -> Seconds:
    """Seconds that each query takes, the best of several times; those that take too long are named and left out."""
    found = {}
    for name, text in texts.items():
        try:
            found[name] = within(PATIENCE_S, partial(_best, answer, text))
        except QueryError as error:
            print(f"left out: {name}: {error}", file=sys.stderr)
    return found


def _best(answer: Callable[[str], Iterable[object]], text: str) -> float:
    """Seconds it takes to answer, the best of several times, of fewer if they are long."""
    times: list[float] = []
    while len(times) < RUNS and sum(times) < _ENOUGH_S:
        times.append(_once(answer, text))
    return min(times)


def _once(answer: Callable[[str], Iterable[object]], text: str) -> float:
    begin = time.perf_counter()
    for _ in answer(text):
        pass
    return time.perf_counter() - begin


def _by_rdflib(graph: KnowledgeGraph) -> Callable[[str], Iterable[object]]:
    data = Dataset(default_union=True)
    data.parse(data="".join(export(graph.store, "nquads")), format="nquads")

    def answer(text: str) -> Iterator[object]:
        try:
            yield from data.query(text, initNs=PREFIXES)
        except SPARQLError as error:
            raise QueryError(f"rdflib fails ({error})") from error

    return answer


@contextmanager
def _virtuoso(folder: Path, scratch: Path) -> Iterator[KnowledgeGraph]:
    with behind_virtuoso(folder, scratch) as url:
        yield kg.connect(url, timeout_s=PATIENCE_S)


def main() -> None:
    """Measure and print."""
    spent = written()
    print("  ".join(f"{name} {milliseconds:.1f} ms a trial" for name, milliseconds in spent.items()))
    found = asked()
    for name in QUESTIONS:
        print(
            f"{name:24}",
            *(f"{engine} {1000 * times[name]:9.1f} ms" for engine, times in found.items() if name in times),
        )
    alike = shared_by_all(found)
    for engine, times in found.items():
        print(f"{engine}: {1000 * mean_of(times, alike):.1f} ms, the geometric mean of {len(alike)}")


if __name__ == "__main__":
    main()
