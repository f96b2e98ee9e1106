"""Choosing among the diseases that a record names those that the trial studies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator
from itertools import pairwise

from kg.facts.recognise.condition_names import ConditionNames
from kg.facts.recognise.condition_sightings import (
    Sighting,
    in_arms,
    in_descriptions,
    in_eligibility,
    in_keywords,
)
from kg.facts.text import fold
from kg.model import Condition, Trial


def chosen(
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
    added = tuple(
        sighting
        for sighting in titles
        if _adds(sighting.condition, narrowed, names) or _widens(sighting.condition, narrowed, trial, names)
    )
    chosen = _without_doubles((*narrowed, *_most_specific(added, names)), titles, names)
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
        cancers = [
            one for one in source if _is_specific_cancer(one, names) and _is_member(one.condition, groups, names)
        ]
        members = tuple(
            one for one in cancers if not any(names.is_broader(one.condition, other.condition) for other in cancers)
        )
        if len({sighting.condition.id for sighting in members} - others) > 1:
            return members
    return ()


def _is_member(condition: Condition, groups: list[Sighting], names: ConditionNames) -> bool:
    """Whether a cancer is no group of cancers, or one within a group that is studied."""
    return not names.is_umbrella(condition) or any(names.is_broader(group.condition, condition) for group in groups)


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
        other
        for other in titles
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


def _widens(condition: Condition, chosen: tuple[Sighting, ...], trial: Trial, names: ConditionNames) -> bool:
    """Whether titles and criteria name a more general cancer than the record lists, and the criteria nothing narrower.

    Only an example of it is listed then ("biliary tract cancer" in a trial that lists cholangiocarcinoma).
    """
    narrower = [each.condition for each in chosen if names.is_broader(condition, each.condition)]
    if not narrower or _says_little(condition, names):
        return False
    required = {each.condition.id: each.condition for each in in_eligibility(trial, names)}
    return condition.id in required and not any(names.is_broader(condition, each) for each in required.values())


def _most_specific(titles: tuple[Sighting, ...], names: ConditionNames) -> tuple[Sighting, ...]:
    """The diseases of the titles without those that one title names more generally than the other."""
    conditions = {sighting.condition.id: sighting.condition for sighting in titles}
    doubled = {
        general.id
        for general in conditions.values()
        for specific in conditions.values()
        if names.is_broader(general, specific) and not _named_together({general.id, specific.id}, titles)
    }
    return tuple(sighting for sighting in titles if sighting.condition.id not in doubled)


def _within(specific: Condition, general: Condition, names: ConditionNames) -> bool:
    return specific.id == general.id or names.is_broader(general, specific)


def _related(one: Condition, other: Condition, names: ConditionNames) -> bool:
    return _within(one, other, names) or _within(other, one, names)


def _without_doubles(
    sightings: tuple[Sighting, ...], titles: tuple[Sighting, ...], names: ConditionNames
) -> tuple[Sighting, ...]:
    """One disease in place of several of which each is more specific than the next: mostly the one named in most ways.

    Several stay if one title names more than one of them ("osteosarcoma and other sarcomas"), or if the titles name
    one and the record lists a more specific one by a name of its own (glioblastoma in a trial of gliomas). The most
    specific stands if the record lists it and a title names it.
    """
    conditions = {sighting.condition.id: sighting.condition for sighting in sightings}
    chain = _chain(conditions, names)
    if not chain or _named_together(conditions, titles):
        return sightings
    titled = _last_titled(chain, titles)
    if titled is not None and not _says_little(titled, names) and _has_own_name(chain[-1], titled, sightings):
        kept_ids = {condition.id for condition in chain[chain.index(titled) :]}
        return tuple(sighting for sighting in sightings if sighting.condition.id in kept_ids)
    listed = {sighting.condition.id for sighting in sightings if sighting.evidence.rule == "listed"}
    if chain[-1].id in listed and chain[-1].id in {sighting.condition.id for sighting in titles}:
        return tuple(Sighting(chain[-1], sighting.evidence) for sighting in sightings)
    wordings = {(sighting.condition.id, names.words.content(sighting.evidence.mention.text)) for sighting in sightings}
    counts = Counter(key for key, _ in wordings)
    kept = max(reversed(chain), key=lambda condition: counts[condition.id])
    return tuple(Sighting(kept, sighting.evidence) for sighting in sightings)


def _last_titled(chain: list[Condition], titles: tuple[Sighting, ...]) -> Condition | None:
    """The most specific disease of a chain that the titles name, if the chain goes on beyond it."""
    named = {sighting.condition.id for sighting in titles}
    titled = [condition for condition in chain if condition.id in named]
    return titled[-1] if titled and titled[-1] is not chain[-1] else None


def _says_little(condition: Condition, names: ConditionNames) -> bool:
    return not condition.cancer or names.is_vague(condition) or names.is_umbrella(condition)


def _has_own_name(specific: Condition, general: Condition, sightings: tuple[Sighting, ...]) -> bool:
    """Whether no words for a disease are the name of a more general one with an addition ("AML with mutated FLT3")."""
    words = [f" {fold(each.evidence.mention.text)} " for each in sightings if each.condition.id == specific.id]
    wider = [fold(each.evidence.mention.text) for each in sightings if each.condition.id == general.id]
    return not any(f" {one} " in other for one in (fold(general.label), *wider) for other in words)


def _chain(conditions: dict[str, Condition], names: ConditionNames) -> list[Condition]:
    """The diseases from the most general to the most specific, if each is more specific than the one before."""
    chain = sorted(conditions.values(), key=lambda one: sum(_within(one, two, names) for two in conditions.values()))
    return chain if all(_within(specific, general, names) for general, specific in pairwise(chain)) else []


def _named_together(conditions: Container[str], titles: tuple[Sighting, ...]) -> bool:
    """Whether one title names more than one of the diseases."""
    named: dict[str, set[str]] = {}
    for sighting in titles:
        if sighting.condition.id in conditions:
            named.setdefault(sighting.evidence.mention.field, set()).add(sighting.condition.id)
    return any(len(ids) > 1 for ids in named.values())
