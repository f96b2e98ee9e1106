"""The text fields of a trial, each under its dotted path in the registry's own naming."""

from __future__ import annotations

from collections.abc import Iterator

from kg.model import Arm, Intervention, OutcomeMeasure, Passage, Priority, Trial

OUTCOME_LISTS: dict[Priority, str] = {
    "Primary": "primaryOutcomes",
    "Secondary": "secondaryOutcomes",
    "Other": "otherOutcomes",
}


def arm_path(position: int) -> str:
    """Path of the arm at a 0-based position."""
    return f"armsInterventionsModule.armGroups[{position}]"


def intervention_path(position: int) -> str:
    """Path of the intervention at a 0-based position."""
    return f"armsInterventionsModule.interventions[{position}]"


def outcome_path(outcome: OutcomeMeasure) -> str:
    """Path of a registered outcome measure, e.g. ``outcomesModule.primaryOutcomes[0]``."""
    return f"outcomesModule.{OUTCOME_LISTS[outcome.priority]}[{outcome.position}]"


def passages(trial: Trial) -> tuple[Passage, ...]:
    """Every text field that is not empty, in the order of the registry's record."""
    return tuple(Passage(field=field, text=text) for field, text in _fields(trial) if text)


def _fields(trial: Trial) -> Iterator[tuple[str, str]]:
    yield "identificationModule.briefTitle", trial.title
    yield "identificationModule.officialTitle", trial.official_title
    yield "identificationModule.acronym", trial.acronym
    yield "statusModule.whyStopped", trial.status.why_stopped
    yield "descriptionModule.briefSummary", trial.summary
    yield "descriptionModule.detailedDescription", trial.description
    yield from _numbered("conditionsModule.conditions", trial.conditions)
    yield from _numbered("conditionsModule.keywords", trial.keywords)
    for number, arm in enumerate(trial.arms):
        yield from _arm(arm_path(number), arm)
    for number, intervention in enumerate(trial.interventions):
        yield from _intervention(intervention_path(number), intervention)
    for outcome in trial.outcomes:
        path = outcome_path(outcome)
        yield f"{path}.measure", outcome.measure
        yield f"{path}.description", outcome.description
        yield f"{path}.timeFrame", outcome.time_frame
    yield "eligibilityModule.eligibilityCriteria", trial.eligibility


def _arm(path: str, arm: Arm) -> Iterator[tuple[str, str]]:
    yield f"{path}.label", arm.label
    yield f"{path}.description", arm.description
    yield from _numbered(f"{path}.interventionNames", arm.intervention_names)


def _intervention(path: str, intervention: Intervention) -> Iterator[tuple[str, str]]:
    yield f"{path}.name", intervention.name
    yield f"{path}.description", intervention.description
    yield from _numbered(f"{path}.otherNames", intervention.other_names)


def _numbered(path: str, texts: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for number, text in enumerate(texts):
        yield f"{path}[{number}]", text
