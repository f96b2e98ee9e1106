"""Reasons as indented lines, each fact under what follows from it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from kg.graph.reason import wording
from kg.graph.reason.clash import Clash
from kg.graph.reason.proof import Proof, Tracer
from kg.graph.reason.statements import Statement

_INDENT = "  "


def told(proof: Proof, origin: Callable[[Statement], str], depth: int = 0) -> Iterator[str]:
    """A proof, line by line.

    Args:
        origin: Where a stated fact stands; empty if that needs no word.
        depth: How far to indent.
    """
    indent = _INDENT * depth
    if not proof.axiom:
        where = origin(proof.fact)
        yield f"{indent}{wording.statement(proof.fact)}{f'  ({where})' if where else ''}"
        return
    yield f"{indent}{wording.statement(proof.fact)}"
    yield f"{indent}{_INDENT}by {proof.axiom}"
    for premise in proof.premises:
        yield from told(premise, origin, depth + 1)


def told_clash(clash: Clash, tracer: Tracer, origin: Callable[[Statement], str] = lambda _: "") -> Iterator[str]:
    """A contradiction: the axiom that is broken, then why each fact holds that breaks it."""
    yield f"contradiction: {clash.axiom}"
    for fact in clash.facts:
        yield from told(tracer.proof(fact), origin, 1)
