"""Definitions: words of the record that say what a name nobody knows is."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.facts.recognise.agents.naming import Sighting
from kg.facts.text import fold
from kg.model import Passage

_JOINT = re.compile(
    r"[\s,(\[\-–:/’'\"“”®™)\]=]*(?:(?:is|are|was|as|a|an|the|one|which|novel|new|named|called|i\.?e\.?|investigational|"
    r"experimental|first-in-class|recombinant|humani[sz]ed|human|fully|anti-?tumou?r|potent|selective|oral|injection|our|code|"
    r"autologous|allogeneic|universal|next-generation|third-generation|product|drug|agent|known|also|therapy|monotherapy|"
    r"cell|cells|igg1|igg4|monoclonal|targeting|targeted)"
    r"[\s,(\[\-–:/’'\"“”®™)\]=]*)*",
    re.IGNORECASE,
)
_LONGEST_JOINT = 70

Scan = tuple[Passage, list[Sighting]]


def define(name: str, scans: Iterable[Scan]) -> Sighting | None:
    """The description that stands in apposition to a name, as in "AB154 (an anti-TIGIT antibody)", or None.

    A description that names a target is preferred to one that does not.
    """
    found = [sighting for passage, sightings in scans for sighting in _beside(name, passage.text, sightings)]
    found.sort(key=lambda sighting: (not _has_targets(sighting), sighting.agents[0].kind == "DrugClass"))
    return found[0] if found else None


def _has_targets(sighting: Sighting) -> bool:
    return bool(sighting.agents[0].targets)


def _describes(sighting: Sighting) -> bool:
    """Whether words say what something is: read by their parts, or a class with targets ("BTK inhibitor")."""
    agent = sighting.agent
    return agent is not None and (sighting.composed is not None or (agent.kind == "DrugClass" and bool(agent.targets)))


def _beside(name: str, text: str, sightings: list[Sighting]) -> Iterable[Sighting]:
    describing = [sighting for sighting in sightings if _describes(sighting)]
    if not describing:
        return
    folded, wanted = fold(text), fold(name)
    start = folded.find(wanted)
    while start >= 0:
        end = start + len(wanted)
        for sighting in describing:
            mention = sighting.mention
            gap = text[end : mention.start] if mention.start >= end else text[mention.end : start]
            overlaps = mention.start < end and start < mention.end
            if not overlaps and len(gap) <= _LONGEST_JOINT and _JOINT.fullmatch(gap):
                yield sighting
        start = folded.find(wanted, end)
