"""The questions' answers on registry records hold what an immuno-oncologist knows must hold."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import kg
from kg.graph.knowledge import KnowledgeGraph
from kg.graph.query import library
from kg.graph.terms import Several

#: Question, values, a column, and what must stand in it, whatever else does.
HOLDS: list[tuple[str, dict[str, Any], str, set[str]]] = [
    ("agents_across_conditions", {"one": "neuroblastoma", "other": "osteosarcoma"}, "target_name", {"B7-H3"}),
    ("agents_by_kind", {"kind": "antibody–drug conjugate"}, "agent_name",
     {"ifinatamab deruxtecan", "vobramitamab duocarmazine", "sacituzumab govitecan"}),
    ("agents_by_kind", {"kind": "radioconjugate"}, "agent_name", {"131I-omburtamab"}),
    ("agents_by_target", {"target": "B7-H3"}, "kind_name",
     {"antibody–drug conjugate", "CAR T cell", "monoclonal antibody", "radioconjugate"}),
    ("agents_without_target", {}, "agent_name", {"NK cell"}),
    ("biomarker_selected_trials", {"target": "PD-L1"}, "markers", {"PD-L1 high", "PD-L1 positive"}),
    ("car_cells_by_antigen", {"target": "CD19"}, "agent_name", {"CD19 CAR-T cells", "relmacabtagene autoleucel"}),
    ("checkpoint_combinations", {"partner": "TIGIT"}, "other_name", {"tiragolumab", "domvanalimab", "vibostolimab"}),
    ("checkpoint_combinations", {"kind": "antibody–drug conjugate"}, "other_name", {"vobramitamab duocarmazine"}),
    ("comparators_against", {"target": "PD-1"}, "comparator_name", {"pembrolizumab", "placebo"}),
    ("comparators_against", {}, "comparator_name", {"placebo", "standard of care"}),
    ("comparators_against", {"target": "TIGIT"}, "examples",
     {"NCT04305054", "NCT07337447", "NCT05009069", "NCT05798663", "NCT05327530", "NCT04262856", "NCT04952597"}),
    ("comparators_against", {"trial": "NCT04543617"}, "regimens", {"atezolizumab, placebo", "placebo"}),
    ("trial_designs", {"trial": "NCT04952597"}, "tested",
     {"ociperlimab, tislelizumab, carboplatin, cisplatin, etoposide, radiotherapy"}),
    ("trial_designs", {"target": "TIGIT", "trial": "NCT04952597"}, "compared_with",
     {"carboplatin, cisplatin, etoposide, radiotherapy",
      "tislelizumab, carboplatin, cisplatin, etoposide, radiotherapy"}),
    ("trial_designs", {"target": "TIGIT", "partner": "PD-1", "phase": "phase 3"}, "trial", {"NCT05665595"}),
    ("arms_compared", {"agent": "tiragolumab"}, "control", {"Placebo + Atezolizumab"}),
    ("trial_designs", {"target": "TIGIT"}, "known_by",
     {"arm registered as comparator", "randomised arm without the agent"}),
    ("car_cells_by_antigen", {"target": "PSMA"}, "products", {"several products"}),
    ("checkpoint_combinations", {"partner": "TIGIT"}, "by", {"one product", "two agents"}),
    ("conditions_by_target", {"target": "GD2"}, "condition_name", {"neuroblastoma"}),
    ("conjugates_by_payload", {}, "payloads", {"DXd", "SN-38"}),
    ("criteria_used", {"endpoint": "objective response rate"}, "criterion_name", {"RECIST 1.1", "iRECIST", "RANO"}),
    ("discrepancies", {"trial": "seed-001"}, "words", {"power of 0.90", "power of 85%"}),
    ("doses_of_agent", {"agent": "fludarabine"}, "role", {"conditioning"}),
    ("endpoints_by_phase", {"target": "PD-1"}, "endpoint", {"dose-limiting toxicity", "overall survival"}),
    ("engineered_agents", {"kind": "CAR cell product"}, "agent_name", {"B7-H3 CAR-T cells", "NKG2D CAR-NK cells"}),
    ("first_use_of_target", {}, "target_name", {"B7-H3", "GD2", "PD-1", "TIGIT"}),
    ("lymphodepletion", {"kind": "CAR cell product"}, "conditioning", {"cyclophosphamide", "fludarabine"}),
    ("mechanisms_that_meet", {"mechanism": "immune checkpoint blockade"}, "second_name",
     {"targeted payload delivery", "radiation damage"}),
    ("minimal_residual_disease", {}, "agents", {"CD19 CAR-T cells", "venetoclax"}),
    ("multispecifics_by_targets", {"target": "CD3"}, "pair", {"CD3E × DLL3", "CD33 × CD3E"}),
    ("not_understood", {}, "expected", {"agent"}),
    ("overview", {"target": "GD2"}, "agent_name", {"dinutuximab beta", "GD2/B7-H3 CAR-T cells"}),
    ("paediatric_trials", {"target": "GD2"}, "trial", {"NCT04637503"}),
    ("partners_of_agent", {"agent": "pembrolizumab"}, "other_name", {"vibostolimab", "lenvatinib"}),
    ("partners_of_target", {"target": "PD-1", "partner": "VEGF-A"}, "by", {"one product"}),
    ("partners_of_target", {"target": "TIGIT", "partner": "PD-L1"}, "agent_name", {"tiragolumab"}),
    ("partners_of_target", {"target": ["PD-1", "PD-L1"], "partner": "TIGIT"}, "agent_name",
     {"atezolizumab", "pembrolizumab", "zimberelimab"}),
    ("primary_endpoints_by_mechanism", {"mechanism": "CAR-redirected cytotoxicity", "phase": "phase 1"}, "endpoint",
     {"dose-limiting toxicity", "cytokine release syndrome"}),
    ("repeated_pairs", {"agent": "tiragolumab"}, "first_name", {"atezolizumab"}),
    ("roles_of_agent", {"agent": "cyclophosphamide"}, "role_name", {"conditioning"}),
    ("settings_by_target", {"target": ["PD-1", "PD-L1"]}, "setting", {"metastatic", "newly diagnosed", "unresectable"}),
    ("settings_of_condition", {"condition": "lymphoma"}, "setting", {"relapsed", "refractory"}),
    ("sponsors_by_target", {"target": "TIGIT"}, "sponsor", {"Hoffmann-La Roche", "Arcus Biosciences, Inc."}),
    ("stopped_trials", {"target": "TIGIT"}, "status", {"terminated"}),
    ("targets_by_condition", {"condition": "neuroblastoma"}, "symbol", {"GD2", "CD276"}),
    ("targets_by_condition", {"condition": "acute myeloid leukemia"}, "symbol", {"CD33", "IL3RA"}),
    ("targets_that_meet", {"target": "PD-1"}, "second", {"TIGIT", "VEGFA"}),
    ("time_frames", {"endpoint": "overall survival"}, "duration", {"P1Y", "P2Y", "P5Y"}),
    ("trials_by_agent", {"agent": "enoblituzumab"}, "trial", {"NCT02381314", "NCT04634825"}),
    ("trials_by_condition", {"condition": "neuroblastoma"}, "trial", {"NCT04897321", "seed-002"}),
    ("trials_by_endpoint", {"endpoint": "overall survival"}, "priority_name", {"primary", "secondary"}),
    ("trials_by_mechanism", {"mechanism": "immune-cell engagement"}, "agent_name", {"flotetuzumab", "gocatamig"}),
    ("trials_by_mechanism_and_endpoint",
     {"mechanism": "immune checkpoint blockade", "endpoint": "progression-free survival"}, "agents",
     {"tiragolumab", "durvalumab"}),
    ("trials_by_target", {"target": "B7-H3"}, "agent_name",
     {"ifinatamab deruxtecan", "enoblituzumab", "B7-H3 CAR-T cells"}),
    ("vocabulary", {"text": "lymph"}, "name", {"lymphoma", "acute lymphoblastic leukemia"}),
    ("white_space", {"tested": "neuroblastoma", "untested": "osteosarcoma"}, "target_name", {"GD2"}),
    ("without_checkpoint_blockade", {}, "mechanisms", {"CAR-redirected cytotoxicity", "cytokine receptor agonism"}),
    ("words_behind_edge", {"subject": "seed-002", "value": "GD2"}, "words", {"GD2"}),
    ("words_behind_target", {"target": "GD2"}, "basis", {"Stated"}),
    ("words_behind_target", {"target": "PD-1"}, "basis", {"Stated", "Background"}),
    ("words_behind_trial", {"trial": "seed-002"}, "value", {"GD2", "neuroblastoma", "CAR T cell"}),
    ("horizons_compared", {"endpoint": "objective response rate", "one": "immune checkpoint blockade",
     "other": "targeted payload delivery"}, "mechanism", {"immune checkpoint blockade", "targeted payload delivery"}),
]  # fmt: skip

CHECKPOINT_INHIBITORS = {
    "atezolizumab", "cemiplimab", "durvalumab", "ipilimumab", "nivolumab", "pembrolizumab", "tiragolumab"
}  # fmt: skip

#: Question, values, a column, and what must not stand in it.
NEVER: list[tuple[str, dict[str, str], str, set[str]]] = [
    ("agents_by_target", {"target": "PD-L1"}, "agent_name", {"pembrolizumab", "nivolumab"}),
    ("agents_without_target", {}, "agent_name",
     CHECKPOINT_INHIBITORS | {"Salmonella typhi polysaccharide vaccine", "Allergy vaccination"}),
    ("checkpoint_combinations", {}, "other_name", {"placebo", "standard of care", "lymphodepleting chemotherapy"}),
    ("comparators_against", {"trial": "NCT04150965"}, "regimens", {"relatlimab", "renvistobart"}),
    ("trial_designs", {"target": "TIGIT", "trial": "NCT05329766"}, "compared_with", {"quemliclustat"}),
    ("trial_designs", {"target": "TIGIT"}, "compared_with", {"puxitatug samrotecan", "relatlimab"}),
    ("partners_of_target", {"target": "TIGIT"}, "other_name", {"surgery"}),
    ("partners_of_agent", {"agent": "atezolizumab"}, "other_name", {"surgery"}),
    ("checkpoint_combinations", {}, "other_name", {"surgery", "hepatectomy"}),
    ("criteria_used", {"endpoint": "objective response rate"}, "criterion_name", {"CTCAE 5.0", "EORTC QLQ-C30"}),
    ("doses_of_agent", {"agent": "fludarabine"}, "unit", {r"mg/m\^2", r"mg/m\^2/day"}),
    ("lymphodepletion", {}, "products", {"total marrow irradiation", "anti-thymocyte globulin", "cyclophosphamide"}),
    ("overview", {}, "agent_name",
     {"placebo", "standard of care", "normal saline", "fludarabine", "lymphodepleting chemotherapy"}),
    ("paediatric_trials", {}, "minimum_age", {"18 Years", "19 Years", "21 Years"}),
    ("partners_of_agent", {"agent": "pembrolizumab"}, "other_name", {"pembrolizumab", "placebo"}),
    ("primary_endpoints_by_mechanism", {"mechanism": "CAR-redirected cytotoxicity", "phase": "phase 1"}, "endpoint",
     {"overall survival", "progression-free survival"}),
    ("roles_of_agent", {"agent": "fludarabine"}, "role_name", {"investigational", "comparator"}),
    ("targets_by_condition", {"condition": "neuroblastoma"}, "symbol", {"CD19", "EGFR", "IGHE"}),
    ("trials_by_target", {"target": "B7-H3"}, "kind_name", {"chemotherapy", "placebo"}),
    ("white_space", {"tested": "neuroblastoma", "untested": "osteosarcoma"}, "target_name", {"B7-H3"}),
    ("without_checkpoint_blockade", {}, "agents", CHECKPOINT_INHIBITORS),
]  # fmt: skip

REPEATED = {
    "doses_of_agent", "minimal_residual_disease", "not_understood", "trials_by_endpoint",
    "trials_by_mechanism_and_endpoint",
}  # fmt: skip
"""Questions with a row for each dose, measure or wording, which records may hold twice but for a capital."""


@pytest.fixture(scope="module")
def dev(dev_graph: Path) -> KnowledgeGraph:
    return kg.open(dev_graph)


def cells(graph: KnowledgeGraph, name: str, column: str, values: dict[str, Any]) -> set[object]:
    """All single values in a column of an answer."""
    found: set[object] = set()
    for row in graph.ask(name, **values).records:
        cell = row[column]
        found.update(cell if isinstance(cell, Several) else [cell])
    return found


@pytest.mark.parametrize(("name", "values", "column", "expected"), HOLDS)
def test_an_answer_holds_what_is_known(
    dev: KnowledgeGraph, name: str, values: dict[str, Any], column: str, expected: set[str]
) -> None:
    assert expected <= cells(dev, name, column, values)


@pytest.mark.parametrize(("name", "values", "column", "excluded"), NEVER)
def test_an_answer_holds_nothing_absurd(
    dev: KnowledgeGraph, name: str, values: dict[str, str], column: str, excluded: set[str]
) -> None:
    found = cells(dev, name, column, values)
    assert found
    assert not excluded & found


def test_every_question_that_registries_answer_is_looked_at() -> None:
    assert {name for name, *_ in HOLDS} == {
        name for name, asked in library().items() if not (asked.unanswerable or asked.derived)
    }


@pytest.mark.parametrize("name", [name for name, asked in library().items() if asked.unanswerable])
def test_what_registries_do_not_hold_stays_empty(dev: KnowledgeGraph, name: str) -> None:
    assert not dev.ask(name, **{p.name: p.example for p in library()[name].parameters})  # type: ignore[arg-type]


@pytest.mark.parametrize("name", library())
def test_no_row_comes_twice_and_counts_fall(dev: KnowledgeGraph, name: str) -> None:
    values: dict[str, Any] = {p.name: p.example for p in library()[name].parameters if p.required}
    rows = dev.ask(name, **values).records
    told = [str(row).casefold() for row in rows]
    if name not in REPEATED:
        assert len(set(told)) == len(told)
    if "ORDER BY DESC(?trials)" in library()[name].text:
        counts = [row["trials"] for row in rows]
        assert counts == sorted(counts, reverse=True)  # type: ignore[type-var]


def test_each_partner_of_a_checkpoint_inhibitor_acts_on_the_target_asked_for(dev: KnowledgeGraph) -> None:
    assert all("TIGIT" in row["other_targets"] for row in dev.ask("checkpoint_combinations", partner="TIGIT").records)  # type: ignore[operator]


def test_a_conjugate_named_by_its_target_carries_what_its_own_trial_says(dev: KnowledgeGraph) -> None:
    rows = dev.ask("conjugates_by_payload", target="B7-H3").records
    nameless = [row for row in rows if row["agent_name"] == "B7-H3 antibody-drug conjugate"]
    assert {str(row["trials"]): str(row["payloads"]) for row in nameless} == {
        "NCT05142189": "topoisomerase I inhibitor payload",
        "NCT06776198": "not stated",
    }


def test_agents_named_by_target_are_made_of_what_their_own_trials_state(dev: KnowledgeGraph) -> None:
    rows = dev.ask("engineered_agents", kind="antibody–drug conjugate").records
    nameless = [row for row in rows if row["agent_name"] == "B7-H3 antibody-drug conjugate"]
    assert {str(row["trials"]): str(row["parts"]) for row in nameless} == {
        "NCT05142189": "has format antibody; has payload topoisomerase I inhibitor payload",
        "NCT06776198": "has format antibody-drug conjugate",
    }


def test_a_cell_with_a_receptor_names_its_receptor(dev: KnowledgeGraph) -> None:
    for row in dev.ask("engineered_agents", kind="CAR cell product").records:
        assert any(part.startswith("has receptor") for part in row["parts"]), row["agent"]  # type: ignore[union-attr]


def test_dose_finding_belongs_to_early_phases_and_survival_to_late_ones(dev: KnowledgeGraph) -> None:
    found = {(row["endpoint"], row["phase"]): row["trials"] for row in dev.ask("endpoints_by_phase").records}
    assert found["dose-limiting toxicity", "phase 1"] > 10 * found.get(("dose-limiting toxicity", "phase 3"), 0)  # type: ignore[operator]
    assert found["overall survival", "phase 3"] > found.get(("overall survival", "phase 1"), 0)  # type: ignore[operator]


def test_words_that_state_a_target_win_over_what_is_known(dev: KnowledgeGraph) -> None:
    rows = dev.ask("words_behind_target", target="PD-1").records
    stated = {(row["trial"], row["agent"]) for row in rows if row["basis"] == "Stated"}
    assert not stated & {(row["trial"], row["agent"]) for row in rows if row["basis"] == "Background"}


def test_stated_words_for_a_target_name_it(dev: KnowledgeGraph) -> None:
    stated = [row for row in dev.ask("words_behind_target", target="GD2").records if row["basis"] == "Stated"]
    assert all("GD2" in str(row["words"]) for row in stated)


def test_agents_of_which_no_part_is_known_are_counted(dev: KnowledgeGraph) -> None:
    kind = "antibody–drug conjugate"
    answer = dev.ask("engineered_agents", kind=kind)
    known = {row["agent_name"] for row in answer.records}
    unknown = {row["agent_name"] for row in dev.ask("agents_by_kind", kind=kind, role="any").records} - known

    assert f"no part is known: {len(unknown)};" in answer.left_out
