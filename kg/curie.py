"""Identifiers: CURIEs to IRIs and back, and new IRIs from names."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from urllib.parse import quote

from kg.vocab import BASE, MESH

#: IRI prefixes as Bioregistry gives them, the RDF form where it knows one; ``mesh`` as the MeSH RDF service does.
PREFIXES = {
    "atc": "http://www.whocc.no/atc_ddd_index/?code=",
    "chebi": "http://purl.obolibrary.org/obo/CHEBI_",
    "chembl.compound": "https://www.ebi.ac.uk/chembl/compound/inspect/",
    "cl": "http://purl.obolibrary.org/obo/CL_",
    "clinicaltrials": "https://www.clinicaltrials.gov/study/",
    "doi": "https://doi.org/",
    "doid": "http://purl.obolibrary.org/obo/DOID_",
    "drugbank": "https://go.drugbank.com/drugs/",
    "efo": "http://www.ebi.ac.uk/efo/EFO_",
    "go": "http://purl.obolibrary.org/obo/GO_",
    "hgnc": "https://www.genenames.org/data/gene-symbol-report/#!/hgnc_id/",
    "mesh": MESH,
    "mondo": "http://purl.obolibrary.org/obo/MONDO_",
    "ncbigene": "https://www.ncbi.nlm.nih.gov/gene/",
    "ncit": "http://purl.obolibrary.org/obo/NCIT_",
    "oncotree": "http://oncotree.mskcc.org/api/tumorTypes/search/code/",
    "pubmed": "https://bioregistry.io/pubmed:",
    "umls": "https://uts.nlm.nih.gov/uts/umls/concept/",
    "unii": "https://precision.fda.gov/uniisearch/srs/unii/",
    "uniprot": "http://purl.uniprot.org/uniprot/",
    "wikidata": "http://www.wikidata.org/entity/",
}
#: Enough for the things that recur, little enough for a run over a whole registry.
_REMEMBERED = 1 << 16
_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_GREEK_NAMES = str.maketrans(
    {
        "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ζ": "zeta", "κ": "kappa", "λ": "lambda",
        "μ": "mu", "σ": "sigma", "ω": "omega",
    }
)  # fmt: skip


@lru_cache(_REMEMBERED)
def expand(curie: str) -> str | None:
    """The IRI of a CURIE, or None if its prefix is unknown.

    >>> expand("ncit:C1857")
    'http://purl.obolibrary.org/obo/NCIT_C1857'
    >>> expand("fda:label") is None
    True
    """
    prefix, _, local = curie.partition(":")
    start = PREFIXES.get(prefix)
    return None if start is None or not local else start + quote(local, safe="-._~:/", errors="replace")


def compress(iri: str) -> str | None:
    """The CURIE of an IRI, or None if no known prefix starts it.

    >>> compress("http://purl.obolibrary.org/obo/NCIT_C1857")
    'ncit:C1857'
    """
    for prefix, start in PREFIXES.items():
        if iri.startswith(start):
            return f"{prefix}:{iri.removeprefix(start)}"
    return None


def local_name(iri: str) -> str:
    """The last part of an IRI.

    >>> local_name("https://w3id.org/iokg/ontology#Phase2")
    'Phase2'
    """
    return re.split(r"[#/]", iri)[-1]


@lru_cache(_REMEMBERED)
def slug(name: str) -> str:
    """The name in lower-case ASCII letters, digits and single hyphens: the last part of an IRI.

    >>> slug("RECIST 1.1")
    'recist-1-1'
    """
    plain = unicodedata.normalize("NFKD", name.lower().translate(_GREEK_NAMES))
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return _NOT_SLUG.sub("-", plain).strip("-") or "unnamed"


@lru_cache(_REMEMBERED)
def mint(kind: str, name: str) -> str:
    """The project's IRI of a thing, e.g. ``mint("target", "cd276")``; what an IRI cannot hold is percent-encoded."""
    return f"{BASE}{kind}/{quote(name, safe='-._~', errors='replace')}"
