"""One agent under several names is one agent."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.model import AgentUse

Read = Callable[..., dict[str, AgentUse]]


@pytest.mark.parametrize(
    ("title", "names", "expected"),
    [
        ("Pembrolizumab, a PD-1 inhibitor", ("Pembrolizumab",), {"pembrolizumab"}),
        ("Anti-PD-(L)1 therapy", ("Nivolumab", "Atezolizumab"), {"nivolumab", "atezolizumab"}),
        ("A trial", ("STING agonist IMSA101",), {"IMSA101"}),
        ("CAR-T cells for GD2-positive tumours", ("GD2 CAR-T cells",), {"GD2 CAR-T cells"}),
        ("MT027 chimeric antigen receptor T cells", ("MT027",), {"MT027"}),
        ("A trial // Placebo-controlled QX991", ("QX991", "Normal saline"), {"QX991", "normal saline"}),
        ("Vaccinations with WT1", ("WT1-loaded dendritic cells",), {"WT1 dendritic cell vaccine"}),
        (
            "Lymphodepletion as preparative regimen",
            ("GD2 CAR-T cells",),
            {"GD2 CAR-T cells", "lymphodepleting chemotherapy"},
        ),
        ("anti-GD2 (ch14.18/CHO) antibody", ("Anti-GD2 antibody",), {"dinutuximab beta"}),
        ("Omburtamab labelled with iodine", ("131I-omburtamab",), {"131I-omburtamab"}),
        ("AZD6750, a CD8-guided IL-2 agent", ("AZD6750",), {"AZD6750"}),
        ("MK-7684A (vibostolimab)", ("Vibostolimab/pembrolizumab",), {"vibostolimab/pembrolizumab"}),
        (
            "IL13Rα2 or B7-H3 CAR-T cells",
            ("IL13Rα2 CAR-T cells", "B7-H3 CAR-T cells"),
            {"IL13Rα2 CAR-T cells", "B7-H3 CAR-T cells"},
        ),
        (
            "Allogeneic stem cell transplantation",
            ("Allo-HSCT",),
            {"allogeneic haematopoietic stem cell transplantation"},
        ),
    ],
)
def test_general_names_and_parts_give_way(uses: Read, title: str, names: tuple[str, ...], expected: set[str]) -> None:
    assert set(uses(title, *names)) == expected


def test_a_class_that_could_mean_none_of_the_agents_stays(uses: Read) -> None:
    assert set(uses("Ipilimumab with a PD-1 inhibitor", "Ipilimumab", "PD-1 inhibitor")) == {
        "ipilimumab", "anti-PD-1 antibody"
    }  # fmt: skip


def test_radiotherapies_given_as_alternatives_are_two(uses: Read) -> None:
    summary = "Patients receive SABR (oligometastatic disease) or radiotherapy (diffuse disease)."

    found = uses("Stereotactic body radiotherapy", "Radiation", summary=summary)

    assert set(found) == {"stereotactic body radiotherapy", "radiotherapy"}


def test_a_surface_is_kept_for_each_form(uses: Read) -> None:
    use = uses("Keytruda in melanoma", "MK-3475")["pembrolizumab"]

    assert set(use.surfaces) == {"Keytruda", "MK-3475"}
