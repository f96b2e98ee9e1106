"""Ontologies in OWL as RDF/XML: the editions of the OBO Foundry, and the NCI's own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import partial
from typing import BinaryIO
from xml.etree.ElementTree import Element, ParseError, iterparse

from kg.errors import InputError
from kg.facts.packs.concept import Release
from kg.facts.packs.forms.form import Form, Vocabulary, holds
from kg.facts.packs.forms.terms import Term, concepts_of
from kg.facts.packs.naming import release_of_name

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_OWL = "{http://www.w3.org/2002/07/owl#}"
_NCI = "http://ncicb.nci.nih.gov/xml/owl/EVS/Thesaurus.owl#"
_OBO = "http://purl.obolibrary.org/obo/NCIT_"
_LABELS = ("P108", "label")
_SYNONYMS = ("P90", "hasExactSynonym")
_DEFINITIONS = ("P97", "IAO_0000115")
_WITHDRAWN = ("Obsolete_Concept", "Retired_Concept")


def _read(stream: BinaryIO, place: str, *, kind: str) -> Vocabulary:
    release: list[Release] = []
    try:
        return Vocabulary(concepts_of(_terms(stream, release), kind), next(iter(release), Release()))
    except ParseError as error:
        raise InputError(f"the XML cannot be read: {error}", place=place, remedy="download it again") from error


def _terms(stream: BinaryIO, release: list[Release]) -> Iterator[Term]:
    """The classes with a name; the edition is added to ``release``."""
    depth = 0
    for event, element in iterparse(stream, events=("start", "end")):  # noqa: S314 - expat refuses entity bombs since 2.4.1
        depth += 1 if event == "start" else -1
        if event == "start" or depth != 1:
            continue
        if element.tag == f"{_OWL}Ontology":
            release.append(_release(element))
        elif element.tag == f"{_OWL}Class":
            term = _term(element)
            if term is not None:
                yield term
        element.clear()


def _release(ontology: Element) -> Release:
    stated = [child.get(f"{_RDF}resource") or child.text or "" for child in ontology if "ersion" in child.tag]
    return next((found for text in stated if (found := release_of_name(text)).version), Release())


def _term(element: Element) -> Term | None:
    """The term of a class; None if it is withdrawn or has no name."""
    id_ = _iri(element.get(f"{_RDF}about", ""))
    texts: dict[str, list[str]] = defaultdict(list)
    resources: dict[str, list[str]] = defaultdict(list)
    for child in element:
        name = child.tag.rpartition("}")[2].removeprefix("NCIT_")
        resource = child.get(f"{_RDF}resource")
        if resource is not None:
            resources[name].append(_iri(resource))
        elif child.text:
            texts[name].append(child.text.strip())
    if not id_ or "true" in texts["deprecated"] or any(status in _WITHDRAWN for status in texts["P310"]):
        return None
    return Term(
        id=id_,
        label=_first(texts, _LABELS),
        synonyms=tuple(dict.fromkeys(text for name in _SYNONYMS for text in texts[name])),
        parents=tuple(resources["subClassOf"]),
        xrefs=tuple(resources["exactMatch"]) or tuple(texts["hasDbXref"]),
        types=tuple(texts["P106"]),
        definition=_first(texts, _DEFINITIONS),
    )


def _first(texts: dict[str, list[str]], names: tuple[str, ...]) -> str:
    return next((text for name in names for text in texts[name]), "")


def _iri(iri: str) -> str:
    """An IRI of the NCI in the spelling of the OBO Foundry, any other as it is."""
    return _OBO + iri.removeprefix(_NCI) if iri.startswith(_NCI) else iri


OWL_FORMS = (
    Form(
        "mondo",
        "MONDO in OWL (RDF/XML)",
        holds(r"\A\s*<", r'<owl:Ontology[^>]*about="[^"]*/mondo\.owl"'),
        partial(_read, kind="mondo"),
    ),
    Form(
        "ncit",
        "the NCI Thesaurus in OWL (RDF/XML)",
        holds(r"\A\s*<", r'<owl:Ontology[^>]*about="[^"]*/(?:ncit|Thesaurus)\.owl"'),
        partial(_read, kind="ncit"),
    ),
)
