"""A user's own ontology beside the core: what it may not do, each refusal with the axiom at fault."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

import pyoxigraph as ox

from kg import vocab
from kg.errors import InputError
from kg.graph.reason import wording
from kg.graph.reason.axioms import CORE, Ontology, load_ontology
from kg.graph.reason.clash import Clash, clashes
from kg.graph.reason.hermit import contradict, unsatisfiable
from kg.graph.reason.justification import least
from kg.graph.reason.proof import Tracer
from kg.graph.reason.statements import Statement, ontology_statements
from kg.graph.reason.telling import told_clash
from kg.graph.store.file import read_quads

_TYPE = f"<{vocab.TYPE}>"
#: A stand-in for a member of a class; if there can be none, the class is at fault.
_PROBE = "<urn:iokg:any-member>"
_OWL_TERMS = (vocab.OWL, vocab.RDFS + "subClassOf", vocab.RDFS + "subPropertyOf")
_IMPORTS = ox.NamedNode(vocab.OWL + "imports")
_CORE_IRI = ox.NamedNode(vocab.IOKG.removesuffix("#"))


def load_with_module(path: Path) -> Ontology:
    """The core ontology with a user's module beside it.

    Raises:
        InputError: If the module is no OWL, says anything of a core term, imports another ontology, or contradicts the
            core or itself.
    """
    triples = [(quad.subject, quad.predicate, quad.object) for quad in read_quads(path)]
    _need_new_terms(path, triples)
    _need_owl(path, triples)
    _need_no_imports(path, triples)
    ontology = load_ontology(path)
    _need_consistency(path, ontology)
    return ontology


Triple = tuple[object, ox.NamedNode, object]


def _need_owl(path: Path, triples: Sequence[Triple]) -> None:
    if not any(str(getattr(term, "value", "")).startswith(_OWL_TERMS) for triple in triples for term in triple[1:]):
        raise InputError(
            "this is RDF, but no OWL: it declares no class, property or axiom",
            place=str(path),
            remedy="declare what it defines, e.g. ':MyAgent a owl:Class ; rdfs:subClassOf iokg:Agent'",
        )


def _need_new_terms(path: Path, triples: Sequence[Triple]) -> None:
    known = {(quad.subject, quad.predicate, quad.object) for quad in read_quads(CORE)}
    core = {subject for subject, _, _ in known if isinstance(subject, ox.NamedNode)}
    for triple in triples:
        if triple[0] in core and triple[0] != _CORE_IRI and triple not in known:
            raise InputError(
                f"the module redefines a core term: {_axiom(*triple)}",
                place=str(path),
                remedy="define a class or property of your own under it instead",
            )


def _need_no_imports(path: Path, triples: Sequence[Triple]) -> None:
    for _, predicate, value in triples:
        if predicate == _IMPORTS and value != _CORE_IRI:
            raise InputError(
                f"imports are not followed: {wording.name(str(value))}",
                place=str(path),
                remedy="merge what it imports into the file",
            )


def _need_consistency(path: Path, ontology: Ontology) -> None:
    for class_, clash, tracer in _contradictions(ontology):
        problem = f"{wording.name(class_)} can have no member" if class_ else "the module is inconsistent"
        told = "\n".join(told_clash(clash, tracer)).replace(wording.name(_PROBE), "any member")
        raise InputError(f"{problem}: {clash.axiom}", place=str(path), remedy=f"remove one of these axioms:\n{told}")


def _contradictions(ontology: Ontology) -> Iterator[tuple[str, Clash, Tracer]]:
    """Contradictions of the ontology's own individuals, then of a member of each class that is not the core's."""
    stated = ontology_statements(ontology)
    probes: list[tuple[str, set[Statement]]] = [("", set())]
    probes += [(class_, {(_PROBE, _TYPE, class_)}) for class_ in sorted(ontology.classes - load_ontology().classes)]
    for class_, more in probes:
        tracer = Tracer(ontology, (*stated, *more))
        yield from ((class_, clash, tracer) for clash in clashes(tracer, ontology))


def refuse_by_hermit(path: Path, ontology: Ontology, *, timeout_s: float, memory_mb: int) -> None:
    """Refuse a module with a contradiction that only HermiT sees.

    Raises:
        InputError: If there is one, with the axioms that make it.
        MissingPartError, ReasonerError: As ``reason_with_hermit``.
    """
    core = load_ontology().triples
    wrong = partial(contradict, timeout_s=timeout_s, memory_mb=memory_mb)
    if wrong(ontology.triples):
        fault, probe = "the module is inconsistent", []
    else:
        impossible = unsatisfiable(ontology.triples, timeout_s=timeout_s, memory_mb=memory_mb)
        if not impossible:
            return
        fault = f"{wording.name(f'<{impossible[0]}>')} can have no member"
        probe = [f"{_PROBE} {_TYPE} <{impossible[0]}> ."]
    axioms = _axioms(ontology.triples[len(core) :])
    named = least(axioms, lambda some: wrong([*core, *probe, *(line for axiom in some for line in axiom)]))
    told = "\n".join(f"  {_in_words(axiom[0], ontology)}" for axiom in named)
    raise InputError(fault, place=str(path), remedy=f"remove one of these axioms:\n{told}")


def _axioms(lines: Sequence[str]) -> list[tuple[str, ...]]:
    """The axioms of a module, each with all nameless nodes under it."""
    below: dict[str, list[str]] = {}
    for line in lines:
        below.setdefault(line.split(" ", 1)[0], []).append(line)
    nested = {_object(line) for line in lines}
    tops = [[line] for line in lines if line.startswith("<")]
    tops += [found for node, found in below.items() if node.startswith("_:") and node not in nested]
    return [tuple(_with_nameless(found, below)) for found in tops]


def _with_nameless(lines: Sequence[str], below: dict[str, list[str]]) -> Iterator[str]:
    yield from lines
    for line in lines:
        if _object(line).startswith("_:"):
            yield from _with_nameless(below.get(_object(line), []), below)


def _object(line: str) -> str:
    return line.removesuffix(" .").split(" ", 2)[2]


def _in_words(line: str, ontology: Ontology) -> str:
    subject, predicate, value = line.removesuffix(" .").split(" ", 2)
    if value.startswith("_:"):
        return f"{wording.name(subject)} {wording.name(predicate)} {wording.expression(ontology.expression(value))}"
    return wording.statement((subject, predicate, value))


def _axiom(subject: object, predicate: ox.NamedNode, value: object) -> str:
    """A triple in words; what has no name of its own as an ellipsis."""
    shown = "…" if isinstance(value, ox.BlankNode) else str(value)
    return wording.statement((str(subject), str(predicate), shown))
