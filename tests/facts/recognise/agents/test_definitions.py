"""What the words beside a name that nobody knows say of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.model import AgentUse

Read = Callable[..., dict[str, AgentUse]]


@pytest.mark.parametrize(
    ("told", "kind", "targets"),
    [
        ("QX991 is a potent, humanised IgG1 anti-TIGIT antibody.", "MonoclonalAntibody", ("TIGIT",)),
        ("QX991, a therapeutic antibody that specifically binds to human CCR8.", "MonoclonalAntibody", ("CCR8",)),
        ("This is a study of QX- 991, an Anti-CCR8 Antibody-Drug- Conjugate.", "AntibodyDrugConjugate", ("CCR8",)),
        ("QX991 is a first-in-class oral KRAS G12D degrader.", "SmallMoleculeTargeted", ("KRAS",)),
        ("QX991- CD8 guided IL-2", "Immunocytokine", ("CD8A", "IL2RA", "IL2RB", "IL2RG")),
        ("QX991 is an inhaled dry powder vaccine against lung cancer.", "CancerVaccine", ()),
        ("QX991, an oncolytic adenovirus, is injected.", "OncolyticVirus", ()),
    ],
)  # fmt: skip
def test_words_in_apposition_describe_a_code(uses: Read, told: str, kind: str, targets: tuple[str, ...]) -> None:
    agent = uses("A trial", "QX991", summary=told)["QX991"].agent

    assert (agent.kind, agent.targets) == (kind, targets)


@pytest.mark.parametrize(
    "told",
    [
        "QX991 in a study with an anti-TIGIT antibody.",
        "QX991 and the anti-TIGIT antibody are given.",
        "QX991, a drug for T-cell lymphoma, is given.",
        "QX991 is a safe option for patients after a vaccine.",
    ],
)
def test_words_about_something_else_do_not_describe_it(uses: Read, told: str) -> None:
    agent = uses("A trial", "QX991", summary=told)["QX991"].agent

    assert (agent.kind, agent.targets) == ("OtherAgent", ())


def test_what_a_biosimilar_is_compared_with_stays_an_agent(uses: Read) -> None:
    told = {"QX991": "QX991 is a bevacizumab biosimilar."}

    assert set(uses("QX991 versus bevacizumab", "QX991", "Bevacizumab", descriptions=told)) == {"QX991", "bevacizumab"}


def test_a_variant_of_a_code_is_described_by_its_stem(uses: Read) -> None:
    found = uses("QX-301 TCR-T in solid tumours", "QX-301V", summary="Anti-KRAS G12V mutation T-cell receptor T cells.")

    assert found["QX-301V"].agent.kind == "TCRTCell"
    assert found["QX-301V"].agent.targets == ("KRAS",)


def test_a_name_that_tells_its_kind_takes_no_other_from_its_neighbour(uses: Read) -> None:
    title = "Neoantigen-based peptide vaccine, PD-1 inhibitor"

    agent = uses(title, "Neoantigen-based peptide vaccine", "PD-1 inhibitor")["neoantigen-based peptide vaccine"].agent

    assert (agent.kind, agent.targets) == ("CancerVaccine", ())


def test_the_antigen_of_another_product_is_not_borrowed(uses: Read) -> None:
    told = {"QX101": "QX101 is an allogeneic TCR-T cell product", "QX202": "QX202 is a NY-ESO-1 TCR-T cell product"}

    found = uses("A platform trial", "QX101", "QX202", descriptions=told)

    assert (found["QX101"].agent.targets, found["QX202"].agent.targets) == ((), ("CTAG1B",))


@pytest.mark.parametrize(
    ("told", "kind", "targets"),
    [
        ("QX991 is a first in class T cell engager targeting DLL3.", "ImmuneCellEngager", ("DLL3", "CD3E")),
        ("QX991 is an intratumorally injected STING agonist.", "InnateImmuneAgonist", ("STING1",)),
        ("QX991 is an engineered IL-2 variant.", "Cytokine", ("IL2RB", "IL2RG")),
        ("QX991 is an iPSC-derived CAR NK cell therapy targeting BCMA.", "CARNKCell", ("TNFRSF17",)),
        ("QX991 is an FGFR2/3 inhibitor.", "SmallMoleculeTargeted", ("FGFR2", "FGFR3")),
        ("QX991 is a PARP1 selective inhibitor.", "SmallMoleculeTargeted", ("PARP1",)),
        ("QX991 is a CD47 blocking agent.", "MonoclonalAntibody", ("CD47",)),
        ("QX991 is a topoisomerase I inhibitor.", "Chemotherapy", ()),
        ("QX991 is a SIRPalpha-Fc fusion protein.", "FusionProtein", ("CD47",)),
        ("QX991 is a bifunctional fusion protein targeting PD-L1 and TGF-β.", "FusionProtein", ("CD274", "TGFB1")),
        ("QX991 is an IL-7 fusion protein.", "Cytokine", ("IL7R", "IL2RG")),
        ("QX991 is a masked IL-12 prodrug.", "Cytokine", ("IL12RB1", "IL12RB2")),
        ("QX991 is a bispecific antibody targeting MUC16 and CD28.", "ImmuneCellEngager", ("MUC16", "CD28")),
        (
            "QX991 is an anti-DLL3/CD3/4-1BB trispecific antibody.",
            "ImmuneCellEngager",
            ("DLL3", "CD3E", "TNFRSF9"),
        ),
        ("QX991 is an ADC composed of an anti-PTK7 IgG1 linked to exatecan.", "AntibodyDrugConjugate", ("PTK7",)),
        ("QX991 is an oncolytic adenovirus expressing anti-PD-1 antibody.", "OncolyticVirus", ("PDCD1",)),
        ("QX991 is an androgen receptor degrader.", "HormoneTherapy", ("AR",)),
        ("QX991 is an A2A/A2B receptor antagonist.", "SmallMoleculeTargeted", ("ADORA2A", "ADORA2B")),
        ("QX991 is a bevacizumab biosimilar.", "MonoclonalAntibody", ("VEGFA",)),
    ],
)
def test_a_definition_tells_the_kind(uses: Read, told: str, kind: str, targets: tuple[str, ...]) -> None:
    agent = uses("A trial", "QX991", summary=told)["QX991"].agent

    assert (agent.kind, agent.targets) == (kind, targets)


@pytest.mark.parametrize(
    ("told", "targets"),
    [
        ("QX991 targets PD-1 and VEGF simultaneously.", ("PDCD1", "VEGFA")),
        ("QX991 is a new medicine that targets a protein called CCR8.", ("CCR8",)),
        ("QX991 binds to CD40 on cells.", ("CD40",)),
        ("QX991 targets patients with PD-L1 expression.", ()),
    ],
)
def test_a_verb_tells_the_targets(uses: Read, told: str, targets: tuple[str, ...]) -> None:
    use = uses("A trial", "QX991", summary=told)["QX991"]

    assert use.agent.targets == targets
    assert all(evidence.rule == "target-named" for target in use.targets for evidence in target.evidence)


@pytest.mark.parametrize(
    ("told", "kind", "targets"),
    [
        ("Humanised IgG1 anti-CCR8 antibody given every 3 weeks", "MonoclonalAntibody", ("CCR8",)),
        ("Oral KRAS G12D inhibitor", "SmallMoleculeTargeted", ("KRAS",)),
        ("An oncolytic adenovirus", "OncolyticVirus", ()),
        ("Antibody-drug conjugate", "AntibodyDrugConjugate", ()),
        ("An allergen-derived peptide vaccine", "OtherAgent", ()),
        ("Given in combination with an anti-PD-1 antibody", "OtherAgent", ()),
        ("Anti-PD-1 antibody is given before QX991", "OtherAgent", ()),
    ],
)
def test_a_description_opens_with_what_the_thing_is(uses: Read, told: str, kind: str, targets: tuple[str, ...]) -> None:
    agent = uses("A trial", "QX991", descriptions={"QX991": told})["QX991"].agent

    assert (agent.kind, agent.targets) == (kind, targets)
