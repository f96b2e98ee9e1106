"""Where a record names diseases: the listed conditions, the titles, and the other fields."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from kg.facts.recognise.condition_items import ItemReader
from kg.facts.recognise.condition_names import ConditionNames, ShortForm
from kg.facts.recognise.eligibility import inclusion_criteria
from kg.model import Condition, Evidence, Mention, Trial, Unmatched
from kg.passages import arm_path


class Sighting(NamedTuple):
    """A disease named in a record, and the words that name it."""

    condition: Condition
    evidence: Evidence


class Listed(NamedTuple):
    """What the registered conditions say.

    Attributes:
        sightings: The diseases named, in registered order.
        short_forms: Short forms that name a disease only by what the rest of the record says.
        unmatched: Words that should name a disease but are not understood.
    """

    sightings: tuple[Sighting, ...]
    short_forms: tuple[tuple[ShortForm, Mention], ...]
    unmatched: tuple[Unmatched, ...]


def listed_conditions(trial: Trial, reader: ItemReader) -> Listed:
    """The diseases that the registered conditions name."""
    given = {
        name.casefold()
        for intervention in trial.interventions
        for name in (intervention.name, *intervention.other_names)
    }
    sightings: list[Sighting] = []
    short_forms: list[tuple[ShortForm, Mention]] = []
    unmatched: list[Unmatched] = []
    for number, item in enumerate(trial.conditions):
        field = f"conditionsModule.conditions[{number}]"
        reading = reader.read(item)
        sightings += (sighting(name.condition, item, field, name.start, name.end, "listed") for name in reading.named)
        short_forms += ((form, mention_of(item, field, form.start, form.end)) for form in reading.short_forms)
        if not reading.understood and not any(item.casefold() in name for name in given):
            unmatched.append(Unmatched(mention=mention_of(item, field, 0, len(item)), expected="condition"))
    return Listed(tuple(sightings), tuple(short_forms), tuple(unmatched))


def in_titles(trial: Trial, names: ConditionNames) -> tuple[Sighting, ...]:
    """The diseases that the brief and the official title name."""
    return (
        *in_text(trial.title, "identificationModule.briefTitle", "title", names),
        *in_text(trial.official_title, "identificationModule.officialTitle", "title", names),
    )


def in_keywords(trial: Trial, names: ConditionNames) -> tuple[Sighting, ...]:
    """The diseases that the keywords name."""
    return tuple(
        sighting
        for number, keyword in enumerate(trial.keywords)
        for sighting in in_text(keyword, f"conditionsModule.keywords[{number}]", "keyword", names)
    )


def in_arms(trial: Trial, names: ConditionNames) -> tuple[Sighting, ...]:
    """The diseases that labels and descriptions of arms name."""
    return tuple(
        sighting
        for number, arm in enumerate(trial.arms)
        for part, text in (("label", arm.label), ("description", arm.description))
        for sighting in in_text(text, f"{arm_path(number)}.{part}", "arm", names)
    )


def in_descriptions(trial: Trial, names: ConditionNames) -> Iterator[tuple[Sighting, ...]]:
    """The diseases that the brief summary names, then those of the detailed description."""
    yield in_text(trial.summary, "descriptionModule.briefSummary", "summary", names)
    yield in_text(trial.description, "descriptionModule.detailedDescription", "description", names)


def in_eligibility(trial: Trial, names: ConditionNames) -> tuple[Sighting, ...]:
    """The diseases that the inclusion criteria name."""
    inclusion = inclusion_criteria(trial.eligibility)
    return in_text(inclusion, "eligibilityModule.eligibilityCriteria", "eligibility", names)


def in_text(text: str, field: str, rule: str, names: ConditionNames) -> tuple[Sighting, ...]:
    """The diseases that a text names as studied."""
    found = names.find_in_prose(text)
    return tuple(sighting(name.condition, text, field, name.start, name.end, rule) for name in found)


def sighting(condition: Condition, text: str, field: str, start: int, end: int, rule: str) -> Sighting:
    """A disease named by the words between two offsets of a field."""
    return Sighting(condition, Evidence(mention=mention_of(text, field, start, end), rule=rule))


def mention_of(text: str, field: str, start: int, end: int) -> Mention:
    """The words between two offsets of a field."""
    return Mention(text=text[start:end], field=field, start=start, end=end)
