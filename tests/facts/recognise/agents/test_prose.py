"""What only titles and prose name is given, or belongs to the patients or the past."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.model import AgentUse, Arm, Design

Read = Callable[..., dict[str, AgentUse]]
GRAFT = "allogeneic haematopoietic stem cell transplantation"


@pytest.mark.parametrize(
    ("title", "label", "given"),
    [
        ("Effects of diet on tumor infiltrating lymphocytes", "TIL", False),
        ("Expression of TIGIT in NK cells", "NK cell", False),
        ("Adoptive transfer of tumor infiltrating lymphocytes", "TIL", True),
        ("Immunotherapy using chimeric antigen receptor T-cells", "CAR-T cells", True),
        ("Prognosis of patients undergoing immunotherapy combined with chemotherapy", "immunotherapy", True),
        ("Prognosis of patients undergoing immunotherapy combined with chemotherapy", "chemotherapy", True),
        ("Immunotherapy using chimeric antigen receptor T-cells", "immunotherapy", False),
        ("Cyclophosphamide as GVHD prophylaxis in leukaemia", GRAFT, True),
        ("Abatacept for prevention of acute graft-versus-host disease", GRAFT, True),
        ("Ruxolitinib for chronic graft-versus-host disease", GRAFT, False),
        ("Azacitidine maintenance after allogeneic HSCT", GRAFT, False),
        ("CD4 T cells in children given allogeneic HSCT", GRAFT, False),
        ("Azacitidine in patients undergoing allogeneic HSCT", GRAFT, True),
        ("GVHD prophylaxis after allogeneic HSCT", GRAFT, True),
    ],
)
def test_a_title_gives_what_it_means(uses: Read, title: str, label: str, given: bool) -> None:
    assert (label in uses(title, "Sample collection")) is given


def test_what_other_studies_gave_is_not_given_here(uses: Read) -> None:
    told = "In small retrospective studies a good response was seen in patients treated with asparaginase."

    assert "asparaginase" not in uses("QX991 in lymphoma", "QX991", summary=told)


def test_what_patients_are_commonly_treated_with_is_not_given_here(uses: Read) -> None:
    told = "Patients are commonly treated with single agents (methotrexate or actinomycin D) or polychemotherapy."

    assert not {"methotrexate", "dactinomycin"} & uses("QX991 in lymphoma", "QX991", summary=told).keys()


def test_a_regimen_that_the_record_explains_by_a_class_has_its_members(uses: Read) -> None:
    told = "CYAD-01 is given with a standard chemotherapy treatment (FOLFOX)."

    assert {"oxaliplatin", "fluorouracil"} <= uses("CYAD-01 with FOLFOX", "CYAD-01", summary=told).keys()


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ("The control group has bevacizumab as standard therapy.", False),
        ("Patients are treated with standard therapy (bevacizumab).", False),
        ("Patients are treated with bevacizumab or with standard therapy.", True),
    ],
)
def test_the_standard_of_care_that_the_words_name_is_no_agent_of_its_own(
    uses: Read, arm: Callable[..., Arm], told: str, kept: bool
) -> None:
    arms = [arm("QX991", "QX991"), arm("Standard therapy", "Bevacizumab", control=True, description=told)]

    assert ("standard of care" in uses("QX991 in glioma", "QX991", "Bevacizumab", arms=arms)) is kept


def test_what_cells_are_pretreated_with_conditions(uses: Read) -> None:
    told = {"GD2 CAR-T": "Pretreatment with fludarabine, cyclophosphamide"}
    found = uses("GD2 CAR-T", "GD2 CAR-T", descriptions=told)

    assert {found[name].role for name in ("fludarabine", "cyclophosphamide")} == {"Conditioning"}


def test_a_variant_of_a_cytokine_is_not_the_cytokine(uses: Read) -> None:
    title = "RO6874281, an immunocytokine consisting of interleukin-2 variant (IL-2v) targeting FAP"

    assert not {"aldesleukin", "interleukin-2"} & uses(f"A study // {title}", "RO6874281").keys()


def test_a_bare_class_of_the_title_is_background_where_a_product_is_registered(uses: Read) -> None:
    assert "immunotherapy" not in uses("Exercise during immunotherapy", "QX991")


def test_what_switches_off_a_product_is_given_where_the_prose_says_so(uses: Read) -> None:
    given, named = "Those with toxicity will be given rimiducid.", "Rimiducid is known to clear these cells in mice."

    assert uses("A trial", "iC9-B7-H3 CAR-T", summary=given)["rimiducid"].role == "Supportive"
    assert "rimiducid" not in uses("A trial", "iC9-B7-H3 CAR-T", summary=named)


def test_a_list_of_the_study_drugs_gives_each(uses: Read) -> None:
    told = "The names of the study drugs involved in this study are:\n\n* Uproleselan\n* Tacrolimus (a drug)\n\n"

    given = uses("Uproleselan before allogeneic HSCT", "Uproleselan", summary=f"{told}Cytarabine is widely known.")

    assert given["tacrolimus"].role == "Supportive"
    assert "cytarabine" not in given


def test_radiation_before_an_arm_is_not_given_in_it(uses: Read, arm: Callable[..., Arm]) -> None:
    labels = ("QX991 (after concurrent chemoradiotherapy)", "QX991 with concurrent chemoradiotherapy")

    before, beside = (uses("A trial", "QX991", arms=[arm(label, "QX991")]) for label in labels)

    assert set(before) == {"QX991"}
    assert {use.agent.kind for use in beside.values()} == {"OtherAgent", "DrugClass", "Radiotherapy"}


def test_grafts_that_only_the_prose_names_are_one(uses: Read) -> None:
    told = "Patients receive haploidentical HSCT. Others are treated with allogeneic HSCT after quizartinib."

    found = uses("Quizartinib in leukemia", "Quizartinib", summary=told)

    assert [use.agent.kind for use in found.values()].count("StemCellTransplant") == 1


def test_a_consolidating_graft_is_part_of_the_course(uses: Read) -> None:
    told = "Olverembatinib, consolidated with HSCT, is studied."

    assert "haematopoietic stem cell transplantation" in uses("A trial", "Olverembatinib", summary=told)


@pytest.mark.parametrize(
    ("told", "label"),
    [
        ("Lymphocytes that carry IL-7Ra are infused.", "recombinant human interleukin-7"),
        ("A topoisomerase 1 inhibitor (TOP1i)-based ADC that targets B7-H3 is given.", "topoisomerase I inhibitor"),
    ],
)
def test_parts_of_a_product_are_no_agents(uses: Read, told: str, label: str) -> None:
    assert label not in uses("A trial of MGC026", "MGC026", "B7-H3 CAR-T", summary=told)


@pytest.mark.parametrize(
    ("title", "summary", "label"),
    [
        ("A conditioning regimen with busulfan", "Before transplantation.", "haematopoietic stem cell transplantation"),
        ("A conditioning regimen with busulfan", "Before allo-HSCT.", GRAFT),
        ("A preparative regimen", "Autologous grafts follow.", "autologous haematopoietic stem cell transplantation"),
    ],
)  # fmt: skip
def test_conditioning_presupposes_a_graft(uses: Read, title: str, summary: str, label: str) -> None:
    graft = uses(title, "Busulfan", summary=summary)[label]

    assert graft.role == "Combination"


def test_conditioning_before_cells_presupposes_no_graft(uses: Read) -> None:
    found = uses("Conditioning chemotherapy before CD19 CAR-T cells", "CD19 CAR-T cells", "Fludarabine")

    assert {use.agent.kind for use in found.values()} == {"CARTCell", "Chemotherapy"}


@pytest.mark.parametrize(
    ("title", "given"),
    [
        ("Survival outcomes following first-line tislelizumab", True),
        ("Salvage surgery following tislelizumab", False),
    ],
)
def test_outcomes_after_an_agent_are_those_of_the_agent(uses: Read, title: str, given: bool) -> None:
    assert ("tislelizumab" in uses(title)) is given


@pytest.mark.parametrize(
    ("title", "label"),
    [
        ("Raman spectroscopy in bile duct cancer", "Raman spectroscopy"),
        ("Value of CAIX-targeted PET imaging in renal cancer", "CAIX tracer"),
    ],
)
def test_a_trial_of_diagnosis_gives_the_test_of_its_title(uses: Read, title: str, label: str) -> None:
    found = uses(title, "Blood sampling", design=Design(primary_purpose="DIAGNOSTIC"))

    assert found[label].role == "Diagnostic"


def test_a_trial_of_treatment_gives_no_test_because_a_title_names_it(uses: Read) -> None:
    assert "positron emission tomography" not in uses("QX991 guided by positron emission tomography", "QX991")


def test_the_images_of_a_tracer_are_no_other_agent(uses: Read) -> None:
    found = uses("18F-FDG positron emission tomography", "18F-FDG", design=Design(primary_purpose="DIAGNOSTIC"))

    assert set(found) == {"18F-FDG"}


@pytest.mark.parametrize(
    ("told", "given"),
    [
        ("QX991 is given as long as radiation therapy is not given.", False),
        ("QX991 is given where radiation therapy was prohibited.", False),
        ("QX991 is given before initiation of adjuvant radiation therapy.", False),
        ("QX991 is given with radiation therapy.", True),
    ],
)
def test_a_treatment_is_a_partner_if_it_is_given_here(uses: Read, told: str, given: bool) -> None:
    assert ("radiotherapy" in uses("QX991 in Glioma", "QX991", summary=told)) is given


def test_chemotherapy_at_whose_end_a_product_is_given_is_earlier(uses: Read) -> None:
    title = "GD2 CAR-T Cells Administered at the End of Upfront MAP Chemotherapy in Osteosarcoma"

    assert set(uses(title, "GD2 CAR-T cells")) == {"GD2 CAR-T cells"}


def test_a_supportive_drug_that_an_intervention_describes_is_given(uses: Read) -> None:
    told = {"Cyclophosphamide": "60 mg/kg infused simultaneously with mesna 15 mg/kg"}

    found = uses("GD2 CAR-T Cells in Neuroblastoma", "GD2 CAR-T cells", "Cyclophosphamide", descriptions=told)

    assert found["mesna"].role == "Supportive"


def test_the_number_of_a_receptor_makes_no_cells(uses: Read) -> None:
    told = {"Rescue Medications": "such as a neurokinin 1 (NK-1) receptor antagonist for prevention of vomiting"}

    assert "NK cell" not in uses("QX991 in Glioma", "QX991", "Rescue Medications", descriptions=told)


def test_what_brackets_exclude_is_not_what_follows_them(uses: Read, arm: Callable[..., Arm]) -> None:
    told = "Any of: Azacitidine (not allowed as a single agent), Cladribine, Cytarabine"
    arms = [arm("QX991", "QX991"), arm("Choice", "Standard of care", control=True, description=told)]

    found = uses("QX991 in AML", "QX991", "Standard of care", arms=arms)

    assert {"azacitidine", "cladribine", "cytarabine"} <= found.keys()


@pytest.mark.parametrize(
    ("title", "label"),
    [
        ("QX991 in Hodgkin Lymphoma Non Responding to IGEV", "ifosfamide"),
        ("QX991 for Children That Underwent Radiation Therapy", "radiotherapy"),
    ],
)
def test_what_patients_had_before_is_not_given(uses: Read, title: str, label: str) -> None:
    assert label not in uses(title, "QX991")


def test_what_mobilised_the_cells_of_a_donor_is_not_given(uses: Read, arm: Callable[..., Arm]) -> None:
    told = "Donor granulocyte colony-stimulating factor (G-CSF) mobilized stem cells are infused."
    arms = [arm("A", "QX991", description=told)]

    assert "granulocyte colony-stimulating factor" not in uses("QX991 in Leukaemia", "QX991", arms=arms)


def test_an_arm_gives_the_adjuvants_of_a_vaccine(uses: Read, arm: Callable[..., Arm]) -> None:
    told = "The vaccine is combined with the tetanus toxoid peptide, emulsified in Montanide."
    arms = [arm("A", "WT1 peptide vaccine", description=told)]

    found = uses("WT1 peptide vaccine in Glioma", "WT1 peptide vaccine", arms=arms)

    assert {"tetanus toxoid", "Montanide ISA-51"} <= found.keys()
