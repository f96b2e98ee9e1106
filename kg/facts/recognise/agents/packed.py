"""Agents and targets that no curated table knows, as the user's vocabulary packs describe them.

What a pack calls by a name or identifier of a curated agent or target is that one. Of the rest a pack gives names and
identifiers; kind and targets follow from label and definition only where these say them plainly.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from msgspec.structs import replace

from kg.facts.packs import Concept, Packs
from kg.facts.recognise.agents.composition import Composed
from kg.facts.recognise.agents.grammar import Grammar
from kg.facts.recognise.agents.tables import AgentTables
from kg.facts.slug import slug
from kg.facts.text import Folded
from kg.model import Agent, Target
from kg.tables import read_table

UNCERTAIN_KIND = "OtherAgent"
_TITLED = re.compile(r"(?<![A-Za-z0-9])[A-Z][a-z]{2,}(?![A-Za-z0-9])")
_AIM = re.compile(
    r"\b(?:directed (?:against|to|towards)|against|targeting|targets|specific for|binds? to|inhibitors? of|antagonists? of|"
    r"agonists? of)\b(?P<words>[^()]{0,140})\((?P<others>[^()]*)\)"
)
_SEVERAL = re.compile(r"\b(?:both|and|multiple|two|dual)\b")
_MULTISPECIFIC = frozenset({"MultispecificAntibody", "ImmuneCellEngager", "Immunocytokine", "FusionProtein"})
_AIMED = frozenset({"MonoclonalAntibody", "AntibodyDrugConjugate", "CARTCell", "CARNKCell", "SmallMoleculeTargeted"})
_CLASSES = frozenset({"DrugClass"})
_MOST_TARGETS = 4
_SHORTEST_SYMBOL = 4


class PackedAgents:
    """Agents and targets in packs.

    Args:
        folder: The folder of the curated tables.
    """

    def __init__(self, packs: Packs, tables: AgentTables, folder: Path) -> None:
        self._packs = packs
        self._tables = tables
        self._grammar = Grammar(tables)
        self._by_xref = {xref: agent for agent in tables.agents.values() for xref in agent.xrefs}
        self._target_by_xref = {xref: target for target in tables.targets.values() for xref in target.xrefs}
        self._kinds = [
            (re.compile(row.need("pattern"), re.IGNORECASE), row.one("kind"))
            for row in read_table(folder / "definition_words.tsv")
        ]
        self.agent = lru_cache(None)(self._agent)

    # --- look-up ---------------------------------------------------------------------------------------------------

    def find_agent(self, name: str) -> Agent | None:
        """The agent that a whole name means, a curated one if it is known there under another name."""
        concept = self._packs.find(name, "agent")
        return self.agent(concept) if concept is not None else None

    def find_target(self, symbol: str) -> Target | None:
        """The protein that a gene symbol means: an approved one, or another that looks like no word."""
        concept = self._packs.find(symbol, "target")
        if concept is None or (symbol != concept.label and not _is_symbol(symbol)):
            return None
        return self._target(concept)

    def by_id(self, id_: str) -> Agent | None:
        """The agent of an id that ``find_agent`` has given."""
        agent = self.find_agent(id_.replace("-", " "))
        return agent if agent is not None and agent.id == id_ else None

    def completed(self, agent: Agent) -> Agent:
        """A curated agent with the identifiers that packs have under its label, where it has none."""
        concept = None if agent.xrefs else self._packs.find(agent.label, "agent")
        if concept is None or slug(concept.label) != slug(agent.label) or not self._says_the_same(concept, agent):
            return agent
        return replace(agent, xrefs=self._identifiers(concept))

    def completed_target(self, target: Target) -> Target:
        """A curated human protein with the identifiers that packs have under its symbol, where it has none."""
        concept = None if target.xrefs or target.type != "protein" else self._packs.find(target.key, "target")
        if concept is None or concept.label != target.key:
            return target
        return replace(target, xrefs=self._identifiers(concept))

    # --- agents ----------------------------------------------------------------------------------------------------

    def _agent(self, concept: Concept) -> Agent | None:
        """A concept as an agent; None if it is several agents given together."""
        curated = self._curated(concept)
        if curated is not None:
            return curated
        kind = self._defined_kind(concept)
        if kind == "":
            return None
        composed = self._composed(concept)
        kind = kind or (composed.member_kind if composed else "") or UNCERTAIN_KIND
        targets = self._targets(concept, kind, composed)
        label = _in_small_letters(concept.label)
        return Agent(
            id=slug(label),
            label=label,
            kind=UNCERTAIN_KIND if kind in _CLASSES else kind,
            targets=targets,
            mechanisms=composed.agent.mechanisms if composed and composed.member_kind == kind else (),
            synonyms=concept.synonyms,
            xrefs=self._identifiers(concept),
            source=concept.id,
        )

    def _curated(self, concept: Concept) -> Agent | None:
        """The curated agent that a concept is by identifier, or by all of its names that are known."""
        for curie in self._identifiers(concept):
            if curie in self._by_xref:
                return self._by_xref[curie]
        meanings = [m for name in (concept.label, *concept.synonyms) for m in self._tables.names.lookup(name)]
        agents = {meaning.id: meaning for meaning in meanings if isinstance(meaning, Agent)}
        known = next(iter(agents.values()), None)
        return known if len(agents) == 1 and known is not None and self._says_the_same(concept, known) else None

    def _says_the_same(self, concept: Concept, agent: Agent) -> bool:
        """Whether nothing in the definition makes the concept another kind of thing than the agent."""
        kind = self._defined_kind(concept)
        return kind is None or kind == agent.kind

    def _defined_kind(self, concept: Concept) -> str | None:
        """The kind that the definition states; empty for a regimen; None if it states none."""
        if not concept.definition:
            return None
        return next((kind for pattern, kind in self._kinds if pattern.search(concept.definition)), None)

    def _composed(self, concept: Concept) -> Composed | None:
        """The label as the grammar reads it."""
        return next(iter(self._grammar.find(Folded(concept.label))), None)

    def _targets(self, concept: Concept, kind: str, composed: Composed | None) -> tuple[str, ...]:
        """What the label names as aims, else the one aim that a definition names with its symbols in brackets."""
        if composed is not None and composed.agent.targets:
            return composed.agent.targets[:_MOST_TARGETS]
        if kind not in _AIMED:
            return ()
        match = _AIM.search(concept.definition)
        if match is None or _SEVERAL.search(match["words"]):
            return ()
        named = {target.key for target in self._named_targets(re.split(r"[;,]", match["others"]))}
        return tuple(named) if len(named) == 1 else ()

    def _named_targets(self, names: Iterable[str]) -> Iterator[Target]:
        for name in names:
            targets = [m for m in self._tables.pieces.lookup(name.strip()) if isinstance(m, Target) and not m.family]
            yield from targets if len(targets) == 1 else ()

    # --- targets ---------------------------------------------------------------------------------------------------

    def _target(self, concept: Concept) -> Target:
        identifiers = self._identifiers(concept)
        curated = self._tables.targets.get(concept.label) or next(
            (self._target_by_xref[curie] for curie in identifiers if curie in self._target_by_xref), None
        )
        return curated or Target(
            key=concept.label,
            id=slug(concept.label),
            label=concept.label,
            synonyms=concept.synonyms,
            xrefs=identifiers,
            source=concept.id,
        )

    # --- identifiers -----------------------------------------------------------------------------------------------

    def _identifiers(self, concept: Concept) -> tuple[str, ...]:
        """The concept's own identifier, its cross-references, and what other packs call it."""
        others = (curie for other in self._packs.same(concept) for curie in (other.id, *other.xrefs))
        return tuple(dict.fromkeys((concept.id, *concept.xrefs, *others)))


def _in_small_letters(label: str) -> str:
    """A label with its ordinary words in small letters, codes and acronyms as they are.

    >>> _in_small_letters("Anti-CD70 Monoclonal Antibody ABC-123")
    'anti-CD70 monoclonal antibody ABC-123'
    """
    return _TITLED.sub(lambda word: word.group().lower(), label)


def _is_symbol(name: str) -> bool:
    return len(name) >= _SHORTEST_SYMBOL and any(map(str.isdigit, name)) and any(map(str.isupper, name))
