"""Names in no vocabulary are read by their parts."""

from __future__ import annotations

import pytest

from kg.facts.recognise.agents.grammar import Grammar
from kg.facts.recognise.agents.tables import AgentTables
from kg.facts.text import Folded
from kg.resources import folder


@pytest.fixture(scope="module")
def grammar() -> Grammar:
    return Grammar(AgentTables(folder("ontology")))


@pytest.mark.parametrize(
    ("name", "kind", "targets"),
    [
        ("GD2/B7H3 CAR-T", "CARTCell", {"GD2", "CD276"}),
        ("PD-1 knock-out mesothelin CAR-T cells", "CARTCell", {"MSLN"}),
        ("PSMA-TGFβRDN CAR T cells", "CARTCell", {"FOLH1"}),
        ("anti-MUC1 CAR-pNK cells", "CARNKCell", {"MUC1"}),
        ("GPRC5D x CD3", "ImmuneCellEngager", {"GPRC5D", "CD3E"}),
        ("PD-1×VEGF", "MultispecificAntibody", {"PDCD1", "VEGFA"}),
        ("EGFR bispecific antibody armed activated T cells", "OtherImmuneCellProduct", {"EGFR", "CD3E"}),
        ("CAR-T cells targeting CD19 and/or CD22", "CARTCell", {"CD19", "CD22"}),
        ("FAP-targeted radioligand", "Radioconjugate", {"FAP"}),
        ("X-124 is a KRAS inhibitor", "DrugClass", {"KRAS"}),
        ("CAR.B7-H3T", "CARTCell", {"CD276"}),
        ("CD19/CD22 dual-target CART", "CARTCell", {"CD19", "CD22"}),
        ("CD19/22 CAR-T cells", "CARTCell", {"CD19", "CD22"}),
        ("Claudin18.2/6 CAR-T", "CARTCell", {"CLDN18", "CLDN6"}),
        ("CAR-T Cells Targeting HER2, PD-L1, or CD80/86", "CARTCell", {"ERBB2", "CD274", "CD80", "CD86"}),
        ("CAR19 T cells", "CARTCell", {"CD19"}),
        ("CAR-20/19-T cells", "CARTCell", {"MS4A1", "CD19"}),
        ("CAR.70/IL15-transduced CB-derived NK cells", "CARNKCell", {"CD70"}),
        ("CAR.CD19-CD28-zeta-2A-iCasp9-IL15-transduced CB-NK cells", "CARNKCell", {"CD19"}),
        ("CAR-T-1.5", "CARTCell", set()),
        (
            "IL13Ralpha2-targeting hinge-optimized 41BB-costimulatory CAR truncated CD19-expressing T lymphocytes",
            "CARTCell",
            {"IL13RA2"},
        ),
        ("CD33/CD123 NK engager", "ImmuneCellEngager", {"CD33", "IL3RA", "FCGR3A"}),
        ("anti-mesothelin immunotoxin", "AntibodyDrugConjugate", {"MSLN"}),
        ("autologous CAR-T cells targeting CD123", "CARTCell", {"IL3RA"}),
        ("chimeric antigen receptor T cells against the B7-H3 antigen", "CARTCell", {"CD276"}),
        ("UCAR-T cells", "CARTCell", set()),
        ("CAR-γδT", "CARGammaDeltaTCell", set()),
        ("anti-CD19 CAR NK cells expressing IL-15", "CARNKCell", {"CD19"}),
        ("HER2-targeted CAR macrophages", "CARMacrophage", {"ERBB2"}),
        ("NKG2D CAR-T", "CARTCell", {"MICA", "MICB", "ULBP1"}),
        ("NY-ESO-1 TCR-T cells", "TCRTCell", {"CTAG1B"}),
        ("IFNα Expressing Mesenchymal Stromal Cells", "EngineeredStromalCell", {"IFNAR1", "IFNAR2"}),
        ("MSC-IL12", "EngineeredStromalCell", {"IL12RB1", "IL12RB2"}),
        ("L19-IL2", "Immunocytokine", {"EDB-fibronectin", "IL2RA", "IL2RB", "IL2RG"}),
        ("PD-1/VEGF bispecific antibody", "MultispecificAntibody", {"PDCD1", "VEGFA"}),
        ("Anti-TIGIT/Anti-PD-1 Bispecific Antibody", "MultispecificAntibody", {"PDCD1", "TIGIT"}),
        ("CD20xCD3 bispecific antibody", "ImmuneCellEngager", {"MS4A1", "CD3E"}),
        ("DLL3 T-cell engager", "ImmuneCellEngager", {"DLL3", "CD3E"}),
        ("B7-H3-targeted ADC", "AntibodyDrugConjugate", {"CD276"}),
        ("rituximab deruxtecan", "AntibodyDrugConjugate", {"MS4A1"}),
        ("[177Lu]Lu-omburtamab", "Radioconjugate", {"CD276"}),
        ("anti-CCR8 mAb", "DrugClass", {"CCR8"}),
        ("aPD(L)1", "DrugClass", {"PDCD1", "CD274"}),
        ("EGFR inhibitor", "DrugClass", {"EGFR"}),
        ("KRAS G12D degrader", "DrugClass", {"KRAS"}),
        ("antibody that selectively inhibits CD47", "DrugClass", {"CD47"}),
        ("anti-KRAS G12V/G12D mutation T-cell receptor T cells", "TCRTCell", {"KRAS"}),
        ("EGFR x cMET bispecific ADC", "AntibodyDrugConjugate", {"EGFR", "MET"}),
        ("topoisomerase 1 inhibitor based ADC that targets B7-H3", "AntibodyDrugConjugate", {"CD276"}),
        ("WT1 peptide vaccine", "CancerVaccine", {"WT1"}),
        ("CD8-guided IL-2", "Immunocytokine", {"CD8A", "IL2RA", "IL2RB", "IL2RG"}),
    ],
)
def test_a_compositional_name_tells_kind_and_targets(grammar: Grammar, name: str, kind: str, targets: set[str]) -> None:
    (composed,) = grammar.find(Folded(name))

    assert composed.agent.kind == kind
    assert set(composed.agent.targets) == targets


def test_two_antibodies_joined_by_and_are_two_agents(grammar: Grammar) -> None:
    found = grammar.find(Folded("anti-PD-1 and anti-CTLA-4 antibodies"))

    assert [composed.agent.targets for composed in found] == [("PDCD1",), ("CTLA4",)]


def test_a_caspase_switch_gives_its_own_mechanism(grammar: Grammar) -> None:
    (composed,) = grammar.find(Folded("iC9-CAR.B7-H3 T cells"))

    assert composed.agent.mechanisms == ("CARRedirectedCytotoxicity", "InducibleCaspase9Switch")


def test_a_cytokine_receptor_armours_a_car_and_is_no_antigen(grammar: Grammar) -> None:
    (composed,) = grammar.find(Folded("B7H3-IL7Ra CAR-T"))

    assert composed.agent.targets == ("CD276",)


def test_a_costimulator_outside_a_car_is_a_target(grammar: Grammar) -> None:
    (composed,) = grammar.find(Folded("anti-CD27 antibody"))

    assert composed.agent.targets == ("CD27",)


def test_each_target_points_to_its_own_words(grammar: Grammar) -> None:
    text = "dual GD2/B7H3 CAR-T cells"

    (composed,) = grammar.find(Folded(text))

    assert [text[start:end] for _, start, end in composed.spans] == ["GD2", "B7H3"]


@pytest.mark.parametrize(
    "words", ["CD3 and CD28 expression", "serum IL-2 level", "overall survival", "PD-L1 positive tumours"]
)
def test_targets_without_a_head_are_no_agent(grammar: Grammar, words: str) -> None:
    assert grammar.find(Folded(words)) == []
