"""The agents of a trial: registered interventions first, then what the prose adds."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from kg.facts.passages import passages
from kg.facts.recognise.agents.context import Context
from kg.facts.recognise.agents.definitions import Scan, define
from kg.facts.recognise.agents.found import Found
from kg.facts.recognise.agents.groups import Group, groups_of
from kg.facts.recognise.agents.merging import is_general, merged
from kg.facts.recognise.agents.naming import NameFinder, Sighting
from kg.facts.recognise.agents.prose import Prose
from kg.facts.recognise.agents.registered import InterventionReader, Registered
from kg.facts.recognise.agents.spelling import Spelling
from kg.facts.recognise.agents.tables import AgentTables
from kg.facts.slug import slug
from kg.facts.text import Folded
from kg.model import Agent, Ambiguity, Intervention, Mention, Role, Trial, Unmatched
from kg.tables import read_table

_TYPE_KINDS = {
    "RADIATION": "Radiotherapy",
    "PROCEDURE": "Procedure",
    "DEVICE": "Device",
    "BEHAVIORAL": "BehaviouralIntervention",
    "DIAGNOSTIC_TEST": "DiagnosticTest",
}
_KIND_MECHANISMS = {
    "Radiotherapy": ("RadiationDamage",), "CancerVaccine": ("TumourVaccination",), "OncolyticVirus": ("Oncolysis",),
    "TumourInfiltratingLymphocytes": ("AdoptiveCellCytotoxicity",), "NKCell": ("AdoptiveCellCytotoxicity",),
    "CARTCell": ("CARRedirectedCytotoxicity",), "CARNKCell": ("CARRedirectedCytotoxicity",),
    "DendriticCellVaccine": ("TumourVaccination",), "MicrobiomeProduct": ("MicrobiomeModulation",),
    "AntibodyDrugConjugate": ("TargetedPayloadDelivery",), "ImagingAgent": ("TracerBinding",),
    "Radioconjugate": ("TargetedRadionuclideDelivery",), "StemCellTransplant": ("HaematopoieticReconstitution",),
    "OtherImmuneCellProduct": ("AdoptiveCellCytotoxicity",),
}  # fmt: skip
_PROSE_FIELDS = (
    "identificationModule.briefTitle", "identificationModule.officialTitle", "descriptionModule", "armsInterventionsModule",
)  # fmt: skip




class AgentsRead(NamedTuple):
    """What was read of a trial's agents, before roles are settled."""

    found: list[Found]
    groups: list[Group]
    scans: list[Scan]
    unmatched: tuple[Unmatched, ...]
    ambiguities: tuple[Ambiguity, ...]


class KindWord(NamedTuple):
    """Words of a name that say what kind of thing it is."""

    pattern: re.Pattern[str]
    kind: str
    usual_role: Role | None


class AgentReader:
    """Reads the agents of a trial."""

    def __init__(self, tables: AgentTables, folder: Path) -> None:
        self.tables = tables
        self.context = Context(folder)
        self._finder = NameFinder(tables)
        self._interventions = InterventionReader(self._finder)
        self._spelling = Spelling(tables.agents.values())
        self._kind_words = list(_kind_words(folder))

    def read(self, trial: Trial) -> AgentsRead:
        """The agents that the trial gives or uses."""
        return _Reading(self, trial).read()

    def names_in(self, text: Folded, field: str) -> list[Sighting]:
        """The agents that a field's text names."""
        return self._finder.find(text, field)

    def scan(self, trial: Trial) -> list[Scan]:
        """Every text that may name agents with the names in it; outcomes are left out."""
        return [
            (passage, self._finder.find(Folded(passage.text), passage.field, expected=True))
            for passage in passages(trial)
            if passage.field.startswith(_PROSE_FIELDS) and not passage.field.endswith(".name")
        ]

    def near_miss(self, name: str) -> Agent | None:
        """The one agent whose name the words misspell, or None."""
        return self._spelling.meant(name)

    def kind_of(self, name: str, intervention: Intervention) -> tuple[str, tuple[str, ...], Role | None]:
        """Kind, mechanisms and usual role of a thing nobody knows, from its name's ending, its words and its type."""
        stem = self._interventions.stem_of(name)
        if stem is not None:
            return stem.kind, stem.mechanisms, None
        for word in self._kind_words:
            if word.pattern.search(name):
                return word.kind, _KIND_MECHANISMS.get(word.kind, ()), word.usual_role
        kind = _TYPE_KINDS.get(intervention.type, "OtherAgent")
        return kind, _KIND_MECHANISMS.get(kind, ()), "Diagnostic" if kind == "DiagnosticTest" else None

    def registered(self, trial: Trial) -> list[Registered]:
        """What each registered intervention names."""
        return [self._interventions.read(each, index) for index, each in enumerate(trial.interventions)]


class _Reading:
    """One trial being read."""

    def __init__(self, reader: AgentReader, trial: Trial) -> None:
        self._reader = reader
        self._trial = trial
        self._scans = reader.scan(trial)
        self._texts = {passage.field: passage.text for passage, _ in self._scans}
        self._groups = groups_of(trial)
        self._found: dict[str, Found] = {}
        self._unmatched: list[Unmatched] = []
        self._ambiguities: list[Ambiguity] = []

    def read(self) -> AgentsRead:
        for registered in self._reader.registered(self._trial):
            self._enter(registered)
        self._name_generic_cells()
        self._add_prose()
        found = merged(list(self._found.values()), self._reader.tables, self._texts)
        return AgentsRead(found, self._groups, self._scans, tuple(self._unmatched), tuple(self._ambiguities))

    # --- registered interventions ----------------------------------------------------------------------------------

    def _enter(self, registered: Registered) -> None:
        """Take in one registered intervention."""
        agents = self._settled(registered)
        for sighting in agents:
            for agent in sighting.agents:
                self._see(agent, sighting, "registered-intervention", registered.position)
        for mention in registered.unknown:
            self._enter_unknown(mention, registered)
        names_one = len({agent.id for sighting in agents for agent in sighting.agents}) == 1
        if names_one and not registered.unknown:
            self._found[agents[0].agents[0].id].wholes.append(registered.whole)
        if not agents and not registered.unknown:
            self._enter_described(registered)

    def _settled(self, registered: Registered) -> list[Sighting]:
        """The sightings that count: ambiguous ones settled or set aside, classes dropped beside their members."""
        clear = [part for s in registered.sightings if not s.ambiguous for part in s.parts()]
        others = [part for s in registered.others if not s.ambiguous for part in s.parts()]
        for sighting in registered.sightings:
            if sighting.ambiguous:
                clear.extend(self._disambiguated(sighting, others))
        named = {agent.id for sighting in clear for agent in sighting.agents}
        if not clear or all(self._is_class(sighting) for sighting in clear):
            if not registered.unknown or len({a.id for s in others for a in s.agents}) == 1:
                clear = [*clear, *others]
        else:
            clear = [*clear, *(s for s in others if s.agent is not None and s.agent.id in named)]
        classes = [sighting for sighting in clear if self._is_class(sighting)]
        clear = [*clear, *self._members_described(classes, registered.position)]
        specific = [agent for s in clear for agent in s.agents]
        return [
            s
            for s in clear
            if s.agent is None or not any(is_general(s.agent, other, self._reader.tables) for other in specific)
        ] or clear

    def _is_class(self, sighting: Sighting) -> bool:
        return sighting.agent is not None and sighting.agent.kind == "DrugClass"

    def _disambiguated(self, sighting: Sighting, others: list[Sighting]) -> list[Sighting]:
        wanted = {agent.id for other in others for agent in other.agents}
        chosen = [agent for agent in sighting.agents if agent.id in wanted]
        if len(chosen) == 1:
            return [sighting._replace(agents=(chosen[0],), ambiguous=False)]
        labels = tuple(agent.label for agent in sighting.agents)
        self._ambiguities.append(Ambiguity(mention=sighting.mention, candidates=labels))
        return []

    def _members_described(self, classes: list[Sighting], index: int) -> list[Sighting]:
        """Members of the named classes that the intervention's description lists."""
        tables = self._reader.tables
        return [
            sighting
            for sighting in self._in_field(f"armsInterventionsModule.interventions[{index}].description")
            if not sighting.ambiguous
            and not self._reader.context.is_past(self._texts[sighting.mention.field], sighting.mention)
            and all(any(is_general(c.agent, a, tables) for c in classes if c.agent) for a in sighting.agents)
        ]

    def _in_field(self, field: str) -> list[Sighting]:
        return next((sightings for passage, sightings in self._scans if passage.field == field), [])

    def _enter_unknown(self, mention: Mention, registered: Registered) -> None:
        """A name that no table knows: another name settles it, a definition describes it, or it stays unknown."""
        known = {s.agent.id: s for s in registered.others if s.agent is not None and s.composed is None}
        if len(known) == 1 and not registered.sightings and len(registered.unknown) == 1:
            agent = next(iter(known.values())).agents[0]
            found = self._see(agent, Sighting(mention, (agent,)), "other-name", registered.position)
            found.see(next(iter(known.values())))
            return
        intervention = self._trial.interventions[registered.position]
        near = self._reader.near_miss(mention.text)
        if near is not None:
            self._see(near, Sighting(mention, (near,)), "misspelt-name", registered.position)
            return
        definition = define(mention.text, self._all_scans(registered))
        kind, mechanisms, usual_role = self._reader.kind_of(mention.text, intervention)
        label = " ".join(mention.text.split())
        agent = Agent(id=slug(label), label=label, kind=kind, mechanisms=mechanisms, usual_role=usual_role, local=True)
        if definition is not None and definition.composed is not None:
            described = definition.composed
            agent = Agent(
                id=agent.id, label=label, kind=described.member_kind, targets=described.agent.targets,
                mechanisms=described.agent.mechanisms, parts=described.agent.parts, local=True,
            )  # fmt: skip
        found = self._see(agent, Sighting(mention, (agent,)), "unknown-name", registered.position)
        found.wholes.append(registered.whole)
        if definition is not None:
            found.see(definition)
            found.mentions.remove(definition.mention)
            found.kind_mention = definition.mention
            found.defined_by = definition.agents[0].id
        elif kind == "OtherAgent":
            self._unmatched.append(Unmatched(mention=mention, expected="agent"))

    def _all_scans(self, registered: Registered) -> Iterator[Scan]:
        for passage in passages(self._trial):
            if passage.field == registered.whole.field:
                yield passage, list(registered.sightings)
        yield from self._scans

    def _enter_described(self, registered: Registered) -> None:
        """An intervention whose name says nothing ("Intervention group"): its description names the agents."""
        index = registered.position
        fields = [f"armsInterventionsModule.interventions[{index}].description"]
        for group in self._groups:
            if index in group.interventions and group.arm is not None:
                fields.append(f"armsInterventionsModule.armGroups[{group.arm}].description")
        for field in fields:
            for sighting in self._in_field(field):
                if not sighting.ambiguous and not self._reader.context.is_past(self._texts[field], sighting.mention):
                    for agent in sighting.agents:
                        self._see(agent, sighting, "described-intervention", index)
        if not any(index in found.interventions for found in self._found.values()):
            self._unmatched.append(Unmatched(mention=registered.whole, expected="agent"))

    def _see(self, agent: Agent, sighting: Sighting, rule: str, index: int | None) -> Found:
        found = self._found.setdefault(agent.id, Found(agent, rule))
        found.see(sighting)
        if index is not None:
            found.interventions.add(index)
        return found

    # --- prose -----------------------------------------------------------------------------------------------------

    def _name_generic_cells(self) -> None:
        """Give a registered "CAR-T cells" the antigens that title or prose name for it."""
        for found in list(self._found.values()):
            agent = found.agent
            if not agent.local or agent.targets or not agent.kind.startswith(("CAR", "TCR")):
                continue
            named = Counter(
                s.agents[0]
                for _, sightings in self._scans
                for s in sightings
                if s.composed is not None and s.agents[0].kind == agent.kind and s.agents[0].targets
            )
            if not named:
                continue
            specific = max(named, key=lambda a: (named[a], len(a.targets), a.id))
            del self._found[agent.id]
            known = self._found.setdefault(specific.id, Found(specific, found.rule))
            known.absorb(found)

    def _add_prose(self) -> None:
        prose = Prose(self._trial, self._reader.tables, self._reader.context, self._groups)
        for passage, sightings in self._scans:
            for sighting in sightings:
                if sighting.ambiguous:
                    continue
                for agent in sighting.agents:
                    if agent.id in self._found:
                        self._found[agent.id].see(sighting)
                    elif prose.gives(passage.text, sighting, agent):
                        self._see(agent, sighting, "protocol-treatment", None)


def _kind_words(folder: Path) -> Iterator[KindWord]:
    for row in read_table(folder / "kind_words.tsv"):
        role: Role | None = {"diagnostic": "Diagnostic", "comparator": "Comparator"}.get(row.one("usual_role"))  # type: ignore[assignment]
        yield KindWord(re.compile(row.need("pattern"), re.IGNORECASE), row.need("kind"), role)
