"""The markers by which a trial selects its patients, read from the words that say so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from kg.errors import TableError
from kg.facts.lexicon import Lexicon
from kg.facts.recognise.patterns import AnyCase, need_pattern
from kg.facts.text import folded_copy
from kg.model import Evidence, PatientSelection, Supported, Target
from kg.tables import Row, read_table

RULE = "biomarker"
"""The rule of the reasons for ``BiomarkerSelected`` that name a marker."""

_USES = ("marker", "status", "aside")


class Named(NamedTuple):
    """A marker or a status with the words that name it.

    Attributes:
        targets: Keys of the targets whose state the marker tells; empty if it is no molecule of the target table.
    """

    label: str
    pattern: AnyCase
    targets: tuple[str, ...]


class Markers:
    """The table ``markers.tsv`` beside the names of targets.

    Args:
        markers: Markers that are no target, or are so under another name.
        statuses: What is said of a marker; the first whose words stand counts.
        asides: Words that look like a marker and are none.
        names: The names of targets, which are markers under their labels.
    """

    def __init__(
        self, markers: Iterable[Named], statuses: Iterable[Named], asides: Iterable[Named], names: Lexicon[Target]
    ) -> None:
        self._markers = tuple(markers)
        self._statuses = tuple(statuses)
        self._asides = tuple(asides)
        self._names = names

    def read(self, words: str) -> Iterator[tuple[str, tuple[str, ...], str]]:
        """Label, targets and status of each marker that some words name; status empty if they say none."""
        status = next((each.label for each in self._statuses if each.pattern.search(words)), "")
        found = {each.label: each.targets for each in self._markers if each.pattern.search(words)}
        covered = {key for targets in found.values() for key in targets}
        for hit in self._names.find(folded_copy(words)):
            target, name = hit.meanings[0], words[hit.start : hit.end]
            if (
                target.key not in covered
                and not name.islower()
                and not any(a.pattern.search(name) for a in self._asides)
            ):
                found.setdefault(target.label, (target.key,))
        for label, targets in found.items():
            yield label, targets, status


def load_markers(folder: Path, targets: Iterable[Target]) -> Markers:
    """The table ``markers.tsv`` of a folder.

    Raises:
        TableError: If a row has an unknown use or a pattern that is no regular expression.
    """
    known = list(targets)
    keys = {target.key for target in known}
    rows: dict[str, list[Named]] = {use: [] for use in _USES}
    for row in read_table(folder / "markers.tsv"):
        use = row.need("use")
        if use not in rows:
            raise TableError(f"use {use!r} is unknown", place=row.place, remedy=f"choose one of {', '.join(_USES)}")
        rows[use].append(_named(row, keys))
    names = Lexicon(
        (name, target) for target in known for name in (target.label, target.key, *target.synonyms, *target.short_forms)
    )
    return Markers(rows["marker"], rows["status"], rows["aside"], names)


def selected_patients(settings: Iterable[Supported], markers: Markers) -> tuple[PatientSelection, ...]:
    """The markers that the reasons for ``BiomarkerSelected`` name, each status of each once, in order of the words."""
    reasons: dict[tuple[str, tuple[str, ...], str], list[Evidence]] = {}
    for setting in settings:
        for reason in setting.evidence if setting.value == "BiomarkerSelected" else ():
            for selection in markers.read(reason.mention.text):
                reasons.setdefault(selection, []).append(reason)
    return tuple(
        PatientSelection(marker=label, targets=targets, status=status, evidence=tuple(evidence))
        for (label, targets, status), evidence in reasons.items()
    )


def _named(row: Row, keys: set[str]) -> Named:
    unknown = [key for key in row.many("targets") if key not in keys]
    if unknown:
        raise TableError(f"unknown target {unknown[0]!r}", place=row.place, remedy="add it to targets.tsv")
    return Named(row.need("label"), AnyCase((need_pattern(row),)), row.many("targets"))
