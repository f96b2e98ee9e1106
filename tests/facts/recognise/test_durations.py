from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.facts.recognise.durations import Duration, Unit, parse_duration

durations = st.builds(Duration, st.decimals(min_value=0, max_value=9999, places=2), st.sampled_from(get_args(Unit)))


@given(durations)
def test_parsing_what_is_printed_gives_the_duration_back(duration: Duration) -> None:
    assert parse_duration(duration.iso()) == duration


@pytest.mark.parametrize("text", ["", "12M", "P12", "P1Y6M", "PT5D", "P-1D"])
def test_what_is_no_duration_with_a_single_unit_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no ISO 8601 duration"):
        parse_duration(text)
