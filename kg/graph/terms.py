"""RDF terms as people write them: short ids for IRIs, plain values for literals."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from kg.curie import compress, expand
from kg.vocab import BASE, IOKG, XSD

if TYPE_CHECKING:
    import pyoxigraph as ox


class Several(tuple[str, ...]):
    """Several texts in one cell of a table; as text they stand with semicolons between them."""

    __slots__ = ()

    def __str__(self) -> str:
        return "; ".join(self)


Plain: TypeAlias = str | int | float | bool | Several | None
Term: TypeAlias = "ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None"

_TRIAL = BASE + "trial/"
_NUMBERS = {XSD + "decimal": float, XSD + "double": float, XSD + "float": float}


def short(iri: str) -> str:
    """The short id of an IRI; anything else as it is.

    >>> short("https://w3id.org/iokg/trial/NCT04004221"), short("https://w3id.org/iokg/target/gd2")
    ('NCT04004221', 'target/gd2')
    >>> short("https://w3id.org/iokg/ontology#Primary"), short("http://purl.obolibrary.org/obo/NCIT_C1857")
    ('Primary', 'ncit:C1857')
    """
    if iri.startswith(_TRIAL) and "/" not in iri[len(_TRIAL) :]:
        return iri[len(_TRIAL) :]
    for start in (IOKG, BASE):
        if iri.startswith(start):
            return iri[len(start) :]
    return (compress(iri) or iri) if iri.startswith("http") else iri


def lengthen(name: str) -> tuple[str, ...]:
    """The IRIs that a name may be the short id of.

    >>> lengthen("target/gd2")
    ('https://w3id.org/iokg/target/gd2',)
    >>> lengthen("iokg:Primary")
    ('https://w3id.org/iokg/ontology#Primary',)
    """
    if name.startswith(("http://", "https://")):
        return (name,)
    if name.startswith("iokg:"):
        return (IOKG + name.removeprefix("iokg:"),)
    if "/" in name:
        return (BASE + name,)
    expanded = expand(name) if ":" in name else None
    return (expanded,) if expanded else (_TRIAL + name, IOKG + name)


def plain(term: Term) -> Plain:
    """A term as a plain value; None for an unbound variable."""
    if term is None:
        return None
    value = getattr(term, "value", None)
    if value is None:
        return str(term)
    datatype = getattr(term, "datatype", None)
    return _literal(value, datatype.value) if datatype is not None else short(value)


def _literal(value: str, datatype: str) -> Plain:
    if datatype == XSD + "integer":
        return int(value)
    if datatype == XSD + "boolean":
        return value == "true"
    return _NUMBERS[datatype](value) if datatype in _NUMBERS else value
