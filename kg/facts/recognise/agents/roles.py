"""The role of each agent in a trial, from arms, titles and the words around its name.

Read in this order: what an agent always is (placebo, biopsy); conditioning before cells or a graft; what only control
arms give; what the trial is about; and for the rest of an experimental arm, an established partner or backbone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from kg.facts.recognise.agents.context import Context, around, sentence
from kg.facts.recognise.agents.found import Found
from kg.facts.recognise.agents.groups import Group
from kg.facts.recognise.agents.reading import AgentsRead
from kg.model import Mention, Role, Trial

_BACKBONES = {
    "Chemotherapy", "Corticosteroid", "SupportiveDrug", "Immunosuppressant", "HormoneTherapy", "Radiotherapy", "Procedure",
    "StemCellTransplant", "DrugClass", "Bisphosphonate",
}  # fmt: skip
_CONDITIONERS = {"Chemotherapy", "Immunosuppressant", "Radiotherapy", "DrugClass", "MonoclonalAntibody"}
_CELLS = {
    "CARTCell", "CARGammaDeltaTCell", "CARNKCell", "CARMacrophage", "TCRTCell", "TumourInfiltratingLymphocytes", "NKCell",
    "OtherImmuneCellProduct", "StemCellTransplant",
}  # fmt: skip
_CELL_PRODUCTS = _CELLS - {"StemCellTransplant"}
_LYMPHODEPLETERS = {"fludarabine", "cyclophosphamide", "bendamustine", "lymphodepleting-chemotherapy"}
_TITLES = ("identificationModule.briefTitle", "identificationModule.officialTitle")
_AGAINST = re.compile(r"\b(?:versus|vs\.?|compared? (?:with|to)|comparing|against|or)\b", re.IGNORECASE)
_ADDED = re.compile(r"\b(?:with|plus|added to|on|following|after|and)\b", re.IGNORECASE)


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
        self._has_cells = any(found.agent.kind in _CELLS for found in read.found)
        self._mains = [found for found in read.found if self._is_main_candidate(found)]

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
        if role is None or (role != "Comparator" and self._is_the_subject(found)):
            return None
        return Assigned(role, found.mentions[0], "usual-role")

    def _is_the_subject(self, found: Found) -> bool:
        """Whether a thing that usually stands aside is what this trial is about."""
        others = [other for other in self._read.found if other is not found and other.agent.usual_role is None]
        return not others and found.registered

    def _conditioning(self, found: Found) -> Assigned | None:
        if found.agent.kind not in _CONDITIONERS or not self._has_cells or found.agent.kind in _CELLS:
            return None
        for mention in self._mentions(found):
            start, end = sentence(self._texts[mention.field], mention)
            if self._context.says("conditioning", self._texts[mention.field][start:end]):
                return Assigned("Conditioning", mention, "conditioning-words")
        has_products = any(other.agent.kind in _CELL_PRODUCTS for other in self._read.found)
        if found.agent.id in _LYMPHODEPLETERS and has_products:
            return Assigned("Conditioning", found.mentions[0], "lymphodepletion-before-cells")
        return None

    def _comparator(self, found: Found) -> Assigned | None:
        giving = self._giving(found)
        if giving and all(group.control for group in giving):
            return Assigned("Comparator", self._in_group(found, giving[0]), "control-arm-only")
        if not giving and not self._trial.arms:
            return self._compared_in_title(found)
        return None

    def _compared_in_title(self, found: Found) -> Assigned | None:
        """Named only after "versus" in a title, and given with nothing before it."""
        for field, text in self._titles():
            split = _AGAINST.search(text)
            if split is None or split.group().lower() == "or":
                continue
            places = [m for m in found.mentions if m.field == field]
            if places and all(m.start > split.end() for m in places):
                return Assigned("Comparator", places[0], "after-versus")
        return None

    def _supportive(self, found: Found) -> Assigned | None:
        if found.agent.kind not in ("SupportiveDrug", "Immunosuppressant", "Corticosteroid", "Chemotherapy"):
            return None
        if self._is_titled(found):
            return None
        for mention in self._mentions(found):
            before, after = around(self._texts[mention.field], mention)
            if self._context.says("supportive", before) or self._context.says("supportive", after):
                return Assigned("Supportive", mention, "supportive-words")
        return None

    def _main(self, found: Found) -> Assigned | None:
        if found in self._mains:
            mention = next((m for m in found.mentions if m.field in _TITLES), found.mentions[0])
            return Assigned("Investigational", mention, "subject-of-the-trial")
        return None

    # --- what the trial is about -----------------------------------------------------------------------------------

    def _is_main_candidate(self, found: Found) -> bool:
        agent = found.agent
        if agent.usual_role is not None and not self._is_the_subject(found):
            return False
        strong = [other for other in self._read.found if self._is_strong(other)]
        if not strong:
            return self._is_titled(found) or not any(self._is_titled(other) for other in self._read.found)
        if not self._is_strong(found):
            return False
        unapproved = [other for other in strong if other.agent.approved is None]
        return agent.approved is None or not unapproved

    def _is_strong(self, found: Found) -> bool:
        """Whether an agent is no mere backbone and stands in an experimental arm or title."""
        if found.agent.kind in _BACKBONES or found.agent.usual_role is not None:
            return False
        giving = self._giving(found)
        return (found.registered or self._is_titled(found)) and not (giving and all(group.control for group in giving))

    def _is_titled(self, found: Found) -> bool:
        return any(mention.field in _TITLES for mention in found.mentions)

    # --- places ----------------------------------------------------------------------------------------------------

    def _titles(self) -> Iterable[tuple[str, str]]:
        return ((field, self._texts[field]) for field in _TITLES if field in self._texts)

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
