"""Terms of a biomedical ontology as concepts, and plain tables of such terms.

A table has five columns and no headings: identifier, name, parents, synonyms, definition.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import partial
from typing import BinaryIO, NamedTuple

from kg.curie import PREFIXES, compress
from kg.facts.packs.concept import Concept, Sense
from kg.facts.packs.forms.form import Form, Vocabulary, first_sentence, many, rows, starts_with, without

_IDS = {"mondo": re.compile(r"mondo:\d{7}"), "ncit": re.compile(r"ncit:C\d+")}
_AGENT_TYPES = frozenset({
    "Antibiotic", "Bacterium", "Biologically Active Substance", "Chemical", "Chemical Viewed Functionally",
    "Clinical Drug", "Element, Ion, or Isotope", "Hazardous or Poisonous Substance", "Hormone", "Immunologic Factor",
    "Indicator, Reagent, or Diagnostic Aid", "Inorganic Chemical", "Organic Chemical", "Pharmacologic Substance",
    "Therapeutic or Preventive Procedure", "Virus", "Vitamin",
})  # fmt: skip
_CONDITION_TYPES = frozenset({"Disease or Syndrome", "Neoplastic Process"})


class Term(NamedTuple):
    """A term as an ontology gives it.

    Attributes:
        id: CURIE or IRI, as are parents and xrefs.
        types: Semantic types of the NCI Thesaurus.
    """

    id: str
    label: str
    synonyms: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()
    xrefs: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    definition: str = ""


def concepts_of(terms: Iterable[Term], kind: str) -> list[Concept]:
    """The terms of the ontology itself that can be agents or conditions, those taken from other ontologies left out."""
    found = []
    for term in terms:
        curie = normal_curie(term.id)
        sense = _sense(term, kind)
        if sense is None or not term.label or not _IDS[kind].fullmatch(curie):
            continue
        xrefs = (normal_curie(xref) for xref in term.xrefs)
        found.append(
            Concept(
                id=curie,
                label=term.label,
                sense=sense,
                synonyms=without(term.synonyms, term.label),
                parents=tuple(dict.fromkeys(map(normal_curie, term.parents))),
                xrefs=tuple(sorted({xref for xref in xrefs if xref and xref != curie})),
                types=term.types,
                definition=first_sentence(term.definition),
            )
        )
    return found


def normal_curie(identifier: str) -> str:
    """An identifier as a CURIE with a prefix that iokg knows; empty if there is none.

    >>> normal_curie("MONDO:0005233"), normal_curie("http://purl.obolibrary.org/obo/NCIT_C2926")
    ('mondo:0005233', 'ncit:C2926')
    """
    if identifier.startswith("http"):
        return compress(identifier) or ""
    prefix, _, local = identifier.partition(":")
    return f"{prefix.lower()}:{local}" if local and prefix.lower() in PREFIXES else ""


def _sense(term: Term, kind: str) -> Sense | None:
    if kind == "mondo":
        return "condition"
    if _CONDITION_TYPES.intersection(term.types):
        return "condition"
    return "agent" if _AGENT_TYPES.intersection(term.types) else None


def _read_table(stream: BinaryIO, place: str, *, kind: str, prefix: str, types: tuple[str, ...]) -> Vocabulary:
    terms = (
        Term(
            id=prefix + id_,
            label=label,
            synonyms=many(synonyms),
            parents=tuple(prefix + parent for parent in many(parents)),
            types=types,
            definition=definition,
        )
        for id_, label, parents, synonyms, definition, *_ in rows(stream, place, 5)
    )
    return Vocabulary(concepts_of(terms, kind))


TERM_TABLES = (
    Form(
        "mondo",
        "a table of MONDO terms",
        starts_with(r"MONDO:\d{7}(?:\t[^\t\n]*){4}$"),
        partial(_read_table, kind="mondo", prefix="", types=()),
    ),
    Form(
        "ncit",
        "a table of NCI Thesaurus neoplasms",
        starts_with(r"C\d+(?:\t[^\t\n]*){4}$"),
        partial(_read_table, kind="ncit", prefix="NCIT:", types=("Neoplastic Process",)),
    ),
)
