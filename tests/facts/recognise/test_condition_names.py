"""What the table of conditions promises."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from kg.curie import slug
from kg.errors import TableError
from kg.facts.recognise.condition_names import ConditionNames, load_condition_names
from kg.resources import folder

HEADER = "id\tlabel\tbroader\tcancer\tsynonyms\tshort_forms\txrefs\tsource\n"


@cache
def names() -> ConditionNames:
    return load_condition_names(folder("ontology"))


def tables(at: Path, rows: str) -> Path:
    (at / "conditions.tsv").write_text(HEADER + rows, encoding="utf-8")
    (at / "condition_words.tsv").write_text("use\tpattern\treplacement\tnote\n", encoding="utf-8")
    return at


def test_an_id_is_the_slug_of_its_label() -> None:
    assert all(condition.id == slug(condition.label) for condition in names().by_id.values())


def test_every_cancer_descends_from_the_one_root() -> None:
    root = names().by_id["neoplasm"]
    cancers = [condition for condition in names().by_id.values() if condition.cancer and condition is not root]
    assert [condition.id for condition in cancers if not names().is_broader(root, condition)] == []


def test_an_identifier_belongs_to_one_condition() -> None:
    xrefs = [xref for condition in names().by_id.values() for xref in condition.xrefs]
    assert len(xrefs) == len(set(xrefs))


def test_every_condition_is_found_by_its_label() -> None:
    missed = [condition.id for condition in names().by_id.values() if names().lookup(condition.label) != condition]
    assert missed == []


@pytest.mark.parametrize(
    "name", ["Kidney Tumour", "renal cancers", "cancer of the kidney", "Kidney Neoplasms", "neoplasm of kidney"]
)
def test_a_disease_is_found_under_the_usual_words_for_a_cancer(name: str) -> None:
    condition = names().lookup(name)
    assert condition is not None
    assert condition.label == "kidney cancer"


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("endometrioid carcinoma", "endometrioid carcinoma"),
        ("mucinous adenocarcinoma", "mucinous adenocarcinoma"),
        ("immature teratoma", "immature teratoma"),
        ("signet ring cell carcinoma", "signet ring cell carcinoma"),
        ("upper aerodigestive tract cancer", "upper aerodigestive tract cancer"),
        ("Ph-like ALL", "B-lymphoblastic leukemia/lymphoma, BCR-ABL1 like"),
        ("MDS with isolated del(5q)", "myelodysplastic syndrome with isolated del(5q)"),
        ("brain stem glioma", "brainstem glioma"),
        ("MDS-IB2", "myelodysplastic syndrome with excess blasts-2"),
        ("nodular lymphocyte predominant B-cell lymphoma", "nodular lymphocyte-predominant Hodgkin lymphoma"),
        ("PEComa", "perivascular epithelioid cell tumor"),
        ("non-functioning PNET", "non-functional pancreatic neuroendocrine tumor"),
        ("large cell neuroendocrine carcinoma", "large cell neuroendocrine carcinoma"),
    ],
)
def test_a_name_means_neither_more_nor_less_than_it_says(name: str, label: str) -> None:
    condition = names().lookup(name)
    assert condition is not None
    assert condition.label == label


@pytest.mark.parametrize(
    ("general", "specific"),
    [
        ("squamous-cell-carcinoma", "head-and-neck-squamous-cell-carcinoma"),
        ("melanoma", "mucosal-melanoma-of-the-esophagus"),
        ("neuroendocrine-carcinoma", "large-cell-neuroendocrine-carcinoma-of-the-lung"),
        ("lung-carcinoma", "sarcomatoid-carcinoma-of-the-lung"),
        ("central-nervous-system-neoplasm", "ependymoma"),
    ],
)
def test_a_cancer_descends_from_its_site_and_its_histology(general: str, specific: str) -> None:
    assert names().is_broader(names().by_id[general], names().by_id[specific])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("X in Gastric and Esophageal Cancer", ["gastric carcinoma", "esophageal carcinoma"]),
        ("Breast, Lung, or Prostate Cancer", ["breast carcinoma", "lung carcinoma", "prostate carcinoma"]),
        ("Chronic and Acute Myeloid Leukemia", ["chronic myeloid leukemia", "acute myeloid leukemia"]),
        ("Non-small Cell and Small Cell Lung Cancer", ["non-small cell lung carcinoma", "small cell lung carcinoma"]),
        ("ER-positive, HER2-negative Breast Cancer", ["hormone receptor-positive, HER2-negative breast carcinoma"]),
        ("MDS and AML", ["myelodysplastic syndrome", "acute myeloid leukemia"]),
        ("T Cells and Lung Cancer", ["lung carcinoma"]),
    ],
)
def test_listed_names_share_the_last_words_of_the_last(text: str, expected: list[str]) -> None:
    assert [name.condition.label for name in names().find_in_prose(text)] == expected


def test_a_tumour_may_stand_before_its_site() -> None:
    assert names().lookup("Neuroendocrine Neoplasm of Lung") == names().by_id["lung-neuroendocrine-neoplasm"]


def test_listed_sites_share_the_kind_of_the_first() -> None:
    found = names().find_in_prose("adenocarcinoma of esophagus, gastroesophageal junction, and stomach")

    assert [name.condition.label for name in found] == [
        "esophageal adenocarcinoma", "gastroesophageal junction adenocarcinoma", "gastric adenocarcinoma"
    ]  # fmt: skip


def test_an_abbreviation_means_what_the_text_explains_it_by() -> None:
    found = names().find_in_prose("cervical squamous cell carcinoma (CSCC); CSCC of stage IV")

    assert [name.condition.label for name in found] == ["cervical squamous cell carcinoma"]


def test_an_id_that_stands_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TableError, match=r"conditions\.tsv:3.*twice"):
        load_condition_names(tables(tmp_path, "a\ta\t\tyes\na\tb\t\tyes\n"))


def test_a_broader_condition_must_stand_in_the_table(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="'b' is not in the table"):
        load_condition_names(tables(tmp_path, "a\ta\tb\tyes\n"))


def test_a_condition_is_not_broader_than_itself(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="broader than itself"):
        load_condition_names(tables(tmp_path, "a\ta\tb\tyes\nb\tb\ta\tyes\n"))
