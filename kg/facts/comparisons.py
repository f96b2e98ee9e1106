"""Which arms of a trial are compared: an arm that tests an agent, and another without it beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from kg.facts.recognise.agents.groups import CONTROL_TYPES
from kg.model import AgentUse, Arm, Comparison, Trial

_NOT_BESIDE = {"SEQUENTIAL", "SINGLE_GROUP"}
_BY_ITSELF = re.compile(r"escalation|dose[- ]finding|run-in|lead-in|\bpilot\b", re.IGNORECASE)
_SECTION = re.compile(r"\b(part|cohort|stage|phase|sub-?study)[^a-z0-9]*([0-9]+|[a-z]\b)")
_CODE = re.compile(r"(?:^|\(|\b(?:arms?|cohorts?|groups?)\s+)([A-Z])\d{1,2}\b(?!-)", re.IGNORECASE)
_NOT_RANDOMISED = re.compile(r"\bnon-?\s?randomi[sz]ed|\bnot randomi[sz]ed|\bpilot cohort", re.IGNORECASE)
_RANDOMISED = re.compile(r"(?<!non)(?<!non-)(?<!not )randomi[sz]ed", re.IGNORECASE)
_PART_NOT_RANDOMISED = re.compile(
    r"\b(part|cohort|stage|phase|sub-?study)\s([0-9]+|[a-z])\b[^.;\n]{0,80}?\bnon-?\s?randomi[sz]ed"
)


class _Place(NamedTuple):
    """Where an arm stands among the arms of a trial.

    Attributes:
        section: The parts, cohorts and the like that its label names, and the letter of its code ("B2").
        alone: Whether no patient is randomised between it and another.
    """

    section: tuple[tuple[str, ...], ...]
    alone: bool


def compared_arms(trial: Trial, uses: Sequence[AgentUse]) -> tuple[Comparison, ...]:
    """Each arm that gives a tested agent with each arm that stands to be compared with it, in registered order.

    An arm stands for comparison where it is registered as comparator, where it gives what the trial only compares with,
    or where patients are randomised between it and the other. Arms of different parts of a trial (``Part 2``,
    ``Cohort B``) are not compared, but for a comparator that has no tested arm in its own part. Dose escalation, parts
    that the record calls not randomised, and arms in sequence compare nothing.
    """
    arms = range(len(trial.arms))
    randomised = trial.design.allocation == "RANDOMIZED"
    is_parallel = randomised and trial.design.intervention_model not in _NOT_BESIDE
    gives = [{use.agent.id for use in uses if arm in use.arms} for arm in arms]
    tests = [{use.agent.id for use in uses if arm in use.arms and use.role == "Investigational"} for arm in arms]
    compares = {arm for use in uses if use.role == "Comparator" for arm in use.arms}
    places = _places(trial)
    found = []
    for control in arms:
        without = [arm for arm in arms if tests[arm] - gives[control]]
        beside = [arm for arm in without if places[arm].section == places[control].section]
        registered = trial.arms[control].type in CONTROL_TYPES
        basis = _basis(registered=registered, randomised=randomised)
        if registered or control in compares:
            found += [Comparison(arm=arm, control=control, basis=basis) for arm in beside or without]
        elif is_parallel and not places[control].alone:
            found += [Comparison(arm=arm, control=control, basis=basis) for arm in beside if not places[arm].alone]
    return tuple(sorted(found, key=lambda each: (each.arm, each.control)))


def _basis(*, registered: bool, randomised: bool) -> str:
    if registered:
        return "RegisteredComparator" if randomised else "RegisteredNotRandomised"
    return "RandomisedWithout" if randomised else "ComparatorGiven"


def _places(trial: Trial) -> list[_Place]:
    codes = [_CODE.search(arm.label) for arm in trial.arms]
    letters = [(("arm", code[1].casefold()),) if all(codes) and code else () for code in codes]
    told = f"{trial.official_title}\n{trial.summary}\n{trial.description}".casefold()
    apart = set(_PART_NOT_RANDOMISED.findall(told)) if "randomi" in told else set()
    places = []
    for arm, letter in zip(trial.arms, letters, strict=True):
        parts = tuple(_SECTION.findall(arm.label.casefold()))
        places.append(_Place((*parts, *letter), _stands_alone(arm) or not apart.isdisjoint(parts)))
    return places


def _stands_alone(arm: Arm) -> bool:
    """Whether label or description say that the arm finds a dose, or is not randomised."""
    if _BY_ITSELF.search(arm.label):
        return True
    return _NOT_RANDOMISED.search(arm.description) is not None and _RANDOMISED.search(arm.description) is None
