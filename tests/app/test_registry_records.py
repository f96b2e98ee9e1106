"""Reasoning and checks on real registry records: the engines agree, kinds agree with parts, nothing is at fault."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg import vocab
from kg.app.pipeline import build
from kg.graph.reason.hermit import reason_with_hermit
from kg.graph.reason.rules import reason_by_rules
from kg.graph.reason.statements import Derivation
from kg.graph.reason.wording import statement
from kg.graph.store import open_store
from kg.graph.terms import short
from kg.graph.validate import validate
from tests.graph.test_reason import ONTOLOGY, needs_java

FILES = ("dev_studies.json", "dev_studies.csv")
PD1_BLOCKERS = ("pembrolizumab", "nivolumab", "atezolizumab", "ivonescimab")
KINDS = {f"<{vocab.IOKG}{kind}>" for kind in vocab.AGENT_KINDS}


@pytest.fixture(scope="module")
def store(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> ox.Store:
    """The graph that a build of the records writes, with every reason."""
    out = tmp_path_factory.mktemp("records") / "graph"
    build([shared / "trials" / name for name in FILES], out)
    return open_store(out)


@pytest.fixture(scope="module")
def derivation(store: ox.Store) -> Derivation:
    return reason_by_rules(store, ONTOLOGY)


def test_no_check_finds_a_fault_in_the_graph_of_registry_records(store: ox.Store) -> None:
    assert [str(finding) for finding in validate(store) if finding.is_error] == []


def test_rules_find_no_contradiction(derivation: Derivation) -> None:
    assert derivation.consistent is None
    assert derivation.statements


def test_no_agent_has_another_kind_than_its_parts_say(derivation: Derivation) -> None:
    derived = [each for each in derivation.statements if each[1] == f"<{vocab.TYPE}>" and each[2] in KINDS]
    assert [statement(each) for each in sorted(derived)] == []


def agents_of(store: ox.Store, *kinds: str) -> Iterator[str]:
    for kind in kinds:
        for quad in store.quads_for_pattern(None, ox.NamedNode(vocab.TYPE), ox.NamedNode(vocab.IOKG + kind)):
            yield str(quad.subject)


def test_an_agent_of_a_kind_with_two_targets_is_derived_to_be_multispecific(
    store: ox.Store, derivation: Derivation
) -> None:
    multispecific = {each[0] for each in derivation.statements if each[2] == f"<{vocab.IOKG}MultispecificAgent>"}
    wanted = set()
    for agent in agents_of(store, "MultispecificAntibody", "ImmuneCellEngager"):
        found = store.quads_for_pattern(ox.NamedNode(agent[1:-1]), ox.NamedNode(vocab.HAS_TARGET), None)
        if len({quad.object for quad in found}) > 1:
            wanted.add(agent)
    assert wanted
    assert {short(agent[1:-1]) for agent in wanted - multispecific} == set()


def test_an_antibody_that_blocks_pd1_is_derived_to_do_so(store: ox.Store, derivation: Derivation) -> None:
    blockers = {each[0] for each in derivation.statements if each[2] == f"<{vocab.IOKG}PD1AxisInhibitor>"}
    named = (store.quads_for_pattern(None, ox.NamedNode(vocab.LABEL), ox.Literal(label)) for label in PD1_BLOCKERS)
    known = {
        str(quad.subject) for quads in named for quad in quads if str(quad.subject).startswith(f"<{vocab.BASE}agent/")
    }
    assert known
    assert known <= blockers


@needs_java
@pytest.mark.real
def test_both_engines_derive_the_same_from_registry_records(store: ox.Store, derivation: Derivation) -> None:
    by_hermit = reason_with_hermit(store, ONTOLOGY, timeout_s=900, memory_mb=3000)
    assert by_hermit.consistent
    differences = {
        "only by HermiT": sorted(map(statement, by_hermit.statements - derivation.statements)),
        "only by rules": sorted(map(statement, derivation.statements - by_hermit.statements)),
    }
    assert differences == {"only by HermiT": [], "only by rules": []}, json.dumps(differences, indent=1)
