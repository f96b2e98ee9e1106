"""What a trial is about: the agents that it tests, among those that it gives."""

from __future__ import annotations

import re
from functools import cached_property

from kg.facts.recognise.agents.contrast import Contrast
from kg.facts.recognise.agents.found import TITLES, Found
from kg.facts.recognise.agents.gathering import AgentsRead
from kg.facts.recognise.agents.giving import Giving
from kg.model import Trial

BACKBONES = {
    "Chemotherapy", "Corticosteroid", "SupportiveDrug", "Immunosuppressant", "HormoneTherapy", "Radiotherapy",
    "Procedure",
    "StemCellTransplant", "DrugClass",
}  # fmt: skip
CARE_KINDS = {"BehaviouralIntervention", "Device", "DiagnosticTest", "SupportiveDrug", "Procedure", "OtherAgent"}
CELL_PRODUCTS = {
    "CARTCell", "CARGammaDeltaTCell", "CARNKCell", "CARMacrophage", "TCRTCell",
    "TumourInfiltratingLymphocytes", "NKCell",
    "OtherImmuneCellProduct",
}  # fmt: skip
_SERVICE_PURPOSES = {"HEALTH_SERVICES_RESEARCH", "SUPPORTIVE_CARE", "SCREENING"}
_DRUGS = {"Chemotherapy", "HormoneTherapy", "Immunosuppressant"}
_TREATMENTS = {"Radiotherapy", "Procedure", "StemCellTransplant"}
_ESTABLISHED_YEARS, _KNOWN_YEARS, _RECENT_YEARS = 10, 3, 2
_ANYWAY = re.compile(
    r"\b(?:treated with|receiving|undergoing|received?|after|following|post)[\s-][^,.;:]*$", re.IGNORECASE
)
_REACH = 60


class Subject:
    """What one trial tests.

    Attributes:
        has_cells: Whether it gives immune cells.
        contrast: How its titles and summary set agents beside one another.
    """

    def __init__(self, trial: Trial, read: AgentsRead, giving: Giving) -> None:
        self._trial = trial
        self._found = read.found
        self._giving = giving
        self._texts = {passage.field: passage.text for passage, _ in read.scans}
        self.has_cells = any(found.agent.kind in CELL_PRODUCTS for found in read.found)
        self.contrast = Contrast(read.found, self._texts)
        self._is_about_care = trial.design.primary_purpose in _SERVICE_PURPOSES and not self.has_cells
        self._registers_something = any(found.registered and found.agent.usual_role is None for found in read.found)

    @cached_property
    def _strong(self) -> list[Found]:
        """The agents that are no mere backbones and stand in an experimental arm or title."""
        return [found for found in self._found if self._is_strong(found)]

    @property
    def has_strong(self) -> bool:
        """Whether the trial gives anything stronger than backbones."""
        return bool(self._strong)

    def is_help_tested(self, found: Found) -> bool:
        """Whether help is what this trial is about: all that it gives, or what a title puts first."""
        if not found.registered:
            return False
        others = [
            other for other in self._found if other is not found and other.registered and other.agent.usual_role is None
        ]
        if not any(other.agent.kind not in CARE_KINDS for other in others):
            return True
        return found.is_titled and (self._is_about_care or self.contrast.leads(found))

    def is_tested(self, found: Found) -> bool:
        """Whether the trial is about the agent."""
        if self._is_about_care and found.agent.kind not in CARE_KINDS:
            return False
        if not self._strong:
            return self._is_main_among_backbones(found)
        return self._is_main(found) if found in self._strong else self._is_main_backbone(found)

    def _is_main(self, found: Found) -> bool:
        """Whether a strong agent is tested: what a contrast adds, what is new, else by its place in the titles."""
        tested = self.contrast.tests(found)
        if tested or self._was_unapproved(found):
            return True
        if tested is False or self._giving.is_shared(found):
            return False
        novel = [other for other in self._strong if self._was_unapproved(other)]
        if found.is_titled:
            return self._is_main_in_title(found, novel)
        others_are = any(other.is_titled for other in self._strong) or any(map(self._is_main_backbone, self._found))
        return not others_are and (not novel or self._years_approved(found) <= _RECENT_YEARS)

    def _is_main_in_title(self, found: Found, novel: list[Found]) -> bool:
        """Whether an approved agent of the title is tested: it leads, or is neither established nor a mere partner."""
        if self.contrast.leads(found):
            return True
        if self._years_approved(found) >= _ESTABLISHED_YEARS:
            return len(self._strong) == 1 and not any(self._is_main_backbone(other) for other in self._found)
        is_partner = "ImmuneCheckpointBlockade" in found.agent.mechanisms or self._years_approved(found) >= _KNOWN_YEARS
        return not (is_partner and self.contrast.adds(found, novel))

    def _is_main_among_backbones(self, found: Found) -> bool:
        """Where nothing stronger is given: what a title names, or all that is registered if no title does."""
        titled = [
            other
            for other in self._found
            if other.is_titled
            and (other.registered or not self._registers_something or self._leads_as_radiation(other))
        ]
        if found.agent.kind == "StemCellTransplant" and titled and not self.contrast.leads(found):
            return not any(other.registered for other in self._found if other is not found)
        return self._is_given_in_title(found) if found in titled else not titled and found.registered

    def _leads_as_radiation(self, found: Found) -> bool:
        return found.agent.kind == "Radiotherapy" and self.contrast.leads(found)

    def _is_main_backbone(self, found: Found) -> bool:
        """Whether a backbone is itself tested: a title leads with it, or names radiotherapy without chemotherapy."""
        if found.agent.kind in _TREATMENTS:
            return self._is_main_treatment(found)
        if found.agent.kind not in _DRUGS or not found.registered or any(other.is_titled for other in self._strong):
            return False
        return self.contrast.leads(found) and self._is_given_in_title(found)

    def _is_main_treatment(self, found: Found) -> bool:
        if found.agent.kind == "Radiotherapy" and found.registered and not found.is_titled:
            return any(self._is_main_backbone(other) for other in self._found if _is_titled_radiation(other))
        if self.contrast.leads(found):
            return True
        beside_chemotherapy = any(
            other.agent.kind == "Chemotherapy" and any(m.field in TITLES for m in (*other.mentions, *other.classes))
            for other in self._found
        )
        with_chemotherapy = any(
            "chemo" in mention.text.casefold() for mention in found.mentions if mention.field in TITLES
        )
        alone = not beside_chemotherapy and not with_chemotherapy
        return found.agent.kind == "Radiotherapy" and self._is_given_in_title(found) and alone

    def _is_strong(self, found: Found) -> bool:
        """Whether an agent is no mere backbone and stands in an experimental arm or title."""
        agent = found.agent
        if agent.usual_role is not None:
            return agent.usual_role == "Supportive" and self.is_help_tested(found)
        if agent.kind in BACKBONES and not self._is_novel_drug(found):
            return False
        return (found.registered or self._is_given_in_title(found)) and not self._giving.only_in_control(found)

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


def _is_titled_radiation(found: Found) -> bool:
    return found.agent.kind == "Radiotherapy" and found.is_titled and not found.registered
