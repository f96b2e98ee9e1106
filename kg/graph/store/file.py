"""A store filled from one RDF file, whatever wrote it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox

from kg import vocab
from kg.errors import InputError
from kg.graph.ontology import ontology_quads
from kg.resources import folder

#: The graph of what a file says in no named graph.
FILE_GRAPH = ox.NamedNode(vocab.BASE + "graph/file")
_ONTOLOGY = ox.NamedNode(vocab.ONTOLOGY_GRAPH)
_SUFFIXES = ".ttl, .nt, .nq, .trig, .rdf, .owl or .jsonld"
_CONVERT = "convert it to Turtle, e.g. with 'robot convert' or Protégé"
_ALSO = {"owl": ox.RdfFormat.RDF_XML}
_AXIOMS = {ox.NamedNode(vocab.OWL + name) for name in ("AllDisjointClasses", "AllDifferent", "Ontology")}


def read_store(path: Path) -> ox.Store:
    """What an RDF file says, in memory, with the ontology of this program in the place of the file's copy of it.

    Raises:
        InputError: If the file cannot be read, has no suffix of an RDF format, or breaks its format.
    """
    ontology = ontology_quads(folder("ontology") / "iokg.ttl")
    store = ox.Store()
    store.bulk_extend(_without_copy(list(read_quads(path)), {quad.subject for quad in ontology}))
    store.bulk_extend(ontology)
    return store


def read_quads(path: Path) -> Iterable[ox.Quad]:
    """The statements of an RDF file; those in no named graph stand in ``FILE_GRAPH``.

    Raises:
        InputError: If the file cannot be read, has no suffix of an RDF format, or breaks its format.
    """
    suffix = path.suffix.lower().removeprefix(".")
    format_ = _ALSO.get(suffix) or ox.RdfFormat.from_extension(suffix)
    if format_ is None:
        raise InputError(f"the suffix tells no RDF format: {_SUFFIXES}", place=str(path), remedy=_CONVERT)
    base = path.absolute().as_uri()
    try:
        for quad in ox.parse(path=str(path), format=format_, base_iri=base, rename_blank_nodes=True):
            named = isinstance(quad.graph_name, ox.NamedNode)
            yield quad if named else ox.Quad(quad.subject, quad.predicate, quad.object, FILE_GRAPH)
    except SyntaxError as error:
        place = f"{path}, line {error.lineno}" if error.lineno else str(path)
        raise InputError(
            f"this is not {format_.name} ({error.msg})", place=place, remedy=f"mend the file, or {_CONVERT}"
        ) from error
    except (OSError, ValueError) as error:
        raise InputError(f"the file cannot be read ({error})", place=str(path)) from error


def _without_copy(quads: list[ox.Quad], own: set[object]) -> Iterable[ox.Quad]:
    """The statements of a file without those that describe the ontology's own terms, its nameless axioms included."""
    copied: set[object] = {term for term in own if isinstance(term, ox.NamedNode)}
    copied.update(quad.subject for quad in quads if isinstance(quad.subject, ox.BlankNode) and quad.object in _AXIOMS)
    nameless: dict[object, list[ox.BlankNode]] = {}
    for quad in quads:
        if isinstance(quad.object, ox.BlankNode):
            nameless.setdefault(quad.subject, []).append(quad.object)
    waiting = list(copied)
    while waiting:
        inner = nameless.get(waiting.pop(), [])
        copied.update(inner)
        waiting.extend(inner)
    return (quad for quad in quads if quad.subject not in copied and quad.graph_name != _ONTOLOGY)
