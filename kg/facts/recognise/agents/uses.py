"""The uses of agents in a trial: each agent in its role, with targets and mechanisms and the reasons for them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from kg.facts.packs import Packs
from kg.facts.recognise.agents.dosing import doses_of
from kg.facts.recognise.agents.found import Found
from kg.facts.recognise.agents.gathering import AgentsRead
from kg.facts.recognise.agents.naming import Sighting
from kg.facts.recognise.agents.packed import PackedAgents
from kg.facts.recognise.agents.reading import AgentReader
from kg.facts.recognise.agents.roles import Assigned, RoleReader
from kg.facts.recognise.agents.stating import take_in_stated_targets
from kg.facts.recognise.agents.tables import AgentTables
from kg.facts.text import Folded
from kg.model import AgentUse, Ambiguity, Dose, Evidence, Mention, Supported, Trial, Unmatched
from kg.passages import intervention_path


class AgentReading(NamedTuple):
    """The agents of a trial and what was not understood.

    Attributes:
        read: The reading before roles, for those who look for contradictions.
    """

    uses: tuple[AgentUse, ...]
    unmatched: tuple[Unmatched, ...]
    ambiguities: tuple[Ambiguity, ...]
    read: AgentsRead


class AgentRecogniser:
    """Recognises agents, roles, targets and mechanisms.

    Args:
        folder: The folder of the curated tables.
        packs: For names that no curated table knows; None if there are none.
    """

    def __init__(self, folder: Path, packs: Packs | None = None) -> None:
        self.tables = AgentTables(folder, packs)
        self._reader = AgentReader(self.tables, folder)

    @property
    def packed(self) -> PackedAgents:
        """The agents that packs know."""
        return self._reader.packed

    def names_in(self, text: Folded, field: str) -> list[Sighting]:
        """The agents that a field's text names, whether given or not."""
        return self._reader.names_in(text, field)

    def recognise(self, trial: Trial, *, cancer: bool = True) -> AgentReading:
        """The agents that a trial gives or uses, in the order of their appearance.

        Args:
            cancer: Whether the trial is about cancer; elsewhere short forms of cancer drugs mean other things.
        """
        read = self._reader.read(trial, cancer=cancer)
        texts = {passage.field: passage.text for passage, _ in read.scans}
        take_in_stated_targets(read.found, trial, texts, self.tables)
        roles = RoleReader(trial, read, self._reader.context)
        words = " ".join((trial.title, trial.summary, trial.description))
        doses = _doses(read)
        uses = tuple(
            self._use(found, assigned, roles.arms(found, assigned.role), words, dose)
            for found, assigned, dose in zip(read.found, roles.assign(), doses, strict=True)
        )
        return AgentReading(uses, read.unmatched, read.ambiguities, read)

    def _use(
        self, found: Found, assigned: Assigned, arms: tuple[int, ...], words: str, doses: tuple[Dose, ...]
    ) -> AgentUse:
        agent = found.agent
        first = found.mentions[0]
        return AgentUse(
            agent=agent,
            role=assigned.role,
            surfaces=found.surfaces,
            evidence=found.evidence(),
            role_evidence=(Evidence(mention=assigned.mention, rule=assigned.rule),),
            kind_evidence=(self._because(found.kind_mention or first, found, "agent-kind", stated=agent.local),),
            targets=tuple(self._target(found, key) for key in agent.targets),
            mechanisms=tuple(self._mechanisms(found, assigned, words)),
            arms=arms,
            doses=doses,
        )

    def _target(self, found: Found, key: str) -> Supported:
        stated = found.stated.get(key)
        evidence = [Evidence(mention=stated, rule="target-named")] if stated is not None else []
        if not found.agent.local:
            evidence.append(self._because(found.mentions[0], found, "target-of-agent", stated=False))
        if not evidence:
            evidence = [self._because(found.mentions[0], found, "target-of-part", stated=False)]
        return Supported(value=key, evidence=tuple(evidence))

    def _mechanisms(self, found: Found, assigned: Assigned, words: str) -> Iterator[Supported]:
        first = found.mentions[0]
        own = dict.fromkeys(found.agent.mechanisms)
        for mechanism in own:
            yield Supported(
                value=mechanism, evidence=(self._because(first, found, "mechanism-of-agent", stated=False),)
            )
        for context in self.tables.context_mechanisms:
            if context.agent != found.agent.id or context.mechanism in own:
                continue
            if context.role and context.role != assigned.role:
                continue
            if context.words is None or context.words.search(words):
                own[context.mechanism] = None
                evidence = Evidence(
                    mention=assigned.mention, rule="mechanism-in-role", basis="background", source=context.source
                )
                yield Supported(value=context.mechanism, evidence=(evidence,))

    def _because(self, mention: Mention, found: Found, rule: str, *, stated: bool) -> Evidence:
        if stated:
            return Evidence(mention=mention, rule=rule)
        return Evidence(mention=mention, rule=rule, basis="background", source=found.agent.source or "iokg:grammar")


def _doses(read: AgentsRead) -> list[tuple[Dose, ...]]:
    """The doses of each agent found, in the same order."""
    texts = {passage.field: passage.text for passage, _ in read.scans}
    starts = {passage.field: [sighting.mention.start for sighting in sightings] for passage, sightings in read.scans}
    givers = Counter(index for found in read.found for index in found.interventions)
    return [doses_of(found, texts, starts, _own_descriptions(found, givers)) for found in read.found]


def _own_descriptions(found: Found, givers: Mapping[int, int]) -> list[str]:
    """Fields of the descriptions of interventions that give this agent alone.

    Args:
        givers: For each intervention, how many agents it gives.
    """
    return [f"{intervention_path(index)}.description" for index in sorted(found.interventions) if givers[index] == 1]
