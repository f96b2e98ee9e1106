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


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        ("NK cells", "NK cells and CD8 T cells"),
        ("temozolomide", "temozolomide with 60 Gy"),
        ("radiotherapy", "radiotherapy with 75 mg/m2 every week"),
        ("cisplatin", "cisplatin in C1D1 mg"),
    ],
)
def test_an_amount_that_the_agent_cannot_have_is_no_dose(uses: Read, agent: str, words: str) -> None:
    (use,) = uses("A trial", agent, descriptions={agent: words}).values()

    assert use.doses == ()


def test_a_target_exposure_is_read_without_the_unit_behind_it(uses: Read) -> None:
    (dose,) = uses("A trial", "Carboplatin", descriptions={"Carboplatin": "carboplatin AUC 5 mg/mL/min"})[
        "carboplatin"
    ].doses

    assert (dose.amount, dose.unit) == ("5", "AUC")


@pytest.mark.parametrize(
    ("words", "amount", "unit"),
    [
        ("1.00 to 10.00 × 10⁶/kg", "1.00–10.00 × 10⁶", "cells/kg"),
        (r"infusion of 3×10\^7 cells", "3×10^7", "cells"),
    ],
)
def test_cells_are_counted_in_powers_of_ten(uses: Read, words: str, amount: str, unit: str) -> None:
    (use,) = uses("A trial in neuroblastoma", "CAR-T cells", descriptions={"CAR-T cells": words}).values()

    assert [(dose.amount, dose.unit) for dose in use.doses] == [(amount, unit)]


@pytest.mark.parametrize(
    ("words", "amounts"),
    [
        ("dose levels of 1, 3 and 6 × 10^7 cells", ["1 × 10^7", "3 × 10^7", "6 × 10^7"]),
        ("1,3,6×10^7 cells", ["1×10^7", "3×10^7", "6×10^7"]),
        ("on days 0, 7: 2 × 10^7 cells", ["2 × 10^7"]),
        ("1×10^7 cells/dose, 3×10^7 cells/dose", ["1×10^7", "3×10^7"]),
    ],
)
def test_counts_in_a_list_share_the_power_of_ten_of_the_last(uses: Read, words: str, amounts: list[str]) -> None:
    (use,) = uses("A trial in neuroblastoma", "CAR-T cells", descriptions={"CAR-T cells": words}).values()

    assert [dose.amount for dose in use.doses] == amounts


def test_the_description_of_an_intervention_speaks_of_its_agent_alone(uses: Read) -> None:
    told = {"Pembrolizumab": "Intravenous infusion of 200 mg every 3 weeks"}

    (dose,) = uses("A trial", "Pembrolizumab", descriptions=told)["pembrolizumab"].doses

    assert (dose.amount, dose.route, dose.schedule) == ("200", "intravenous", "every 3 weeks")
