"""One small made-up trial with every kind of fact, for tests of the graph."""

from __future__ import annotations

from kg.model import (
    Agent,
    AgentUse,
    Ambiguity,
    Arm,
    Comparison,
    Condition,
    ConditionStudied,
    Design,
    Discrepancy,
    Dose,
    Evidence,
    Intervention,
    MeasuredEndpoints,
    Mention,
    MeshTerm,
    OutcomeMeasure,
    Part,
    PatientSelection,
    Source,
    Status,
    Supported,
    Target,
    TimeFrame,
    Trial,
    TrialFacts,
    Unmatched,
)  # fmt: skip

TITLE = "L19-IL2 plus pembrolizumab after fludarabine in melanoma"
MEASURE = "Progression-free survival by RECIST 1.1"
TITLE_FIELD = "identificationModule.briefTitle"
MEASURE_FIELD = "outcomesModule.primaryOutcomes[0].measure"

TRIAL = Trial(
    id="NCT00000000",
    title=TITLE,
    official_title="A first-in-human study",
    acronym="MADE-UP",
    source=Source(path="made-up.json", sha256="00ff", form="api", place="study 1"),
    conditions=("Melanoma",),
    keywords=("immunocytokine",),
    interventions=(Intervention(name="L19-IL2", type="BIOLOGICAL", arm_labels=("A",)),),
    arms=(Arm(label="A", type="EXPERIMENTAL"), Arm(label="")),
    outcomes=(OutcomeMeasure(priority="Primary", position=0, measure=MEASURE, time_frame="baseline, 12 months"),),
    design=Design(
        study_type="INTERVENTIONAL", phases=("PHASE1", "PHASE2"), enrolment=40, enrolment_type="ESTIMATED",
        ages=("ADULT",), healthy_volunteers=False, observational_model="COHORT", time_perspective="PROSPECTIVE",
    ),
    status=Status(
        overall="RECRUITING", start="2024-01-15", completion="2026-12", first_posted="2023", has_results=False,
        results_posted="2025-02-14",
    ),
    sponsor="Example Institute",
    sponsor_class="OTHER",
    sites=3,
    publications=("29385370",),
    countries=("Italy",),
    other_ids=("EX-1",),
    condition_mesh=(MeshTerm(id="D008545", label="Melanoma"),),
)  # fmt: skip


def reason(words: str, text: str = TITLE, field: str = TITLE_FIELD, **more: str) -> Evidence:
    """Evidence that cites the first place of some words in a text of the trial."""
    start = text.index(words)
    mention = Mention(text=words, field=field, start=start, end=start + len(words))
    if more:
        return Evidence(mention=mention, rule="made-up", basis="background", **more)
    return Evidence(mention=mention, rule="made-up")


def supported(value: str, *reasons: Evidence) -> Supported:
    return Supported(value=value, evidence=reasons)


L19_IL2 = Agent(
    id="l19-il2", label="L19-IL2", kind="Immunocytokine", targets=("EDB-fibronectin", "IL2RB"),
    mechanisms=("TargetedCytokineDelivery",), local=True,
    parts=(Part(part="binder", value="scFv"), Part(part="cytokine", value="IL-2"), Part(part="antigens", value="all")),
)  # fmt: skip
PEMBROLIZUMAB = Agent(
    id="pembrolizumab", label="pembrolizumab", kind="MonoclonalAntibody", targets=("PDCD1",), approved=2014,
    mechanisms=("ImmuneCheckpointBlockade",), synonyms=("Keytruda",), short_forms=("PEM",), xrefs=("ncit:C106432",),
    source="ncit:C106432",
)  # fmt: skip
FLUDARABINE = Agent(id="fludarabine", label="fludarabine", kind="Chemotherapy", mechanisms=("Antimetabolite",))
MELANOMA = Condition(id="melanoma", label="melanoma", broader=("skin-cancer",), xrefs=("oncotree:MEL",))

FACTS = TrialFacts(
    trial=TRIAL,
    scope=supported("OncologyImmunotherapy", reason("L19-IL2")),
    settings=(supported("Metastatic", reason("melanoma")),),
    selections=(PatientSelection(marker="EDB", targets=("EDB-fibronectin",), evidence=(reason("L19"),)),),
    conditions=(ConditionStudied(condition=MELANOMA, surfaces=("Melanoma",), evidence=(reason("melanoma"),)),),
    uses=(
        AgentUse(
            agent=L19_IL2, role="Investigational", surfaces=("L19-IL2",), arms=(0,),
            evidence=(reason("L19-IL2"),), role_evidence=(reason("L19-IL2"),), kind_evidence=(reason("L19-IL2"),),
            targets=(
                supported("EDB-fibronectin", reason("L19")), supported("IL2RB", reason("IL2", source="hgnc:6009")),
            ),
            mechanisms=(supported("TargetedCytokineDelivery", reason("L19-IL2")),),
        ),
        AgentUse(
            agent=PEMBROLIZUMAB, role="Combination", surfaces=("pembrolizumab",), arms=(0,),
            evidence=(reason("pembrolizumab"),), role_evidence=(reason("plus"),),
            targets=(supported("PDCD1", reason("pembrolizumab", source="ncit:C106432")),),
            mechanisms=(supported("ImmuneCheckpointBlockade", reason("pembrolizumab", source="fda:label")),),
        ),
        AgentUse(
            agent=FLUDARABINE, role="Conditioning", surfaces=("fludarabine",),
            evidence=(reason("fludarabine"),), role_evidence=(reason("after fludarabine"),),
            mechanisms=(supported("Lymphodepletion", reason("fludarabine")),),
            doses=(Dose(amount="30", unit="mg/m2", route="intravenous", evidence=reason("fludarabine")),),
        ),
    ),
    comparisons=(Comparison(arm=0, control=1, basis="RegisteredComparator"),),
    measures=(
        MeasuredEndpoints(
            outcome=TRIAL.outcomes[0],
            endpoints=(
                supported("ProgressionFreeSurvival", reason("Progression-free survival", MEASURE, MEASURE_FIELD)),
            ),
            criteria=(supported("RECIST 1.1", reason("RECIST 1.1", MEASURE, MEASURE_FIELD)),),
            time_frames=(TimeFrame(words="baseline", baseline=True), TimeFrame(words="12 months", duration="P12M")),
        ),
    ),
    discrepancies=(Discrepancy(kind="misspelling", message="two spellings", evidence=(reason("IL2"),)),),
    ambiguities=(Ambiguity(mention=reason("plus").mention, candidates=("a", "b")),),
    unmatched=(Unmatched(mention=reason("in").mention, expected="agent"),),
)  # fmt: skip

AGENTS = {agent.id: agent for agent in (PEMBROLIZUMAB, FLUDARABINE)}
TARGETS = {
    key: Target(key=key, id=key.lower(), label=label)
    for key, label in (("PDCD1", "PD-1"), ("IL2RB", "CD122"), ("EDB-fibronectin", "EDB"))
}
CONDITIONS = {
    condition.id: condition
    for condition in (
        MELANOMA,
        Condition(id="skin-cancer", label="skin cancer", broader=("cancer",)),
        Condition(id="cancer", label="cancer"),
        Condition(id="glioma", label="glioma", broader=("cancer",)),
    )
}
