"""Human genes: the complete set of HGNC, ``gene_info`` of NCBI, and plain tables of the latter.

A plain table has four columns and no headings: NCBI identifier, symbol, name, other symbols.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from kg.facts.packs.concept import Concept, Release
from kg.facts.packs.forms.form import Form, Vocabulary, headed_rows, many, rows, starts_with, without

_PROTEIN_GROUP = "protein-coding gene"
_HUMAN = "9606"
_APPROVED = "Approved"


def _read_hgnc(stream: BinaryIO, place: str) -> Vocabulary:
    found, dates = [], {""}
    for row in headed_rows(stream, place, 5):
        dates.add(row.get("date_modified", ""))
        if row.get("status", _APPROVED) == _APPROVED and row.get("locus_group") == _PROTEIN_GROUP:
            found.append(_of_hgnc(row))
    date = max(dates)
    return Vocabulary(found, Release(date, date))


def _of_hgnc(row: dict[str, str]) -> Concept:
    others = (row.get(column, "") for column in ("alias_symbol", "prev_symbol", "alias_name"))
    entrez, uniprot = row.get("entrez_id", ""), many(row.get("uniprot_ids", ""))
    return Concept(
        id=row["hgnc_id"].lower(),
        label=row["symbol"],
        sense="target",
        synonyms=without((row["name"], *(name for cell in others for name in many(cell))), row["symbol"]),
        xrefs=(*((f"ncbigene:{entrez}",) if entrez else ()), *(f"uniprot:{accession}" for accession in uniprot)),
        types=("protein",),
    )


def _read_gene_info(stream: BinaryIO, place: str) -> Vocabulary:
    found, dates = [], {""}
    for row in headed_rows(stream, place, 10):
        if row["tax_id"] == _HUMAN and row["type_of_gene"] == "protein-coding":
            dates.add(row.get("modification_date", ""))
            xrefs = many(row["dbxrefs"])
            hgnc = next((xref.removeprefix("HGNC:").lower() for xref in xrefs if xref.startswith("HGNC:HGNC:")), "")
            found.append(_of_ncbi(row["geneid"], row["symbol"], row["description"], many(row["synonyms"]), hgnc))
    day = max(dates)
    date = f"{day[:4]}-{day[4:6]}-{day[6:8]}" if day else ""
    return Vocabulary(found, Release(date, date))


def _read_table(stream: BinaryIO, place: str) -> Vocabulary:
    return Vocabulary(list(_of_table(rows(stream, place, 4))))


def _of_table(table: Iterator[list[str]]) -> Iterator[Concept]:
    for id_, symbol, name, others, *_ in table:
        yield _of_ncbi(id_, symbol, name, many(others), "")


def _of_ncbi(id_: str, symbol: str, name: str, others: tuple[str, ...], hgnc: str) -> Concept:
    return Concept(
        id=f"ncbigene:{id_}",
        label=symbol,
        sense="target",
        synonyms=without((name, *(other for other in others if other != "-")), symbol),
        xrefs=(hgnc,) if hgnc else (),
        types=("protein",),
    )


GENE_FORMS = (
    Form("hgnc", "the HGNC complete set", starts_with(r"hgnc_id\tsymbol\tname\tlocus_group\t"), _read_hgnc),
    Form("hgnc", "gene_info of NCBI", starts_with(r"#?tax_id\tGeneID\tSymbol\t"), _read_gene_info),
    Form("hgnc", "a table of NCBI genes", starts_with(r"\d+\t[A-Za-z0-9-]+\t[^\t\n]*\t[^\t\n]*$"), _read_table),
)
