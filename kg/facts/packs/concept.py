"""What a terminology says of one thing, and what a pack says of itself."""

from __future__ import annotations

from typing import Literal, NamedTuple

from kg.model import Value

Sense = Literal["agent", "condition", "target"]

#: The terminologies that can be added, each with its name and the licence under which it is published.
KINDS = {
    "ncit": ("NCI Thesaurus", "CC BY 4.0"),
    "mondo": ("Mondo Disease Ontology", "CC BY 4.0"),
    "oncotree": ("OncoTree", "CC BY 4.0"),
    "hgnc": ("human gene names", "CC0"),
    "unii": ("FDA Unique Ingredient Identifiers", "public domain"),
}


class Concept(Value, frozen=True, kw_only=True):
    """One thing of a terminology.

    Attributes:
        id: CURIE with a Bioregistry prefix.
        sense: What the thing can be in a trial.
        parents: CURIEs of more general concepts of the same terminology.
        xrefs: CURIEs of the same thing elsewhere.
        types: Semantic types as the terminology gives them.
        definition: Its first sentence.
    """

    id: str
    label: str
    sense: Sense
    synonyms: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()
    xrefs: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    definition: str = ""


class Release(NamedTuple):
    """What a source says of its edition; empty where it says nothing.

    Attributes:
        date: ISO 8601, to the day, month or year.
    """

    version: str = ""
    date: str = ""


class PackInfo(Value, frozen=True, kw_only=True):
    """What a pack is.

    Attributes:
        name: Under which it is listed and removed.
        kind: A key of ``KINDS``.
        title: Name of the terminology.
        version: Of the source; empty if it states none.
        date: Of the source, ISO 8601; empty if it states none.
        origin: File name or address that it was made from.
        sha256: Hex digest of that file.
        concepts: Number of concepts.
        names: Number of names, synonyms included.
    """

    name: str
    kind: str
    title: str
    version: str
    date: str
    licence: str
    origin: str
    sha256: str
    concepts: int
    names: int
