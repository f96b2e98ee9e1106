"""The kind of a thing that nobody knows, from its name's ending, its words and its registered type."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple, cast

from kg.facts.recognise.agents.tables import Stem
from kg.facts.text import fold
from kg.model import Intervention, Role
from kg.tables import read_table

_TYPE_KINDS = {
    "RADIATION": "Radiotherapy", "PROCEDURE": "Procedure", "DEVICE": "Device", "BEHAVIORAL": "BehaviouralIntervention",
    "DIAGNOSTIC_TEST": "DiagnosticTest",
}  # fmt: skip
_KIND_MECHANISMS = {
    "Radiotherapy": ("RadiationDamage",), "CancerVaccine": ("TumourVaccination",), "OncolyticVirus": ("Oncolysis",),
    "TumourInfiltratingLymphocytes": ("AdoptiveCellCytotoxicity",), "NKCell": ("AdoptiveCellCytotoxicity",),
    "CARTCell": ("CARRedirectedCytotoxicity",), "CARNKCell": ("CARRedirectedCytotoxicity",),
    "DendriticCellVaccine": ("TumourVaccination",), "MicrobiomeProduct": ("MicrobiomeModulation",),
    "AntibodyDrugConjugate": ("TargetedPayloadDelivery",), "ImagingAgent": ("TracerBinding",),
    "Radioconjugate": ("TargetedRadionuclideDelivery",), "StemCellTransplant": ("HaematopoieticReconstitution",),
    "OtherImmuneCellProduct": ("AdoptiveCellCytotoxicity",), "ImmuneCellEngager": ("ImmuneCellEngagement",),
    "InnateImmuneAgonist": ("InnateImmuneActivation",),
}  # fmt: skip
_LONG_WORD = re.compile(r"[a-z]{6,}")
_SHORTEST_ROOT = 2
CELL_PRODUCTS = {
    "CARTCell", "CARGammaDeltaTCell", "CARNKCell", "CARMacrophage", "TCRTCell", "TumourInfiltratingLymphocytes",
    "NKCell", "OtherImmuneCellProduct",
}  # fmt: skip
_FAMILIES = (
    frozenset({
        "MonoclonalAntibody", "MultispecificAntibody", "ImmuneCellEngager", "AntibodyDrugConjugate", "Immunocytokine",
        "FusionProtein", "Radioconjugate", "ImagingAgent", "SmallMoleculeTargeted", "Cytokine", "InnateImmuneAgonist",
        "DrugClass",
    }),
    frozenset({
        "CARTCell", "CARGammaDeltaTCell", "CARNKCell", "CARMacrophage", "TCRTCell", "TumourInfiltratingLymphocytes",
        "NKCell", "OtherImmuneCellProduct", "EngineeredStromalCell", "StemCellTransplant",
    }),
    frozenset({"CancerVaccine", "DendriticCellVaccine", "OncolyticVirus", "GeneTherapy"}),
)  # fmt: skip


def is_product(kind: str) -> bool:
    """Whether a kind is one of biological or targeted products, which no other words of prose are likely to mean."""
    return kind != "DrugClass" and (kind == "MicrobiomeProduct" or any(kind in family for family in _FAMILIES))


def are_akin(one: str, other: str) -> bool:
    """Whether words for the one kind may describe a thing of the other: two molecules, two cells, vaccine and virus."""
    return one == other or any({one, other} <= family for family in _FAMILIES)


class Sort(NamedTuple):
    """What a name tells of the thing: its kind, its mechanisms, and the role such a thing nearly always has."""

    kind: str
    mechanisms: tuple[str, ...]
    usual_role: Role | None


class KindReader:
    """Tells kinds by the words of kind_words.tsv and the endings of international names."""

    def __init__(self, stems: Iterable[Stem], folder: Path) -> None:
        self._stems: dict[int, dict[str, Stem]] = defaultdict(dict)
        for stem in stems:
            self._stems[len(stem.ending)].setdefault(stem.ending, stem)
        words = list(_kind_words(folder))
        self._words = [(pattern, sort) for pattern, sort, outranks in words if not outranks]
        self._strong_words = [(pattern, sort) for pattern, sort, outranks in words if outranks]

    def of(self, name: str, intervention: Intervention) -> Sort:
        """The kind that name or registered type tells, ``OtherAgent`` if neither does."""
        named = self.of_name(name)
        if named is not None:
            return named
        kind = _TYPE_KINDS.get(intervention.type, "OtherAgent")
        return Sort(kind, _KIND_MECHANISMS.get(kind, ()), "Diagnostic" if kind == "DiagnosticTest" else None)

    def of_name(self, name: str) -> Sort | None:
        """The kind that the name's ending or words tell, or None; a nuclide or a payload tells more than an ending."""
        stem = self.stem_of(name)
        if stem is None:
            return _told_by([*self._strong_words, *self._words], name)
        told = _told_by(self._strong_words, name)
        return Sort(stem.kind, stem.mechanisms, None) if told is None or told.kind == stem.kind else told

    def stem_of(self, words: str) -> Stem | None:
        """The INN ending of one of the words, or None."""
        found = _LONG_WORD.findall(fold(words))
        ends = (stem for word in found for stem in self._stems_at_end(word))
        return max(ends, key=lambda stem: len(stem.ending), default=None)

    def _stems_at_end(self, word: str) -> Iterator[Stem]:
        """The endings that a word has behind a root; a second word such as "vedotin" is an ending by itself."""
        for length, stems in self._stems.items():
            stem = stems.get(word[-length:])
            if stem is not None and (len(word) == length or len(word) > length + _SHORTEST_ROOT):
                yield stem


def _told_by(words: Iterable[tuple[re.Pattern[str], Sort]], name: str) -> Sort | None:
    return next((sort for pattern, sort in words if pattern.search(name)), None)


def _kind_words(folder: Path) -> Iterator[tuple[re.Pattern[str], Sort, bool]]:
    """The patterns with what they tell, and whether they tell more than the ending of a name."""
    for row in read_table(folder / "kind_words.tsv"):
        kind = row.need("kind")
        role = cast("Role", row.one("usual_role").capitalize()) if row.one("usual_role") else None
        sort = Sort(kind, _KIND_MECHANISMS.get(kind, ()), role)
        yield re.compile(row.need("pattern"), re.IGNORECASE), sort, row.one("outranks") == "yes"
