"""What a stage says of the extent of a cancer."""

from __future__ import annotations

import pytest

from kg.facts.recognise.stages import find_stages


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("stage III", ("LocallyAdvanced",)),
        ("Stage 4 disease", ("Metastatic",)),
        ("Stages IIIB/IIIC or IV", ("LocallyAdvanced", "Metastatic")),
        ("stage IIIB, IIIC, IVA, or IVB", ("LocallyAdvanced", "Metastatic")),
        ("stage II-III", ()),
        ("stage IA", ()),
        ("stage III follicular lymphoma (Ann Arbor)", ()),
    ],
)
def test_stages_three_and_four_tell_the_extent(text: str, expected: tuple[str, ...]) -> None:
    assert [stage.settings for stage in find_stages(text)] == [expected]
