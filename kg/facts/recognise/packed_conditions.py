"""Diseases that the curated table does not know, as the user's vocabulary packs describe them.

A concept that a curated disease has by identifier or name is that disease. Any other stands below the nearest curated
diseases among its ancestors.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property

from msgspec.structs import replace

from kg.curie import slug
from kg.facts.packs import Concept, Packs
from kg.facts.recognise.patterns import AnyCase
from kg.model import Condition

_BENIGN = re.compile(r"\bbenign\b", re.IGNORECASE)
_TUMOUR = "Neoplastic Process"


class PackedConditions:
    """Conditions in packs.

    Args:
        curated: By id.
        lookup: The curated disease that a whole name means.
        cancer: Found in the name of a cancer.
    """

    def __init__(
        self,
        packs: Packs,
        curated: Mapping[str, Condition],
        lookup: Callable[[str], Condition | None],
        cancer: AnyCase,
    ) -> None:
        self._packs = packs
        self._curated_by_id = curated
        self._lookup = lookup
        self._cancer = cancer

    def __bool__(self) -> bool:
        return self._packs.holds("condition")

    @cached_property
    def _by_xref(self) -> dict[str, Condition]:
        return {xref: condition for condition in self._curated_by_id.values() for xref in condition.xrefs}

    def find(self, name: str) -> Condition | None:
        """The disease that a whole name means, a curated one if it is known there under another name."""
        concept = self._packs.find(name, "condition")
        # A concept without anything above it is disease as such.
        return self._described(concept) if concept is not None and concept.parents else None

    def completed(self, id_: str) -> Condition | None:
        """The disease of an id: a curated one, with the identifiers of packs if it has none, or a packed one."""
        condition = self._curated_by_id.get(id_)
        if condition is None:
            packed = self.find(id_.replace("-", " "))
            return packed if packed is not None and packed.id == id_ else None
        concept = None if condition.xrefs else self._packs.find(condition.label, "condition")
        if concept is None or slug(concept.label) != slug(condition.label):
            return condition
        return replace(condition, xrefs=self._packs.identifiers(concept))

    def _described(self, concept: Concept) -> Condition:
        curated = self._curated(concept)
        if curated is not None:
            return curated
        broader = self._broader(concept)
        return Condition(
            id=slug(concept.label),
            label=" ".join(word if any(map(str.isupper, word[1:])) else word.lower() for word in concept.label.split()),
            synonyms=concept.synonyms,
            broader=tuple(condition.id for condition in broader),
            xrefs=self._packs.identifiers(concept),
            source=concept.id,
            cancer=self._is_cancer(concept, broader),
        )

    def _curated(self, concept: Concept) -> Condition | None:
        """The curated disease that a concept is: by identifier, by label, or by all of its synonyms that are known."""
        identified = (self._by_xref.get(curie) for curie in self._packs.identifiers(concept))
        known = next(filter(None, identified), None) or self._lookup(concept.label)
        if known is not None:
            return known
        named = {condition.id: condition for condition in map(self._lookup, concept.synonyms) if condition is not None}
        return next(iter(named.values())) if len(named) == 1 else None

    def _broader(self, concept: Concept) -> list[Condition]:
        """The nearest curated diseases above a concept, by id, none of them above another."""
        found = {condition.id: condition for condition in self._above(concept)}
        general = {ancestor for condition in found.values() for ancestor in self._ancestors(condition)}
        return [found[id_] for id_ in sorted(found.keys() - general)]

    def _above(self, concept: Concept) -> Iterator[Condition]:
        waiting, seen = [concept], {concept.id}
        while waiting:
            for parent in self._packs.parents(waiting.pop()):
                if parent.id in seen:
                    continue
                seen.add(parent.id)
                curated = self._curated(parent)
                if curated is not None:
                    yield curated
                else:
                    waiting.append(parent)

    def _ancestors(self, condition: Condition) -> Iterator[str]:
        for id_ in condition.broader:
            yield id_
            if id_ in self._curated_by_id:
                yield from self._ancestors(self._curated_by_id[id_])

    def _is_cancer(self, concept: Concept, broader: list[Condition]) -> bool:
        """Whether a malignant, borderline or premalignant neoplasm is meant."""
        if _BENIGN.search(concept.label):
            return False
        if broader:
            return any(condition.cancer for condition in broader)
        return _TUMOUR in concept.types or self._cancer.search(concept.label) is not None
