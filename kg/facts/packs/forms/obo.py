"""Ontologies in OBO format 1.2 or 1.4."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import partial
from typing import BinaryIO

from kg.facts.packs.concept import Release
from kg.facts.packs.forms.form import Form, Vocabulary, holds, lines
from kg.facts.packs.forms.terms import Term, concepts_of
from kg.facts.packs.naming import release_of_name

_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"\s*(\w*)')
_ESCAPED = re.compile(r"\\(.)")
_EQUIVALENT = "MONDO:equivalentTo"
_SEMANTIC_TYPE = "NCIT:P106 "

_Clauses = dict[str, list[str]]


def _read(stream: BinaryIO, _place: str, *, kind: str) -> Vocabulary:
    stanzas = _stanzas(stream)
    _, header = next(stanzas)
    terms = (_term(clauses) for name, clauses in stanzas if name == "Term" and "true" not in clauses["is_obsolete"])
    stated = header["data-version"] or header["date"]
    return Vocabulary(concepts_of(terms, kind), release_of_name(stated[0]) if stated else Release())


def _stanzas(stream: BinaryIO) -> Iterator[tuple[str, _Clauses]]:
    """Each stanza by the name in its brackets, the header without a name first."""
    name, clauses = "", defaultdict[str, list[str]](list)
    for line in lines(stream):
        if line.startswith("["):
            yield name, clauses
            name, clauses = line.strip("[] "), defaultdict(list)
        else:
            tag, _, value = line.partition(": ")
            clauses[tag].append(value)
    yield name, clauses


def _term(clauses: _Clauses) -> Term:
    quoted = [match for match in map(_QUOTED.match, clauses["synonym"]) if match is not None]
    definition = next(filter(None, map(_QUOTED.match, clauses["def"])), None)
    return Term(
        id="".join(clauses["id"][:1]),
        label="".join(clauses["name"][:1]),
        synonyms=tuple(_plain(match.group(1)) for match in quoted if match.group(2) == "EXACT"),
        parents=tuple(value.split()[0] for value in clauses["is_a"]),
        xrefs=tuple(value.split()[0] for value in _equivalents(clauses["xref"])),
        types=tuple(
            match.group(1)
            for value in clauses["property_value"]
            if value.startswith(_SEMANTIC_TYPE) and (match := _QUOTED.search(value)) is not None
        ),
        definition=_plain(definition.group(1)) if definition else "",
    )


def _equivalents(xrefs: list[str]) -> list[str]:
    """Without the cross-references that the ontology says are no equivalents, where it says so."""
    return [xref for xref in xrefs if _EQUIVALENT in xref] or [xref for xref in xrefs if "{" not in xref]


def _plain(text: str) -> str:
    return _ESCAPED.sub(r"\1", text)


OBO_FORMS = (
    Form(
        "mondo",
        "MONDO in OBO format",
        holds(r"\A(?:\ufeff)?format-version:", r"^id: MONDO:\d"),
        partial(_read, kind="mondo"),
    ),
    Form(
        "ncit",
        "the NCI Thesaurus in OBO format",
        holds(r"\Aformat-version:", r"^id: NCIT:C\d"),
        partial(_read, kind="ncit"),
    ),
)
