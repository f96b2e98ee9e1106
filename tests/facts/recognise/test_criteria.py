from __future__ import annotations

import pytest

from kg.facts.recognise.criteria import find_criteria
from kg.facts.recognise.endpoints import EndpointPatterns, load_endpoints
from kg.resources import folder


@pytest.fixture(scope="module")
def endpoint_patterns() -> EndpointPatterns:
    return load_endpoints(folder("ontology"))


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("ORR per RECIST v1.1", ["RECIST 1.1"]),
        ("Response Evaluation Criteria in Solid Tumors (RECIST) guideline version 1.1", ["RECIST 1.1"]),
        ("RECIST 1.1/mRECIST", ["RECIST 1.1", "mRECIST"]),
        ("according to RECIST at 24 months", ["RECIST"]),
        ("NCI-CTCAE version 5", ["CTCAE 5.0"]),
        ("Common Terminology Criteria for Adverse Events Version (v) 4.03", ["CTCAE 4.03"]),
        ("2014 Lugano classification", ["Lugano 2014"]),
        ("International Myeloma Working Group (IMWG) 2016 criteria", ["IMWG 2016"]),
        ("iwCLL 2018 guidelines", ["iwCLL 2018"]),
        ("EORTC QLQ-C30 and QLQ-LC13", ["EORTC QLQ-C30", "EORTC QLQ-LC13"]),
        ("EORTC quality of life questionnaire (QLQ) core module (C30)", ["EORTC QLQ-C30"]),
        ("QLQ-LC13, employed in conjunction with the QLQ-C30", ["EORTC QLQ-LC13"]),
        ("EQ-5D-5L index", ["EQ-5D-5L"]),
        ("Euro Quality of Life (EQ-5D-5L), an instrument of the EuroQol Group", ["EQ-5D-5L"]),
        ("EQ VAS, a visual analogue scale", ["EQ VAS"]),
        ("FACT-BMT questionnaire", ["FACT-BMT"]),
        ("ASTCT consensus grading", ["ASTCT"]),
        ("CTCAEv5.0", ["CTCAE 5.0"]),
        ("ELN2022", ["ELN 2022"]),
        ("immune RECIST", ["iRECIST"]),
        ("INRC 2017", ["INRC 2017"]),
        ("FACT/GOG-Ntx", ["FACT-GOG-Ntx"]),
        ("SF-36v2", ["SF-36"]),
        ("EORTC QLQ-MEL38", ["EORTC QLQ-MEL38"]),
        ("College of American Pathologists regression score", ["CAP tumour regression grade"]),
        ("M.D. Anderson Dysphagia Inventory", ["MDADI"]),
        ("State-Trait Anxiety Inventory", ["STAI"]),
        ("IL-6 by ELISA", []),
        ("human anti-mouse antibodies (HAMA)", []),
        ("RANO2.0", ["RANO 2.0"]),
        ("per WHO criteria", ["WHO response criteria"]),
        ("STEEP criteria", ["STEEP"]),
        ("a factor of general function", []),
    ],
)
def test_criteria_are_named_with_their_version(
    text: str, labels: list[str], endpoint_patterns: EndpointPatterns
) -> None:
    assert [one.value for one in find_criteria([("f", text)], endpoint_patterns.criteria)] == labels


def test_recist_as_modified_by_a_working_group_is_both(endpoint_patterns: EndpointPatterns) -> None:
    found = find_criteria([("f", "PCWG3-modified RECIST 1.1")], endpoint_patterns.criteria)
    assert {one.value for one in found} == {"PCWG3", "RECIST 1.1"}


def test_a_criterion_rests_on_its_words_and_version(endpoint_patterns: EndpointPatterns) -> None:
    text = "graded by CTCAE v5.0."
    (criterion,) = find_criteria([("f", text)], endpoint_patterns.criteria)
    mention = criterion.evidence[0].mention
    assert (mention.text, text[mention.start : mention.end]) == ("CTCAE v5.0", "CTCAE v5.0")
