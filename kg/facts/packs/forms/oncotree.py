"""OncoTree as its API gives it: the tree, or the flat list of tumour types."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from msgspec import field

from kg.facts.packs.concept import Concept
from kg.facts.packs.forms.form import Form, Vocabulary, decoded, starts_with
from kg.model import Value

_PREFIXES = {"NCI": "ncit", "UMLS": "umls"}
_ROOT = "TISSUE"


class _Type(Value, frozen=True, kw_only=True, rename="camel"):
    """One tumour type or tissue."""

    code: str
    name: str
    parent: str | None = None
    external_references: dict[str, tuple[str, ...]] = field(default_factory=dict)
    children: dict[str, _Type] = field(default_factory=dict)


def _read_tree(stream: BinaryIO, place: str) -> Vocabulary:
    return _vocabulary(_within(decoded(stream, place, dict[str, _Type])))


def _read_list(stream: BinaryIO, place: str) -> Vocabulary:
    return _vocabulary(decoded(stream, place, list[_Type]))


def _vocabulary(types: Iterable[_Type]) -> Vocabulary:
    """All types but the tissues, which stand at the top and are no tumours."""
    return Vocabulary([_concept(each) for each in types if each.parent not in (None, _ROOT)])


def _within(children: dict[str, _Type]) -> Iterator[_Type]:
    for child in children.values():
        yield child
        yield from _within(child.children)


def _concept(type_: _Type) -> Concept:
    name = type_.name.removesuffix(", NOS")
    references = {
        f"{_PREFIXES[source]}:{code}"
        for source, codes in type_.external_references.items()
        for code in codes
        if source in _PREFIXES
    }
    return Concept(
        id=f"oncotree:{type_.code}",
        label=name,
        sense="condition",
        synonyms=tuple({type_.name, name, type_.code} - {name}),
        parents=(f"oncotree:{type_.parent}",),
        xrefs=tuple(sorted(references)),
        types=("Neoplastic Process",),
    )


ONCOTREE_FORMS = (
    Form("oncotree", "the OncoTree tree (JSON)", starts_with(r'\s*\{\s*"TISSUE"\s*:'), _read_tree),
    Form(
        "oncotree",
        "the OncoTree list of tumour types (JSON)",
        starts_with(r'\s*\[\s*\{[^{}\[\]]*"(?:code|name|mainType|level)"'),
        _read_list,
    ),
)
