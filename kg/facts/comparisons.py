"""Which arms of a trial are compared: an arm that tests an agent, and another without it beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.facts.recognise.agents.groups import CONTROL_TYPES
from kg.model import AgentUse, Comparison, Trial

_NOT_BESIDE = {"SEQUENTIAL", "SINGLE_GROUP"}
_FINDING_DOSES = re.compile(r"escalation|dose[- ]finding|run-in|lead-in", re.IGNORECASE)
_SECTION = re.compile(r"\b(part|cohort|stage|phase|sub-?study)[^a-z0-9]*([0-9]+|[a-z]\b)")


def compared_arms(trial: Trial, uses: Sequence[AgentUse]) -> tuple[Comparison, ...]:
    """Each arm that gives a tested agent with each arm that stands to be compared with it, in registered order.

    An arm stands for comparison where it is registered as comparator, where it gives what the trial only compares with,
    or where patients are randomised between it and the other. Arms of different parts of a trial (``Part 2``,
    ``Cohort B``) are not compared, but for a comparator that has no tested arm in its own part. Dose escalation and
    arms in sequence compare nothing.
    """
    arms = range(len(trial.arms))
    is_parallel = trial.design.allocation == "RANDOMIZED" and trial.design.intervention_model not in _NOT_BESIDE
    gives = [{use.agent.id for use in uses if arm in use.arms} for arm in arms]
    tests = [{use.agent.id for use in uses if arm in use.arms and use.role == "Investigational"} for arm in arms]
    compares = {arm for use in uses if use.role == "Comparator" for arm in use.arms}
    sections = [_SECTION.findall(arm.label.casefold()) for arm in trial.arms]
    found = []
    for control in arms:
        registered = trial.arms[control]
        without = [arm for arm in arms if tests[arm] - gives[control]]
        beside = [arm for arm in without if sections[arm] == sections[control]]
        if registered.type in CONTROL_TYPES or control in compares:
            found += [Comparison(arm=arm, control=control) for arm in beside or without]
        elif is_parallel and not _FINDING_DOSES.search(registered.label):
            found += [Comparison(arm=arm, control=control) for arm in beside]
    return tuple(sorted(found, key=lambda each: (each.arm, each.control)))
