"""What an agent is, from the parts that its name puts together.

A receptor makes a CAR or TCR cell, a binder and a cytokine an immunocytokine, a stromal cell and a cytokine an
engineered stromal cell, a radionuclide and a ligand a radioconjugate, "anti-" and a target an antibody.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import NamedTuple

from kg.curie import slug
from kg.facts.recognise.agents.tables import AgentTables, PartWord
from kg.facts.text import Folded
from kg.model import Agent, Part, Target

_TAIL = re.compile(r"[\s-]*(?:T[\s-]?)?(?:cells?|lymphocytes?)\b", re.IGNORECASE)
_CAR_CELLS = {
    "gammadelta-t-cell": "CARGammaDeltaTCell", "nk-cell": "CARNKCell", "nk-92": "CARNKCell",
    "memory-like-nk-cell": "CARNKCell",
    "ipsc-derived-nk-cell": "CARNKCell", "macrophage": "CARMacrophage", "monocyte": "CARMacrophage",
}  # fmt: skip
_CAR_NAMES = {
    "CARTCell": "CAR-T cells", "CARGammaDeltaTCell": "CAR γδ T cells", "CARNKCell": "CAR-NK cells",
    "CARMacrophage": "CAR macrophages",
}  # fmt: skip
_NKT_CELLS = {"nkt-cell", "inkt-cell"}
_ARMOUR_CLASSES = {"cytokine", "cytokine receptor"}
_EFFECTORS = {"CD3E", "FCGR3A", "CD3D", "CD3G", "NCR1", "NCR3", "KLRK1", "CD28"}
_UNSTATED_PARTS = {"head", "origin", "signalling"}
"""What the whole is, where it comes from, and what every CAR has to signal by (CD3ζ)."""

_MOST_MECHANISMS = 3
_ARMED_T_CELLS = "antibody-armed-t-cell"
_LIGAND_AND_PAYLOAD = 2
_AGONISTS = {
    "innate sensor": "InnateImmuneAgonist", "costimulatory": "MonoclonalAntibody", "cytokine receptor": "Cytokine",
}  # fmt: skip
_ANTIBODY_CLASSES = {"checkpoint", "myeloid checkpoint", "B-cell antigen", "T-cell antigen"}
_VARIANT = re.compile(r"[\s-]*(?:variant|mutein|analog(?:ue)?|super-?agonist|superkine|pro-?drug)\b")
_GUIDED = re.compile(r"\b(?:guided|targeted|directed)\b")


class Piece(NamedTuple):
    """One known word with its place: a target, a part, or a word that may be either (CD28)."""

    start: int
    end: int
    target: Target | None
    word: PartWord | None


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


_Aim = tuple[Target, Piece]


class Cluster:
    """Words that stand together, read as one agent."""

    def __init__(self, tables: AgentTables, text: Folded, pieces: list[Piece]) -> None:
        self._tables = tables
        self._text = text
        self._pieces = pieces
        words = [piece.word for piece in reversed(pieces) if piece.word is not None]
        self._is_cell = any(word.part == "receptor" for word in words)
        self._parts = {word.part: word for word in words if self._is_cell or word.part != "costimulation"}
        self._parts |= {word.part: word for word in words if word.part == "receptor" and word.kind}
        self._cells = [word.id for word in words if word.part == "cell"]
        self._kinds = {word.kind for word in words if word.part == "format"}
        self._heads = {word.id for word in words if word.part == "head"}
        self._degrades = any(word.id == "degrader" for word in words)

    def read(self) -> Composed | None:
        """The agent that the parts make, or None if they make none."""
        for reader in (
            self._car, self._tcr, self._stromal, self._radioligand, self._tracer, self._conjugate, self._vaccine,
            self._specific_t_cells, self._armed_t_cells, self._armed_virus,
            self._immunocytokine, self._engager, self._fusion, self._antibody, self._inhibitor, self._cytokine,
            self._plain_cells,
        ):  # fmt: skip
            composed = reader()
            if composed is not None:
                return composed
        return None

    @cached_property
    def _is_multispecific(self) -> bool:
        """Whether it is called so, or nothing but targets is named, which one molecule then joins."""
        return "MultispecificAntibody" in self._kinds or all(piece.word is None for piece in self._pieces)

    # --- what it acts on -------------------------------------------------------------------------------------------

    @cached_property
    def _aims(self) -> list[_Aim]:
        """Targets in order, families replaced by their members, none twice; parts that are no aim left out."""
        found: dict[str, _Aim] = {}
        for piece in self._pieces:
            for target in self._aims_of(piece):
                found.setdefault(target.key, (target, piece))
        return list(found.values())

    def _aims_of(self, piece: Piece) -> list[Target]:
        word = piece.word
        if word is not None and word.part == "binder":
            return [self._tables.targets[key] for key in word.targets]
        if piece.target is None or (word is not None and word.part == "cytokine"):
            return []
        if self._is_cell and word is not None and word.part in ("costimulation", "signalling", "receptor", "switch"):
            return []
        return expand_family(piece.target, self._tables.targets)

    @cached_property
    def _antigens(self) -> list[_Aim]:
        """The aims of a receptor, cytokine receptors that merely armour the cell left out."""
        return [aim for aim in self._aims if aim[0].klass not in _ARMOUR_CLASSES] or self._aims

    @cached_property
    def _named(self) -> str:
        """The names of the aims, families by their family name, joined by slashes."""
        names = []
        for piece in self._pieces:
            if piece.word is not None and piece.word.part == "binder":
                names.append(piece.word.label)
            elif piece.target is not None and self._aims_of(piece):
                names.append(piece.target.label)
        return "/".join(dict.fromkeys(names))

    def _received(self, word: PartWord) -> list[_Aim]:
        """The receptors of a cytokine part."""
        piece = next(piece for piece in self._pieces if piece.word == word)
        return [(self._tables.targets[key], piece) for key in word.targets]

    # --- cells -----------------------------------------------------------------------------------------------------

    def _car(self) -> Composed | None:
        receptor = self._parts.get("receptor")
        if receptor is None or not receptor.kind.startswith("CAR"):
            return None
        switch, armour = self._parts.get("switch"), self._parts.get("cytokine")
        kind = next((_CAR_CELLS[id_] for id_ in self._cells if id_ in _CAR_CELLS), receptor.kind)
        prefix = f"{switch.label}-" if switch is not None and switch.mechanisms else ""
        suffix = f"/{armour.label}" if armour is not None else ""
        antigens = "/".join(dict.fromkeys(_name_of(target, piece) for target, piece in self._antigens))
        mechanisms = [*(receptor.mechanisms or ("CARRedirectedCytotoxicity",)), *(switch.mechanisms if switch else ())]
        if armour is not None:
            mechanisms.append("CellMediatedCytokineDelivery")
        name = _CAR_NAMES[kind] if _NKT_CELLS.isdisjoint(self._cells) else "CAR-NKT cells"
        return self._agent(f"{prefix}{antigens}{suffix} {name}".strip(), kind, mechanisms, self._antigens)

    def _tcr(self) -> Composed | None:
        receptor = self._parts.get("receptor")
        if receptor is None or receptor.kind != "TCRTCell":
            return None
        return self._agent(f"{self._named} TCR-T cells".strip(), "TCRTCell", ["TCRRedirectedCytotoxicity"], self._aims)

    def _stromal(self) -> Composed | None:
        cell, cytokine = self._parts.get("cell"), self._parts.get("cytokine")
        if cell is None or cell.kind != "EngineeredStromalCell" or cytokine is None:
            return None
        mechanisms = ["CellMediatedCytokineDelivery", "CytokineReceptorAgonism"]
        return self._agent(f"{cytokine.label}-expressing {cell.label}", cell.kind, mechanisms, self._received(cytokine))

    def _specific_t_cells(self) -> Composed | None:
        if "specific-t-cells" not in self._heads:
            return None
        label = f"{self._named}-specific T cells".lstrip("-")
        return self._agent(label, "OtherImmuneCellProduct", ["AdoptiveCellCytotoxicity"], self._aims)

    def _armed_t_cells(self) -> Composed | None:
        """T cells that carry a bispecific antibody against CD3 and the aims."""
        armed = next((p for p in self._pieces if p.word is not None and p.word.id == _ARMED_T_CELLS), None)
        if armed is None or armed.word is None or not self._aims:
            return None
        effectors = [(self._tables.targets[key], armed) for key in armed.word.targets]
        aims = {target.key: (target, piece) for target, piece in (*self._aims, *effectors)}
        label = f"{self._named} {armed.word.label}s"
        return self._agent(label, armed.word.kind, armed.word.mechanisms, list(aims.values()))

    def _plain_cells(self) -> Composed | None:
        cell = self._parts.get("cell")
        if cell is None or not cell.mechanisms or self._aims or self._parts.keys() - {"cell", "origin", "head"}:
            return None
        return self._agent(cell.label, cell.kind, cell.mechanisms, [])

    # --- molecules -------------------------------------------------------------------------------------------------

    def _radioligand(self) -> Composed | None:
        nuclide, ligand = self._parts.get("radionuclide"), self._parts.get("ligand")
        if nuclide is None and self._kinds == {"Radioconjugate"} and self._aims:
            label = f"{self._named} radioligand"
            return self._agent(label, "Radioconjugate", ["TargetedRadionuclideDelivery"], self._aims)
        if nuclide is None or not (self._aims or ligand is not None):
            return None
        aims = self._received(ligand) if ligand is not None else self._aims
        name = ligand.label if ligand is not None else self._named
        kind = "ImagingAgent" if nuclide.kind == "ImagingAgent" or "ImagingAgent" in self._kinds else "Radioconjugate"
        mechanism = "TracerBinding" if kind == "ImagingAgent" else "TargetedRadionuclideDelivery"
        return self._agent(f"[{nuclide.label}]{name}", kind, [mechanism], aims)

    def _tracer(self) -> Composed | None:
        """A tracer of which only the target is told ("CAIX-targeted PET imaging"), on which it does not act."""
        if self._kinds != {"ImagingAgent"} or not self._aims or self._parts.keys() - {"format"}:
            return None
        return self._agent(f"{self._named} tracer", "ImagingAgent", ["TracerBinding"], [])

    def _conjugate(self) -> Composed | None:
        payload = self._parts.get("payload")
        ligand = self._ligand_of_payload()
        if payload is not None and ligand is not None:
            label = " ".join(self._text.folded[self._pieces[0].start : self._pieces[-1].end].split())
            mechanisms = ["TargetedPayloadDelivery", *payload.mechanisms]
            return self._agent(label, "AntibodyDrugConjugate", mechanisms, self._received(ligand))
        antigens = [aim for aim in self._aims if aim[0].klass != "enzyme"]
        if not antigens or not ("AntibodyDrugConjugate" in self._kinds or payload is not None):
            return None
        mechanisms = ["TargetedPayloadDelivery", *(payload.mechanisms if payload else ())]
        name = self._named if len(antigens) == len(self._aims) else "/".join(_name_of(*aim) for aim in antigens)
        return self._agent(f"{name} antibody-drug conjugate", "AntibodyDrugConjugate", mechanisms, antigens)

    def _ligand_of_payload(self) -> PartWord | None:
        """The antibody by whose name alone that of a payload stands ("rituximab deruxtecan"), or None."""
        if len(self._pieces) != _LIGAND_AND_PAYLOAD:
            return None
        first, second = self._pieces
        if first.word is None or second.word is None or (first.word.part, second.word.part) != ("ligand", "payload"):
            return None
        return first.word if not self._text.folded[first.end : second.start].strip(" -") else None

    def _vaccine(self) -> Composed | None:
        cell = self._parts.get("cell")
        if cell is not None and cell.kind == "DendriticCellVaccine":
            label = f"{self._named} dendritic cell vaccine".strip()
            return self._agent(label, "DendriticCellVaccine", ["TumourVaccination"], self._aims)
        if not self._aims or not (self._vaccinates() or "CancerVaccine" in self._kinds):
            return None
        return self._agent(f"{self._named} vaccine", "CancerVaccine", ["TumourVaccination"], self._aims)

    def _vaccinates(self) -> bool:
        """Whether a vehicle is called a vaccine ("DNA vaccine"), or the name ends in peptides of a tumour antigen."""
        vehicles = [piece for piece in self._pieces if piece.word is not None and piece.word.part == "vehicle"]
        if any("vaccin" in self._text.folded[piece.start : piece.end] for piece in vehicles):
            return True
        last = self._pieces[-1].word
        antigen = all(target.klass == "tumour antigen" for target, _ in self._aims)
        return antigen and last is not None and last.id == "peptide" and not self._heads and "cell" not in self._parts

    def _armed_virus(self) -> Composed | None:
        """An oncolytic virus that makes an antibody against the aims."""
        vehicle = self._parts.get("vehicle")
        if vehicle is None or vehicle.kind != "OncolyticVirus" or not self._aims or "cell" in self._parts:
            return None
        mechanisms = ["Oncolysis", *_united(target.antibody_mechanisms for target, _ in self._aims)]
        return self._agent(f"anti-{self._named} {vehicle.label}", "OncolyticVirus", mechanisms, self._aims)

    def _immunocytokine(self) -> Composed | None:
        cytokine = self._parts.get("cytokine")
        fused = (
            self._parts.get("binder")
            or self._kinds & {"FusionProtein", "Immunocytokine", "MonoclonalAntibody"}
            or _GUIDED.search(self._text.folded, self._pieces[0].end, self._pieces[-1].start)
        )
        if cytokine is None or not fused or not self._aims or self._is_cell:
            return None
        mechanisms = ["TargetedCytokineDelivery", "CytokineReceptorAgonism"]
        aims = [*self._aims, *self._received(cytokine)]
        return self._agent(f"{self._named}-{cytokine.label}", "Immunocytokine", mechanisms, aims)

    def _engager(self) -> Composed | None:
        keys = {target.key for target, _ in self._aims}
        engager = "ImmuneCellEngager" in self._kinds
        if not self._aims or not (engager or (self._is_multispecific and keys & _EFFECTORS)):
            return None
        aims = list(self._aims)
        if engager and not keys & _EFFECTORS:
            effectors = next(
                (p.word.targets for p in self._pieces if p.word and p.word.kind == "ImmuneCellEngager"), ()
            )
            aims.extend((self._tables.targets[key], aims[-1][1]) for key in effectors or ("CD3E",))
        costimulates = ["CostimulatoryAgonism"] if "CD28" in keys else []
        mechanisms = ["ImmuneCellEngagement", *costimulates]
        return self._agent(f"{self._named} engager", "ImmuneCellEngager", mechanisms, aims)

    def _fusion(self) -> Composed | None:
        """A fusion protein of which the targets are told, or only the cytokine in it."""
        cytokine = self._parts.get("cytokine")
        if "FusionProtein" not in self._kinds or "cell" in self._parts:
            return None
        if self._aims and cytokine is None:
            mechanisms = _united(target.antibody_mechanisms for target, _ in self._aims)
            return self._agent(f"{self._named} fusion protein", "FusionProtein", mechanisms, self._aims)
        if cytokine is None or self._aims:
            return None
        label = f"{cytokine.label} fusion protein"
        return self._agent(label, "Cytokine", ["CytokineReceptorAgonism"], self._received(cytokine))

    def _antibody(self) -> Composed | None:
        multispecific = self._is_multispecific
        if not self._aims or not (multispecific or "MonoclonalAntibody" in self._kinds or "anti" in self._heads):
            return None
        if self._parts.keys() & {"cell", "cytokine", "ligand"}:
            return None
        mechanisms = _united(target.antibody_mechanisms for target, _ in self._aims)
        if multispecific:
            return self._agent(f"{self._named} bispecific antibody", "MultispecificAntibody", mechanisms, self._aims)
        label = f"anti-{self._named} antibody"
        return self._agent(label, "DrugClass", mechanisms, self._aims, member_kind="MonoclonalAntibody")

    def _inhibitor(self) -> Composed | None:
        small = "SmallMoleculeTargeted" in self._kinds
        if not self._aims or not (small or self._heads & {"inhibitor", "kinase-inhibitor", "agonist"}):
            return None
        if "ligand" in self._parts:
            return None
        mechanisms = _united(t.inhibitor_mechanisms or t.antibody_mechanisms for t, _ in self._aims)
        member = self._member(small=small)
        ending = "agonist" if "agonist" in self._heads else "degrader" if small and self._degrades else "inhibitor"
        return self._agent(f"{self._named} {ending}", "DrugClass", mechanisms, self._aims, member_kind=member)

    def _member(self, *, small: bool) -> str:
        """The kind of a thing that is called an inhibitor, degrader or agonist of the aims."""
        classes = {target.klass for target, _ in self._aims}
        if small and "hormone receptor" in classes:
            return "HormoneTherapy"
        if "agonist" in self._heads:
            return next((kind for klass, kind in _AGONISTS.items() if klass in classes), "SmallMoleculeTargeted")
        if not small and classes & _ANTIBODY_CLASSES:
            return "MonoclonalAntibody"
        return "SmallMoleculeTargeted" if any(t.inhibitor_mechanisms for t, _ in self._aims) else "DrugClass"

    def _cytokine(self) -> Composed | None:
        """A cytokine that its name calls a variant; the plain one is in the table of agents."""
        cytokine = self._parts.get("cytokine")
        if cytokine is None or self._aims or self._is_cell or "cell" in self._parts:
            return None
        start, end = self._pieces[0].start, self._pieces[-1].end
        if not (_VARIANT.search(self._text.folded, start, end) or _VARIANT.match(self._text.folded, end)):
            return None
        aims = self._received(cytokine)
        return self._agent(f"{cytokine.label} variant", "Cytokine", ["CytokineReceptorAgonism"], aims)

    # --- the whole -------------------------------------------------------------------------------------------------

    def _agent(
        self, label: str, kind: str, mechanisms: Sequence[str], aims: Sequence[_Aim], *, member_kind: str = ""
    ) -> Composed:
        start, end = self._pieces[0].start, self._pieces[-1].end
        tail = _TAIL.match(self._text.text, end)
        agent = Agent(
            id=slug(label),
            label=label,
            kind=kind,
            targets=tuple(target.key for target, _ in aims),
            mechanisms=tuple(dict.fromkeys(mechanisms))[:_MOST_MECHANISMS],
            parts=tuple(
                Part(part=w.part, value=w.label) for w in self._parts.values() if w.part not in _UNSTATED_PARTS
            ),
            usual_role="Diagnostic" if kind == "ImagingAgent" else None,
            source="iokg:grammar",
            local=True,
        )
        spans = tuple((target.key, piece.start, piece.end) for target, piece in aims)
        return Composed(start, tail.end() if tail else end, agent, spans, member_kind or kind)


def _name_of(target: Target, piece: Piece) -> str:
    """What a name calls an aim: a binder by its own name (NKG2D), a target by its label."""
    return piece.word.label if piece.word is not None and piece.word.part == "binder" else target.label


def _united(groups: Iterable[tuple[str, ...]]) -> list[str]:
    return list(dict.fromkeys(name for group in groups for name in group))


def expand_family(target: Target, targets: dict[str, Target]) -> list[Target]:
    """The members of a family name, or the target itself."""
    return [targets[key] for key in target.family if key in targets] or [target]
