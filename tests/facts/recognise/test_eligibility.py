"""What the reading of eligibility criteria promises."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.facts.recognise.eligibility import exclusion_criteria, inclusion_criteria


@pytest.mark.parametrize(
    ("text", "kept", "left_out"),
    [
        ("Inclusion Criteria:\n\n* NSCLC\n\nExclusion Criteria:\n\n* fever", ["NSCLC"], ["fever"]),
        ("Inclusion Criteria: NSCLC. Exclusion Criteria: fever.", ["NSCLC"], ["fever"]),
        ("* NSCLC\n\nExclusion criteria.\n\n* fever", ["NSCLC"], ["fever"]),
        ("* NSCLC\n\nExclusion:\n\n* fever", ["NSCLC"], ["fever"]),
        (
            "Inclusion Criteria:\n\n* A\n\nExclusion Criteria:\n\n* fever\n\nPart 2 Inclusion Criteria:\n\n* B\n",
            ["* A", "* B"],
            ["fever"],
        ),
        ("* Toxicity as in the exclusion criteria.\n* NSCLC", ["NSCLC"], []),
        ("* NSCLC\n\nExclusion Criteria:\n\n* Not meeting inclusion criteria\n* fever", ["NSCLC"], ["fever"]),
        ("* HCC; mixed tumours are not eligible; Child-Pugh A", ["HCC", "Child-Pugh"], ["mixed"]),
        ("* NSCLC not eligible for curative surgery", ["not eligible for curative surgery"], []),
        ("* Diagnosis based on exclusion of other diseases\n* NSCLC", ["NSCLC"], []),
    ],
)
def test_all_inclusion_sections_are_kept_and_no_exclusion(text: str, kept: list[str], left_out: list[str]) -> None:
    inclusion = inclusion_criteria(text)
    assert all(words in inclusion for words in kept)
    assert not any(words in inclusion for words in left_out)


@given(st.lists(st.sampled_from(["Inclusion Criteria:", "Exclusion Criteria:", "\n", "* A.", " not eligible", " b;"])))
def test_offsets_are_those_of_the_text(parts: list[str]) -> None:
    text = "".join(parts)
    for criteria in (inclusion_criteria, exclusion_criteria):
        assert all(sign in (" ", text[place]) for place, sign in enumerate(criteria(text)))


def test_the_exclusion_criteria_stand_where_the_text_has_them() -> None:
    text = "Inclusion Criteria:\n* A\n\nExclusion Criteria:\n* fever\n\nInclusion Criteria:\n* B"
    assert exclusion_criteria(text).strip() == "Exclusion Criteria:\n* fever"
    assert exclusion_criteria(text).index("fever") == text.index("fever")
