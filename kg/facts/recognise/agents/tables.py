"""The curated tables of agents, targets and parts, as lexicons."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import NamedTuple, cast

from kg.errors import TableError
from kg.facts.lexicon import Lexicon
from kg.facts.packs import Packs
from kg.facts.recognise.agents.packed_targets import PackedTargets
from kg.facts.text import squeeze
from kg.model import Agent, Part, Role, Target
from kg.tables import Row, read_table


class Regimen(NamedTuple):
    """A named combination; ``members`` are the agents it is split into."""

    id: str
    label: str
    members: tuple[Agent, ...]


class PartWord(NamedTuple):
    """A word of the grammar: a part of an engineered agent, or the head noun that says what the whole is.

    Attributes:
        part: ``cell``, ``receptor``, ``switch``, ``cytokine``, ``payload``, ``radionuclide``, ``vehicle``, ``binder``,
            ``format``, ``origin``, ``costimulation``, ``signalling`` (no costimulation), ``linker``, ``chelator``,
            ``ligand`` (an antibody by its name) or ``head``.
        kind: Agent kind it implies, or empty.
    """

    id: str
    part: str
    label: str
    kind: str
    targets: tuple[str, ...]
    mechanisms: tuple[str, ...]


class Stem(NamedTuple):
    """An ending of international nonproprietary names with what it says."""

    ending: str
    kind: str
    mechanisms: tuple[str, ...]


class ContextMechanism(NamedTuple):
    """A mechanism that an agent has only in a role or beside certain words."""

    agent: str
    role: str
    words: re.Pattern[str] | None
    mechanism: str
    source: str


Meaning = Agent | Regimen


class AgentTables:
    """Everything curated about agents, and the packs for what is not.

    Args:
        folder: The folder of the curated tables.
        packs: None if there are none.

    Attributes:
        agents: By id, classes included.
        targets: By key.
        class_members: Class id to the ids that make it superfluous.
        vague: Ids of classes that say too little to count where only the prose names them.
        genes: Targets that only packs know.
    """

    def __init__(self, folder: Path, packs: Packs | None = None) -> None:
        self.packs = packs or Packs()
        self.targets = {target.key: target for target in _targets(folder)}
        self.genes = PackedTargets(self.packs, self.targets)
        self.agents = {agent.id: agent for agent in _agents(folder / "agents.tsv", self.targets)}
        self.class_members: dict[str, frozenset[str]] = {}
        self.vague: set[str] = set()
        for row in read_table(folder / "agent_classes.tsv"):
            agent = _agent(row, self.targets)
            self.agents[agent.id] = agent
            self.class_members[agent.id] = frozenset(row.many("members"))
            if row.one("vague") == "yes":
                self.vague.add(agent.id)
        self.regimens = list(self._regimens(folder))
        self.parts = list(_part_words(folder))
        self.part_short_forms = {
            squeeze(short) for row in read_table(folder / "agent_parts.tsv") for short in row.many("short_forms")
        }
        self.connectors = frozenset(row.need("word") for row in read_table(folder / "agent_connectors.tsv"))
        self.fillers = frozenset(row.need("word") for row in read_table(folder / "agent_fillers.tsv"))
        self.stems = sorted(_stems(folder), key=lambda stem: -len(stem.ending))
        self.context_mechanisms = list(_context_mechanisms(folder))

    def _regimens(self, folder: Path) -> Iterator[tuple[Row, Regimen]]:
        for row in read_table(folder / "regimens.tsv"):
            unknown = [member for member in row.many("members") if member not in self.agents]
            if unknown:
                raise TableError(f"unknown member {unknown[0]!r}", place=row.place, remedy="add it to agents.tsv")
            members = tuple(self.agents[member] for member in row.many("members"))
            yield row, Regimen(row.need("id"), row.need("label"), members)

    def member_kind(self, class_id: str) -> str:
        """The kind that most members of a class have, ``OtherAgent`` if it has none."""
        kinds = Counter(self.agents[id_].kind for id_ in sorted(self.class_members[class_id]) if id_ in self.agents)
        return kinds.most_common(1)[0][0] if kinds else "OtherAgent"

    @cached_property
    def names(self) -> Lexicon[Meaning]:
        """Names that mean an agent or a regimen wherever they stand."""
        return Lexicon(self._names())

    def _names(self) -> Iterator[tuple[str, Meaning]]:
        for agent in self.agents.values():
            yield agent.label, agent
            for synonym in agent.synonyms:
                yield synonym, agent
        for row, regimen in self.regimens:
            yield regimen.label, regimen
            for synonym in row.many("synonyms"):
                yield synonym, regimen

    @cached_property
    def short_forms(self) -> dict[str, tuple[Meaning, ...]]:
        """Short names, with their case, that mean an agent only where one is expected."""
        found: dict[str, tuple[Meaning, ...]] = {}
        for agent in self.agents.values():
            for short in agent.short_forms:
                found[short] = (*found.get(short, ()), agent)
        for row, regimen in self.regimens:
            for short in row.many("short_forms"):
                found[short] = (*found.get(short, ()), regimen)
        return found

    @cached_property
    def pieces(self) -> Lexicon[Target | PartWord]:
        """Words of the grammar: targets, parts and head nouns."""
        return Lexicon(self._pieces())

    @cached_property
    def capitals(self) -> frozenset[str]:
        """Squeezed forms of the grammar's words that count only in capitals (STAR, MET), not as common words."""
        short = {squeeze(s) for target in self.targets.values() for s in target.short_forms} | self.part_short_forms
        return frozenset(form for form in short if form.isalpha())

    def _pieces(self) -> Iterator[tuple[str, Target | PartWord]]:
        for target in self.targets.values():
            for name in {target.key, target.label, *target.synonyms, *target.short_forms}:
                yield name, target
        yield from self.parts
        for agent in self.agents.values():
            if agent.kind == "MonoclonalAntibody" and agent.targets:
                yield agent.label, PartWord(agent.id, "ligand", agent.label, "", agent.targets, ())


_MINIMUM_PIECE = 2


def _targets(folder: Path) -> Iterator[Target]:
    for row in read_table(folder / "targets.tsv"):
        yield Target(
            key=row.need("key"),
            id=row.need("id"),
            label=row.need("label"),
            type=row.one("type") or "protein",
            klass=row.one("class"),
            antibody_mechanisms=row.many("antibody_mechanisms"),
            inhibitor_mechanisms=row.many("inhibitor_mechanisms"),
            family=row.many("family"),
            synonyms=row.many("synonyms"),
            short_forms=row.many("short_forms"),
            xrefs=row.many("xrefs"),
            source=row.need("source"),
        )


def _agents(path: Path, targets: dict[str, Target]) -> Iterator[Agent]:
    for row in read_table(path):
        yield _agent(row, targets)


def _agent(row: Row, targets: dict[str, Target]) -> Agent:
    unknown = [key for key in row.many("targets") if key not in targets]
    if unknown:
        raise TableError(f"unknown target {unknown[0]!r}", place=row.place, remedy="add it to targets.tsv")
    return Agent(
        id=row.need("id"),
        label=row.need("label"),
        kind=row.need("kind"),
        targets=row.many("targets"),
        mechanisms=row.many("mechanisms"),
        approved=int(row.one("approved")) if row.one("approved") else None,
        usual_role=cast("Role", row.one("usual_role").capitalize()) if row.one("usual_role") else None,
        parts=tuple(_parts(row)),
        synonyms=row.many("synonyms"),
        short_forms=row.many("short_forms"),
        xrefs=row.many("xrefs"),
        source=row.need("source"),
    )


def _parts(row: Row) -> Iterator[Part]:
    for pair in filter(None, row.one("parts").split(";")):
        part, _, value = pair.partition("=")
        yield Part(part=part.strip(), value=value.strip())


def _part_words(folder: Path) -> Iterator[tuple[str, PartWord]]:
    for row in read_table(folder / "agent_parts.tsv"):
        word = PartWord(
            row.need("id"),
            row.need("part"),
            row.need("label"),
            row.one("kind_hint"),
            row.many("targets"),
            row.many("mechanisms"),
        )
        for name in {word.label, *row.many("synonyms"), *row.many("short_forms")}:
            if len(name) >= _MINIMUM_PIECE:
                yield name, word
    for row in read_table(folder / "agent_heads.tsv"):
        head = PartWord(row.need("id"), "head", row.need("label"), row.one("kind"), (), ())
        for name in {head.label, *row.many("synonyms")}:
            yield name, head


def _stems(folder: Path) -> Iterator[Stem]:
    for row in read_table(folder / "name_stems.tsv"):
        yield Stem(row.need("ending"), row.need("kind"), row.many("mechanisms"))


def _context_mechanisms(folder: Path) -> Iterator[ContextMechanism]:
    for row in read_table(folder / "context_mechanisms.tsv"):
        words = re.compile(row.one("words"), re.IGNORECASE) if row.one("words") else None
        yield ContextMechanism(row.need("agent"), row.one("role"), words, row.need("mechanism"), row.need("source"))
