"""Consistency, classification and derived statements by HermiT, the OWL 2 DL reasoner, in a process of its own."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from time import perf_counter

import pyoxigraph as ox

from kg.errors import KGError, MissingPartError
from kg.graph.reason.axioms import Ontology
from kg.graph.reason.hierarchy import completed
from kg.graph.reason.statements import (
    Derivation,
    Statement,
    asserted_statements,
    closed_world_statements,
    worth_keeping,
)  # fmt: skip

_INCONSISTENT = 10
_OUT_OF_MEMORY = ("OutOfMemoryError", "Could not reserve enough space", "GC triggered before VM initialization")
_TICK_S = 1.0
_OFFER = "reason with --engine rules, which needs no Java and less memory"


Tick = Callable[[float], None]
"""To be told for how many seconds HermiT has been at work: 0 at the beginning, then every second."""


class ReasonerError(KGError):
    """HermiT ran out of time or memory, or failed."""

    exit_code = 5


def need_java() -> str:
    """The Java command.

    Raises:
        MissingPartError: If there is none.
    """
    java = shutil.which("java")
    if java is None:
        raise MissingPartError(
            "HermiT needs a Java runtime, and no 'java' is on the PATH",
            remedy=f"install one, e.g. 'apt-get install default-jre-headless', or {_OFFER}",
        )
    return java


def reason_with_hermit(
    store: ox.Store, ontology: Ontology, *, timeout_s: float = 600, memory_mb: int = 2000, tick: Tick | None = None
) -> Derivation:
    """What follows from a store by the ontology's axioms; nothing if the two contradict each other.

    Raises:
        MissingPartError: If Java or owlready2 is missing.
        ReasonerError: If time or memory runs out, or HermiT fails.
    """
    begun = perf_counter()
    asserted = asserted_statements(store, ontology)
    closed = closed_world_statements(store)
    lines = [*ontology.triples, *(f"{' '.join(s)} ." for s in sorted(asserted | closed))]
    consistent, unsatisfiable, inferred = _run(lines, timeout_s, memory_mb, tick)
    derived = completed(asserted | closed | inferred, ontology) if consistent else set[Statement]()
    kept = worth_keeping(derived, asserted, ontology)
    return Derivation(kept, consistent, unsatisfiable, perf_counter() - begun)


def contradict(lines: Sequence[str], *, timeout_s: float = 600, memory_mb: int = 2000) -> bool:
    """Whether N-Triples lines of axioms and statements cannot all hold; raises as ``reason_with_hermit`` does."""
    return not _run(list(lines), timeout_s, memory_mb)[0]


def unsatisfiable(lines: Sequence[str], *, timeout_s: float = 600, memory_mb: int = 2000) -> tuple[str, ...]:
    """IRIs of the classes that can have no member by consistent N-Triples lines; raises the same."""
    return _run(list(lines), timeout_s, memory_mb)[1]


def _run(
    lines: list[str], timeout_s: float, memory_mb: int, tick: Tick | None = None
) -> tuple[bool, tuple[str, ...], set[Statement]]:
    need_java()
    if find_spec("owlready2") is None:
        raise MissingPartError("HermiT comes with owlready2, which is not installed", remedy=f"install it, or {_OFFER}")
    with tempfile.TemporaryDirectory(prefix="iokg-hermit-") as folder:
        given, inferred = Path(folder, "asserted.nt"), Path(folder, "inferred.nt")
        given.write_text("\n".join(lines) + "\n", encoding="utf-8")
        command = [sys.executable, "-m", "kg.graph.reason.hermit_process", str(given), str(inferred), str(memory_mb)]
        code, printed, complaint = _watched(command, timeout_s, folder, tick)
        if code == _INCONSISTENT:
            return False, (), set()
        if code != 0:
            raise _failure(complaint, memory_mb)
        return True, tuple(sorted(printed.split())), set(_statements(inferred))


def _watched(command: list[str], timeout_s: float, folder: str, tick: Tick | None) -> tuple[int, str, str]:
    """Exit code and output of a command that is stopped, with all it started, when its time is over."""
    environment = {**os.environ, "TMPDIR": folder, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True, env=environment
    )
    try:
        printed, complaint = _awaited(process, timeout_s, tick)
    except subprocess.TimeoutExpired as error:
        raise ReasonerError(
            f"HermiT was stopped after {timeout_s:g} s", remedy=f"give it more with --timeout, or {_OFFER}"
        ) from error
    finally:
        _end(process)
    return process.returncode, printed, complaint


def _awaited(process: subprocess.Popen[str], timeout_s: float, tick: Tick | None) -> tuple[str, str]:
    """What a process prints until it ends; raises ``TimeoutExpired`` when its time is over."""
    if tick is None:
        return process.communicate(timeout=timeout_s)
    begun = perf_counter()
    tick(0)
    while (left := timeout_s - (perf_counter() - begun)) > _TICK_S:
        with suppress(subprocess.TimeoutExpired):
            return process.communicate(timeout=_TICK_S)
        tick(perf_counter() - begun)
    return process.communicate(timeout=left)


def _end(process: subprocess.Popen[str]) -> None:
    """Kill a process and those it started, if they still run."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def _failure(complaint: str, memory_mb: int) -> ReasonerError:
    if any(sign in complaint for sign in _OUT_OF_MEMORY):
        return ReasonerError(f"HermiT ran out of its {memory_mb} MB", remedy=f"give it more with --memory, or {_OFFER}")
    if "UnsupportedClassVersionError" in complaint:
        return ReasonerError("this Java is too old for HermiT", remedy=f"install Java 8 or newer, or {_OFFER}")
    last = complaint.strip().splitlines()[-1:] or ["no message"]
    return ReasonerError(f"HermiT failed: {last[0]}", remedy=_OFFER)


def _statements(path: Path) -> Iterator[Statement]:
    for quad in ox.parse(path=str(path), format=ox.RdfFormat.N_TRIPLES):
        yield str(quad.subject), str(quad.predicate), str(quad.object)
