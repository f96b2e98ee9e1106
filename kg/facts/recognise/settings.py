"""The settings in which a trial takes its patients: line, extent, age and biomarkers.

What any part of a record says counts: the settings of several cohorts are united.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from kg.errors import TableError
from kg.facts.recognise.biomarkers import BiomarkerPatterns, load_biomarkers
from kg.facts.recognise.patterns import AnyCase, need_pattern
from kg.facts.recognise.phrases import Found, PhraseBook
from kg.facts.recognise.setting_fields import PLACES, Place, Text, texts_of
from kg.facts.recognise.stages import find_stages
from kg.model import Evidence, Mention, Supported, Trial
from kg.tables import Row, read_table

SETTINGS = (
    "Relapsed", "Refractory", "LocallyAdvanced", "Metastatic", "Unresectable", "Resectable", "NewlyDiagnosed",
    "Oligometastatic", "MinimalResidualDiseasePositive", "InRemission", "Paediatric", "BiomarkerSelected",
)  # fmt: skip
_CONTRARY = {"Resectable", "Unresectable"}
_MOST_REASONS = 3


class SettingPatterns(NamedTuple):
    """What tells the setting.

    Attributes:
        phrases: For each place, the phrases that count there with the settings they name, none for a mask.
        biomarkers: Patterns of patients chosen by a biomarker.
        background: Found in sentences that tell what is known of a disease, not who takes part.
    """

    phrases: dict[Place, PhraseBook[tuple[str, ...]]]
    biomarkers: BiomarkerPatterns
    background: AnyCase


def load_settings(folder: Path) -> SettingPatterns:
    """The tables ``settings.tsv``, ``biomarkers.tsv`` and ``background_sentences.tsv`` of a folder.

    Raises:
        TableError: If a row breaks a rule of its table.
    """
    entries: dict[Place, list[tuple[str, tuple[str, ...]]]] = defaultdict(list)
    for row in read_table(folder / "settings.tsv"):
        settings = row.many("settings")
        _check(row, settings)
        for place in PLACES:
            if place in row.many("where"):
                entries[place] += ((phrase, settings) for phrase in row.many("phrases"))
    background = AnyCase(need_pattern(row) for row in read_table(folder / "background_sentences.tsv"))
    return SettingPatterns(
        phrases={place: PhraseBook(entries[place]) for place in PLACES},
        biomarkers=load_biomarkers(folder),
        background=background,
    )


def _check(row: Row, settings: tuple[str, ...]) -> None:
    for column, values, known in (("settings", settings, SETTINGS), ("where", row.many("where"), PLACES)):
        for value in values:
            if value not in known:
                problem = f"column {column!r} holds the unknown {value!r}"
                raise TableError(problem, place=row.place, remedy=f"choose of {', '.join(known)}")


def recognise_settings(trial: Trial, patterns: SettingPatterns, cancer: bool = True) -> tuple[Supported, ...]:
    """The settings of a trial in the order of the inventory, each with the first words that say so.

    Args:
        cancer: Whether the trial is about cancer; if not, only the age of the patients is read.
    """
    reasons: dict[str, list[Evidence]] = defaultdict(list)
    adults_only = bool(trial.design.ages) and "CHILD" not in trial.design.ages
    for text in texts_of(trial, patterns.background):
        for setting, evidence in _read(text, patterns, cancer):
            if setting == "Paediatric" and adults_only:
                continue
            if len(reasons[setting]) < _MOST_REASONS:
                reasons[setting].append(evidence)
    return tuple(Supported(value=name, evidence=tuple(reasons[name])) for name in SETTINGS if reasons.get(name))


def _read(text: Text, patterns: SettingPatterns, cancer: bool) -> Iterator[tuple[str, Evidence]]:
    for found in _chosen(patterns.phrases[text.place].find_all(text.words)):
        for setting in found.meaning:
            if cancer or setting == "Paediatric":
                yield setting, _evidence(text, found.start, found.end, "setting-words")
    if cancer:
        yield from _read_extent_and_biomarkers(text, patterns)


def _chosen(found: Iterable[Found[tuple[str, ...]]]) -> list[Found[tuple[str, ...]]]:
    """The phrases that stand: of two that overlap and bear on the same the longer one."""
    chosen: list[Found[tuple[str, ...]]] = []
    for phrase in sorted(found, key=lambda found: (found.start - found.end, found.start)):
        if not any(_hides(other, phrase) for other in chosen):
            chosen.append(phrase)
    return sorted(chosen, key=lambda found: (found.start, found.end))


def _hides(longer: Found[tuple[str, ...]], phrase: Found[tuple[str, ...]]) -> bool:
    """Whether one phrase overlaps another, not over the same words, and masks it or bears on the same settings."""
    same = (longer.start, longer.end) == (phrase.start, phrase.end)
    if same or longer.end <= phrase.start or longer.start >= phrase.end:
        return False
    settings = {*longer.meaning, *phrase.meaning}
    named_twice = len(settings) < len(longer.meaning) + len(phrase.meaning)
    return not longer.meaning or not phrase.meaning or named_twice or settings >= _CONTRARY


def _read_extent_and_biomarkers(text: Text, patterns: SettingPatterns) -> Iterator[tuple[str, Evidence]]:
    for stage in find_stages(text.words):
        for setting in stage.settings:
            yield setting, _evidence(text, stage.start, stage.end, "stage")
    for selection in patterns.biomarkers.find(text):
        yield "BiomarkerSelected", _evidence(text, selection.start, selection.end, "biomarker")


def _evidence(text: Text, start: int, end: int, rule: str) -> Evidence:
    return Evidence(mention=Mention(text=text.words[start:end], field=text.field, start=start, end=end), rule=rule)
