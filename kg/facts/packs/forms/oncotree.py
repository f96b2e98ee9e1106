"""OncoTree as its API gives it: the tree, or the flat list of tumour types."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

import msgspec

from kg.errors import InputError
from kg.facts.packs.concept import Concept
from kg.facts.packs.forms.form import Form, Vocabulary, starts_with
from kg.model import Value

_PREFIXES = {"NCI": "ncit", "UMLS": "umls"}
_ROOT = "TISSUE"


class _Type(Value, frozen=True, kw_only=True, rename="camel"):
    """One tumour type or tissue."""

    code: str
    name: str
    main_type: str | None = None
    parent: str | None = None
    external_references: dict[str, tuple[str, ...]] = {}
    children: dict[str, _Type] = {}


def _read(stream: BinaryIO, place: str) -> Vocabulary:
    try:
        document = msgspec.json.decode(stream.read(), type=list[_Type] | dict[str, _Type])
    except msgspec.MsgspecError as error:
        raise InputError(f"the JSON cannot be read: {error}", place=place, remedy="download it again") from error
    types = document if isinstance(document, list) else list(_within(document))
    # Tissues stand at the top and are no tumours.
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
    Form("oncotree", "the OncoTree tree (JSON)", starts_with(r'\s*\{\s*"TISSUE"\s*:'), _read),
    Form("oncotree", "the OncoTree list of tumour types (JSON)", starts_with(r'\s*\[\s*\{[^{}\[\]]*"(?:code|name|mainType|level)"'), _read),
)
