"""Cells whose antigens are listed are several products."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.model import AgentUse

Read = Callable[..., dict[str, AgentUse]]


@pytest.mark.parametrize(
    ("title", "name", "expected"),
    [
        ("A trial", "GD2, PSMA and CD276 CAR-T cells", "GD2, PSMA and B7-H3 CAR-T cells"),
        ("A trial", "CAR-T cells targeting CD19 or CD22", "CD19 and CD22 CAR-T cells"),
        ("A trial", "CD19/CD22 CAR-T cells", "CD19/CD22 CAR-T cells"),
        ("A trial", "CD19 and CD22 dual-target CAR-T cells", "CD19/CD22 CAR-T cells"),
        ("Bispecific CD19/CD22 CAR-T cells", "CD19 and CD22 CAR-T cells", "CD19/CD22 CAR-T cells"),
        ("A trial", "NKG2D CAR-T cells", "NKG2D CAR-T cells"),
    ],
)
def test_a_list_of_antigens_makes_a_family_of_products(uses: Read, title: str, name: str, expected: str) -> None:
    assert list(uses(title, name)) == [expected]


def test_a_family_of_products_says_so(uses: Read) -> None:
    (use,) = uses("A trial", "GD2, PSMA and CD276 CAR-T cells").values()

    assert ("format", "family of products") in {(part.part, part.value) for part in use.agent.parts}
