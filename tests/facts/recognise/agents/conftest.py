"""The reader of agents and small trials for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

import pytest

from kg.facts.recognise.agents.uses import AgentRecogniser
from kg.model import AgentUse, Arm, Design, Intervention, Source, Status, Trial
from kg.resources import folder

Uses = dict[str, AgentUse]
TREATMENT = Design(primary_purpose="TREATMENT")


@pytest.fixture(scope="session")
def recogniser() -> AgentRecogniser:
    return AgentRecogniser(folder("ontology"))


@pytest.fixture(scope="session")
def uses(recogniser: AgentRecogniser) -> Callable[..., Uses]:
    """Uses by the agent's label, of a trial given by its titles ("brief // official"), interventions and arms.

    An intervention ("Device: Stent") is a drug if no type stands before it.
    """

    def read(
        title: str,
        *names: str,
        arms: Iterable[Arm] = (),
        start: str = "2024-01",
        summary: str = "",
        design: Design = TREATMENT,
        descriptions: Mapping[str, str] = MappingProxyType({}),
    ) -> Uses:
        brief, _, official = title.partition(" // ")
        interventions = [_intervention(name, descriptions.get(name, "")) for name in names]
        trial = Trial(
            id="x",
            title=brief,
            official_title=official,
            source=Source(path="x"),
            summary=summary,
            interventions=tuple(interventions),
            arms=tuple(arms),
            design=design,
            status=Status(start=start),
        )
        return {use.agent.label: use for use in recogniser.recognise(trial).uses}

    return read


def _intervention(name: str, description: str) -> Intervention:
    """A drug, or what stands before the name ("Device: Stent"), with other names after "=" ("A = B; C")."""
    type_, _, rest = name.rpartition(": ")
    first, _, others = rest.partition(" = ")
    other_names = tuple(others.split("; ")) if others else ()
    return Intervention(name=first, type=type_.upper() or "DRUG", description=description, other_names=other_names)


@pytest.fixture(scope="session")
def arm() -> Callable[..., Arm]:
    """An experimental arm, or a control arm or an idle one if so marked, by its label and what it receives."""

    def make(label: str, *names: str, control: bool = False, description: str = "", idle: bool = False) -> Arm:
        kind = "PLACEBO_COMPARATOR" if idle else "ACTIVE_COMPARATOR" if control else "EXPERIMENTAL"
        given = tuple(f"Drug: {name}" for name in names)
        return Arm(label=label, type=kind, description=description, intervention_names=given)

    return make
