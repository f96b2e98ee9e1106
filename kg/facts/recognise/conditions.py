"""The diseases that a trial studies, and whether it is about cancer.

The registered conditions come first. The titles make them more specific and add what they leave out; where neither
names a disease, keywords, summary, description and eligibility are asked in this order.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from kg.facts.packs import Packs
from kg.facts.recognise.condition_choice import chosen
from kg.facts.recognise.condition_items import ItemReader
from kg.facts.recognise.condition_names import ConditionNames, ShortForm, load_condition_names
from kg.facts.recognise.condition_sightings import (
    Sighting,
    in_descriptions,
    in_keywords,
    in_titles,
    listed_conditions,
    mention_of,
)
from kg.model import Ambiguity, Condition, ConditionStudied, Evidence, Mention, Trial, Unmatched


class ConditionReading(NamedTuple):
    """What a record says about the diseases studied.

    Attributes:
        studied: The diseases, in the order in which the record names them.
        unmatched: Listed words that should name a disease but are not understood.
        ambiguities: Short forms with several possible meanings, none chosen.
        cancer: Whether the trial is about cancer.
        cancer_evidence: The words that say so; empty if it is not.
    """

    studied: tuple[ConditionStudied, ...]
    unmatched: tuple[Unmatched, ...] = ()
    ambiguities: tuple[Ambiguity, ...] = ()
    cancer: bool = False
    cancer_evidence: tuple[Evidence, ...] = ()


class ConditionLexicon:
    """What is needed to recognise conditions: their names, and a reader that remembers what it has read."""

    def __init__(self, names: ConditionNames) -> None:
        self.names = names
        self.items = ItemReader(names)


def load_conditions(folder: Path, packs: Packs | None = None) -> ConditionLexicon:
    """The tables ``conditions.tsv`` and ``condition_words.tsv`` of a folder, with packs for other names.

    Raises:
        TableError: If a row breaks a rule of its table.
    """
    return ConditionLexicon(load_condition_names(folder, packs))


def recognise_conditions(trial: Trial, lexicon: ConditionLexicon) -> ConditionReading:
    """The diseases a trial studies, each once, at the granularity of its record."""
    names = lexicon.names
    listed = listed_conditions(trial, lexicon.items)
    titles = in_titles(trial, names)
    resolved, ambiguities = _resolved(listed.short_forms, (*listed.sightings, *titles), trial, names)
    studied = _studied(chosen((*listed.sightings, *resolved), titles, trial, names))
    cancer = _cancer_evidence(trial, studied, names)
    return ConditionReading(studied, listed.unmatched, ambiguities, bool(cancer), cancer)


def _resolved(
    short_forms: Iterable[tuple[ShortForm, Mention]], known: Iterable[Sighting], trial: Trial, names: ConditionNames
) -> tuple[tuple[Sighting, ...], tuple[Ambiguity, ...]]:
    """The short forms whose long form stands in the record or that mean one disease only; the others are ambiguous."""
    resolved: list[Sighting] = []
    ambiguities: list[Ambiguity] = []
    for form, mention in short_forms:
        meaning = _meaning(form, known, trial, names)
        if meaning is None:
            ids = tuple(condition.id for condition in form.candidates)
            ambiguities.append(Ambiguity(mention=mention, candidates=ids))
        else:
            resolved.append(Sighting(meaning, Evidence(mention=mention, rule="short-form")))
    return tuple(resolved), tuple(ambiguities)


def _meaning(form: ShortForm, known: Iterable[Sighting], trial: Trial, names: ConditionNames) -> Condition | None:
    sources = (tuple(known), in_keywords(trial, names), *in_descriptions(trial, names))
    for source in sources:
        named = {sighting.condition.id for sighting in source}
        for candidate in form.candidates:
            if candidate.id in named:
                return candidate
    about_cancer = any(sighting.condition.cancer for source in sources for sighting in source)
    cancers = [candidate for candidate in form.candidates if candidate.cancer]
    return cancers[0] if about_cancer and len(cancers) == 1 else None


def _studied(sightings: tuple[Sighting, ...]) -> tuple[ConditionStudied, ...]:
    """Each disease once, with all the words that name it."""
    conditions = {sighting.condition.id: sighting.condition for sighting in reversed(sightings)}
    evidence: dict[str, list[Evidence]] = {}
    for sighting in sightings:
        evidence.setdefault(sighting.condition.id, []).append(sighting.evidence)
    return tuple(
        ConditionStudied(
            condition=conditions[key],
            surfaces=tuple(dict.fromkeys(reason.mention.text for reason in reasons)),
            evidence=tuple(dict.fromkeys(reasons)),
        )
        for key, reasons in evidence.items()
    )


def _cancer_evidence(
    trial: Trial, studied: tuple[ConditionStudied, ...], names: ConditionNames
) -> tuple[Evidence, ...]:
    """Why the trial is about cancer: a cancer studied, or words of titles, conditions and keywords that name one."""
    cancers = tuple(reason for study in studied if study.condition.cancer for reason in study.evidence)
    if cancers:
        return cancers
    fields = [
        ("identificationModule.briefTitle", trial.title),
        ("identificationModule.officialTitle", trial.official_title),
        *((f"conditionsModule.conditions[{n}]", text) for n, text in enumerate(trial.conditions)),
        *((f"conditionsModule.keywords[{n}]", text) for n, text in enumerate(trial.keywords)),
    ]
    for field, text in fields:
        written = names.words.rewritten(text)
        match = names.words.cancer.search(written.text)
        if match:
            mention = mention_of(text, field, written.start(match.start()), written.end(match.end()))
            return (Evidence(mention=mention, rule="cancer-word"),)
    return ()
