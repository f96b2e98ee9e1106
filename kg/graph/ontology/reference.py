"""The ontology as one HTML page, by pyLODE: ``python -m kg.graph.ontology.reference PAGE.html``.

pyLODE writes neither nested class expressions nor chains of properties; they are handed to it as notes in OWL's
Manchester syntax.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from rdflib import RDFS, SKOS, Graph, Literal, URIRef

from kg.errors import MissingPartError
from kg.graph.reason.axioms import CORE, Named, Ontology, load_ontology
from kg.graph.reason.wording import expression, name

_MATCHES = ("exact", "close", "broad", "narrow", "related")


def write_reference(page: Path) -> None:
    """Write the page.

    Raises:
        MissingPartError: If pyLODE is not installed.
    """
    try:
        from pylode import OntPub
    except ImportError as error:
        raise MissingPartError("pyLODE is not installed", remedy="run make reference, which installs it") from error
    page.parent.mkdir(parents=True, exist_ok=True)
    OntPub(told(load_ontology()), sort_subjects=True).make_html(page)


def told(ontology: Ontology) -> Graph:
    """The ontology with its nameless parts as notes to the named things that they describe."""
    read = Graph().parse(CORE)
    graph = Graph()
    for prefix, namespace in read.namespaces():
        graph.bind(prefix, namespace)
    for triple in read:
        if all(isinstance(term, URIRef | Literal) for term in triple):
            graph.add(triple)
    for match in _MATCHES:
        for subject, _, other in graph.triples((None, SKOS[f"{match}Match"], None)):
            graph.add((subject, RDFS.seeAlso, other))
    for term, note in _notes(ontology):
        graph.add((URIRef(term[1:-1]), SKOS.scopeNote, Literal(note)))
    return graph


def _notes(ontology: Ontology) -> Iterator[tuple[str, str]]:
    """What is said of a term by class expressions and chains."""
    defined = {(conclusion, premise) for premise, conclusion in ontology.implications if isinstance(conclusion, Named)}
    for premise, conclusion in ontology.implications:
        if isinstance(premise, Named) and not isinstance(conclusion, Named):
            verb = "Equivalent to" if (premise, conclusion) in defined else "Subclass of"
            yield premise.iri, f"{verb}: {expression(conclusion)}"
    for links, above in ontology.chains:
        yield above, f"Follows from: {' o '.join(map(name, links))}"


if __name__ == "__main__":
    write_reference(Path(sys.argv[1]))
