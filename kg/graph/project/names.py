"""What things are called, and how the registry's codes and the ontology's names read in English."""

from __future__ import annotations

import re
from collections import defaultdict

import pyoxigraph as ox

from kg import vocab
from kg.curie import compress, local_name
from kg.graph.project.rows import rows

_WORD = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[a-z])(?=\d)")
_DEFINITION = "http://www.w3.org/2004/02/skos/core#definition"


class Names:
    """All names of all things in a store, by IRI."""

    def __init__(self, store: ox.Store) -> None:
        self._names: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for thing, property_, name in sorted(rows(store, "names")):
            self._names[thing][property_].append(name)

    def label(self, iri: str) -> str:
        """The standard name, opening with a capital; made from the IRI if the store has none."""
        labels = self._names[iri][vocab.LABEL]
        return _opened(labels[0] if labels else _spoken(iri))

    def synonyms(self, iri: str) -> tuple[str, ...]:
        """Its other names."""
        label = self.label(iri).lower()
        names = [*self._names[iri][vocab.NOTATION], *self._names[iri][vocab.ALT_LABEL]]
        return tuple(dict.fromkeys(name for name in names if name.lower() != label))

    def identifiers(self, iri: str) -> tuple[str, ...]:
        """CURIEs of the same thing elsewhere."""
        curies = (compress(same) for same in self._names[iri][vocab.EXACT_MATCH])
        return tuple(curie for curie in curies if curie is not None)

    def definition(self, iri: str) -> str:
        """What it means, in a sentence; empty if the store does not say."""
        definitions = self._names[iri][_DEFINITION]
        return definitions[0] if definitions else ""


def _spoken(iri: str) -> str:
    """An ontology's name as words: ``ImmuneCheckpointBlockade`` → "immune checkpoint blockade"."""
    words = _WORD.sub(" ", local_name(iri)).split()
    return " ".join(word if word.isupper() else word.lower() for word in words)


def _opened(label: str) -> str:
    """A plain first word opens with a capital; one with capitals or digits of its own stays as it is.

    >>> _opened("pembrolizumab"), _opened("iC9-CAR T cell")
    ('Pembrolizumab', 'iC9-CAR T cell')
    """
    first = re.split(r"[\s,–-]", label, maxsplit=1)[0]
    plain = first.isascii() and first.isalpha() and first.islower()
    return label[:1].upper() + label[1:] if plain else label
