"""What the reading of a trial's diseases promises."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.facts.recognise.conditions import ConditionLexicon, ConditionReading, load_conditions, recognise_conditions
from kg.model import Arm, Source, Trial
from kg.passages import passages
from kg.resources import folder

MALT = "extranodal marginal zone lymphoma of mucosa-associated lymphoid tissue"
INV_16 = "acute myeloid leukemia with inv(16)(p13.1q22) or t(16;16)(p13.1;q22);CBFB-MYH11"


@cache
def lexicon() -> ConditionLexicon:
    return load_conditions(folder("ontology"))


def read(*conditions: str, title: str = "", **fields: object) -> ConditionReading:
    trial = Trial(id="NCT00000000", title=title, source=Source(path="-"), conditions=conditions, **fields)  # type: ignore[arg-type]
    return recognise_conditions(trial, lexicon())


def labels(*conditions: str, title: str = "", **fields: object) -> list[str]:
    return [study.condition.label for study in read(*conditions, title=title, **fields).studied]


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("NSCLC Stage IV", ["non-small cell lung carcinoma"]),
        ("Leukemia, Myeloid, Acute", ["acute myeloid leukemia"]),
        ("Acute Childhood Leukaemia, in Relapse", ["acute leukemia"]),
        ("Recurrent Mixed Phenotype Acute Leukemia", ["mixed phenotype acute leukemia"]),
        ("Metastatic Castration-Resistant Prostate Cancer", ["castration-resistant prostate carcinoma"]),
        ("Metastatic HER2+ Advanced Breast Cancer", ["HER2-positive breast carcinoma"]),
        ("HER2-negative Breast Cancer", ["HER2-negative breast carcinoma"]),
        ("B7-H3 Positive Advanced Solid Tumour", ["solid tumor"]),
        ("Follicular Lymphoma ( FL)", ["follicular lymphoma"]),
        ("Extranodal Marginal Zone B-cell Lymphoma of Mucosa-associated Lymphoid Tissue", [MALT]),
        ("Adult Acute Myeloid Leukemia With Inv(16)(p13;q22)", [INV_16]),
        ("Carcinoma, Ductal, Breast", ["breast invasive ductal carcinoma"]),
        ("Recurrent Childhood Visual Pathway Glioma", ["optic pathway glioma"]),
        ("Stage IIIA Thyroid Gland Papillary Carcinoma AJCC v8", ["papillary thyroid carcinoma"]),
    ],
)
def test_stage_line_age_and_biomarker_do_not_hide_a_name(condition: str, expected: list[str]) -> None:
    assert labels(condition) == expected


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("Breast and Ovarian Cancer", ["breast carcinoma", "ovarian carcinoma"]),
        (
            "Gastric/Gastroesophageal Junction Adenocarcinoma",
            ["gastric adenocarcinoma", "gastroesophageal junction adenocarcinoma"],
        ),
        ("NSCLC With Brain Metastases", ["non-small cell lung carcinoma", "brain metastasis"]),
        ("Rhinoconjunctivitis With or Without Allergic Asthma", ["allergic rhinoconjunctivitis", "allergic asthma"]),
    ],
)
def test_a_listed_condition_that_names_several_diseases_is_split(condition: str, expected: list[str]) -> None:
    assert labels(condition) == expected


@pytest.mark.parametrize("words", ["Immunotherapy", "CAR-T Cell", "Pharmacokinetics", "Healthy Volunteers", "Surgery"])
def test_listed_words_that_are_no_disease_are_passed_over(words: str) -> None:
    assert labels("Melanoma", words) == ["melanoma"]


def test_a_histology_gives_way_to_the_tumour_that_has_it() -> None:
    title = "X in Squamous Cell Carcinoma of the Head and Neck"
    assert labels("Squamous Cell Carcinoma", "Head and Neck Cancer", title=title) == [
        "head and neck squamous cell carcinoma"
    ]


def test_of_two_titles_the_more_specific_names_the_disease() -> None:
    official = "X in Gastric Cancer/Gastroesophageal Junction Adenocarcinoma"
    title = "X in Gastric and Gastroesophageal Junction Adenocarcinoma"
    assert labels(title=title, official_title=official) == [
        "gastric adenocarcinoma",
        "gastroesophageal junction adenocarcinoma",
    ]


def test_spread_to_few_sites_is_no_disease_beside_another() -> None:
    assert labels("NSCLC", title="X in Oligometastatic Disease") == ["non-small cell lung carcinoma"]


def test_words_that_are_not_understood_are_reported() -> None:
    reading = read("Carbonic Anhydrase IX")
    assert [(words.mention.text, words.expected) for words in reading.unmatched] == [
        ("Carbonic Anhydrase IX", "condition")
    ]


def test_an_unknown_disease_keeps_its_own_name() -> None:
    condition = read("Relapsed Cribriform Salivary Sarcomatosis").studied[0].condition
    assert (condition.local, condition.label, condition.cancer) == (True, "cribriform salivary sarcomatosis", True)


def test_a_vague_condition_gives_way_to_what_the_title_names() -> None:
    assert labels("Neoplasms", title="X in Small Cell Lung Cancer") == ["small cell lung carcinoma"]


def test_a_title_makes_a_listed_disease_more_specific() -> None:
    assert labels("Pancreas Cancer", title="CAR-T Cells in PDAC") == ["pancreatic ductal adenocarcinoma"]


def test_names_of_which_each_is_more_specific_count_once() -> None:
    assert labels("Leukemia", "Leukemia, Myeloid", "Leukemia, Myeloid, Acute") == ["acute myeloid leukemia"]


@pytest.mark.parametrize(
    ("title", "conditions", "expected"),
    [
        ("X in High-Grade Glioma", ("High-Grade Glioma", "GBM"), ["high-grade glioma", "glioblastoma"]),
        ("X in Neuroblastoma", ("Ganglioneuroblastoma", "Recurrent Neuroblastoma"),
         ["ganglioneuroblastoma", "neuroblastoma"]),
        ("X in WHO Grade 4 Glioma", ("WHO Grade IV Glioma",), ["high-grade glioma"]),
        ("X in Acute Leukemia", ("Acute Leukemia", "AML"), ["acute leukemia", "acute myeloid leukemia"]),
        ("X in NSCLC", ("NSCLC", "Non Small Cell Lung Cancer", "Squamous Non Small Cell Lung Cancer"),
         ["non-small cell lung carcinoma"]),
        ("X in Advanced Cancer", ("Cancer", "Metastatic Cancer"), ["metastatic malignant neoplasm"]),
    ],
)  # fmt: skip
def test_a_subtype_listed_by_a_name_of_its_own_stays_beside_the_disease_of_the_title(
    title: str, conditions: tuple[str, ...], expected: list[str]
) -> None:
    assert labels(*conditions, title=title) == expected


@pytest.mark.parametrize(
    ("criterion", "expected"),
    [
        ("a diagnosis of biliary tract cancer", ["intrahepatic cholangiocarcinoma", "biliary tract carcinoma"]),
        ("intrahepatic cholangiocarcinoma, no other biliary tract cancer", ["intrahepatic cholangiocarcinoma"]),
    ],
)
def test_the_criteria_tell_whether_what_is_listed_is_an_example(criterion: str, expected: list[str]) -> None:
    title = "X in Biliary Tract Cancer"
    eligibility = f"Inclusion Criteria:\n* {criterion}"
    assert labels("Intrahepatic Cholangiocarcinoma", title=title, eligibility=eligibility) == expected


def test_a_disease_and_others_of_its_kind_are_both_studied() -> None:
    assert labels("Osteosarcoma", "Sarcoma", title="X in Osteosarcoma and Other Sarcomas") == [
        "osteosarcoma",
        "sarcoma",
    ]


def test_the_cohorts_of_a_basket_trial_are_studied_beside_its_group() -> None:
    arms = (Arm(label="Cohort A: melanoma"), Arm(label="Cohort B: ovarian cancer"))
    assert labels("Advanced Solid Tumors", arms=arms) == ["solid tumor", "melanoma", "ovarian carcinoma"]


def test_the_lymphomas_that_a_summary_tells_are_studied_beside_their_group() -> None:
    told = "In participants with diffuse large B-cell lymphoma (DLBCL), and in those with follicular lymphoma (FL)."
    assert labels("B-cell Non-Hodgkin Lymphoma", summary=told) == [
        "B-cell non-Hodgkin lymphoma",
        "diffuse large B-cell lymphoma",
        "follicular lymphoma",
    ]


@pytest.mark.parametrize(
    "title",
    [
        "CAR-T for Preventing Graft-versus-Host Disease in Patients With Melanoma",
        "Melanoma Without Psoriasis",
        "Melanoma (not including uveal melanoma and nasopharyngeal carcinoma)",
    ],
)
def test_a_disease_that_is_not_treated_is_not_studied(title: str) -> None:
    assert labels(title=title) == ["melanoma"]


def test_a_gene_named_after_a_disease_is_no_disease() -> None:
    assert labels("NSCLC", title="Anaplastic Lymphoma Kinase Positive NSCLC") == ["non-small cell lung carcinoma"]
    assert labels("Mesothelioma", title="Wilms' Tumor Protein 1-Targeted Vaccine") == ["mesothelioma"]


def test_a_short_form_means_what_the_record_names_in_full() -> None:
    assert labels("MM", summary="People with multiple myeloma take part.") == ["multiple myeloma"]


def test_a_short_form_that_the_record_does_not_explain_is_ambiguous() -> None:
    reading = read("MM")
    assert reading.studied == ()
    assert set(reading.ambiguities[0].candidates) == {"melanoma", "mesothelioma", "multiple-myeloma"}


@pytest.mark.parametrize(
    ("condition", "cancer"),
    [
        ("Melanoma", True),
        ("Allergen Immunotherapy", False),
        ("Asthma", False),
        ("Oral Mucositis in Leukaemic Children", True),
        ("Chemotherapy-induced Nausea and Vomiting", True),
        ("Postoperative Nausea and Vomiting", False),
    ],
)
def test_a_trial_is_about_cancer_if_its_words_name_one(condition: str, cancer: bool) -> None:
    assert read(condition).cancer is cancer


@given(st.lists(st.text(max_size=40), max_size=3), st.text(max_size=60), st.text(max_size=80))
def test_every_reason_quotes_its_field(conditions: list[str], title: str, summary: str) -> None:
    trial = Trial(id="x", title=title, source=Source(path="-"), conditions=tuple(conditions), summary=summary)
    reading = recognise_conditions(trial, lexicon())
    texts = {passage.field: passage.text for passage in passages(trial)}
    mentions = [reason.mention for study in reading.studied for reason in study.evidence]
    mentions += [words.mention for words in reading.unmatched]
    assert all(texts[mention.field][mention.start : mention.end] == mention.text for mention in mentions)


def test_every_record_is_read(shared: Path) -> None:
    from kg.facts.read import read_trials

    trials = [trial for trial in read_trials([shared / "trials" / "dev_studies.json"]) if isinstance(trial, Trial)]
    assert all(recognise_conditions(trial, lexicon()).cancer in (True, False) for trial in trials)
