"""Registered names that no table knows: what other names, packs, spelling and the record's own words make of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from msgspec.structs import replace

from kg.curie import slug
from kg.facts.recognise.agents.abbreviations import explained
from kg.facts.recognise.agents.composition import expand_family
from kg.facts.recognise.agents.definitions import Scan, aiming, apposed, define, opening, opening_phrase
from kg.facts.recognise.agents.grammar import Grammar
from kg.facts.recognise.agents.kinds import KindReader, are_akin, is_product
from kg.facts.recognise.agents.naming import Sighting
from kg.facts.recognise.agents.packed import PackedAgents
from kg.facts.recognise.agents.registered import InterventionReader, Registered
from kg.facts.recognise.agents.spelling import Spelling
from kg.facts.recognise.agents.tables import AgentTables
from kg.facts.text import fold, folded_copy
from kg.model import Agent, Intervention, Mention

_REACH = 25
_UNCERTAIN = "OtherAgent"
# Allergen extracts and unmodified stromal cells have no kind of their own.
_NO_PRODUCT = re.compile(r"allerg|desensiti[sz]|mesenchymal|stromal", re.IGNORECASE)
_GIVEN_TYPES = {"DRUG", "BIOLOGICAL", "DIETARY_SUPPLEMENT", "COMBINATION_PRODUCT", "GENETIC"}
_AIMED_KINDS = {
    "OtherAgent", "SmallMoleculeTargeted", "MonoclonalAntibody", "MultispecificAntibody", "AntibodyDrugConjugate",
    "ImmuneCellEngager", "FusionProtein", "CARTCell", "CARNKCell", "TCRTCell", "Radioconjugate", "CancerVaccine",
}  # fmt: skip


class Settled(NamedTuple):
    """What an unknown name turned out to mean.

    Attributes:
        sightings: The agent or agents at the places that name them.
        definition: The words of the record that say what it is, if they do.
        whole: Whether the intervention's whole name means this agent.
        told: The phrase that tells its kind where nothing defines it ("a peptide vaccine"), or None.
        aims: Target key to the words that say that it acts on the target, where nothing defines it.
    """

    sightings: list[Sighting]
    rule: str
    definition: Sighting | None = None
    whole: bool = False
    told: Mention | None = None
    aims: Mapping[str, Mention] = MappingProxyType({})

    def as_test(self, intervention: Intervention) -> Settled:
        """With a test in place of what nobody knows, unless it is registered as a drug: for a trial of diagnosis."""
        (first, *others) = self.sightings
        agent = first.agents[0]
        if others or agent.kind != _UNCERTAIN or not agent.local or intervention.type in _GIVEN_TYPES:
            return self
        test = replace(agent, kind="DiagnosticTest", usual_role="Diagnostic")
        return self._replace(sightings=[first._replace(agents=(test,))])


class UnknownNames:
    """Settles registered names that no table knows."""

    def __init__(
        self, tables: AgentTables, interventions: InterventionReader, kinds: KindReader, packed: PackedAgents
    ) -> None:
        self._tables = tables
        self._interventions = interventions
        self._kinds = kinds
        self._packed = packed
        self._grammar = Grammar(tables)
        self._spelling = Spelling(tables.agents.values())

    def settle(
        self, mention: Mention, registered: Registered, intervention: Intervention, scans: Sequence[Scan]
    ) -> Settled:
        """What a name means: another name, an explained abbreviation, a pack's agent, a misspelling, or itself."""
        other = self._by_other_name(mention, registered)
        if other is not None:
            return other
        if not self._interventions.looks_coined(mention.text):
            members = explained(mention.text, scans)
            if members:
                return Settled(members, "explained-abbreviation")
        own = self._own_words(mention, registered, scans)
        described = define(mention.text, scans) or self._labelled(registered, own)
        definition = self._fitting(described, mention.text)
        packed = self._in_packs(mention, registered, intervention, definition)
        if packed is not None:
            return packed
        near = self._spelling.meant(mention.text)
        if near is not None:
            return Settled([Sighting(mention, (near,))], "misspelt-name")
        agent = self._described(mention, intervention, definition)
        told = None
        if agent.kind == _UNCERTAIN and definition is None:
            openings = (opening_phrase(passage) for passage, _ in own)
            agent, told = self._as_told(agent, (*apposed(mention.text, scans), *filter(None, openings)))
        if definition is None and not agent.targets and agent.kind in _AIMED_KINDS:
            aims = self._aims(mention.text, scans)
            agent = replace(agent, targets=tuple(aims))
            return Settled([Sighting(mention, (agent,))], "unknown-name", whole=True, told=told, aims=aims)
        return Settled([Sighting(mention, (agent,))], "unknown-name", definition, whole=True, told=told)

    @staticmethod
    def _own_words(mention: Mention, registered: Registered, scans: Iterable[Scan]) -> list[Scan]:
        """The description of an intervention that consists of the name alone, unless the description repeats it."""
        if registered.sightings or len(registered.unknown) != 1:
            return []
        field = registered.whole.field.replace(".name", ".description")
        wanted = fold(mention.text)
        return [scan for scan in scans if scan[0].field == field and wanted not in fold(scan[0].text)]

    @staticmethod
    def _labelled(registered: Registered, own: Iterable[Scan]) -> Sighting | None:
        """What another name of the intervention, or the opening of its description, says that it is; or None."""
        if registered.sightings or len(registered.unknown) != 1:
            return None
        others = [sighting for sighting in registered.others if sighting.composed is not None]
        if len({sighting.agents[0].id for sighting in others}) == 1:
            return others[0]
        return next(filter(None, (opening(*scan) for scan in own)), None)

    def _by_other_name(self, mention: Mention, registered: Registered) -> Settled | None:
        """The one agent that the intervention's other names mean."""
        known = {s.agent.id: s for s in registered.others if s.agent is not None and s.composed is None}
        if len(known) != 1 or registered.sightings or len(registered.unknown) != 1:
            return None
        (sighting,) = known.values()
        return Settled([Sighting(mention, sighting.agents), sighting], "other-name")

    def _in_packs(
        self, mention: Mention, registered: Registered, intervention: Intervention, definition: Sighting | None
    ) -> Settled | None:
        """What a pack knows by the name or by another name of the intervention.

        An agent whose targets only the record's own definition tells is described by the record.
        """
        mentions = [mention]
        if len(registered.unknown) == 1 and not registered.sightings:
            mentions += _other_names(intervention, registered.position)
        for named in mentions:
            agent = self._packed.find(named.text)
            if agent is None:
                continue
            described = definition is not None and not agent.targets
            if definition is not None and described and agent.id not in self._tables.agents:
                agent = self._as_defined(agent, definition)
            places = dict.fromkeys((mention, named))
            sightings = [Sighting(place, (agent,)) for place in places]
            return Settled(sightings, "pack-name", definition if described else None)
        return None

    def _described(self, mention: Mention, intervention: Intervention, definition: Sighting | None) -> Agent:
        """A new agent of the name, described by its definition or else by its words and type."""
        words = intervention.name[mention.start : mention.end + _REACH]
        sort = self._kinds.of_name(mention.text) or self._kinds.of(words, intervention)
        label = _label(mention.text)
        agent = Agent(
            id=slug(label),
            label=label,
            kind=sort.kind,
            mechanisms=sort.mechanisms,
            usual_role=sort.usual_role,
            local=True,
        )
        return self._as_defined(agent, definition) if definition is not None else agent

    def _as_told(self, agent: Agent, phrases: Iterable[Mention]) -> tuple[Agent, Mention | None]:
        """The agent with the kind of product that a phrase beside its name tells, and that phrase."""
        for phrase in phrases:
            sort = self._kinds.of_name(phrase.text)
            if sort is not None and is_product(sort.kind) and not _NO_PRODUCT.search(f"{agent.label} {phrase.text}"):
                return replace(agent, kind=sort.kind, mechanisms=sort.mechanisms, usual_role=sort.usual_role), phrase
        return agent, None

    def _aims(self, name: str, scans: Sequence[Scan]) -> dict[str, Mention]:
        """What the record says that the name "targets", with the words, at the first place that says so."""
        for passage, start in aiming(name, scans):
            found: dict[str, Mention] = {}
            for piece in self._grammar.aims_at(folded_copy(passage.text), start):
                words = passage.text[piece.start : piece.end]
                mention = Mention(text=words, field=passage.field, start=piece.start, end=piece.end)
                for target in expand_family(piece.target, self._tables.targets) if piece.target is not None else ():
                    found.setdefault(target.key, mention)
            if found:
                return found
        return {}

    def _fitting(self, definition: Sighting | None, name: str) -> Sighting | None:
        """A definition, unless the name itself says that it is quite another thing ("peptide vaccine")."""
        named = self._kinds.of_name(name) if definition is not None else None
        if definition is None or named is None or are_akin(named.kind, self._kind_defined(definition)):
            return definition
        return None

    def _kind_defined(self, definition: Sighting) -> str:
        composed, agent = definition.composed, definition.agents[0]
        if composed is not None:
            return composed.member_kind
        return self._tables.member_kind(agent.id) if agent.kind == "DrugClass" else agent.kind

    def _as_defined(self, agent: Agent, definition: Sighting) -> Agent:
        """The agent with all that its definition says; an antibody whose name is a conjugate's stays a conjugate."""
        described = definition.agents[0]
        kind, mechanisms = self._kind_defined(definition), described.mechanisms
        if agent.kind == "AntibodyDrugConjugate" and kind == "MonoclonalAntibody":
            kind, mechanisms = agent.kind, agent.mechanisms
        return replace(
            agent, kind=kind, targets=described.targets, mechanisms=mechanisms, parts=described.parts,
            usual_role=None, local=True,
        )  # fmt: skip


def _label(name: str) -> str:
    """A name as all records have it, in whatever case they write it: words in small letters, codes as written.

    >>> _label("Substance  P"), _label("QH101 Injection")
    ('substance p', 'QH101 Injection')
    """
    words = " ".join(name.split())
    return words if any(map(str.isdigit, words)) else words.lower()


def _other_names(intervention: Intervention, position: int) -> list[Mention]:
    field = f"armsInterventionsModule.interventions[{position}].otherNames"
    return [
        Mention(text=name, field=f"{field}[{number}]", start=0, end=len(name))
        for number, name in enumerate(intervention.other_names)
    ]
