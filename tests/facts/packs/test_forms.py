"""Every form in which a terminology is published gives the same concepts."""

from __future__ import annotations

import gzip
import io
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.facts.packs.concept import Concept, Release
from kg.facts.packs.forms import FORMS, Vocabulary
from tests.facts.packs import samples


def read(content: bytes) -> Vocabulary:
    (form,) = [form for form in FORMS if form.matches(content.decode())]
    return form.read(io.BytesIO(content), "file")


@pytest.mark.parametrize(
    "content",
    [samples.NCIT_FLAT, samples.NCIT_TREATMENTS, samples.NCIT_OBO, samples.NCIT_OWL],
    ids=["flat file", "treatments", "OBO", "OWL"],
)
def test_the_nci_thesaurus_is_read(content: bytes) -> None:
    agent = read(content).concepts[0]
    assert (agent.id, agent.label, agent.sense, agent.synonyms[0]) == ("ncit:C900001", "Zorblimab", "agent", "ZB-001")


@pytest.mark.parametrize(
    "content",
    [samples.MONDO_TABLE, samples.MONDO_OBO, samples.MONDO_GRAPH, samples.CELLXGENE, samples.MONDO_OWL],
    ids=["table", "OBO", "OBO Graphs", "cellxgene", "OWL"],
)
def test_mondo_is_read(content: bytes) -> None:
    (condition,) = read(content).concepts
    assert (condition.id, condition.label, condition.synonyms) == (
        "mondo:0900004",
        "zorb carcinoma",
        ("carcinoma of zorb",),
    )
    assert condition.parents[0] == "mondo:0900001"


@pytest.mark.parametrize("content", [samples.MONDO_OBO, samples.MONDO_GRAPH, samples.MONDO_OWL])
def test_only_equivalents_are_cross_references(content: bytes) -> None:
    assert read(content).concepts[0].xrefs == ("ncit:C900004",)


@pytest.mark.parametrize("content", [samples.ONCOTREE_TREE, samples.ONCOTREE_LIST], ids=["tree", "list"])
def test_oncotree_is_read_without_its_tissues(content: bytes) -> None:
    (condition,) = read(content).concepts
    assert (condition.id, condition.label) == ("oncotree:ZORB", "Zorb Carcinoma")
    assert condition.xrefs == ("ncit:C900004", "umls:C1")
    assert set(condition.synonyms) == {"Zorb Carcinoma, NOS", "ZORB"}


@pytest.mark.parametrize(
    ("content", "id_"),
    [(samples.HGNC, "hgnc:99"), (samples.GENE_INFO, "ncbigene:77"), (samples.GENE_TABLE, "ncbigene:77")],
    ids=["HGNC", "gene_info", "table"],
)
def test_human_protein_coding_genes_are_read(content: bytes, id_: str) -> None:
    (gene,) = read(content).concepts
    assert (gene.id, gene.label, gene.sense) == (id_, "ZORB1", "target")
    assert {"zorb protein 1", "ZP1"} <= set(gene.synonyms)


@pytest.mark.parametrize("content", [samples.UNII_NAMES, samples.UNII_TABLE], ids=["list", "table"])
def test_unii_names_are_read_in_small_letters_and_codes_as_they_are(content: bytes) -> None:
    assert read(content).concepts == [
        Concept(id="unii:ZZ00000001", label="zorblimab", sense="agent", synonyms=("ZB-001",))
    ]


def test_withdrawn_concepts_and_such_as_are_no_agent_or_disease_are_left_out() -> None:
    assert [concept.label for concept in read(samples.NCIT_FLAT).concepts] == ["Zorblimab", "Zorb Tumor"]


def test_of_a_definition_the_first_sentence_is_kept() -> None:
    assert read(samples.NCIT_NEOPLASMS).concepts[0].definition == "A tumor of the zorb"


@pytest.mark.parametrize(
    ("content", "release"),
    [
        (samples.MONDO_OBO, Release("2026-03-01", "2026-03-01")),
        (samples.MONDO_GRAPH, Release("2026-03-01", "2026-03-01")),
        (samples.MONDO_OWL, Release("2026-03-01", "2026-03-01")),
        (samples.NCIT_OWL, Release("25.03d", "2025-03")),
        (samples.HGNC, Release("2025-02-03", "2025-02-03")),
        (samples.GENE_INFO, Release("2025-01-02", "2025-01-02")),
        (samples.UNII_TABLE, Release()),
    ],
)
def test_the_edition_is_what_the_file_states(content: bytes, release: Release) -> None:
    assert read(content).release == release


def test_a_line_with_too_few_cells_is_named() -> None:
    with pytest.raises(InputError, match="file, line 2"):
        read(samples.MONDO_TABLE + b"MONDO:0900005\tcut o")


@pytest.mark.parametrize("content", [samples.MONDO_GRAPH, samples.CELLXGENE, samples.ONCOTREE_TREE])
def test_json_that_is_cut_short_is_refused(content: bytes) -> None:
    with pytest.raises(InputError, match="JSON cannot be read"):
        read(content[:-3])


def test_xml_that_is_cut_short_is_refused() -> None:
    with pytest.raises(InputError, match="XML cannot be read"):
        read(samples.MONDO_OWL[:-20])


def test_a_line_that_is_not_utf_8_is_read_as_windows_1252() -> None:
    content = samples.MONDO_TABLE.replace(b"carcinoma of zorb", b"carcinoma of z\xf6rb")
    form = next(form for form in FORMS if form.matches(content.decode(errors="replace")))
    assert form.read(io.BytesIO(content), "file").concepts[0].synonyms == ("carcinoma of zörb",)


@pytest.mark.parametrize(
    ("file", "kind", "concepts"),
    [
        ("ncit_antineoplastic_21.09d.tsv.gz", "ncit", 9000),
        ("ncit_neoplasm_2018.tsv.gz", "ncit", 10000),
        ("mondo_neoplasm.tsv.gz", "mondo", 4700),
        ("oncotree.json.gz", "oncotree", 850),
        ("genes_ncbi_2022.tsv.gz", "hgnc", 20000),
        ("unii_onco.tsv.gz", "unii", 6900),
    ],
)
def test_the_public_files_are_read(shared: Path, file: str, kind: str, concepts: int) -> None:
    if not (shared / "terms" / file).exists():
        pytest.skip(f"{file} is absent")
    content = gzip.decompress((shared / "terms" / file).read_bytes())
    (form,) = [form for form in FORMS if form.matches(content[: 1 << 18].decode(errors="replace"))]
    assert form.kind == kind
    assert len(form.read(io.BytesIO(content), file).concepts) >= concepts
