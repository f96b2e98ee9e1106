"""The role of each agent in a trial, from arms, titles and the words around its name.

Read in this order: what an agent always is (placebo, biopsy); conditioning before cells or a graft; what only control
arms give; what the trial is about; and for the rest of an experimental arm, an established partner or backbone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from kg.facts.recognise.agents.context import Context, around, sentence
from kg.facts.recognise.agents.found import TITLES, Found
from kg.facts.recognise.agents.groups import Group
from kg.facts.recognise.agents.reading import AgentsRead
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
_PROPHYLAXIS = {
    "tacrolimus", "ciclosporin", "mycophenolate-mofetil", "sirolimus", "methotrexate", "mycophenolic-acid", "abatacept",
    "ruxolitinib",
}  # fmt: skip
_AGAINST = re.compile(r"\b(?:versus|vs\.?|compared? (?:with|to))\b", re.IGNORECASE)
_WITH = re.compile(r"\b(?:with|plus|added to|followed by)\b|\+", re.IGNORECASE)
_GRAFT = re.compile(
    r"(?:stem[- ]cell|h(?:a|e)*matopoietic|marrow|cord blood|donor)[\w\s-]{0,30}transplant|\bhsct\b|\bhct\b|\bbmt\b", re.IGNORECASE
)
_BEFORE_GRAFT = re.compile(r"\b(?:before|prior to|conditioning|preparative)\b", re.IGNORECASE)
_AFTER_GRAFT = re.compile(r"post-?transplant|ptcy", re.IGNORECASE)
_IRRADIATION = {"total-body-irradiation", "total-marrow-irradiation", "total-lymphoid-irradiation", "total-marrow-and-lymphoid-irradiation"}
_SERVICE_PURPOSES = {"HEALTH_SERVICES_RESEARCH", "SUPPORTIVE_CARE", "SCREENING"}
_CARE_KINDS = {"BehaviouralIntervention", "Device", "DiagnosticTest", "SupportiveDrug", "Procedure", "OtherAgent"}
_ESTABLISHED_YEARS = 10
_GVHD = re.compile(r"gvhd|graft[- ]v(?:ersu)?s[- ]host", re.IGNORECASE)


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
        self._has_graft = "StemCellTransplant" in self._kinds or bool(_GRAFT.search(f"{trial.title} {trial.summary}"))
        self._registers_something = any(found.registered and found.agent.usual_role is None for found in read.found)
        self._strong = [found for found in read.found if self._is_strong(found)]

    def assign(self, found: Found) -> Assigned:
        """The role of one agent."""
        for rule in (self._usual, self._conditioning, self._comparator, self._supportive, self._main):
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
        """Whether a thing that usually stands aside is what this trial is about."""
        others = [other for other in self._read.found if other is not found and other.agent.usual_role is None]
        if not others and found.registered and found.agent.usual_role != "Comparator":
            return found.is_titled or all(other.agent.usual_role for other in self._read.found if other is not found)
        return found.registered and found.is_titled and self._is_about_care()

    def _is_about_care(self) -> bool:
        """Whether the trial tests how patients are cared for rather than an anti-tumour agent."""
        return self._trial.design.primary_purpose in _SERVICE_PURPOSES

    def _conditioning(self, found: Found) -> Assigned | None:
        agent = found.agent
        if not (self._has_products or self._has_graft):
            return None
        if agent.kind not in _CONDITIONERS and agent.id != "alemtuzumab":
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

    def _conditions(self, found: Found) -> bool:
        """Whether a myeloablative agent of a transplant trial is given before the graft: chemotherapy, and untitled agents."""
        if self._is_about_gvhd() or (found.agent.id == "cyclophosphamide" and _AFTER_GRAFT.search(self._trial.title)):
            return False
        return not found.is_titled or _BEFORE_GRAFT.search(self._trial.title) is not None and found.agent.kind == "Chemotherapy"

    def _is_about_gvhd(self) -> bool:
        return self._trial.design.primary_purpose == "PREVENTION" and bool(_GVHD.search(self._trial.title + self._trial.summary))

    def _comparator(self, found: Found) -> Assigned | None:
        giving = self._giving(found)
        if giving and all(group.control for group in giving):
            return Assigned("Comparator", self._in_group(found, giving[0]), "control-arm-only")
        if not giving and not self._trial.arms:
            return self._compared_in_title(found)
        return None

    def _compared_in_title(self, found: Found) -> Assigned | None:
        """Named only after "versus" in a title."""
        for field, text in self._titles():
            split = _AGAINST.search(text)
            places = [m for m in found.mentions if m.field == field]
            if split is not None and places and all(m.start > split.end() for m in places):
                return Assigned("Comparator", places[0], "after-versus")
        return None

    def _supportive(self, found: Found) -> Assigned | None:
        agent = found.agent
        if found.is_titled:
            return None
        if agent.id in _PROPHYLAXIS and self._has_graft and not self._is_about_gvhd():
            return Assigned("Supportive", found.mentions[0], "prophylaxis-after-graft")
        if agent.kind not in ("SupportiveDrug", "Immunosuppressant", "Corticosteroid") or self._is_about_gvhd():
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

    # --- what the trial is about -----------------------------------------------------------------------------------

    def _is_main(self, found: Found) -> bool:
        if self._is_about_care() and found.agent.kind not in _CARE_KINDS:
            return False
        if not self._strong:
            return self._is_main_among_backbones(found)
        contrast = self._contrasted_in_title(found)
        if contrast is not None:
            return contrast
        if self._is_shared(found) and not self._was_unapproved(found):
            return False
        if found not in self._strong:
            return self._is_main_backbone(found)
        if self._was_unapproved(found):
            return True
        if self._is_established(found) and not self._leads_title(found) and len(self._strong) > 1:
            return False
        unapproved = [other for other in self._strong if self._was_unapproved(other)]
        if found.is_titled:
            return not (unapproved and self._is_added_in_title(found))
        return not unapproved and not any(other.is_titled for other in self._strong)

    def _is_main_among_backbones(self, found: Found) -> bool:
        """Where nothing stronger is given: what a title names, or all that is registered if no title names any of it."""
        titled = [other for other in self._read.found if other.is_titled and (other.registered or not self._registers_something)]
        if found.agent.kind == "StemCellTransplant" and titled and not self._leads_title(found):
            return not any(other.registered for other in self._read.found if other is not found)
        return found in titled or (not titled and found.registered)

    def _is_main_backbone(self, found: Found) -> bool:
        """Whether radiotherapy, surgery or a graft is itself tested: a title leads with it, or names it without chemotherapy."""
        if found.agent.kind not in ("Radiotherapy", "Procedure", "StemCellTransplant"):
            return False
        beside_chemotherapy = any(other.agent.kind == "Chemotherapy" and other.is_titled for other in self._read.found)
        titled_radiotherapy = found.agent.kind == "Radiotherapy" and found.is_titled
        return self._leads_title(found) or (titled_radiotherapy and not beside_chemotherapy)

    def _contrasted_in_title(self, found: Found) -> bool | None:
        """For "A + B versus A": False for what both sides name, True for what only the first does; None without a contrast."""
        if found not in self._strong:
            return None
        for field, text in self._titles():
            split = _AGAINST.search(text)
            places = [m.start for m in found.mentions if m.field == field]
            if split is None or not places or min(places) > split.start():
                continue
            sides = [self._sides(other, field, split.start()) for other in self._strong]
            if (True, True) in sides and (True, False) in sides:
                return max(places) < split.start()
        return None

    def _sides(self, found: Found, field: str, split: int) -> tuple[bool, bool]:
        starts = [m.start for m in found.mentions if m.field == field]
        return any(start < split for start in starts), any(start > split for start in starts)

    def _is_strong(self, found: Found) -> bool:
        """Whether an agent is no mere backbone and stands in an experimental arm or title."""
        if found.agent.kind in _BACKBONES or found.agent.usual_role is not None:
            return False
        giving = self._giving(found)
        counts = found.registered if self._registers_something else found.is_titled
        return counts and not (giving and all(group.control for group in giving))

    def _was_unapproved(self, found: Found) -> bool:
        """Whether the agent was approved nowhere when the trial started."""
        year = self._trial.status.start[:4]
        approved = found.agent.approved
        return approved is None or (year.isdigit() and approved >= int(year))

    def _is_established(self, found: Found) -> bool:
        """Whether the agent had been approved for ten years when the trial started."""
        year, approved = self._trial.status.start[:4], found.agent.approved
        return approved is not None and year.isdigit() and int(year) - approved >= _ESTABLISHED_YEARS

    def _leads_title(self, found: Found) -> bool:
        """Whether the brief title names it before all other agents."""
        firsts = {
            id(other): min((m.start for m in other.mentions if m.field == TITLES[0]), default=None) for other in self._read.found
        }
        own = firsts[id(found)]
        return own is not None and all(start is None or start >= own for start in firsts.values())

    def _is_added_in_title(self, found: Found) -> bool:
        """Whether a title names an unapproved agent and then adds this one by "with" or "plus"."""
        for field, text in self._titles():
            own = min((m.start for m in found.mentions if m.field == field), default=None)
            leaders = [m.end for other in self._strong if self._was_unapproved(other) for m in other.mentions if m.field == field]
            if own is not None and any(end <= own and _WITH.search(text, end, own) for end in leaders):
                return True
        return False

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

    def _titles(self) -> Iterable[tuple[str, str]]:
        return ((field, self._texts[field]) for field in TITLES if field in self._texts)

    def _mentions(self, found: Found) -> list[Mention]:
        return [mention for mention in found.mentions if mention.field in self._texts]

    def _giving(self, found: Found) -> list[Group]:
        """The groups that give an agent: by registered membership, or because their text names it."""
        return [group for group in self._read.groups if self._gives(group, found)]

    def _gives(self, group: Group, found: Found) -> bool:
        if group.interventions & found.interventions:
            return True
        return any(
            mention.field == field and start <= mention.start < end
            for mention in found.mentions
            for field, start, end in group.spans
        )

    def _in_group(self, found: Found, group: Group) -> Mention:
        fields = {field for field, _, _ in group.spans}
        return next((m for m in found.mentions if m.field in fields), found.mentions[0])

    def arms(self, found: Found) -> tuple[int, ...]:
        """0-based positions of the registered arms that give an agent."""
        return tuple(group.arm for group in self._giving(found) if group.arm is not None)
