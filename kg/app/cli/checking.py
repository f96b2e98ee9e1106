"""Reasoning, validation, and whether all is in place."""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.app.cli.options import OUT, Folder, ServiceUrl
from kg.app.cli.output import out, say
from kg.app.grammar import plural

if TYPE_CHECKING:
    from kg.graph.validate import Finding


_WHAT_CONTRADICTS = "iokg reason --explain inconsistency says by which axioms and statements, iokg check where"


class FindingFormat(StrEnum):
    """How findings are printed."""

    TEXT = "text"
    JSON = "json"


def reason(
    graph: Folder = OUT,
    engine: Annotated[str, typer.Option(help="hermit (needs Java) or rules.", metavar="ENGINE")] = "hermit",
    timeout: Annotated[float, typer.Option(min=1, metavar="SECONDS", help="Stop HermiT after that time.")] = 600,
    memory: Annotated[int, typer.Option(min=1, metavar="MB", help="Memory for HermiT.")] = 2000,
    ontology: Annotated[
        Path | None, typer.Option(metavar="FILE", help="An OWL module of your own, reasoned by beside the ontology.")
    ] = None,
    explain: Annotated[
        str | None,
        typer.Option(
            metavar="FACT",
            help="Only say which axioms and statements give a fact, e.g. 'agent/l19-il2 a Immunocytokine', or an "
            "'inconsistency'; nothing is written.",
        ),
    ] = None,
) -> None:
    """Derive what follows from the graph by the ontology, and keep it apart from what is asserted.

    HermiT proves besides that nothing contradicts itself, and takes minutes from some hundred trials; rules take
    seconds.
    """
    from kg.app.cli.waiting import Waiting
    from kg.app.deduction import deduce, engine_of, ontology_of
    from kg.app.run import read_run

    chosen = engine_of(engine)
    if explain is not None:
        from kg.app.explanation import explain as reasons

        for line in reasons(graph, explain, ontology_of(ontology, "rules")):
            out(line)
        return
    axioms = ontology_of(ontology, chosen, timeout_s=timeout, memory_mb=memory)
    run = read_run(graph)
    waiting = Waiting(run.counts.get("trials", 0) if run else 0, timeout)
    try:
        found = deduce(graph, chosen, ontology=axioms, timeout_s=timeout, memory_mb=memory, tick=waiting)
    finally:
        waiting.end()
    if found.consistent is False:
        say(f"the graph contradicts the ontology; nothing was derived. {_WHAT_CONTRADICTS}")
        raise typer.Exit(1)
    consistency = "consistent; " if found.consistent else ""
    say(f"{consistency}{plural(len(found.statements), 'statement')} derived by {engine} in {found.seconds:.1f} s")
    for class_ in found.unsatisfiable:
        say(f"this class can have no member: {class_}")


def check(
    graph: Annotated[
        Path, typer.Argument(metavar="[DIR|FILE]", help="Folder of the graph, or an RDF file.", show_default=True)
    ] = OUT,
    service: ServiceUrl = None,
    format_: Annotated[
        FindingFormat, typer.Option("--format", "-f", help="How to print the findings.")
    ] = FindingFormat.TEXT,
) -> None:
    """Check the graph against its shapes and look for known faults."""
    from kg.app.validation import check_graph, check_service

    findings = check_graph(graph) if service is None else check_service(service)
    if format_ is FindingFormat.JSON:
        _print_json(findings)
    else:
        for finding in findings:
            out(str(finding))
    say(_tally(findings))
    if any(finding.is_error for finding in findings):
        raise typer.Exit(1)


def _print_json(findings: list[Finding]) -> None:
    import json
    from dataclasses import asdict

    out(json.dumps([asdict(finding) for finding in findings], ensure_ascii=False, indent=2))


def _tally(findings: list[Finding]) -> str:
    """How many findings there are of each severity."""
    counts = Counter(finding.severity for finding in findings)
    told = [plural(count, severity) for severity, count in counts.items()]
    return ", ".join(told).replace("infos", "notes").replace("info", "note") or "no fault found"


def doctor(
    tables: Annotated[bool, typer.Option("--tables", help="Also read every curated table.")] = False,
) -> None:
    """Say what is installed, what is missing, and what that leaves out."""
    from kg.app.diagnosis import diagnose

    findings = diagnose(tables=tables)
    width = max(len(finding.part) for finding in findings)
    for finding in findings:
        out(f"{'ok     ' if finding.found else 'missing'}  {finding.part:{width}}  {finding.note}")
    if not all(finding.found or finding.optional for finding in findings):
        raise typer.Exit(1)
