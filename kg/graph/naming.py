"""Which things a name may mean."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from kg import vocab
from kg.curie import slug
from kg.graph.terms import lengthen, short
from kg.graph.texts import query_text
from kg.vocab import BASE, IOKG

if TYPE_CHECKING:
    import pyoxigraph as ox

Kind = Literal[
    "agent", "target", "condition", "criterion", "trial", "mechanism", "endpoint", "setting", "role", "priority",
    "phase", "status", "scope", "kind",
]  # fmt: skip
_FOLDERS: dict[str, Kind] = {
    f"{BASE}{kind}/": kind
    for kind in ("target", "agent", "condition", "criterion", "trial")
}
_INVENTORIES: dict[Kind, frozenset[str]] = {
    "mechanism": frozenset(vocab.MECHANISMS),
    "endpoint": frozenset(vocab.ENDPOINTS),
    "setting": frozenset(vocab.SETTINGS),
    "role": frozenset(vocab.ROLES),
    "priority": frozenset(vocab.PRIORITIES),
    "phase": frozenset(vocab.PHASES.values()),
    "status": frozenset(vocab.STATUSES.values()),
    "scope": frozenset(vocab.SCOPES),
}
_STANDARD = {vocab.LABEL, vocab.NOTATION, vocab.IDENTIFIER}
_SUGGESTIONS = 5


class Thing(NamedTuple):
    """Something that has a name in the graph."""

    iri: str
    kind: Kind
    label: str

    def __str__(self) -> str:
        return f"{self.label} ({short(self.iri)})"


class Naming:
    """All names in a store, compared by letters and digits alone."""

    def __init__(self, store: ox.Store) -> None:
        self._store = store

    @cached_property
    def _things(self) -> dict[str, Thing]:
        labels: dict[str, str] = {}
        for iri, property_, name in self._rows:
            if property_ == vocab.LABEL or iri not in labels:
                labels[iri] = name
        kinds = {row[0].value for row in self._select("kinds")}
        found = {}
        for iri, label in labels.items():
            kind = "kind" if iri in kinds else kind_of(iri)
            if kind:
                found[iri] = Thing(iri, kind, label)
        return found

    @cached_property
    def _rows(self) -> list[tuple[str, str, str]]:
        return sorted((row[0].value, row[1].value, row[2].value) for row in self._select("names"))

    def _select(self, name: str) -> Iterable[Any]:
        return self._store.query(query_text("show", name), use_default_graph_as_union=True)  # type: ignore[return-value]

    @cached_property
    def _by_name(self) -> dict[str, dict[str, bool]]:
        """Squeezed name to IRIs, each with whether it is the standard name."""
        index: dict[str, dict[str, bool]] = defaultdict(dict)
        for iri, property_, name in self._rows:
            if iri in self._things:
                names = index[_squeeze(short(name) if property_ == vocab.EXACT_MATCH else name)]
                names[iri] = names.get(iri, False) or property_ in _STANDARD
        for iri in self._things:
            index[_squeeze(short(iri))].setdefault(iri, True)
        return index

    def find(self, name: str, kind: Kind | None = None) -> list[Thing]:
        """What the name means: by its id, else those with it as standard name, else those with it as synonym."""
        by_id = [self._things[iri] for iri in lengthen(name) if iri in self._things]
        found = by_id or self._called(name)
        return [thing for thing in found if kind in (None, thing.kind)] or (
            [thing for thing in self._called(name) if thing.kind == kind] if kind else []
        )

    def _called(self, name: str) -> list[Thing]:
        squeezed = _squeeze(name)
        names = self._by_name.get(squeezed, {}) if squeezed else {}
        standard = [iri for iri, is_standard in names.items() if is_standard]
        return [self._things[iri] for iri in sorted(standard or names)]

    def near(self, name: str, kind: Kind | None = None) -> list[str]:
        """Labels of things with a similar name, the most similar first."""
        things = {
            key: fitting
            for key, iris in self._by_name.items()
            if (fitting := [thing for thing in map(self._things.__getitem__, iris) if kind in (None, thing.kind)])
        }
        close = difflib.get_close_matches(_squeeze(name), things, n=2 * _SUGGESTIONS, cutoff=0.6)
        return list(dict.fromkeys(thing.label for key in close for thing in things[key]))[:_SUGGESTIONS]


def kind_of(iri: str) -> Kind | None:
    """What sort of thing an IRI of the project names; None for kinds of agent, parts of trials and the like."""
    if iri.startswith(IOKG):
        local = iri[len(IOKG) :]
        return next((kind for kind, members in _INVENTORIES.items() if local in members), None)
    for start, kind in _FOLDERS.items():
        if iri.startswith(start):
            return None if "/" in iri[len(start) :] else kind
    return None


def _squeeze(name: str) -> str:
    return slug(name).replace("-", "") if name.strip() else ""
