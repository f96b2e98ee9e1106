"""Names and what they mean."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg import vocab
from kg.errors import QueryError
from kg.graph.knowledge import KnowledgeGraph
from kg.graph.name_index import write_names
from kg.graph.naming import Naming, fold


@pytest.mark.parametrize(
    ("name", "kind", "label"),
    [
        ("B7-H3", None, "B7-H3"),
        ("b7h3", None, "B7-H3"),
        ("CD276", None, "B7-H3"),
        ("target/cd276", None, "B7-H3"),
        ("https://w3id.org/iokg/target/cd276", None, "B7-H3"),
        ("hgnc:19137", None, "B7-H3"),
        ("PD1", "target", "PD-1"),
        ("CD3-epsilon", "target", "CD3"),
        ("keytruda", "agent", "pembrolizumab"),
        ("acute leukemia", "condition", "acute leukaemia"),
        ("NCT00000005", "trial", "ifinatamab deruxtecan in osteosarcoma"),
        ("checkpoint inhibition", "mechanism", "checkpoint inhibition"),
        ("CARTCell", "kind", "CAR T cell"),
        ("antibody-based agent", "kind", "antibody-based agent"),
        ("Phase 2", "phase", "phase 2"),
        ("RECIST 1.1", "criterion", "RECIST 1.1"),
    ],
)
def test_a_thing_is_found_by_any_of_its_names(graph: KnowledgeGraph, name: str, kind: str | None, label: str) -> None:
    assert [thing.label for thing in graph.find(name, kind)] == [label]


@pytest.mark.parametrize(("name", "near"), [("pembrolizumb", "pembrolizumab"), ("neuroblastma", "neuroblastoma")])
def test_a_misspelt_name_brings_up_the_right_one(graph: KnowledgeGraph, name: str, near: str) -> None:
    with pytest.raises(QueryError, match=f"Did you mean {near}"):
        graph.find(name)


@pytest.mark.parametrize(
    ("name", "kind", "near"),
    [
        ("GDD2", "target", ["GD2"]),
        ("B7H9", "target", ["B7-H3"]),
        ("pembrolizumb", "agent", ["pembrolizumab"]),
        ("dinutuximap", None, ["dinutuximab beta"]),
        ("checkpoimt inhibition", "mechanism", ["checkpoint inhibition"]),
        ("Neuroblastomatosis", "target", []),
        ("price", None, []),
        ("xq", None, []),
        ("", None, []),
    ],
)
def test_names_that_are_not_alike_are_not_suggested(
    graph: KnowledgeGraph, name: str, kind: str | None, near: list[str]
) -> None:
    assert graph.naming.near(name, kind) == near


@pytest.mark.parametrize(
    ("one", "other"),
    [("IFN-α", "IFN alpha"), ("leukaemia", "Leukemia"), ("tumour", "tumor"), ("nab-Paclitaxel", "nabpaclitaxel")],
)
def test_spellings_of_one_name_are_the_same(one: str, other: str) -> None:
    assert fold(one) == fold(other) != ""


def test_what_has_no_letter_is_no_name() -> None:
    assert fold(" - ") == ""


def test_all_words_of_a_name_bring_up_the_things_that_have_them(graph: KnowledgeGraph) -> None:
    assert graph.naming.near("carcinoma lung")[:1] == ["lung carcinoma"]


def test_names_are_completed_whatever_their_spelling(graph: KnowledgeGraph) -> None:
    assert graph.naming.beginning("b7h") == ["B7-H3"]
    assert graph.naming.beginning("pembro", "target") == []


@pytest.mark.parametrize("place", [0, 5000])
def test_a_damaged_index_of_names_is_made_anew(graph: KnowledgeGraph, tmp_path: Path, place: int) -> None:
    path = tmp_path / "names.sqlite"
    write_names(graph.store, path)
    with path.open("r+b") as file:
        file.seek(place)
        file.write(b"damaged" * 3000)
    assert [thing.label for thing in Naming(graph.store, path).find("B7H3")] == ["B7-H3"]


@pytest.mark.parametrize("name", ["2", "II", "phase II", "Phase 2"])
def test_a_phase_is_meant_by_its_number(graph: KnowledgeGraph, name: str) -> None:
    assert [thing.label for thing in graph.find(name, "phase")] == ["phase 2"]


def test_of_things_that_places_call_so_the_one_whose_own_name_it_is_counts() -> None:
    store = ox.Store()
    for path, label in (("lung-carcinoma", "lung carcinoma"), ("nsclc", "non-small cell lung carcinoma")):
        thing = ox.NamedNode(f"{vocab.BASE}condition/{path}")
        store.add(ox.Quad(thing, ox.NamedNode(vocab.TYPE), ox.NamedNode(vocab.CONDITION)))
        store.add(ox.Quad(thing, ox.NamedNode(vocab.LABEL), ox.Literal(label)))
        store.add(ox.Quad(thing, ox.NamedNode(vocab.HIDDEN_LABEL), ox.Literal("Lung Cancer")))
        store.add(ox.Quad(thing, ox.NamedNode(vocab.HIDDEN_LABEL), ox.Literal("chest tumour")))
    naming = Naming(store)
    assert [thing.label for thing in naming.find("lung cancer")] == ["lung carcinoma"]
    assert len(naming.find("chest tumour")) == 2
