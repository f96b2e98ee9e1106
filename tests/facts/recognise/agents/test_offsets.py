"""Every piece of evidence quotes the words at its offsets, and a trial is read the same twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

import pytest

from kg.facts.read import read_trials
from kg.facts.recognise.agents.uses import AgentRecogniser
from kg.model import AgentUse, Evidence, Trial
from kg.passages import passages
from kg.resources import folder

MOST = 60


def evidence(use: AgentUse) -> Iterator[Evidence]:
    yield from (*use.evidence, *use.role_evidence, *use.kind_evidence)
    yield from (reason for fact in (*use.targets, *use.mechanisms) for reason in fact.evidence)
    yield from (dose.evidence for dose in use.doses)


def check(recogniser: AgentRecogniser, paths: list[Path]) -> None:
    trials = (trial for trial in read_trials(paths) if isinstance(trial, Trial))
    for trial in islice(trials, MOST):
        texts = {passage.field: passage.text for passage in passages(trial)}
        uses = recogniser.recognise(trial).uses
        for reason in (reason for use in uses for reason in evidence(use)):
            mention = reason.mention
            assert texts[mention.field][mention.start : mention.end] == mention.text, trial.id
        assert recogniser.recognise(trial).uses == uses


def test_the_seeds_are_quoted(recogniser: AgentRecogniser) -> None:
    check(recogniser, sorted(folder("seeds").glob("*.txt")))


def test_a_checkpoint_alone_is_quoted_as_the_target_that_it_names(uses: Callable[..., dict[str, AgentUse]]) -> None:
    (target,) = uses("A trial", "Chemotherapy + PD-1")["anti-PD-1 antibody"].targets
    (reason,) = (reason for reason in target.evidence if reason.basis == "stated")

    assert (reason.mention.text, reason.mention.start) == ("PD-1", 15)


@pytest.mark.parametrize("name", ["dev_studies.json", "dev_mixed.csv"])
def test_registry_records_are_quoted(recogniser: AgentRecogniser, shared: Path, name: str) -> None:
    check(recogniser, [shared / "trials" / name])
