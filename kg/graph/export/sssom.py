"""Mappings of curated things to public vocabularies (SSSOM TSV)."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from kg import vocab
from kg.curie import PREFIXES as REGISTERED
from kg.graph.export.curies import curie
from kg.graph.query.sparql import PREFIXES, solutions
from kg.graph.texts import query_text

_COLUMNS = ("subject_id", "subject_label", "predicate_id", "object_id", "mapping_justification")
_CURATED = "semapv:ManualMappingCuration"
_SEMAPV = "https://w3id.org/semapv/vocab/"


def sssom(store: ox.Store) -> Iterator[str]:
    """One line an exact match, under a heading and the set's metadata."""
    rows = [
        (curie(thing.value), label.value, curie(vocab.EXACT_MATCH), curie(same.value), _CURATED)
        for thing, label, same in solutions(store, query_text("export", "mappings"))
        if isinstance(thing, ox.NamedNode) and isinstance(label, ox.Literal) and isinstance(same, ox.NamedNode)
    ]
    yield from _metadata({cell.partition(":")[0] for row in rows for cell in (row[0], row[2], row[3])})
    yield "\t".join(_COLUMNS) + "\n"
    for row in rows:
        yield "\t".join(" ".join(cell.split()) for cell in row) + "\n"


def _metadata(used: set[str]) -> Iterator[str]:
    known = {**PREFIXES, **REGISTERED}
    yield f"# mapping_set_id: {vocab.BASE}mappings\n"
    yield "# license: https://www.apache.org/licenses/LICENSE-2.0\n"
    yield "# curie_map:\n"
    for prefix in sorted(used & known.keys()):
        yield f"#   {prefix}: {known[prefix]}\n"
    yield f"#   semapv: {_SEMAPV}\n"
