"""Engineered cells whose antigens only the keywords of a record list."""

from __future__ import annotations

from kg.facts.recognise.agents.naming import NameFinder
from kg.facts.text import folded_copy
from kg.model import Agent, Mention, Target, Trial


def with_listed_antigens(cells: Agent, trial: Trial, finder: NameFinder) -> tuple[Agent, dict[str, Mention]] | None:
    """The cells as they would be called with the antigens that keywords name, and the keyword for each target's key.

    None if no keyword is the name of a target and of nothing else.
    """
    listed = {target.key: mention for mention in _keywords(trial) if (target := _target(mention.text, finder))}
    if not listed:
        return None
    name = f"{'/'.join(mention.text for mention in listed.values())} {cells.label}"
    named = finder.find(folded_copy(name), "conditionsModule.keywords")
    agent = named[0].agent if len(named) == 1 else None
    if agent is None or agent.kind != cells.kind or not agent.targets:
        return None
    return agent, {key: mention for key, mention in listed.items() if key in agent.targets}


def _keywords(trial: Trial) -> list[Mention]:
    return [
        Mention(text=keyword, field=f"conditionsModule.keywords[{number}]", start=0, end=len(keyword))
        for number, keyword in enumerate(trial.keywords)
    ]


def _target(name: str, finder: NameFinder) -> Target | None:
    """The target that a whole name means, unless it may mean something else, too."""
    meanings = finder.tables.pieces.lookup(name)
    return meanings[0] if len(meanings) == 1 and isinstance(meanings[0], Target) else None
