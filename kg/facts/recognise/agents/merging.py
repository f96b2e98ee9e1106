"""One agent under several names: general names give way to the specific agent that they mean."""

from __future__ import annotations

from kg.facts.recognise.agents.found import Found
from kg.facts.recognise.agents.tables import AgentTables
from kg.model import Agent

_MOLECULES = {
    "MonoclonalAntibody", "MultispecificAntibody", "ImmuneCellEngager", "AntibodyDrugConjugate", "FusionProtein",
    "SmallMoleculeTargeted", "Immunocytokine", "Radioconjugate", "OtherAgent",
}  # fmt: skip


def is_general(general: Agent, specific: Agent, tables: AgentTables) -> bool:
    """Whether one agent is a class or a description of which the other is a member.

    "anti-PD-1 antibody" is general to pembrolizumab, "platinum doublet" to carboplatin, "CAR-T cells" to a CD19 CAR-T.
    """
    if general.id == specific.id:
        return False
    if specific.id in tables.class_members.get(general.id, frozenset()):
        return True
    if general.kind == specific.kind and general.local and set(general.targets) < set(specific.targets):
        return general.kind.startswith(("CAR", "TCR")) or not general.targets
    if general.kind == "DrugClass" or (general.local and general.source == "iokg:grammar"):
        same_action = bool(general.targets) and set(general.targets) <= set(specific.targets)
        return same_action and specific.kind in _MOLECULES and (general.kind == "DrugClass" or not specific.source.startswith("iokg:grammar"))
    return False


def merged(found: list[Found], tables: AgentTables) -> list[Found]:
    """The agents with general names absorbed by the one specific agent that they can mean.

    A registered class that could mean several agents stays; one that only the prose names is dropped.
    """
    kept = []
    for general in found:
        specifics = [other for other in found if is_general(general.agent, other.agent, tables)]
        if not specifics:
            kept.append(general)
        elif len(specifics) == 1:
            specifics[0].absorb(general)
        elif general.registered and not any(other.registered for other in specifics):
            kept.append(general)
    return kept
