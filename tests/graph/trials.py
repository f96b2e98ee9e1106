"""Seven made-up trials with known answers, for tests of questions."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

from kg.graph.ontology import ontology_quads
from kg.graph.quads import Used, trial_quads, used_by, vocabulary_quads
from kg.model import (
    Agent,
    AgentUse,
    Ambiguity,
    Arm,
    Condition,
    ConditionStudied,
    Design,
    Discrepancy,
    Dose,
    Evidence,
    MeasuredEndpoints,
    Mention,
    OutcomeMeasure,
    Part,
    PatientSelection,
    Priority,
    Role,
    Source,
    Status,
    Supported,
    Target,
    TimeFrame,
    Trial,
    TrialFacts,
    Unmatched,
)  # fmt: skip
from kg.resources import folder

TARGETS = {
    target.key: target
    for target in (
        Target(key="GD2", id="gd2", label="GD2", synonyms=("disialoganglioside",), type="glycolipid"),
        Target(key="CD276", id="cd276", label="B7-H3", synonyms=("B7H3",), xrefs=("hgnc:19137",)),
        Target(key="PDCD1", id="pdcd1", label="PD-1", short_forms=("PD1",), xrefs=("hgnc:8760",)),
        Target(key="VEGFA", id="vegfa", label="VEGF-A", synonyms=("VEGF",)),
        Target(key="CD19", id="cd19", label="CD19"),
        Target(key="CD3E", id="cd3e", label="CD3", synonyms=("CD3ε",)),
    )
}
AGENTS = {
    agent.id: agent
    for agent in (
        Agent(
            id="dinutuximab-beta", label="dinutuximab beta", kind="MonoclonalAntibody", targets=("GD2",),
            mechanisms=("ADCC",), synonyms=("ch14.18/CHO",), xrefs=("ncit:C121540",), source="ncit:C121540",
        ),
        Agent(
            id="pembrolizumab", label="pembrolizumab", kind="MonoclonalAntibody", targets=("PDCD1",),
            mechanisms=("ImmuneCheckpointBlockade",), synonyms=("Keytruda",), xrefs=("ncit:C106432",),
        ),
        Agent(
            id="ivonescimab", label="ivonescimab", kind="MultispecificAntibody", targets=("PDCD1", "VEGFA"),
            mechanisms=("ImmuneCheckpointBlockade", "AngiogenesisInhibition"),
        ),
        Agent(
            id="ifinatamab-deruxtecan", label="ifinatamab deruxtecan", kind="AntibodyDrugConjugate", targets=("CD276",),
            mechanisms=("TargetedPayloadDelivery",), parts=(Part(part="payload", value="DXd"),),
        ),
        Agent(
            id="blinatumomab", label="blinatumomab", kind="ImmuneCellEngager", targets=("CD19", "CD3E"),
            mechanisms=("ImmuneCellEngagement",),
        ),
        Agent(id="interleukin-2", label="interleukin-2", kind="Cytokine", mechanisms=("CytokineReceptorAgonism",)),
        Agent(id="fludarabine", label="fludarabine", kind="Chemotherapy", mechanisms=("Antimetabolite",)),
        Agent(id="docetaxel", label="docetaxel", kind="Chemotherapy", mechanisms=("MicrotubuleDisruption",)),
        Agent(
            id="gd2-b7-h3-car-t-cells", label="GD2/B7-H3 CAR-T cells", kind="CARTCell", targets=("GD2", "CD276"),
            mechanisms=("CARRedirectedCytotoxicity",), local=True,
            parts=(Part(part="cell", value="T cell"), Part(part="receptor", value="CAR")),
        ),
    )
}  # fmt: skip
CONDITIONS = {
    condition.id: condition
    for condition in (
        Condition(id="cancer", label="cancer"),
        Condition(id="sarcoma", label="sarcoma", broader=("cancer",)),
        Condition(id="osteosarcoma", label="osteosarcoma", broader=("sarcoma",)),
        Condition(id="neuroblastoma", label="neuroblastoma", synonyms=("NBL",), broader=("cancer",)),
        Condition(id="lung-carcinoma", label="lung carcinoma", synonyms=("lung cancer",), broader=("cancer",)),
        Condition(
            id="nsclc", label="non-small cell lung carcinoma", short_forms=("NSCLC",), broader=("lung-carcinoma",)
        ),
        Condition(id="acute-leukaemia", label="acute leukaemia", broader=("cancer",)),
    )
}  # fmt: skip


def reason(words: str, title: str, source: str = "") -> Evidence:
    """Evidence that cites words of a title; background knowledge if it has a source."""
    start = title.index(words)
    mention = Mention(text=words, field="identificationModule.briefTitle", start=start, end=start + len(words))
    return Evidence(mention=mention, rule="made-up", basis="background" if source else "stated", source=source)


def use(
    title: str, agent_id: str, role: Role, *mechanisms: str, arms: tuple[int, ...] = (), doses: tuple[Dose, ...] = ()
) -> AgentUse:
    agent = AGENTS[agent_id]
    words = (reason(agent.label, title),)
    known = (reason(agent.label, title, source=agent.source or "fda:label"),)
    return AgentUse(
        agent=agent, role=role, surfaces=(agent.label,), evidence=words, role_evidence=words, kind_evidence=words,
        targets=tuple(Supported(value=key, evidence=known) for key in agent.targets), arms=arms,
        mechanisms=tuple(Supported(value=name, evidence=known) for name in mechanisms or agent.mechanisms), doses=doses,
    )  # fmt: skip


def measure(
    title: str, endpoint: str, priority: Priority = "Primary", duration: str = "", criterion: str = ""
) -> MeasuredEndpoints:
    words = (reason(title[:5], title),)
    outcome = OutcomeMeasure(priority=priority, position=0, measure=f"{endpoint} of it", time_frame=duration)
    return MeasuredEndpoints(
        outcome=outcome,
        endpoints=(Supported(value=endpoint, evidence=words),),
        criteria=(Supported(value=criterion, evidence=words),) if criterion else (),
        time_frames=(TimeFrame(words=f"up to {duration}", duration=duration),) if duration else (),
    )


def studied(title: str, id_: str) -> ConditionStudied:
    condition = CONDITIONS[id_]
    return ConditionStudied(
        condition=condition, surfaces=(condition.label,), evidence=(reason(condition.label, title),)
    )


def registered(number: int, title: str, phase: str, sponsor: str, status: Status) -> Trial:
    return Trial(
        id=f"NCT0000000{number}", title=title, source=Source(path="made-up.json"), sponsor=sponsor, status=status,
        arms=(Arm(label="Experimental"), Arm(label="Control")),
        design=Design(phases=(phase,), ages=("CHILD", "ADULT") if number == 1 else ("ADULT",), minimum_age="1 Year"),
    )  # fmt: skip


def immunotherapy(title: str) -> Supported:
    return Supported(value="OncologyImmunotherapy", evidence=(reason(title[:5], title),))


T1 = "GD2/B7-H3 CAR-T cells after fludarabine in neuroblastoma"
T2 = "dinutuximab beta with interleukin-2 in neuroblastoma"
T3 = "pembrolizumab with ifinatamab deruxtecan against docetaxel in non-small cell lung carcinoma"
T4 = "ivonescimab against pembrolizumab in lung carcinoma"
T5 = "ifinatamab deruxtecan in osteosarcoma"
T7 = "dinutuximab beta and interleukin-2 once more in neuroblastoma"
T6 = "blinatumomab in acute leukaemia"

FACTS = (
    TrialFacts(
        trial=registered(1, T1, "PHASE1", "Alpha", Status(start="2020-03-01", overall="RECRUITING")),
        scope=immunotherapy(T1),
        conditions=(studied(T1, "neuroblastoma"),),
        uses=(
            use(T1, "gd2-b7-h3-car-t-cells", "Investigational", arms=(0,)),
            use(
                T1, "fludarabine", "Conditioning", "Lymphodepletion", arms=(0,),
                doses=(Dose(amount="30", unit="mg/m2", route="intravenous", evidence=reason("fludarabine", T1)),),
            ),
        ),
        measures=(measure(T1, "CytokineReleaseSyndrome", duration="P28D", criterion="ASTCT"),),
    ),
    TrialFacts(
        trial=registered(2, T2, "PHASE2", "Beta", Status(start="2015-06", overall="COMPLETED")),
        scope=immunotherapy(T2),
        conditions=(studied(T2, "neuroblastoma"),),
        uses=(use(T2, "dinutuximab-beta", "Investigational"), use(T2, "interleukin-2", "Combination")),
        measures=(measure(T2, "EventFreeSurvival", duration="P24M"),),
    ),
    TrialFacts(
        trial=registered(3, T3, "PHASE3", "Gamma", Status(start="2022", overall="TERMINATED", why_stopped="accrual")),
        scope=immunotherapy(T3),
        conditions=(studied(T3, "nsclc"),),
        uses=(
            use(T3, "pembrolizumab", "Investigational"), use(T3, "ifinatamab-deruxtecan", "Combination"),
            use(T3, "docetaxel", "Comparator"),
        ),
        measures=(
            measure(T3, "ProgressionFreeSurvival", duration="P12M"),
            measure(T3, "OverallSurvival", "Secondary", duration="P24M"),
        ),
    ),
    TrialFacts(
        trial=registered(4, T4, "PHASE2", "Gamma", Status(start="2023", overall="RECRUITING")),
        scope=immunotherapy(T4),
        conditions=(studied(T4, "lung-carcinoma"),),
        uses=(use(T4, "ivonescimab", "Investigational"), use(T4, "pembrolizumab", "Comparator")),
        measures=(measure(T4, "ObjectiveResponseRate", duration="P6M", criterion="RECIST 1.1"),),
    ),
    TrialFacts(
        trial=registered(5, T5, "PHASE1", "Delta", Status(start="2021")),
        scope=immunotherapy(T5),
        conditions=(studied(T5, "osteosarcoma"),),
        uses=(use(T5, "ifinatamab-deruxtecan", "Investigational"),),
        measures=(measure(T5, "ObjectiveResponseRate", duration="P12M", criterion="RECIST 1.1"),),
        discrepancies=(Discrepancy(kind="misspelling", message="two spellings", evidence=(reason("in", T5),)),),
        unmatched=(Unmatched(mention=reason("deruxtecan", T5).mention, expected="agent"),),
    ),
    TrialFacts(
        trial=registered(7, T7, "PHASE1", "Delta", Status(start="2018", overall="WITHDRAWN")),
        scope=immunotherapy(T7),
        conditions=(studied(T7, "neuroblastoma"),),
        uses=(use(T7, "dinutuximab-beta", "Investigational"), use(T7, "interleukin-2", "Combination")),
        measures=(measure(T7, "DoseLimitingToxicity", duration="P35D"),),
    ),
    TrialFacts(
        trial=registered(6, T6, "PHASE2", "Alpha", Status(start="2019")),
        scope=immunotherapy(T6),
        conditions=(studied(T6, "acute-leukaemia"),),
        settings=(Supported(value="BiomarkerSelected", evidence=(reason("acute", T6),)),),
        selections=(
            PatientSelection(marker="CD19", targets=("CD19",), status="positive", evidence=(reason("acute", T6),)),
        ),
        uses=(use(T6, "blinatumomab", "Investigational"),),
        measures=(measure(T6, "MinimalResidualDisease", duration="P3M"),),
        ambiguities=(Ambiguity(mention=reason("acute", T6).mention, candidates=("one", "other")),),
    ),
)  # fmt: skip


def quads() -> str:
    """All trials and the vocabulary they use as N-Quads."""
    used = Used()
    for facts in FACTS:
        used |= used_by(facts)
    curated = {id_: agent for id_, agent in AGENTS.items() if not agent.local}
    vocabulary = vocabulary_quads(used, agents=curated, targets=TARGETS, conditions=CONDITIONS)
    return "".join(trial_quads(facts) for facts in FACTS) + vocabulary


def fill(store: ox.Store) -> None:
    """Add the trials, their vocabulary and the ontology."""
    store.load(quads().encode(), format=ox.RdfFormat.N_QUADS)
    store.extend(ontology_quads(Path(folder("ontology") / "iokg.ttl")))
