"""Which things a name may mean."""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from kg.curie import slug
from kg.graph.terms import lengthen, short
from kg.graph.texts import query_text
from kg.vocab import BASE

if TYPE_CHECKING:
    import pyoxigraph as ox

KINDS = (
    "agent", "target", "condition", "criterion", "trial", "mechanism", "endpoint", "setting", "role", "priority",
    "phase", "status", "scope", "kind",
)  # fmt: skip
"""Sorts of things with names; ``kind`` is a kind of agent."""

_FOLDER = re.compile(rf"{re.escape(BASE)}(agent|target|condition|criterion|trial)/[^/]+")
_NOT_WORD = re.compile("[^a-z0-9]+")
_GREEK = re.compile("alpha|alfa|beta|gamma|delta|epsilon|kappa|lambda|zeta")
_BRITISH = (("aem", "em"), ("aed", "ed"), ("oes", "es"), ("our", "or"), ("is", "iz"))
_LABEL, _STANDARD = 0, 1
_SUGGESTIONS = 5


class Thing(NamedTuple):
    """Something that has a name in the graph."""

    iri: str
    kind: str
    label: str

    def __str__(self) -> str:
        return f"{self.label} ({short(self.iri)})"


class Naming:
    """All names in a store, compared as :func:`fold` leaves them."""

    def __init__(self, store: ox.Store) -> None:
        self._store = store

    def find(self, name: str, kind: str | None = None) -> list[Thing]:
        """What a name means, in the order of IRIs: by its id, else its standard names, synonyms, names in places."""
        for wanted in (self._identified(name), self._called(name)):
            found = [self._things[iri] for iri in wanted if kind in (None, self._things[iri].kind)]
            if found:
                return found
        return []

    def near(self, name: str, kind: str | None = None) -> list[str]:
        """Labels of things with a similar name, the most similar first."""
        labels = {
            folded: [self._things[iri].label for iri in sorted(ranks) if kind in (None, self._things[iri].kind)]
            for folded, ranks in self._by_name.items()
        }
        close = difflib.get_close_matches(fold(name), (key for key in labels if labels[key]), n=10)
        return list(dict.fromkeys(label for key in close for label in labels[key]))[:_SUGGESTIONS]

    def _identified(self, name: str) -> list[str]:
        return [iri for iri in lengthen(name) if iri in self._things]

    def _called(self, name: str) -> list[str]:
        """Things with this name at the best rank at which any has it, those of each kind by themselves."""
        ranks = self._by_name.get(fold(name) or name, {})
        best: dict[str, int] = {}
        for iri, rank in ranks.items():
            kind = self._things[iri].kind
            best[kind] = min(rank, best.get(kind, rank))
        return sorted(iri for iri, rank in ranks.items() if rank == best[self._things[iri].kind])

    @cached_property
    def _by_name(self) -> dict[str, dict[str, int]]:
        """Folded name to IRIs, each with the best rank of the name."""
        index: dict[str, dict[str, int]] = defaultdict(dict)
        for iri, rank, name in self._rows:
            if iri in self._things:
                ranks = index[fold(short(name)) or name]
                ranks[iri] = min(ranks.get(iri, rank), max(rank, _STANDARD))
        return index

    @cached_property
    def _things(self) -> dict[str, Thing]:
        kinds = {row[0].value: row[1].value for row in self._select("terms")}
        found: dict[str, Thing] = {}
        for iri, rank, name in self._rows:
            folder = _FOLDER.fullmatch(iri)
            kind = folder[1] if folder else kinds.get(iri)
            if kind and (rank == _LABEL or iri not in found):
                found[iri] = Thing(iri, kind, name)
        return found

    @cached_property
    def _rows(self) -> list[tuple[str, int, str]]:
        rows = ((row[0].value, int(row[1].value), row[2].value) for row in self._select("names"))
        return sorted(rows, reverse=True)

    def _select(self, name: str) -> Iterable[Any]:
        return self._store.query(query_text("show", name), use_default_graph_as_union=True)  # type: ignore[return-value]


def fold(name: str) -> str:
    """Only the letters and digits, Greek letters by their initials, American spelling.

    >>> fold("IFN-α") == fold("IFN alpha"), fold("leukaemia") == fold("Leukemia")
    (True, True)
    """
    plain = _NOT_WORD.sub("", name.lower() if name.isascii() else slug(name))
    folded = _GREEK.sub(lambda greek: greek[0][0], plain)
    for british, american in _BRITISH:
        folded = folded.replace(british, american)
    return "" if folded == "unnamed" else folded
