"""How right the facts of annotated trials are, beside what public tools say of the same trials.

Run ``python -m benchmarks.accuracy``. The annotated trials and the rules of scoring stand outside the repository,
in the folder that IOKG_SHARED names. Errors of the held-back half (``--half odd``) are counted but not shown.
"""

from __future__ import annotations

import argparse
import json
from typing import Any

from rdflib import Graph

from benchmarks.causes import Causes, causes_of
from benchmarks.gold import Gold, annotated, is_seed, rules, trials_of
from benchmarks.graphs import graph_of
from benchmarks.public_tools import Answer, answers
from kg.facts.assemble import load_knowledge, state_facts
from kg.resources import folder

Row = dict[str, float]


def table(gold: list[Gold], graph: Graph) -> dict[str, Row]:
    """For each fact type precision, recall, F1, and the counts of right, extra and missed facts."""
    score = rules()
    tally = score.score(gold, graph)
    counts = ("right", tally.tp), ("extra", tally.fp), ("missed", tally.fn)
    return {kind: {**tally.row(kind), **{name: count[kind] for name, count in counts}} for kind in score.KINDS}


def macro(rows: dict[str, Row]) -> float:
    """Mean F1 of the fact types."""
    return sum(row["f1"] for row in rows.values()) / len(rows)


def show(title: str, rows: dict[str, Row]) -> None:
    print(f"\n{title}\n{'':12}{'P':>7}{'R':>7}{'F1':>7}{'gold':>7}{'right':>7}{'extra':>7}{'missed':>7}")
    for kind, row in rows.items():
        shares = "".join(f"{row[name]:7.3f}" for name in ("precision", "recall", "f1"))
        print(f"{kind:12}{shares}" + "".join(f"{row[name]:7.0f}" for name in ("gold", "right", "extra", "missed")))
    print(f"{'macro F1':12}{macro(rows):21.3f}")


def show_tools(own: dict[str, Row], tools: list[tuple[Answer, dict[str, Row] | None]]) -> None:
    print(f"\npublic tools on the same trials\n{'':32}{'':12}{'P':>7}{'R':>7}{'F1':>7}")
    for answer, rows in tools:
        if rows is None:
            print(f"{answer.tool:32}{answer.note}")
            continue
        for kind in answer.facts:
            shares = "".join(f"{rows[kind][name]:7.3f}" for name in ("precision", "recall", "f1"))
            print(f"{answer.tool:32}{kind:12}{shares}   iokg {own[kind]['f1']:.3f}   ({answer.note})")
    print("No public tool states scope, role, kind, target, mechanism or setting.")


def show_causes(causes: Causes, most: int) -> None:
    for kind in rules().KINDS:
        if causes.get(kind):
            print(f"\n{kind}: {causes[kind].total()} errors by cause (an agent's own errors are counted once)")
            for cause, count in causes[kind].most_common(most):
                print(f"{count:5}  {cause}")


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.accuracy", description=__doc__)
    parser.add_argument("--half", choices=("even", "odd", "all"), default="all", help="which annotated trials")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="show the N most frequent causes")
    parser.add_argument("--json", action="store_true", help="write one JSON object instead of tables")
    parser.add_argument("--no-tools", action="store_true", help="leave out the public tools")
    return parser.parse_args()


def main() -> None:
    """Score and print."""
    asked = options()
    gold = annotated(asked.half)
    trials = trials_of(gold)
    knowledge = load_knowledge(folder("ontology"))
    facts = {trial.id: state_facts(trial, knowledge) for trial in trials}
    graph = graph_of(facts.values(), knowledge)
    parts = {f"{asked.half} annotated trials": gold, "the seeds": [entry for entry in gold if is_seed(entry)]}
    scored = {f"{name} ({len(part)})": table(part, graph) for name, part in parts.items() if part}
    said = [] if asked.no_tools else answers(trials)
    tools = [(answer, None if answer.graph is None else table(gold, answer.graph)) for answer in said]
    causes = causes_of(gold, graph, facts) if asked.errors and asked.half == "even" else {}
    if asked.json:
        print(json.dumps(_as_json(scored, tools, causes), indent=1))
        return
    for name, rows in scored.items():
        show(name, rows)
    if tools:
        show_tools(next(iter(scored.values())), tools)
    if asked.errors and not causes:
        print("\nCauses of errors are shown for --half even; the other half is held back.")
    show_causes(causes, asked.errors)


def _as_json(
    scored: dict[str, dict[str, Row]], tools: list[tuple[Answer, dict[str, Row] | None]], causes: Causes
) -> dict[str, Any]:
    return {
        "iokg": {name: {**rows, "macro_f1": round(macro(rows), 4)} for name, rows in scored.items()},
        "tools": {
            answer.tool: {"note": answer.note, **({kind: rows[kind] for kind in answer.facts} if rows else {})}
            for answer, rows in tools
        },
        "causes": {kind: dict(counts.most_common()) for kind, counts in causes.items()},
    }


if __name__ == "__main__":
    main()
