"""The scope of a trial: cancer immunotherapy, other cancer, or neither."""

from __future__ import annotations

import re

from kg.facts.recognise.conditions import ConditionReading
from kg.model import AgentUse, Evidence, Mention, Scope, Supported, Trial

_IMMUNE_KINDS = {
    "MonoclonalAntibody", "MultispecificAntibody", "ImmuneCellEngager", "AntibodyDrugConjugate", "Immunocytokine",
    "Cytokine", "CARTCell", "CARGammaDeltaTCell", "CARNKCell", "CARMacrophage", "TCRTCell",
    "TumourInfiltratingLymphocytes", "NKCell", "OtherImmuneCellProduct", "EngineeredStromalCell",
    "DendriticCellVaccine",
    "CancerVaccine", "OncolyticVirus", "InnateImmuneAgonist",
}  # fmt: skip
_IMMUNE_MECHANISMS = {
    "ImmuneCheckpointBlockade", "MacrophageCheckpointBlockade", "CostimulatoryAgonism", "ADCC", "ImmuneCellEngagement",
    "TargetedCytokineDelivery", "TumourVaccination", "Oncolysis", "InnateImmuneActivation", "RegulatoryTCellDepletion",
    "ReceptorSignallingBlockade", "AdoptiveCellCytotoxicity", "CARRedirectedCytotoxicity", "GammaDeltaTCellActivation",
}  # fmt: skip
_MECHANISMS_OF = {
    "DrugClass": _IMMUNE_MECHANISMS,
    "FusionProtein": _IMMUNE_MECHANISMS | {"CytokineReceptorAgonism"},
    "OtherAgent": _IMMUNE_MECHANISMS,
}
"""By kinds of agents that act in many ways, those through immunity: a fused cytokine is one, a growth factor is not."""

_ANTIBODY = re.compile(r"mab\b|antibod|\banti-", re.IGNORECASE)
_IMMUNE_CLASSES = {
    "immunotherapy", "immunochemotherapy", "monoclonal-antibody-therapy", "antibody-drug-conjugate-therapy",
}  # fmt: skip


def scope_of(trial: Trial, conditions: ConditionReading, uses: tuple[AgentUse, ...]) -> Supported:
    """The scope with the words that settle it: of the cancer, and of the agent that makes it immunotherapy."""
    if not conditions.cancer:
        return _scope("OutOfScope", _title(trial))
    about_cancer = conditions.cancer_evidence[0].mention if conditions.cancer_evidence else _title(trial)
    immune = next((use for use in uses if acts_through_immunity(use)), None)
    if immune is None:
        return _scope("OncologyOther", about_cancer)
    return _scope("OncologyImmunotherapy", about_cancer, immune.evidence[0].mention)


def acts_through_immunity(use: AgentUse) -> bool:
    """Whether an agent is an antibody, immune cell, allogeneic graft, cytokine, vaccine or virus, or a class."""
    agent = use.agent
    if agent.kind in _IMMUNE_KINDS:
        return True
    if agent.kind == "StemCellTransplant":
        return "autolog" not in agent.label
    if any("vaccin" in name for name in (agent.label, *agent.synonyms)):
        return True
    if agent.kind in _MECHANISMS_OF:
        mechanisms = {mechanism.value for mechanism in use.mechanisms}
        return agent.id in _IMMUNE_CLASSES or not mechanisms.isdisjoint(_MECHANISMS_OF[agent.kind])
    if agent.kind == "Radioconjugate":
        return any(map(_ANTIBODY.search, (agent.label, *agent.synonyms, *use.surfaces)))
    return agent.label.split()[-1].endswith("mab")


def _scope(scope: Scope, *mentions: Mention) -> Supported:
    return Supported(value=scope, evidence=tuple(Evidence(mention=mention, rule="scope") for mention in mentions))


def _title(trial: Trial) -> Mention:
    return Mention(text=trial.title, field="identificationModule.briefTitle", start=0, end=len(trial.title))
