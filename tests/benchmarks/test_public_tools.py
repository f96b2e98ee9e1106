from types import SimpleNamespace

import pytest

from benchmarks.public_tools import _endpoint
from kg.model import OutcomeMeasure


@pytest.mark.parametrize(
    ("concept", "domain", "endpoint"),
    [
        ("overall_survival", "efficacy", "OverallSurvival"),
        (None, "pharmacokinetics", "Pharmacokinetics"),
        ("pain_score", "clinical_assessment", None),
    ],
)
def test_a_concept_counts_before_the_domain(concept: str | None, domain: str, endpoint: str | None) -> None:
    module = SimpleNamespace(
        normalize_endpoint=lambda *_: {"endpoint_canonical": concept, "endpoint_domain": domain},
    )
    outcome = OutcomeMeasure(priority="Primary", position=0, measure="any")
    assert _endpoint(module, outcome) == endpoint
