"""Agents that only the prose names: whether its words give them in this trial."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple

from kg.facts.recognise.agents.context import Context
from kg.facts.recognise.agents.found import TITLES
from kg.facts.recognise.agents.groups import Group
from kg.facts.recognise.agents.naming import Sighting
from kg.facts.recognise.agents.tables import AgentTables
from kg.model import Agent, Mention, Trial

_SIDE_KINDS = {"Procedure", "DiagnosticTest", "BehaviouralIntervention", "Device", "OtherAgent"}
_TEST_KINDS = {"DiagnosticTest", "ImagingAgent"}
_CELL_KINDS = {
    "OtherImmuneCellProduct", "NKCell", "TumourInfiltratingLymphocytes", "StemCellTransplant", "CARTCell", "TCRTCell",
    "CARGammaDeltaTCell", "CARNKCell", "CARMacrophage",
}  # fmt: skip
_ENGINEERED_KINDS = {"CARTCell", "TCRTCell", "CARGammaDeltaTCell", "CARNKCell", "CARMacrophage"}
_TRANSFERRED = re.compile(
    r"\badoptive|\btherap|\bimmunotherap|\btransfer|\bproduct|\binfus|\bexpanded|\bvaccin|\binject|\btreat",
    re.IGNORECASE,
)
_COHORT_TREATMENTS = {"immunotherapy", "immunochemotherapy", "cell-therapy"}
_CONDITIONING_CLASSES = {"lymphodepleting-chemotherapy", "conditioning-regimen"}
_OPERABLE = re.compile(
    r"neo-?adjuvant|peri-?operative|pre-?operative|resectable|before surgery|prior to surgery", re.IGNORECASE
)
_OUTCOME_AFTER = re.compile(
    r"\b(?:outcomes?|survival|response|recovery|quality of life|toxicit(?:y|ies)|complications?|recurrence|events?)"
    r"[\s,]+(?:after|following) [^.,;:]*$",
    re.IGNORECASE,
)
_STUDY_DRUGS = re.compile(
    r"\bnames? of (?:the )?(?:study )?(?:drugs?|agents?|medications?|interventions?)\b[^\n]{0,200}\n\s*"
    r"(?P<list>(?:[ \t]*(?:[*•·-]|\d+[.)])[ \t]+[^\n]*\n?)+)",
    re.IGNORECASE,
)
_TEXTS = 32
"""As many of a trial's texts are looked at in turn."""

_SAFETY_SWITCH = "InducibleCaspase9Switch"
_SUMMARY = "descriptionModule.briefSummary"
_AFTER_GRAFT = re.compile(
    r"\b(?:after|following|post|(?:patients|children|adults|adolescents) given)[- ](?:[\w-]+[- ]){0,4}?"
    r"(?:transplant(?!\w* cyclo)|(?:allo-?)?(?:hsct|hct|sct|bmt)\b)",
    re.IGNORECASE,
)
_GRAFT_TO_COME = re.compile(
    r"\bgvhd|graft[- ]v(?:ersu)?s|\b(?:then|be|are) transplanted|\btransplant candidates"
    r"|\b(?:undergo|undergoing|receive|receiving|scheduled for|planned) (?:[\w-]+ ){0,4}transplant",
    re.IGNORECASE,
)


class Known(NamedTuple):
    """What is known of a trial before its prose is read.

    Attributes:
        products: Whether the registered interventions name what is given.
        tracer: Whether they name a tracer, whose images are no other agent.
        cancer: Whether the trial is about cancer.
    """

    products: bool
    tracer: bool
    cancer: bool


class Prose:
    """Judges the names in the prose of one trial.

    Args:
        known: What is known of the trial before its prose is read.
    """

    def __init__(
        self,
        trial: Trial,
        tables: AgentTables,
        context: Context,
        groups: Sequence[Group],
        known: Known,
    ) -> None:
        self._tables = tables
        self._context = context
        self._groups = groups
        self._known = known
        self._trial = trial

    def gives(self, text: str, sighting: Sighting, agent: Agent) -> bool:
        """Whether a sighting in the prose shows that the trial gives an agent that no intervention names."""
        mention = sighting.mention
        if agent.kind in _TEST_KINDS and self._is_about_tests and mention.field in TITLES:
            return True
        if sighting.short:
            return False
        return _is_listed(text, mention, agent) or self._is_said(text, sighting, agent)

    def _is_said(self, text: str, sighting: Sighting, agent: Agent) -> bool:
        """Whether titles, arms or sentences say that the agent is given."""
        mention = sighting.mention
        if self._stands_aside(agent, mention) or self._context.is_past(text, mention):
            return False
        in_title, in_group = mention.field in TITLES, self._speaks_of_a_group(mention)
        if agent.kind == "StemCellTransplant":
            is_past = self._follows_graft
        else:
            is_past = (not in_group or _irradiates(agent, mention)) and self._is_earlier(text, mention)
        if is_past:
            return False
        if agent.kind in _SIDE_KINDS and not self._goes_with_product(agent, mention):
            return agent.kind == "Procedure" and in_group and (self._is_operable or self._is_control(mention))
        if sighting.composed is not None and not agent.targets and agent.kind in _CELL_KINDS:
            return in_title and not self._known.products and _is_transferred(agent, text)
        is_of_group = in_group and (not _is_bare_class(agent) or self._names_a_group(mention))
        return in_title or is_of_group or self._is_told(text, mention, agent)

    def _stands_aside(self, agent: Agent, mention: Mention) -> bool:
        """Whether the agent says too little, or is mere help, so that only a registered intervention makes it count.

        What switches off a cell product counts where the prose gives it, and in a trial about cancer a supportive
        drug where arms or interventions do. A title's "immunotherapy" counts where no product is registered: it is
        what the patients are given.
        """
        if agent.kind == "Placebo":
            return agent.id != "placebo"
        if agent.id in _COHORT_TREATMENTS and mention.field in TITLES and not self._known.products:
            return False
        if _SAFETY_SWITCH in agent.mechanisms:
            return False
        if (
            self._known.cancer
            and agent.kind == "SupportiveDrug"
            and mention.field.startswith("armsInterventionsModule")
        ):
            return False
        return agent.id in self._tables.vague or agent.usual_role in ("Diagnostic", "Supportive")

    def _goes_with_product(self, agent: Agent, mention: Mention) -> bool:
        """Whether arms or interventions of a trial about cancer name a substance such as a vaccine's adjuvant."""
        is_substance = agent.kind == "OtherAgent" and bool(agent.mechanisms)
        return is_substance and self._known.cancer and mention.field.startswith("armsInterventionsModule")

    @cached_property
    def _follows_graft(self) -> bool:
        """Whether a title puts the graft before this trial, and no word says that it is still to be given."""
        trial = self._trial
        titles = f"{trial.title}; {trial.official_title}"
        if _AFTER_GRAFT.search(titles) is None or _GRAFT_TO_COME.search(titles) is not None:
            return False
        return _GRAFT_TO_COME.search(trial.description) is None

    @cached_property
    def _is_about_tests(self) -> bool:
        """Whether the trial is one of diagnosis, or observes without naming what is given."""
        design = self._trial.design
        if self._known.tracer:
            return False
        return design.primary_purpose == "DIAGNOSTIC" or (
            design.study_type == "OBSERVATIONAL" and not self._known.products
        )

    def _is_earlier(self, text: str, mention: Mention) -> bool:
        """Whether the words put the agent before this trial; "outcomes after X" tell of X if nothing else is given."""
        if not self._context.is_earlier(text, mention):
            return False
        return self._known.products or _OUTCOME_AFTER.search(text, 0, mention.start) is None

    def _is_told(self, text: str, mention: Mention, agent: Agent) -> bool:
        """Whether a sentence says that the agent is given here."""
        names_action = agent.targets and mention.field == _SUMMARY
        if agent.kind == "DrugClass" and not (names_action or agent.id in _CONDITIONING_CLASSES):
            return False
        if not self._context.is_given(text, mention):
            return False
        return mention.field.startswith("armsInterventionsModule") or not self._context.is_background(text, mention)

    @cached_property
    def _is_operable(self) -> bool:
        trial = self._trial
        return _OPERABLE.search(f"{trial.title} {trial.official_title} {trial.summary}") is not None

    def _is_control(self, mention: Mention) -> bool:
        return any(group.control and group.covers(mention) for group in self._groups)

    def _names_a_group(self, mention: Mention) -> bool:
        """Whether the words label an arm or stand in an arm that the prose lists."""
        return mention.field.endswith(".label") or any(
            group.arm is None and group.covers(mention) for group in self._groups
        )

    def _speaks_of_a_group(self, mention: Mention) -> bool:
        """Whether the words stand in the label or description of an arm, registered or told in prose."""
        return any(group.covers(mention) for group in self._groups)


def _is_transferred(agent: Agent, title: str) -> bool:
    """Whether a title gives cells, which the body also has of its own unless they are engineered."""
    return agent.kind in _ENGINEERED_KINDS or _TRANSFERRED.search(title) is not None


def _irradiates(agent: Agent, mention: Mention) -> bool:
    """Whether it is radiation, or the chemotherapy of a chemoradiotherapy."""
    return agent.kind == "Radiotherapy" or "chemoradi" in mention.text.casefold()


def _is_listed(text: str, mention: Mention, agent: Agent) -> bool:
    """Whether an agent with a name stands in the list of a trial's drugs ("The names of the study drugs are: * …")."""
    return not _is_bare_class(agent) and any(start <= mention.start < end for start, end in _drug_lists(text))


@lru_cache(_TEXTS)
def _drug_lists(text: str) -> tuple[tuple[int, int], ...]:
    """Where the lists of a trial's drugs begin and end in a text."""
    return tuple(found.span("list") for found in _STUDY_DRUGS.finditer(text))


def _is_bare_class(agent: Agent) -> bool:
    return agent.kind == "DrugClass" and not agent.targets and agent.id not in _CONDITIONING_CLASSES
