"""Reasoning, validation, and whether all is in place."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.app.cli.options import OUT, Folder, ServiceUrl
from kg.app.cli.output import out, say


def reason(
    graph: Folder = OUT,
    engine: Annotated[str, typer.Option(help="hermit (needs Java) or rules.", metavar="ENGINE")] = "hermit",
    timeout: Annotated[float, typer.Option(min=1, metavar="SECONDS", help="Stop HermiT after that time.")] = 300,
    memory: Annotated[int, typer.Option(min=100, metavar="MB", help="Memory for HermiT.")] = 2000,
) -> None:
    """Derive what follows from the graph by the ontology, and keep it apart from what is asserted."""
    from kg.app.deduction import deduce, engine_of

    found = deduce(graph, engine_of(engine), timeout_s=timeout, memory_mb=memory)
    if found.consistent is False:
        say("the graph contradicts the ontology; nothing was derived: iokg check names what is wrong")
        raise typer.Exit(1)
    consistency = "consistent; " if found.consistent else ""
    say(f"{consistency}{len(found.statements):,} statements derived by {engine} in {found.seconds:.1f} s")
    for class_ in found.unsatisfiable:
        say(f"this class can have no member: {class_}")


def check(graph: Folder = OUT, service: ServiceUrl = None) -> None:
    """Check the graph against its shapes and look for known faults."""
    from kg.app.validation import check_graph, check_service

    findings = check_graph(graph) if service is None else check_service(service)
    for finding in findings:
        out(str(finding))
    errors = sum(finding.is_error for finding in findings)
    say(f"{errors} error{'s' * (errors != 1)}, {len(findings) - errors} warnings" if findings else "no fault found")
    if errors:
        raise typer.Exit(1)


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
