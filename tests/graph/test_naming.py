"""Names and what they mean."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg import vocab
from kg.errors import QueryError
from kg.graph.knowledge import KnowledgeGraph
from kg.graph.name_index import write_names
from kg.graph.named import terms_named
from kg.graph.naming import Naming, fold
from kg.resources import folder
from kg.tables import read_table


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
        ("CAR-T", "kind", "CAR T cell"),
        ("CART", None, "CAR T cell"),
        ("ADCs", "kind", "antibody–drug conjugate"),
        ("bispecific", "kind", "multispecific antibody"),
        ("vaccines", "kind", "tumour vaccine"),
        ("checkpoint inhibitors", "mechanism", "immune checkpoint blockade"),
        ("PFS", "endpoint", "progression-free survival"),
        ("first line", "setting", "newly diagnosed"),
        ("anti-PD-1", "target", "PD-1"),
        ("B7-H3 inhibitors", None, "B7-H3"),
        ("GD2-directed CAR-T", "target", "GD2"),
        ("antibody-based agent", "kind", "antibody-based agent"),
        ("Phase 2", "phase", "phase 2"),
        ("RECIST 1.1", "criterion", "RECIST 1.1"),
    ],
)
def test_a_thing_is_found_by_any_of_its_names(graph: KnowledgeGraph, name: str, kind: str | None, label: str) -> None:
    assert [thing.label for thing in graph.find(name, kind)] == [label]


def test_a_letter_in_brackets_means_the_things_with_and_without_it(graph: KnowledgeGraph) -> None:
    assert {thing.label for thing in graph.naming.find("PD-(L)1", "target")} == {"PD-1", "PD-L1"}


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
        ("checkpoimt inhibition", "mechanism", ["checkpoint inhibition", "checkpoint inhibitor"]),
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


@pytest.mark.parametrize(
    ("name", "targets", "kind"),
    [
        ("GD2 CAR-T", ["GD2"], "CAR T cell"),
        ("PD-1/VEGF-A bispecific", ["PD-1", "VEGF-A"], "multispecific antibody"),
        ("ADC against B7-H3", ["B7-H3"], "antibody–drug conjugate"),
        ("anti-PD-1", ["PD-1"], None),
    ],
)
def test_a_name_may_say_what_an_agent_acts_on_and_what_it_is(
    graph: KnowledgeGraph, name: str, targets: list[str], kind: str | None
) -> None:
    acting = graph.naming.acting(name)
    assert acting is not None
    assert [thing.label for thing in acting.targets] == targets
    assert (acting.kind.label if acting.kind else None) == kind


@pytest.mark.parametrize("name", ["GD2", "GD2 neuroblastoma", "inhibitor", "anti-", "CAR-T", "antigen GD2 CAR", ""])
def test_other_names_say_nothing_of_the_sort(graph: KnowledgeGraph, name: str) -> None:
    assert graph.naming.acting(name) is None


def test_what_nobody_calls_so_but_a_target_and_a_kind_together_is_left_to_a_question(graph: KnowledgeGraph) -> None:
    with pytest.raises(QueryError, match="Did you mean GD2"):
        graph.find("GD2 CAR-T")


def test_no_common_name_means_two_terms_of_one_sort(graph: KnowledgeGraph) -> None:
    rows = list(read_table(folder("ontology") / "term_names.tsv"))
    sorts = terms_named(graph.store)
    meant = Counter((sorts[vocab.IOKG + row.need("term")], fold(name)) for row in rows for name in row.many("names"))
    assert [name for name, number in meant.items() if number > 1] == []


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
