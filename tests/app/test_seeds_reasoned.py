"""The seeds' graph holds all that follows for its shortcuts and kinds, and nothing that is wrong."""

from __future__ import annotations

import shutil
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg import vocab
from kg.graph.reason.axioms import load_ontology
from kg.graph.reason.hermit import reason_with_hermit
from kg.graph.reason.rules import reason_by_rules
from kg.graph.reason.statements import Derivation
from kg.graph.store import open_store
from kg.graph.validate import validate

SHORTCUTS = {vocab.USES_AGENT, vocab.TARGETS, vocab.HAS_ENDPOINT, vocab.HAS_MECHANISM, *vocab.ROLE_SHORTCUTS.values()}
KINDS = {vocab.IOKG + kind for kind in vocab.AGENT_KINDS}


@pytest.fixture(scope="module")
def seeds(seeds_graph: Path) -> ox.Store:
    return open_store(seeds_graph)


@pytest.fixture(scope="module")
def derived(seeds: ox.Store) -> Derivation:
    return reason_by_rules(seeds, load_ontology())


def test_every_shortcut_that_follows_is_written(derived: Derivation) -> None:
    assert not [statement for statement in derived.statements if statement[1][1:-1] in SHORTCUTS]


def test_every_kind_that_parts_imply_is_the_kind_asserted(derived: Derivation) -> None:
    assert not [statement for statement in derived.statements if statement[2][1:-1] in KINDS]


@pytest.mark.parametrize(
    ("thing", "class_"),
    [
        ("agent/dinutuximab-beta", "GD2DirectedAgent"),
        ("agent/ifn-alpha-expressing-msc", "SecretingStromalCell"),
        ("agent/ifn-alpha-expressing-msc", "CytokineArmedAgent"),
        ("trial/seed-001", "TimeToEventPrimaryTrial"),
        ("trial/seed-001", "AbscopalDesignTrial"),
        ("trial/seed-000", "CombinationTrial"),
    ],
)
def test_a_class_is_found_that_no_record_names(derived: Derivation, thing: str, class_: str) -> None:
    assert (f"<{vocab.BASE}{thing}>", f"<{vocab.TYPE}>", f"<{vocab.IOKG}{class_}>") in derived.statements


def test_the_seeds_break_no_check(seeds: ox.Store) -> None:
    assert validate(seeds) == []


@pytest.mark.real
@pytest.mark.skipif(shutil.which("java") is None, reason="HermiT needs a Java runtime")
def test_hermit_and_rules_derive_the_same_from_the_seeds(seeds: ox.Store, derived: Derivation) -> None:
    by_hermit = reason_with_hermit(seeds, load_ontology())
    assert by_hermit.consistent
    assert by_hermit.statements == derived.statements
