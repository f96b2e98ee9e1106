"""All packs together: what a name means that the curated tables do not know."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from kg.facts.packs.concept import Concept, PackInfo, Sense
from kg.facts.packs.index import Index
from kg.facts.packs.shelf import pack_paths
from kg.facts.text import spellings, squeeze

#: The terminologies that know things of a sense, those first that say more of them.
_KINDS_OF: dict[Sense, tuple[str, ...]] = {
    "agent": ("ncit", "unii"),
    "condition": ("mondo", "ncit", "oncotree"),
    "target": ("hgnc",),
}
_ANSWERS_KEPT = 8192


class Packs:
    """Packs that are open for look-up; two with the same packs are equal.

    Args:
        paths: The files of the packs.

    Raises:
        InputError: If one of them is damaged.
    """

    def __init__(self, paths: Iterable[Path] = ()) -> None:
        self._indexes = [Index(path) for path in sorted(paths)]
        self.infos: tuple[PackInfo, ...] = tuple(index.info for index in self._indexes)
        self.find = lru_cache(_ANSWERS_KEPT)(self._find)

    def __bool__(self) -> bool:
        return bool(self._indexes)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Packs) and self.infos == other.infos

    def __hash__(self) -> int:
        return hash(tuple(info.sha256 for info in self.infos))

    def __reduce__(self) -> tuple[object, ...]:
        return Packs, (tuple(index.path for index in self._indexes),)

    def holds(self, sense: Sense) -> bool:
        """Whether any pack can know things of that sense."""
        kinds = {info.kind for info in self.infos}
        return bool(kinds.intersection(_KINDS_OF[sense]))

    def _find(self, name: str, sense: Sense) -> Concept | None:
        """The thing that a name means, as the first terminology that knows the name has it; None if two are meant.

        The answer to its own label is the thing itself, so that a thing has one identity whatever its name.
        """
        concept = self._named(name, sense)
        for _ in self._indexes:
            same = self._named(concept.label, sense) if concept is not None else None
            if same is None or same == concept:
                break
            concept = same
        return concept

    def identifiers(self, concept: Concept) -> tuple[str, ...]:
        """The concept's own identifier, its cross-references, and those of the same thing in other packs."""
        others = (curie for other in self._same(concept) for curie in (other.id, *other.xrefs))
        return tuple(dict.fromkeys((concept.id, *concept.xrefs, *others)))

    def _same(self, concept: Concept) -> Iterator[Concept]:
        """What other terminologies have under the same label, or with the concept as a cross-reference."""
        terminology = concept.id.partition(":")[0]
        for index in self._of(concept.sense):
            named = _only(index.named(concept.label), concept.label, concept.sense)
            for other in (*index.identified(concept.id), *named):
                if other.sense == concept.sense and not other.id.startswith(f"{terminology}:"):
                    yield other

    def parents(self, concept: Concept) -> Iterator[Concept]:
        """The more general concepts of the same terminology."""
        for parent in concept.parents:
            for index in self._of(concept.sense):
                yield from (other for other in index.identified(parent) if other.id == parent)

    def _named(self, name: str, sense: Sense) -> Concept | None:
        for index in self._of(sense):
            found = _only(index.named(name), name, sense)
            if found:
                return found[0]
        return None

    def _of(self, sense: Sense) -> Iterator[Index]:
        """The packs that can know things of that sense, in the order in which they are asked."""
        for kind in _KINDS_OF[sense]:
            yield from (index for index in self._indexes if index.info.kind == kind)


def open_packs(folder: Path | None = None) -> Packs:
    """All packs of the user, or of a folder; none if nothing has been added."""
    return Packs(pack_paths(folder))


def _only(found: tuple[Concept, ...], name: str, sense: Sense) -> tuple[Concept, ...]:
    """The one concept of that sense that bears the name, as its label if any does; empty if there are several."""
    fitting = [concept for concept in found if concept.sense == sense]
    form = squeeze(name)
    labelled = [concept for concept in fitting if form in spellings(concept.label)]
    chosen = labelled or fitting
    return (chosen[0],) if len(chosen) == 1 else ()
