"""What the reading of a trial's settings promises."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.facts.recognise.settings import SettingPatterns, load_settings, recognise_settings
from kg.model import Design, Source, Trial
from kg.passages import passages
from kg.resources import folder


@cache
def patterns() -> SettingPatterns:
    return load_settings(folder("ontology"))


def settings(title: str = "", cancer: bool = True, **fields: object) -> set[str]:
    trial = Trial(id="NCT00000000", title=title, source=Source(path="-"), **fields)  # type: ignore[arg-type]
    return {setting.value for setting in recognise_settings(trial, patterns(), cancer)}


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("X in Relapsed/Refractory Sarcomas", {"Relapsed", "Refractory"}),
        ("X in R/R Multiple Myeloma", {"Relapsed", "Refractory"}),
        ("X in Patients Who Have Failed Standard Therapy", {"Refractory"}),
        ("X in Locally Advanced or Metastatic Solid Tumours", {"LocallyAdvanced", "Metastatic"}),
        ("X in Stage III Unresectable NSCLC", {"LocallyAdvanced", "Unresectable"}),
        ("X in Stage IV NSCLC", {"Metastatic"}),
        ("Neoadjuvant X for Resectable Stage IB-IIIA NSCLC", {"Resectable"}),
        ("Adjuvant Avelumab in Merkel Cell Carcinoma", {"Resectable"}),
        ("WT1 peptide vaccine with adjuvant Montanide in leukaemia", set()),
        ("Neoadjuvant and Adjuvant X With Chemoradiotherapy for Unresectable NSCLC", {"Unresectable"}),
        ("First-line X in Advanced Urothelial Cancer", {"NewlyDiagnosed"}),
        ("X as Maintenance After Transplant for AML", {"InRemission"}),
        ("X in Oligometastatic Prostate Cancer", {"Oligometastatic", "Metastatic"}),
        ("X for AML With Measurable Residual Disease", {"MinimalResidualDiseasePositive"}),
        ("X in Children and Young Adults With AML", {"Paediatric"}),
        ("X in EGFR-mutant NSCLC", {"BiomarkerSelected"}),
        ("X in Driver Gene-Negative NSCLC", {"BiomarkerSelected"}),
        ("Second-line X After First-line Therapy", {"Refractory"}),
        ("X in HR+/HER2- Breast Cancer", {"BiomarkerSelected"}),
        ("X for AML Expressing CLL-1", {"BiomarkerSelected"}),
        ("T Cells Expressing B7-H3 in Ovarian Cancer", set()),
        ("Chemoradiotherapy Followed by X Maintenance Therapy", {"InRemission"}),
        ("Robotic Surgery for Rectal Cancer", {"Resectable"}),
        ("Analgesia in Laparoscopic Gastrectomy", {"Resectable"}),
        ("Biochemical Recurrence After Radical Prostatectomy", {"Relapsed"}),
        ("X in AML Relapse After Allo-HSCT", {"Relapsed"}),
        ("CD34+ Enriched Grafts in AML", set()),
        ("X in PD-L1-selected LA-NSCLC", {"BiomarkerSelected", "LocallyAdvanced"}),
        ("X in Early-Stage Hodgkin Lymphoma", set()),
        ("X in Advanced Solid Tumours", set()),
        ("X in CBFA2T3::GLIS2 AML", {"BiomarkerSelected"}),
        ("X in Chronic Myelogenous Leukemia, BCR-ABL1 Positive", set()),
        ("X in Stage III-IVA Nasopharyngeal Carcinoma", {"LocallyAdvanced"}),
        ("X in Disease That Did Not Progress With First-line Platinum", set()),
    ],
)
def test_a_title_tells_the_setting(title: str, expected: set[str]) -> None:
    assert settings(title) == expected


@pytest.mark.parametrize(
    "title",
    [
        "X to Reduce the Risk of Recurrence After Surgery",
        "Relapse-free Survival in AML",
        "Non-metastatic Breast Cancer",
        "Early Recurrence Risk After Resection",
        "MRD-guided X in NSCLC",
        "CD8+ T Cells in NSCLC",
        "CD56+ NK Cells for AML Patients Not in CR",
        "CD56-positive CD3-negative Natural Killer Cells for AML",
    ],
)
def test_words_about_other_times_and_states_are_no_setting(title: str) -> None:
    assert settings(title) == set()


def test_a_mere_exclusion_of_driver_mutations_selects_no_biomarker() -> None:
    assert settings(eligibility="Inclusion: NSCLC without EGFR mutations or ALK rearrangements.") == set()


@pytest.mark.parametrize(
    "words",
    [
        "Patients are randomised with stratification by MSI-status (MMRd vs. MSS).",
        "Among patients who are PD-L1 positive, survival is compared.",
        "X has been FDA approved for patients with BRCA-mutated ovarian cancer.",
        "A cohort receives TIL + pembrolizumab.",
        "HNSCC (p16 positive or negative) is treated.",
    ],
)
def test_a_marker_by_which_patients_are_told_apart_selects_none(words: str) -> None:
    assert settings(summary=words) == set()


def test_an_agent_that_follows_a_status_does_not_hide_it() -> None:
    assert settings("QX991 in EGFR-mutated osimertinib-pretreated NSCLC") == {"BiomarkerSelected"}


def test_a_level_required_by_the_criteria_selects_a_biomarker() -> None:
    assert settings(eligibility="Inclusion: PD-L1 TPS ≥ 1%.") == {"BiomarkerSelected"}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("locally advanced or metastatic NSCLC", {"LocallyAdvanced", "Metastatic"}),
        ("locally advanced unresectable or metastatic tumours", {"LocallyAdvanced", "Unresectable", "Metastatic"}),
        ("unresectable, locally advanced, or metastatic ESCC", {"LocallyAdvanced", "Unresectable", "Metastatic"}),
        ("recurrent or metastatic HNSCC", {"Metastatic"}),
        ("confirmed, measurable locally advanced or metastatic NSCLC", {"LocallyAdvanced", "Metastatic"}),
        ("recurrent, unresectable squamous cell carcinoma", {"Relapsed", "Unresectable"}),
        ("NSCLC after multimodal treatment for locally advanced disease", set()),
        ("confirmed expression of CD19", {"BiomarkerSelected"}),
        ("recurrence or progression after standard treatment", {"Relapsed", "Refractory"}),
        ("recurrence after therapy of newly diagnosed disease", {"Relapsed"}),
        ("locally advanced or recurrent NSCLC", {"LocallyAdvanced"}),
        ("disease progression during first-line EGFR-TKI", {"Refractory"}),
        ("refractory to first-line therapy", {"Refractory"}),
        ("patients with newly diagnosed AML", {"NewlyDiagnosed"}),
        ("not candidate for re-resection", {"Unresectable"}),
        ("cannot undergo surgical resection", {"Unresectable"}),
        ("prior adjuvant/neoadjuvant treatment is allowed", set()),
        ("prior resection of oligometastatic disease is allowed", set()),
        ("standard treatment is ineffective", {"Refractory"}),
        ("no chance of radical surgery", {"Unresectable"}),
        ("stage III non-operable disease", {"Unresectable", "LocallyAdvanced"}),
        ("newly pathologically proven diagnosis of NSCLC", {"NewlyDiagnosed"}),
        ("previous adjuvant and neoadjuvant therapy is allowed", set()),
        ("treatment ended more than 12 months after disease recurrence", set()),
        ("given in the absence of prior progression", set()),
        ("AML that failed to achieve complete remission with induction", {"Refractory"}),
        ("progression of disease on the last treatment regimen", {"Refractory"}),
        ("neuroblastoma with relapse in the central nervous system", {"Relapsed"}),
    ],
)
def test_inclusion_criteria_give_every_setting_that_they_name(words: str, expected: set[str]) -> None:
    assert settings(eligibility=f"Inclusion: {words}.") == expected


@pytest.mark.parametrize(
    "words",
    [
        "tumour must express GPC3 by immunohistochemistry",
        "evidence of CD30 expression on tumor cells",
        "confirmed BCMA expression on plasma cells",
        "CD19 expression on blasts confirmed by flow cytometry",
        "EGFRvIII expression in the tumour",
        "tissue suitable for detection of target proteins, and the expression of B7-H3 is positive",
        "a \\>= 30% staining extent of B7-H3 in the tumour",
        "the expression of GD2 and PSMA antigens will be determined for eligibility",
        "B7-H3 H-score ≥ 100",
        "PD-L1 CPS of 10 or greater",
        "TMB ≥ 10 mut/Mb",
        "Her-2 positive",
        "loss of INI1",
        "RAS wild-type",
        "positive for the t(9;22)",
        "have not received systemic therapy and have PD-L1 expression ≥ 1%",
    ],
)
def test_criteria_that_require_a_marker_select_a_biomarker(words: str) -> None:
    assert settings(eligibility=f"Inclusion Criteria:\n* {words}.\n* Age 18") == {"BiomarkerSelected"}


@pytest.mark.parametrize(
    "words",
    [
        "tissue available for retrospective analysis of B7-H3 expression",
        "patients with EGFR mutation must have received a TKI",
        "LVEF ≥ 50% by echocardiography",
        "B7-H3 expression is not required for eligibility",
        "a PD-L1 inhibitor that has been given for at least 3 months",
        "hepatitis B surface antigen positive patients take antivirals",
    ],
)
def test_criteria_that_merely_speak_of_a_marker_select_none(words: str) -> None:
    assert "BiomarkerSelected" not in settings(eligibility=f"Inclusion Criteria:\n* {words}.\n* Age 18")


def test_exclusion_criteria_give_no_setting() -> None:
    assert settings(eligibility="Inclusion: melanoma. Exclusion: metastatic disease.") == set()


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Prior systemic therapy for metastatic disease", {"NewlyDiagnosed"}),
        ("Received any prior systemic treatment for advanced NSCLC", {"NewlyDiagnosed"}),
        ("Received more than 2 prior systemic therapies for advanced NSCLC", set()),
        ("Systemic therapy within 4 weeks", set()),
        ("Stage IV disease or PD-L1 TPS < 1%", set()),
    ],
)
def test_who_excludes_those_treated_before_takes_the_untreated(words: str, expected: set[str]) -> None:
    assert settings(eligibility=f"Inclusion Criteria:\n* NSCLC\n\nExclusion Criteria:\n* {words}") == expected


def test_what_is_known_of_a_disease_gives_no_setting() -> None:
    assert settings(summary="Patients with metastatic disease have a poor prognosis. X is given.") == set()


def test_remission_with_residual_disease_is_remission() -> None:
    words = "X is given to patients in complete remission with positive measurable residual disease."

    assert "InRemission" in settings(summary=words)


def test_blood_cancers_do_not_metastasise() -> None:
    spread = "that have spread to other places in the body"

    assert settings(summary=f"X in hematological malignancies {spread}.") == set()
    assert settings(summary=f"X in melanomas {spread}.") == {"Metastatic"}


def test_a_need_that_remains_tells_no_setting() -> None:
    assert settings(summary="There remains a need for treatment of refractory AML.") == set()


def test_words_about_children_count_only_where_children_are_admitted() -> None:
    assert settings("X in Childhood AML", design=Design(ages=("ADULT",))) == set()


def test_outside_cancer_only_the_age_is_read() -> None:
    assert settings("X in Children With Refractory Asthma", cancer=False) == {"Paediatric"}


@given(st.text(max_size=80), st.text(max_size=120))
def test_every_reason_quotes_its_field(title: str, eligibility: str) -> None:
    trial = Trial(id="x", title=f"Relapsed {title}", source=Source(path="-"), eligibility=eligibility)
    texts = {passage.field: passage.text for passage in passages(trial)}
    reasons = [reason.mention for setting in recognise_settings(trial, patterns()) for reason in setting.evidence]
    assert all(texts[mention.field][mention.start : mention.end] == mention.text for mention in reasons)
