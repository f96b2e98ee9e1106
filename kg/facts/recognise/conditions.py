"""The diseases that a trial studies.

The registered conditions come first. The titles make them more specific and add what they leave out; where neither
names a disease, keywords, summary, description and eligibility are asked in this order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from kg.facts.recognise.condition_items import ItemReader
from kg.facts.recognise.condition_names import ConditionNames, ShortForm, load_condition_names
from kg.facts.recognise.condition_sightings import Sighting, in_arms, in_keywords, in_descriptions, in_eligibility, in_titles, listed_conditions, mention_of
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


def load_conditions(folder: Path) -> ConditionLexicon:
    """The tables ``conditions.tsv`` and ``condition_words.tsv`` of a folder.

    Raises:
        TableError: If a row breaks a rule of its table.
    """
    return ConditionLexicon(load_condition_names(folder))


def recognise_conditions(trial: Trial, lexicon: ConditionLexicon) -> ConditionReading:
    """The diseases a trial studies, each once, at the granularity of its record."""
    names = lexicon.names
    listed = listed_conditions(trial, lexicon.items)
    titles = in_titles(trial, names)
    resolved, ambiguities = _resolved(listed.short_forms, (*listed.sightings, *titles), trial, names)
    sightings = _chosen((*listed.sightings, *resolved), titles, trial, names)
    studied = _studied(sightings)
    cancer = _cancer_evidence(trial, studied, names)
    return ConditionReading(studied, listed.unmatched, ambiguities, bool(cancer), cancer)


# --- Short forms --------------------------------------------------------------------------------------------------


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


# --- Choice -------------------------------------------------------------------------------------------------------


def _chosen(
    listed: tuple[Sighting, ...], titles: tuple[Sighting, ...], trial: Trial, names: ConditionNames
) -> tuple[Sighting, ...]:
    """The sightings of the diseases studied."""
    found = _without_vague((*listed, *titles), names)
    if all(names.is_vague(sighting.condition) for sighting in found):
        found = _from_elsewhere(trial, found, names)
    inside = {id(sighting.evidence) for sighting in listed}
    listed = tuple(sighting for sighting in found if id(sighting.evidence) in inside)
    titles = tuple(sighting for sighting in found if id(sighting.evidence) not in inside)
    narrowed = tuple(narrow for sighting in listed for narrow in _narrowed(sighting, listed, titles, names))
    added = tuple(sighting for sighting in titles if _adds(sighting.condition, narrowed, names))
    chosen = _without_doubles((*narrowed, *added), titles, names)
    return (*chosen, *_cohorts(trial, chosen, names))


def _without_vague(sightings: tuple[Sighting, ...], names: ConditionNames) -> tuple[Sighting, ...]:
    """The sightings without those that say too little beside another, a cancer only beside a cancer."""
    specific = [sighting.condition for sighting in sightings if not names.is_vague(sighting.condition)]
    cancer = any(condition.cancer for condition in specific)
    return tuple(
        sighting
        for sighting in sightings
        if not names.is_vague(sighting.condition) or not (cancer if sighting.condition.cancer else specific)
    )


def _from_elsewhere(trial: Trial, vague: tuple[Sighting, ...], names: ConditionNames) -> tuple[Sighting, ...]:
    """The diseases of the first other field that names one, of prose only cancers; the vague ones if there is none."""
    keywords = tuple(sighting for sighting in in_keywords(trial, names) if not names.is_vague(sighting.condition))
    if keywords and not any(sighting.condition.cancer for sighting in vague):
        return keywords
    for source in (keywords, *in_descriptions(trial, names), in_eligibility(trial, names)):
        cancers = tuple(sighting for sighting in source if _is_specific_cancer(sighting, names))
        if cancers:
            return cancers
    return vague


def _cohorts(trial: Trial, chosen: tuple[Sighting, ...], names: ConditionNames) -> tuple[Sighting, ...]:
    """Where hardly more than a group of cancers is named: its members, from the first field that names several."""
    groups = [sighting for sighting in chosen if names.is_umbrella(sighting.condition)]
    others = {sighting.condition.id for sighting in chosen if not names.is_umbrella(sighting.condition)}
    if not groups or len(others) > 1:
        return ()
    for source in (in_arms(trial, names), in_keywords(trial, names), *in_descriptions(trial, names)):
        cancers = [one for one in source if _is_specific_cancer(one, names) and not names.is_umbrella(one.condition)]
        members = tuple(
            one for one in cancers if not any(names.is_broader(one.condition, other.condition) for other in cancers)
        )
        if len({sighting.condition.id for sighting in members} - others) > 1:
            return members
    return ()


def _is_specific_cancer(sighting: Sighting, names: ConditionNames) -> bool:
    """Whether a disease is a cancer with a name of its own, not the spread of any cancer to one site."""
    condition = sighting.condition
    return condition.cancer and not names.is_vague(condition) and not names.is_metastasis(condition)


def _narrowed(
    sighting: Sighting, listed: tuple[Sighting, ...], titles: tuple[Sighting, ...], names: ConditionNames
) -> Iterator[Sighting]:
    """The listed disease, or the more specific ones that the titles name in its stead."""
    known = {other.condition.id for other in listed}
    narrower = [
        other for other in titles
        if names.is_broader(sighting.condition, other.condition) and other.condition.id not in known
    ]
    if not narrower or any(names.is_broader(sighting.condition, other.condition) for other in listed):
        yield sighting
        return
    for other in narrower:
        yield Sighting(other.condition, sighting.evidence)
        yield other


def _adds(condition: Condition, chosen: tuple[Sighting, ...], names: ConditionNames) -> bool:
    """Whether a disease of the titles is studied beside those chosen: another cancer, or anything if there are none."""
    if not chosen:
        return True
    return condition.cancer and not any(_related(condition, other.condition, names) for other in chosen)


def _within(specific: Condition, general: Condition, names: ConditionNames) -> bool:
    return specific.id == general.id or names.is_broader(general, specific)


def _related(one: Condition, other: Condition, names: ConditionNames) -> bool:
    return _within(one, other, names) or _within(other, one, names)


def _without_doubles(
    sightings: tuple[Sighting, ...], titles: tuple[Sighting, ...], names: ConditionNames
) -> tuple[Sighting, ...]:
    """One disease in place of several of which each is more specific than the next: the one named in most ways.

    Several stay if one title names more than one of them ("osteosarcoma and other sarcomas").
    """
    conditions = {sighting.condition.id: sighting.condition for sighting in sightings}
    chain = sorted(conditions.values(), key=lambda one: sum(_within(one, other, names) for other in conditions.values()))
    if len(chain) < 2 or not all(_within(specific, general, names) for general, specific in pairwise(chain)):
        return sightings
    if _named_together(conditions, titles):
        return sightings
    wordings = {(sighting.condition.id, names.words.content(sighting.evidence.mention.text)) for sighting in sightings}
    counts = Counter(key for key, _ in wordings)
    kept = max(reversed(chain), key=lambda condition: counts[condition.id])
    return tuple(Sighting(kept, sighting.evidence) for sighting in sightings)


def _named_together(conditions: Container[str], titles: tuple[Sighting, ...]) -> bool:
    """Whether one title names more than one of the diseases."""
    named: dict[str, set[str]] = {}
    for sighting in titles:
        if sighting.condition.id in conditions:
            named.setdefault(sighting.evidence.mention.field, set()).add(sighting.condition.id)
    return any(len(ids) > 1 for ids in named.values())


# --- Outcome ------------------------------------------------------------------------------------------------------


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


def _cancer_evidence(trial: Trial, studied: tuple[ConditionStudied, ...], names: ConditionNames) -> tuple[Evidence, ...]:
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
