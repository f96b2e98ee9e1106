"""What trials hold, counted from their facts, as ``queries/report`` counts it in a store."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from kg.graph.quads import Used, used_by
from kg.model import Mention, TrialFacts, Value

_DIFFERENT = ("agents", "targets", "conditions", "endpoints")
UNMATCHED_COLUMNS = ("words", "expected", "trials", "example", "candidates")


class Tally(Value, frozen=True, array_like=True):
    """What one trial holds.

    Attributes:
        trial: Its identifier.
        agents: Ids of all agents, those minted from its words included.
        targets: Keys of their targets; so ``conditions`` and ``endpoints``.
        used: The curated things that it uses.
        measures: Number of outcome measures.
        discrepancies: Number of them.
        unmatched: Words that were not understood, once a place: the words, what they should name, and candidates.
    """

    trial: str
    scope: str
    agents: tuple[str, ...]
    targets: tuple[str, ...]
    conditions: tuple[str, ...]
    endpoints: tuple[str, ...]
    used: tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]
    measures: int = 0
    discrepancies: int = 0
    unmatched: tuple[tuple[str, str, tuple[str, ...]], ...] = ()


def tally(facts: TrialFacts) -> Tally:
    """What the graph of a trial holds."""
    used = used_by(facts)
    open_words: set[tuple[Mention, str, tuple[str, ...]]] = {
        (each.mention, each.expected, ()) for each in facts.unmatched
    }
    open_words |= {(each.mention, "", each.candidates) for each in facts.ambiguities}
    return Tally(
        trial=facts.trial.id,
        scope=facts.scope.value,
        agents=_each(use.agent.id for use in facts.uses),
        targets=_each(key for use in facts.uses for key in (*use.agent.targets, *(each.value for each in use.targets))),
        conditions=_each(studied.condition.id for studied in facts.conditions),
        endpoints=_each(each.value for measured in facts.measures for each in measured.endpoints),
        used=(_each(used.agents), _each(used.targets), _each(used.conditions)),
        measures=len(facts.measures),
        discrepancies=len({(each.kind, each.message) for each in facts.discrepancies}),
        unmatched=tuple(sorted((mention.text, expected, candidates) for mention, expected, candidates in open_words)),
    )


def _each(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(names)))


class Sum:
    """What trials hold together."""

    def __init__(self, tallies: Iterable[Tally]) -> None:
        self._numbers: Counter[str] = Counter()
        self._scopes: Counter[str] = Counter()
        self._different: dict[str, set[str]] = {name: set() for name in _DIFFERENT}
        self._unmatched: dict[tuple[str, str], _Words] = {}
        self._used: tuple[set[str], set[str], set[str]] = (set(), set(), set())
        for each in tallies:
            self._add(each)

    def used(self) -> Used:
        """The curated things that the trials use."""
        return Used(*map(frozenset, self._used))

    def counts(self) -> dict[str, int]:
        """How much of each kind there is."""
        different = {name: len(things) for name, things in self._different.items()}
        return {
            "trials": self._numbers["trials"],
            "agents": different["agents"],
            "targets": different["targets"],
            "conditions": different["conditions"],
            "outcome_measures": self._numbers["measures"],
            "endpoints": different["endpoints"],
            "discrepancies": self._numbers["discrepancies"],
            "unmatched": self._numbers["unmatched"],
        }

    def scopes(self) -> dict[str, int]:
        """How many trials fall into each scope."""
        return dict(sorted(self._scopes.items()))

    def unmatched(self) -> Iterator[tuple[str, str, int, str, str]]:
        """The words that were not understood, the most frequent first: rows of ``UNMATCHED_COLUMNS``."""
        found = sorted(self._unmatched.items(), key=lambda item: (-item[1].trials, item[0]))
        for (words, expected), known in found:
            yield words, expected, known.trials, known.example, "|".join(sorted(known.candidates))

    def _add(self, tally: Tally) -> None:
        self._numbers["trials"] += 1
        self._numbers["measures"] += tally.measures
        self._numbers["discrepancies"] += tally.discrepancies
        self._numbers["unmatched"] += len(tally.unmatched)
        self._scopes[tally.scope] += 1
        for name, things in self._different.items():
            things.update(getattr(tally, name))
        for used, more in zip(self._used, tally.used, strict=True):
            used.update(more)
        for words, expected, candidates in tally.unmatched:
            self._unmatched.setdefault((words, expected), _Words()).add(tally.trial, candidates)


class _Words:
    """Where some words stand that were not understood."""

    def __init__(self) -> None:
        self.trials = 0
        self.example = ""
        self.candidates: set[str] = set()
        self._last = ""

    def add(self, trial: str, candidates: Iterable[str]) -> None:
        """Take in a place of a trial; the places of one trial follow one another."""
        self.candidates.update(candidates)
        if trial != self._last:
            self._last = trial
            self.trials += 1
            self.example = min(self.example or trial, trial)
