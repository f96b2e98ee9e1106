"""Names mean agents only where they stand for themselves."""

from __future__ import annotations

import pytest

from kg.facts.recognise.agents.uses import AgentRecogniser
from kg.facts.text import Folded


def labels(recogniser: AgentRecogniser, words: str) -> list[str]:
    return [agent.label for sighting in recogniser.names_in(Folded(words), "x") for agent in sighting.agents]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("MK-3475 200 mg", ["pembrolizumab"]),
        ("keytruda®", ["pembrolizumab"]),
        ("Nab Paclitaxel", ["nab-paclitaxel"]),
        ("DS 7300a", ["ifinatamab deruxtecan"]),
        ("dinutuximab beta", ["dinutuximab beta"]),
        ("TT10 EBV-specific T cells", ["virus-specific T cell"]),
        ("rituximab plus deruxtecan", ["rituximab"]),
    ],
)
def test_a_name_is_found_in_any_spelling(recogniser: AgentRecogniser, words: str, expected: list[str]) -> None:
    assert labels(recogniser, words) == expected


def test_a_placebo_named_after_an_agent_is_a_placebo_alone(recogniser: AgentRecogniser) -> None:
    assert labels(recogniser, "tiragolumab matching placebo") == ["placebo"]


def test_a_regimen_is_its_members(recogniser: AgentRecogniser) -> None:
    assert set(labels(recogniser, "mFOLFOX6")) == {"fluorouracil", "leucovorin", "oxaliplatin"}


@pytest.mark.parametrize(
    "words",
    [
        "cisplatin-ineligible patients",
        "chemotherapy-induced nausea",
        "IL-7 receptor alpha signalling",
        "CD123 (IL3RA)",
        "IL3-targeted",
        "IL-15-transpresenting",
        "serum IL-2",
        "levels of IL-15",
        "antibodies against anti-cetuximab",
        "every 21 days for 4-6 cycles",
        "Cohort C - Arm C",
        "1x10e7 cells",
        "5g/100 ml",
        "hAD-MSC 1.0x10^8",
    ],
)
def test_words_that_only_look_like_an_agent_name_none(recogniser: AgentRecogniser, words: str) -> None:
    assert labels(recogniser, words) == []


def test_the_words_at_the_offsets_are_the_name(recogniser: AgentRecogniser) -> None:
    text = "Patients receive IFN-α, then Keytruda."

    for sighting in recogniser.names_in(Folded(text), "x"):
        mention = sighting.mention
        assert text[mention.start : mention.end] == mention.text


def test_a_name_that_ends_in_a_bracket_is_found_with_it(recogniser: AgentRecogniser) -> None:
    (sighting,) = recogniser.names_in(Folded("Sirolimus for Injection (Albumin-bound) weekly"), "x")

    assert sighting.mention.text == "Sirolimus for Injection (Albumin-bound)"


def test_a_description_with_a_target_is_preferred_to_a_bare_class_in_it(recogniser: AgentRecogniser) -> None:
    (sighting,) = recogniser.names_in(Folded("a therapeutic antibody against CCR8"), "x")

    assert sighting.agents[0].targets == ("CCR8",)
