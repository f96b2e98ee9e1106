"""Agent names in a text: curated names, regimens, and names that the grammar reads."""

from __future__ import annotations

import re
from typing import NamedTuple

from kg.facts.recognise.agents.composition import Composed
from kg.facts.recognise.agents.grammar import Grammar
from kg.facts.recognise.agents.tables import AgentTables, Regimen
from kg.facts.text import Folded
from kg.model import Agent, Mention

_QUALIFYING = re.compile(
    r"[\s-]{0,2}(?:(?:match(?:ed|ing)[\s-])?placebo|induced|related|associated|refractory|resistan\w+|na[iï]ve|experienced|pretreated|pre-treated|eligible|ineligible"
    r"|intolerant|unfit|free|sensitive|label+ed|receptors?|analog(?:ue)?s?|mobili[sz]ed)\b"
    r"|(?:\s?[(（][\w-]{1,12})?[)）][\s-]{0,2}mobili[sz]ed\b",
    re.IGNORECASE,
)
_RECEPTOR = re.compile(
    r"v\b|[\s-]?R[aAαβγbBgG]?\d?(?![A-Za-z0-9])|[\s-](?:[Vv]ariant|plasmid|gene|[pm]?[DR]NA|encoding|expression|levels?)\b"
    r"|-(?:targeted|directed|specific|expanded|activated|primed|cultured|\w*presenting|secreting|expressing|producing)\b"
)
_MADE_BY = re.compile(
    r"\b(?:(?:co-?)?express(?:ing)?|secret(?:ing|e)|producing|encoding|serum|plasma|engineered with"
    r"|(?:levels?|expression|production|secretion) of) (?:[\w.-]+ (?:CAR )?and )?(?:membrane[- ]bound )?$",
    re.IGNORECASE,
)
_MAKES = re.compile(r"[\s-]+(?:secreting|secretion|expressing|producing)\b", re.IGNORECASE)
_SOURCE = re.compile(r"\b(?:derived|isolated|expanded|generated|prepared|obtained) from (?:\w+ ){0,2}$", re.IGNORECASE)
_OPPOSED = re.compile(r"anti-?\s?$", re.IGNORECASE)
# A number of two digits or more that is no dose makes a product's code of a short form (PF-07220060, PCV 13).
_SHORT = re.compile(
    r"[A-Z](?<![A-Za-z0-9].)[A-Za-z0-9+]{0,6}(?:-(?!PET)[A-Z0-9]{1,3})?(?![A-Za-z0-9]|-\d\d)"
    r"(?! \d\d(?![\d.,/–-]*\s?(?:[mµμukM]?c?g|c?Gy|IU|U|[GMkK]Bq|mCi|m[lL]|days?|weeks?|cycles?|min|h|x|×|%)(?![a-z])))"
)
_CODE = re.compile(r"[A-Z]{1,3}-?\d{2,}[a-z]?")
_LONGER_CODE = re.compile(r"(?<![A-Za-z0-9-])([A-Z]{2,4})-$")
_CELLS_AFTER = re.compile(r"\s(?:[\w/-]+[- ]specific )?(?:CAR[- ])?(?:T|NK)[- ]cells?\b")
_LONGEST_HEAD = 6
_LONGEST_SOURCE = 40
_LONGEST_ORIGIN = 40


class Sighting(NamedTuple):
    """An agent named at one place.

    Attributes:
        agents: One agent; several for a regimen; several candidates if ``ambiguous``.
        composed: How the grammar read it, or None for a curated name.
        short: Whether only a short form names it (GO, MTX), which counts where the agent is expected or known.
    """

    mention: Mention
    agents: tuple[Agent, ...]
    composed: Composed | None = None
    ambiguous: bool = False
    short: bool = False

    @property
    def agent(self) -> Agent | None:
        """The one agent meant, or None for a regimen or an ambiguous name."""
        return self.agents[0] if len(self.agents) == 1 else None

    def parts(self) -> list[Sighting]:
        """One sighting for each member of a regimen."""
        return [self._replace(agents=(agent,)) for agent in self.agents]


class NameFinder:
    """Finds the names of agents in a field's text."""

    def __init__(self, tables: AgentTables) -> None:
        self.tables = tables
        self._grammar = Grammar(tables)

    def find(self, text: Folded, field: str, *, expected: bool = False, cancer: bool = True) -> list[Sighting]:
        """Names from left to right, the longest at each place.

        Args:
            expected: True where the field names agents, so that short forms (GO, MTX) count.
            cancer: Whether the trial is about cancer; elsewhere short forms and abbreviated regimens mean other things.
        """
        curated = self._curated(text, field)
        composed = _without_named(self._composed(text, field), curated)
        found = [*_without_vaguer(curated, composed), *composed]
        if not cancer:
            found = [sighting for sighting in found if not _is_abbreviated_regimen(sighting)]
        elif expected:
            found.extend(self._short(text.text, field))
        if not found:
            return found
        found = [sighting for sighting in found if not _qualifies(text.text, sighting)]
        found.sort(key=lambda sighting: (sighting.mention.start, -sighting.mention.end, sighting.composed is not None))
        chosen: list[Sighting] = []
        reached = 0
        for sighting in found:
            if sighting.mention.start >= reached:
                chosen.append(sighting)
                reached = sighting.mention.end
        return chosen

    def against(self, text: Folded, field: str, start: int, end: int) -> Sighting | None:
        """The antibodies against what a stretch of a text names by itself ("PD-1"); None if it names no target."""
        composed = self._grammar.against(text, start, end)
        return _seen(text, field, composed) if composed is not None else None

    def _curated(self, text: Folded, field: str) -> list[Sighting]:
        found = []
        for hit in self.tables.names.find(text):
            if _is_of_a_number(text.text, hit.start, hit.end):
                continue
            mention = Mention(text=text.text[hit.start : hit.end], field=field, start=hit.start, end=hit.end)
            sighting = _sighting(mention, hit.meanings)
            if not self._is_part_of_code(text.text, sighting):
                found.append(sighting)
        return found

    def _is_part_of_code(self, text: str, sighting: Sighting) -> bool:
        """Whether a code is the end of a longer one (IT101 in XX-IT101), or belongs to cells ("TT10 T cells")."""
        mention, kind = sighting.mention, sighting.agents[0].kind
        if kind == "Cytokine" or _CODE.fullmatch(mention.text) is None:
            return False
        if kind == "SmallMoleculeTargeted" and _CELLS_AFTER.match(text, mention.end):
            return True
        head = _LONGER_CODE.search(text[max(0, mention.start - _LONGEST_HEAD) : mention.start])
        if head is None or head.group(1) in self.tables.short_forms:
            return False
        return not (self.tables.names.lookup(head.group(1)) or self.tables.pieces.lookup(head.group(1)))

    def _composed(self, text: Folded, field: str) -> list[Sighting]:
        return [_seen(text, field, composed) for composed in self._grammar.find(text)]

    def _short(self, text: str, field: str) -> list[Sighting]:
        found = []
        for match in _SHORT.finditer(text):
            meanings = self.tables.short_forms.get(match.group())
            if meanings:
                mention = Mention(text=match.group(), field=field, start=match.start(), end=match.end())
                found.append(_sighting(mention, meanings)._replace(short=True))
        return found


def _seen(text: Folded, field: str, composed: Composed) -> Sighting:
    start, end = composed.start, composed.end
    mention = Mention(text=text.text[start:end], field=field, start=start, end=end)
    return Sighting(mention, (composed.agent,), composed=composed)


def _is_of_a_number(text: str, start: int, end: int) -> bool:
    """Whether a name is the unit of a number ("5g/100 ml" names no G100) or ends within one ("MSC 1.0 × 10⁸")."""
    if text[start].isalpha() and text[start - 1 : start].isdigit():
        return True
    return text[end - 1].isdigit() and text[end : end + 1] == "." and text[end + 1 : end + 2].isdigit()


def _is_abbreviated_regimen(sighting: Sighting) -> bool:
    return len(sighting.agents) > 1 and not sighting.ambiguous and sighting.mention.text.isupper()


def _without_vaguer(curated: list[Sighting], composed: list[Sighting]) -> list[Sighting]:
    """The curated names without classes that a composed name tells the target of ("therapeutic antibody against X")."""
    aimed = [sighting.mention for sighting in composed if sighting.agents[0].targets]
    if not aimed:
        return curated
    return [
        sighting
        for sighting in curated
        if sighting.agents[0].kind != "DrugClass"
        or sighting.agents[0].targets
        or not any(m.start < sighting.mention.end and sighting.mention.start < m.end for m in aimed)
    ]


def _without_named(composed: list[Sighting], curated: list[Sighting]) -> list[Sighting]:
    """The composed names without those whose brackets name what they describe ("anti-GD2 (ch14.18/CHO)")."""
    named = {sighting.mention.start: set(sighting.agents[0].targets) for sighting in curated if sighting.agent}
    return [sighting for sighting in composed if not _names_in_brackets(sighting, named)]


def _names_in_brackets(sighting: Sighting, named: dict[int, set[str]]) -> bool:
    """Whether a curated name of something that acts on the same follows the bracket that a composed name opens."""
    mention = sighting.mention
    opened = mention.text.find("(")
    targets = named.get(mention.start + opened + 1, set()) if opened > 0 else set()
    return not targets.isdisjoint(sighting.agents[0].targets)


def _qualifies(text: str, sighting: Sighting) -> bool:
    """Whether the name only qualifies another word ("cisplatin-ineligible", "IL-7Rα", "NK cells from cord blood")."""
    mention = sighting.mention
    return (
        _QUALIFYING.match(text, mention.end) is not None
        or (sighting.agents[0].kind == "Cytokine" and _is_of_cells(text, sighting))
        or (sighting.agents[0].kind == "StemCellTransplant" and _is_source(text, sighting))
        or (sighting.agents[0].kind == "DrugClass" and _is_payload(text, sighting))
        or _OPPOSED.search(text[max(0, mention.start - 6) : mention.start]) is not None
    )


def _is_source(text: str, sighting: Sighting) -> bool:
    """Whether words name what cells are made from ("NK cells derived from umbilical cord blood")."""
    start = sighting.mention.start
    return _SOURCE.search(text[max(0, start - _LONGEST_ORIGIN) : start]) is not None


def _is_of_cells(text: str, sighting: Sighting) -> bool:
    """Whether the name of a cytokine speaks of its gene or receptor, or of what cells make or are grown with."""
    mention = sighting.mention
    if _RECEPTOR.match(text, mention.end) or _MAKES.match(text, mention.end):
        return True
    return sighting.composed is None and is_made_by_cells(text, mention.start)


def _is_payload(text: str, sighting: Sighting) -> bool:
    """Whether cells make what a class of antibodies is called by ("anti-PD-1 scFv-secreting T cells")."""
    mention = sighting.mention
    return bool(sighting.agents[0].targets) and (
        _MAKES.match(text, mention.end) is not None or is_made_by_cells(text, mention.start)
    )


def is_made_by_cells(text: str, start: int) -> bool:
    """Whether the words before an offset say that cells make what follows ("expressing a GD2 CAR and IL-15")."""
    return _MADE_BY.search(text[max(0, start - _LONGEST_SOURCE) : start]) is not None


def _sighting(mention: Mention, meanings: tuple[Agent | Regimen, ...]) -> Sighting:
    if len(meanings) > 1:
        agents = tuple(meaning for meaning in meanings if isinstance(meaning, Agent))
        return Sighting(mention, agents, ambiguous=True)
    meaning = meanings[0]
    if isinstance(meaning, Regimen):
        return Sighting(mention, meaning.members)
    return Sighting(mention, (meaning,))
