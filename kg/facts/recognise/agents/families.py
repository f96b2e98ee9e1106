"""Engineered cells that a record lists by their antigens: several products, not one with several receptors."""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec.structs import replace

from kg.curie import slug
from kg.facts.recognise.agents.found import Found
from kg.model import Agent, Mention, Part

_FAMILY = Part(part="format", value="family of products")
_LISTED = re.compile(r"[,;、，]|\b(?:and|or)\b|&", re.IGNORECASE)
_JOINED = re.compile(
    r"\b(?:bi|tri|multi)-?(?:specific|valent|cistronic)|\bdual|\bdouble|\btandem|\btriple|\bcompound|\bsimultaneous"
    r"|\bboth\b|\bco-?express",
    re.IGNORECASE,
)
_SIDE = 40


def as_families(found: list[Found], texts: Mapping[str, str]) -> list[Found]:
    """The agents, cells whose antigens are listed named as the several products that they are.

    Args:
        texts: Text by field.
    """
    for each in found:
        if _is_family(each, texts):
            each.agent = _family(each.agent)
    return found


def _is_family(found: Found, texts: Mapping[str, str]) -> bool:
    """Whether some words list the antigens of cells read by their parts, and none put them on one cell."""
    agent = found.agent
    if agent.source != "iokg:grammar" or not agent.kind.startswith(("CAR", "TCR")) or "/" not in agent.label:
        return False
    if any(part.part == "cytokine" for part in agent.parts):
        return False
    if not any(_LISTED.search(mention.text) for mention in found.mentions):
        return False
    return not any("/" in mention.text or _JOINED.search(_around(mention, texts)) for mention in found.mentions)


def _around(mention: Mention, texts: Mapping[str, str]) -> str:
    text = texts.get(mention.field, mention.text)
    return text[max(0, mention.start - _SIDE) : mention.end + _SIDE]


def _family(agent: Agent) -> Agent:
    """The agent under a name that lists its antigens.

    >>> _family(Agent(id="-", label="GD2/PSMA/B7-H3 CAR-T cells", kind="CARTCell")).label
    'GD2, PSMA and B7-H3 CAR-T cells'
    """
    *first, last = agent.label.split("/")
    label = f"{', '.join(first)} and {last}" if first else agent.label
    return replace(agent, id=slug(label), label=label, parts=(*agent.parts, _FAMILY))
