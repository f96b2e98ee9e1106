"""Plain text without field names gives the record that it was written from."""

from __future__ import annotations

import pytest

from kg.errors import InputError
from kg.facts.read.refusal import Refusal
from kg.facts.read.seed import read_seed
from kg.model import Source, Trial

TITLE = "A Trial of GD2 CAR-T Cells"
SUMMARY = "The first paragraph.\n\nThe second one:\n\n* an item\n* another item"
CONDITIONS = "Neuroblastoma (NB)|Osteosarcoma"
INTERVENTIONS = "BIOLOGICAL: GD2 CAR-T cells|DRUG: Fludarabine"
PRIMARY = "Safety, Number of adverse events by CTCAE 5.0., Up to 12 months"
SECONDARY = "ORR, CR and PR, 1 year|Overall survival, Time to death from any cause., 2 years"
OTHER = "Cytokines, Levels of IL-6, 28 days"
DESCRIPTION = "Cells are infused once.\n\n1. One arm\n2. Another arm\n\nThe follow-up lasts, at the longest, 5 years."


def read(*parts: str) -> tuple[Trial, tuple[Refusal, ...]]:
    return read_seed("\n".join(parts).encode(), Source(path="x.txt"), "x")


def test_all_parts_find_their_fields() -> None:
    trial, refusals = read(TITLE, SUMMARY, CONDITIONS, INTERVENTIONS, PRIMARY, SECONDARY, OTHER, DESCRIPTION)
    assert (trial.id, trial.title, trial.summary, trial.description) == ("x", TITLE, SUMMARY, DESCRIPTION)
    assert trial.conditions == ("Neuroblastoma (NB)", "Osteosarcoma")
    assert [(i.type, i.name) for i in trial.interventions] == [
        ("BIOLOGICAL", "GD2 CAR-T cells"),
        ("DRUG", "Fludarabine"),
    ]
    assert [(o.priority, o.position) for o in trial.outcomes] == [
        ("Primary", 0), ("Secondary", 0), ("Secondary", 1), ("Other", 0)
    ]  # fmt: skip
    assert refusals == ()


@pytest.mark.parametrize(
    ("parts", "outcomes"),
    [
        pytest.param(
            (SUMMARY, CONDITIONS, INTERVENTIONS, PRIMARY, SECONDARY), 3, id="no other outcomes, no description"
        ),
        pytest.param((CONDITIONS, INTERVENTIONS, PRIMARY), 1, id="no summary"),
        pytest.param((SUMMARY, INTERVENTIONS, PRIMARY, DESCRIPTION), 1, id="no conditions"),
        pytest.param((SUMMARY, CONDITIONS, PRIMARY, SECONDARY, DESCRIPTION), 3, id="no interventions"),
        pytest.param((SUMMARY, CONDITIONS, INTERVENTIONS, DESCRIPTION), 0, id="no outcomes"),
    ],
)
def test_any_part_may_be_absent(parts: tuple[str, ...], outcomes: int) -> None:
    trial, refusals = read(TITLE, *parts)
    assert trial.summary == (SUMMARY if SUMMARY in parts else "")
    assert trial.conditions == (("Neuroblastoma (NB)", "Osteosarcoma") if CONDITIONS in parts else ())
    assert trial.description == (DESCRIPTION if DESCRIPTION in parts else "")
    assert (len(trial.interventions), len(trial.outcomes)) == (2 if INTERVENTIONS in parts else 0, outcomes)
    assert refusals == ()


def test_an_outcome_may_span_lines() -> None:
    primary = "Safety, 1. To count toxicities.\n\n   Of grade 3.\n2. To find the MTD ., From enrollment to 1 year"
    trial, _ = read(TITLE, CONDITIONS, INTERVENTIONS, primary, SECONDARY, DESCRIPTION)
    assert (trial.outcomes[0].priority, trial.outcomes[0].time_frame) == ("Primary", "From enrollment to 1 year")
    assert (len(trial.outcomes), trial.description) == (3, DESCRIPTION)


def test_a_line_without_a_place_is_named() -> None:
    trial, (refusal,) = read(TITLE, CONDITIONS, INTERVENTIONS, "DRUG: Busulfan", PRIMARY)
    assert (refusal.kind, refusal.place) == ("line", "x.txt, line 4")
    assert len(trial.interventions) == 2


def test_other_text_is_refused() -> None:
    with pytest.raises(InputError, match="no record"):
        read("Dear colleague,", "please find the minutes attached.")
