"""What a build reports: counts, refusals, and the words it did not understand."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

import msgspec

from kg import __version__
from kg.facts.read import Refusal
from kg.graph.quads import Used
from kg.model import TrialFacts, Value

_MOST_EXAMPLES = 5


class Counts(Value, frozen=True, kw_only=True):
    """How much of each kind a graph holds."""

    trials: int = 0
    immunotherapy_trials: int = 0
    agent_uses: int = 0
    conditions_studied: int = 0
    outcome_measures: int = 0
    discrepancies: int = 0
    ambiguous: int = 0
    unmatched: int = 0
    curated_agents: int = 0
    targets: int = 0
    curated_conditions: int = 0

    @classmethod
    def of(cls, facts: TrialFacts) -> Counts:
        """The counts of one trial."""
        return cls(
            trials=1,
            immunotherapy_trials=int(facts.scope.value == "OncologyImmunotherapy"),
            agent_uses=len(facts.uses),
            conditions_studied=len(facts.conditions),
            outcome_measures=len(facts.measures),
            discrepancies=len(facts.discrepancies),
            ambiguous=len(facts.ambiguities),
            unmatched=len(facts.unmatched),
        )

    @classmethod
    def total(cls, each: Iterable[Counts], used: Used) -> Counts:
        """The sum of the trials' counts, with the things they share."""
        sums: Counter[str] = Counter()
        for counts in each:
            sums.update(msgspec.structs.asdict(counts))
        sums.update(curated_agents=len(used.agents), targets=len(used.targets), curated_conditions=len(used.conditions))
        return cls(**sums)


class BuildReport(Value, frozen=True, kw_only=True):
    """What a build read, wrote and refused.

    Attributes:
        inputs: Paths as the user named them.
        records: Trial id to the SHA-256 of its record.
        evidence: How much evidence was written.
    """

    inputs: tuple[str, ...]
    records: Mapping[str, str]
    evidence: str
    counts: Counts
    refusals: tuple[Refusal, ...] = ()

    @property
    def exit_code(self) -> int:
        """0, or 3 if a file or a record was refused."""
        return 3 if any(refusal.kind in ("file", "record") for refusal in self.refusals) else 0


class _Seen(NamedTuple):
    trials: list[str]
    field: str


class Ununderstood:
    """The words that should name something but were not understood, by what was expected."""

    def __init__(self) -> None:
        self._seen: dict[tuple[str, str], _Seen] = {}
        self._count: Counter[tuple[str, str]] = Counter()
        self._spellings: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)

    def take(self, facts: TrialFacts) -> None:
        """Add what one trial left open."""
        for unmatched in facts.unmatched:
            words = " ".join(unmatched.mention.text.split())
            key = (unmatched.expected, words.casefold())
            seen = self._seen.setdefault(key, _Seen([], unmatched.mention.field))
            if facts.trial.id not in seen.trials:
                self._count[key] += 1
                seen.trials.append(facts.trial.id)
            self._spellings[key][words] += 1

    def rows(self) -> Iterable[tuple[str, str, int, str, str]]:
        """What was expected, the words, how many trials, some of them, and the field: the most frequent first."""
        for key in sorted(self._count, key=lambda key: (-self._count[key], key)):
            words = min(self._spellings[key], key=lambda spelling: (-self._spellings[key][spelling], spelling))
            seen = self._seen[key]
            yield key[0], words, self._count[key], " ".join(sorted(seen.trials)[:_MOST_EXAMPLES]), seen.field


def write_unmatched(path: Path, ununderstood: Ununderstood) -> None:
    """The curator's work list as CSV."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("expected", "words", "trials", "examples", "field"))
        writer.writerows(ununderstood.rows())


def write_run(path: Path, report: BuildReport) -> None:
    """The report as JSON, with the version of iokg; it holds no time, so that the same input gives the same bytes."""
    content = {"iokg": __version__, **msgspec.to_builtins(report)}
    path.write_bytes(msgspec.json.format(msgspec.json.encode(content), indent=2) + b"\n")
