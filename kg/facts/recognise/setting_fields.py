"""The fields of a record that tell in which setting a trial is set, grouped by what kind of words they hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple, get_args

from kg.facts.recognise.eligibility import exclusion_criteria, inclusion_criteria
from kg.facts.recognise.patterns import AnyCase
from kg.model import Trial
from kg.passages import arm_path

Place = Literal["title", "condition", "keyword", "summary", "description", "arm", "inclusion", "exclusion"]
PLACES: tuple[Place, ...] = get_args(Place)
_SENTENCE = re.compile(r"[^.;\n]+[.;\n]?(?:(?<=\w\.)\d[^.;\n]*[.;\n]?)*")


class Text(NamedTuple):
    """The words of one field.

    Attributes:
        field: Dotted path of the field.
        words: The field's words from its beginning; of the eligibility only the criteria of one kind, and of prose
            with blanks in place of background.
    """

    place: Place
    field: str
    words: str


def texts_of(trial: Trial, background: AnyCase) -> Iterator[Text]:
    """The texts that speak of the setting, the most telling first; none empty.

    Args:
        background: Found in sentences of the prose that are left out.
    """
    return (text for text in _texts(trial, background) if text.words)


def _texts(trial: Trial, background: AnyCase) -> Iterator[Text]:
    yield Text("title", "identificationModule.briefTitle", trial.title)
    yield Text("title", "identificationModule.officialTitle", trial.official_title)
    for number, condition in enumerate(trial.conditions):
        yield Text("condition", f"conditionsModule.conditions[{number}]", condition)
    for number, keyword in enumerate(trial.keywords):
        yield Text("keyword", f"conditionsModule.keywords[{number}]", keyword)
    yield Text("summary", "descriptionModule.briefSummary", _without(background, trial.summary))
    for number, arm in enumerate(trial.arms):
        yield Text("arm", f"{arm_path(number)}.label", arm.label)
        yield Text("arm", f"{arm_path(number)}.description", arm.description)
    yield Text("inclusion", "eligibilityModule.eligibilityCriteria", inclusion_criteria(trial.eligibility))
    yield Text("exclusion", "eligibilityModule.eligibilityCriteria", exclusion_criteria(trial.eligibility))
    yield Text("description", "descriptionModule.detailedDescription", _without(background, trial.description))


def _without(background: AnyCase, prose: str) -> str:
    """The prose with blanks in place of sentences of background, of the same length."""
    return _SENTENCE.sub(
        lambda match: _blank(match.group()) if background.search(match.group()) else match.group(), prose
    )


def _blank(sentence: str) -> str:
    return " " * len(sentence)
