"""Interventions written as one text: ``DRUG: a|BIOLOGICAL: b``."""

from __future__ import annotations

from kg.facts.read.registry_codes import typed_intervention
from kg.model import Intervention


def read_interventions(text: str) -> tuple[Intervention, ...]:
    """The interventions of a ``|`` list in its order; a part without a type belongs to the name before it."""
    found: list[tuple[str, str]] = []
    for part in filter(None, (part.strip() for part in text.split("|"))):
        typed = typed_intervention(part)
        if typed is None and found:
            found[-1] = (found[-1][0], f"{found[-1][1]}|{part}")
        else:
            found.append(typed or ("", part))
    return tuple(Intervention(type=kind, name=name) for kind, name in found)
