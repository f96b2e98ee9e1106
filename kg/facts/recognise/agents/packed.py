"""Agents that no curated table knows, as the user's vocabulary packs describe them.

What a pack calls by a name or identifier of a curated agent is that agent. Of any other a pack gives names and
identifiers; kind and targets follow from label and definition, and only where these say them plainly.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from html import unescape
from pathlib import Path

from msgspec.structs import replace

from kg.curie import slug
from kg.facts.packs import Concept
from kg.facts.recognise.agents.composition import Composed
from kg.facts.recognise.agents.grammar import Grammar
from kg.facts.recognise.agents.tables import AgentTables
from kg.facts.text import Folded
from kg.model import Agent, Role, Target
from kg.tables import read_table

KindOfName = Callable[[str], tuple[str, tuple[str, ...], Role | None] | None]

_UNCERTAIN = "OtherAgent"
_CLASS = "DrugClass"
_TITLED = re.compile(r"(?<![A-Za-z0-9])[A-Z][a-z]{2,}(?![A-Za-z0-9])")
_AIM = re.compile(
    r"\b(?:directed (?:against|to|towards)|against|targeting|targets|specific for|binds? to|inhibitors? of|"
    r"antagonists? of|agonists? of)\b(?P<words>[^()]{0,140})\((?P<symbols>[^()]*)\)"
)
_SEVERAL = re.compile(r"\b(?:both|and|multiple|two|dual)\b")
_AIMED = frozenset({"MonoclonalAntibody", "AntibodyDrugConjugate", "CARTCell", "CARNKCell", "SmallMoleculeTargeted"})
_UNAIMED = frozenset({"OncolyticVirus", "GeneTherapy"})
_LINEAGES = frozenset({"CD4", "CD8A", "CD8B", "FCGR3A"})
_MOST_TARGETS = 4


class PackedAgents:
    """Agents in packs.

    Args:
        folder: The folder of the curated tables.
        kind_of_name: Kind, mechanisms and usual role that a name's ending or words tell, or None.
    """

    def __init__(self, tables: AgentTables, folder: Path, kind_of_name: KindOfName) -> None:
        self._packs = tables.packs
        self._tables = tables
        self._kind_of_name = kind_of_name
        self._grammar = Grammar(tables)
        self._words = folder / "definition_words.tsv"

    def find(self, name: str) -> Agent | None:
        """The agent that a whole name means, a curated one if it is known there under another name."""
        concept = self._packs.find(name, "agent")
        return self._described(concept) if concept is not None else None

    def completed(self, id_: str) -> Agent | None:
        """The agent of an id: a curated one, with the identifiers of packs if it has none, or a packed one."""
        agent = self._tables.agents.get(id_)
        if agent is None:
            packed = self.find(id_.replace("-", " "))
            return packed if packed is not None and packed.id == id_ else None
        concept = None if agent.xrefs else self._packs.find(agent.label, "agent")
        if concept is None or slug(concept.label) != slug(agent.label) or not self._may_be(concept, agent):
            return agent
        return replace(agent, xrefs=self._packs.identifiers(concept))

    @cached_property
    def _by_xref(self) -> dict[str, Agent]:
        return {xref: agent for agent in self._tables.agents.values() for xref in agent.xrefs}

    @cached_property
    def _kinds(self) -> list[tuple[re.Pattern[str], str]]:
        """What definitions say for each kind, in the order in which they count."""
        rows = read_table(self._words)
        return [(re.compile(row.need("pattern"), re.IGNORECASE), row.one("kind")) for row in rows]

    # --- from concept to agent -------------------------------------------------------------------------------------

    def _described(self, concept: Concept) -> Agent | None:
        """A concept as an agent; None if it is a regimen of several."""
        curated = self._curated(concept)
        if curated is not None:
            return curated
        defined = self._defined_kind(concept)
        if defined == "":
            return None
        composed = next(iter(self._grammar.find(Folded(concept.label))), None)
        label = _in_small_letters(unescape(concept.label))
        kind, mechanisms, usual_role = self._kind(label, defined, composed)
        return Agent(
            id=slug(label),
            label=label,
            kind=kind,
            targets=tuple(self._targets(concept, kind, composed))[:_MOST_TARGETS],
            mechanisms=mechanisms,
            usual_role=usual_role,
            synonyms=concept.synonyms,
            xrefs=self._packs.identifiers(concept),
            source=concept.id,
        )

    def _curated(self, concept: Concept) -> Agent | None:
        """The curated agent that a concept is, by identifier or by all of its names that are known."""
        for curie in self._packs.identifiers(concept):
            if curie in self._by_xref:
                return self._by_xref[curie]
        meanings = [m for name in (concept.label, *concept.synonyms) for m in self._tables.names.lookup(name)]
        agents = {meaning.id: meaning for meaning in meanings if isinstance(meaning, Agent)}
        if len(agents) != 1:
            return None
        (known,) = agents.values()
        return known if self._may_be(concept, known) else None

    def _may_be(self, concept: Concept, agent: Agent) -> bool:
        """Whether nothing in the definition makes the concept another kind of thing than the agent."""
        return self._defined_kind(concept) in (None, agent.kind)

    def _defined_kind(self, concept: Concept) -> str | None:
        """The kind that the definition states; empty for a regimen; None if it states none."""
        if not concept.definition:
            return None
        return next((kind for pattern, kind in self._kinds if pattern.search(concept.definition)), None)

    def _kind(
        self, label: str, defined: str | None, composed: Composed | None
    ) -> tuple[str, tuple[str, ...], Role | None]:
        """Kind, mechanisms and usual role: the definition decides, then the parts of the label, then its words."""
        if composed is not None and defined in (None, composed.member_kind) and composed.member_kind != _CLASS:
            return composed.member_kind, composed.agent.mechanisms, None
        # The last word of a name in two parts says what the whole is: an antibody with a payload.
        named = self._kind_of_name(label.rsplit(maxsplit=1)[-1]) or self._kind_of_name(label)
        if defined is None:
            return named or (_UNCERTAIN, (), None)
        return (defined, *named[1:]) if named is not None and named[0] == defined else (defined, (), None)

    def _targets(self, concept: Concept, kind: str, composed: Composed | None) -> Iterator[str]:
        """What the label names as aims, else the one aim that a definition names with its symbols in brackets."""
        if kind in _UNAIMED:
            return
        if composed is not None and composed.agent.targets:
            keys = dict.fromkeys(composed.agent.targets)
            yield from [key for key in keys if key not in _LINEAGES] or keys
        elif kind in _AIMED:
            match = _AIM.search(concept.definition)
            if match is not None and not _SEVERAL.search(match["words"]):
                keys = dict.fromkeys(self._named_targets(re.split(r"[;,]", match["symbols"])))
                yield from keys if len(keys) == 1 else ()

    def _named_targets(self, names: Iterable[str]) -> Iterator[str]:
        for name in names:
            targets = [m for m in self._tables.pieces.lookup(name.strip()) if isinstance(m, Target) and not m.family]
            yield from (target.key for target in targets if len(targets) == 1)


def _in_small_letters(label: str) -> str:
    """A label with its ordinary words in small letters, codes and acronyms as they are.

    >>> _in_small_letters("Anti-CD70 Monoclonal Antibody ABC-123")
    'anti-CD70 monoclonal antibody ABC-123'
    """
    return _TITLED.sub(lambda word: word.group().lower(), label)
