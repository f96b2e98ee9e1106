"""Registered interventions are split, settled and described."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.facts.assemble import load_knowledge, state_facts
from kg.facts.recognise.agents.uses import AgentRecogniser
from kg.model import AgentUse, Arm, Intervention, Source, Trial
from kg.resources import folder

Read = Callable[..., dict[str, AgentUse]]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Docetaxel Plus Carboplatin", {"docetaxel", "carboplatin"}),
        ("AK104+anlotinib", {"cadonilimab", "anlotinib"}),
        ("Trifluridine/tipiracil", {"trifluridine/tipiracil"}),
        ("Concurrent chemoradiotherapy", {"chemotherapy", "radiotherapy"}),
        ("Azacitidine maintenance therapy", {"azacitidine"}),
        ("Placebo for pembrolizumab", {"placebo"}),
        ("Pembrolizumab 200 mg injection", {"pembrolizumab"}),
        ("Sirolimus for Injection (Albumin-bound)", {"nab-sirolimus"}),
        ("[68Ga]Ga-PentixaFor PET/CT", {"68Ga-pentixafor", "PET/CT"}),
        ("FLT", {"18F-fluorothymidine"}),
        ("99mTc-H7ND SPECT/CT imaging", {"99mTc-H7ND", "single photon emission computed tomography"}),
        ("18F-FDG PET/CT", {"PET/CT"}),
        ("Durva + Treme", {"durvalumab", "tremelimumab"}),
        ("Watchful waiting", {"observation"}),
        ("Non-Interventional Study", set()),
        ("FES-PET", {"18F-fluoroestradiol", "positron emission tomography"}),
        ("Irinotecan (standard of care)", {"irinotecan"}),
        ("Paclitaxel (Albumin-bound)", {"nab-paclitaxel"}),
        ("NK cells derived from umbilical cord blood", {"NK cell"}),
        ("CD34+-selected and CD3-depleted PBSCs", {"haematopoietic stem cell transplantation"}),
        ("anti-GPRC5D CAR-T cells and anti-BCMA CAR-T cells", {"GPRC5D CAR-T cells", "BCMA CAR-T cells"}),
        ("Memory-like NK cells with IL-15", {"memory-like NK cell", "recombinant human interleukin-15"}),
        ("Neoantigen peptide vaccine with poly-ICLC", {"neoantigen peptide vaccine", "poly-ICLC"}),
        ("T cells transduced with a vector containing a BCMA CAR", {"BCMA CAR-T cells"}),
        ("iNKT cells expressing GD2 CAR and IL-15", {"GD2 CAR-NKT cells"}),
        ("TIL engineered with membrane-bound IL-15", {"TIL"}),
        ("GM-CSF secreting tumor cell vaccine", {"gm-csf secreting tumor cell vaccine"}),
        ("GPC3 CAR-T secreting IL-7 and CCL19", {"GPC3/IL-7 CAR-T cells"}),
        ("TROP2 ADC + PD-1", {"TROP2 antibody-drug conjugate", "anti-PD-1 antibody"}),
        ("anti-CCR4 mogamulizumab", {"mogamulizumab"}),
        ("Nab-P + Gem", {"nab-paclitaxel", "gemcitabine"}),
        ("CAR-T cells targeting HER2, ABC1, or B7-H3", {"HER2 CAR-T cells"}),
        ("Anti-PD-L1 CSR T cells", {"PD-L1 CAR-T cells"}),
        ("Sasanlimab prefilled syringe", {"sasanlimab"}),
        ("US/CT-guided percutaneous cryoablation", {"cryoablation"}),
        ("brain metastatic patients", set()),
        ("dTβRII-expressing T cells combined with GD2 CAR T cells", {"dtβrii-expressing t cells", "GD2 CAR-T cells"}),
    ],
)
def test_a_name_gives_its_agents(uses: Read, name: str, expected: set[str]) -> None:
    assert set(uses("A trial", name)) == expected


@pytest.mark.parametrize(
    ("name", "costimulation"),
    [
        ("CD19CAR-CD3Zeta-4-1BB-Expressing Autologous T-Lymphocyte Cells", ["4-1BB"]),
        ("CD19-CD28-CD3ζ CAR-T cells", ["CD28"]),
        ("CD19-CD3ζ CAR-T cells", []),
    ],
)
def test_the_signalling_domain_of_a_receptor_is_no_costimulation(
    uses: Read, name: str, costimulation: list[str]
) -> None:
    (use,) = uses("A trial", name).values()
    assert [part.value for part in use.agent.parts if part.part == "costimulation"] == costimulation


@pytest.mark.parametrize(
    ("name", "others", "expected"),
    [
        ("Favezelimab + Pembrolizumab", ("MK-4280A",), {"favezelimab/pembrolizumab"}),
        ("radiolabelled omburtamab", ("177Lu-DTPA-omburtamab",), {"177Lu-omburtamab-DTPA"}),
        ("Favezelimab + Pembrolizumab", ("MK-4280",), {"favezelimab", "pembrolizumab"}),
        ("Standard of care", ("docetaxel", "cabazitaxel"), {"docetaxel", "cabazitaxel"}),
        ("Standard of care", (), {"standard of care"}),
    ],
)
def test_another_name_tells_what_a_name_means(
    recogniser: AgentRecogniser, name: str, others: tuple[str, ...], expected: set[str]
) -> None:
    intervention = Intervention(name=name, type="DRUG", other_names=others)
    trial = Trial(id="x", title="A trial", source=Source(path="x"), interventions=(intervention,))

    assert {use.agent.label for use in recogniser.recognise(trial).uses} == expected


def test_a_class_with_members_gives_its_members(uses: Read) -> None:
    told = {"Platinum doublet chemotherapy": "carboplatin and pemetrexed"}

    assert set(uses("A trial", "Platinum doublet chemotherapy", descriptions=told)) == {"carboplatin", "pemetrexed"}


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("After progression, LRRC15 ADC and PD-1 inhibitors",
         {"chemotherapy", "LRRC15 antibody-drug conjugate", "anti-PD-1 antibody"}),
        ("an irinotecan analogue or a taxane", {"taxane"}),
        ("premedication with ondansetron", {"chemotherapy", "ondansetron"}),
    ],
)  # fmt: skip
def test_products_that_the_description_of_a_mere_class_names_are_given(
    uses: Read, told: str, expected: set[str]
) -> None:
    assert set(uses("A trial", "Chemotherapy", descriptions={"Chemotherapy": told})) == expected


def test_an_explained_abbreviation_gives_what_it_stands_for(uses: Read) -> None:
    summary = "This study tests cladribine, cytarabine and venetoclax (CAV) in leukemia."

    assert set(uses("CAV regimen", "CAV regimen", summary=summary)) == {"cladribine", "cytarabine", "venetoclax"}


def test_an_unknown_code_is_described_by_the_words_beside_it(uses: Read) -> None:
    use = uses("A trial", "QX991", summary="QX991 is an anti-TIGIT monoclonal antibody.")["QX991"]

    assert use.agent.kind == "MonoclonalAntibody"
    assert use.agent.targets == ("TIGIT",)


def test_an_unknown_code_without_description_stays_unknown(uses: Read) -> None:
    use = uses("A trial of QX991", "QX991")["QX991"]

    assert (use.agent.kind, use.agent.targets) == ("OtherAgent", ())


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Quxatinib", "SmallMoleculeTargeted"),
        ("Quxatamab vedotin", "AntibodyDrugConjugate"),
        ("Quxatamab zoxotecan", "AntibodyDrugConjugate"),
        ("177Lu-quxatamab", "Radioconjugate"),
        ("[89Zr]Zr-quxatamab", "ImagingAgent"),
        ("[225Ac]Ac-QX-020", "Radioconjugate"),
        ("QX500 cell injection", "OtherImmuneCellProduct"),
        ("Patient survey", "DiagnosticTest"),
        ("Physician Measures", "DiagnosticTest"),
        ("Winged plastic stent", "Device"),
        ("Newcastle disease virus", "OncolyticVirus"),
        ("IL-12 plasmid", "GeneTherapy"),
        ("IL-12 mRNA", "GeneTherapy"),
        ("Ureteral stent placement", "Procedure"),
        ("Robotic surgical system", "Device"),
        ("Blood drawn in two tubes", "Procedure"),
        ("Cytokine-treated veto cells", "OtherImmuneCellProduct"),
        ("Non-standard repurposed drugs", "DrugClass"),
        ("VSV injection", "OncolyticVirus"),
        ("Typhoid conjugate vaccine", "OtherAgent"),
        ("Transplantation of stool microbiota", "MicrobiomeProduct"),
        ("Kinesiology taping", "Procedure"),
        ("Home exercises", "BehaviouralIntervention"),
        ("Artificial intelligence contouring", "Device"),
    ],
)
def test_a_name_tells_its_kind(uses: Read, name: str, kind: str) -> None:
    (use,) = uses("A trial", name).values()

    assert use.agent.kind == kind


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("Blood lipid monitoring during chemotherapy", "chemotherapy"),
        ("Diet in women on tamoxifen", "tamoxifen"),
        ("HSCT donor leukemia-specific T cells", "haematopoietic stem cell transplantation"),
    ],
)
def test_what_patients_have_anyway_is_not_given(uses: Read, name: str, label: str) -> None:
    found = uses("A trial", name)

    assert found
    assert label not in found


@pytest.mark.parametrize("name", ["Non-metastatic and resectable", "No evidence of disease, under surveillance"])
def test_the_state_of_a_disease_is_no_agent(uses: Read, name: str) -> None:
    assert uses("A trial", name) == {}


@pytest.mark.parametrize("name", ["TP-1454", "PCV 13", "TAC-101", "XX-IT101", "CP-111,222"])
def test_a_longer_code_is_a_name_by_itself(uses: Read, name: str) -> None:
    assert set(uses("A trial", name)) == {name}


def test_only_drugs_are_known_without_their_first_letter(uses: Read) -> None:
    assert set(uses("A trial", "Conventional rehabilitation")) == {"rehabilitation"}


@pytest.mark.parametrize("name", ["Pembrolizumb", "embrolizumab"])
def test_a_misspelt_name_means_the_agent(uses: Read, name: str) -> None:
    assert set(uses("A trial", name)) == {"pembrolizumab"}


@pytest.mark.parametrize(
    ("summary", "given"),
    [
        ("Patients will receive cisplatin on day 1.", True),
        ("Patients who progressed on cisplatin will receive QX991.", False),
        ("Cisplatin has been approved. Patients receive QX991.", False),
        ("Patients receive QX991 without cisplatin.", False),
    ],
)
def test_prose_adds_only_what_it_gives(uses: Read, summary: str, given: bool) -> None:
    assert ("cisplatin" in uses("A trial", "QX991", summary=summary)) is given


def test_lymphodepletion_that_only_a_description_names_is_given(uses: Read, arm: Callable[..., Arm]) -> None:
    told = "lymphodepleting chemotherapy with fludarabine, then CAR-T cells"
    arms = [arm("Treatment", "GD2 CAR-T", description=told)]

    assert "fludarabine" in uses("GD2 CAR-T cells", "GD2 CAR-T", arms=arms)


def test_an_unknown_name_is_one_agent_with_one_label_in_any_case(uses: Read) -> None:
    found = [next(iter(uses("A trial", name).values())).agent for name in ("Formula", "formula", "FORMULA")]

    assert {(agent.id, agent.label) for agent in found} == {("formula", "formula")}


def test_an_intervention_without_a_name_leaves_no_words_to_understand() -> None:
    trial = Trial(id="X", title="T", source=Source(path="x"), interventions=(Intervention(name=""),))

    assert state_facts(trial, load_knowledge(folder("ontology"))).unmatched == ()


def test_cells_have_the_antigens_that_only_the_keywords_list(recogniser: AgentRecogniser) -> None:
    trial = Trial(
        id="x",
        title="Multi-CAR T Cell Therapy in Multiple Myeloma",
        source=Source(path="x"),
        keywords=("multiple myeloma", "BCMA", "CD38", "chimeric antigen receptor"),
        interventions=(Intervention(name="CAR T cells", type="BIOLOGICAL"),),
    )

    (use,) = recogniser.recognise(trial).uses

    assert use.agent.label == "BCMA/CD38 CAR-T cells"
    assert [target.evidence[0].mention.field for target in use.targets] == [
        "conditionsModule.keywords[1]",
        "conditionsModule.keywords[2]",
    ]


def test_a_restriction_between_antigen_and_receptor_parts_no_name(uses: Read) -> None:
    assert set(uses("A trial", "Anti-MAGE-A3-DP4 TCR PBL")) == {"MAGE-A3 TCR-T cells"}


def test_what_prose_is_against_is_the_receptor_of_cells(uses: Read) -> None:
    summary = "Lymphocytes get a gene for anti-MAGE-A3, after fludarabine is given."

    assert "anti-MAGE-A3 antibody" not in uses("MAGE-A3 TCR-T cells in Melanoma", "MAGE-A3 TCR-T", summary=summary)


def test_a_depleted_receptor_is_no_product(uses: Read) -> None:
    title = "Haploidentical Transplantation Using TCR Alpha/Beta and CD19 Depletion"

    assert "TCR-T cells" not in uses(title, "Device: CliniMACS")


def test_a_title_gives_the_cells_that_a_registered_device_makes(uses: Read) -> None:
    found = uses("CD3 Depleted Natural Killer Cell Based Therapy for AML", "Device: CliniMACS")

    assert found["NK cell"].role == "Investigational"


def test_a_virus_acts_by_the_cytokine_that_it_brings(uses: Read) -> None:
    (use,) = uses("T-VEC in Melanoma", "Talimogene laherparepvec").values()

    assert {target.value for target in use.targets} == {"CSF2RA", "CSF2RB"}
    assert {mechanism.value for mechanism in use.mechanisms} == {"Oncolysis", "CytokineReceptorAgonism"}


@pytest.mark.parametrize(
    ("name", "description", "expected"),
    [
        ("Cord Blood NK Cells", "Given CAR.CD19-IL15-transduced CB-NK cells IV", {"CD19/IL-15 CAR-NK cells"}),
        ("Cord Blood NK Cells", "Given IV beside CD19 CAR-T cells", {"NK cell"}),
        ("Cord Blood NK Cells", "Given IV", {"NK cell"}),
    ],
)
def test_plain_cells_are_the_engineered_ones_that_their_description_gives(
    uses: Read, name: str, description: str, expected: set[str]
) -> None:
    assert set(uses("A trial", name, descriptions={name: description})) & {"NK cell", *expected} == expected
