"""What joined patterns promise."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import TableError
from kg.facts.recognise.patterns import AnyCase, either, need_pattern
from kg.tables import Row

words = st.text("ab", min_size=1, max_size=3)


@given(st.lists(words, max_size=4), st.text("ab ", max_size=8))
def test_joined_patterns_match_where_one_of_them_matches(chosen: list[str], text: str) -> None:
    patterns = [rf"\b{word}" for word in chosen]
    assert bool(re.search(either(patterns), text)) == any(re.search(pattern, text) for pattern in patterns)


@given(words, words, st.text("ab ", max_size=8))
def test_a_boundary_holds_for_the_choice_that_states_it_only(bound: str, free: str, text: str) -> None:
    pattern = rf"\b{bound}|{free}"
    assert bool(re.search(either([pattern]), text)) == bool(re.search(pattern, text))


@given(st.lists(words, min_size=1, max_size=3), st.text("abAB ", max_size=8))
def test_case_is_minded_by_neither_side(chosen: list[str], text: str) -> None:
    patterns = [rf"\b{word.upper()}" for word in chosen]
    expected = [match.span() for match in re.finditer("|".join(patterns), text, re.IGNORECASE)]
    assert [match.span() for match in AnyCase(patterns).finditer(text)] == expected


def test_a_pattern_that_cannot_be_read_is_named_with_its_row() -> None:
    with pytest.raises(TableError, match=r"words\.tsv:7"):
        need_pattern(Row({"pattern": "("}, "words.tsv:7"))
