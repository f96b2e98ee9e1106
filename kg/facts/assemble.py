"""From one trial to all its facts: the recognisers in their order, and what follows from them together."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from kg.facts.comparisons import compared_arms
from kg.facts.discrepancy import find_discrepancies
from kg.facts.packs import Packs
from kg.facts.recognise.agents.uses import AgentRecogniser
from kg.facts.recognise.conditions import load_conditions, recognise_conditions
from kg.facts.recognise.endpoints import load_endpoints, recognise_measures
from kg.facts.recognise.markers import load_markers, selected_patients
from kg.facts.recognise.settings import load_settings, recognise_settings
from kg.facts.scope import scope_of
from kg.model import Agent, Condition, Target, Trial, TrialFacts


class Knowledge:
    """All curated tables, ready for use.

    Args:
        folder: The folder of the curated tables.
        packs: For names that the tables do not know; None if there are none.
    """

    def __init__(self, folder: Path, packs: Packs | None = None) -> None:
        self.packs = packs or Packs()
        self.agents = AgentRecogniser(folder, packs)
        self.conditions = load_conditions(folder, packs)
        self.settings = load_settings(folder)
        self.markers = load_markers(folder, self.agents.tables.targets.values())
        self.endpoints = load_endpoints(folder)

    def agents_named(self, ids: Iterable[str]) -> dict[str, Agent]:
        """The agents of some ids, curated or of packs, as fully as both describe them; unknown ids left out."""
        found = {id_: self.agents.packed.completed(id_) for id_ in ids}
        return {id_: agent for id_, agent in found.items() if agent is not None}

    def targets_named(self, keys: Iterable[str]) -> dict[str, Target]:
        """All curated targets by key, and those of some keys as fully as tables and packs describe them."""
        found = {key: self.agents.tables.genes.completed(key) for key in keys}
        return self.agents.tables.targets | {key: target for key, target in found.items() if target is not None}

    def conditions_named(self, ids: Iterable[str]) -> dict[str, Condition]:
        """All curated conditions by id, and those of some ids as fully as tables and packs describe them."""
        names = self.conditions.names
        found = {id_: names.packed.completed(id_) for id_ in ids}
        return names.by_id | {id_: condition for id_, condition in found.items() if condition is not None}


@cache
def load_knowledge(folder: Path, packs: Packs | None = None) -> Knowledge:
    """The curated tables of a folder, read once for each set of packs."""
    return Knowledge(folder, packs)


def state_facts(trial: Trial, knowledge: Knowledge) -> TrialFacts:
    """Everything that can be stated about a trial; the same trial gives the same facts."""
    conditions = recognise_conditions(trial, knowledge.conditions)
    agents = knowledge.agents.recognise(trial, cancer=conditions.cancer)
    settings = recognise_settings(trial, knowledge.settings, conditions.cancer)
    tested = {use.agent.kind for use in agents.uses if use.role == "Investigational"}
    measures = recognise_measures(trial, knowledge.endpoints, tested)
    return TrialFacts(
        trial=trial,
        scope=scope_of(trial, conditions, agents.uses),
        uses=agents.uses,
        comparisons=compared_arms(trial, agents.uses),
        conditions=conditions.studied,
        settings=settings,
        selections=selected_patients(settings, knowledge.markers),
        measures=measures,
        discrepancies=find_discrepancies(trial, agents, knowledge.agents),
        ambiguities=(*agents.ambiguities, *conditions.ambiguities),
        unmatched=(*agents.unmatched, *conditions.unmatched),
    )
