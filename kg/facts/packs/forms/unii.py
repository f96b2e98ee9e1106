"""Names of substances with the identifiers of the FDA: the monthly ``UNII_Names``, and tables without headings.

A table without headings has four columns: identifier, display name, type of name, name. Types are ``of`` (official),
``cn`` (common), ``bn`` (brand), ``cd`` (company code) and ``sys`` (systematic).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import BinaryIO, NamedTuple

from kg.facts.packs.concept import Concept
from kg.facts.packs.forms.form import Form, Vocabulary, headed_rows, rows, starts_with, without

_USED_BY = re.compile(r"\s*\[[^\[\]]*\]$")
_IMPURITY = re.compile(r"\[[^\[\]]*IMPURITY[^\[\]]*\]$")
_ACRONYM = re.compile(r"[A-Z]{1,5}")
_CODE = "cd"
_LONGEST_NAME = 120


class _Name(NamedTuple):
    """One name of a substance."""

    unii: str
    substance: str
    type: str
    name: str


def _read_names(stream: BinaryIO, place: str) -> Vocabulary:
    return _vocabulary(
        _Name(row["unii"], row.get("display_name") or row.get("pt", ""), row["type"], row["name"])
        for row in headed_rows(stream, place, 3)
    )


def _read_table(stream: BinaryIO, place: str) -> Vocabulary:
    return _vocabulary(_Name(*cells[:4]) for cells in rows(stream, place, 4))


def _vocabulary(found: Iterable[_Name]) -> Vocabulary:
    """One concept a substance; names of impurities and very long chemical names are left out."""
    labels: dict[str, str] = {}
    names: dict[str, list[str]] = {}
    for each in found:
        label = labels.setdefault(each.unii, each.substance.lower())
        kept = names.setdefault(each.unii, [])
        name = _USED_BY.sub("", each.name)
        if name and len(name) <= _LONGEST_NAME and not _IMPURITY.search(each.name):
            kept.append(name if each.type == _CODE or _ACRONYM.fullmatch(name) else name.lower())
        labels[each.unii] = label or name.lower()
    return Vocabulary(
        [
            Concept(id=f"unii:{unii}", label=labels[unii], sense="agent", synonyms=without(tuple(kept), labels[unii]))
            for unii, kept in names.items()
            if labels[unii]
        ]
    )


UNII_FORMS = (
    Form("unii", "the UNII list of names", starts_with(r"(?i:name\ttype\tunii\t|unii\t.*\ttype)"), _read_names),
    Form("unii", "a table of UNII names", starts_with(r"[0-9A-Z]{10}\t[^\t\n]*\t(?:of|cn|bn|cd|sys)\t"), _read_table),
)
