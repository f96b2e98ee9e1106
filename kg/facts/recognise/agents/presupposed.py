"""The graft that a trial presupposes: conditioning is given before one, prophylaxis of GVHD with an allogeneic one."""

from __future__ import annotations

import re
from collections.abc import Mapping

from kg.facts.recognise.agents.found import TITLES, TOLD
from kg.model import Mention

PRESUPPOSED = "presupposed-graft"
_ALLOGRAFT = "allogeneic-haematopoietic-stem-cell-transplantation"
_AUTOGRAFT = "autologous-haematopoietic-stem-cell-transplantation"
_GRAFT = "haematopoietic-stem-cell-transplantation"
_DISEASE = r"(?:gvhd|graft[- ]v(?:ersu)?s\.?[- ]host)"
_PREVENTION = re.compile(
    rf"{_DISEASE}(?:[- ]disease)?(?: \(gvhd\))?[- ]prophyla\w+"
    rf"|(?:prevent\w*|prophyla\w+)(?: (?:of|for|against|acute|chronic|severe|and|or))* {_DISEASE}"
    r"|post[- ]?transplant(?:ation)? cyclophosphamide",
    re.IGNORECASE,
)
_CONDITIONING = re.compile(
    r"conditioning (?:regimens?|therapy|chemotherapy)|(?:myeloablative|intensity) conditioning|preparative regimens?",
    re.IGNORECASE,
)
_AUTOLOGOUS = re.compile(r"\bautologous|\bauto-?(?:hsct|sct|hct)", re.IGNORECASE)
_ALLOGENEIC = re.compile(r"\ballogen|\ballo-?(?:hsct|sct|hct)|\bdonor|\bhaplo|\bgvhd", re.IGNORECASE)


def presupposed_graft(texts: Mapping[str, str], *, gives_cells: bool) -> tuple[str, Mention] | None:
    """The id of the graft that the words of a title presuppose, with these words; or None.

    Args:
        texts: Text by field.
        gives_cells: Whether the trial gives immune cells, before which conditioning is given as well.
    """
    for field in TITLES:
        title = texts.get(field, "")
        prevention = _PREVENTION.search(title)
        if prevention is not None:
            return _ALLOGRAFT, _mention(field, prevention)
        conditioning = None if gives_cells else _CONDITIONING.search(title)
        if conditioning is not None:
            return _kind_of_graft(texts), _mention(field, conditioning)
    return None


def _kind_of_graft(texts: Mapping[str, str]) -> str:
    """The graft that the record speaks of: an allogeneic or autologous one, or either if it speaks of both or none."""
    told = " ".join(text for field, text in texts.items() if field in TOLD)
    own, foreign = _AUTOLOGOUS.search(told) is not None, _ALLOGENEIC.search(told) is not None
    if own == foreign:
        return _GRAFT
    return _AUTOGRAFT if own else _ALLOGRAFT


def _mention(field: str, match: re.Match[str]) -> Mention:
    return Mention(text=match.group(), field=field, start=match.start(), end=match.end())
