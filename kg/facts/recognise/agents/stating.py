"""Targets of curated agents that the record states itself.

Either what it says of the intervention that gives the agent names a target, or a sentence of titles and prose names the
agent and says that something acts on its target.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from kg.facts.recognise.agents.composition import expand_family
from kg.facts.recognise.agents.context import sentence
from kg.facts.recognise.agents.found import TITLES, Found
from kg.facts.recognise.agents.tables import AgentTables
from kg.facts.text import folded_copy
from kg.model import Mention, Target, Trial
from kg.passages import intervention_path

_ACTS_BEFORE = re.compile(
    r"\banti[- ]?\Z|\bagainst [^.;]{0,20}\Z"
    r"|\b(?:target\w*|bind\w*|block\w*|inhibit\w*|antagoni\w*|recogni[sz]\w*|directed)\b[^.;]{0,70}\Z",
    re.IGNORECASE,
)
_ACTS_AFTER = re.compile(
    r"[\s-]*(?:antigen[\s-])?(?:(?:monoclonal |bispecific )?antibod(?:y|ies)|inhibit\w+|antagonist|blocker"
    r"|blockade|agonist|targeted|targeting|directed)\b",
    re.IGNORECASE,
)
_SELECTS = re.compile(
    r"[\s-]*(?:gene )?(?:mut\w+|positive|positivity|negative|negativity|amplif\w+|rearrange\w+|fusion|wild)",
    re.IGNORECASE,
)
_PROSE = "descriptionModule."


def take_in_stated_targets(found: list[Found], trial: Trial, texts: Mapping[str, str], tables: AgentTables) -> None:
    """Note where the record names a target of an agent and says that the agent acts on it.

    Args:
        texts: Text by field.
    """
    for position, intervention in enumerate(trial.interventions):
        given = [each for each in found if position in each.interventions]
        if len(given) == 1 and intervention.description and given[0].agent.targets:
            field = f"{intervention_path(position)}.description"
            for key, mention in _targets_of(given[0], intervention.description, field, tables):
                given[0].stated.setdefault(key, mention)
    for each in found:
        for mention in each.mentions:
            if each.stated.keys() >= set(each.agent.targets):
                break
            if mention.field in TITLES or mention.field.startswith(_PROSE):
                _take_in_sentence(each, mention, texts[mention.field], tables)


def _take_in_sentence(found: Found, named: Mention, text: str, tables: AgentTables) -> None:
    """Note the targets that the sentence around a name tells with a word of action beside them."""
    start, end = sentence(text, named)
    for key, within in _targets_of(found, text[start:end], named.field, tables):
        mention = Mention(text=within.text, field=named.field, start=start + within.start, end=start + within.end)
        acts = _ACTS_BEFORE.search(text, start, mention.start) or _ACTS_AFTER.match(text, mention.end)
        if acts and not _SELECTS.match(text, mention.end):
            found.stated.setdefault(key, mention)


def _targets_of(found: Found, text: str, field: str, tables: AgentTables) -> Iterator[tuple[str, Mention]]:
    """The targets of an agent that a text names, with the words."""
    for hit in tables.pieces.find(folded_copy(text)):
        mention = Mention(text=text[hit.start : hit.end], field=field, start=hit.start, end=hit.end)
        for target in (meaning for meaning in hit.meanings if isinstance(meaning, Target)):
            for member in expand_family(target, tables.targets):
                if member.key in found.agent.targets:
                    yield member.key, mention
