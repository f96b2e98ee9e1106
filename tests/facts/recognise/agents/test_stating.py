"""Targets that the record states of a curated agent."""

from __future__ import annotations

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
