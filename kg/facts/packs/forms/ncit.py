"""The NCI Thesaurus as flat files: the monthly ``Thesaurus.txt``, and tables with headings of the treatment concepts.

``Thesaurus.txt`` has a line a concept and no headings: code, IRI, parents, synonyms (the preferred name first),
definition, display name, status, semantic types, subsets.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from kg.facts.packs.forms.form import Form, Vocabulary, headed_rows, many, rows, starts_with
from kg.facts.packs.forms.terms import Term, concepts_of

_CODE, _PARENTS, _SYNONYMS, _DEFINITION, _NAME, _STATUS, _TYPES = 0, 2, 3, 4, 5, 6, 7
_LEAST_COLUMNS = 8
_WITHDRAWN = ("Obsolete", "Retired")


def _read_thesaurus(stream: BinaryIO, place: str) -> Vocabulary:
    return Vocabulary(concepts_of(_thesaurus(stream, place), "ncit"))


def _thesaurus(stream: BinaryIO, place: str) -> Iterator[Term]:
    for cells in rows(stream, place, _LEAST_COLUMNS):
        synonyms = many(cells[_SYNONYMS])
        if cells[_CODE].lower() == "code" or any(word in cells[_STATUS] for word in _WITHDRAWN):
            continue
        yield Term(
            id=f"NCIT:{cells[_CODE]}",
            label=cells[_NAME] or next(iter(synonyms), ""),
            synonyms=synonyms,
            parents=tuple(f"NCIT:{code}" for code in many(cells[_PARENTS])),
            types=many(cells[_TYPES]),
            definition=cells[_DEFINITION],
        )


def _read_treatments(stream: BinaryIO, place: str) -> Vocabulary:
    terms = (
        Term(
            id=f"NCIT:{row['nci_t']}",
            label=row["nci_concept_display_name"],
            synonyms=many(row["nci_concept_synonym_all"]),
            types=many(row["nci_concept_semantic_type"]),
            definition=row.get("nci_concept_definition", ""),
        )
        for row in headed_rows(stream, place, 4)
    )
    return Vocabulary(concepts_of(terms, "ncit"))


NCIT_FORMS = (
    Form(
        "ncit",
        "the NCI Thesaurus flat file",
        starts_with(r"(?:[Cc]ode\t.*\n)?C\d+(?:\t[^\t\n]*){7,}$"),
        _read_thesaurus,
    ),
    Form(
        "ncit",
        "a table of NCI Thesaurus treatments",
        starts_with(r"nci_t\tnci_concept_display_name\tnci_concept_semantic_type\tnci_concept_synonym_all"),
        _read_treatments,
    ),
)
