"""The agents of one trial as they are gathered: registered interventions first, then what the prose adds."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from msgspec.structs import replace

from kg.facts.recognise.agents.abbreviations import explained
from kg.facts.recognise.agents.context import Context
from kg.facts.recognise.agents.definitions import Scan
from kg.facts.recognise.agents.families import as_families
from kg.facts.recognise.agents.found import TOLD, Found
from kg.facts.recognise.agents.groups import Group, groups_of
from kg.facts.recognise.agents.kinds import CELL_PRODUCTS, is_product
from kg.facts.recognise.agents.listed import with_listed_antigens
from kg.facts.recognise.agents.merging import is_general, merged
from kg.facts.recognise.agents.naming import NameFinder, Sighting
from kg.facts.recognise.agents.presupposed import PRESUPPOSED, presupposed_graft
from kg.facts.recognise.agents.prose import Known, Prose
from kg.facts.recognise.agents.registered import InterventionReader, Registered
from kg.facts.recognise.agents.tables import AgentTables
from kg.facts.recognise.agents.unknown import UnknownNames
from kg.facts.text import fold, folded_copy
from kg.model import Agent, Ambiguity, Mention, Trial, Unmatched
from kg.passages import passages

_WHOLE_TRIAL = ("identificationModule.briefTitle", "identificationModule.officialTitle", "descriptionModule")
_PROSE_FIELDS = (*_WHOLE_TRIAL, "armsInterventionsModule")

_CARE = "standard-of-care"
_AS_CARE = re.compile(r"\)?\s*(?:treatment|therapy)?\s*(?:as (?:the |a )?|\()?")
_IN_BRACKETS = re.compile(r"\s*\(\s*")
_OBSERVATION = "observation"
_SHORTEST_REPEATED = 4


class AgentsRead(NamedTuple):
    """What was read of a trial's agents, before roles are settled."""

    found: list[Found]
    groups: list[Group]
    scans: list[Scan]
    unmatched: tuple[Unmatched, ...]
    ambiguities: tuple[Ambiguity, ...]


@dataclass(frozen=True, slots=True)
class Tools:
    """What the reading of every trial uses."""

    tables: AgentTables
    context: Context
    finder: NameFinder
    interventions: InterventionReader
    unknown: UnknownNames


class Gathering:
    """One trial being read."""

    def __init__(self, tools: Tools, trial: Trial, *, cancer: bool) -> None:
        self._tools = tools
        self._trial = trial
        self._cancer = cancer
        self._scans = self._scan()
        self._texts = {passage.field: passage.text for passage, _ in self._scans}
        self._groups = groups_of(trial)
        self._found: dict[str, Found] = {}
        self._unmatched: list[Unmatched] = []
        self._ambiguities: list[Ambiguity] = []

    def read(self) -> AgentsRead:
        """The agents that the trial gives or uses."""
        for index, intervention in enumerate(self._trial.interventions):
            self._enter(self._tools.interventions.read(intervention, index, cancer=self._cancer))
        self._name_generic_cells()
        self._add_prose()
        self._forget_told_care()
        self._add_presupposed_graft()
        found = as_families(merged(list(self._found.values()), self._tools.tables, self._texts), self._texts)
        self._note_classes(found)
        return AgentsRead(found, self._groups, self._scans, tuple(self._unmatched), tuple(self._ambiguities))

    def _scan(self) -> list[Scan]:
        """Every text that may name agents with the names in it; outcomes are left out."""
        find = partial(self._tools.finder.find, cancer=self._cancer)
        return [
            (each, find(folded_copy(each.text), each.field, expected=_expects_agents(each.field)))
            for each in passages(self._trial)
            if _is_prose(each.field)
        ]

    # --- registered interventions ----------------------------------------------------------------------------------

    def _enter(self, registered: Registered) -> None:
        """Take in one registered intervention."""
        agents = self._settled(registered)
        if self._merely_observes(agents) and self._see_described(registered.position):
            return
        for sighting in agents:
            self._see(sighting, "registered-intervention", registered.position)
        for mention in registered.unknown:
            self._enter_unknown(mention, registered)
        if agents and not registered.unknown and all(map(_is_bare_class, agents)):
            self._see_products_described(registered.position)
        names_one = len({agent.id for sighting in agents for agent in sighting.agents}) == 1
        if names_one and not registered.unknown:
            self._found[agents[0].agents[0].id].wholes.append(registered.whole)
        if not agents and not registered.unknown:
            self._enter_described(registered)

    def _merely_observes(self, sightings: list[Sighting]) -> bool:
        """Whether an observational study registers its observing, whose description names what is done."""
        observes = bool(sightings) and all(s.agents[0].id == _OBSERVATION for s in sightings)
        return observes and self._trial.design.study_type == "OBSERVATIONAL"

    def _settled(self, registered: Registered) -> list[Sighting]:
        """The sightings that count: ambiguous ones settled or set aside, classes dropped beside their members."""
        clear = [part for s in registered.sightings if not s.ambiguous for part in self._members(s)]
        others = [part for s in registered.others if not s.ambiguous for part in s.parts()]
        for sighting in registered.sightings:
            if sighting.ambiguous:
                clear.extend(self._disambiguated(sighting, others))
        named = {agent.id for sighting in clear for agent in sighting.agents}
        if not clear or all(_is_class(sighting) for sighting in clear):
            if not registered.unknown or len({a.id for s in others for a in s.agents}) == 1:
                clear = [*_without_told(clear, others), *others]
        else:
            clear = [*clear, *(s for s in others if s.agent is not None and s.agent.id in named)]
        classes = [sighting for sighting in clear if _is_class(sighting)]
        clear = [*clear, *self._members_described(classes, registered.position)]
        clear = self._without_asides(self._without_vague(clear), registered.whole.text)
        specific = [agent for s in clear for agent in s.agents]
        return [
            s for s in clear if not any(is_general(s.agents[0], other, self._tools.tables) for other in specific)
        ] or clear

    def _without_vague(self, sightings: list[Sighting]) -> list[Sighting]:
        """Without "maintenance therapy" and the like where the same intervention names what is given."""
        return [s for s in sightings if s.agents[0].id not in self._tools.tables.vague] or sightings

    def _without_asides(self, sightings: list[Sighting], name: str) -> list[Sighting]:
        """Without a bare class that the name adds in brackets to what it names ("FOLFIRI (standard of care)")."""
        return [s for s in sightings if not _is_aside(s, name)] or sightings

    def _members(self, sighting: Sighting) -> list[Sighting]:
        """The members of a regimen, those that the record itself gives for its abbreviation if it names no class."""
        parts = sighting.parts()
        if len(parts) > 1 and sighting.mention.text.split()[0].isupper():
            own = [part for each in explained(sighting.mention.text, self._scans) for part in each.parts()]
            told = {each.agents[0].id for each in own}
            if not any(map(_is_class, own)) and not told <= {each.agents[0].id for each in parts}:
                return own
        return parts

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
        tables = self._tools.tables
        return [
            part
            for sighting in self._given_in(f"armsInterventionsModule.interventions[{index}].description")
            for part in sighting.parts()
            if any(is_general(each.agents[0], part.agents[0], tables) for each in classes)
        ]

    def _given_in(self, field: str) -> Iterator[Sighting]:
        """The names in a field that are clear and not of the past."""
        for passage, sightings in self._scans:
            if passage.field == field:
                for sighting in sightings:
                    if not sighting.ambiguous and not self._tools.context.is_past(passage.text, sighting.mention):
                        yield sighting

    def _enter_unknown(self, mention: Mention, registered: Registered) -> None:
        """Take in a name that no table knows."""
        intervention = self._trial.interventions[registered.position]
        settled = self._tools.unknown.settle(mention, registered, intervention, list(self._all_scans(registered)))
        if self._trial.design.primary_purpose == "DIAGNOSTIC":
            settled = settled.as_test(intervention)
        for sighting in settled.sightings:
            self._see(sighting, settled.rule, registered.position)
        agent = settled.sightings[0].agents[0]
        found = self._found[agent.id]
        if settled.whole:
            found.wholes.append(registered.whole)
            found.mentions.extend(self._elsewhere(mention))
        found.kind_mention = found.kind_mention or settled.told
        found.stated.update(settled.aims)
        if settled.definition is not None:
            found.define(settled.definition)
        elif settled.rule == "unknown-name" and agent.kind == "OtherAgent":
            self._unmatched.append(Unmatched(mention=mention, expected="agent"))

    def _elsewhere(self, mention: Mention) -> Iterator[Mention]:
        """Where titles and prose repeat a name that no table knows."""
        wanted = fold(mention.text)
        for field, text in self._texts.items():
            start = folded_copy(text).folded.find(wanted) if len(wanted) >= _SHORTEST_REPEATED else -1
            if start >= 0:
                yield Mention(text=text[start : start + len(wanted)], field=field, start=start, end=start + len(wanted))

    def _all_scans(self, registered: Registered) -> Iterator[Scan]:
        for passage in passages(self._trial):
            if passage.field == registered.whole.field:
                yield passage, list(registered.sightings)
        yield from self._scans

    def _enter_described(self, registered: Registered) -> None:
        """Take in an intervention whose name says nothing ("Intervention group")."""
        if not self._see_described(registered.position) and registered.whole.text.strip():
            self._unmatched.append(Unmatched(mention=registered.whole, expected="agent"))

    def _see_described(self, index: int) -> bool:
        """Take in the agents that the description of an intervention, or of its arms, names; whether there are any."""
        fields = [f"armsInterventionsModule.interventions[{index}].description"]
        arms = [group.arm for group in self._groups if index in group.interventions and group.arm is not None]
        fields.extend(f"armsInterventionsModule.armGroups[{arm}].description" for arm in arms)
        for field in fields:
            for sighting in self._given_in(field):
                self._see(sighting, "described-intervention", index)
        return any(index in found.interventions for found in self._found.values())

    def _see_products_described(self, index: int) -> None:
        """Take in the products that the description of an intervention names, whose name is a mere class."""
        for sighting in self._given_in(f"armsInterventionsModule.interventions[{index}].description"):
            if not sighting.short and all(agent.targets or is_product(agent.kind) for agent in sighting.agents):
                self._see(sighting, "described-intervention", index)

    def _see(self, sighting: Sighting, rule: str, index: int | None) -> None:
        for agent in sighting.agents:
            self._see_agent(agent, sighting, rule, index)

    def _see_agent(self, agent: Agent, sighting: Sighting, rule: str, index: int | None) -> None:
        found = self._found.setdefault(agent.id, Found(agent, rule))
        found.see(sighting)
        if index is not None:
            found.interventions.add(index)

    # --- prose -----------------------------------------------------------------------------------------------------

    def _name_generic_cells(self) -> None:
        """Give a registered "CAR-T cells" the antigens that title or prose name for it, or else the keywords."""
        for found in list(self._found.values()):
            agent = found.agent
            if not agent.local or agent.targets or not agent.kind.startswith(("CAR", "TCR")):
                continue
            specific = self._specific_cells(agent.kind, _WHOLE_TRIAL if found.defined_by else _PROSE_FIELDS)
            if specific is None:
                self._name_by_keywords(found)
            elif found.defined_by:
                found.agent = replace(agent, targets=specific.agents[0].targets)
                found.note_targets(specific)
            else:
                self._rename(found, specific.agents[0])

    def _name_by_keywords(self, found: Found) -> None:
        """Give cells the antigens that the keywords list, unless the record defines the cells."""
        told = None if found.defined_by else with_listed_antigens(found.agent, self._trial, self._tools.finder)
        if told is not None:
            agent, stated = told
            self._rename(found, agent).stated.update(stated)

    def _rename(self, found: Found, agent: Agent) -> Found:
        """Put an agent in the place of one that says less of it."""
        del self._found[found.agent.id]
        known = self._found.setdefault(agent.id, Found(agent, found.rule))
        known.absorb(found)
        return known

    def _specific_cells(self, kind: str, fields: tuple[str, ...]) -> Sighting | None:
        """The cells of a kind with named antigens that some fields name most often, where they first stand."""
        sightings = [
            s
            for passage, found in self._scans
            if passage.field.startswith(fields)
            for s in found
            if s.composed is not None and s.agents[0].kind == kind and s.agents[0].targets
        ]
        named = Counter(s.agents[0] for s in sightings)
        if not named:
            return None
        specific = max(named, key=lambda a: (named[a], len(a.targets), a.id))
        return next(s for s in sightings if s.agents[0] == specific)

    def _add_prose(self) -> None:
        registered = [found.agent for found in self._found.values()]
        known = Known(
            products=any(agent.usual_role is None and agent.kind != "Device" for agent in registered),
            tracer=any(agent.kind == "ImagingAgent" for agent in registered),
            cancer=self._cancer,
        )
        prose = Prose(self._trial, self._tools.tables, self._tools.context, self._groups, known)
        for passage, sightings in self._scans:
            for sighting in sightings:
                for part in () if sighting.ambiguous else self._members(sighting):
                    agent = part.agents[0]
                    if agent.id in self._found:
                        self._found[agent.id].see(part)
                    elif prose.gives(passage.text, sighting, agent):
                        self._see(part, "protocol-treatment", None)

    def _forget_told_care(self) -> None:
        """Leave out the standard of care where only prose names it and tells what it is ("X as standard therapy")."""
        care = self._found.get(_CARE)
        if care is not None and not care.registered and any(map(self._is_told_care, care.mentions)):
            del self._found[_CARE]

    def _is_told_care(self, care: Mention) -> bool:
        """Whether an agent that the trial gives stands right before the words or follows them in brackets."""
        text = self._texts[care.field]
        return any(
            _AS_CARE.fullmatch(text, mention.end, care.start) or _IN_BRACKETS.fullmatch(text, care.end, mention.start)
            for found in self._found.values()
            if found.agent.kind != "DrugClass"
            for mention in found.mentions
            if mention.field == care.field
        )

    def _add_presupposed_graft(self) -> None:
        """Take in the graft that a title's conditioning or prophylaxis presupposes, where no graft is named."""
        kinds = {found.agent.kind for found in self._found.values()}
        if "StemCellTransplant" in kinds:
            return
        graft = presupposed_graft(self._texts, gives_cells=bool(kinds & CELL_PRODUCTS))
        if graft is not None:
            id_, mention = graft
            self._see(Sighting(mention, (self._tools.tables.agents[id_],)), PRESUPPOSED, None)

    def _note_classes(self, found: list[Found]) -> None:
        """Tell each agent where titles and summary name a class that it belongs to."""
        for passage, sightings in self._scans:
            if passage.field in TOLD:
                for general in (sighting for sighting in sightings if _is_class(sighting)):
                    for each in found:
                        if is_general(general.agents[0], each.agent, self._tools.tables):
                            each.classes.append(general.mention)


def _is_prose(field: str) -> bool:
    """Whether a field may add agents to the registered names, which are read by themselves."""
    return field.startswith(_PROSE_FIELDS) and not field.endswith(".name") and ".interventionNames[" not in field


def _expects_agents(field: str) -> bool:
    return field.endswith((".label", "Title"))


def _is_aside(sighting: Sighting, name: str) -> bool:
    """Whether a class without targets stands in brackets in an intervention's name."""
    mention = sighting.mention
    bare = _is_class(sighting) and not sighting.agents[0].targets
    return bare and mention.field.endswith(".name") and name[: mention.start].rstrip().endswith("(")


def _without_told(classes: list[Sighting], others: list[Sighting]) -> list[Sighting]:
    """Without bare classes ("standard of care") where other names of the intervention tell what is given."""
    if all(map(_is_class, others)):
        return classes
    return [s for s in classes if not _is_bare_class(s)]


def _is_bare_class(sighting: Sighting) -> bool:
    return _is_class(sighting) and not sighting.agents[0].targets


def _is_class(sighting: Sighting) -> bool:
    return sighting.agent is not None and sighting.agent.kind == "DrugClass"
