"""Names and what they mean."""

from __future__ import annotations

import pytest

from kg.errors import QueryError
from kg.graph.knowledge import KnowledgeGraph
from kg.graph.naming import fold


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
    ("one", "other"),
    [("IFN-α", "IFN alpha"), ("leukaemia", "Leukemia"), ("tumour", "tumor"), ("nab-Paclitaxel", "nabpaclitaxel")],
)
def test_spellings_of_one_name_are_the_same(one: str, other: str) -> None:
    assert fold(one) == fold(other) != ""


def test_what_has_no_letter_is_no_name() -> None:
    assert fold(" - ") == ""
