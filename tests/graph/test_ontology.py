"""The ontology: complete, in OWL 2 DL, and the same as the vocabulary and the contract."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, XSD, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.namespace import SKOS
from rdflib.term import Node

from kg import vocab
from kg.resources import folder
from tests.conftest import REPOSITORY

IOKG = Namespace(vocab.IOKG)
PROPERTY_TYPES = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
#: Datatypes of the OWL 2 datatype map that the ontology needs.
DATATYPES = {XSD.string, XSD.integer, XSD.boolean, XSD.nonNegativeInteger}
BUILT_IN = (str(OWL), str(RDF), str(RDFS), str(XSD))
SOURCES = (RDFS.seeAlso, SKOS.closeMatch, SKOS.broadMatch, SKOS.narrowMatch, SKOS.relatedMatch, SKOS.exactMatch)


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return Graph().parse(folder("ontology") / "iokg.ttl")


def terms(ontology: Graph) -> list[URIRef]:
    return sorted(s for s in set(ontology.subjects()) if isinstance(s, URIRef) and s.startswith(vocab.IOKG))


def of_type(ontology: Graph, *types: URIRef) -> set[str]:
    return {str(subject) for type_ in types for subject in ontology.subjects(RDF.type, type_)}


def vocabulary_iris() -> Iterator[str]:
    """Every IRI of the ontology's namespace that ``kg.vocab`` names."""
    for value in vars(vocab).values():
        for iri in value.values() if isinstance(value, dict) else (value,):
            if isinstance(iri, str) and iri.startswith(vocab.IOKG) and iri != vocab.IOKG:
                yield iri


def test_every_term_has_label_definition_example_and_source(ontology: Graph) -> None:
    for term in terms(ontology):
        for predicate in (RDFS.label, SKOS.definition, SKOS.example):
            assert len(list(ontology.objects(term, predicate))) == 1, (term, predicate)
        assert any(ontology.value(term, predicate) for predicate in SOURCES), term


def test_no_two_terms_share_a_label_within_their_kind(ontology: Graph) -> None:
    for kind in (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, IOKG.Mechanism, IOKG.Endpoint):
        labels = [str(ontology.value(s, RDFS.label)) for s in ontology.subjects(RDF.type, kind) if s in terms(ontology)]
        assert len(labels) == len(set(labels)), kind


def test_the_vocabulary_names_declared_terms_only(ontology: Graph) -> None:
    declared = set(map(str, terms(ontology)))
    assert set(vocabulary_iris()) <= declared


def test_queries_and_documents_use_declared_terms_only(ontology: Graph) -> None:
    declared = set(map(str, terms(ontology)))
    texts = [*folder("queries").rglob("*.rq"), folder("ontology") / "shapes.ttl", *Path("docs").glob("*.md")]
    for path in texts:
        text = path.read_text(encoding="utf-8")
        names = [] if "# unanswerable: " in text else re.findall(r"(?<![\w\"])iokg:([A-Za-z]\w*)", text)
        assert {vocab.IOKG + name for name in names} <= declared, path


def test_every_term_serves_the_program_a_query_a_document_or_another_term(ontology: Graph) -> None:
    folders = {"kg": "*.py", "docs": "*.md", "queries": "*.rq", "ontology": "*.tsv"}
    paths = [path for folder, names in folders.items() for path in (REPOSITORY / folder).rglob(names)]
    paths = [*(path for path in paths if "sssom" not in path.name), REPOSITORY / "ontology" / "shapes.ttl"]
    words = {word for path in paths for word in re.findall(r"\w+", path.read_text(encoding="utf-8"))}
    served = {str(value) for value in ontology.objects()}
    idle = [term for term in terms(ontology) if term.removeprefix(vocab.IOKG) not in words and str(term) not in served]
    assert idle == []


def test_the_vocabulary_names_every_property(ontology: Graph) -> None:
    properties = {iri for iri in of_type(ontology, *PROPERTY_TYPES) if iri.startswith(vocab.IOKG)}
    assert properties <= set(vocabulary_iris())


@pytest.mark.parametrize(
    ("class_", "names"),
    [
        ("Mechanism", vocab.MECHANISMS),
        ("Endpoint", vocab.ENDPOINTS),
        ("Setting", vocab.SETTINGS),
        ("Scope", vocab.SCOPES),
        ("Role", vocab.ROLES),
        ("Priority", vocab.PRIORITIES),
        ("Phase", vocab.PHASES.values()),
        ("RecruitmentStatus", vocab.STATUSES.values()),
        ("ComparisonBasis", vocab.COMPARISON_BASES),
        ("AntigenRelation", vocab.ANTIGEN_RELATIONS.values()),
    ],
)
def test_an_inventory_holds_the_individuals_that_the_vocabulary_lists(
    ontology: Graph, class_: str, names: tuple[str, ...]
) -> None:
    assert of_type(ontology, IOKG[class_]) == {vocab.IOKG + name for name in names}


def test_every_kind_of_agent_is_a_class_under_agent(ontology: Graph) -> None:
    for kind in vocab.AGENT_KINDS:
        assert IOKG.Agent in ontology.transitive_objects(IOKG[kind], RDFS.subClassOf), kind


def test_every_mechanism_and_endpoint_but_the_rest_has_a_group(ontology: Graph) -> None:
    for name in (*vocab.MECHANISMS, *vocab.ENDPOINTS):
        grouped = ontology.value(IOKG[name], SKOS.broader) is not None
        assert grouped != name.startswith("Other"), name


def test_the_inventories_are_those_of_the_contract(shared: Path) -> None:
    inventory = json.loads((shared / "contract" / "inventory.json").read_text(encoding="utf-8"))
    ours = (
        ("agent_kind", vocab.AGENT_KINDS), ("mechanism", vocab.MECHANISMS), ("endpoint", vocab.ENDPOINTS),
        ("setting", vocab.SETTINGS), ("scope", vocab.SCOPES), ("agent_role", [role.lower() for role in vocab.ROLES]),
    )  # fmt: skip
    for table, names in ours:
        assert set(inventory[table]) == set(names), table


def test_no_term_is_of_two_kinds(ontology: Graph) -> None:
    kinds = [of_type(ontology, OWL.Class), *(of_type(ontology, kind) for kind in PROPERTY_TYPES)]
    kinds.append(of_type(ontology, OWL.NamedIndividual))
    for position, some in enumerate(kinds):
        for others in kinds[position + 1 :]:
            assert not {iri for iri in some & others if iri.startswith("http")}


def test_every_term_that_an_axiom_uses_is_declared(ontology: Graph) -> None:
    declared = of_type(ontology, OWL.Class, OWL.NamedIndividual, OWL.Ontology, *PROPERTY_TYPES)
    axioms = (
        RDF.type, RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range, RDF.first, OWL.onProperty, OWL.hasValue,
        OWL.onClass, OWL.someValuesFrom, OWL.allValuesFrom, OWL.complementOf, OWL.inverseOf, OWL.equivalentClass,
        SKOS.broader,
    )  # fmt: skip
    used = {str(o) for p in axioms for o in ontology.objects(None, p) if isinstance(o, URIRef)}
    used |= {str(predicate) for predicate in ontology.predicates()}
    assert {iri for iri in used - declared if not iri.startswith(BUILT_IN)} == set()


def test_every_literal_has_a_datatype_that_reasoners_know(ontology: Graph) -> None:
    assert {o.datatype or XSD.string for o in ontology.objects() if isinstance(o, Literal)} <= DATATYPES


def composite_properties(ontology: Graph) -> set[Node | None]:
    """Properties that a chain or transitivity implies, and all above them (OWL 2 structural specification, 11.1)."""
    composite: set[Node | None] = {
        *ontology.subjects(OWL.propertyChainAxiom),
        *ontology.subjects(RDF.type, OWL.TransitiveProperty),
    }
    for property_ in composite:
        composite.update(ontology.transitive_objects(property_, RDFS.subPropertyOf))
    return composite


def test_counting_and_the_like_is_on_simple_properties_only(ontology: Graph) -> None:
    simple_only = {
        subject
        for kind in (
            OWL.FunctionalProperty, OWL.InverseFunctionalProperty, OWL.AsymmetricProperty, OWL.IrreflexiveProperty,
        )
        for subject in ontology.subjects(RDF.type, kind)
    }  # fmt: skip
    for restriction in ontology.subjects(RDF.type, OWL.Restriction):
        if any(ontology.value(restriction, p) for p in (OWL.hasSelf, OWL.minQualifiedCardinality)):
            simple_only.update(ontology.objects(restriction, OWL.onProperty))
    assert simple_only & composite_properties(ontology) == set()


def test_property_chains_are_regular(ontology: Graph) -> None:
    """Each property of a chain comes before the one it implies, in some strict order of all properties."""
    before: dict[Node, set[Node]] = {}
    for property_, chain in ontology.subject_objects(OWL.propertyChainAxiom):
        before.setdefault(property_, set()).update(Collection(ontology, chain))
    for below, above in ontology.subject_objects(RDFS.subPropertyOf):
        before.setdefault(above, set()).add(below)
    settled: set[Node] = set()
    while before:
        ready = {property_ for property_, needs in before.items() if not needs - settled - {property_} & before.keys()}
        assert ready, f"circular: {sorted(map(str, before))}"
        for property_ in ready:
            assert property_ not in before.pop(property_)
        settled |= ready


def test_each_blank_node_is_part_of_one_axiom(ontology: Graph) -> None:
    for node in {o for o in ontology.objects() if not isinstance(o, URIRef | Literal)}:
        assert len(list(ontology.subjects(None, node))) == 1
