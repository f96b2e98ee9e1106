"""Why something follows, and why something cannot be: axioms and statements."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.graph.reason import wording
from kg.graph.reason.clash import clashes
from kg.graph.reason.module import load_with_module, refuse_by_hermit
from kg.graph.reason.proof import Proof, Tracer
from kg.graph.reason.rules import reason_by_rules
from kg.graph.reason.statements import (
    asserted_statements,
    closed_world_statements,
    ontology_statements,
    worth_keeping,
)  # fmt: skip
from kg.graph.reason.telling import told
from kg.vocab import BASE, IOKG, OWL, RDF, RDFS
from tests.graph.test_reason import ONTOLOGY, WORLD, needs_java, store_of

HEADER = f"""@prefix : <https://example.org/my#> . @prefix iokg: <{IOKG}> . @prefix owl: <{OWL}> .
@prefix rdfs: <{RDFS}> . @prefix target: <{BASE}target/> .
"""
B7H3 = """:B7H3Agent a owl:Class ; owl:equivalentClass [ a owl:Class ; owl:intersectionOf ( iokg:Agent
    [ a owl:Restriction ; owl:onProperty iokg:hasTarget ; owl:hasValue target:cd276 ] ) ] ."""
LEAVES = """:A a owl:Class ; rdfs:subClassOf
    [ a owl:Restriction ; owl:onProperty iokg:hasTarget ; owl:allValuesFrom iokg:Condition ] ,
    [ a owl:Restriction ; owl:onProperty iokg:hasTarget ; owl:someValuesFrom owl:Thing ] ."""


def tracer_of(turtle: str) -> Tracer:
    store = store_of(turtle)
    stated = asserted_statements(store, ONTOLOGY) | closed_world_statements(store)
    return Tracer(ONTOLOGY, (*sorted(stated), *sorted(ontology_statements(ONTOLOGY))))


def fact(subject: str, predicate: str, value: str) -> tuple[str, str, str]:
    verb = RDF + "type" if predicate == "a" else IOKG + predicate
    names = (BASE + subject if "/" in subject else IOKG + subject, verb, BASE + value if "/" in value else IOKG + value)
    one, two, three = (f"<{name}>" for name in names)
    return one, two, three


@pytest.fixture(scope="module")
def world() -> Tracer:
    return tracer_of(WORLD)


def leaves(proof: Proof) -> Iterator[Proof]:
    if not proof.axiom:
        yield proof
    for premise in proof.premises:
        yield from leaves(premise)


def test_every_derived_fact_goes_back_to_what_is_stated(world: Tracer) -> None:
    store = store_of(WORLD)
    stated = {
        *asserted_statements(store, ONTOLOGY), *closed_world_statements(store), *ontology_statements(ONTOLOGY),
    }  # fmt: skip
    derived = reason_by_rules(store, ONTOLOGY).statements
    assert derived
    for each in derived:
        assert {leaf.fact for leaf in leaves(world.proof(each))} <= stated


def test_a_reason_names_axiom_and_statements(world: Tracer) -> None:
    fusion = "Agent and (hasBinder some AgentPart) and (hasCytokine some AgentPart)"
    assert list(told(world.proof(fact("agent/fus", "a", "Immunocytokine")), lambda _: "x")) == [
        "agent/fus a Immunocytokine",
        "  by AntibodyCytokineFusion SubClassOf Immunocytokine",
        "  agent/fus a AntibodyCytokineFusion",
        f"    by {fusion} SubClassOf AntibodyCytokineFusion",
        "    agent/fus a Agent",
        "      by hasBinder Domain Agent",
        "      agent/fus hasBinder part/l19  (x)",
        "    agent/fus hasBinder part/l19  (x)",
        "    agent/fus hasCytokine part/il2  (x)",
        "    part/il2 a AgentPart  (x)",
        "    part/l19 a AgentPart  (x)",
    ]


def test_a_reason_follows_chains(world: Tracer) -> None:
    proof = world.proof(fact("trial/x", "targets", "target/pdcd1"))
    assert proof.axiom == "investigates o hasTarget SubPropertyOf targets"
    assert [wording.statement(premise.fact) for premise in proof.premises] == [
        "agent/ivo hasTarget target/pdcd1",
        "x investigates agent/ivo",
    ]


@pytest.mark.parametrize(
    ("turtle", "axiom"),
    [
        ("agent:a a iokg:CARTCell, iokg:Chemotherapy .", "CellTherapyProduct DisjointWith ConventionalDrug"),
        ("trial:x iokg:hasArm trial:x .", "Trial DisjointWith Arm"),
        ("use:1 iokg:inRole iokg:Comparator, iokg:Diagnostic .", "Functional: inRole"),
        ("<s:a> skos:broader <s:b> . <s:b> skos:broader <s:a> .", "Asymmetric: skos:broader"),
        ("<s:a> skos:broader <s:a> .", "Irreflexive: skos:broader"),
        (
            """trial:x a iokg:ChemotherapyFreeTrial ; iokg:hasAgentUse use:1 . use:1 iokg:ofAgent agent:a .
            agent:a a iokg:Chemotherapy .""",
            "nothing is in Chemotherapy and not in it",
        ),
    ],
)
def test_rules_see_a_contradiction_and_name_its_axiom(turtle: str, axiom: str) -> None:
    assert axiom in {clash.axiom for clash in clashes(tracer_of(turtle), ONTOLOGY)}
    derivation = reason_by_rules(store_of(turtle), ONTOLOGY)
    assert (derivation.consistent, derivation.statements) == (False, frozenset())


def module(folder: Path, text: str) -> Path:
    path = folder / "module.ttl"
    path.write_text(HEADER + text)
    return path


def test_a_module_of_ones_own_classifies(tmp_path: Path) -> None:
    ontology = load_with_module(module(tmp_path, B7H3))
    store = store_of("agent:a a iokg:CARTCell ; iokg:hasTarget target:cd276 .")
    derived = reason_by_rules(store, ontology).statements
    found = {value for subject, _, value in derived if subject == f"<{BASE}agent/a>"}
    assert "<https://example.org/my#B7H3Agent>" in found
    assert not worth_keeping(derived, derived, ontology)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("iokg:CARTCell rdfs:subClassOf iokg:Chemotherapy .", "redefines a core term: CARTCell rdfs:subClassOf Chemo"),
        ('iokg:Trial rdfs:label "study" .', 'redefines a core term: Trial rdfs:label "study"'),
        ("<s:a> <s:b> <s:c> .", "no OWL"),
        ("<s:a> a owl:Ontology ; owl:imports <s:other> .", "imports are not followed: s:other"),
        (":x a owl:NamedIndividual, iokg:CARTCell, iokg:Chemotherapy .", "inconsistent: CellTherapyProduct Disjoint"),
        (
            ":C a owl:Class ; rdfs:subClassOf iokg:CARTCell, iokg:Chemotherapy .",
            "my#C can have no member: CellTherapyP",
        ),
        (":x a owl:Class", "line 3"),
    ],
)
def test_a_faulty_module_is_refused_with_the_axiom(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(InputError) as caught:
        load_with_module(module(tmp_path, text))
    assert words in str(caught.value)


def test_a_module_may_declare_the_core_terms_that_it_uses(tmp_path: Path) -> None:
    ontology = load_with_module(module(tmp_path, f"iokg:Agent a owl:Class . {B7H3}"))
    assert "<https://example.org/my#B7H3Agent>" in ontology.classes


@needs_java
@pytest.mark.real
def test_hermit_names_the_axioms_of_a_contradiction_that_rules_do_not_see(tmp_path: Path) -> None:
    path = module(tmp_path, LEAVES)
    with pytest.raises(InputError) as caught:
        refuse_by_hermit(path, load_with_module(path), timeout_s=300, memory_mb=1000)
    assert str(caught.value).endswith(
        "my#A can have no member. Remove one of these axioms:\n"
        "  https://example.org/my#A rdfs:subClassOf hasTarget only Condition\n"
        "  https://example.org/my#A rdfs:subClassOf hasTarget some owl:Thing."
    )
