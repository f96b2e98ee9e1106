"""Proteins that the curated table of targets does not know, by their gene symbols, from the user's vocabulary packs."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from msgspec.structs import replace

from kg.curie import slug
from kg.facts.packs import Concept, Packs
from kg.model import Target

_SHORTEST_ALIAS = 4


class PackedTargets:
    """Targets in packs.

    Args:
        curated: By key; a gene that is among them under another symbol is that target.
    """

    def __init__(self, packs: Packs, curated: Mapping[str, Target]) -> None:
        self._packs = packs
        self._curated = curated

    @cached_property
    def _by_xref(self) -> dict[str, Target]:
        return {xref: target for target in self._curated.values() for xref in target.xrefs}

    def __bool__(self) -> bool:
        return self._packs.holds("target")

    def find(self, symbol: str) -> Target | None:
        """The protein that a gene symbol means: an approved symbol, or another one that looks like no word."""
        concept = self._packs.find(symbol, "target")
        if concept is None or (symbol != concept.label and not _is_alias(symbol)):
            return None
        identifiers = self._packs.identifiers(concept)
        known = (self._by_xref[curie] for curie in identifiers if curie in self._by_xref)
        return self._curated.get(concept.label) or next(known, None) or _target(concept, identifiers)

    def completed(self, key: str) -> Target | None:
        """The target of a key: a curated one, with the identifiers of packs if it has none, or a packed one."""
        target = self._curated.get(key)
        if target is None:
            return self.find(key)
        concept = None if target.xrefs or target.type != "protein" else self._packs.find(key, "target")
        if concept is None or concept.label != key:
            return target
        return replace(target, xrefs=self._packs.identifiers(concept))


def _target(concept: Concept, identifiers: tuple[str, ...]) -> Target:
    return Target(
        key=concept.label,
        id=slug(concept.label),
        label=concept.label,
        synonyms=concept.synonyms,
        xrefs=identifiers,
        source=concept.id,
    )


def _is_alias(symbol: str) -> bool:
    return len(symbol) >= _SHORTEST_ALIAS and any(map(str.isdigit, symbol)) and any(map(str.isupper, symbol))
