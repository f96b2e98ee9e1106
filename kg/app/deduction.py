"""Reasoning over a graph folder; what follows goes into the derived graph, apart from what is asserted.

What was derived is remembered with a digest of what it was derived from: an unchanged graph is not reasoned over twice.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal, get_args

import msgspec
import pyoxigraph as ox

import kg
from kg import vocab
from kg.app.files import write_text
from kg.errors import UsageError
from kg.graph.reason.axioms import Ontology, load_ontology
from kg.graph.reason.hermit import Tick, reason_with_hermit
from kg.graph.reason.module import load_with_module, refuse_by_hermit
from kg.graph.reason.rules import reason_by_rules
from kg.graph.reason.statements import Derivation
from kg.graph.store import revise, writing

Engine = Literal["hermit", "rules"]

MEMORY = "derived.json"
_BLANK = re.compile(r"_:\w+")


class _Memory(msgspec.Struct, frozen=True):
    """A derivation, and the digest of what it was derived from."""

    basis: str
    derivation: Derivation


def engine_of(name: str) -> Engine:
    """The engine of that name.

    Raises:
        UsageError: If there is none.
    """
    known: dict[str, Engine] = {known: known for known in get_args(Engine)}
    if name not in known:
        raise UsageError(f"unknown engine {name!r}", remedy=f"choose one of {', '.join(known)}")
    return known[name]


def ontology_of(module: Path | None, engine: Engine, *, timeout_s: float = 600, memory_mb: int = 2000) -> Ontology:
    """The core ontology, with a user's module beside it if there is one.

    Raises:
        InputError: If the module is refused; the message names the axiom.
        MissingPartError, ReasonerError: As ``deduce``.
    """
    if module is None:
        return load_ontology()
    ontology = load_with_module(module)
    if engine == "hermit":
        refuse_by_hermit(module, ontology, timeout_s=timeout_s, memory_mb=memory_mb)
    return ontology


def deduce(
    graph: Path,
    engine: Engine = "hermit",
    *,
    ontology: Ontology | None = None,
    timeout_s: float = 600,
    memory_mb: int = 2000,
    tick: Tick | None = None,
) -> Derivation:
    """Reason over a graph folder and replace its derived graph; an inconsistent graph keeps none.

    Args:
        ontology: What to reason by; the core ontology if not given.
        tick: To be told for how long HermiT has been at work.

    Raises:
        MissingPartError: If HermiT is asked for without Java.
        ReasonerError: If HermiT fails or runs out of time or memory.
        StoreError: If the folder holds no graph, or another process writes it.
    """
    ontology = ontology or load_ontology()
    with writing(graph), revise(graph) as revision:
        store = revision.store
        derived = ox.NamedNode(vocab.DERIVED_GRAPH)
        store.clear_graph(derived)
        basis = f"{engine} {kg.__version__} {_digest(store)} {_digest(_nameless(ontology))}"
        found = _remembered(graph / MEMORY, basis)
        if found is None:
            found = (
                reason_with_hermit(store, ontology, timeout_s=timeout_s, memory_mb=memory_mb, tick=tick)
                if engine == "hermit"
                else reason_by_rules(store, ontology)
            )
            write_text(graph / MEMORY, [msgspec.json.encode(_Memory(basis, found), order="deterministic").decode()])
        if found.consistent is not False:
            store.load(found.as_quads().encode(), format=ox.RdfFormat.N_QUADS)
    return found


def _nameless(ontology: Ontology) -> Iterator[str]:
    """The triples of an ontology with all blank nodes alike, because each reading gives them other names."""
    return (_BLANK.sub("_:", line) for line in ontology.triples)


def _digest(statements: Iterable[object]) -> str:
    """A digest of all statements whatever their order: the sum of their digests."""
    total = sum(int.from_bytes(hashlib.sha256(str(statement).encode()).digest()) for statement in statements)
    return f"{total % (1 << 256):064x}"


def _remembered(path: Path, basis: str) -> Derivation | None:
    """What was derived from the same before, or None."""
    try:
        memory = msgspec.json.decode(path.read_bytes(), type=_Memory)
    except (OSError, msgspec.MsgspecError):
        return None
    return memory.derivation if memory.basis == basis else None
