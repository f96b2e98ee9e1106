"""Diseases that the curated table does not know are looked up in the user's packs."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.facts.packs import open_packs
from kg.facts.packs.adding import add_pack
from kg.facts.recognise.conditions import ConditionLexicon, load_conditions, recognise_conditions
from kg.model import Condition, Source, Trial
from kg.resources import folder
from tests.facts.packs import samples

MONDO = samples.table(
    ("MONDO:0000001", "disease", "", "", ""),
    ("MONDO:0900001", "zorb neoplasm", "MONDO:0004993", "", ""),
    ("MONDO:0900004", "Zorb carcinoma", "MONDO:0900001|MONDO:0900002", "Fnord tumour", ""),
    ("MONDO:0900002", "fnordlike adenoma", "MONDO:0005070", "", ""),
    ("MONDO:0900006", "glioblastoma of the fnord kind", "MONDO:0018177", "neuroblastoma|fnord disease", ""),
    ("MONDO:0004993", "carcinoma", "MONDO:0005070", "", ""),
    ("MONDO:0005070", "neoplasm", "MONDO:0000001", "", ""),
)


@pytest.fixture(scope="module")
def lexicon(tmp_path_factory: pytest.TempPathFactory) -> ConditionLexicon:
    at = tmp_path_factory.mktemp("packs")
    (at / "mondo.tsv").write_bytes(MONDO)
    add_pack("mondo", str(at / "mondo.tsv"), folder=at)
    return load_conditions(folder("ontology"), open_packs(at))


def studied(lexicon: ConditionLexicon, name: str) -> tuple[Condition, ...]:
    trial = Trial(id="NCT00000001", title="A trial", conditions=(name,), source=Source(path="x"))
    return tuple(study.condition for study in recognise_conditions(trial, lexicon).studied)


def test_an_unknown_disease_gets_label_identifiers_and_the_nearest_curated_ancestors(lexicon: ConditionLexicon) -> None:
    (condition,) = studied(lexicon, "Recurrent Fnord Tumour")
    assert (condition.id, condition.label) == ("zorb-carcinoma", "zorb carcinoma")
    assert condition.xrefs == ("mondo:0900004",)
    assert condition.broader == ("carcinoma",)
    assert condition.cancer
    assert not condition.local


def test_a_packed_disease_is_more_specific_than_its_ancestors(lexicon: ConditionLexicon) -> None:
    (condition,) = studied(lexicon, "Fnord tumour")
    assert lexicon.names.is_broader(lexicon.names.by_id["neoplasm"], condition)


def test_a_pack_adds_names_to_a_curated_disease(lexicon: ConditionLexicon) -> None:
    (condition,) = studied(lexicon, "Fnord disease")
    assert condition.id == "neuroblastoma"


def test_disease_as_such_is_no_name(lexicon: ConditionLexicon) -> None:
    assert lexicon.names.packed.find("disease") is None


def test_a_packed_disease_is_found_again_by_its_id(lexicon: ConditionLexicon) -> None:
    condition = lexicon.names.packed.find("Fnord tumour")
    assert condition is not None
    assert lexicon.names.packed.completed(condition.id) == condition


def test_without_packs_the_disease_is_named_by_the_record(tmp_path: Path) -> None:
    (condition,) = studied(load_conditions(folder("ontology"), open_packs(tmp_path)), "Fnord tumour")
    assert (condition.label, condition.local, condition.xrefs) == ("fnord tumour", True, ())
