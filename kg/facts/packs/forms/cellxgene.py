"""MONDO as the Python package ``cellxgene-ontology-guide`` carries it: a JSON object, terms by identifier."""

from __future__ import annotations

from typing import BinaryIO

from msgspec import field

from kg.facts.packs.forms.form import Form, Vocabulary, decoded, starts_with
from kg.facts.packs.forms.terms import Term, concepts_of
from kg.model import Value


class _Entry(Value, frozen=True, kw_only=True):
    """One term; ``ancestors`` gives the number of steps to each more general one."""

    label: str
    ancestors: dict[str, int] = field(default_factory=dict)
    synonyms: tuple[str, ...] = ()
    description: str = ""
    deprecated: bool = False


def _read(stream: BinaryIO, place: str) -> Vocabulary:
    terms = (
        Term(
            id=id_,
            label=entry.label,
            synonyms=entry.synonyms,
            parents=tuple(other for other, steps in entry.ancestors.items() if steps == 1),
            definition=entry.description,
        )
        for id_, entry in decoded(stream, place, dict[str, _Entry]).items()
        if not entry.deprecated
    )
    return Vocabulary(concepts_of(terms, "mondo"))


CELLXGENE = Form(
    "mondo", "MONDO as cellxgene-ontology-guide carries it", starts_with(r'\s*\{\s*"MONDO:\d{7}"\s*:'), _read
)
