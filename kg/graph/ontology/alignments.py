"""The ontology's mappings to other vocabularies as an SSSOM table: ``python -m kg.graph.ontology.alignments``.

``iokg.ttl`` says what matches what; ``alignments.sssom.tsv`` adds the other term's name and why the match is believed,
which a curator fills in. The command lists what one of the two lacks and rewrites the table in order.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from rdflib import RDFS, SKOS, Graph, URIRef

import kg
from kg.graph.reason.axioms import CORE
from kg.vocab import BASE, IOKG

TABLE = CORE.with_name("alignments.sssom.tsv")
COLUMNS = (
    "subject_id",
    "subject_label",
    "predicate_id",
    "object_id",
    "object_label",
    "mapping_justification",
    "comment",
)
CURATED = "semapv:ManualMappingCuration"
PREFIXES = {
    "BFO": "http://purl.obolibrary.org/obo/BFO_",
    "CL": "http://purl.obolibrary.org/obo/CL_",
    "CTO": "http://purl.obolibrary.org/obo/CTO_",
    "GO": "http://purl.obolibrary.org/obo/GO_",
    "NCIT": "http://purl.obolibrary.org/obo/NCIT_",
    "OBI": "http://purl.obolibrary.org/obo/OBI_",
    "OCRe": "http://purl.org/net/OCRe/study_design.owl#",
    "biolink": "https://w3id.org/biolink/vocab/",
    "iokg": IOKG,
    "iokgpart": f"{BASE}part/",
    "prov": "http://www.w3.org/ns/prov#",
    "schema": "https://schema.org/",
    "semapv": "https://w3id.org/semapv/vocab/",
    "sio": "http://semanticscience.org/resource/",
    "skos": str(SKOS),
}
_MATCHES = ("exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch")


@dataclass(frozen=True, slots=True, order=True)
class Mapping:
    """One row, ids as CURIEs."""

    subject_id: str
    predicate_id: str
    object_id: str
    subject_label: str = ""
    object_label: str = ""
    mapping_justification: str = CURATED
    comment: str = ""

    @property
    def triple(self) -> tuple[str, str, str]:
        """What the row says, without names and reasons."""
        return self.subject_id, self.predicate_id, self.object_id


def stated() -> list[Mapping]:
    """The matches that the ontology states."""
    graph = Graph().parse(CORE)
    return sorted(
        Mapping(curie(subject), f"skos:{match}", curie(other), str(graph.value(subject, RDFS.label)))
        for match in _MATCHES
        for subject, other in graph.subject_objects(SKOS[match])
        if isinstance(subject, URIRef) and isinstance(other, URIRef)
    )


def read_table(path: Path = TABLE) -> list[Mapping]:
    """The rows of the table."""
    with path.open(encoding="utf-8", newline="") as file:
        lines = [line for line in file if not line.startswith("#")]
    return [Mapping(**row) for row in csv.DictReader(lines, delimiter="\t")]


def merged(stated: Iterable[Mapping], known: Iterable[Mapping]) -> list[Mapping]:
    """The matches of the ontology, with names and reasons of the rows that say the same."""
    rows = {row.triple: row for row in known}
    return [replace(rows.get(each.triple, each), subject_label=each.subject_label) for each in stated]


def written(rows: Iterable[Mapping]) -> Iterator[str]:
    """The lines of the table."""
    yield f"# mapping_set_id: {BASE}alignments\n"
    yield f'# mapping_set_version: "{kg.__version__}"\n'
    yield "# mapping_set_description: Terms of the iokg ontology and terms of other vocabularies\n"
    yield "# license: https://www.apache.org/licenses/LICENSE-2.0\n"
    yield "# curie_map:\n"
    for prefix, start in PREFIXES.items():
        yield f"#   {prefix}: {start}\n"
    yield "\t".join(COLUMNS) + "\n"
    for row in rows:
        yield "\t".join(getattr(row, column) for column in COLUMNS) + "\n"


def curie(iri: str) -> str:
    """The short form of an IRI.

    >>> curie("http://purl.obolibrary.org/obo/NCIT_C71104")
    'NCIT:C71104'
    """
    prefix, start = next((prefix, start) for prefix, start in PREFIXES.items() if iri.startswith(start))
    return f"{prefix}:{iri.removeprefix(start)}"


def main() -> None:
    """Rewrite the table; name the rows that a curator has to complete."""
    rows = merged(stated(), read_table() if TABLE.exists() else [])
    TABLE.write_text("".join(written(rows)), encoding="utf-8")
    for row in rows:
        if not row.object_label or not row.comment:
            sys.stderr.write(f"name and comment are missing: {' '.join(row.triple)}\n")


if __name__ == "__main__":
    main()
