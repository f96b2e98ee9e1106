"""What a trial gives before cells or a graft, and against graft-versus-host disease."""

from __future__ import annotations

import re
from functools import cached_property

from kg.facts.recognise.agents.context import Context, sentence
from kg.facts.recognise.agents.found import Found
from kg.facts.recognise.agents.gathering import AgentsRead
from kg.facts.recognise.agents.subject import Subject
from kg.model import Mention, Trial

_CONDITIONERS = {"Chemotherapy", "Immunosuppressant", "Radiotherapy", "DrugClass"}
_LYMPHODEPLETERS = {"fludarabine", "cyclophosphamide", "bendamustine", "lymphodepleting-chemotherapy"}
_MYELOABLATERS = {
    "busulfan", "fludarabine", "thiotepa", "melphalan", "treosulfan", "total-body-irradiation",
    "anti-thymocyte-globulin",
    "cyclophosphamide", "clofarabine", "carmustine", "conditioning-regimen",
}  # fmt: skip
_GRAFT_PROTECTORS = {"anti-thymocyte-globulin", "cyclophosphamide"}
_ABLATERS = {"busulfan", "melphalan", "thiotepa", "treosulfan", "total-body-irradiation", "total-marrow-irradiation"}
_BEAM_BESIDE = {"etoposide", "cytarabine"}
_BEAM = {"carmustine", "melphalan"}
"""Beside these, etoposide and cytarabine are part of the high-dose chemotherapy before an autologous graft."""

_CALCINEURIN_INHIBITORS = {"tacrolimus", "ciclosporin"}
_PROPHYLAXIS = {
    "tacrolimus", "ciclosporin", "mycophenolate-mofetil", "sirolimus", "methotrexate", "mycophenolic-acid", "abatacept",
    "ruxolitinib",
}  # fmt: skip
_GRAFT = re.compile(
    r"(?:stem[- ]cell|h(?:a|e)*matopoietic|marrow|cord blood|donor)[\w\s-]{0,30}transplant|\bhsct\b|\bhct\b|\bbmt\b",
    re.IGNORECASE,
)
_BEFORE_GRAFT = re.compile(r"\b(?:before|prior to|conditioning|preparative)\b", re.IGNORECASE)
_AFTER_GRAFT = re.compile(r"post-?transplant|ptcy|transplant\w*,? (?:and|followed by) cyclophosphamide", re.IGNORECASE)
_IRRADIATION = {
    "total-body-irradiation",
    "total-marrow-irradiation",
    "total-lymphoid-irradiation",
    "total-marrow-and-lymphoid-irradiation",
}
_GVHD = re.compile(r"gvhd|graft[- ]v(?:ersu)?s[- ]host", re.IGNORECASE)
_PREVENTS_GVHD = re.compile(
    r"(?:prevent\w*|prophyla\w*)(?: of| against| for)?(?: acute| chronic)? (?:gvhd|graft[- ]v(?:ersu)?s[- ]host)",
    re.IGNORECASE,
)
_REGIMEN = re.compile(r"\b(?:conditioning|preparative) regimens?\b", re.IGNORECASE)
_T_CELL_DEPLETERS = {"anti-thymocyte-globulin", "alemtuzumab"}
_GVHD_PROPHYLAXIS = re.compile(r"(?:gvhd|graft[- ]v(?:ersu)?s[- ]host(?: disease)?) prophylaxis", re.IGNORECASE)


class Transplant:
    """Conditioning and prophylaxis in one trial."""

    def __init__(self, trial: Trial, read: AgentsRead, context: Context, subject: Subject) -> None:
        self._trial = trial
        self._found = read.found
        self._context = context
        self._subject = subject
        self._texts = {passage.field: passage.text for passage, _ in read.scans}
        self._ids = {found.agent.id for found in read.found}

    @cached_property
    def _grafts(self) -> list[Found]:
        return [found for found in self._found if found.agent.kind == "StemCellTransplant"]

    @cached_property
    def _has_graft(self) -> bool:
        return bool(self._grafts) or _GRAFT.search(f"{self._trial.title} {self._trial.summary}") is not None

    @cached_property
    def is_about_gvhd(self) -> bool:
        """Whether the trial is about preventing graft-versus-host disease."""
        prevents = self._trial.design.primary_purpose == "PREVENTION" and _GVHD.search(self._trial.summary) is not None
        return prevents or _GVHD_PROPHYLAXIS.search(self._trial.title) is not None

    def conditioning(self, found: Found) -> tuple[Mention, str] | None:
        """The words and the rule that make an agent conditioning, or None if it is none."""
        if not _may_condition(found) or not (self._subject.has_cells or self._has_graft) or self._is_tested(found):
            return None
        for mention in found.mentions:
            text = self._texts.get(mention.field)
            if text is not None and self._context.says("conditioning", text[slice(*sentence(text, mention))]):
                return mention, "conditioning-words"
        if found.agent.id in _LYMPHODEPLETERS and self._subject.has_cells:
            return found.mentions[0], "lymphodepletion-before-cells"
        is_beam = found.agent.id in _BEAM_BESIDE and self._ids >= _BEAM
        if (found.agent.id in _MYELOABLATERS or is_beam) and self._has_graft and self._is_before_graft(found):
            return found.mentions[0], "conditioning-before-graft"
        return None

    def is_prophylaxis(self, found: Found) -> bool:
        """Whether it protects after a graft, most often against graft-versus-host disease.

        Methotrexate does so beside a calcineurin inhibitor; rituximab, against lymphoproliferative disease, beside
        T-cell depletion; in a trial of CAR-T cells it eliminates those or other B cells.
        """
        if found.agent.id == "rituximab":
            has_cars = any(each.agent.kind == "CARTCell" for each in self._found)
            return has_cars or bool(self._grafts and self._ids & _T_CELL_DEPLETERS)
        alone = found.agent.id == "methotrexate" and not self._ids & _CALCINEURIN_INHIBITORS
        return found.agent.id in _PROPHYLAXIS and not alone and self._has_graft

    def is_tested_here(self, found: Found) -> bool:
        """Whether it is the means against graft-versus-host disease, or the conditioning, that the trial is about."""
        return self._is_tested_against_gvhd(found) or (
            not self._subject.has_cells and self._is_of_titled_regimen(found)
        )

    def _is_tested_against_gvhd(self, found: Found) -> bool:
        """Whether the title names an immunosuppressant, other than the customary ones, as means against it.

        Or what guards the graft, in a trial of nothing stronger.
        """
        if self.is_about_gvhd and self._guards_graft(found) and not self._subject.has_strong:
            return found.is_titled
        if found.agent.kind != "Immunosuppressant" or found.agent.id in _CALCINEURIN_INHIBITORS:
            return False
        return found.is_titled and _PREVENTS_GVHD.search(self._trial.title) is not None

    def _is_tested(self, found: Found) -> bool:
        """Whether the agent is the trial's own means against graft-versus-host disease, or a title leads with it."""
        if self._is_tested_against_gvhd(found):
            return True
        if self._guards_graft(found) and (found.is_titled or not found.registered):
            return True
        if self._subject.has_cells:
            return False
        return self._is_of_titled_regimen(found) or (
            not self._subject.has_strong and self._subject.contrast.leads(found)
        )

    def _is_of_titled_regimen(self, found: Found) -> bool:
        """Whether the brief title speaks of a conditioning regimen and names the agent as what makes it up."""
        return _may_condition(found) and found.is_titled and _REGIMEN.search(self._trial.title) is not None

    def _guards_graft(self, found: Found) -> bool:
        return found.agent.id in _GRAFT_PROTECTORS and (
            self.is_about_gvhd or _AFTER_GRAFT.search(self._trial.title) is not None
        )

    def _is_before_graft(self, found: Found) -> bool:
        """Whether a myeloablative agent is given before the graft: chemotherapy, and what no title names."""
        if self._guards_graft(found) or not (any(graft.is_titled for graft in self._grafts) or self._ids & _ABLATERS):
            return False
        if not found.is_titled:
            return True
        return found.agent.kind == "Chemotherapy" and _BEFORE_GRAFT.search(self._trial.title) is not None


def _may_condition(found: Found) -> bool:
    agent = found.agent
    if agent.id in _PROPHYLAXIS or (agent.kind == "Radiotherapy" and agent.id not in _IRRADIATION):
        return False
    return agent.kind in _CONDITIONERS or agent.id == "alemtuzumab"
