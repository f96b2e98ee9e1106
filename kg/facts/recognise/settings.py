"""The settings in which a trial takes its patients: line, extent, age and biomarkers.

What any part of a record says counts: the settings of several cohorts are united.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from kg.facts.recognise.biomarkers import BiomarkerPatterns, load_biomarkers
from kg.facts.recognise.markers import RULE
from kg.facts.recognise.patterns import AnyCase, need_pattern
from kg.facts.recognise.setting_fields import Text, texts_of
from kg.facts.recognise.setting_phrases import SETTINGS, SettingPhrases, load_setting_phrases
from kg.facts.recognise.stages import find_stages
from kg.model import Evidence, Mention, Supported, Trial
from kg.tables import read_table

_MOST_REASONS = 3
_TIMING = re.compile(r"adjuvant|(?:peri|pre)-?operative", re.IGNORECASE)


class SettingPatterns(NamedTuple):
    """What tells the setting.

    Attributes:
        phrases: The phrases that name settings.
        ages: Those of them that bear on the age of the patients.
        biomarkers: Patterns of patients chosen by a biomarker.
        background: Found in sentences that tell what is known of a disease, not who takes part.
    """

    phrases: SettingPhrases
    ages: SettingPhrases
    biomarkers: BiomarkerPatterns
    background: AnyCase


def load_settings(folder: Path) -> SettingPatterns:
    """The tables ``settings.tsv``, ``biomarkers.tsv`` and ``background_sentences.tsv`` of a folder.

    Raises:
        TableError: If a row breaks a rule of its table.
    """
    background = AnyCase(need_pattern(row) for row in read_table(folder / "background_sentences.tsv"))
    phrases = load_setting_phrases(folder)
    return SettingPatterns(
        phrases=phrases,
        ages=phrases.about("Paediatric"),
        biomarkers=load_biomarkers(folder),
        background=background,
    )


def recognise_settings(trial: Trial, patterns: SettingPatterns, cancer: bool = True) -> tuple[Supported, ...]:
    """The settings of a trial in the order of the inventory, each with the first words that say so.

    Args:
        cancer: Whether the trial is about cancer; if not, only the age of the patients is read.
    """
    reasons: dict[str, list[Evidence]] = defaultdict(list)
    adults_only = bool(trial.design.ages) and "CHILD" not in trial.design.ages
    if adults_only and not cancer:
        return ()
    for text in texts_of(trial, patterns.background):
        for setting, evidence in _read(text, patterns) if cancer else _read_age(text, patterns):
            if setting == "Paediatric" and adults_only:
                continue
            if len(reasons[setting]) < _MOST_REASONS or _names_another(evidence, reasons[setting]):
                reasons[setting].append(evidence)
    if reasons.get("Unresectable") and _tell_only_timing(reasons["Resectable"]):
        del reasons["Resectable"]
    return tuple(Supported(value=name, evidence=tuple(reasons[name])) for name in SETTINGS if reasons.get(name))


def _tell_only_timing(reasons: list[Evidence]) -> bool:
    """Whether reasons for ``Resectable`` name treatment around a main treatment, which is no surgery then."""
    return all(_TIMING.search(reason.mention.text) is not None for reason in reasons)


def _read(text: Text, patterns: SettingPatterns) -> Iterator[tuple[str, Evidence]]:
    yield from _read_phrases(text, patterns.phrases)
    if text.place == "exclusion":
        return
    for stage in find_stages(text.words):
        for setting in stage.settings:
            yield setting, _evidence(text, stage.start, stage.end, "stage")
    for selection in patterns.biomarkers.find(text):
        yield "BiomarkerSelected", _evidence(text, selection.start, selection.end, RULE)


def _read_age(text: Text, patterns: SettingPatterns) -> Iterator[tuple[str, Evidence]]:
    if text.place != "exclusion":
        yield from _read_phrases(text, patterns.ages)


def _read_phrases(text: Text, phrases: SettingPhrases) -> Iterator[tuple[str, Evidence]]:
    for found in phrases.find(text.place, text.words):
        for setting in sorted(found.meaning.settings):
            yield setting, _evidence(text, found.start, found.end, "setting-words")


def _names_another(evidence: Evidence, known: list[Evidence]) -> bool:
    """Whether a reason names a marker in words that no known reason has."""
    words = evidence.mention.text.casefold()
    return evidence.rule == RULE and all(words != other.mention.text.casefold() for other in known)


def _evidence(text: Text, start: int, end: int, rule: str) -> Evidence:
    return Evidence(mention=Mention(text=text.words[start:end], field=text.field, start=start, end=end), rule=rule)
