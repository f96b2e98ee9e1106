"""What public tools say of the same trials: the registry itself, a drug tagger and an endpoint normaliser from PyPI.

None of them states roles, kinds, targets, mechanisms, settings or scope.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable, Iterator
from importlib.metadata import version
from typing import Any, NamedTuple

from rdflib import Graph

from benchmarks.graphs import Sketch
from kg.model import Intervention, OutcomeMeasure, Trial

_WORD = re.compile(r"[\w'-]+")
_ENDPOINTS = {
    "overall_survival": "OverallSurvival",
    "progression_free_survival": "ProgressionFreeSurvival",
    "invasive_breast_cancer_free_survival": "DiseaseFreeSurvival",
    "invasive_disease_free_survival": "DiseaseFreeSurvival",
    "distant_recurrence_free_survival": "MetastasisFreeSurvival",
    "locoregional_recurrence": "LocalControl",
    "recurrence_free_survival": "RelapseFreeSurvival",
    "disease_free_survival": "DiseaseFreeSurvival",
    "event_free_survival": "EventFreeSurvival",
    "duration_of_response": "DurationOfResponse",
    "objective_response_rate": "ObjectiveResponseRate",
    "disease_control_rate": "DiseaseControlRate",
    "pathologic_complete_response": "PathologicalCompleteResponse",
    "complete_response": "CompleteResponseRate",
    "clinical_benefit_rate": "ClinicalBenefitRate",
    "dose_limiting_toxicity": "DoseLimitingToxicity",
    "adverse_event_incidence": "AdverseEvents",
    "serious_adverse_events": "AdverseEvents",
    "quality_of_life": "QualityOfLife",
    "pk_exposure": "Pharmacokinetics",
}
_DOMAINS = {
    "safety": "AdverseEvents",
    "pharmacokinetics": "Pharmacokinetics",
    "immunogenicity": "Immunogenicity",
    "diagnostic_accuracy": "DiagnosticAccuracy",
    "patient_reported": "QualityOfLife",
    "healthcare_utilization": "HealthEconomics",
    "feasibility_implementation": "Feasibility",
}


class Answer(NamedTuple):
    """What one tool says.

    Attributes:
        facts: The fact types of which it says anything.
        graph: What it says; None if the tool is not installed.
        note: Its version, or what to install.
    """

    tool: str
    facts: tuple[str, ...]
    graph: Graph | None
    note: str


def answers(trials: list[Trial]) -> list[Answer]:
    """What each tool says of some trials."""
    return [
        Answer("registry names", ("agent", "condition"), _registered(trials), "as registered"),
        Answer("registry MeSH", ("agent", "condition"), _mesh(trials), "the registry's own MeSH annotations"),
        _asked("drug-named-entity-recognition", "agent", _tagged, trials),
        _asked("ctgov", "endpoint", _normalised, trials),
    ]


def _asked(package: str, fact: str, ask: Callable[[Any, list[Trial]], Graph], trials: list[Trial]) -> Answer:
    try:
        module = importlib.import_module(package.replace("-", "_"))
    except ImportError:
        return Answer(package, (fact,), None, f"not installed: pip install {package}")
    return Answer(package, (fact,), ask(module, trials), version(package))


def _registered(trials: list[Trial]) -> Graph:
    sketch = Sketch()
    for trial in trials:
        node = sketch.trial(trial)
        for intervention in trial.interventions:
            sketch.agent(node, (intervention.name, *intervention.other_names))
        for condition in trial.conditions:
            sketch.condition(node, condition)
    return sketch.graph


def _mesh(trials: list[Trial]) -> Graph:
    sketch = Sketch()
    for trial in trials:
        node = sketch.trial(trial)
        for term in trial.intervention_mesh:
            sketch.agent(node, [term.label])
        for term in trial.condition_mesh:
            sketch.condition(node, term.label)
    return sketch.graph


def _tagged(module: Any, trials: list[Trial]) -> Graph:
    """The drugs found in titles, and in names and other names of interventions."""
    sketch = Sketch()
    for trial in trials:
        node = sketch.trial(trial)
        drugs: dict[str, tuple[str, ...]] = {}
        for text in (trial.title, trial.official_title, *_names(trial.interventions)):
            for drug, *_ in module.find_drugs(_WORD.findall(text), is_ignore_case=True):
                drugs[drug["name"]] = (drug["name"], *sorted(drug.get("synonyms", ())))
        for names in drugs.values():
            sketch.agent(node, names)
    return sketch.graph


def _names(interventions: tuple[Intervention, ...]) -> Iterator[str]:
    for intervention in interventions:
        yield from (intervention.name, *intervention.other_names)


def _normalised(module: Any, trials: list[Trial]) -> Graph:
    """The one concept of each measure, or where there is none what its domain says, in the words of the inventory."""
    sketch = Sketch()
    for trial in trials:
        node = sketch.trial(trial)
        for outcome in trial.outcomes:
            endpoint = _endpoint(module, outcome)
            if endpoint is not None:
                sketch.measure(node, outcome, endpoint)
    return sketch.graph


def _endpoint(module: Any, outcome: OutcomeMeasure) -> str | None:
    found = module.normalize_endpoint(outcome.measure, outcome.description, outcome.time_frame)
    return _ENDPOINTS.get(found["endpoint_canonical"]) or _DOMAINS.get(found["endpoint_domain"])
