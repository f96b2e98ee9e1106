"""Outcomes written as one text are split where that can be done rightly."""

from __future__ import annotations

import pytest

from kg.facts.read.outcome import read_measures, split


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("OS, 2 years", ("OS", "", "2 years")),
        ("Overall survival", ("Overall survival", "", "")),
        ("Safety, tolerability and activity", ("Safety, tolerability and activity", "", "")),
        ("ORR, Number with CR or PR., Up to 24 months", ("ORR", "Number with CR or PR.", "Up to 24 months")),
        (
            "PFS, The time to progression or death, whichever occurs first, Baseline, 6 and 12 months",
            (
                "PFS",
                "The time to progression or death, whichever occurs first",
                "Baseline, 6 and 12 months",
            ),
        ),
        (
            "Quality of life (QLQ-C30, LC13), Higher is better., baseline and at 3, 6, 9, 12 months after treatment",
            (
                "Quality of life (QLQ-C30, LC13)",
                "Higher is better.",
                "baseline and at 3, 6, 9, 12 months after treatment",
            ),
        ),
        (
            "Safety, Number of adverse events, 3 years, at EOS",
            ("Safety", "Number of adverse events", "3 years, at EOS"),
        ),
        ("PFS, Number of events seen, Until August 1, 2022", ("PFS", "Number of events seen", "Until August 1, 2022")),
    ],
)
def test_measure_description_and_time_frame_are_told_apart(text: str, parts: tuple[str, str, str]) -> None:
    assert split(text) == parts


def test_nothing_of_the_text_is_lost() -> None:
    text = "A, b, the c., Day 1, 2"
    assert ", ".join(filter(None, split(text))) == text


def test_a_list_keeps_its_order() -> None:
    outcomes = read_measures("OS, 1 year| |PFS, 2 years", "Secondary")
    assert [(o.priority, o.position, o.measure) for o in outcomes] == [("Secondary", 0, "OS"), ("Secondary", 1, "PFS")]
