"""Markers are read from the words by which a trial selects its patients."""

from __future__ import annotations

import pytest

from kg.facts.assemble import load_knowledge, state_facts
from kg.facts.recognise.markers import load_markers
from kg.model import Source, Trial
from kg.resources import folder

KNOWLEDGE = load_knowledge(folder("ontology"))
MARKERS = load_markers(folder("ontology"), KNOWLEDGE.agents.tables.targets.values())


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("B7-H3-positive", [("B7-H3", "positive")]),
        ("EGFR-mutated", [("EGFR", "mutated")]),
        ("PD-L1 TPS ≥ 50", [("PD-L1", "high")]),
        ("HER2-low", [("HER2", "low")]),
        ("MSI-H", [("microsatellite instability", "high")]),
        ("dMMR", [("mismatch repair", "deficient")]),
        ("KRAS G12C mutation", [("KRAS G12C", "mutated")]),
        ("Ph+", [("Philadelphia chromosome", "positive")]),
        ("driver gene negative", [("driver gene", "negative")]),
        ("CD19+", [("CD19", "positive")]),
        ("IDH wild-type", [("IDH", "wild-type")]),
        ("tumour mutation burden high", [("tumour mutational burden", "high")]),
        ("CD8+ T cells", []),
        ("met the criteria", []),
    ],
)
def test_words_name_markers_with_their_status(words: str, expected: list[tuple[str, str]]) -> None:
    assert [(label, status) for label, _, status in MARKERS.read(words)] == expected


def test_a_marker_that_is_a_target_knows_it() -> None:
    assert [targets for _, targets, _ in MARKERS.read("T790M")] == [("EGFR",)]


def test_each_marker_of_a_trial_stands_once_with_all_its_words() -> None:
    trial = Trial(
        id="X", title="PD-L1 positive lung cancer", official_title="EGFR-mutated or PD-L1 positive lung cancer",
        source=Source(path="x"), conditions=("Lung Cancer",),
    )  # fmt: skip

    found = state_facts(trial, KNOWLEDGE).selections

    assert [(each.marker, each.status) for each in found] == [("PD-L1", "positive"), ("EGFR", "mutated")]
    assert [reason.mention.field[-10:] for reason in found[0].evidence] == ["briefTitle", "ficialTitle"[-10:]]
