"""Targets of curated agents that the record states itself, in what it says of the intervention that gives the agent."""

from __future__ import annotations

from kg.facts.recognise.agents.composition import expand_family
from kg.facts.recognise.agents.found import Found
from kg.facts.recognise.agents.tables import AgentTables
from kg.facts.text import folded_copy
from kg.model import Mention, Target, Trial
from kg.passages import intervention_path


def take_in_stated_targets(found: list[Found], trial: Trial, tables: AgentTables) -> None:
    """Note where the description of an intervention that gives one agent names a target of that agent."""
    for position, intervention in enumerate(trial.interventions):
        given = [each for each in found if position in each.interventions]
        if len(given) == 1 and intervention.description and given[0].agent.targets:
            field = f"{intervention_path(position)}.description"
            _take_in(given[0], intervention.description, field, tables)


def _take_in(found: Found, text: str, field: str, tables: AgentTables) -> None:
    for hit in tables.pieces.find(folded_copy(text)):
        mention = Mention(text=text[hit.start : hit.end], field=field, start=hit.start, end=hit.end)
        for target in (meaning for meaning in hit.meanings if isinstance(meaning, Target)):
            for member in expand_family(target, tables.targets):
                if member.key in found.agent.targets:
                    found.stated.setdefault(member.key, mention)
