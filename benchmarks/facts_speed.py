"""Trials a second and peak memory of one process: reading, stating facts, writing quads with full evidence.

Run ``python -m benchmarks.facts_speed``. Each run is a process of its own over the API records of IOKG_SHARED/trials,
each read once, repeated only where more are asked for; figures are medians. Processor time tells more than wall time
on a shared machine.
Beside it: merely parsing the JSON, and a spaCy PhraseMatcher that finds the curated names in the same texts.
"""

from __future__ import annotations

import argparse
import gzip
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.gold import shared
from kg.app.scale import rare_collection
from kg.app.snapshot import knowledge_at_hand
from kg.facts.assemble import Knowledge, load_knowledge, state_facts
from kg.facts.packs import Packs
from kg.facts.read import read_trials
from kg.facts.recognise.conditions import recognise_conditions
from kg.facts.recognise.endpoints import recognise_measures
from kg.facts.recognise.settings import recognise_settings
from kg.graph.quads import trial_quads
from kg.model import Agent, Condition, Target, Trial
from kg.passages import passages
from kg.resources import folder

WANTED_TRIALS_PER_SECOND = 250
WANTED_MEGABYTES = 600
Figures = dict[str, float]


def records(count: int | None, path: Path) -> None:
    """Write so many API records, one a line; a repeated one gets a number of its own. None stands for each once."""
    trials = shared() / "trials"
    known: list[dict[str, Any]] = json.loads((trials / "dev_studies.json").read_text(encoding="utf-8"))
    with gzip.open(trials / "other_studies.ndjson.gz", "rt", encoding="utf-8") as lines:
        known += map(json.loads, lines)
    with path.open("w", encoding="utf-8") as file:
        for number in range(count or len(known)):
            study = known[number % len(known)]
            study["protocolSection"]["identificationModule"]["nctId"] = f"NCT{90_000_000 + number}"
            file.write(json.dumps(study, ensure_ascii=False) + "\n")


# --- what is measured, each in a process of its own -------------------------------------------------------------------


def whole(path: Path) -> Figures:
    """The work of a build: records read, facts stated, quads written to a file."""
    knowledge = warm()
    with rare_collection(), tempfile.TemporaryFile("w", encoding="utf-8") as out:
        return timed(path, lambda trial: out.write(trial_quads(state_facts(trial, knowledge))))


def stages(path: Path) -> Figures:
    """Processor milliseconds a trial of each stage."""
    knowledge = warm()
    spent: Figures = {}
    begin = time.process_time()
    trials = list(_trials(path))
    spent["read"] = time.process_time() - begin
    cancer = {trial.id: recognise_conditions(trial, knowledge.conditions).cancer for trial in trials}
    parts: dict[str, Callable[[Trial], object]] = {
        "facts": lambda trial: state_facts(trial, knowledge),
        "- agents": knowledge.agents.recognise,
        "- conditions": lambda trial: recognise_conditions(trial, knowledge.conditions),
        "- settings": lambda trial: recognise_settings(trial, knowledge.settings, cancer[trial.id]),
        "- endpoints": lambda trial: recognise_measures(trial, knowledge.endpoints),
    }
    for name, part in parts.items():
        begin = time.process_time()
        for trial in trials:
            part(trial)
        spent[name] = time.process_time() - begin
    spent["- discrepancies, scope"] = spent["facts"] - sum(spent[name] for name in spent if name.startswith("- "))
    facts = [state_facts(trial, knowledge) for trial in trials]
    begin = time.process_time()
    for each in facts:
        trial_quads(each)
    spent["quads"] = time.process_time() - begin
    return {name: 1000 * seconds / len(trials) for name, seconds in spent.items()}


def parsing(path: Path) -> Figures:
    """The JSON of the same records parsed by the standard library, nothing else."""
    begin = time.process_time()
    with path.open(encoding="utf-8") as lines:
        count = sum(1 for line in lines if json.loads(line))
    return {"cpu": count / (time.process_time() - begin)}


def reading(path: Path) -> Figures:
    """The same records read into values."""
    begin = time.process_time()
    return {"cpu": sum(1 for _ in _trials(path)) / (time.process_time() - begin)}


def matching(path: Path) -> Figures:
    """The curated names of agents, targets and conditions found by spaCy in the same texts, nothing understood."""
    import spacy
    from spacy.matcher import PhraseMatcher

    knowledge = load_knowledge(folder("ontology"))
    language = spacy.blank("en")
    matcher = PhraseMatcher(language.vocab, attr="LOWER")
    names = sorted(_names(knowledge))
    matcher.add("name", [language.make_doc(name) for name in names])
    figures = timed(path, lambda trial: [matcher(language.make_doc(passage.text)) for passage in passages(trial)])
    return {**figures, "names": len(names)}


def _names(knowledge: Knowledge) -> set[str]:
    things: tuple[Agent | Target | Condition, ...] = (
        *knowledge.agents.tables.agents.values(),
        *knowledge.agents.tables.targets.values(),
        *knowledge.conditions.names.by_id.values(),
    )
    return {name for thing in things for name in (thing.label, *thing.synonyms, *thing.short_forms)}


def warm() -> Knowledge:
    """The curated tables as a build has them, with what is built at first use: the records of the exports are read."""
    with knowledge_at_hand(Packs()) as knowledge:
        for export in ("dev_mixed.csv", "dev_studies.csv"):
            for trial in _trials(shared() / "trials" / export):
                state_facts(trial, knowledge)
    return knowledge


def timed(path: Path, work: Callable[[Trial], object]) -> Figures:
    """Trials a second by processor and by wall time, and the highest memory in megabytes."""
    wall, processor, count = time.perf_counter(), time.process_time(), 0
    for trial in _trials(path):
        work(trial)
        count += 1
    return {
        "cpu": count / (time.process_time() - processor),
        "wall": count / (time.perf_counter() - wall),
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def _trials(path: Path) -> Iterator[Trial]:
    return (found for found in read_trials([path]) if isinstance(found, Trial))


# --- running and telling ----------------------------------------------------------------------------------------------

MEASURED = {work.__name__: work for work in (whole, stages, parsing, reading, matching)}


def medians(name: str, path: Path, runs: int) -> Figures:
    """The figures of one kind of work, each the median of several processes."""
    command = [sys.executable, "-m", "benchmarks.facts_speed", "--one", name, str(path)]
    results = [json.loads(subprocess.run(command, check=True, capture_output=True).stdout) for _ in range(runs)]
    return {key: median(result[key] for result in results) for key in results[0]}


def measured(count: int | None, runs: int) -> dict[str, Figures]:
    """The figures of all kinds of work; spaCy's are absent if it is not installed."""
    names = [name for name in MEASURED if name != "matching" or find_spec("spacy")]
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch, "records.ndjson")
        records(count, path)
        return {name: medians(name, path, runs) for name in names}


def show(figures: dict[str, Figures]) -> None:
    own = figures["whole"]
    print(f"{'one process, full evidence':36}{'trials/s CPU':>13}{'wall':>8}{'MB':>8}")
    print(f"{'read, facts, quads':36}{own['cpu']:13.0f}{own['wall']:8.0f}{own['megabytes']:8.0f}")
    print(f"{'wanted':36}{WANTED_TRIALS_PER_SECOND:13}{'':8}{WANTED_MEGABYTES:8}")
    print(f"{'JSON parsed only':36}{figures['parsing']['cpu']:13.0f}")
    print(f"{'records read only':36}{figures['reading']['cpu']:13.0f}")
    if "matching" in figures:
        spacy = figures["matching"]
        label = f"spaCy, {spacy['names']:.0f} names matched only"
        print(f"{label:36}{spacy['cpu']:13.0f}{spacy['wall']:8.0f}{spacy['megabytes']:8.0f}")
        print(f"iokg does all its work at {own['cpu'] / spacy['cpu']:.2f} times the speed of spaCy's matching alone")
    else:
        print("spaCy is not installed: pip install spacy")
    print("\nCPU ms a trial")
    for stage, milliseconds in figures["stages"].items():
        print(f"  {stage:26}{milliseconds:7.2f}")


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.facts_speed", description=__doc__)
    parser.add_argument("--trials", type=int, metavar="N", help="records a run; each known one once if not given")
    parser.add_argument("--runs", type=int, default=3, metavar="N", help="processes whose median counts")
    parser.add_argument("--json", action="store_true", help="write one JSON object instead of tables")
    parser.add_argument("--one", nargs=2, metavar=("WORK", "FILE"), help="measure one kind of work on a file")
    return parser.parse_args()


def main() -> None:
    """Measure and print."""
    asked = options()
    if asked.one:
        work, path = asked.one
        print(json.dumps(MEASURED[work](Path(path))))
        return
    figures = measured(asked.trials, asked.runs)
    if asked.json:
        print(json.dumps(figures, indent=1))
    else:
        show(figures)


if __name__ == "__main__":
    main()
