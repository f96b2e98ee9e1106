"""The groups of a trial: registered arms, and arms that only the prose describes."""

from __future__ import annotations

import re
from typing import NamedTuple

from kg.model import Mention, Trial
from kg.passages import arm_path

_IDLE_TYPES = {"PLACEBO_COMPARATOR", "SHAM_COMPARATOR", "NO_INTERVENTION"}
CONTROL_TYPES = frozenset({"ACTIVE_COMPARATOR", *_IDLE_TYPES})
"""The registry's types of arms that are registered for comparison."""
_PROSE_ARM = re.compile(
    r"(?:^|\n)[\s*•\-–]*"
    r"((?:[A-Z]-|experimental |control |treatment |intervention |investigational |standard |test |study )?"
    r"(?:arm|group|cohort)(?: [A-Z0-9]{1,3})?(?:[^:\n]{0,40})?)\s*[:：]\s*([^\n]+)",
    re.IGNORECASE,
)
_CONTROL_LABEL = re.compile(
    r"\bcontrol (?:arm|group)\b|\bcomparator\b|^(?:arm \w+\W+)?(?:placebo|control|standard of care)\b", re.IGNORECASE
)
_CONTROL_WORDS = re.compile(r"\bcontrol|\bcomparator|\bc-arm|\bstandard|\bplacebo|\bconventional", re.IGNORECASE)


class Group(NamedTuple):
    """An arm or cohort.

    Attributes:
        control: Whether it is a control arm.
        interventions: Positions of the registered interventions that it receives.
        spans: Stretches of text that speak of it: field, start, end.
        arm: 0-based position among the registered arms, or None for an arm of the prose.
    """

    control: bool
    interventions: frozenset[int]
    spans: tuple[tuple[str, int, int], ...]
    arm: int | None

    def covers(self, mention: Mention) -> bool:
        """Whether a mention stands in the words that speak of the group."""
        return any(mention.field == field and start <= mention.start < end for field, start, end in self.spans)


def groups_of(trial: Trial) -> list[Group]:
    """Registered arms, or where there are none the arms of the prose.

    Where all are control arms, only those that give nothing active are; if all give nothing, none is.
    """
    groups = [_registered(trial, position) for position in range(len(trial.arms))]
    groups = groups or _of_prose(trial)
    if not all(group.control for group in groups):
        return groups
    idle = [group.arm is not None and trial.arms[group.arm].type in _IDLE_TYPES for group in groups]
    return [group._replace(control=each and not all(idle)) for group, each in zip(groups, idle, strict=True)]


def _registered(trial: Trial, position: int) -> Group:
    arm = trial.arms[position]
    names = {_plain(name) for name in arm.intervention_names}
    interventions = frozenset(
        index
        for index, intervention in enumerate(trial.interventions)
        if _plain(intervention.name) in names or arm.label in intervention.arm_labels
    )
    path = arm_path(position)
    spans = ((f"{path}.label", 0, len(arm.label)), (f"{path}.description", 0, len(arm.description)))
    words = _CONTROL_LABEL if arm.type == "EXPERIMENTAL" else _CONTROL_WORDS
    control = arm.type in CONTROL_TYPES or words.search(arm.label) is not None
    return Group(control, interventions, spans, position)


def _plain(name: str) -> str:
    """An intervention's name without the type that arms put before it."""
    return re.sub(r"^[A-Z][a-z]+(?: [A-Z][a-z]+)?: ", "", name).casefold().strip()


def _of_prose(trial: Trial) -> list[Group]:
    found = []
    texts = (
        ("descriptionModule.briefSummary", trial.summary),
        ("descriptionModule.detailedDescription", trial.description),
    )
    for field, text in texts:
        for match in _PROSE_ARM.finditer(text):
            control = _CONTROL_WORDS.search(match.group(1)) is not None
            found.append(Group(control, frozenset(), ((field, match.start(2), match.end(2)),), None))
    return found
