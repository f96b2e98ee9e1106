"""The role of each agent in a trial, from arms, titles and the words around its name.

Read in this order: what an agent always is (placebo, biopsy); conditioning before cells or a graft; what only control
arms give; what the trial is about; and for the rest of an experimental arm, an established partner or backbone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from kg.facts.recognise.agents.context import Context, around, sentence
from kg.facts.recognise.agents.contrast import Contrast
from kg.facts.recognise.agents.found import TITLES, Found
from kg.facts.recognise.agents.gathering import AgentsRead
from kg.facts.recognise.agents.groups import Group
from kg.model import Mention, Role, Trial

_BACKBONES = {
    "Chemotherapy", "Corticosteroid", "SupportiveDrug", "Immunosuppressant", "HormoneTherapy", "Radiotherapy", "Procedure",
    "StemCellTransplant", "DrugClass",
}  # fmt: skip
_CONDITIONERS = {"Chemotherapy", "Immunosuppressant", "Radiotherapy", "DrugClass"}
_CELL_PRODUCTS = {
    "CARTCell", "CARGammaDeltaTCell", "CARNKCell", "CARMacrophage", "TCRTCell", "TumourInfiltratingLymphocytes", "NKCell",
    "OtherImmuneCellProduct",
}  # fmt: skip
_LYMPHODEPLETERS = {"fludarabine", "cyclophosphamide", "bendamustine", "lymphodepleting-chemotherapy"}
_MYELOABLATERS = {
    "busulfan", "fludarabine", "thiotepa", "melphalan", "treosulfan", "total-body-irradiation", "anti-thymocyte-globulin",
    "cyclophosphamide", "conditioning-regimen",
}  # fmt: skip
_GRAFT_PROTECTORS = {"anti-thymocyte-globulin", "cyclophosphamide"}
_ABLATERS = {"busulfan", "melphalan", "thiotepa", "treosulfan", "total-body-irradiation", "total-marrow-irradiation"}
_CALCINEURIN_INHIBITORS = {"tacrolimus", "ciclosporin"}
_PROPHYLAXIS = {
    "tacrolimus", "ciclosporin", "mycophenolate-mofetil", "sirolimus", "methotrexate", "mycophenolic-acid", "abatacept",
    "ruxolitinib",
}  # fmt: skip
_GRAFT = re.compile(
    r"(?:stem[- ]cell|h(?:a|e)*matopoietic|marrow|cord blood|donor)[\w\s-]{0,30}transplant|\bhsct\b|\bhct\b|\bbmt\b", re.IGNORECASE
)
_BEFORE_GRAFT = re.compile(r"\b(?:before|prior to|conditioning|preparative)\b", re.IGNORECASE)
_AFTER_GRAFT = re.compile(r"post-?transplant|ptcy", re.IGNORECASE)
_IRRADIATION = {"total-body-irradiation", "total-marrow-irradiation", "total-lymphoid-irradiation", "total-marrow-and-lymphoid-irradiation"}
_SERVICE_PURPOSES = {"HEALTH_SERVICES_RESEARCH", "SUPPORTIVE_CARE", "SCREENING"}
_CARE_KINDS = {"BehaviouralIntervention", "Device", "DiagnosticTest", "SupportiveDrug", "Procedure", "OtherAgent"}
_DRUGS = {"Chemotherapy", "HormoneTherapy", "Immunosuppressant"}
_ESTABLISHED_YEARS, _KNOWN_YEARS, _RECENT_YEARS = 10, 3, 2
_ANYWAY = re.compile(r"\b(?:treated with|receiving|undergoing|received?|after|following|post)[\s-][^,.;:]*$", re.IGNORECASE)
_REACH = 60
_CONTROL_NAME = re.compile(r"\b(?:control|conventional|traditional|standard|usual|routine|comparator|regular)\b", re.IGNORECASE)
_TOLD = (*TITLES, "descriptionModule.briefSummary")
_OPEN_RULES = {"established-partner", "control-arm-only", "after-versus"}
_GVHD = re.compile(r"gvhd|graft[- ]v(?:ersu)?s[- ]host", re.IGNORECASE)
_GVHD_PROPHYLAXIS = re.compile(r"(?:gvhd|graft[- ]v(?:ersu)?s[- ]host(?: disease)?) prophylaxis", re.IGNORECASE)


class Assigned(NamedTuple):
    """A role with the words and the rule that settled it."""

    role: Role
    mention: Mention
    rule: str


class RoleReader:
    """Assigns roles to the agents of one trial."""

    def __init__(self, trial: Trial, read: AgentsRead, context: Context) -> None:
        self._trial = trial
        self._read = read
        self._context = context
        self._texts = {passage.field: passage.text for passage, _ in read.scans}
        self._kinds = {found.agent.kind for found in read.found}
        self._has_products = bool(self._kinds & _CELL_PRODUCTS)
        self._ablates = {found.agent.id for found in read.found} & _ABLATERS
        self._has_graft = "StemCellTransplant" in self._kinds or bool(_GRAFT.search(f"{trial.title} {trial.summary}"))
        self._registers_something = any(found.registered and found.agent.usual_role is None for found in read.found)
        self._contrast = Contrast(read.found, self._texts)
        self._is_about_care = trial.design.primary_purpose in _SERVICE_PURPOSES and not self._has_products
        self._is_about_gvhd = _GVHD_PROPHYLAXIS.search(trial.title) is not None or (
            trial.design.primary_purpose == "PREVENTION" and _GVHD.search(trial.summary) is not None
        )
        self._titled_radiations = [
            found for found in read.found if found.agent.kind == "Radiotherapy" and found.is_titled and not found.registered
        ]
        self._strong = [found for found in read.found if self._is_strong(found)]

    def assign(self) -> list[Assigned]:
        """The role of each agent found; where the rules leave none tested, the first candidate is."""
        assigned = [self._role(found) for found in self._read.found]
        if any(each.role == "Investigational" for each in assigned):
            return assigned
        candidates = [position for position, each in enumerate(assigned) if each.rule in _OPEN_RULES]
        candidates.sort(key=lambda position: (self._read.found[position].agent.kind in _BACKBONES, not self._read.found[position].is_titled))
        for position in candidates[:1]:
            assigned[position] = assigned[position]._replace(role="Investigational", rule="nothing-else-tested")
        return assigned

    def _role(self, found: Found) -> Assigned:
        for rule in (self._usual, self._comparator, self._conditioning, self._supportive, self._main):
            assigned = rule(found)
            if assigned is not None:
                return assigned
        return Assigned("Combination", found.mentions[0], "established-partner")

    # --- rules in order --------------------------------------------------------------------------------------------

    def _usual(self, found: Found) -> Assigned | None:
        role = found.agent.usual_role
        if role is None or (role == "Supportive" and self._is_the_subject(found)):
            return None
        return Assigned(role, found.mentions[0], "usual-role")

    def _is_the_subject(self, found: Found) -> bool:
        """Whether help is what this trial is about: all that it gives, or what a title puts first."""
        if not found.registered:
            return False
        others = [other for other in self._read.found if other is not found and other.registered and other.agent.usual_role is None]
        if not any(other.agent.kind not in _CARE_KINDS for other in others):
            return True
        return found.is_titled and (self._is_about_care or self._contrast.leads(found))

    def _conditioning(self, found: Found) -> Assigned | None:
        agent = found.agent
        if not (self._has_products or self._has_graft):
            return None
        if agent.id in _PROPHYLAXIS or (agent.kind not in _CONDITIONERS and agent.id != "alemtuzumab"):
            return None
        if self._protects_graft(found) or self._is_the_conditioning_tested(found):
            return None
        if agent.kind == "Radiotherapy" and agent.id not in _IRRADIATION:
            return None
        for mention in self._mentions(found):
            start, end = sentence(self._texts[mention.field], mention)
            if self._context.says("conditioning", self._texts[mention.field][start:end]):
                return Assigned("Conditioning", mention, "conditioning-words")
        if agent.id in _LYMPHODEPLETERS and self._has_products:
            return Assigned("Conditioning", found.mentions[0], "lymphodepletion-before-cells")
        if agent.id in _MYELOABLATERS and self._has_graft and self._conditions(found):
            return Assigned("Conditioning", found.mentions[0], "conditioning-before-graft")
        return None

    def _protects_graft(self, found: Found) -> bool:
        """Whether the agent is the trial's own means against graft-versus-host disease."""
        about_it = self._is_about_gvhd or _AFTER_GRAFT.search(self._trial.title) is not None
        return found.agent.id in _GRAFT_PROTECTORS and about_it and (found.is_titled or not found.registered)

    def _is_the_conditioning_tested(self, found: Found) -> bool:
        """Whether a title leads with a conditioning agent and the trial gives nothing stronger."""
        return not (self._strong or self._has_products) and self._contrast.leads(found)

    def _conditions(self, found: Found) -> bool:
        """Whether a myeloablative agent of a transplant trial is given before the graft: chemotherapy, and untitled agents."""
        if found.agent.id in _GRAFT_PROTECTORS and (self._is_about_gvhd or _AFTER_GRAFT.search(self._trial.title)):
            return False
        if not (self._ablates or any(other.is_titled for other in self._read.found if other.agent.kind == "StemCellTransplant")):
            return False
        return not found.is_titled or (_BEFORE_GRAFT.search(self._trial.title) is not None and found.agent.kind == "Chemotherapy")

    def _comparator(self, found: Found) -> Assigned | None:
        giving = self._giving(found)
        by_the_way = found.agent.kind == "Procedure" and not found.registered and giving and giving[0].arm is not None
        if giving and _all_control(giving) and not by_the_way:
            return Assigned("Comparator", self._in_group(found, giving[0]), "control-arm-only")
        if self._is_named_control(found):
            return Assigned("Comparator", found.wholes[0], "named-control")
        compared = None if any(group.control for group in self._read.groups) else self._compared(found)
        if compared is not None and self._context.is_earlier(self._texts[compared.field], compared):
            return None
        return Assigned("Comparator", compared, "after-versus") if compared is not None else None

    def _is_named_control(self, found: Found) -> bool:
        """Whether an intervention's name calls itself conventional or a control, beside another that does not."""
        if found.agent.kind not in _CARE_KINDS or not found.wholes or not _CONTROL_NAME.search(found.wholes[0].text):
            return False
        return any(other is not found and other.registered and not _called_control(other) for other in self._read.found)

    def _compared(self, found: Found) -> Mention | None:
        """Where "versus" sets the agent, or for a cytotoxic drug the chemotherapy it belongs to, against what is tested."""
        if found.agent.kind == "StemCellTransplant" and not self._contrast.against(found, "StemCellTransplant"):
            return None
        if found.agent.kind != "Chemotherapy" or any(m.field in _TOLD for m in found.mentions):
            return self._contrast.compared(found)
        others = (other for other in self._read.found if other.agent.kind == "Chemotherapy" and other.classes)
        return next(filter(None, map(self._contrast.compared, (found, *others))), None)

    def _supportive(self, found: Found) -> Assigned | None:
        agent = found.agent
        if found.is_titled:
            return None
        if self._is_prophylaxis(found) and not self._is_about_gvhd:
            return Assigned("Supportive", found.mentions[0], "prophylaxis-after-graft")
        if agent.kind not in ("SupportiveDrug", "Immunosuppressant", "Corticosteroid") or self._is_about_gvhd:
            return None
        for mention in self._mentions(found):
            before, after = around(self._texts[mention.field], mention)
            if self._context.says("supportive", before) or self._context.says("supportive", after):
                return Assigned("Supportive", mention, "supportive-words")
        return None

    def _main(self, found: Found) -> Assigned | None:
        if self._is_main(found):
            mention = next((m for m in found.mentions if m.field in TITLES), found.mentions[0])
            return Assigned("Investigational", mention, "subject-of-the-trial")
        return None

    def _is_prophylaxis(self, found: Found) -> bool:
        """Whether the agent prevents graft-versus-host disease here; methotrexate does so beside a calcineurin inhibitor."""
        ids = {other.agent.id for other in self._read.found}
        alone = found.agent.id == "methotrexate" and not ids & _CALCINEURIN_INHIBITORS
        return self._has_graft and found.agent.id in _PROPHYLAXIS and not alone

    # --- what the trial is about -----------------------------------------------------------------------------------

    def _is_main(self, found: Found) -> bool:
        if self._is_about_care and found.agent.kind not in _CARE_KINDS:
            return False
        if not self._strong:
            return self._is_main_among_backbones(found)
        if found not in self._strong:
            return self._is_main_backbone(found)
        tested = self._contrast.tests(found)
        if tested or self._was_unapproved(found):
            return True
        if tested is False or self._is_shared(found):
            return False
        novel = [other for other in self._strong if self._was_unapproved(other)]
        if found.is_titled:
            return self._is_main_in_title(found, novel)
        if any(other.is_titled for other in self._strong) or any(self._is_main_backbone(other) for other in self._read.found):
            return False
        return not novel or self._years_approved(found) <= _RECENT_YEARS

    def _is_main_in_title(self, found: Found, novel: list[Found]) -> bool:
        """Whether an approved agent of the title is tested: it leads, or is neither established nor a mere partner."""
        if self._contrast.leads(found):
            return True
        if self._years_approved(found) >= _ESTABLISHED_YEARS:
            return len(self._strong) == 1 and not any(self._is_main_backbone(other) for other in self._read.found)
        is_partner = "ImmuneCheckpointBlockade" in found.agent.mechanisms or self._years_approved(found) >= _KNOWN_YEARS
        return not (is_partner and self._contrast.adds(found, novel))

    def _is_main_among_backbones(self, found: Found) -> bool:
        """Where nothing stronger is given: what a title names, or all that is registered if no title names any of it."""
        titled = [
            other for other in self._read.found
            if other.is_titled and (other.registered or not self._registers_something or self._leads_as_radiation(other))
        ]
        if found.agent.kind == "StemCellTransplant" and titled and not self._contrast.leads(found):
            return not any(other.registered for other in self._read.found if other is not found)
        return self._is_given_in_title(found) if found in titled else not titled and found.registered

    def _leads_as_radiation(self, found: Found) -> bool:
        return found.agent.kind == "Radiotherapy" and self._contrast.leads(found)

    def _is_main_backbone(self, found: Found) -> bool:
        """Whether a backbone is itself tested: a title leads with it, or names radiotherapy without chemotherapy."""
        if found.agent.kind in _DRUGS and found.registered:
            leads = self._contrast.leads(found) and self._is_given_in_title(found)
            return leads and not any(other.is_titled for other in self._strong)
        if found.agent.kind not in ("Radiotherapy", "Procedure", "StemCellTransplant"):
            return False
        if found.agent.kind == "Radiotherapy" and found.registered and not found.is_titled:
            return any(self._is_main_backbone(other) for other in self._titled_radiations)
        if self._contrast.leads(found):
            return True
        beside_chemotherapy = any(
            other.agent.kind == "Chemotherapy" and any(m.field in TITLES for m in (*other.mentions, *other.classes))
            for other in self._read.found
        )
        with_chemotherapy = any("chemo" in mention.text.casefold() for mention in found.mentions if mention.field in TITLES)
        alone = not beside_chemotherapy and not with_chemotherapy
        return found.agent.kind == "Radiotherapy" and self._is_given_in_title(found) and alone

    def _is_strong(self, found: Found) -> bool:
        """Whether an agent is no mere backbone and stands in an experimental arm or title."""
        agent = found.agent
        if agent.usual_role is not None:
            return agent.usual_role == "Supportive" and self._is_the_subject(found)
        if agent.kind in _BACKBONES and not self._is_novel_drug(found):
            return False
        giving = self._giving(found)
        return (found.registered or self._is_given_in_title(found)) and not (giving and _all_control(giving))

    def _is_given_in_title(self, found: Found) -> bool:
        """Whether a title names the agent as given here and not as what the patients have anyway."""
        titled = [m for m in found.mentions if m.field in TITLES]
        return any(not _ANYWAY.search(self._texts[m.field][max(0, m.start - _REACH) : m.start]) for m in titled)

    def _is_novel_drug(self, found: Found) -> bool:
        """Whether a drug of a backbone's kind is itself new."""
        return found.agent.kind in _DRUGS and not found.agent.local and self._was_unapproved(found)

    def _was_unapproved(self, found: Found) -> bool:
        """Whether the agent was approved nowhere when the trial started."""
        year = self._trial.status.start[:4]
        approved = found.agent.approved
        return approved is None or (year.isdigit() and approved >= int(year))

    def _years_approved(self, found: Found) -> int:
        year, approved = self._trial.status.start[:4], found.agent.approved
        return int(year) - approved if approved is not None and year.isdigit() else 0

    def _is_shared(self, found: Found) -> bool:
        """Whether control and experimental arms both give it, while something else is given in experimental arms only."""
        if not self._is_on_both_sides(found):
            return False
        others = [other for other in self._read.found if other is not found and other.agent.usual_role is None]
        return any(self._is_experimental_only(other) for other in others)

    def _is_on_both_sides(self, found: Found) -> bool:
        given = self._giving(found)
        return any(group.control for group in given) and any(not group.control for group in given)

    def _is_experimental_only(self, found: Found) -> bool:
        given = self._giving(found)
        return bool(given) and not any(group.control for group in given) and any(group.control for group in self._read.groups)

    # --- places ----------------------------------------------------------------------------------------------------

    def _mentions(self, found: Found) -> list[Mention]:
        return [mention for mention in found.mentions if mention.field in self._texts]

    def _giving(self, found: Found) -> list[Group]:
        """The groups that give an agent: those that register it or name it in their label, else those whose words name it."""
        registered = [group for group in self._read.groups if group.interventions & found.interventions]
        if registered:
            return [group for group in self._read.groups if group in registered or self._names(group, found, label=True)]
        return [group for group in self._read.groups if self._names(group, found)]

    def _names(self, group: Group, found: Found, *, label: bool = False) -> bool:
        mentions = (m for m in found.mentions if not label or m.field.endswith(".label"))
        return any(group.covers(mention) for mention in mentions)

    def _in_group(self, found: Found, group: Group) -> Mention:
        fields = {field for field, _, _ in group.spans}
        return next((m for m in found.mentions if m.field in fields), found.mentions[0])

    def arms(self, found: Found) -> tuple[int, ...]:
        """0-based positions of the registered arms that give an agent."""
        return tuple(group.arm for group in self._giving(found) if group.arm is not None)


def _all_control(groups: Iterable[Group]) -> bool:
    return all(group.control for group in groups)


def _called_control(found: Found) -> bool:
    return any(_CONTROL_NAME.search(whole.text) for whole in found.wholes)
