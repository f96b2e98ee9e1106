"""A trial whose every text tries to become script, attribute, address or formula."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

from kg.graph.ontology import ontology_quads
from kg.graph.quads import trial_quads, used_by, vocabulary_quads
from kg.graph.store import rebuild, writing
from kg.model import (
    Agent,
    AgentUse,
    Arm,
    Condition,
    ConditionStudied,
    Design,
    Discrepancy,
    Evidence,
    MeasuredEndpoints,
    Mention,
    OutcomeMeasure,
    Source,
    Status,
    Supported,
    Target,
    Trial,
    TrialFacts,
    Unmatched,
)  # fmt: skip
from kg.resources import folder

ATTACK = "=1\"'><script>harmed=1</script><img src=x onerror=harmed=2></mark>{{7*7}}javascript:harmed=3"

AGENT = Agent(
    id="bad-agent", label=f"agent {ATTACK}", kind="MonoclonalAntibody", targets=("BAD",), synonyms=(ATTACK,),
    source="ncit:C1",
)  # fmt: skip
TARGET = Target(key="BAD", id="bad", label=f"target {ATTACK}", synonyms=(f"other {ATTACK}",))
CONDITION = Condition(id="bad-condition", label=f"condition {ATTACK}")


_TITLE = f"so {ATTACK} and more"


def _facts() -> TrialFacts:
    mention = Mention(text=ATTACK, field="identificationModule.briefTitle", start=3, end=3 + len(ATTACK))
    evidence = (Evidence(mention=mention, rule=f"rule {ATTACK}"),)
    use = AgentUse(
        agent=AGENT, role="Investigational", surfaces=(ATTACK,), evidence=evidence, role_evidence=evidence,
        targets=(Supported(value="BAD", evidence=evidence),), arms=(0,),
    )  # fmt: skip
    outcome = OutcomeMeasure(priority="Primary", position=0, measure=ATTACK, time_frame=ATTACK)
    trial = Trial(
        id="NCT00000009", title=_TITLE, source=Source(path=f"{ATTACK}.json"), sponsor=ATTACK,
        status=Status(start="2020-03-01", overall="TERMINATED", why_stopped=ATTACK), arms=(Arm(label=ATTACK),),
        design=Design(phases=("PHASE1",)),
    )  # fmt: skip
    return TrialFacts(
        trial=trial,
        scope=Supported(value="OncologyImmunotherapy", evidence=evidence),
        conditions=(ConditionStudied(condition=CONDITION, surfaces=(ATTACK,), evidence=evidence),),
        uses=(use,),
        measures=(
            MeasuredEndpoints(outcome=outcome, endpoints=(Supported(value="OverallSurvival", evidence=evidence),)),
        ),
        discrepancies=(Discrepancy(kind="misspelling", message=ATTACK, evidence=evidence),),
        unmatched=(Unmatched(mention=mention, expected="agent"),),
    )


def write_hostile_graph(path: Path) -> None:
    """Write the graph of the attack to a folder."""
    facts = _facts()
    quads = trial_quads(facts) + vocabulary_quads(
        used_by(facts), agents={AGENT.id: AGENT}, targets={TARGET.key: TARGET}, conditions={CONDITION.id: CONDITION}
    )
    with writing(path), rebuild(path) as store:
        store.load(quads.encode(), format=ox.RdfFormat.N_QUADS)
        store.extend(ontology_quads(Path(folder("ontology") / "iokg.ttl")))
