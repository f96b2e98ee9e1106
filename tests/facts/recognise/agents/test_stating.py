"""Targets that the record states of a curated agent."""

from __future__ import annotations

import pytest

from kg.facts.recognise.agents.uses import AgentRecogniser
from kg.model import Intervention, Source, Trial
from kg.resources import folder


def test_a_target_named_in_the_intervention_s_description_is_stated() -> None:
    description = "Enoblituzumab is an Fc-optimized monoclonal antibody that targets B7-H3"
    trial = Trial(
        id="t",
        title="Enoblituzumab in Ovarian Cancer",
        source=Source(path="-"),
        interventions=(Intervention(name="Enoblituzumab", description=description),),
    )

    (use,) = AgentRecogniser(folder("ontology")).recognise(trial).uses
    (target,) = use.targets

    assert [(reason.basis, reason.mention.text) for reason in target.evidence] == [
        ("stated", "B7-H3"),
        ("background", "Enoblituzumab"),
    ]


@pytest.mark.parametrize(
    ("summary", "basis"),
    [
        ("Dinutuximab beta binds to cells that express the GD2 antigen.", "stated"),
        ("Dinutuximab beta, an anti-GD2 antibody, is given.", "stated"),
        ("Dinutuximab beta is given in GD2-positive tumours.", "background"),
        ("GD2 is common. Dinutuximab beta is given.", "background"),
    ],
)
def test_a_sentence_states_a_target_if_it_says_that_the_agent_acts_on_it(summary: str, basis: str) -> None:
    trial = Trial(
        id="t",
        title="Dinutuximab Beta in Neuroblastoma",
        source=Source(path="-"),
        summary=summary,
        interventions=(Intervention(name="Dinutuximab beta"),),
    )

    (use,) = AgentRecogniser(folder("ontology")).recognise(trial).uses

    assert use.targets[0].evidence[0].basis == basis
