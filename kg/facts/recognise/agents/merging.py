"""One agent under several names: general names give way to the specific agent that they mean."""

from __future__ import annotations

import re
from collections.abc import Mapping

from kg.facts.recognise.agents.found import Found
from kg.facts.recognise.agents.tables import AgentTables
from kg.model import Agent

_MOLECULES = {
    "MonoclonalAntibody", "MultispecificAntibody", "ImmuneCellEngager", "AntibodyDrugConjugate", "FusionProtein",
    "SmallMoleculeTargeted", "Immunocytokine", "Radioconjugate", "InnateImmuneAgonist", "Cytokine", "OtherAgent",
}  # fmt: skip


_FUSIONS = {
    "FusionProtein",
    "Immunocytokine",
    "CARTCell",
    "CARNKCell",
    "EngineeredStromalCell",
    "OncolyticVirus",
    "MultispecificAntibody",
}
_COMPOSITES = {
    "MonoclonalAntibody",
    "MultispecificAntibody",
    "Radioconjugate",
    "ImagingAgent",
    "AntibodyDrugConjugate",
    "Chemotherapy",
}
_IMMUNE_CLASSES = {"immunotherapy", "immunochemotherapy"}
_IMMUNE_PRODUCTS = {
    "MonoclonalAntibody", "MultispecificAntibody", "ImmuneCellEngager", "CARTCell", "CARGammaDeltaTCell", "CARNKCell",
    "CARMacrophage", "TCRTCell", "TumourInfiltratingLymphocytes", "NKCell", "OtherImmuneCellProduct", "Cytokine",
    "DendriticCellVaccine", "CancerVaccine", "OncolyticVirus", "InnateImmuneAgonist",
}  # fmt: skip
_ENGINEERED = {"CARTCell", "CARGammaDeltaTCell", "CARNKCell", "CARMacrophage", "TCRTCell"}
_WORD = re.compile(r"[a-z]{5,}")
_WHOLE_BODY = {"total-body-irradiation", "total-marrow-irradiation", "total-lymphoid-irradiation"}
_OR = re.compile(r"\bor\b(?! [A-Z]{2,6}\))", re.IGNORECASE)
_LONGEST_OR = 60
_FEWEST_MEMBERS = 2


def is_general(general: Agent, specific: Agent, tables: AgentTables) -> bool:
    """Whether one agent is a class or a description of which the other is a member.

    "anti-PD-1 antibody" is general to pembrolizumab, "platinum doublet" to carboplatin, "CAR-T cells" to a CD19 CAR-T.
    """
    if general.id == specific.id:
        return False
    if specific.id in tables.class_members.get(general.id, frozenset()):
        return True
    if general.kind == specific.kind and general.source == "iokg:grammar":
        return _says_less(general, specific)
    if general.kind == "CancerVaccine" and general.source == "iokg:grammar" and specific.kind == "DendriticCellVaccine":
        return set(general.targets) == set(specific.targets) != set()
    if general.kind == "DrugClass":
        return specific.kind in _MOLECULES and _shares_targets(general, specific)
    return (
        general.source == "iokg:grammar"
        and specific.kind in _MOLECULES
        and set(general.targets) == set(specific.targets) != set()
    )


def _shares_targets(general: Agent, specific: Agent) -> bool:
    """Whether a class acts on what the agent acts on: on part of it, or on that among other things ("PD-1/PD-L1")."""
    wide, narrow = set(general.targets), set(specific.targets)
    return bool(wide and narrow) and (wide <= narrow or narrow <= wide)


def _says_less(general: Agent, specific: Agent) -> bool:
    """Whether a name read by its parts says no more than another name of the same kind."""
    if not set(general.targets) <= set(specific.targets):
        return False
    if specific.source != "iokg:grammar":
        return True
    return (set(general.targets), len(general.parts)) != (set(specific.targets), len(specific.parts)) and (
        len(general.parts) <= len(specific.parts)
    )


def merged(found: list[Found], tables: AgentTables, texts: Mapping[str, str]) -> list[Found]:
    """The agents with general names absorbed by the one specific agent that they can mean.

    A registered class that could mean several agents stays; one that only the prose names is dropped.

    Args:
        texts: Text by field.
    """
    kept = []
    found = _without_lists(found)
    for general in _without_components(found):
        specifics = [
            other
            for other in found
            if _means(general, other, tables) and not _are_two_radiations(general, other, texts)
        ]
        if not specifics:
            kept.append(general)
        elif len(specifics) == 1:
            specifics[0].absorb(general)
        elif general.registered and not any(other.registered for other in specifics):
            kept.append(general)
    return _one_radiotherapy(_one_graft(_without_idle_classes(kept)), texts)


def _is_placebo_of(general: Found, specific: Found) -> bool:
    """Whether prose speaks of a placebo that the trial registers by what it is ("normal saline")."""
    said_only = general.agent.id == "placebo" and not general.registered
    return said_only and specific.agent.kind == "Placebo" and specific.agent.id != general.agent.id


def _means(general: Found, specific: Found, tables: AgentTables) -> bool:
    if specific.defined_by == general.agent.id:
        return not general.registered or general.agent.local or general.agent.kind == "DrugClass"
    return (
        is_general(general.agent, specific.agent, tables)
        or _is_fuller(general, specific)
        or _is_receptor_of(general, specific)
        or _is_placebo_of(general, specific)
    )


def _is_fuller(general: Found, specific: Found) -> bool:
    """Whether only the prose describes a registered, curated product, by its targets and more of the same family.

    As "a CD8-guided IL-2" does one that spares the alpha chain of the receptor.
    """
    if general.registered or not specific.registered or general.agent.source != "iokg:grammar":
        return False
    if specific.agent.source == "iokg:grammar" or general.agent.kind != specific.agent.kind:
        return False
    return set() != set(specific.agent.targets) <= set(general.agent.targets)


def _is_receptor_of(general: Found, specific: Found) -> bool:
    """Whether what only the prose says to be against something ("anti-MAGE-A3") is the receptor of engineered cells."""
    if general.registered or general.agent.kind != "DrugClass" or general.agent.source != "iokg:grammar":
        return False
    return specific.agent.kind in _ENGINEERED and set() != set(general.agent.targets) == set(specific.agent.targets)


def _without_lists(found: list[Found]) -> list[Found]:
    """Without what only the prose lists together ("A or B CAR-T cells") where each member is registered by itself."""
    kept = []
    for each in found:
        members = [other for other in found if _is_listed_in(other, each)]
        if each.registered or len(members) < _FEWEST_MEMBERS:
            kept.append(each)
            continue
        for member in members:
            member.absorb(each)
    return kept


def _is_listed_in(member: Found, whole: Found) -> bool:
    """Whether a registered product, read by its parts, acts on some of what another of its kind does."""
    one, other = member.agent, whole.agent
    if not member.registered or one.kind != other.kind or one.source != "iokg:grammar" or other.source != one.source:
        return False
    return set() < set(one.targets) < set(other.targets)


def _without_components(found: list[Found]) -> list[Found]:
    """Without what only the prose names because it is part of a registered product ("vibostolimab" of MK-7684A)."""
    wholes = [each for each in found if each.registered]
    return [
        each for each in found if each.registered or not any(is_component(each.agent, whole.agent) for whole in wholes)
    ]


def is_component(part: Agent, whole: Agent) -> bool:
    """Whether one product is part of another by its name, a cytokine by its receptors, a payload by its mechanism."""
    if part.id == whole.id:
        return False
    if part.kind == "Cytokine" and whole.kind in _FUSIONS:
        shared = set(part.targets) & set(whole.targets)
        return bool(shared) and (whole.kind == "FusionProtein" or shared == set(part.targets))
    if part.kind == "DrugClass" and whole.kind == "AntibodyDrugConjugate":
        return bool(part.mechanisms) and set(part.mechanisms) <= set(whole.mechanisms)
    words = {word for name in (whole.label, *whole.synonyms) for word in _WORD.findall(name.casefold())}
    return part.label.casefold() in words and whole.kind in _COMPOSITES


def _without_idle_classes(found: list[Found]) -> list[Found]:
    """Without "chemotherapy" or "immunotherapy" where only the prose says so beside a drug or product that it means."""
    kinds = {other.agent.kind for other in found}
    if _IMMUNE_PRODUCTS & kinds:
        found = [each for each in found if each.registered or each.agent.id not in _IMMUNE_CLASSES]
    if "Chemotherapy" not in kinds:
        return found
    return [each for each in found if each.registered or each.agent.kind != "DrugClass" or each.agent.targets]


def _one_graft(found: list[Found]) -> list[Found]:
    """A transplant that only the prose names is the registered one, or the first that the prose names."""
    grafts = [each for each in found if each.agent.kind == "StemCellTransplant"]
    kept = [each for each in grafts if each.registered] or grafts[:1]
    for each in grafts:
        if each not in kept:
            kept[0].absorb(each)
    return [each for each in found if each not in grafts or each in kept]


def _one_radiotherapy(found: list[Found], texts: Mapping[str, str]) -> list[Found]:
    """Techniques of one radiotherapy as one agent, unless they are registered apart or given as alternatives."""
    radiotherapies = [each for each in found if each.agent.kind == "Radiotherapy" and each.agent.id not in _WHOLE_BODY]
    registered = [each for each in radiotherapies if each.registered]
    main = registered or [each for each in radiotherapies if each.is_titled] or radiotherapies
    kept, heads = main[:1], main[:1]
    for technique in radiotherapies:
        if technique in kept:
            continue
        apart = technique.registered and not any(technique.interventions & other.interventions for other in heads)
        if apart or any(_are_alternatives(technique, other, texts) for other in heads):
            kept.append(technique)
        else:
            heads[0].absorb(technique)
    return [each for each in found if each not in radiotherapies or each in kept]


def _are_two_radiations(one: Found, other: Found, texts: Mapping[str, str]) -> bool:
    """Whether two kinds of radiotherapy are given as alternatives ("SABR or radiotherapy")."""
    return one.agent.kind == other.agent.kind == "Radiotherapy" and _are_alternatives(one, other, texts)


def _are_alternatives(one: Found, other: Found, texts: Mapping[str, str]) -> bool:
    """Whether some text says "one or the other"."""
    for first in one.mentions:
        for second in other.mentions:
            if first.field != second.field or first.field not in texts:
                continue
            start, end = min(first.end, second.end), max(first.start, second.start)
            if 0 < end - start <= _LONGEST_OR and _OR.search(texts[first.field], start, end):
                return True
    return False
