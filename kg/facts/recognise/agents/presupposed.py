"""The graft that a trial presupposes: what prevents graft-versus-host disease is given with an allogeneic graft."""

from __future__ import annotations

import re
from collections.abc import Mapping

from kg.facts.recognise.agents.found import TITLES
from kg.model import Mention

GRAFT = "allogeneic-haematopoietic-stem-cell-transplantation"
_DISEASE = r"(?:gvhd|graft[- ]v(?:ersu)?s\.?[- ]host)"
_PREVENTION = re.compile(
    rf"{_DISEASE}(?:[- ]disease)?(?: \(gvhd\))?[- ]prophyla\w+"
    rf"|(?:prevent\w*|prophyla\w+)(?: (?:of|for|against|acute|chronic|severe|and|or))* {_DISEASE}"
    r"|post[- ]?transplant(?:ation)? cyclophosphamide",
    re.IGNORECASE,
)


def presupposed_graft(texts: Mapping[str, str]) -> Mention | None:
    """The words of a title that speak of preventing graft-versus-host disease, or None.

    Args:
        texts: Text by field.
    """
    for field in TITLES:
        match = _PREVENTION.search(texts.get(field, ""))
        if match is not None:
            return Mention(text=match.group(), field=field, start=match.start(), end=match.end())
    return None
