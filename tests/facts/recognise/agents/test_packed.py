"""Names that no curated table knows are looked up in the user's packs."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.facts.packs import Packs, open_packs
from kg.facts.packs.adding import add_pack
from kg.facts.recognise.agents.uses import AgentRecogniser
from kg.model import AgentUse, Intervention, Source, Trial
from kg.resources import folder
from tests.facts.packs import samples

NCIT = samples.table(
    (
        "nci_t",
        "nci_concept_display_name",
        "nci_concept_semantic_type",
        "nci_concept_synonym_all",
        "nci_concept_definition",
    ),
    (
        "C900001",
        "Zorblimab",
        "Pharmacologic Substance",
        "Zorblimab|ZB-001",
        "A humanized monoclonal antibody directed against the human B7 homolog 3 (B7-H3; CD276), with activity.",
    ),
    ("C900002", "Keytruda Long Code", "Pharmacologic Substance", "QXK-775|pembrolizumab", "A monoclonal antibody."),
    ("C900003", "ZOR Regimen", "Therapeutic or Preventive Procedure", "ZOR", "A regimen consisting of two drugs."),
    ("C900004", "Autologous Anti-CD19 CAR T-cells ZC-9", "Cell|Pharmacologic Substance", "ZC-9", ""),
    ("C900005", "Zorbine Root", "Pharmacologic Substance", "Zorbine Root|ZR-55", "An extract of the root."),
)


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> Packs:
    at = tmp_path_factory.mktemp("packs")
    for kind, content in (("ncit", NCIT), ("unii", samples.UNII_TABLE), ("hgnc", samples.HGNC)):
        (at / kind).write_bytes(content)
        add_pack(kind, str(at / kind), folder=at)
    return open_packs(at)


@pytest.fixture(scope="module")
def recogniser(packs: Packs) -> AgentRecogniser:
    return AgentRecogniser(folder("ontology"), packs)


def use(recogniser: AgentRecogniser, name: str, summary: str = "", other_names: tuple[str, ...] = ()) -> AgentUse:
    drug = Intervention(name=name, type="DRUG", other_names=other_names)
    trial = Trial(id="NCT00000001", title="A trial", summary=summary, interventions=(drug,), source=Source(path="x"))
    (found,) = recogniser.recognise(trial).uses
    return found


def test_an_unknown_name_gets_label_identifiers_kind_and_target(recogniser: AgentRecogniser) -> None:
    found = use(recogniser, "ZB-001")
    assert (found.agent.label, found.agent.kind, found.agent.targets) == ("zorblimab", "MonoclonalAntibody", ("CD276",))
    assert found.agent.xrefs == ("ncit:C900001", "unii:ZZ00000001")
    assert not found.agent.local


def test_its_facts_are_background_with_the_concept_as_source(recogniser: AgentRecogniser) -> None:
    found = use(recogniser, "ZB-001")
    (reason,) = found.targets[0].evidence
    assert (reason.basis, reason.source, reason.mention.text) == ("background", "ncit:C900001", "ZB-001")
    assert found.evidence[0].rule == "pack-name"


def test_another_name_settles_it_too(recogniser: AgentRecogniser) -> None:
    found = use(recogniser, "QQ-123", other_names=("ZB-001",))
    assert found.agent.label == "zorblimab"
    assert found.surfaces == ("QQ-123", "ZB-001")


def test_another_name_describes_it(recogniser: AgentRecogniser) -> None:
    found = use(recogniser, "QQ-124", other_names=("CD19 CAR-T cells",))
    assert (found.agent.label, found.agent.kind, found.agent.targets) == ("QQ-124", "CARTCell", ("CD19",))


def test_a_pack_adds_names_to_a_curated_agent(recogniser: AgentRecogniser) -> None:
    assert use(recogniser, "QXK-775").agent.id == "pembrolizumab"


def test_a_descriptive_label_is_read_by_its_parts(recogniser: AgentRecogniser) -> None:
    agent = use(recogniser, "ZC-9").agent
    assert (agent.kind, agent.targets) == ("CARTCell", ("CD19",))
    assert agent.mechanisms == ("CARRedirectedCytotoxicity",)


def test_a_regimen_is_no_agent(recogniser: AgentRecogniser) -> None:
    assert recogniser.packed.find("ZOR Regimen") is None


def test_what_only_the_record_says_of_an_agent_stays_with_the_record(recogniser: AgentRecogniser) -> None:
    found = use(recogniser, "ZR-55", summary="ZR-55 is a humanised anti-CCR8 antibody.")
    assert (found.agent.id, found.agent.targets, found.agent.local) == ("zorbine-root", ("CCR8",), True)
    assert found.targets[0].evidence[0].basis == "stated"


def test_a_gene_symbol_beside_a_head_word_is_a_target(recogniser: AgentRecogniser) -> None:
    found = use(recogniser, "anti-ZORB1 monoclonal antibody")
    assert found.agent.targets == ("ZORB1",)
    assert use(recogniser, "ZORB1-targeted CAR-T").agent.kind == "CARTCell"


def test_a_packed_thing_is_found_again_by_its_id(recogniser: AgentRecogniser) -> None:
    for name in ("ZB-001", "ZC-9", "ZR-55"):
        agent = recogniser.packed.find(name)
        assert agent is not None
        assert recogniser.packed.completed(agent.id) == agent
    target = recogniser.tables.genes.completed("ZORB1")
    assert target is not None
    assert target.xrefs == ("hgnc:99", "ncbigene:77", "uniprot:P00099")


def test_without_packs_a_name_stays_unknown(tmp_path: Path) -> None:
    found = use(AgentRecogniser(folder("ontology"), open_packs(tmp_path)), "ZB-001")
    assert (found.agent.local, found.agent.xrefs) == (True, ())
