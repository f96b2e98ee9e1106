"""Versions of one trial that stand in several places: the newest wins."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from typing import NamedTuple

from kg.facts.read.refusal import Refusal
from kg.model import Source, Trial

_DATE = re.compile(r"\d{4}(-\d\d){0,2}")
_RICHNESS = {"seed": 0, "csv": 1, "api": 2}


class _Version(NamedTuple):
    updated: str
    richness: int
    place: str


class Versions:
    """The newest version met of each trial."""

    def __init__(self) -> None:
        self._newest: dict[str, _Version] = {}

    def admit(self, trial: Trial) -> Refusal | None:
        """Take note of a trial; the refusal of the older of two versions, or None if it is the first.

        The trial itself is the older one if the refusal names its place.
        """
        version = _Version(_date(trial.status.last_update), _RICHNESS[trial.source.form], place_of(trial.source))
        known = self._newest.get(trial.id)
        if known is None or version[:2] > known[:2]:
            self._newest[trial.id] = version
        return None if known is None else _older(trial.id, known, version)


def newest(found: Trial | Refusal, versions: Versions) -> Iterator[Trial | Refusal]:
    """The find, unless it is an older version, and the refusal of the older version if there are two."""
    if isinstance(found, Refusal):
        yield found
        return
    older = versions.admit(found)
    if older is None or older.place != place_of(found.source):
        yield found
    if older is not None:
        yield older


def _date(words: str) -> str:
    """The date, one string for all trials of a day; empty for words that are no date and so say nothing of an order."""
    return sys.intern(words) if _DATE.fullmatch(words) else ""


def richness(form: str) -> int:
    """How much a form of record says beside others."""
    return _RICHNESS.get(form, 0)


def place_of(source: Source) -> str:
    """File and place in it, for a reader."""
    return f"{source.path}, {source.place}" if source.place else source.path


def _older(trial_id: str, known: _Version, version: _Version) -> Refusal:
    loser, winner = (known, version) if version[:2] > known[:2] else (version, known)
    return Refusal(
        kind="duplicate",
        place=loser.place,
        problem=f"{trial_id} also stands in {winner.place}, {_reason(loser, winner)}, which is used",
        remedy="remove one of them if this is not meant",
    )


def _reason(loser: _Version, winner: _Version) -> str:
    if winner.updated > loser.updated:
        return f"updated {winner.updated}"
    return "with more fields" if winner.richness > loser.richness else "met first"
