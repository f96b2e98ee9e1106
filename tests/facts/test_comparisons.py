"""Which arms of a trial are compared with which."""

from __future__ import annotations

import re
from typing import cast

import pytest
from msgspec import structs

from kg.facts.comparisons import compared_arms
from kg.model import Agent, AgentUse, Arm, Design, Role, Source, Trial

RANDOMISED = Design(allocation="RANDOMIZED", intervention_model="PARALLEL")
NOT_RANDOMISED = Design(allocation="NON_RANDOMIZED", intervention_model="PARALLEL")
IN_SEQUENCE = Design(allocation="RANDOMIZED", intervention_model="SEQUENTIAL")
ONE_GROUP = Design(allocation="RANDOMIZED", intervention_model="SINGLE_GROUP")
TWO = "Investigational: tested 0; Combination: partner 0 1"
THREE = "Investigational: tested 0 1; Combination: partner 0 1 2"


def uses_of(told: str) -> tuple[AgentUse, ...]:
    """``Investigational: tested 0 1; …``: the role, name and arms of each agent."""
    uses = []
    for its in told.split("; "):
        role, _, rest = its.partition(": ")
        name, *arms = rest.split(" ")
        agent = Agent(id=name, label=name, kind="MonoclonalAntibody")
        use = AgentUse(agent=agent, role=cast("Role", role), surfaces=(), evidence=(), role_evidence=())
        uses.append(structs.replace(use, arms=tuple(int(arm) for arm in arms)))
    return tuple(uses)


@pytest.mark.parametrize(
    ("design", "arms", "uses", "expected"),
    [
        (RANDOMISED, ["Tested", "Control"], TWO, ["0 with 1"]),
        (RANDOMISED, ["Part 1 Arm A", "Part 1 Arm B"], TWO, ["0 with 1"]),
        (RANDOMISED, ["Part 1 Arm A", "Part 2 Arm B"], TWO, []),
        (RANDOMISED, ["Cohort A", "Cohort B"], TWO, []),
        (RANDOMISED, ["Tested", "Dose escalation"], TWO, []),
        (RANDOMISED, ["Dose escalation", "Control"], TWO, []),
        (RANDOMISED, ["A1: first line", "A2: first line"], TWO, ["0 with 1"]),
        (RANDOMISED, ["A1: first line", "B1: second line"], TWO, []),
        (RANDOMISED, ["A1: first line", "Control"], TWO, ["0 with 1"]),
        (RANDOMISED, ["B7-H3 CAR-T cells", "C7-X1"], TWO, ["0 with 1"]),
        (RANDOMISED, ["Tested", "Control"], "Investigational: tested 0 1", []),
        (RANDOMISED, ["One", "Other"], "Investigational: a 0; Investigational: b 1", ["0 with 1", "1 with 0"]),
        (IN_SEQUENCE, ["Tested", "Control"], TWO, []),
        (ONE_GROUP, ["Tested", "Control"], TWO, []),
        (NOT_RANDOMISED, ["Tested", "Control"], TWO, []),
        (NOT_RANDOMISED, ["Tested", "ACTIVE_COMPARATOR Control"], TWO, ["0 with 1"]),
        (NOT_RANDOMISED, ["Tested", "NO_INTERVENTION Watched"], TWO, ["0 with 1"]),
        (NOT_RANDOMISED, ["Tested", "Control"], "Investigational: tested 0; Comparator: other 1", ["0 with 1"]),
        (NOT_RANDOMISED, ["Cohort A", "ACTIVE_COMPARATOR Cohort B"], TWO, ["0 with 1"]),
        (RANDOMISED, ["Part 1", "Part 2 A", "PLACEBO_COMPARATOR Part 2 B"], THREE, ["1 with 2"]),
        (RANDOMISED, ["Low dose", "High dose", "PLACEBO_COMPARATOR Placebo"], THREE, ["0 with 2", "1 with 2"]),
    ],
)  # fmt: skip
def test_arms_are_compared_with_those_that_do_without_the_tested_agent(
    design: Design, arms: list[str], uses: str, expected: list[str]
) -> None:
    typed = [re.fullmatch(r"([A-Z]+_[A-Z]+)? ?(.+)", arm) for arm in arms]
    trial = Trial(
        id="x", title="A trial", source=Source(path="x"), design=design,
        arms=tuple(Arm(label=its[2], type=its[1] or "") for its in typed if its),
    )  # fmt: skip
    assert [f"{each.arm} with {each.control}" for each in compared_arms(trial, uses_of(uses))] == expected


@pytest.mark.parametrize(
    ("design", "type_", "uses", "expected"),
    [
        (RANDOMISED, "SHAM_COMPARATOR", TWO, "RegisteredComparator"),
        (NOT_RANDOMISED, "NO_INTERVENTION", TWO, "RegisteredNotRandomised"),
        (RANDOMISED, "EXPERIMENTAL", TWO, "RandomisedWithout"),
        (RANDOMISED, "OTHER", "Investigational: tested 0; Comparator: other 1", "RandomisedWithout"),
        (NOT_RANDOMISED, "OTHER", "Investigational: tested 0; Comparator: other 1", "ComparatorGiven"),
    ],
)
def test_it_is_told_why_an_arm_stands_for_comparison(design: Design, type_: str, uses: str, expected: str) -> None:
    trial = Trial(
        id="x", title="A trial", source=Source(path="x"), design=design,
        arms=(Arm(label="Tested", type="EXPERIMENTAL"), Arm(label="Control", type=type_)),
    )  # fmt: skip
    assert [each.basis for each in compared_arms(trial, uses_of(uses))] == [expected]


@pytest.mark.parametrize(
    ("label", "description", "summary", "expected"),
    [
        ("Tested", "", "", 1),
        ("Tested", "An additional pilot cohort of 20 patients", "", 0),
        ("Tested", "Non-randomised cohort", "", 0),
        ("Tested", "Not randomized at first, later randomized against the control", "", 1),
        ("Part 1: tested", "", "Part 1 is an open-label, optional, non-randomized part.", 0),
        ("Part 1: tested", "", "Part 1 is randomized. Part 2 is non-randomized.", 1),
    ],
)
def test_what_the_record_calls_not_randomised_is_compared_with_nothing(
    label: str, description: str, summary: str, expected: int
) -> None:
    part = label.partition(":")[0] if ":" in label else "The"
    trial = Trial(
        id="x", title="A trial", source=Source(path="x"), design=RANDOMISED, summary=summary,
        arms=(Arm(label=label, description=description), Arm(label=f"{part} control")),
    )  # fmt: skip
    assert len(compared_arms(trial, uses_of(TWO))) == expected
