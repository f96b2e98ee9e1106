"""The registry's exports are read by their headings, old and new."""

from __future__ import annotations

import csv
import io

import pytest

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


def text_export(text: str) -> list[Trial | Refusal]:
    return list(read_export(io.BytesIO(text.encode()), "x.csv"))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("sep=;\nNCT Number;Study Title\nNCT00000001;A\n", id="delimiter named before"),
        pytest.param("\n\nNCT Number,Study Title\n\nNCT00000001,A\n", id="blank lines"),
        pytest.param("NCT Number,Study Title\rNCT00000001,A\r", id="old line ends"),
        pytest.param("Study Title,Odd,NCT Number\nA,1,nct00000001\n", id="another order, an unknown column"),
        pytest.param("NCT Number,Study Title\nNCT00000001,A,,\n", id="empty cells at the end"),
    ],
)
def test_exports_that_other_programs_wrote_are_read(text: str) -> None:
    (trial,) = text_export(text)
    assert isinstance(trial, Trial)
    assert (trial.id, trial.title) == ("NCT00000001", "A")


def test_a_title_may_be_missing() -> None:
    (trial, short) = text_export("NCT Number,Enrollment,Study Title\nNCT00000001,12,\nNCT00000002,1\n")
    assert isinstance(trial, Trial)
    assert isinstance(short, Trial)
    assert (trial.title, trial.design.enrolment, short.id) == ("", 12, "NCT00000002")


@pytest.mark.parametrize("last", ["", ',"a ""b"" c",,\n'])
def test_a_quote_that_is_not_closed_costs_one_row(last: str) -> None:
    rows = ',"A b,,12\nNCT00000002,"B ""x""\nand more",,\nNCT00000003,C,,\n'
    text = f"NCT Number,Study Title,Interventions,Enrollment\nNCT00000001{rows}"
    bad, two, three, *_ = text_export(text + (f"NCT00000004{last}" if last else ""))
    assert isinstance(bad, Refusal)
    assert (bad.place, bad.problem) == ("x.csv, line 2", "a quote is not closed")
    assert [t.source.place for t in (two, three) if isinstance(t, Trial)] == ["line 3", "line 5"]


def test_a_cell_that_holds_no_value_of_its_column_is_named() -> None:
    trial, *refusals = export({**NEW, "Enrollment": "many", "Start Date": "soon"})
    assert isinstance(trial, Trial)
    assert [(r.kind, r.place) for r in refusals if isinstance(r, Refusal)] == [
        ("field", "x.csv, line 2, enrollment"),
        ("field", "x.csv, line 2, start date"),
    ]


def test_a_line_of_megabytes_costs_one_row() -> None:
    long = "x" * 9_000_000
    bad, trial = text_export(f"NCT Number,Study Title\nNCT00000001,{long}\nNCT00000002,B\n")
    assert isinstance(bad, Refusal)
    assert isinstance(trial, Trial)
    assert (bad.place, trial.source.place) == ("x.csv, line 2", "line 3")


def test_what_a_landscape_needs_is_read() -> None:
    row = {**NEW, "Funder Type": "INDUSTRY", "Enrollment": "1,200", "Results First Posted": "2025-01-02"}
    row["Study Design"] = "Observational Model: COHORT|Time Perspective: PROSPECTIVE"
    trial = one(row)
    assert (trial.sponsor_class, trial.sites, trial.design.enrolment) == ("INDUSTRY", 3, 1200)
    assert (trial.design.observational_model, trial.design.time_perspective) == ("COHORT", "PROSPECTIVE")
    assert trial.status.results_posted == "2025-01-02"
