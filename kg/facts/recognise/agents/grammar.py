"""The grammar of agents: names in no vocabulary, read by their parts.

A name such as ``iC9-CAR.B7-H3 T cells`` is a cluster of known words (switch, receptor, target, cell) joined by hyphens,
slashes and a few connecting words. What the whole is follows from which words meet: a receptor makes a CAR cell, a
binder and a cytokine an immunocytokine, a stromal cell and a cytokine an engineered stromal cell, "anti-" and a target
an antibody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from kg.facts.recognise.agents.tables import AgentTables, PartWord
from kg.facts.slug import slug
from kg.facts.text import Folded
from kg.model import Agent, Part, Target

_LIST_GAP = re.compile(r"[\s(]*(?:,|;|\+|&|\band\b|\bor\b|\bplus\b|、|，)[\s)]*")
_TIGHT_PUNCTUATION = re.compile(r"[\s\-\u2010-\u2015/.,_:×*'’()\[\]®™\\^]*")
_WORD = re.compile(r"[a-z0-9]+")
_GLUED = re.compile(r"(?:-specific)?[-/][a-z]{2,8}[-/](?:i-|il-?)?\d{0,2}\s?")
_LONGEST_GAP = 48
_THERAPEUTIC_TAIL = re.compile(r"[\s-]*(?:T[\s-]?)?(?:cells?|lymphocytes?)\b", re.IGNORECASE)

_CAR_KINDS = {
    "gamma-delta-t-cell": "CARGammaDeltaTCell",
    "nk-cell": "CARNKCell",
    "macrophage": "CARMacrophage",
    "monocyte": "CARMacrophage",
}
_CAR_NAMES = {
    "CARTCell": "CAR-T cells", "CARGammaDeltaTCell": "CAR γδ T cells", "CARNKCell": "CAR-NK cells",
    "CARMacrophage": "CAR macrophages",
}  # fmt: skip
_ARMOUR_CLASSES = {"cytokine", "cytokine receptor"}
_EFFECTORS = {"CD3E", "FCGR3A", "CD3D", "CD3G", "NCR1", "NCR3", "KLRK1", "CD28"}


class Piece(NamedTuple):
    """One known word of a cluster with its place in the text."""

    start: int
    end: int
    meaning: Target | PartWord


class Composed(NamedTuple):
    """An agent read from its parts.

    Attributes:
        agent: Local agent; no targets if the words name none ("CAR-T cells").
        spans: Where each target stands: key, start, end.
        member_kind: Kind of a product that these words define ("X is an anti-CCR8 antibody").
    """

    start: int
    end: int
    agent: Agent
    spans: tuple[tuple[str, int, int], ...]
    member_kind: str


class Grammar:
    """Reads agents by their parts with the words of the curated tables."""

    def __init__(self, tables: AgentTables) -> None:
        self._tables = tables
        self._pieces = tables.pieces
        self._anti = next(word for _, word in tables.parts if word.id == "anti")

    def find(self, text: Folded) -> list[Composed]:
        """Agents named by their parts in a text, from left to right."""
        composed = (self._compose(text, cluster) for cluster in self._clusters(text))
        return [agent for agent in composed if agent is not None]

    def _clusters(self, text: Folded) -> Iterator[list[Piece]]:
        cluster: list[Piece] = []
        for piece in self._found(text):
            if cluster and not self._joins(text, cluster[-1], piece):
                yield cluster
                cluster = []
            cluster.append(piece)
        if cluster:
            yield cluster

    def _found(self, text: Folded) -> Iterator[Piece]:
        """Known words in order; the "a" or "α" glued to a target (aPD-1) counts as "anti-"."""
        for hit in self._pieces.find(text):
            meaning = _preferred(hit.meanings)
            before = hit.start - 1
            if isinstance(meaning, Target) and before >= 0 and text.folded[before] == "a" and text.is_boundary(before):
                yield Piece(before, hit.start, self._anti)
            yield Piece(hit.start, hit.end, meaning)

    def _joins(self, text: Folded, left: Piece, right: Piece) -> bool:
        gap = text.folded[left.end : right.start]
        if len(gap) > _LONGEST_GAP or "\n\n" in gap:
            return False
        if _LIST_GAP.fullmatch(gap):
            return isinstance(left.meaning, Target) and isinstance(right.meaning, Target)
        if ". " in gap or ", " in gap or ";" in gap:
            return False
        if _GLUED.fullmatch(gap):
            return True
        words = _WORD.findall(gap)
        return all(word in self._tables.connectors for word in words) and _only_joints(gap)

    def _compose(self, text: Folded, cluster: list[Piece]) -> Composed | None:
        return _Cluster(self._tables, text, cluster).read()


def _only_joints(gap: str) -> bool:
    return _TIGHT_PUNCTUATION.fullmatch(_WORD.sub("", gap)) is not None


def _preferred(meanings: Sequence[Target | PartWord]) -> Target | PartWord:
    """The part where a word means both a part and a target (IL-2 the cytokine), else the first meaning."""
    return next((meaning for meaning in meanings if isinstance(meaning, PartWord)), meanings[0])


class _Cluster:
    """Pieces that stand together, read as one agent."""

    def __init__(self, tables: AgentTables, text: Folded, pieces: list[Piece]) -> None:
        self._tables = tables
        self._text = text
        self._pieces = pieces
        self._words = [piece for piece in pieces if isinstance(piece.meaning, PartWord)]
        self._parts = {
            piece.meaning.part: piece.meaning for piece in reversed(self._words) if isinstance(piece.meaning, PartWord)
        }
        self._heads = {word.id for piece in self._words if (word := _word(piece)).part == "head"}

    @cached_property
    def _targets(self) -> list[tuple[Target, Piece]]:
        """Targets in order, families replaced by their members, none twice."""
        found: dict[str, tuple[Target, Piece]] = {}
        for piece in self._pieces:
            if isinstance(piece.meaning, Target):
                for target in expand_family(piece.meaning, self._tables.targets):
                    found.setdefault(target.key, (target, piece))
        return list(found.values())

    @cached_property
    def _antigens(self) -> list[tuple[Target, Piece]]:
        """The targets that a receptor or vehicle is directed at, cytokine receptors that armour it left out."""
        antigens = [pair for pair in self._targets if pair[0].klass not in _ARMOUR_CLASSES]
        return antigens or self._targets

    def read(self) -> Composed | None:
        for reader in (
            self._car, self._tcr, self._stromal, self._radioligand, self._conjugate, self._vaccine, self._specific_t_cells,
            self._immunocytokine, self._engager, self._antibody, self._inhibitor, self._plain_cells,
        ):  # fmt: skip
            composed = reader()
            if composed is not None:
                return composed
        return None

    # --- cells ---------------------------------------------------------------------------------------------------

    def _car(self) -> Composed | None:
        receptor = self._parts.get("receptor")
        if receptor is None or not receptor.id.startswith("car"):
            return None
        cell = self._parts.get("cell")
        kind = receptor.kind or "CARTCell"
        if cell is not None:
            kind = _CAR_KINDS.get(cell.id, kind)
        switch, payload = self._parts.get("switch"), self._parts.get("cytokine")
        prefix = f"{switch.label}-" if switch is not None and switch.mechanisms else ""
        label = prefix + "/".join(target.label for target, _ in self._antigens)
        mechanisms = ["CARRedirectedCytotoxicity", *(switch.mechanisms if switch else ())]
        if payload is not None:
            mechanisms.append("CellMediatedCytokineDelivery")
            label += f"/{payload.label}"
        return self._agent(f"{label} {_CAR_NAMES[kind]}".strip(), kind, mechanisms, self._antigens)

    def _tcr(self) -> Composed | None:
        receptor = self._parts.get("receptor")
        if receptor is None or not receptor.id.startswith("t"):
            return None
        label = "/".join(target.label for target, _ in self._targets)
        return self._agent(f"{label} TCR-T cells".strip(), "TCRTCell", ["TCRRedirectedCytotoxicity"], self._targets)

    def _stromal(self) -> Composed | None:
        cell, cytokine = self._parts.get("cell"), self._parts.get("cytokine")
        if cell is None or cell.kind != "EngineeredStromalCell" or cytokine is None:
            return None
        mechanisms = ["CellMediatedCytokineDelivery", *cytokine.mechanisms]
        keys = [(self._tables.targets[key], self._piece(cytokine)) for key in cytokine.targets]
        return self._agent(f"{cytokine.label}-expressing {cell.label}", cell.kind, mechanisms, keys)

    def _specific_t_cells(self) -> Composed | None:
        if "specific-t-cells" not in self._heads:
            return None
        label = "/".join(target.label for target, _ in self._targets)
        return self._agent(
            f"{label}-specific T cells".lstrip("-"), "OtherImmuneCellProduct", ["AdoptiveCellCytotoxicity"], self._targets
        )

    def _plain_cells(self) -> Composed | None:
        cell = self._parts.get("cell")
        if cell is None or not cell.kind or self._targets or cell.kind == "EngineeredStromalCell":
            return None
        if self._parts.keys() - {"cell", "origin", "head"}:
            return None
        return self._agent(cell.label, cell.kind, cell.mechanisms, [])

    # --- molecules -----------------------------------------------------------------------------------------------

    def _radioligand(self) -> Composed | None:
        nuclide, ligand = self._parts.get("radionuclide"), self._parts.get("ligand") or self._parts.get("binder")
        if nuclide is None or not (self._targets or ligand is not None):
            return None
        targets = list(self._targets)
        if ligand is not None:
            targets = [(self._tables.targets[key], self._piece(ligand)) for key in ligand.targets]
        name = ligand.label if ligand is not None else f"anti-{self._slashed()}"
        return self._agent(f"[{nuclide.label}]{name}", nuclide.kind or "Radioconjugate", nuclide.mechanisms, targets)

    def _conjugate(self) -> Composed | None:
        payload = self._parts.get("payload")
        if not self._targets or not ("adc" in self._heads or payload is not None):
            return None
        mechanisms = ["TargetedPayloadDelivery", *(payload.mechanisms if payload else ())]
        return self._agent(f"{self._slashed()} antibody-drug conjugate", "AntibodyDrugConjugate", mechanisms, self._targets)

    def _vaccine(self) -> Composed | None:
        cell = self._parts.get("cell")
        dendritic = cell is not None and cell.kind == "DendriticCellVaccine"
        if not dendritic and "vaccine" not in self._heads:
            return None
        if dendritic:
            return self._agent(f"{self._slashed()} dendritic cell vaccine".strip(), "DendriticCellVaccine", ["TumourVaccination"], self._targets)
        if not self._targets:
            return None
        return self._agent(f"{self._slashed()} vaccine", "CancerVaccine", ["TumourVaccination"], self._targets)

    def _immunocytokine(self) -> Composed | None:
        binder, cytokine = self._parts.get("binder"), self._parts.get("cytokine")
        if cytokine is None or not (binder or (self._targets and self._heads & {"fusion", "immunocytokine", "antibody"})):
            return None
        antigens = list(self._targets)
        if binder is not None:
            antigens = [(self._tables.targets[key], self._piece(binder)) for key in binder.targets] or antigens
        receptors = [(self._tables.targets[key], self._piece(cytokine)) for key in cytokine.targets]
        name = binder.label if binder is not None else self._slashed()
        mechanisms = ["TargetedCytokineDelivery", "CytokineReceptorAgonism"]
        return self._agent(f"{name}-{cytokine.label}", "Immunocytokine", mechanisms, [*antigens, *receptors])

    def _engager(self) -> Composed | None:
        keys = {target.key for target, _ in self._targets}
        engages = "engager" in self._heads or ("bispecific" in self._heads and keys & _EFFECTORS)
        if not self._targets or not engages:
            return None
        found = list(self._targets)
        if "engager" in self._heads and not keys & _EFFECTORS and "CD3E" in self._tables.targets:
            found.append((self._tables.targets["CD3E"], found[-1][1]))
        return self._agent(f"{self._slashed()} engager", "ImmuneCellEngager", ["ImmuneCellEngagement"], found)

    def _antibody(self) -> Composed | None:
        if not self._targets or not self._heads & {"anti", "antibody", "bispecific"}:
            return None
        mechanisms = _united(target.antibody_mechanisms for target, _ in self._targets)
        if "bispecific" in self._heads:
            return self._agent(f"{self._slashed()} bispecific antibody", "MultispecificAntibody", mechanisms, self._targets)
        return self._agent(
            f"anti-{self._slashed()} antibody", "DrugClass", mechanisms, self._targets, member_kind="MonoclonalAntibody"
        )

    def _inhibitor(self) -> Composed | None:
        if not self._targets or not self._heads & {"inhibitor", "kinase-inhibitor", "agonist"}:
            return None
        mechanisms = _united(t.inhibitor_mechanisms or t.antibody_mechanisms for t, _ in self._targets)
        member = "SmallMoleculeTargeted" if any(t.inhibitor_mechanisms for t, _ in self._targets) else "DrugClass"
        ending = "agonist" if "agonist" in self._heads else "inhibitor"
        return self._agent(f"{self._slashed()} {ending}", "DrugClass", mechanisms, self._targets, member_kind=member)

    # --- common --------------------------------------------------------------------------------------------------

    def _slashed(self) -> str:
        return "/".join(target.label for target, _ in self._targets)

    def _piece(self, word: PartWord) -> Piece:
        return next(piece for piece in self._pieces if piece.meaning == word)

    def _agent(
        self,
        label: str,
        kind: str,
        mechanisms: Sequence[str],
        targets: Sequence[tuple[Target, Piece]],
        *,
        member_kind: str = "",
    ) -> Composed:
        start, end = self._pieces[0].start, self._pieces[-1].end
        tail = _THERAPEUTIC_TAIL.match(self._text.text, end)
        end = tail.end() if tail else end
        parts = tuple(
            Part(part=word.part, value=word.label) for word in self._parts.values() if word.part not in ("head", "origin")
        )
        agent = Agent(
            id=slug(label),
            label=label,
            kind=kind,
            targets=tuple(target.key for target, _ in targets),
            mechanisms=tuple(dict.fromkeys(mechanisms))[:3],
            parts=parts,
            source="iokg:grammar",
            local=True,
        )
        spans = tuple((target.key, piece.start, piece.end) for target, piece in targets)
        return Composed(start, end, agent, spans, member_kind or kind)


def _word(piece: Piece) -> PartWord:
    assert isinstance(piece.meaning, PartWord)
    return piece.meaning


def _united(groups: Iterator[tuple[str, ...]]) -> list[str]:
    return list(dict.fromkeys(name for group in groups for name in group))


def expand_family(target: Target, targets: dict[str, Target]) -> list[Target]:
    """The members of a family name, or the target itself."""
    return [targets[key] for key in target.family if key in targets] or [target]
