"""Registered interventions: the agents that each one names, and the names nobody knows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from kg.facts.recognise.agents.kinds import KindReader, is_product
from kg.facts.recognise.agents.merging import is_component
from kg.facts.recognise.agents.naming import NameFinder, Sighting, is_made_by_cells
from kg.facts.text import fold, folded_copy
from kg.model import Intervention, Mention

_SEPARATOR = re.compile(
    r"\s*(?:(?<!CD\d\d)\+|\+(?=\s?CD)|,(?!(?<=[A-Z]-\d\d\d,)\d{3}(?!\d))|[;&，、；|]"
    r"|\bplus\b|\band/or\b|\band\b|\bor\b|\bcombined with\b|\bin combination with\b|\bfollowed by\b"
    r"|\bversus\b|\bvs\b(?!-)\.?|\bwith\b|\s/\s)\s*",
    re.IGNORECASE,
)
# A nuclide in brackets belongs to the name ("[225Ac]Ac-FL-020").
_BRACKETS = re.compile(r"\((?!\d+m?[A-Z][a-z]?\))([^()]*)\)|\[(?!\d+m?[A-Z][a-z]?\])([^\[\]]*)\]|（([^（）]*)）")
_CODE = re.compile(
    r"(?<![A-Za-z0-9])(?!CD\d)(?:[A-Z]{1,6}[a-z]?[- ]?[A-Z]{0,3}\d{2,7}[A-Za-z]{0,3}|[A-Z]{2,5}-?[A-Z]\d{3,6})"
    r"(?![A-Za-z0-9])"
)
_DOSE = re.compile(
    r"\b\d[\d.,]*\s*(?:×\s*10\S*\s*)?(?:mg|g|µg|μg|ug|mcg|ml|mL|iu|IU|mCi|MBq|Gy|cGy|%|mg/kg|mg/m2|mg/m²)(?:/\w+)*(?!\w)",
    re.IGNORECASE,
)
_LABELLED = re.compile(r"\[?\d{2,3}m?(?:Tc|Ga|F|Cu|Zr|In|I)\]?(?:Tc|Ga|Cu|Zr|In)?-[A-Z][A-Z0-9-]{2,}(?=\s*$)")
_NOTHING = re.compile(
    r"\W*(?:non[- ]?interventional|no (?:intervention|treatment|drug|evidence of disease)|none\b|n/?a$|not applicable"
    r"|(?:(?!for\b|of\b|to\b|in\b)[\w-]+ ){0,4}(?:patients|participants|subjects)\W*$)",
    re.IGNORECASE,
)
_ANYWAY = re.compile(
    r"\w.*\b(?:during|undergoing|receiving|treated with"
    r"|(?:patients|participants|survivors|women|men) (?:on|with|after))\b[^,;+&]*$",
    re.IGNORECASE,
)
_GUIDES = re.compile(r"(?:/\w+)?[- ](?:image[- ])?guided \w", re.IGNORECASE)
_DONOR_OR_RECIPIENT = re.compile(r"[\s-]*(?:donor|recipient)s?\b", re.IGNORECASE)
_CHECKPOINTS = {"PDCD1", "CD274", "CTLA4"}
_AIMS = re.compile(r"\b(?:targeting|against)\b", re.IGNORECASE)
_LEADING_ON = re.compile(r"(?:ed|ing)$", re.IGNORECASE)
_WORD = re.compile(r"[a-z0-9]+")
_CELLS = re.compile(r"\b(?:T|NK|B|killer|dendritic|stem|stromal)[ -]cells?$", re.IGNORECASE)
_NOT_SPACE = re.compile(r"\S+")
_LONGEST_NAME = 80


class Registered(NamedTuple):
    """What one registered intervention names.

    Attributes:
        position: Its 0-based position.
        sightings: Agents that its name names.
        others: Agents that its other names name.
        unknown: Names in it that nobody knows.
        whole: The mention of its whole name.
    """

    position: int
    sightings: tuple[Sighting, ...]
    others: tuple[Sighting, ...]
    unknown: tuple[Mention, ...]
    whole: Mention


_GIVEN = re.compile(r"given\b", re.IGNORECASE)
_ENGINEERED_FROM = {
    "NKCell": {"CARNKCell"},
    "OtherImmuneCellProduct": {"CARTCell", "TCRTCell", "CARGammaDeltaTCell"},
}


class InterventionReader:
    """Reads what registered interventions name."""

    def __init__(self, finder: NameFinder, kinds: KindReader) -> None:
        self._finder = finder
        self._kinds = kinds
        self._fillers = finder.tables.fillers

    def read(self, intervention: Intervention, index: int, *, cancer: bool = True) -> Registered:
        """The agents that one registered intervention names, in a trial about cancer or another."""
        field = f"armsInterventionsModule.interventions[{index}]"
        name = intervention.name
        find = partial(self._finder.find, expected=True, cancer=cancer)
        named = find(folded_copy(name), f"{field}.name")
        named += self._bare_checkpoints(name, named, f"{field}.name")
        given = _without_forms([each for each in named if not _is_beside_the_point(each, name)], name)
        sightings = _without_imitated(given, name)
        others = [
            sighting
            for position, other in enumerate(intervention.other_names)
            for sighting in find(folded_copy(other), f"{field}.otherNames[{position}]")
        ]
        sightings = _told_more_fully(sightings, others, name)
        if _GIVEN.match(intervention.description):
            given_here = find(folded_copy(intervention.description), f"{field}.description")
            sightings = _as_engineered(sightings, given_here)
        whole = Mention(text=name, field=f"{field}.name", start=0, end=len(name))
        unknown = self._unknown(name, sightings, f"{field}.name")
        return Registered(index, tuple(sightings), tuple(others), tuple(unknown), whole)

    def _bare_checkpoints(self, name: str, named: list[Sighting], field: str) -> Iterator[Sighting]:
        """Checkpoints by which a name means the antibodies against them ("chemotherapy + PD-1")."""
        text = folded_copy(name)
        for start, end in self._free(name, named):
            sighting = self._finder.against(text, field, start, end)
            if sighting is None or _AIMS.search(name, 0, start) is not None:
                continue
            if set(sighting.agents[0].targets) <= _CHECKPOINTS:
                yield sighting

    def _unknown(self, name: str, sightings: list[Sighting], field: str) -> list[Mention]:
        """Stretches of the name that look like an agent and lie in no sighting."""
        if _NOTHING.match(name):
            return []
        spans = self._free(name, sightings)
        coined = [span for span in spans if self.looks_coined(name[span[0] : span[1]])]
        if coined or sightings:
            products = [span for span in spans if self._tells_product(name[span[0] : span[1]])]
            spans = sorted({*coined, *products, *_tracers(name, sightings)})
        elif len(spans) > 1:
            whole = self._trimmed(name, 0, len(name))
            spans = [whole] if whole else []
        return [Mention(text=name[start:end], field=field, start=start, end=end) for start, end in spans]

    def _free(self, name: str, sightings: list[Sighting]) -> list[tuple[int, int]]:
        """The stretches between separators that no sighting touches, without what is left out at their ends."""
        taken = [(s.mention.start, s.mention.end) for s in sightings]
        free = (
            (start, end)
            for start, end in _chunks(name)
            if not any(start < taken_end and taken_start < end for taken_start, taken_end in taken)
            and not is_made_by_cells(name, start)
        )
        return [span for start, end in free if (span := self._trimmed(name, start, end))]

    def _trimmed(self, name: str, start: int, end: int) -> tuple[int, int] | None:
        """The stretch without brackets, dose and filler words at its ends; None if nothing is left."""
        text = _BRACKETS.sub(_blank, name[start:end])
        text = _DOSE.sub(_blank, text)
        words = list(_NOT_SPACE.finditer(text))
        while words and self._is_filler(words[-1].group()) and not _CELLS.search(text, 0, words[-1].end()):
            words.pop()
        while words and self._is_filler(words[0].group()):
            words.pop(0)
        if not words:
            return None
        first = start + words[0].start()
        last = first + len(name[first : start + words[-1].end()].rstrip(".:,;-– "))
        return (first, min(last, first + _LONGEST_NAME)) if last > first else None

    def _is_filler(self, word: str) -> bool:
        return all(part in self._fillers for part in _WORD.findall(fold(word)))

    def _tells_product(self, words: str) -> bool:
        """Whether the words tell the kind of a product ("neoantigen vaccine"), and more than the kind.

        Words that lead on to what follows ("T cells transduced", with what is named next) tell of no other product.
        """
        sort = self._kinds.of_name(words) if _LEADING_ON.search(words) is None else None
        return sort is not None and is_product(sort.kind) and len(_WORD.findall(fold(words))) > 1

    def looks_coined(self, words: str) -> bool:
        """Whether the words hold a company code or a name with an INN ending."""
        return bool(_CODE.search(words)) or self._kinds.stem_of(words) is not None


def _chunks(name: str) -> list[tuple[int, int]]:
    """Stretches between separators; brackets are left to the chunk before them and not split."""
    masked = _BRACKETS.sub(_blank, name)
    chunks, reached = [], 0
    for separator in _SEPARATOR.finditer(masked):
        chunks.append((reached, separator.start()))
        reached = separator.end()
    chunks.append((reached, len(name)))
    return [(start, end) for start, end in chunks if start < end]


def _tracers(name: str, sightings: list[Sighting]) -> Iterator[tuple[int, int]]:
    """Labelled codes that stand before the picture taken with them ("99mTc-X12 SPECT/CT")."""
    for sighting in sightings:
        code = _LABELLED.search(name, 0, sighting.mention.start)
        is_free = code and not any(s.mention.start < code.end() and code.start() < s.mention.end for s in sightings)
        if code and is_free and sighting.agents[0].kind == "DiagnosticTest":
            yield code.span()


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _is_beside_the_point(sighting: Sighting, name: str) -> bool:
    """Whether a name gives an agent anyway, or names the picture by which something else is done ("CT-guided")."""
    guides = sighting.agents[0].kind == "DiagnosticTest" and _GUIDES.match(name, sighting.mention.end) is not None
    return guides or _is_had_anyway(sighting, name)


def _is_had_anyway(sighting: Sighting, name: str) -> bool:
    """Whether a name says that the patients have the agent anyway ("lipid monitoring during chemotherapy").

    Or whether it speaks of those who give or have a graft ("HSCT donor lymphocytes").
    """
    if _ANYWAY.match(name[: sighting.mention.start]) is not None:
        return True
    is_graft = all(agent.kind == "StemCellTransplant" for agent in sighting.agents)
    return is_graft and _DONOR_OR_RECIPIENT.match(name, sighting.mention.end) is not None


def _without_forms(sightings: list[Sighting], name: str) -> list[Sighting]:
    """Without the devices that follow a drug at once, in which it comes ("X prefilled syringe")."""
    kept: list[Sighting] = []
    for sighting in sightings:
        between = name[kept[-1].mention.end : sighting.mention.start] if kept else "+"
        if sighting.agents[0].kind != "Device" or between.strip("- "):
            kept.append(sighting)
    return kept


def _told_more_fully(sightings: list[Sighting], others: list[Sighting], name: str) -> list[Sighting]:
    """The one product of which a name tells the components, where another name tells it.

    As "favezelimab + pembrolizumab" is MK-4280A, and "radiolabelled omburtamab" 177Lu-omburtamab.
    """
    components = {agent.id: agent for sighting in sightings for agent in sighting.agents}
    for other in others:
        whole = other.agent
        if whole is None or not components or not all(is_component(part, whole) for part in components.values()):
            continue
        if len(components) > 1 or whole.kind == "Radioconjugate":
            first, last = sightings[0].mention, sightings[-1].mention
            mention = Mention(text=name[first.start : last.end], field=first.field, start=first.start, end=last.end)
            return [other._replace(mention=mention, composed=None)]
    return sightings


def _as_engineered(sightings: list[Sighting], described: list[Sighting]) -> list[Sighting]:
    """The engineered cells that a description gives in place of the cells of which alone the name tells."""
    cells = sightings[0].agent if len(sightings) == 1 else None
    first = described[0].agent if described else None
    if cells is None or first is None or not first.targets or first.kind not in _ENGINEERED_FROM.get(cells.kind, ()):
        return sightings
    return [described[0]._replace(mention=sightings[0].mention, composed=None)]


def _without_imitated(sightings: list[Sighting], name: str) -> list[Sighting]:
    """The placebo alone where a name says whose placebo it is ("placebo for X", "X-matching placebo")."""
    placebos = [s for s in sightings if s.agent is not None and s.agent.kind == "Placebo"]
    return placebos if placebos and not _SEPARATOR.search(_BRACKETS.sub(_blank, name)) else sightings
