"""Small files of every form, with made-up things."""

from __future__ import annotations

import json


def table(*rows: tuple[str, ...]) -> bytes:
    return "".join("\t".join(row) + "\n" for row in rows).encode()


NCIT_FLAT = table(
    (
        "C900001",
        "<http://ncicb.nci.nih.gov/xml/owl/EVS/Thesaurus.owl#C900001>",
        "C900009",
        "Zorblimab|ZB-001|ZORBLIMAB",
        "A monoclonal antibody directed against the antigen CD276 (B7-H3; CD276), with activity. More follows.",
        "",
        "",
        "Immunologic Factor|Pharmacologic Substance",
        "",
    ),
    ("C900002", "x", "C900009", "Oldimab", "", "", "Retired_Concept", "Pharmacologic Substance", ""),
    ("C900003", "x", "C900009", "Zorb Sign", "", "Zorb Sign", "", "Finding", ""),
    ("C900004", "x", "", "Zorb Tumor", "", "Zorb Tumor", "", "Neoplastic Process", ""),
)
NCIT_TREATMENTS = table(
    (
        "nci_t",
        "nci_concept_display_name",
        "nci_concept_semantic_type",
        "nci_concept_synonym_all",
        "nci_concept_definition",
    ),
    ("C900001", "Zorblimab", "Pharmacologic Substance", "Zorblimab|ZB-001", "A monoclonal antibody."),
)
NCIT_NEOPLASMS = table(("C900004", "Zorb Tumor", "C3262", "Zorb Tumor|Zorb Neoplasm", "A tumor of the zorb. Rare."))
MONDO_TABLE = table(
    (
        "MONDO:0900004",
        "zorb carcinoma",
        "MONDO:0900001|MONDO:0900002",
        "carcinoma of zorb",
        "A carcinoma of the zorb. Rare.",
    )
)
MONDO_OBO = b"""format-version: 1.2
data-version: releases/2026-03-01

[Term]
id: MONDO:0900004
name: zorb carcinoma
def: "A carcinoma of the \\"zorb\\" organ. Rare." [PMID:1]
synonym: "carcinoma of zorb" EXACT []
synonym: "tumour of zorb" BROAD []
xref: NCIT:C900004 {source="MONDO:equivalentTo"}
xref: DOID:1 {source="MONDO:relatedTo"}
is_a: MONDO:0900001 ! carcinoma

[Term]
id: MONDO:0900005
name: obsolete zorbosis
is_obsolete: true

[Typedef]
id: part_of
name: part of
"""
NCIT_OBO = b"""format-version: 1.2
data-version: ncit/releases/2025-02-02

[Term]
id: NCIT:C900001
name: Zorblimab
synonym: "ZB-001" EXACT []
property_value: NCIT:P106 "Pharmacologic Substance" xsd:string
"""
MONDO_GRAPH = json.dumps(
    {
        "graphs": [
            {
                "id": "http://purl.obolibrary.org/obo/mondo.json",
                "meta": {"version": "http://purl.obolibrary.org/obo/mondo/releases/2026-03-01/mondo.json"},
                "nodes": [
                    {
                        "id": "http://purl.obolibrary.org/obo/MONDO_0900004",
                        "lbl": "zorb carcinoma",
                        "meta": {
                            "definition": {"val": "A carcinoma of the zorb. Rare."},
                            "synonyms": [{"pred": "hasExactSynonym", "val": "carcinoma of zorb"}],
                            "basicPropertyValues": [
                                {
                                    "pred": "http://www.w3.org/2004/02/skos/core#exactMatch",
                                    "val": "http://purl.obolibrary.org/obo/NCIT_C900004",
                                }
                            ],
                        },
                    },
                    {"id": "http://purl.obolibrary.org/obo/MONDO_0900005", "lbl": "old", "meta": {"deprecated": True}},
                ],
                "edges": [
                    {
                        "sub": "http://purl.obolibrary.org/obo/MONDO_0900004",
                        "pred": "is_a",
                        "obj": "http://purl.obolibrary.org/obo/MONDO_0900001",
                    }
                ],
            }
        ]
    }
).encode()
CELLXGENE = json.dumps(
    {
        "MONDO:0900004": {
            "label": "zorb carcinoma",
            "ancestors": {"MONDO:0900001": 1, "MONDO:0000001": 2},
            "synonyms": ["carcinoma of zorb"],
            "deprecated": False,
        }
    }
).encode()
_RDF = b"""<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:owl="http://www.w3.org/2002/07/owl#"
  xmlns:rdfs="http://www.w3.org/2000/01/rdf-schema#" xmlns:obo="http://purl.obolibrary.org/obo/"
  xmlns:oio="http://www.geneontology.org/formats/oboInOwl#" xmlns:skos="http://www.w3.org/2004/02/skos/core#"
  xmlns:nci="http://ncicb.nci.nih.gov/xml/owl/EVS/Thesaurus.owl#">
"""
MONDO_OWL = (
    _RDF
    + b"""<owl:Ontology rdf:about="http://purl.obolibrary.org/obo/mondo.owl">
  <owl:versionIRI rdf:resource="http://purl.obolibrary.org/obo/mondo/releases/2026-03-01/mondo.owl"/>
</owl:Ontology>
<owl:Class rdf:about="http://purl.obolibrary.org/obo/MONDO_0900004">
  <rdfs:label>zorb carcinoma</rdfs:label>
  <oio:hasExactSynonym>carcinoma of zorb</oio:hasExactSynonym>
  <rdfs:subClassOf rdf:resource="http://purl.obolibrary.org/obo/MONDO_0900001"/>
  <skos:exactMatch rdf:resource="http://purl.obolibrary.org/obo/NCIT_C900004"/>
</owl:Class>
<owl:Class rdf:about="http://purl.obolibrary.org/obo/MONDO_0900005">
  <rdfs:label>old</rdfs:label><owl:deprecated>true</owl:deprecated>
</owl:Class>
</rdf:RDF>
"""
)
NCIT_OWL = (
    _RDF
    + b"""<owl:Ontology rdf:about="http://ncicb.nci.nih.gov/xml/owl/EVS/Thesaurus.owl">
  <owl:versionInfo>25.03d</owl:versionInfo>
</owl:Ontology>
<owl:Class rdf:about="http://ncicb.nci.nih.gov/xml/owl/EVS/Thesaurus.owl#C900001">
  <nci:P108>Zorblimab</nci:P108><nci:P90>ZB-001</nci:P90><nci:P106>Pharmacologic Substance</nci:P106>
</owl:Class>
</rdf:RDF>
"""
)
_ZORB = {
    "code": "ZORB",
    "name": "Zorb Carcinoma, NOS",
    "mainType": "Zorb Cancer",
    "parent": "ZORGAN",
    "externalReferences": {"NCI": ["C900004"], "UMLS": ["C1"]},
}
ONCOTREE_TREE = json.dumps(
    {
        "TISSUE": {
            "code": "TISSUE",
            "name": "Tissue",
            "children": {
                "ZORGAN": {"code": "ZORGAN", "name": "Zorb", "parent": "TISSUE", "children": {"ZORB": _ZORB}},
            },
        }
    }
).encode()
ONCOTREE_LIST = json.dumps([_ZORB]).encode()
HGNC = table(
    (
        "hgnc_id",
        "symbol",
        "name",
        "locus_group",
        "status",
        "alias_symbol",
        "prev_symbol",
        "date_modified",
        "entrez_id",
        "uniprot_ids",
    ),
    (
        "HGNC:99",
        "ZORB1",
        "zorb protein 1",
        "protein-coding gene",
        "Approved",
        '"ZP1|p99"',
        "",
        "2025-01-02",
        "77",
        "P00099",
    ),
    ("HGNC:98", "ZORBP", "zorb pseudogene", "pseudogene", "Approved", "", "", "2025-02-03", "78", ""),
)
GENE_INFO = table(
    (
        "#tax_id",
        "GeneID",
        "Symbol",
        "LocusTag",
        "Synonyms",
        "dbXrefs",
        "chromosome",
        "map_location",
        "description",
        "type_of_gene",
        "Symbol_from_nomenclature_authority",
        "Full_name",
        "Nomenclature_status",
        "Other_designations",
        "Modification_date",
    ),
    (
        "9606",
        "77",
        "ZORB1",
        "-",
        "ZP1",
        "HGNC:HGNC:99",
        "1",
        "-",
        "zorb protein 1",
        "protein-coding",
        "-",
        "-",
        "O",
        "-",
        "20250102",
    ),
    ("10090", "78", "Zorb1", "-", "-", "-", "1", "-", "mouse zorb", "protein-coding", "-", "-", "O", "-", "20250301"),
)
GENE_TABLE = table(("77", "ZORB1", "zorb protein 1", "ZP1|ZORB1"))
UNII_NAMES = table(
    ("Name", "TYPE", "UNII", "Display Name"),
    ("ZORBLIMAB [INN]", "cn", "ZZ00000001", "ZORBLIMAB"),
    ("ZB-001", "cd", "ZZ00000001", "ZORBLIMAB"),
    ("ZORBLIMAB IMPURITY A [EP IMPURITY]", "cn", "ZZ00000001", "ZORBLIMAB"),
)
UNII_TABLE = table(
    ("ZZ00000001", "ZORBLIMAB", "of", "ZORBLIMAB"),
    ("ZZ00000001", "ZORBLIMAB", "cd", "ZB-001"),
)
