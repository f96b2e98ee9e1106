"""What a trial is about: the agents that it tests, among those that it gives."""

from __future__ import annotations

import re
from functools import cached_property

from kg.facts.recognise.agents.contrast import Contrast
from kg.facts.recognise.agents.found import TITLES, Found
from kg.facts.recognise.agents.gathering import AgentsRead
from kg.facts.recognise.agents.giving import Giving
from kg.facts.recognise.agents.kinds import CELL_PRODUCTS
from kg.facts.recognise.agents.presupposed import PRESUPPOSED
from kg.model import Trial
from kg.passages import intervention_path

BACKBONES = {
    "Chemotherapy", "Corticosteroid", "SupportiveDrug", "Immunosuppressant", "HormoneTherapy", "Radiotherapy",
    "Procedure",
    "StemCellTransplant", "DrugClass",
}  # fmt: skip
CARE_KINDS = {"BehaviouralIntervention", "Device", "DiagnosticTest", "SupportiveDrug", "Procedure", "OtherAgent"}
_SERVICE_PURPOSES = {"HEALTH_SERVICES_RESEARCH", "SUPPORTIVE_CARE", "SCREENING"}
_CONTROL_NAME = re.compile(
    r"\b(?:control|conventional|traditional|standard|usual|routine|comparator|regular|best practice)\b", re.IGNORECASE
)
_OPTIONAL = re.compile(r"\b(?:with or without|with/without|±)[^,;:]*$", re.IGNORECASE)
_DRUGS = {"Chemotherapy", "HormoneTherapy", "Immunosuppressant"}
_TREATMENTS = {"Radiotherapy", "Procedure", "StemCellTransplant"}
_LONG_KNOWN_YEARS, _ESTABLISHED_YEARS, _KNOWN_YEARS, _RECENT_YEARS = 25, 10, 3, 2
_ANYWAY = re.compile(
    r"\b(?:treated with|receiving|undergoing|received?|(?:patients|children|adults|recipients|adolescents) given"
    r"|after|following|post|during|under)[\s-][^,.;:]*$",
    re.IGNORECASE,
)
_IMMUNOTHERAPY = re.compile(r"\b(?:chemo-?)?immuno-?(?:chemo-?)?therapy\b|\bcheckpoint", re.IGNORECASE)
_SELECTED = re.compile(r"deplet|select|enrich|expanded|engineered", re.IGNORECASE)
_OTHER_DONOR = re.compile(r"\b(?:haplo|mismatched|alternative)", re.IGNORECASE)
_MATCHED_DONOR = re.compile(r"(?<!s-)\bmatched\b", re.IGNORECASE)
_PAIR = 2
_REACH = 60


class Subject:
    """What one trial tests.

    Attributes:
        has_cells: Whether it gives immune cells.
        is_about_services: Whether it studies how care is organised and not what is given.
        contrast: How its titles and summary set agents beside one another.
    """

    def __init__(self, trial: Trial, read: AgentsRead, giving: Giving) -> None:
        self._trial = trial
        self._found = read.found
        self._giving = giving
        self._texts = {passage.field: passage.text for passage, _ in read.scans}
        self.has_cells = any(found.agent.kind in CELL_PRODUCTS for found in read.found)
        self.contrast = Contrast(read.found, self._texts)
        self.is_about_services = trial.design.primary_purpose == "HEALTH_SERVICES_RESEARCH"
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
        if not found.registered or self.is_control_of_another(found):
            return False
        if self._sets_an_arm_apart(found):
            return True
        others = [
            other for other in self._found if other is not found and other.registered and other.agent.usual_role is None
        ]
        if not any(other.agent.kind not in CARE_KINDS for other in others):
            return True
        return found.is_titled and (self._is_about_care or self.contrast.leads(found))

    def is_tested(self, found: Found) -> bool:
        """Whether the trial is about the agent."""
        if self._is_about_care and found.agent.kind not in CARE_KINDS and not self._is_novel(found):
            return False
        if self.is_control_of_another(found) or self.is_plain_graft(found) or found.rule == PRESUPPOSED:
            return False
        if self._is_all_that_is_registered(found) or self._is_special_graft(found) or self._is_what_is_asked(found):
            return True
        if not self._strong:
            return self._is_main_among_backbones(found)
        return self._is_main(found) if found in self._strong else self._is_main_backbone(found)

    def _is_what_is_asked(self, found: Found) -> bool:
        """Whether a randomised trial of efficacy gives its arms the same with or without the agent."""
        design = self._trial.design
        is_randomised = design.allocation == "RANDOMIZED" and "PHASE1" not in design.phases
        return is_randomised and not self._giving.has_control and self._giving.is_the_contrast(found)

    def is_control_of_another(self, found: Found) -> bool:
        """Whether an intervention's name calls itself conventional or a control, beside another that does not."""
        if not calls_itself_control(found):
            return False
        return any(other is not found and other.registered and not calls_itself_control(other) for other in self._found)

    def is_plain_graft(self, found: Found) -> bool:
        """Whether it is a graft as it comes, beside one whose cells are selected or whose donor is no match."""
        others = [other for other in self._found if other is not found and other.registered]
        if found.agent.kind != "StemCellTransplant" or _is_selected(found):
            return False
        is_matched = any(_MATCHED_DONOR.search(mention.text) for mention in found.mentions)
        return any(map(_is_selected, others)) or (is_matched and any(map(_is_of_other_donor, others)))

    def _is_special_graft(self, found: Found) -> bool:
        """Whether it is the graft that a plain one stands beside."""
        special = _is_selected(found) or _is_of_other_donor(found)
        return special and any(map(self.is_plain_graft, self._found))

    def gives_no_lead(self, found: Found) -> bool:
        """Whether a randomised trial without control arms gives it only in arms without what is new or titled."""
        if self._trial.design.allocation != "RANDOMIZED" or self._giving.has_control or found.is_titled:
            return False
        leads = (other for other in self._strong if other.is_titled and self._was_unapproved(other))
        mine, theirs = set(self._giving.arms(found)), {arm for lead in leads for arm in self._giving.arms(lead)}
        return bool(mine and theirs) and not mine & theirs

    def _is_all_that_is_registered(self, found: Found) -> bool:
        """Whether the trial registers this drug or device by itself and nothing else that may be tested."""
        if not found.wholes or found.agent.usual_role is not None or found.agent.kind in _TREATMENTS | {"DrugClass"}:
            return False
        return not any(other is not found and other.registered for other in self._found)

    def _is_main(self, found: Found) -> bool:
        """Whether a strong agent is tested: what a contrast adds, what is new, else by its place in the titles."""
        tested = self.contrast.tests(found)
        if not self._was_unapproved(found) and self._has_new_partners:
            return not self.contrast.takes_new_partners(found) and bool(found.interventions)
        if tested or self._was_unapproved(found) or self._sets_an_arm_apart(found):
            return True
        if (tested is None and self._is_tested_alone(found)) or self._is_added_to_established(found):
            return True
        if tested is False or self._giving.is_shared(found):
            return False
        novel = [other for other in self._strong if self._was_unapproved(other)]
        if found.is_titled:
            return self._is_main_in_title(found, novel)
        others_are = any(other.is_titled for other in self._strong) or any(map(self._is_main_backbone, self._found))
        is_new = self._years_approved(found) <= _RECENT_YEARS or self.contrast.is_of_novel_combination(found)
        return not others_are and (not novel or is_new)

    def _sets_an_arm_apart(self, found: Found) -> bool:
        """Whether an immunosuppressant that mostly is mere help distinguishes one experimental arm from another."""
        is_help = found.agent.kind == "Immunosuppressant" and found.agent.usual_role == "Supportive"
        return is_help and self._giving.sets_an_arm_apart(found)

    def _is_added_to_established(self, found: Found) -> bool:
        """Whether what all experimental arms share is established, and this is what some of them add to it."""
        shared = [other for other in self._strong if self._giving.is_in_all_arms(other)]
        if not shared or found in shared or any(map(self._was_unapproved, shared)):
            return False
        return not any(group.control for group in self._giving.of(found))

    def _is_tested_alone(self, found: Found) -> bool:
        """Whether an experimental arm shows what it does alone, unless the patients have it anyway."""
        if found.is_titled and not self._is_given_in_title(found):
            return False
        return self._giving.is_alone_in_an_arm(found, self._strong)

    def _is_main_in_title(self, found: Found, novel: list[Found]) -> bool:
        """Whether an approved agent of the title is tested: it leads, or is neither established nor a mere partner.

        What has been known for years and is added to something new in either title is a partner even if it leads one;
        so is what has been known for decades beside anything new.
        """
        if self._years_approved(found) >= _KNOWN_YEARS and self.contrast.adds(found, novel):
            return False
        if self._years_approved(found) >= _LONG_KNOWN_YEARS and novel:
            return False
        if self.contrast.leads(found) or self._is_half_of_a_pair(found):
            return True
        if self._years_approved(found) >= _ESTABLISHED_YEARS:
            return len(self._strong) == 1 and not any(self._is_main_backbone(other) for other in self._found)
        is_checkpoint_inhibitor = "ImmuneCheckpointBlockade" in found.agent.mechanisms
        return not (is_checkpoint_inhibitor and self.contrast.adds(found, novel))

    def _is_half_of_a_pair(self, found: Found) -> bool:
        """Whether a title leads with an established agent "and" this one, so that the pair is what is tested.

        So is a longer list if none of its members is a mere backbone, which would make it the regimen of the first.
        """
        return any(
            any(not self._was_unapproved(lead) and self.contrast.leads(lead) for lead in before if lead in self._strong)
            and (len(level) == _PAIR or all(each in self._strong for each in level))
            for before, level in self.contrast.before(found)
        )

    def _is_main_among_backbones(self, found: Found) -> bool:
        """Where nothing stronger is given: what a title names, or all that is registered if no title does."""
        if self.contrast.tests(found) is False:
            return False
        if found.registered and found.agent.kind == "Radiotherapy" and self._gives_nothing_but_radiation:
            return True
        titled = [
            other
            for other in self._found
            if other.is_titled
            and (other.registered or not self._registers_something or self._leads_as_radiation(other))
        ]
        if found.agent.kind == "StemCellTransplant" and titled and not self.contrast.leads(found):
            return not any(other.registered for other in self._found if other is not found)
        if found in titled:
            return self._is_given_in_title(found)
        return not titled and found.registered and not self._is_optional(found)

    @cached_property
    def _has_new_partners(self) -> bool:
        """Whether a title adds agents that it calls investigational to an established one."""
        return any(self.contrast.takes_new_partners(found) for found in self._strong if not self._was_unapproved(found))

    @cached_property
    def _gives_nothing_but_radiation(self) -> bool:
        """Whether all that is registered, what is measured or mere help apart, is one programme of radiotherapy."""
        given = [each for each in self._found if each.registered and each.agent.usual_role is None]
        return bool(given) and all(each.agent.kind == "Radiotherapy" for each in given)

    def _is_optional(self, found: Found) -> bool:
        """Whether its registered names come after "with or without"."""
        names = {f"{intervention_path(at)}.name": self._trial.interventions[at].name for at in found.interventions}
        named = [mention for mention in found.mentions if mention.field in names]
        return bool(named) and all(_OPTIONAL.search(names[mention.field][: mention.start]) for mention in named)

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
        if self.contrast.tests(found) is False:
            return False
        if found.agent.kind == "Radiotherapy" and found.registered and not found.is_titled:
            return any(self._is_main_backbone(other) for other in self._found if _is_titled_radiation(other))
        if self.contrast.leads(found) and not self._is_led_by_a_class(found):
            return found.agent.kind != "StemCellTransplant" or self._is_given_in_title(found)
        beside_chemotherapy = any(
            other.agent.kind == "Chemotherapy" and any(m.field in TITLES for m in (*other.mentions, *other.classes))
            for other in self._found
        )
        with_chemotherapy = any(
            "chemo" in mention.text.casefold() for mention in found.mentions if mention.field in TITLES
        )
        alone = not beside_chemotherapy and not with_chemotherapy
        return found.agent.kind == "Radiotherapy" and self._is_given_in_title(found) and alone

    def _is_led_by_a_class(self, found: Found) -> bool:
        """Whether the brief title names immunotherapy, without saying which, before the treatment."""
        starts = [mention.start for mention in found.mentions if mention.field == TITLES[0]]
        return bool(starts) and _IMMUNOTHERAPY.search(self._trial.title, 0, min(starts)) is not None

    def _is_strong(self, found: Found) -> bool:
        """Whether an agent is no mere backbone and stands in an experimental arm or title."""
        agent = found.agent
        if agent.usual_role is not None:
            return agent.usual_role == "Supportive" and self.is_help_tested(found)
        if agent.kind in BACKBONES and not self._is_novel_drug(found):
            return False
        is_named = found.registered or self._is_given_in_title(found) or _is_coined_in_a_label(found)
        return is_named and not self._giving.only_in_control(found)

    def _is_given_in_title(self, found: Found) -> bool:
        """Whether a title names the agent as given here and not as what the patients have anyway."""
        titled = [m for m in found.mentions if m.field in TITLES]
        return any(not _ANYWAY.search(self._texts[m.field][max(0, m.start - _REACH) : m.start]) for m in titled)

    def _is_novel(self, found: Found) -> bool:
        """Whether the agent is new and no backbone."""
        return found.agent.kind not in BACKBONES and self._was_unapproved(found)

    def _is_novel_drug(self, found: Found) -> bool:
        """Whether a drug of a backbone's kind is itself new."""
        return found.agent.kind in _DRUGS and not found.agent.local and self._was_unapproved(found)

    def _was_unapproved(self, found: Found) -> bool:
        """Whether the agent was approved nowhere when the trial started."""
        year = self._trial.status.start[:4]
        approved = found.agent.approved
        return approved is None or (year.isdigit() and approved >= int(year))

    def _years_approved(self, found: Found) -> int:
        """Years from the approval to the start; some if the start is not told, none if it was never approved."""
        year, approved = self._trial.status.start[:4], found.agent.approved
        if approved is None:
            return 0
        return int(year) - approved if year.isdigit() else _KNOWN_YEARS


def calls_itself_control(found: Found) -> bool:
    """Whether a word of control or custom belongs to the agent's whole registered name, and does not follow it."""
    return any(
        _CONTROL_NAME.search(whole.text, 0, mention.end - whole.start)
        for whole in found.wholes
        for mention in found.mentions
        if mention.field == whole.field and whole.start <= mention.start < whole.end
    )


def _is_coined_in_a_label(found: Found) -> bool:
    """Whether an arm's label describes engineered cells by their parts, one construct of several that a trial makes."""
    coined = found.agent.source == "iokg:grammar" and found.agent.kind in CELL_PRODUCTS
    return coined and any(mention.field.endswith(".label") for mention in found.mentions)


def _is_selected(found: Found) -> bool:
    """Whether an agent is a graft whose cells are selected or depleted, or a product that serves as one."""
    label = found.agent.label.casefold()
    return found.agent.kind == "StemCellTransplant" and ("transplant" not in label or bool(_SELECTED.search(label)))


def _is_of_other_donor(found: Found) -> bool:
    """Whether an agent is a graft from a donor who is no full match."""
    return found.agent.kind == "StemCellTransplant" and _OTHER_DONOR.search(found.agent.label) is not None


def _is_titled_radiation(found: Found) -> bool:
    return found.agent.kind == "Radiotherapy" and found.is_titled and not found.registered
