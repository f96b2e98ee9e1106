"""Abbreviations that a record itself explains: "cladribine, cytarabine and venetoclax (CAV)"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.facts.recognise.agents.context import sentence
from kg.facts.recognise.agents.definitions import Scan
from kg.facts.recognise.agents.naming import Sighting
from kg.model import Mention

_ABBREVIATION = re.compile(r"\b[A-Za-z]?[A-Z]{2,5}\b")
_REACH = 120
_FEWEST = 2


def explained(name: str, scans: Iterable[Scan]) -> list[Sighting]:
    """The agents that the record says an abbreviation in the name stands for; empty if it says nothing."""
    match = _ABBREVIATION.search(name)
    if match is None:
        return []
    before = re.compile(rf"\(\s*{match.group()}\b")
    after = re.compile(rf"\b{match.group()}(?: regimen)?\s*[(:（]([^)）\n]*)")
    for passage, sightings in scans:
        plain = [sighting for sighting in sightings if sighting.composed is None and not sighting.short]
        for place in before.finditer(passage.text):
            start, _ = sentence(
                passage.text, Mention(text="", field=passage.field, start=place.start(), end=place.start())
            )
            found = _within(plain, max(start, place.start() - _REACH), place.start())
            if len(found) >= _FEWEST:
                return found
        for place in after.finditer(passage.text):
            found = _within(plain, place.start(1), place.end(1))
            if len(found) >= _FEWEST:
                return found
    return []


def _within(sightings: Iterable[Sighting], start: int, end: int) -> list[Sighting]:
    return [sighting for sighting in sightings if start <= sighting.mention.start and sighting.mention.end <= end]
