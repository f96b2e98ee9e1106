from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.facts.recognise.durations import parse_duration
from kg.facts.recognise.time_frames import parse_time_frames

UNITS = {"day": "D", "week": "W", "month": "M", "year": "Y"}
PIECES = st.sampled_from(
    [
        "Baseline",
        "3",
        "and",
        "6 months",
        ",",
        "up to",
        "Cycle 2",
        "(21 days)",
        "every",
        "Week 4",
        "- 12",
        "D0",
        "two years",
        "/",
    ]
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12 months", ["P12M"]),
        ("Up to approximately 5 years", ["P5Y"]),
        ("baseline and at 3, 6, 9 months", ["baseline", "P3M", "P6M", "P9M"]),
        ("from enrollment to the end of treatment at 1 year", ["P1Y"]),
        ("Cycle 1 (28 days)", ["P28D"]),
        ("Up to cycle 12 (1 cycle = 28 days)", ["P336D"]),
        ("Days 1, 8, and 15", ["P1D", "P8D", "P15D"]),
        ("4-12 weeks after infusion", ["P12W"]),
        ("every 9 weeks until progression, up to 18 months", ["P18M"]),
        ("24 hours post dose", ["PT24H"]),
        ("one year and two years", ["P1Y", "P2Y"]),
        ("Cycle 1 Day 1", ["baseline"]),
        ("Day 56, Week 12, Week 20", ["P56D", "P12W", "P20W"]),
        ("up to 4 years for Cohort 1 and 2 years for Cohort 2", ["P4Y", "P2Y"]),
        ("every two cycles up to 24 weeks (each cycle is 21 days)", ["P24W"]),
        ("a cycle of 21 days, cycle 2", ["P42D"]),
        ("Cycles 1, 2, and 6, 24 hours (cycle = 21 days)", ["P21D", "P42D", "P126D", "PT24H"]),
        ("up to 27 mouths", ["P27M"]),
        ("four (4) weeks", ["P4W"]),
        ("24 cycles (up to 2 years)", ["", "P2Y"]),
        ("at each visit day 30, day 60", ["P30D", "P60D"]),
        ("by day + 100", ["P100D"]),
        ("until death", [""]),
        ("up to year 2044", [""]),
        ("  ", []),
    ],
)
def test_a_time_frame_gives_its_points_and_horizons(text: str, expected: list[str]) -> None:
    frames = parse_time_frames(text)
    assert ["baseline" if frame.baseline else frame.duration for frame in frames] == expected


def test_each_part_is_quoted_as_written_without_the_at_before_it() -> None:
    frames = parse_time_frames("at baseline and at 3, 6 and 24 months")
    assert [frame.words for frame in frames] == ["baseline", "3", "6", "24 months"]


@given(st.integers(1, 400), st.sampled_from(sorted(UNITS)))
def test_a_number_with_a_unit_is_that_duration(number: int, unit: str) -> None:
    assert [frame.duration for frame in parse_time_frames(f"up to {number} {unit}s")] == [f"P{number}{UNITS[unit]}"]


@given(st.lists(PIECES, min_size=1, max_size=8))
def test_the_words_of_every_part_stand_in_the_text(pieces: list[str]) -> None:
    text = " ".join(pieces)
    frames = parse_time_frames(text)
    assert frames
    assert all(frame.words in text for frame in frames)
    assert all(parse_duration(frame.duration) for frame in frames if frame.duration)
