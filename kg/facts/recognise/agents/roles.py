"""The role of each agent in a trial, from arms, titles and the words around its name.

Read in this order: what an agent always is (placebo, biopsy); what only control arms give; conditioning before cells or
a graft; prophylaxis and support; what the trial is about; and for the rest an established partner or backbone.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from kg.facts.recognise.agents.context import Context, around
from kg.facts.recognise.agents.found import TITLES, TOLD, Found
from kg.facts.recognise.agents.gathering import AgentsRead
from kg.facts.recognise.agents.giving import Giving
from kg.facts.recognise.agents.subject import BACKBONES, CARE_KINDS, Subject
from kg.facts.recognise.agents.transplant import Transplant
from kg.model import Mention, Role, Trial

_HELP_KINDS = {"SupportiveDrug", "Immunosuppressant", "Corticosteroid"}
_PREMEDICATION = {"paracetamol", "diphenhydramine", "chlorphenamine", "famotidine", "ranitidine", "ibuprofen"}
_MODULATORS = {"leucovorin", "levoleucovorin"}
_LOOK = re.compile(r"(?:scopy|graphy)\b", re.IGNORECASE)
_OTHER_NAME = re.compile(r"\.otherNames\[")
_OPEN_RULES = {"established-partner", "control-arm-only", "after-versus"}


class Assigned(NamedTuple):
    """A role with the words and the rule that settled it."""

    role: Role
    mention: Mention
    rule: str


class RoleReader:
    """Assigns roles to the agents of one trial."""

    def __init__(self, trial: Trial, read: AgentsRead, context: Context) -> None:
        self._read = read
        self._is_randomised = trial.design.allocation == "RANDOMIZED"
        self._is_about_diagnosis = trial.design.primary_purpose == "DIAGNOSTIC"
        self._context = context
        self._texts = {passage.field: passage.text for passage, _ in read.scans}
        self._giving = Giving(read.groups, read.found)
        self._subject = Subject(trial, read, self._giving)
        self._contrast = self._subject.contrast
        self._transplant = Transplant(trial, read, context, self._subject)

    def arms(self, found: Found, role: Role) -> tuple[int, ...]:
        """0-based positions of the registered arms that give an agent: a single arm gives all but comparators."""
        return self._giving.arms(found) or (self._giving.only_arm if role != "Comparator" else ())

    def assign(self) -> list[Assigned]:
        """The role of each agent found; where the rules leave none tested, the first candidate is.

        So is what the same registered intervention gives with it.
        """
        assigned = [self._role(found) for found in self._read.found]
        if self._subject.is_about_services or any(each.role == "Investigational" for each in assigned):
            return assigned
        only_tests = self._registers_only_tests(assigned)
        candidates = [
            position
            for position, each in enumerate(assigned)
            if each.rule in _OPEN_RULES and (self._read.found[position].is_titled or not only_tests)
        ]
        candidates.sort(
            key=lambda position: (
                self._read.found[position].agent.kind in BACKBONES,
                not self._read.found[position].is_titled,
            )
        )
        first = [self._read.found[position].interventions for position in candidates[:1]]
        for position in candidates:
            if position == candidates[0] or self._read.found[position].interventions & first[0]:
                assigned[position] = assigned[position]._replace(role="Investigational", rule="nothing-else-tested")
        return assigned

    def _registers_only_tests(self, assigned: list[Assigned]) -> bool:
        """Whether all that is registered is diagnostic; the prose then names what patients have anyway."""
        roles = {each.role for found, each in zip(self._read.found, assigned, strict=True) if found.registered}
        return roles == {"Diagnostic"}

    def _role(self, found: Found) -> Assigned:
        for rule in (self._usual, self._comparator, self._conditioning, self._supportive, self._main):
            assigned = rule(found)
            if assigned is not None:
                return assigned
        return Assigned("Combination", found.mentions[0], "established-partner")

    # --- rules in order --------------------------------------------------------------------------------------------

    def _usual(self, found: Found) -> Assigned | None:
        role = found.agent.usual_role
        if role is None and self._is_for_diagnosis(found):
            return Assigned("Diagnostic", found.mentions[0], "trial-of-diagnosis")
        if role is None or (role == "Supportive" and self._subject.is_help_tested(found)):
            return None
        if role == "Comparator" and found.agent.kind == "DrugClass" and self._giving.is_partner_in_an_arm(found):
            return Assigned("Combination", self._giving.place(found), "arm-with-another")
        return Assigned(role, found.mentions[0], "usual-role")

    def _is_for_diagnosis(self, found: Found) -> bool:
        """Whether a trial of diagnosis gives a device, or looks inside the body."""
        if not self._is_about_diagnosis:
            return False
        is_look = found.agent.kind == "Procedure" and _LOOK.search(found.agent.label) is not None
        return is_look or found.agent.kind == "Device"

    def _comparator(self, found: Found) -> Assigned | None:
        if self._giving.only_in_control(found) and not self._is_by_the_way(found):
            return Assigned("Comparator", self._giving.place(found), "control-arm-only")
        if self._is_named_control(found):
            return Assigned("Comparator", found.wholes[0], "named-control")
        if self._subject.gives_no_lead(found):
            return Assigned("Comparator", self._giving.place(found), "arm-without-lead")
        if self._is_randomised and self._subject.is_plain_graft(found):
            return Assigned("Comparator", found.mentions[0], "plain-graft")
        compared = None if self._giving.has_control else self._compared(found) or self._contrast.called_control(found)
        if compared is None or self._context.is_earlier(self._texts[compared.field], compared):
            return None
        return Assigned("Comparator", compared, "after-versus")

    def _is_by_the_way(self, found: Found) -> bool:
        """Whether only the description of a registered arm names a procedure, which the other arms may have as well."""
        return found.agent.kind == "Procedure" and not found.registered and self._giving.of(found)[0].arm is not None

    def _is_named_control(self, found: Found) -> bool:
        """Whether an intervention's name calls itself conventional or a control, beside another that does not."""
        return found.agent.kind in CARE_KINDS and self._subject.is_control_of_another(found)

    def _compared(self, found: Found) -> Mention | None:
        """Where "versus" sets the agent, or the chemotherapy it belongs to, against what is tested."""
        if found.agent.kind == "StemCellTransplant" and not self._contrast.against(found, "StemCellTransplant"):
            return None
        if _is_member(found):
            members = (other for other in self._read.found if other.interventions == found.interventions)
            return next(filter(None, map(self._contrast.compared, filter(_is_member, members))), None)
        if not _is_chemotherapy(found) or any(m.field in TOLD for m in found.mentions):
            return self._contrast.compared(found)
        others = (other for other in self._read.found if other.agent.kind == "Chemotherapy" and other.classes)
        return next(filter(None, map(self._contrast.compared, (found, *others))), None)

    def _conditioning(self, found: Found) -> Assigned | None:
        reason = self._transplant.conditioning(found)
        return Assigned("Conditioning", *reason) if reason is not None else None

    def _supportive(self, found: Found) -> Assigned | None:
        if found.is_titled:
            return None
        if self._is_premedication(found):
            return Assigned("Supportive", found.mentions[0], "premedication")
        if self._transplant.is_prophylaxis(found) and not self._transplant.is_about_gvhd:
            return Assigned("Supportive", found.mentions[0], "prophylaxis-after-graft")
        is_prevention = self._transplant.is_about_gvhd and found.agent.kind != "SupportiveDrug"
        if found.agent.kind not in _HELP_KINDS or is_prevention:
            return None
        for mention in (mention for mention in found.mentions if mention.field in self._texts):
            before, after = around(self._texts[mention.field], mention)
            if self._context.says("supportive", before) or self._context.says("supportive", after):
                return Assigned("Supportive", mention, "supportive-words")
        return None

    def _is_premedication(self, found: Found) -> bool:
        """Whether a corticosteroid stands beside antipyretics or antihistamines and a single drug that is tested."""
        if found.agent.kind != "Corticosteroid" or not any(
            each.agent.id in _PREMEDICATION for each in self._read.found
        ):
            return False
        drugs = [
            each for each in self._read.found if each.agent.usual_role is None and each.agent.kind not in _HELP_KINDS
        ]
        return len(drugs) == 1 and drugs[0].agent.kind not in BACKBONES

    def _main(self, found: Found) -> Assigned | None:
        if self._subject.is_tested(found) or self._transplant.is_tested_here(found):
            mention = next((m for m in found.mentions if m.field in TITLES), found.mentions[0])
            return Assigned("Investigational", mention, "subject-of-the-trial")
        return None


def _is_member(found: Found) -> bool:
    """Whether only the other names of registered interventions name an agent: a member of what they are called."""
    return bool(found.mentions) and all(_OTHER_NAME.search(mention.field) for mention in found.mentions)


def _is_chemotherapy(found: Found) -> bool:
    """Whether an agent is a cytotoxic drug or belongs to the regimen of one."""
    return found.agent.kind == "Chemotherapy" or found.agent.id in _MODULATORS
