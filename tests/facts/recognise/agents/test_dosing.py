"""Doses stand after the name of what is dosed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.model import AgentUse

Read = Callable[..., dict[str, AgentUse]]


@pytest.mark.parametrize(
    ("words", "amount", "unit", "route", "schedule"),
    [
        ("pembrolizumab 200 mg intravenously every 3 weeks", "200", "mg", "intravenous", "every 3 weeks"),
        ("pembrolizumab 1-10 mg/kg IV q2w", "1–10", "mg/kg", "intravenous", "q2w"),
        ("pembrolizumab, 400 mg SC", "400", "mg", "subcutaneous", ""),
    ],
)
def test_a_dose_has_amount_unit_route_and_schedule(
    uses: Read, words: str, amount: str, unit: str, route: str, schedule: str
) -> None:
    (dose,) = uses("A trial", "Pembrolizumab", descriptions={"Pembrolizumab": words})["pembrolizumab"].doses

    assert (dose.amount, dose.unit, dose.route, dose.schedule) == (amount, unit, route, schedule)


def test_a_dose_belongs_to_the_agent_before_it(uses: Read) -> None:
    told = {"Cisplatin": "cisplatin 75 mg/m2 and pemetrexed 500 mg/m2"}

    found = uses("A trial", "Cisplatin", "Pemetrexed", descriptions=told)

    assert [dose.amount for dose in found["cisplatin"].doses] == ["75"]
    assert [dose.amount for dose in found["pemetrexed"].doses] == ["500"]
