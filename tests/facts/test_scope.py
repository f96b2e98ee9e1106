"""What makes a trial one of immunotherapy."""

from __future__ import annotations

import pytest

from kg.facts.recognise.agents.uses import AgentRecogniser
from kg.facts.scope import acts_through_immunity
from kg.model import Intervention, Source, Trial
from kg.resources import folder


@pytest.fixture(scope="module")
def recogniser() -> AgentRecogniser:
    return AgentRecogniser(folder("ontology"))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Influenza vaccine", True),
        ("Pembrolizumab", True),
        ("Allogeneic stem cell transplantation", True),
        ("Autologous stem cell transplantation", False),
        ("Cisplatin", False),
        ("177Lu-labelled anti-B7-H3 antibody", True),
        ("177Lu-PSMA-617", False),
        ("ANV419", True),
        ("Aflibercept", False),
        ("Eftilagimod alpha", True),
    ],
)
def test_an_agent_acts_through_immunity_or_not(recogniser: AgentRecogniser, name: str, *, expected: bool) -> None:
    intervention = Intervention(name=name, type="DRUG")
    trial = Trial(id="x", title="A trial", source=Source(path="x"), interventions=(intervention,))

    (use,) = recogniser.recognise(trial).uses

    assert acts_through_immunity(use) is expected
