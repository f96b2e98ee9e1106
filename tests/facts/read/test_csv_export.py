"""The registry's exports are read by their headings, old and new."""

from __future__ import annotations

import csv
import io

from kg.facts.read.csv_export import read_export
from kg.facts.read.refusal import Refusal
from kg.model import Trial

NEW = {
    "NCT Number": "NCT00000001",
    "Study Title": "A title",
    "Study Status": "ACTIVE_NOT_RECRUITING",
    "Brief Summary": "One line,\nanother line.",
    "Study Results": "NO",
    "Conditions": "Leukemia|Lymphoma",
    "Interventions": "DRUG: Folinic Acid, Fluorouracil|BIOLOGICAL: CAR-T",
    "Primary Outcome Measures": "OS, Time to death, 2 years|PFS, 1 year",
    "Sponsor": "A Company, Ltd.",
    "Collaborators": "B|C",
    "Sex": "ALL",
    "Age": "CHILD, ADULT",
    "Phases": "PHASE1|PHASE2",
    "Enrollment": "12",
    "Study Type": "INTERVENTIONAL",
    "Study Design": "Allocation: RANDOMIZED|Primary Purpose: TREATMENT|"
    "Intervention Model: SINGLE_GROUP|Masking: DOUBLE (PARTICIPANT, INVESTIGATOR)",
    "Start Date": "2018-12",
    "Last Update Posted": "2025-05-09",
    "Locations": "A Hospital, Shanghai, China|B, Lyon, France|C, Wuhan, China",
}
OLD = {
    "Rank": "1",
    "NCT Number": "NCT00000001",
    "Title": "A title",
    "Status": "Active, not recruiting",
    "Study Results": "No Results Available",
    "Conditions": "Leukemia|Lymphoma",
    "Interventions": "Drug: Folinic Acid, Fluorouracil|Biological: CAR-T",
    "Outcome Measures": "OS, at 2 years|PFS",
    "Sponsor/Collaborators": "A Company, Ltd.|B|C",
    "Gender": "All",
    "Age": "up to 65 Years   (Child, Adult)",
    "Phases": "Phase 1|Phase 2",
    "Enrollment": "12",
    "Study Type": "Interventional",
    "Study Designs": "Allocation: Randomized|Primary Purpose: Treatment|"
    "Intervention Model: Single Group Assignment|Masking: Double (Participant, Investigator)",
    "Start Date": "December 2018",
    "Last Update Posted": "May 9, 2025",
    "Locations": "A Hospital, Shanghai, China|B, Lyon, France|C, Wuhan, China",
}


def export(*rows: dict[str, str], delimiter: str = ",") -> list[Trial | Refusal]:
    text = io.StringIO()
    writer = csv.DictWriter(text, rows[0], delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return list(read_export(io.BytesIO(text.getvalue().encode()), "x.csv"))


def one(row: dict[str, str]) -> Trial:
    (trial,) = export(row)
    assert isinstance(trial, Trial)
    return trial


def test_old_and_new_headings_give_the_same_trial() -> None:
    new, old = one(NEW), one(OLD)
    assert new.interventions == old.interventions
    assert new.design == old.design
    assert new.status == old.status
    assert (new.sponsor, new.collaborators, new.countries) == (old.sponsor, old.collaborators, old.countries)


def test_the_cells_find_their_fields() -> None:
    trial = one(NEW)
    assert (trial.summary, trial.conditions) == ("One line,\nanother line.", ("Leukemia", "Lymphoma"))
    assert [(i.type, i.name) for i in trial.interventions] == [
        ("DRUG", "Folinic Acid, Fluorouracil"),
        ("BIOLOGICAL", "CAR-T"),
    ]
    assert [(o.measure, o.time_frame) for o in trial.outcomes] == [("OS", "2 years"), ("PFS", "1 year")]
    assert (trial.design.phases, trial.design.masking, trial.design.enrolment) == (("PHASE1", "PHASE2"), "DOUBLE", 12)
    assert (trial.status.start, trial.status.last_update) == ("2018-12", "2025-05-09")
    assert (trial.collaborators, trial.countries) == (("B", "C"), ("China", "France"))


def test_titles_without_priority_are_not_split() -> None:
    assert [(o.priority, o.measure) for o in one(OLD).outcomes] == [("Other", "OS, at 2 years"), ("Other", "PFS")]


def test_a_bar_inside_a_name_does_not_split_it() -> None:
    trial = one({**NEW, "Interventions": "DRUG: A|B tablets|DRUG: C"})
    assert [i.name for i in trial.interventions] == ["A|B tablets", "C"]


def test_a_bad_row_costs_only_itself() -> None:
    good, bad, last = export(NEW, {**NEW, "NCT Number": "see above!"}, {**NEW, "NCT Number": "NCT00000002"})
    assert isinstance(bad, Refusal)
    assert (bad.kind, bad.place) == ("record", "x.csv, line 4")
    assert [t.id for t in (good, last) if isinstance(t, Trial)] == ["NCT00000001", "NCT00000002"]
