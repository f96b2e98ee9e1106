"""The reader of agents: the curated tables made ready, and the trials read with them."""

from __future__ import annotations

from pathlib import Path

from kg.facts.recognise.agents.context import Context
from kg.facts.recognise.agents.gathering import AgentsRead, Gathering, Tools
from kg.facts.recognise.agents.kinds import KindReader
from kg.facts.recognise.agents.naming import NameFinder, Sighting
from kg.facts.recognise.agents.packed import PackedAgents
from kg.facts.recognise.agents.registered import InterventionReader
from kg.facts.recognise.agents.tables import AgentTables
from kg.facts.recognise.agents.unknown import UnknownNames
from kg.facts.text import Folded
from kg.model import Trial


class AgentReader:
    """Reads the agents of a trial."""

    def __init__(self, tables: AgentTables, folder: Path) -> None:
        self.context = Context(folder)
        self._finder = NameFinder(tables)
        kinds = KindReader(tables.stems, folder)
        interventions = InterventionReader(self._finder, kinds)
        self.packed = PackedAgents(tables, folder, kinds.of_name)
        unknown = UnknownNames(tables, interventions, kinds, self.packed)
        self._tools = Tools(tables, self.context, self._finder, interventions, unknown)

    def read(self, trial: Trial, *, cancer: bool = True) -> AgentsRead:
        """The agents that the trial gives or uses."""
        return Gathering(self._tools, trial, cancer=cancer).read()

    def names_in(self, text: Folded, field: str) -> list[Sighting]:
        """The agents that a field's text names."""
        return self._finder.find(text, field)
