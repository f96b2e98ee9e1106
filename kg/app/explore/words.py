"""What the words of a search mean: each stretch by all names of things, by values of facets and by titles of trials."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from kg.app.explore.catalogue import Catalogue
from kg.app.explore.facets import FACETS, labelled
from kg.app.explore.spelling import sought, spaced

VALUES = ("phase", "status", "setting")
"""Facets, the kind of agent apart, whose values have names of their own."""

_MOST_WORDS = 12
"""Words beyond which nothing is called by a stretch."""


class Reading(NamedTuple):
    """A stretch of a search and what it means.

    Attributes:
        named: Things that are called so, or of whose names it is a word.
        values: Values of facets that are called so, kinds of agents also of whose names it is a part.
        things: What fits it: those things, agents that act on or through them, and agents of those kinds.
        trials: Those that have to do with them, have a value, or the words in their title.
    """

    words: str
    named: tuple[str, ...]
    values: tuple[str, ...]
    things: frozenset[str]
    trials: frozenset[str]


def readings(catalogue: Catalogue, text: str) -> list[Reading]:
    """The longest stretches with a meaning of their own, from the left; a word that has none may be a part of names."""
    words, found = text.split(), list[Reading]()
    at = 0
    while at < len(words):
        ends = range(min(len(words), at + _MOST_WORDS), at, -1)
        whole = next((its for end in ends if (its := _called(catalogue, " ".join(words[at:end])))), None)
        found.append(whole or _worded(catalogue, words[at]))
        at += len(found[-1].words.split())
    return found


def _called(catalogue: Catalogue, words: str) -> Reading | None:
    """The reading of words that are the whole name of something."""
    named = catalogue.nodes_called(words)
    values = {(facet, value) for facet in VALUES if (value := labelled(catalogue, facet, words)) is not None}
    values |= {("kind", kind) for kind in catalogue.kinds_called(words)}
    return _reading(catalogue, words, named, values) if named or values else None


def _worded(catalogue: Catalogue, word: str) -> Reading:
    """The reading of a word that may be a part of names."""
    its = sought(word)
    named = [node for node, names in catalogue.worded.items() if its and any(its in form for form in names)]
    return _reading(catalogue, word, named, set())


def _reading(catalogue: Catalogue, words: str, named: list[str], values: set[tuple[str, str]]) -> Reading:
    its = sought(words)
    values = values | {
        ("kind", kind) for kind in catalogue.agents_by_kind if its and its in spaced(kind) + spaced(f"{kind}s")
    }
    trials = {trial for node in named for trial in _trials(catalogue, node)}
    trials |= {
        trial for trial in catalogue.trials for facet, value in values if value in _values(catalogue, trial, facet)
    }
    trials |= {trial for trial, title in catalogue.titled if its and its in title}
    of_kind = {
        agent for kind, agents in catalogue.agents_by_kind.items() if ("kind", kind) in values for agent in agents
    }
    things = frozenset({*named, *_acting(catalogue, named), *of_kind})
    return Reading(words, tuple(named), tuple(sorted(value for _, value in values)), things, frozenset(trials))


def _values(catalogue: Catalogue, trial: str, facet: str) -> set[str]:
    return FACETS[facet].values(catalogue, trial, "")


def _trials(catalogue: Catalogue, node: str) -> Iterable[str]:
    return [node] if node.startswith("trial/") else catalogue.trials_of(node)


def _acting(catalogue: Catalogue, nodes: list[str]) -> Iterable[str]:
    """The agents that act on or through some things."""
    relations = ("has-target", "has-mechanism")
    return (agent for node in nodes for relation in relations for agent in catalogue.starts(node, relation))
