"""Roles follow from arms, titles and the words around a name."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest
from msgspec import structs

from kg.model import AgentUse, Arm, Design

Read = Callable[..., dict[str, AgentUse]]
MakeArm = Callable[..., Arm]

RANDOMISED = Design(primary_purpose="TREATMENT", allocation="RANDOMIZED")


def roles(uses: Mapping[str, AgentUse]) -> dict[str, str]:
    return {label: use.role for label, use in uses.items()}


def test_what_only_a_control_arm_gives_is_a_comparator(uses: Read, arm: MakeArm) -> None:
    arms = [arm("A", "Ifinatamab deruxtecan"), arm("B", "Docetaxel", control=True)]

    found = roles(uses("Ifinatamab deruxtecan in lung cancer", "Ifinatamab deruxtecan", "Docetaxel", arms=arms))

    assert found == {"ifinatamab deruxtecan": "Investigational", "docetaxel": "Comparator"}


def test_what_both_arms_give_is_a_partner(uses: Read, arm: MakeArm) -> None:
    names = ("Tiragolumab", "Atezolizumab")
    arms = [arm("A", *names), arm("B", "Atezolizumab", control=True)]

    found = roles(uses("Tiragolumab and atezolizumab", *names, arms=arms))

    assert found == {"tiragolumab": "Investigational", "atezolizumab": "Combination"}


def test_what_a_title_gives_on_both_sides_is_a_partner_even_alone_in_an_arm(uses: Read, arm: MakeArm) -> None:
    names = ("Tilsotolimod", "Ipilimumab")
    arms = [arm("A", "Ipilimumab"), arm("B", *names)]

    found = roles(uses("Tilsotolimod in combination with ipilimumab versus ipilimumab alone", *names, arms=arms))

    assert found == {"tilsotolimod": "Investigational", "ipilimumab": "Combination"}


def test_beam_before_a_graft_is_conditioning(uses: Read) -> None:
    names = ("Carmustine", "Etoposide", "Cytarabine", "Melphalan", "Autologous stem cell transplantation")

    found = roles(uses("Autologous stem cell transplantation in lymphoma", *names))

    assert [found[name.casefold()] for name in names[:-1]] == ["Conditioning"] * 4


def test_a_control_arm_is_told_by_what_it_registers(uses: Read, arm: MakeArm) -> None:
    names = ("Vibostolimab/pembrolizumab", "Pembrolizumab")
    told = "co-formulation of vibostolimab with 200 mg pembrolizumab"
    arms = [arm("A", names[0], description=told), arm("B", "Pembrolizumab", control=True)]

    found = roles(uses("MK-7684A versus pembrolizumab", *names, arms=arms))

    assert found["pembrolizumab"] == "Comparator"


@pytest.mark.parametrize(
    ("title", "names", "expected"),
    [
        ("Firmonertinib versus platinum-based chemotherapy", ("Firmonertinib", "Cisplatin"), "Comparator"),
        ("X101 versus physician's choice of chemotherapy", ("X101", "Topotecan"), "Comparator"),
        ("Comparing afatinib and gefitinib", ("Afatinib", "Gefitinib"), "Comparator"),
        ("X101 combined with cisplatin", ("X101", "Cisplatin"), "Combination"),
        ("Saruparib versus placebo added to goserelin", ("Saruparib", "Placebo", "Goserelin"), "Combination"),
        ("X101 versus chemotherapy", ("X101", "Fluorouracil", "Leucovorin"), "Comparator"),
        ("Carboplatin in elderly patients", ("Carboplatin",), "Investigational"),
    ],
)
def test_without_arms_titles_tell_the_sides(uses: Read, title: str, names: tuple[str, ...], expected: str) -> None:
    assert list(uses(title, *names).values())[-1].role == expected


@pytest.mark.parametrize(
    ("title", "partner", "expected"),
    [
        ("COM701 in combination with nivolumab", "nivolumab", "Combination"),
        ("Nivolumab with COM701", "nivolumab", "Investigational"),
        ("COM701 plus bevacizumab", "bevacizumab", "Combination"),
        ("COM701 ± cemiplimab", "cemiplimab", "Combination"),
        ("COM701 plus retifanlimab", "retifanlimab", "Investigational"),
    ],
)
def test_an_approved_partner_that_is_only_added_is_no_tested_agent(
    uses: Read, title: str, partner: str, expected: str
) -> None:
    assert uses(title, "COM701", partner, start="2019-05")[partner].role == expected


def test_lymphodepletion_before_cells_is_conditioning(uses: Read) -> None:
    use = uses("CD19 CAR-T cells in lymphoma", "CD19 CAR-T cells", "Fludarabine", "Cyclophosphamide")["fludarabine"]

    assert use.role == "Conditioning"
    assert "Lymphodepletion" in {mechanism.value for mechanism in use.mechanisms}


def test_the_same_drugs_without_cells_are_a_backbone(uses: Read) -> None:
    found = roles(uses("Venetoclax with fludarabine and cytarabine", "Venetoclax", "Fludarabine", "Cytarabine"))

    assert found == {"venetoclax": "Investigational", "fludarabine": "Combination", "cytarabine": "Combination"}


def test_methotrexate_is_prophylaxis_only_beside_a_calcineurin_inhibitor(uses: Read) -> None:
    alone = uses("Quizartinib in leukemia", "Quizartinib", "Methotrexate", "Allo-HSCT")
    beside = uses("Quizartinib in leukemia", "Quizartinib", "Methotrexate", "Tacrolimus", "Allo-HSCT")

    assert alone["methotrexate"].role == "Combination"
    assert beside["methotrexate"].role == "Supportive"


@pytest.mark.parametrize(
    ("name", "role"), [("Placebo", "Comparator"), ("Biopsy", "Diagnostic"), ("Mesna", "Supportive")]
)
def test_what_always_stands_aside_does_so(uses: Read, name: str, role: str) -> None:
    found = list(uses("Nivolumab in melanoma", "Nivolumab", name).values())

    assert found[-1].role == role


def test_help_that_the_trial_is_about_is_tested(uses: Read) -> None:
    found = roles(uses("Fezolinetant in men undergoing androgen deprivation therapy", "Fezolinetant", "Placebo"))

    assert found["fezolinetant"] == "Investigational"


def test_some_agent_is_always_tested(uses: Read) -> None:
    assert "Investigational" in roles(uses("A trial in leukemia", "Cytarabine", "Dexamethasone")).values()


def test_a_class_that_the_summary_compares_with_makes_its_members_comparators(uses: Read) -> None:
    summary = "X101 is compared with platinum-based chemotherapy."

    assert uses("X101 in lung cancer", "X101", "Cisplatin", summary=summary)["cisplatin"].role == "Comparator"


def test_a_conventional_intervention_is_the_control_of_another(uses: Read) -> None:
    found = roles(uses("Smart follow-up", "Smart follow-up visits", "Traditional follow-up visits"))

    assert "Comparator" in found.values()


def test_a_custom_that_only_follows_the_name_makes_no_control(uses: Read) -> None:
    names = ("Megestrol in combination with standard immunochemotherapy", "Standard immunochemotherapy")

    found = roles(uses("Megestrol combined with immunochemotherapy", *names))

    assert found == {"megestrol acetate": "Investigational", "immunochemotherapy": "Combination"}


def test_what_an_experimental_arm_gives_alone_is_tested(uses: Read, arm: MakeArm) -> None:
    names = ("Atezolizumab", "Tiragolumab")
    arms = [arm("A", "Atezolizumab"), arm("B", *names)]

    assert roles(uses("Preoperative immunotherapy", *names, arms=arms))["atezolizumab"] == "Investigational"


@pytest.mark.parametrize(
    ("design", "expected"),
    [
        (RANDOMISED, "Investigational"),
        (structs.replace(RANDOMISED, phases=("PHASE1",)), "Combination"),
        (structs.replace(RANDOMISED, allocation="NON_RANDOMIZED"), "Combination"),
    ],
)
def test_what_randomised_arms_differ_by_is_tested(uses: Read, arm: MakeArm, design: Design, expected: str) -> None:
    names = ("COM701", "Cisplatin", "Radiotherapy")
    arms = [arm("A", "COM701"), arm("B", "COM701", "Cisplatin"), arm("C", "COM701", "Radiotherapy")]

    found = roles(uses("COM701 after induction", *names, arms=arms, design=design))

    assert found == {"COM701": "Investigational", "cisplatin": expected, "radiotherapy": expected}


def test_arms_that_differ_by_several_agents_leave_a_backbone_a_partner(uses: Read, arm: MakeArm) -> None:
    names = ("COM701", "Cisplatin", "Gemcitabine")
    arms = [arm("A", "COM701"), arm("B", *names)]

    assert roles(uses("COM701", *names, arms=arms, design=RANDOMISED))["cisplatin"] == "Combination"


def test_help_that_sets_an_experimental_arm_apart_is_tested(uses: Read, arm: MakeArm) -> None:
    names = ("Atezolizumab", "Tocilizumab")
    arms = [arm("Atezolizumab", "Atezolizumab"), arm("Atezolizumab + tocilizumab", *names)]

    assert roles(uses("Preoperative immunotherapy", *names, arms=arms))["tocilizumab"] == "Investigational"


def test_an_arm_without_the_lead_gives_comparators(uses: Read, arm: MakeArm) -> None:
    names = ("COM701", "Tislelizumab")
    arms = [arm("A", "COM701"), arm("B", "Tislelizumab")]

    found = roles(uses("COM701 in solid tumours", *names, arms=arms, design=RANDOMISED))

    assert found == {"COM701": "Investigational", "tislelizumab": "Comparator"}


def test_an_active_arm_beside_an_idle_one_is_no_control(uses: Read, arm: MakeArm) -> None:
    arms = [arm("A", "Nivolumab", control=True), arm("B", "Maltodextrin", idle=True)]

    found = roles(uses("Immunotherapy of melanoma", "Nivolumab", "Maltodextrin", arms=arms))

    assert found == {"nivolumab": "Investigational", "maltodextrin": "Comparator"}


@pytest.mark.parametrize(
    ("title", "names", "label", "expected"),
    [
        ("Dalbavancin during radiotherapy", ("Dalbavancin", "Radiotherapy"), "radiotherapy", "Combination"),
        ("Limb-sparing operations", ("Surgery with or without radiotherapy",), "radiotherapy", "Combination"),
        ("A score for atezolizumab", ("Cisplatin",), "cisplatin", "Investigational"),
        ("Flotetuzumab", ("Flotetuzumab", "Paracetamol", "Dexamethasone"), "dexamethasone", "Supportive"),
        (
            "Daratumumab",
            ("Daratumumab", "Lenalidomide", "Paracetamol", "Dexamethasone"),
            "dexamethasone",
            "Combination",
        ),
        ("Myomas during relugolix-estradiol", ("Relugolix/estradiol",), "estradiol", "Investigational"),
    ],
)
def test_backbones_and_help_by_what_stands_beside_them(
    uses: Read, title: str, names: tuple[str, ...], label: str, expected: str
) -> None:
    assert uses(title, *names)[label].role == expected


def test_how_care_is_organised_makes_no_drug_the_tested_one(uses: Read) -> None:
    found = roles(uses("Patient management", "Pyrotinib", design=Design(primary_purpose="HEALTH_SERVICES_RESEARCH")))

    assert found == {"pyrotinib": "Combination"}


@pytest.mark.parametrize(
    ("title", "name", "expected"),
    [
        ("Prevention of GVHD with abatacept and vedolizumab", "Vedolizumab", "Investigational"),
        ("T-cell depleted stem cell transplant", "Clofarabine", "Conditioning"),
        ("T-cell depleted stem cell transplant", "Rituximab", "Supportive"),
    ],
)
def test_what_a_graft_is_given_with(uses: Read, title: str, name: str, expected: str) -> None:
    names = (name, "Busulfan", "Anti-thymocyte globulin", "Allogeneic stem cell transplant")

    summary = "Vedolizumab prevents GVHD after myeloablative conditioning."

    assert uses(title, *names, summary=summary)[name.casefold()].role == expected


def test_a_plain_graft_is_compared_with_a_selected_one(uses: Read) -> None:
    names = ("Allogeneic bone marrow transplantation", "Naive T Cell-Depleted Hematopoietic Stem Cell Transplantation")

    found = roles(uses("Naive T cell depletion for donor stem cell transplant", *names, design=RANDOMISED))

    assert list(found.values()) == ["Comparator", "Investigational"]


def test_a_graft_from_a_matched_donor_is_compared_with_one_from_a_donor_who_is_no_match(uses: Read) -> None:
    names = ("Matched unrelated donor transplantation", "Haploidentical stem cell transplantation")

    found = roles(uses("Matched unrelated versus haploidentical donors in leukaemia", *names, design=RANDOMISED))

    assert list(found.values()) == ["Comparator", "Investigational"]


def test_what_is_established_and_added_to_something_new_in_one_title_is_a_partner_though_it_leads_the_other(
    uses: Read,
) -> None:
    titles = "Atezolizumab and tiragolumab in colorectal cancer // Tiragolumab in combination with atezolizumab"

    assert roles(uses(titles, "Tiragolumab", "Atezolizumab")) == {
        "tiragolumab": "Investigational",
        "atezolizumab": "Combination",
    }


def test_a_conditioning_regimen_that_a_title_names_is_tested(uses: Read) -> None:
    names = ("Melphalan", "Cladribine", "Busulfan", "Allogeneic stem cell transplantation")

    found = roles(uses("Conditioning regimen of melphalan and cladribine before a graft", *names))

    assert list(found.values()) == ["Investigational", "Investigational", "Conditioning", "Combination"]


def test_a_graft_that_the_patients_have_anyway_is_not_tested(uses: Read) -> None:
    title = "Lymphocytes for children given haploidentical hematopoietic stem cell transplantation"

    found = roles(uses(title, "Donor lymphocyte infusion", "Haploidentical stem cell transplantation"))

    assert found["haploidentical haematopoietic stem cell transplantation"] == "Combination"


@pytest.mark.parametrize(("shared", "expected"), [("Avelumab", "Investigational"), ("COM701", "Combination")])
def test_what_some_arms_add_is_tested_where_all_share_what_is_established(
    uses: Read, arm: MakeArm, shared: str, expected: str
) -> None:
    arms = [arm("A", shared, "Nivolumab"), arm("B", shared, "Lenvatinib"), arm("C", shared)]

    found = roles(uses(f"Combinations of {shared}", shared, "Nivolumab", "Lenvatinib", arms=arms))

    assert found["lenvatinib"] == expected


@pytest.mark.parametrize(
    "summary",
    [
        "X101 was studied with fulvestrant injection as a control drug.",
        "The standard of care regimen (fulvestrant/goserelin) and X101 are compared with each other.",
    ],
)
def test_words_make_a_drug_the_control(uses: Read, summary: str) -> None:
    found = roles(uses("X101 compared to standard of care", "X101", "Fulvestrant", summary=summary))

    assert found["fulvestrant"] == "Comparator"


def test_a_product_that_serves_as_graft_is_tested_beside_a_plain_one(uses: Read) -> None:
    found = roles(uses("Cord blood transplant with dilanubicel", "Umbilical cord blood transplantation", "Dilanubicel"))

    assert found == {"umbilical cord blood transplantation": "Combination", "dilanubicel": "Investigational"}


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Haplo-HSCT + rivogenlecleucel vs haplo-HSCT + post-transplant cyclophosphamide", "Comparator"),
        ("ATG or post-transplant cyclophosphamide as GVHD prophylaxis after a transplant", "Investigational"),
    ],
)
def test_cyclophosphamide_after_a_graft_is_compared_or_tested(uses: Read, title: str, expected: str) -> None:
    found = roles(uses(title, "Anti-thymocyte globulin", "Cyclophosphamide", "Busulfan", "Haplo-HSCT"))

    assert found["cyclophosphamide"] == expected
    assert found["haploidentical haematopoietic stem cell transplantation"] == "Combination"


def test_of_an_established_pair_both_are_tested(uses: Read) -> None:
    found = roles(uses("Imatinib and trametinib for KRAS-mutated tumours", "Imatinib", "Trametinib"))

    assert set(found.values()) == {"Investigational"}


def test_what_a_title_adds_to_an_established_drug_by_with_is_a_partner(uses: Read) -> None:
    found = roles(uses("Imatinib with trametinib for KRAS-mutated tumours", "Imatinib", "Trametinib"))

    assert found == {"imatinib": "Investigational", "trametinib": "Combination"}


def test_a_programme_of_radiotherapy_is_tested_as_a_whole(uses: Read) -> None:
    names = ("Radiation: Whole breast irradiation", "Radiation: Radiation boost", "Procedure: Computed tomography")

    found = uses("Whole breast irradiation for breast cancer", *names)

    assert {use.role for use in found.values() if use.agent.kind == "Radiotherapy"} == {"Investigational"}


def test_radiotherapy_that_a_title_adds_to_immunotherapy_is_a_partner(uses: Read) -> None:
    found = roles(uses("Immunotherapy with chemoradiotherapy before surgery", "QX991", "Cisplatin", "Radiotherapy"))

    assert found["radiotherapy"] == "Combination"


@pytest.mark.parametrize(
    "name",
    ["Device: QX-Aim", "Procedure: Endoscopic retrograde cholangiopancreatography", "Other: Brain fingerprinting"],
)
def test_a_trial_of_diagnosis_gives_what_serves_it(uses: Read, name: str) -> None:
    found = roles(uses("A trial", name, design=Design(primary_purpose="DIAGNOSTIC")))

    assert set(found.values()) == {"Diagnostic"}


def test_rituximab_beside_car_t_cells_is_help(uses: Read) -> None:
    found = roles(uses("CD123 CAR-T cells in leukaemia", "CD123 CAR-T cells", "Rituximab"))

    assert found["rituximab"] == "Supportive"


def test_what_both_regimens_hold_is_no_comparator(uses: Read) -> None:
    told = "Venetoclax with CACAG is studied versus daunorubicin and cytarabine."

    found = roles(
        uses("Venetoclax in AML", "Venetoclax; cytarabine; aclarubicin", "Daunorubicin; cytarabine", summary=told)
    )

    assert found["cytarabine"] == "Combination"
    assert found["daunorubicin"] == "Comparator"


def test_beside_tests_alone_what_only_the_prose_gives_is_not_tested(uses: Read) -> None:
    found = roles(uses("Lipids in breast cancer", "Blood sampling", summary="All receive doxorubicin every 3 weeks."))

    assert found == {"blood sampling": "Diagnostic", "doxorubicin": "Combination"}


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Pembrolizumab, azacitidine and DLI in AML", "Investigational"),
        ("Pembrolizumab, azacitidine and cytarabine in AML", "Combination"),
        ("Pembrolizumab with azacitidine and DLI in AML", "Combination"),
    ],
)
def test_the_members_of_a_list_are_tested_unless_one_is_a_backbone(uses: Read, title: str, expected: str) -> None:
    found = uses(title, "Pembrolizumab", "Azacitidine", "Donor lymphocyte infusion", "Cytarabine")

    assert found["azacitidine"].role == expected


def test_what_a_title_calls_investigational_is_tested_and_its_partner_is_not(uses: Read, arm: MakeArm) -> None:
    arms = [arm("Pembrolizumab + A", "Lenvatinib"), arm("Pembrolizumab + B", "Quavonlimab")]
    title = "Pembrolizumab in combination with investigational agents"

    found = roles(uses(title, "Pembrolizumab", "Lenvatinib", "Quavonlimab", arms=arms))

    assert found == {"pembrolizumab": "Combination", "lenvatinib": "Investigational", "quavonlimab": "Investigational"}


@pytest.mark.parametrize(
    ("title", "expected"), [("Novel combinations in NSCLC", "Investigational"), ("A platform trial", "Combination")]
)
def test_an_established_drug_of_a_novel_combination_is_tested(uses: Read, title: str, expected: str) -> None:
    assert uses(title, "Rilvegostomig", "Ramucirumab")["ramucirumab"].role == expected


def test_every_construct_that_an_arm_is_named_by_is_tested(uses: Read, arm: MakeArm) -> None:
    name = "Dual-target CAR-NK cells"
    arms = [arm("IL13Rα2 + EGFR CAR-NK", name), arm("IL13Rα2 + B7-H3 CAR-NK", name)]

    found = uses("Dual-Targeting CAR-NK Cells Directed Against IL13Rα2 and EGFR in Glioma", name, arms=arms)

    assert found["IL13Rα2/B7-H3 CAR-NK cells"].role == "Investigational"


def test_what_is_usual_is_a_partner_in_an_arm_that_gives_it_with_something_else(uses: Read, arm: MakeArm) -> None:
    arms = [arm("QX991 plus standard of care", "QX991", "Standard of care"), arm("Alone", "Standard of care")]

    found = uses("QX991 in Prostate Cancer", "QX991", "Standard of care", arms=arms)

    assert found["standard of care"].role == "Combination"


def test_the_only_arm_gives_what_only_the_prose_names(uses: Read, arm: MakeArm) -> None:
    told = {"QX991 CAR-T cells": "Cyclophosphamide is administered for lymphodepletion before the cells."}

    found = uses("GD2 CAR-T Cells", "QX991 CAR-T cells", descriptions=told, arms=[arm("Cells", "QX991 CAR-T cells")])

    assert found["cyclophosphamide"].arms == (0,)


def test_all_members_of_what_is_compared_are_comparators(uses: Read) -> None:
    told = "Events with nivolumab use are compared to standard chemotherapy use."

    found = roles(uses("Events in Lung Cancer", "Nivolumab", "Chemotherapy = Carboplatin; Gefitinib", summary=told))

    assert found["gefitinib"] == found["carboplatin"] == "Comparator"


def test_what_is_long_established_is_a_partner_of_what_is_new(uses: Read) -> None:
    assert roles(uses("BCG in Combination With QX991 in Bladder Cancer", "BCG", "QX991"))["BCG"] == "Combination"
