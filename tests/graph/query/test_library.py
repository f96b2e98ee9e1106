"""The questions' answers on a graph with known answers."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg import vocab
from kg.errors import QueryError
from kg.graph.knowledge import KnowledgeGraph
from kg.graph.query import ask, library
from kg.graph.terms import Several
from tests.graph.trials import fill

#: Question, values, the columns compared, and the rows; cells of several values as their text.
CASES: list[tuple[str, dict[str, str], str, list[tuple[object, ...]]]] = [
    (
        "overview",
        {},
        "agent_name targets mechanisms trial conditions primary_endpoints",
        [
            (
                "GD2/B7-H3 CAR-T cells",
                "B7-H3; GD2",
                "CAR-redirected cytotoxicity",
                "NCT00000001",
                "neuroblastoma",
                "cytokine release syndrome",
            ),
            (
                "dinutuximab beta",
                "GD2",
                "antibody-dependent cellular cytotoxicity",
                "NCT00000002",
                "neuroblastoma",
                "event-free survival",
            ),
            (
                "pembrolizumab",
                "PD-1",
                "immune checkpoint blockade",
                "NCT00000003",
                "non-small cell lung carcinoma",
                "progression-free survival",
            ),
            (
                "ivonescimab",
                "PD-1; VEGF-A",
                "angiogenesis inhibition; immune checkpoint blockade",
                "NCT00000004",
                "lung carcinoma",
                "objective response rate",
            ),
            (
                "ifinatamab deruxtecan",
                "B7-H3",
                "targeted payload delivery",
                "NCT00000005",
                "osteosarcoma",
                "objective response rate",
            ),
            (
                "blinatumomab",
                "CD19; CD3",
                "immune-cell engagement",
                "NCT00000006",
                "acute leukaemia",
                "minimal residual disease",
            ),
            (
                "dinutuximab beta",
                "GD2",
                "antibody-dependent cellular cytotoxicity",
                "NCT00000007",
                "neuroblastoma",
                "dose-limiting toxicity",
            ),
        ],
    ),
    (
        "overview",
        {"target": "PD-1", "condition": "lung cancer"},
        "agent_name trial",
        [("pembrolizumab", "NCT00000003"), ("ivonescimab", "NCT00000004")],
    ),
    (
        "overview",
        {"condition": "lung cancer", "role": "any"},
        "agent_name role_name trial phases status",
        [
            ("docetaxel", "comparator", "NCT00000003", "phase 3", "terminated"),
            ("ifinatamab deruxtecan", "combination", "NCT00000003", "phase 3", "terminated"),
            ("pembrolizumab", "investigational", "NCT00000003", "phase 3", "terminated"),
            ("ivonescimab", "investigational", "NCT00000004", "phase 2", "recruiting"),
            ("pembrolizumab", "comparator", "NCT00000004", "phase 2", "recruiting"),
        ],
    ),
    (
        "partners_of_target",
        {"target": "CD3; PD-1", "partner": "B7-H3; VEGF-A"},
        "trial agent_name other_name by phases status primary_endpoints",
        [
            (
                "NCT00000003",
                "pembrolizumab",
                "ifinatamab deruxtecan",
                "two agents",
                "phase 3",
                "terminated",
                "progression-free survival",
            ),
            (
                "NCT00000004",
                "ivonescimab",
                "ivonescimab",
                "one product",
                "phase 2",
                "recruiting",
                "objective response rate",
            ),
        ],
    ),
    (
        "trials_by_target",
        {"target": "GD2; PD-1; VEGF-A"},
        "trial agent_name",
        [
            ("NCT00000001", "GD2/B7-H3 CAR-T cells"),
            ("NCT00000002", "dinutuximab beta"),
            ("NCT00000003", "pembrolizumab"),
            ("NCT00000004", "ivonescimab"),
            ("NCT00000007", "dinutuximab beta"),
        ],
    ),
    ("trials_by_target", {"target": "GD2", "kind": "CAR T cell"}, "trial", [("NCT00000001",)]),
    (
        "trials_by_target",
        {"target": "B7H3"},
        "trial agent_name kind_name phases status",
        [
            ("NCT00000001", "GD2/B7-H3 CAR-T cells", "CAR T cell", "phase 1", "recruiting"),
            ("NCT00000005", "ifinatamab deruxtecan", "antibody–drug conjugate", "phase 1", None),
        ],
    ),
    (
        "trials_by_target",
        {"target": "PD-1", "role": "Comparator"},
        "trial agent_name",
        [("NCT00000004", "pembrolizumab")],
    ),
    (
        "trials_by_target",
        {"target": "PD-1", "role": "any"},
        "trial agent_name",
        [("NCT00000003", "pembrolizumab"), ("NCT00000004", "ivonescimab"), ("NCT00000004", "pembrolizumab")],
    ),
    (
        "trials_by_agent",
        {"agent": "Keytruda"},
        "trial role_name phases status",
        [
            ("NCT00000003", "investigational", "phase 3", "terminated"),
            ("NCT00000004", "comparator", "phase 2", "recruiting"),
        ],
    ),
    (
        "trials_by_condition",
        {"condition": "lung cancer"},
        "trial conditions phases",
        [("NCT00000003", "non-small cell lung carcinoma", "phase 3"), ("NCT00000004", "lung carcinoma", "phase 2")],
    ),
    (
        "trials_by_condition",
        {"condition": "cancer", "phase": "phase 2", "status": "recruiting"},
        "trial conditions",
        [("NCT00000004", "lung carcinoma")],
    ),
    (
        "trials_by_mechanism",
        {"mechanism": "checkpoint inhibition"},
        "trial agent_name mechanisms phases",
        [
            ("NCT00000003", "pembrolizumab", "immune checkpoint blockade", "phase 3"),
            ("NCT00000004", "ivonescimab", "immune checkpoint blockade", "phase 2"),
        ],
    ),
    (
        "trials_by_endpoint",
        {"endpoint": "time-to-event endpoint"},
        "trial priority_name measure_title time_frame",
        [
            ("NCT00000002", "primary", "EventFreeSurvival of it", "P24M"),
            ("NCT00000003", "primary", "ProgressionFreeSurvival of it", "P12M"),
            ("NCT00000003", "secondary", "OverallSurvival of it", "P24M"),
        ],
    ),
    (
        "trials_by_endpoint",
        {"endpoint": "objective response rate", "condition": "sarcoma"},
        "trial criteria",
        [("NCT00000005", "RECIST 1.1")],
    ),
    (
        "trials_by_mechanism_and_endpoint",
        {"mechanism": "immune checkpoint blockade", "endpoint": "progression-free survival"},
        "trial agents horizons",
        [("NCT00000003", "pembrolizumab", "P12M")],
    ),
    (
        "stopped_trials",
        {},
        "trial status reason agents",
        [
            ("NCT00000003", "terminated", "accrual", "pembrolizumab"),
            ("NCT00000007", "withdrawn", None, "dinutuximab beta"),
        ],
    ),
    (
        "stopped_trials",
        {"target": "GD2"},
        "trial phases status reason agents",
        [("NCT00000007", "phase 1", "withdrawn", None, "dinutuximab beta")],
    ),
    ("stopped_trials", {"phase": "phase 2; phase 3"}, "trial phases", [("NCT00000003", "phase 3")]),
    ("stopped_trials", {"status": "withdrawn"}, "trial", [("NCT00000007",)]),
    ("stopped_trials", {"kind": "CAR cell product"}, "trial", []),
    ("stopped_trials", {"kind": "monoclonal antibody"}, "trial", [("NCT00000003",), ("NCT00000007",)]),
    (
        "biomarker_selected_trials",
        {"target": "CD19"},
        "trial markers targets",
        [("NCT00000006", "CD19 positive", "CD19; CD3")],
    ),
    (
        "paediatric_trials",
        {"target": "GD2"},
        "trial minimum_age agents",
        [("NCT00000001", "1 Year", "GD2/B7-H3 CAR-T cells")],
    ),
    (
        "without_checkpoint_blockade",
        {"condition": "sarcoma"},
        "trial agents mechanisms",
        [("NCT00000005", "ifinatamab deruxtecan", "targeted payload delivery")],
    ),
    (
        "minimal_residual_disease",
        {},
        "trial agents priority time_frame",
        [("NCT00000006", "blinatumomab", "primary", "P3M")],
    ),
    (
        "targets_by_condition",
        {"condition": "lung cancer"},
        "target_name symbol highest_phase trials agents",
        [
            ("PD-1", "PDCD1", "phase 3", 2, "ivonescimab; pembrolizumab"),
            ("VEGF-A", "VEGFA", "phase 2", 1, "ivonescimab"),
        ],
    ),
    (
        "targets_that_meet",
        {"target": "PD-1"},
        "first second trials examples",
        [("CD276", "PDCD1", 1, "NCT00000003"), ("PDCD1", "VEGFA", 1, "NCT00000004")],
    ),
    (
        "white_space",
        {"tested": "neuroblastoma", "untested": "sarcoma"},
        "target_name trials agents",
        [("GD2", 3, "GD2/B7-H3 CAR-T cells; dinutuximab beta")],
    ),
    (
        "agents_across_conditions",
        {"one": "neuroblastoma", "other": "sarcoma"},
        "target_name agents_in_one agents_in_other",
        [("B7-H3", "GD2/B7-H3 CAR-T cells", "ifinatamab deruxtecan")],
    ),
    (
        "first_use_of_target",
        {"target": "GD2"},
        "target_name first_year first_trials trials",
        [("GD2", "2015", "NCT00000002", 3)],
    ),
    (
        "sponsors_by_target",
        {"target": "PD-1"},
        "sponsor trials agents examples",
        [("Gamma", 2, "ivonescimab; pembrolizumab", "NCT00000003; NCT00000004")],
    ),
    (
        "conditions_by_target",
        {"target": "GD2"},
        "condition_name trials phases agents",
        [("neuroblastoma", 3, "phase 1; phase 2", "GD2/B7-H3 CAR-T cells; dinutuximab beta")],
    ),
    (
        "conditions_by_target",
        {"target": "GD2", "kind": "CAR T cell"},
        "condition_name trials phases agents",
        [("neuroblastoma", 1, "phase 1", "GD2/B7-H3 CAR-T cells")],
    ),
    (
        "conditions_by_target",
        {"target": "GD2", "phase": "phase 2"},
        "condition_name trials agents",
        [("neuroblastoma", 1, "dinutuximab beta")],
    ),
    (
        "agents_by_target",
        {"target": "GD2"},
        "agent_name kind_name mechanisms trials other_trials",
        [
            ("dinutuximab beta", "monoclonal antibody", "antibody-dependent cellular cytotoxicity", 2, 0),
            ("GD2/B7-H3 CAR-T cells", "CAR T cell", "CAR-redirected cytotoxicity", 1, 0),
        ],
    ),
    (
        "agents_by_target",
        {"target": "PD-1; B7-H3; GD2"},
        "agent_name trials other_trials",
        [
            ("dinutuximab beta", 2, 0),
            ("GD2/B7-H3 CAR-T cells", 1, 0),
            ("ifinatamab deruxtecan", 1, 1),
            ("ivonescimab", 1, 0),
            ("pembrolizumab", 1, 1),
        ],
    ),
    (
        "trials_by_target",
        {
            "target": "PD-1",
            "role": "any",
            "condition": "lung cancer",
            "phase": "phase 2; phase 1",
            "status": "recruiting",
        },
        "trial agent_name",
        [("NCT00000004", "ivonescimab"), ("NCT00000004", "pembrolizumab")],
    ),
    (
        "trials_by_agent",
        {"agent": "Keytruda", "phase": "phase 3"},
        "trial",
        [("NCT00000003",)],
    ),
    (
        "trials_by_mechanism",
        {"mechanism": "checkpoint inhibition", "condition": "lung cancer", "status": "terminated"},
        "trial",
        [("NCT00000003",)],
    ),
    (
        "trials_by_condition",
        {"condition": "cancer", "target": "GD2; CD19"},
        "trial",
        [("NCT00000001",), ("NCT00000002",), ("NCT00000006",), ("NCT00000007",)],
    ),
    (
        "trials_by_endpoint",
        {"endpoint": "time-to-event endpoint", "target": "GD2"},
        "trial",
        [("NCT00000002",)],
    ),
    (
        "agents_by_kind",
        {"kind": "antibody-based agent", "role": "Combination"},
        "agent_name kind_name targets trials",
        [("ifinatamab deruxtecan", "antibody–drug conjugate", "B7-H3", 1)],
    ),
    (
        "agents_without_target",
        {},
        "agent_name",
        [],
    ),
    (
        "roles_of_agent",
        {"agent": "fludarabine"},
        "trial role_name called arms",
        [("NCT00000001", "conditioning", "fludarabine", "Experimental")],
    ),
    (
        "doses_of_agent",
        {"agent": "fludarabine"},
        "amount unit route schedule role trial words",
        [("30", "mg/m2", "intravenous", None, "conditioning", "NCT00000001", "fludarabine")],
    ),
    (
        "partners_of_agent",
        {"agent": "pembrolizumab"},
        "other_name targets trials examples",
        [("ifinatamab deruxtecan", "B7-H3", 1, "NCT00000003")],
    ),
    (
        "partners_of_target",
        {"target": "PD-1", "partner": "B7-H3"},
        "trial agent_name other_name other_targets by phases primary_endpoints sponsor",
        [
            (
                "NCT00000003",
                "pembrolizumab",
                "ifinatamab deruxtecan",
                "B7-H3",
                "two agents",
                "phase 3",
                "progression-free survival",
                "Gamma",
            )
        ],
    ),
    (
        "partners_of_target",
        {"target": "PD-1", "partner": "VEGF-A"},
        "trial agent_name other_name by",
        [("NCT00000004", "ivonescimab", "ivonescimab", "one product")],
    ),
    (
        "partners_of_target",
        {"target": "PD-1", "partner": "GD2"},
        "trial",
        [],
    ),
    (
        "checkpoint_combinations",
        {"kind": "antibody–drug conjugate"},
        "trial agent_name other_name other_targets phases",
        [("NCT00000003", "pembrolizumab", "ifinatamab deruxtecan", "B7-H3", "phase 3")],
    ),
    (
        "repeated_pairs",
        {},
        "first_name second_name trials examples sponsors",
        [("dinutuximab beta", "interleukin-2", 2, "NCT00000002; NCT00000007", "Beta; Delta")],
    ),
    (
        "mechanisms_that_meet",
        {"mechanism": "checkpoint inhibition"},
        "first_name second_name trials examples",
        [
            ("angiogenesis inhibition", "immune checkpoint blockade", 1, "NCT00000004"),
            ("immune checkpoint blockade", "targeted payload delivery", 1, "NCT00000003"),
        ],
    ),
    (
        "comparators_against",
        {"kind": "monoclonal antibody"},
        "comparator_name trials known_by regimens agents examples",
        [("docetaxel", 1, "role as comparator", "", "pembrolizumab", "NCT00000003")],
    ),
    (
        "comparators_against",
        {"trial": "NCT00000004"},
        "comparator_name agents",
        [("pembrolizumab", "ivonescimab")],
    ),
    (
        "comparators_against",
        {"comparator": "docetaxel; ivonescimab", "partner": "B7-H3", "condition": "lung cancer"},
        "comparator_name agents",
        [("docetaxel", "pembrolizumab")],
    ),
    ("arms_compared", {"target": "GD2"}, "trial", []),
    (
        "trial_designs",
        {"condition": "lung cancer"},
        "trial tested compared_with known_by allocation phases status conditions primary_endpoints",
        [
            (
                "NCT00000003",
                "pembrolizumab; with ifinatamab deruxtecan",
                "docetaxel",
                "role as comparator",
                None,
                "phase 3",
                "terminated",
                "non-small cell lung carcinoma",
                "progression-free survival",
            ),
            (
                "NCT00000004",
                "ivonescimab",
                "pembrolizumab",
                "role as comparator",
                None,
                "phase 2",
                "recruiting",
                "lung carcinoma",
                "objective response rate",
            ),
        ],
    ),
    (
        "trial_designs",
        {"target": "B7-H3; GD2", "phase": "phase 1"},
        "trial tested compared_with",
        [
            ("NCT00000001", "GD2/B7-H3 CAR-T cells, fludarabine", ""),
            ("NCT00000005", "ifinatamab deruxtecan", ""),
            ("NCT00000007", "dinutuximab beta; with interleukin-2", ""),
        ],
    ),
    (
        "trial_designs",
        {"mechanism": "checkpoint inhibition", "partner": "B7-H3"},
        "trial",
        [("NCT00000003",)],
    ),
    ("trial_designs", {"target": "PD-1", "partner": "VEGF-A"}, "trial tested", [("NCT00000004", "ivonescimab")]),
    ("trial_designs", {"agent": "pembrolizumab", "partner": "PD-1"}, "trial", []),
    ("comparators_against", {"target": "PD-1", "partner": "VEGF-A"}, "agents", [("ivonescimab",)]),
    ("engineered_agents", {"target": "CD19"}, "agent_name", []),
    ("engineered_agents", {"kind": "CAR cell product"}, "agent_name", [("GD2/B7-H3 CAR-T cells",)]),
    (
        "engineered_agents",
        {"kind": "CAR cell product", "target": "B7-H3"},
        "agent_name kind_name targets parts trials",
        [("GD2/B7-H3 CAR-T cells", "CAR T cell", "B7-H3; GD2", "has cell T cell; has receptor CAR", "NCT00000001")],
    ),
    (
        "car_cells_by_antigen",
        {},
        "antigen_name agent_name kind_name trials conditions",
        [
            ("B7-H3", "GD2/B7-H3 CAR-T cells", "CAR T cell", "NCT00000001", "neuroblastoma"),
            ("GD2", "GD2/B7-H3 CAR-T cells", "CAR T cell", "NCT00000001", "neuroblastoma"),
        ],
    ),
    (
        "multispecifics_by_targets",
        {"target": "CD3"},
        "pair agent_name kind_name trials",
        [("CD19 × CD3E", "blinatumomab", "immune-cell engager", "NCT00000006")],
    ),
    (
        "conjugates_by_payload",
        {},
        "agent_name targets payloads trials",
        [("ifinatamab deruxtecan", "B7-H3", "DXd", "NCT00000003; NCT00000005")],
    ),
    (
        "lymphodepletion",
        {},
        "trial conditioning products",
        [("NCT00000001", "fludarabine", "GD2/B7-H3 CAR-T cells")],
    ),
    (
        "primary_endpoints_by_mechanism",
        {"mechanism": "ADCC"},
        "endpoint phase_name trials horizons",
        [("dose-limiting toxicity", "phase 1", 1, "P35D"), ("event-free survival", "phase 2", 1, "P24M")],
    ),
    (
        "endpoints_by_phase",
        {"target": "GD2"},
        "endpoint phase trials",
        [
            ("cytokine release syndrome", "phase 1", 1),
            ("dose-limiting toxicity", "phase 1", 1),
            ("event-free survival", "phase 2", 1),
        ],
    ),
    (
        "time_frames",
        {"endpoint": "objective response rate"},
        "duration trials measures words",
        [("P12M", 1, 1, "up to P12M"), ("P6M", 1, 1, "up to P6M")],
    ),
    (
        "horizons_compared",
        {"endpoint": "objective response rate", "one": "checkpoint inhibition", "other": "targeted payload delivery"},
        "mechanism duration trials examples",
        [("checkpoint inhibition", "P6M", 1, "NCT00000004"), ("targeted payload delivery", "P12M", 1, "NCT00000005")],
    ),
    (
        "criteria_used",
        {},
        "criterion_name trials measures endpoints",
        [("RECIST 1.1", 2, 2, "objective response rate"), ("ASTCT", 1, 1, "cytokine release syndrome")],
    ),
    (
        "settings_by_target",
        {"target": "CD19"},
        "setting trials phases agents examples",
        [("biomarker selected", 1, "phase 2", "blinatumomab", "NCT00000006")],
    ),
    (
        "settings_by_target",
        {"target": "PD-1; CD19", "condition": "lung cancer"},
        "setting trials",
        [],
    ),
    (
        "settings_by_target",
        {"target": "CD19", "kind": "immune cell engager"},
        "setting trials",
        [("biomarker selected", 1)],
    ),
    ("settings_by_target", {"target": "CD19", "kind": "CAR T cell"}, "setting trials", []),
    ("settings_by_target", {"target": "CD19", "phase": "phase 2"}, "setting trials", [("biomarker selected", 1)]),
    ("settings_by_target", {"target": "CD19", "phase": "phase 1"}, "setting trials", []),
    ("settings_by_target", {"target": "CD19", "status": "recruiting"}, "setting trials", []),
    (
        "settings_of_condition",
        {"condition": "acute leukemia"},
        "setting trials examples",
        [("biomarker selected", 1, "NCT00000006")],
    ),
    (
        "discrepancies",
        {},
        "trial kind message words",
        [("NCT00000005", "misspelling", "two spellings", "in")],
    ),
    (
        "words_behind_edge",
        {"subject": "dinutuximab beta", "value": "GD2"},
        "trial property words field start basis source",
        [
            (
                "NCT00000002",
                "hasTarget",
                "dinutuximab beta",
                "identificationModule.briefTitle",
                0,
                "Background",
                "ncit:C121540",
            ),
            (
                "NCT00000007",
                "hasTarget",
                "dinutuximab beta",
                "identificationModule.briefTitle",
                0,
                "Background",
                "ncit:C121540",
            ),
        ],
    ),
    (
        "words_behind_edge",
        {"subject": "NCT00000001", "value": "fludarabine"},
        "trial property words start basis",
        [("NCT00000001", "ofAgent", "fludarabine", 28, "Stated")],
    ),
    (
        "words_behind_target",
        {"target": "PD-1", "trial": "NCT00000004"},
        "trial agent_name words start basis source",
        [("NCT00000004", "ivonescimab", "ivonescimab", 0, "Background", "fda:label")],
    ),
    (
        "words_behind_trial",
        {"trial": "NCT00000006"},
        "subject property value words",
        [
            ("MinimalResidualDisease of it", "measures endpoint", "minimal residual disease", "blina"),
            ("blinatumomab", "acts through", "immune-cell engagement", "blinatumomab"),
            ("blinatumomab", "has target", "CD19", "blinatumomab"),
            ("blinatumomab", "has target", "CD3", "blinatumomab"),
            ("blinatumomab", "in role", "investigational", "blinatumomab"),
            ("blinatumomab", "is a", "immune-cell engager", "blinatumomab"),
            ("blinatumomab", "of agent", "blinatumomab", "blinatumomab"),
            ("blinatumomab in acute leukaemia", "has setting", "biomarker selected", "acute"),
            ("blinatumomab in acute leukaemia", "scope", "oncology immunotherapy", "blina"),
            ("blinatumomab in acute leukaemia", "studies condition", "acute leukaemia", "acute leukaemia"),
        ],
    ),
    (
        "not_understood",
        {},
        "words expected candidates trials examples",
        [("acute", None, "one; other", 1, "NCT00000006"), ("deruxtecan", "agent", "", 1, "NCT00000005")],
    ),
    (
        "vocabulary",
        {"text": "PD-1"},
        "thing name sort trials",
        [("target/pdcd1", "PD-1", "target", 2)],
    ),
]


@pytest.mark.parametrize(("name", "values", "columns", "expected"), CASES)
def test_a_question_is_answered_exactly(
    graph: KnowledgeGraph, name: str, values: dict[str, str], columns: str, expected: list[tuple[object, ...]]
) -> None:
    records = ask(graph.store, graph.naming, name, values).records
    shown = [tuple(record[column] for column in columns.split()) for record in records]
    assert [tuple(str(cell) if isinstance(cell, Several) else cell for cell in row) for row in shown] == expected


def test_every_question_has_a_case() -> None:
    elsewhere = {name for name, question in library().items() if question.unanswerable or question.derived}
    assert {case[0] for case in CASES} | elsewhere == library().keys()


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("price_of_agent", {"agent": "pembrolizumab"}),
        ("approval_status", {"agent": "pembrolizumab"}),
        ("participants", {"trial": "NCT00000001"}),
    ],
)
def test_what_registries_do_not_hold_is_not_invented(graph: KnowledgeGraph, name: str, values: dict[str, str]) -> None:
    assert not ask(graph.store, graph.naming, name, values)


def test_the_words_behind_a_row_stand_in_their_sentence_with_its_field(graph: KnowledgeGraph) -> None:
    (row,) = graph.ask("trials_by_target", evidence=True, target="CD19").records
    assert row["evidence"] == Several(("“[blinatumomab] in acute leukaemia” (identificationModule.briefTitle)",))


def test_words_of_other_trials_do_not_stand_behind_a_row(graph: KnowledgeGraph) -> None:
    words = {
        row["trial"]: row["evidence"]
        for row in graph.ask("trials_by_condition", evidence=True, condition="NBL").records
    }
    assert words["NCT00000002"] == Several(
        ("“dinutuximab beta with interleukin-2 in [neuroblastoma]” (identificationModule.briefTitle)",)
    )


def test_evidence_for_sums_is_refused(graph: KnowledgeGraph) -> None:
    with pytest.raises(QueryError, match="words_behind_trial"):
        graph.ask("targets_by_condition", evidence=True, condition="cancer")


def test_words_behind_a_comparator_are_those_that_name_it_in_its_trials(graph: KnowledgeGraph) -> None:
    rows = graph.ask("comparators_against", evidence=True, target="PD-1").records
    assert {row["comparator_name"]: row["evidence"] for row in rows}["pembrolizumab"] == Several(
        ("“ivonescimab against [pembrolizumab] in lung carcinoma” (identificationModule.briefTitle)",)
    )


@pytest.mark.parametrize(
    ("values", "told"),
    [
        (
            {"target": "GD2"},
            "trials that test such an agent: 3; none of them states a comparator or randomises to an arm without it",
        ),
        ({"target": "PD-1", "kind": "CAR-T"}, "trials that test such an agent: 0"),
    ],
)
def test_of_trials_without_comparator_is_said_how_many_there_are(
    graph: KnowledgeGraph, values: dict[str, str], told: str
) -> None:
    answer = graph.ask("comparators_against", **values)  # type: ignore[arg-type]
    assert (len(answer), answer.why_empty) == (0, told)


LEFT_OUT = (
    "left out: trials in which such an agent has another role, such as partner, comparator or tracer: 1; "
    "--role any shows them"
)


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"target": "PD-1"}, ""),
        (
            {"target": "B7-H3"},
            LEFT_OUT,
        ),
        ({"target": "B7-H3", "phase": "phase 2"}, ""),
        ({"target": "B7-H3", "role": "any"}, ""),
        ({"target": "B7-H3", "role": "Comparator"}, ""),
    ],
)
def test_what_a_default_leaves_out_is_counted(graph: KnowledgeGraph, values: dict[str, str], told: str) -> None:
    assert graph.ask("trials_by_target", **values).left_out == told  # type: ignore[arg-type]


def test_an_answer_cut_short_says_so(graph: KnowledgeGraph) -> None:
    answer = graph.ask("overview", limit=2)
    assert (len(answer), answer.complete) == (2, False)
    assert graph.ask("overview", limit=7).complete


@pytest.mark.parametrize(
    ("name", "values", "told"),
    [
        ("trials_by_targe", {}, "trials_by_target"),
        ("trials_by_target", {}, "--target 'GD2'"),
        ("trials_by_target", {"targetx": "GD2"}, "Did you mean target"),
        ("trials_by_target", {"target": "GD22"}, "Did you mean GD2"),
        ("trials_by_target", {"target": "neuroblastoma"}, "no target in this graph is called .* is a condition: give"),
        ("agents_by_kind", {"kind": "pembrolizumab"}, "is an agent: give"),
        ("white_space", {"tested": "sarcoma; NBL", "untested": "sarcoma"}, "tested takes one value"),
        ("trials_by_target", {"target": "GD2, PDD1"}, "--target GD2 --target PDD1"),
        ("trials_by_target", {"target": "GD2; PDD1"}, "called 'PDD1'. Did you mean PDCD1"),
        ("agents_by_kind", {"kind": "antibody drug conjugat"}, "Did you mean antibody–drug conjugate"),
        ("roles_of_agent", {"agent": "xyzq"}, "such as blinatumomab"),
        ("trials_by_target", {"target": "GD2", "role": "tset"}, "in the trial: combination, comparator"),
        ("words_behind_edge", {"subject": "NCT00000009", "value": "GD2"}, "no thing in this graph"),
    ],
)
def test_a_wrong_question_is_put_right(graph: KnowledgeGraph, name: str, values: dict[str, str], told: str) -> None:
    with pytest.raises(QueryError, match=told):
        ask(graph.store, graph.naming, name, values)


def test_the_query_that_is_asked_can_be_given_to_any_service(graph: KnowledgeGraph) -> None:
    text = graph.sparql("trials_by_target", target="B7H3")
    assert "PREFIX iokg: <https://w3id.org/iokg/ontology#>" in text
    assert "UNDEF" not in text
    assert graph.query(text).columns[:2] == ("trial", "title")


@pytest.mark.parametrize(
    ("question", "values"),
    [("checkpoint_combinations", {"partner": "B7-H3"}), ("partners_of_target", {"target": "PD-1", "partner": "B7-H3"})],
)
def test_agents_that_no_arm_gives_together_make_no_regimen(question: str, values: dict[str, str]) -> None:
    store = ox.Store()
    fill(store)
    trial = f"{vocab.BASE}trial/NCT00000003"
    gives = ox.NamedNode(vocab.IOKG + "givesUse")
    for arm, use in enumerate(("use/pembrolizumab/investigational", "use/ifinatamab-deruxtecan/combination")):
        store.add(ox.Quad(ox.NamedNode(f"{trial}/arm/{arm}"), gives, ox.NamedNode(f"{trial}/{use}")))
    graph = KnowledgeGraph(store)

    assert not ask(graph.store, graph.naming, question, values)
