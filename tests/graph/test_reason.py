"""What follows from a graph, by HermiT and by rules."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg import vocab
from kg.errors import MissingPartError
from kg.graph.quads import trial_quads, used_by, vocabulary_quads
from kg.graph.reason.axioms import load_ontology
from kg.graph.reason.hermit import ReasonerError, reason_with_hermit
from kg.graph.reason.rules import reason_by_rules
from kg.vocab import BASE, IOKG
from tests.graph.samples import AGENTS, CONDITIONS, FACTS, TARGETS

ONTOLOGY = load_ontology()
PREFIXES = f"""@prefix iokg: <{IOKG}> . @prefix skos: <{vocab.SKOS}> . @prefix rdfs: <{vocab.RDFS}> .
@prefix agent: <{BASE}agent/> . @prefix part: <{BASE}part/> . @prefix target: <{BASE}target/> .
@prefix trial: <{BASE}trial/> . @prefix use: <{BASE}trial/x/use/> . @prefix measure: <{BASE}trial/x/outcome/> .
"""
needs_java = pytest.mark.skipif(shutil.which("java") is None, reason="HermiT needs a Java runtime")

WORLD = """
trial:x a iokg:Trial ; rdfs:label "A first-in-human study" ; iokg:hasAgentUse use:1, use:2, use:3 ;
  iokg:hasOutcomeMeasure measure:1 .
use:1 a iokg:AgentUse ; iokg:ofAgent agent:ivo ; iokg:inRole iokg:Investigational ; iokg:actsThrough iokg:ImmuneCheckpointBlockade .
use:2 a iokg:AgentUse ; iokg:ofAgent agent:car ; iokg:inRole iokg:Combination .
use:3 a iokg:AgentUse ; iokg:ofAgent agent:flu ; iokg:inRole iokg:Conditioning .
measure:1 a iokg:OutcomeMeasure ; iokg:priority iokg:Primary ; iokg:measuresEndpoint iokg:OverallSurvival, iokg:OutOfFieldResponse .
agent:ivo a iokg:MultispecificAntibody ; iokg:hasTarget target:pdcd1, target:vegfa .
agent:car iokg:hasReceptor part:car ; iokg:hasCell part:gammadelta-t-cell ; iokg:hasTarget target:gd2 .
agent:flu a iokg:Chemotherapy .
agent:msc iokg:hasCell part:msc ; iokg:secretes part:ifn .
agent:fus iokg:hasBinder part:l19 ; iokg:hasCytokine part:il2 ; iokg:hasTarget target:edb .
target:vegfa a iokg:Target . target:edb a iokg:Target ; iokg:targetClass "stromal" .
part:ifn a iokg:AgentPart . part:il2 a iokg:AgentPart . part:l19 a iokg:AgentPart .
trial:y a iokg:Trial ; iokg:hasAgentUse <https://w3id.org/iokg/trial/y/use/1> .
<https://w3id.org/iokg/trial/y/use/1> a iokg:AgentUse ; iokg:ofAgent agent:fus ; iokg:inRole iokg:Investigational .
"""  # noqa: E501


def store_of(turtle: str) -> ox.Store:
    store = ox.Store()
    graph = ox.NamedNode(vocab.TRIAL_GRAPHS + "x")
    store.load((PREFIXES + turtle).encode(), format=ox.RdfFormat.TURTLE, to_graph=graph)
    return store


def derived(store: ox.Store) -> set[str]:
    """What rules derive, in short: ``trial/x targets target/gd2``."""
    short: Callable[[str], str] = lambda term: term[1:-1].removeprefix(IOKG).removeprefix(BASE).removeprefix(vocab.RDF)  # noqa: E731
    return {" ".join(map(short, statement)) for statement in reason_by_rules(store, ONTOLOGY).statements}


@pytest.fixture(scope="module")
def found() -> set[str]:
    return derived(store_of(WORLD))


@pytest.mark.parametrize(
    "statement",
    [
        "trial/x usesAgent agent/car",
        "trial/x investigates agent/ivo",
        "trial/x combinesWith agent/car",
        "trial/x conditionsWith agent/flu",
        "trial/x targets target/pdcd1",
        "trial/x hasEndpoint OverallSurvival",
        "agent/ivo hasMechanism ImmuneCheckpointBlockade",
        "agent/ivo type MultispecificAgent",
        "agent/ivo type PD1AxisInhibitor",
        "agent/ivo type CheckpointInhibitor",
        "agent/car type CARGammaDeltaTCell",
        "agent/car type CellTherapyProduct",
        "agent/car type GD2DirectedAgent",
        "agent/car hasPart part/car",
        "agent/msc type EngineeredStromalCell",
        "agent/msc type MicroenvironmentDirectedAgent",
        "agent/fus type Immunocytokine",
        "agent/fus type MicroenvironmentDirectedAgent",
        "trial/x type CombinationTrial",
        "trial/x type TimeToEventPrimaryTrial",
        "trial/x type AbscopalDesignTrial",
        "trial/x type FirstInHumanTrial",
        "trial/y type ChemotherapyFreeTrial",
    ],
)
def test_a_statement_follows_that_nobody_wrote(found: set[str], statement: str) -> None:
    assert statement in found


@pytest.mark.parametrize(
    "statement",
    [
        "trial/x targets target/gd2",
        "trial/x type ChemotherapyFreeTrial",
        "trial/y type CombinationTrial",
        "agent/car type MultispecificAgent",
        "agent/car type CARTCell",
        "agent/fus type CheckpointInhibitor",
    ],
)
def test_what_does_not_follow_is_not_derived(found: set[str], statement: str) -> None:
    assert statement not in found


def test_nothing_asserted_counts_as_derived() -> None:
    store = store_of(WORLD)
    asserted = {(str(quad.subject), str(quad.predicate), str(quad.object)) for quad in store}
    assert not reason_by_rules(store, ONTOLOGY).statements & asserted


def test_shortcuts_in_a_built_graph_are_all_that_the_reasoner_would_derive() -> None:
    quads = trial_quads(FACTS) + vocabulary_quads(used_by(FACTS), agents=AGENTS, targets=TARGETS, conditions=CONDITIONS)
    store = ox.Store()
    store.load(quads.encode(), format=ox.RdfFormat.N_QUADS)
    shortcuts = {
        vocab.USES_AGENT,
        vocab.TARGETS,
        vocab.HAS_ENDPOINT,
        vocab.HAS_MECHANISM,
        *vocab.ROLE_SHORTCUTS.values(),
    }
    assert not {s for s in reason_by_rules(store, ONTOLOGY).statements if s[1][1:-1] in shortcuts}


def test_derived_quads_stand_in_a_graph_of_their_own() -> None:
    lines = reason_by_rules(store_of(WORLD), ONTOLOGY).as_quads().splitlines()
    assert lines == sorted(lines)
    assert all(line.endswith(f" <{vocab.DERIVED_GRAPH}> .") for line in lines)


@needs_java
@pytest.mark.real
def test_hermit_and_rules_derive_the_same() -> None:
    store = store_of(WORLD)
    by_hermit, by_rules = reason_with_hermit(store, ONTOLOGY), reason_by_rules(store, ONTOLOGY)
    assert by_hermit.consistent
    assert by_hermit.unsatisfiable == ()
    assert by_hermit.statements == by_rules.statements


@needs_java
@pytest.mark.real
def test_hermit_says_when_statements_contradict_the_ontology() -> None:
    derivation = reason_with_hermit(store_of("agent:a a iokg:CARTCell, iokg:Chemotherapy ."), ONTOLOGY)
    assert derivation.consistent is False
    assert derivation.statements == frozenset()


@needs_java
@pytest.mark.real
def test_a_class_that_can_have_no_member_is_named(tmp_path: Path) -> None:
    module = tmp_path / "module.ttl"
    module.write_text(
        "@prefix owl: <http://www.w3.org/2002/07/owl#> .\n@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        f"<s:Both> a owl:Class ; rdfs:subClassOf <{IOKG}CARTCell>, <{IOKG}Chemotherapy> .\n"
    )
    assert reason_with_hermit(ox.Store(), load_ontology(module)).unsatisfiable == ("s:Both",)


@needs_java
@pytest.mark.real
def test_hermit_is_stopped_when_its_time_is_over() -> None:
    with pytest.raises(ReasonerError, match=r"stopped after 0.01 s.*--engine rules"):
        reason_with_hermit(store_of(WORLD), ONTOLOGY, timeout_s=0.01)


@needs_java
@pytest.mark.real
def test_hermit_says_when_its_memory_is_too_small() -> None:
    with pytest.raises(ReasonerError, match="ran out of its 2 MB"):
        reason_with_hermit(store_of(WORLD), ONTOLOGY, memory_mb=2)


def test_without_java_a_remedy_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(MissingPartError, match="Install one"):
        reason_with_hermit(ox.Store(), ONTOLOGY)
