"""A name finds what it means, and nothing if it means two things."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import InputError
from kg.facts.packs import Concept, PackInfo
from kg.facts.packs.index import Index, write_index
from kg.facts.text import squeeze
from tests.facts.packs import samples
from tests.facts.packs.conftest import MakePacks

INFO = PackInfo(
    name="x", kind="ncit", title="X", version="1", date="", licence="", origin="x", sha256="0", concepts=0, names=0
)
names = st.text("abcdeXYZ019-α ", min_size=1, max_size=12)
concepts = st.lists(
    st.builds(
        Concept,
        id=st.integers(1, 999).map("ncit:C{}".format),
        label=names,
        sense=st.just("agent"),
        synonyms=st.lists(names, max_size=3).map(tuple),
    ),
    unique_by=lambda concept: concept.id,
    max_size=12,
)


def findable(name: str) -> bool:
    is_acronym = len(name) < 6 and name.isalpha() and name.isupper()
    return len(squeeze(name)) > 2 and not squeeze(name).isdigit() and not is_acronym


@settings(max_examples=50)
@given(concepts)
def test_every_name_and_identifier_finds_its_concept(
    tmp_path_factory: pytest.TempPathFactory, made: list[Concept]
) -> None:
    path = tmp_path_factory.mktemp("index") / "x.pack"
    info = write_index(path, INFO, made)
    index = Index(path)
    assert info.concepts == len(made)
    for concept in made:
        assert index.identified(concept.id) == (concept,)
        assert all(concept in index.named(name) for name in (concept.label, *concept.synonyms) if findable(name))


@settings(max_examples=20)
@given(concepts.flatmap(lambda made: st.tuples(st.just(made), st.permutations(made))))
def test_order_does_not_matter(
    tmp_path_factory: pytest.TempPathFactory, orders: tuple[list[Concept], list[Concept]]
) -> None:
    folder = tmp_path_factory.mktemp("index")
    for name, made in zip("ab", orders, strict=True):
        write_index(folder / name, INFO, made)
    assert (folder / "a").read_bytes() == (folder / "b").read_bytes()


@pytest.mark.parametrize("kept", [slice(0, -5), slice(0, 14), slice(3, None), slice(0, 0)], ids=str)
def test_a_damaged_pack_is_told(tmp_path: Path, kept: slice) -> None:
    path = tmp_path / "x.pack"
    write_index(path, INFO, [Concept(id="ncit:C1", label="zorblimab", sense="agent")])
    path.write_bytes(path.read_bytes()[kept])
    with pytest.raises(InputError, match=r"x\.pack"):
        Index(path)


def test_spelling_does_not_matter(packs_of: MakePacks) -> None:
    packs = packs_of(("ncit", samples.NCIT_FLAT))
    found = packs.find("zb 001", "agent")
    assert found is not None
    assert found.label == "Zorblimab"


def test_a_name_means_only_what_is_asked_for(packs_of: MakePacks) -> None:
    packs = packs_of(("ncit", samples.NCIT_FLAT))
    assert packs.find("Zorblimab", "condition") is None
    assert packs.find("Zorb Tumor", "agent") is None


def test_a_name_of_two_things_means_neither_unless_it_is_the_label_of_one(packs_of: MakePacks) -> None:
    rows = [
        ("C1", "alpha mab", "x", "", ""),
        ("C2", "beta mab", "x", "alpha mab|gamma", ""),
        ("C3", "delta", "x", "gamma", ""),
    ]
    packs = packs_of(("ncit", samples.table(*rows)))
    labelled = packs.find("alpha mab", "condition")
    assert labelled is not None
    assert labelled.id == "ncit:C1"
    assert packs.find("gamma", "condition") is None


def test_an_acronym_among_synonyms_is_no_name(packs_of: MakePacks) -> None:
    packs = packs_of(("oncotree", samples.ONCOTREE_LIST))
    assert packs.find("Zorb Carcinoma", "condition") is not None
    assert packs.find("ZORB", "condition") is None


def test_a_gene_symbol_of_letters_counts_in_capitals_only(packs_of: MakePacks) -> None:
    packs = packs_of(("hgnc", samples.GENE_TABLE.replace(b"ZORB1", b"ZORB")))
    assert packs.find("ZORB", "target") is not None
    assert packs.find("zorb", "target") is None


def test_one_thing_in_two_packs_has_the_identifiers_of_both(packs_of: MakePacks) -> None:
    packs = packs_of(("unii", samples.UNII_TABLE), ("ncit", samples.NCIT_FLAT))
    concept = packs.find("ZB-001", "agent")
    assert concept is not None
    assert packs.identifiers(concept) == ("ncit:C900001", "unii:ZZ00000001")


def test_a_cross_reference_joins_concepts_with_other_labels(packs_of: MakePacks) -> None:
    packs = packs_of(("ncit", samples.NCIT_FLAT), ("mondo", samples.MONDO_OBO))
    concept = packs.find("Zorb Tumor", "condition")
    assert concept is not None
    assert packs.identifiers(concept) == ("ncit:C900004", "mondo:0900004")


def test_packs_can_be_sent_to_another_process(packs_of: MakePacks) -> None:
    packs = packs_of(("hgnc", samples.HGNC))
    again = pickle.loads(pickle.dumps(packs))
    assert again == packs
    assert again.find("ZORB1", "target") == packs.find("ZORB1", "target")
