"""From one trial to all its facts: the recognisers in their order, and what follows from them together."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from kg.facts.discrepancy import find_discrepancies
from kg.facts.recognise.agents.uses import AgentRecogniser
from kg.facts.recognise.conditions import load_conditions, recognise_conditions
from kg.facts.recognise.endpoints import load_endpoints, recognise_measures
from kg.facts.recognise.settings import load_settings, recognise_settings
from kg.facts.scope import scope_of
from kg.model import Trial, TrialFacts


class Knowledge:
    """All curated tables, ready for use.

    Args:
        folder: The folder of the curated tables.
    """

    def __init__(self, folder: Path) -> None:
        self.agents = AgentRecogniser(folder)
        self.conditions = load_conditions(folder)
        self.settings = load_settings(folder)
        self.endpoints = load_endpoints(folder)


@cache
def load_knowledge(folder: Path) -> Knowledge:
    """The curated tables of a folder, read once."""
    return Knowledge(folder)


def state_facts(trial: Trial, knowledge: Knowledge) -> TrialFacts:
    """Everything that can be stated about a trial; the same trial gives the same facts."""
    agents = knowledge.agents.recognise(trial)
    conditions = recognise_conditions(trial, knowledge.conditions)
    measures = recognise_measures(trial, knowledge.endpoints)
    return TrialFacts(
        trial=trial,
        scope=scope_of(trial, conditions, agents.uses),
        uses=agents.uses,
        conditions=conditions.studied,
        settings=recognise_settings(trial, knowledge.settings, conditions.cancer),
        measures=measures,
        discrepancies=find_discrepancies(trial, agents, knowledge.agents),
        ambiguities=(*agents.ambiguities, *conditions.ambiguities),
        unmatched=(*agents.unmatched, *conditions.unmatched),
    )
