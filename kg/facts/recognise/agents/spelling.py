"""Misspelt names: a word that is a near miss of exactly one agent's name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from rapidfuzz.distance import DamerauLevenshtein

from kg.facts.text import fold
from kg.model import Agent

_PREFIX = 3
_SHORTEST = 7
_DEEDS = {"Procedure", "DiagnosticTest", "BehaviouralIntervention", "Device", "Radiotherapy"}


def is_near_miss(word: str, name: str) -> bool:
    """Whether a folded word differs from a name by one letter in four at most, and by no more than three.

    Beginning and ending must agree, and a mere plural is no miss.

    >>> is_near_miss("dinutuaseximab", "dinutuximab")
    True
    >>> is_near_miss("nivolumab", "nivolumab")
    False
    """
    if word.rstrip("s") == name.rstrip("s") or word[:_PREFIX] != name[:_PREFIX] or word[-2:] != name[-2:]:
        return False
    allowed = min(3, max(len(word), len(name)) // 4)
    return DamerauLevenshtein.distance(word, name, score_cutoff=allowed) <= allowed


class Spelling:
    """Names of agents by their first letters.

    Args:
        agents: The agents whose one-word labels may be misspelt.
    """

    def __init__(self, agents: Iterable[Agent]) -> None:
        self._by_prefix: dict[str, list[tuple[str, Agent]]] = defaultdict(list)
        self._beheaded: dict[str, Agent] = {}
        for agent in agents:
            label = fold(agent.label)
            if label.isalpha() and len(label) >= _SHORTEST:
                self._by_prefix[label[:_PREFIX]].append((label, agent))
                if agent.kind not in _DEEDS:
                    self._beheaded[label[1:]] = agent

    def meant(self, name: str) -> Agent | None:
        """The agent whose label the name misspells; None if there is none, or if two are equally near.

        A drug's label without its first letter is a misspelling too ("enpulimab").
        """
        word = fold(name)
        if not word.isalpha() or len(word) < _SHORTEST:
            return None
        if word in self._beheaded:
            return self._beheaded[word]
        near = sorted(
            (DamerauLevenshtein.distance(word, label), agent.id, agent)
            for label, agent in self._by_prefix.get(word[:_PREFIX], [])
            if is_near_miss(word, label)
        )
        if not near or (len(near) > 1 and near[0][0] == near[1][0]):
            return None
        return near[0][2]
