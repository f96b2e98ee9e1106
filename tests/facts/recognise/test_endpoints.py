from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import TableError
from kg.facts.recognise.endpoints import EndpointPatterns, load_endpoints, recognise_measures
from kg.model import MeasuredEndpoints, OutcomeMeasure, Source, Trial
from kg.resources import folder

WORDS = st.sampled_from(
    ["Overall", "survival", "response", "rate", "CR", "PR", "SD", "(ORR)", "adverse events", "DLT", "defined as", "of",
     "time to", "progression", "or death", "CAR-T cells", "cytokines", "PD-L1 expression", "participants", ".", "IL-6",
     "ünïcode α"]
)  # fmt: skip


@pytest.fixture(scope="module")
def endpoint_patterns() -> EndpointPatterns:
    return load_endpoints(folder("ontology"))


def measured(
    patterns: EndpointPatterns, measure: str, description: str = "", *, title: str = "Lung cancer"
) -> MeasuredEndpoints:
    outcome = OutcomeMeasure(priority="Primary", position=0, measure=measure, description=description)
    trial = Trial(id="t", title=title, source=Source(path="p"), outcomes=(outcome,))
    (result,) = recognise_measures(trial, patterns)
    return result


def test_the_kinetics_of_cells_are_told_by_what_is_tested(endpoint_patterns: EndpointPatterns) -> None:
    outcome = OutcomeMeasure(priority="Primary", position=0, measure="Pharmacokinetics of UX-1", description="Cmax")
    trial = Trial(id="t", title="UX-1 in solid tumours", source=Source(path="p"), outcomes=(outcome,))

    as_drug, as_cells = (recognise_measures(trial, endpoint_patterns, kinds) for kinds in ((), ("CARTCell",)))

    assert [one.value for one in as_drug[0].endpoints] == ["Pharmacokinetics"]
    assert [one.value for one in as_cells[0].endpoints] == ["CellularKinetics"]


@pytest.mark.parametrize(
    ("measure", "description", "endpoints"),
    [
        ("Overall survival (OS)", "time to death from any cause", "OverallSurvival"),
        ("30-day mortality", "", "OverallSurvival"),
        ("PFS2", "time to progression on next line or death from any cause", "ProgressionFreeSurvival"),
        ("Objective response rate", "proportion with CR or PR per RECIST", "ObjectiveResponseRate"),
        ("Percentage with complete remission (CR)", "", "CompleteResponseRate"),
        ("Tumour response", "proportion with CR + PR + SD", "ObjectiveResponseRate DiseaseControlRate"),
        ("Best response", "scored as CR, PR, SD or PD", "ObjectiveResponseRate"),
        ("Safety of TILs/CAR-TILs treatment", "", "AdverseEvents"),
        ("Toxin binding antibody to X-1", "", "Pharmacokinetics"),
        ("Time to first symptomatic skeletal event", "or death", "OtherEndpoint"),
        ("Number of participants with progressive disease (PD)", "CR, PR, SD and PD", "OtherEndpoint"),
        ("Number of participants with stable disease (SD)", "CR, PR, SD and PD", "DiseaseControlRate"),
        ("Near pathological complete response (near pCR) rate", "", "MajorPathologicalResponse"),
        ("CA19-9 response rate", "", "BiomarkerAssociation"),
        ("Biokinetics of 177Lu-X1", "time-integrated activity coefficients in organs", "Biodistribution"),
        ("Maximum tolerated dose", "Number of participants with DLT", "MaximumTolerableDose DoseLimitingToxicity"),
        ("Maximum tolerated dose", "the dose at which fewer than 2 of 6 have a DLT", "MaximumTolerableDose"),
        ("Overall survival by MMR status, for an MMR diagnostic test", "", "OverallSurvival BiomarkerAssociation"),
        ("Participants with detectable anti-drug antibodies", "", "Immunogenicity"),
        ("Pharmacokinetics (X1 arm only): frequency of anti-X1 antibody formation", "", "Immunogenicity"),
        ("Phase 2 safety management study: ORR", "", "ObjectiveResponseRate"),
        ("Maximum tolerated cell dose", "", "MaximumTolerableDose"),
        ("Number of participants responding to treatment", "", "ObjectiveResponseRate"),
        ("Distant brain failure", "", "RelapseIncidence"),
        ("3-year free survival rate", "", "DiseaseFreeSurvival"),
        ("Time until haematologic nadirs", "with Kaplan-Meier survival estimates", "AdverseEvents"),
        ("Change from baseline in ECGs", "", "AdverseEvents"),
        ("Change in chemokine receptor 8 expression in tumour samples", "", "BiomarkerAssociation"),
        ("Reasons for failure of enrollment", "", "Feasibility"),
        ("Changes in immune blood biomarkers", "circulating T cells", "ImmuneCellPhenotype"),
        (
            "Overall response rate",
            "patients with CR (complete response) / CRi",
            "ObjectiveResponseRate CompleteResponseRate",
        ),
        ("Overall response rate", "CR, CRi or partial remission", "ObjectiveResponseRate"),
        (
            "Event-free survival",
            "from first achieving CR/CRi to relapse or death",
            "EventFreeSurvival RelapseFreeSurvival",
        ),
        (
            "Recommended phase 2 dose",
            "based on the maximum tolerated dose (MTD)",
            "RecommendedPhase2Dose MaximumTolerableDose",
        ),
        ("Dose limiting toxicity", "all observed toxicities by grade", "DoseLimitingToxicity AdverseEvents"),
        ("Correlation between PD-L1 and anti-tumor activity", "", "BiomarkerAssociation ObjectiveResponseRate"),
        ("Clinical benefit rate", "CR, PR or SD for 24 weeks", "ClinicalBenefitRate"),
        ("Duration of complete response", "", "DurationOfResponse"),
        ("Time to recurrence (TTR)", "", "RelapseIncidence"),
        ("Time to response (TTR)", "", "TimeToResponse"),
        ("GVHD-free, relapse-free survival", "", "RelapseFreeSurvival GraftVersusHostDisease"),
        ("Overall response rate", "ORR = CR + CRi", "ObjectiveResponseRate CompleteResponseRate"),
        ("Disease response (CR or CRi)", "", "CompleteResponseRate"),
        ("Time to hematologic relapse or death due to any cause", "", "RelapseFreeSurvival"),
        ("Predictive value for recurrence of disease or death", "DFS", "BiomarkerAssociation DiseaseFreeSurvival"),
        ("Association of B7-H3 expression with efficacy", "PFS", "BiomarkerAssociation ProgressionFreeSurvival"),
        ("Cumulative incidence of relapse", "and transplant-related mortality", "RelapseIncidence NonRelapseMortality"),
        ("STAT3 phosphorylation", "", "Pharmacodynamics"),
        ("Dose limiting toxicities (safety confirmation)", "", "DoseLimitingToxicity"),
        ("Tolerating 600 mg of peanut without dose-limiting symptoms", "", "OtherEndpoint"),
        ("Charlson index", "10-years-survival rate = 0-98%", "OtherEndpoint"),
        ("Distant metastasis-free survival", "", "MetastasisFreeSurvival"),
        ("PSA response rate", "decline of at least 50 %", "BiomarkerAssociation"),
        ("R0 resection rate", "", "Feasibility"),
        ("Change in QTcF", "", "AdverseEvents"),
        (
            "Incidence of adverse events",
            "including DLTs and CRS",
            "AdverseEvents DoseLimitingToxicity CytokineReleaseSyndrome",
        ),
        ("Efficacy", "progression-free survival at 6 months", "ProgressionFreeSurvival"),
        ("Efficacy", "", "ObjectiveResponseRate"),
        ("Serum IL-6 level", "", "CytokineLevel"),
        ("Anti-drug antibodies", "", "Immunogenicity"),
        ("Correlation of TMB with ORR", "", "BiomarkerAssociation ObjectiveResponseRate"),
        ("Toxicity: cytokine release syndrome", "", "CytokineReleaseSyndrome"),
        ("Neutrophil engraftment (feasibility)", "", "Engraftment"),
        ("Progression-free survival in patients with EGFR mutation", "", "ProgressionFreeSurvival"),
        ("ORR, ORR includes CR, CRi and PR", "", "ObjectiveResponseRate"),
        ("Serum interferon-β level", "", "CytokineLevel"),
        ("Blood biomarkers", "interleukin-6 and CEA", "BiomarkerAssociation CytokineLevel"),
        ("Immunosuppression-free survival", "", "OtherEndpoint"),
        ("Tumour side", "", "OtherEndpoint"),
        ("Tumour characteristics at baseline", "", "OtherEndpoint"),
        ("Walking energy cost", "", "OtherEndpoint"),
        ("Serum lactate concentration", "", "OtherEndpoint"),
        ("Post-relapse survival", "", "OverallSurvival"),
        ("Overall survival", "in relation to smell", "OverallSurvival BiomarkerAssociation"),
        ("Proportion of patients alive without progression at 6 months", "", "ProgressionFreeSurvival"),
        ("Time from randomisation to progression or death", "", "ProgressionFreeSurvival"),
        ("Freedom from treatment failure", "", "EventFreeSurvival"),
        ("Distant disease-free survival", "", "MetastasisFreeSurvival"),
        ("Time to CNS metastases", "", "MetastasisFreeSurvival"),
        ("Breast cancer-free interval", "", "DiseaseFreeSurvival"),
        ("Chemotherapy-free interval", "", "TimeToTreatmentFailure"),
        ("Ipsilateral breast tumour recurrence", "", "LocalControl"),
        ("In-field failure", "", "LocalControl"),
        ("ORR by CA-9 score", "", "BiomarkerAssociation ObjectiveResponseRate"),
        ("Conversion from PR to CR", "", "CompleteResponseRate"),
        ("HPV DNA clearance", "", "CirculatingTumourDNA"),
        ("CD4 count recovery", "", "ImmuneCellPhenotype"),
        ("Days to ANC > 500", "", "Engraftment"),
        ("Skeletal-related events", "", "AdverseEvents"),
        ("Serum concentration of total antibody", "", "Pharmacokinetics"),
        ("Optimal cut-off value", "", "DiagnosticAccuracy"),
        ("Quality-adjusted life years", "", "HealthEconomics"),
        ("Limb salvage rate", "", "Feasibility"),
        ("Feeding tube dependence", "", "FunctionalStatus"),
        ("Time to relapse in adults", "", "RelapseIncidence"),
        ("Time from randomisation to progression-free survival 2", "", "ProgressionFreeSurvival"),
        ("Event-free survival, Event=relapse, death or second malignancy", "", "EventFreeSurvival"),
        ("pCR rate, pCR is no viable tumour cells", "", "PathologicalCompleteResponse"),
        ("Cumulative incidence of relapse, competing event death in CR", "", "RelapseIncidence"),
        ("Infections", "after GVHD prophylaxis", "AdverseEvents"),
        ("Change in tumour CD8 T cells", "", "ImmuneCellPhenotype"),
        ("Spatial resolution", "", "OtherEndpoint"),
        ("Titre of anti-drug antibodies (ADA)", "", "Immunogenicity"),
        ("Local progression-free survival", "", "LocalControl ProgressionFreeSurvival"),
        ("Durable complete response rate", "", "CompleteResponseRate DurationOfResponse"),
        ("Stoma-free survival", "", "EventFreeSurvival"),
        ("Median PSA progression-free survival", "", "ProgressionFreeSurvival BiomarkerAssociation"),
        ("Maximum dose level of QX991", "", "MaximumTolerableDose"),
        ("HSV1 antibody response", "", "Immunogenicity"),
        ("Place of death", "", "OtherEndpoint"),
        ("Enrollment rate", "", "Feasibility"),
        ("BMI at enrollment", "", "OtherEndpoint"),
        ("STAI score", "", "QualityOfLife"),
        ("Stroop test", "", "FunctionalStatus"),
        ("Chylothorax", "", "AdverseEvents"),
        ("Interval cancer rate", "", "DiagnosticAccuracy"),
        ("Number of patients with AEs receiving the drug", "", "AdverseEvents"),
        ("Proportion of patients who received all doses", "", "Feasibility"),
        ("Image quality (Likert scale)", "", "DiagnosticAccuracy"),
        ("Time to deterioration in physical function", "", "QualityOfLife"),
        ("Systemic markers of inflammation", "", "CytokineLevel"),
        ("Serum amino acid profile", "", "BiomarkerAssociation"),
        ("Cytogenetic and molecular response rates", "", "ObjectiveResponseRate MinimalResidualDisease"),
        ("Cytokine release", "concentration of cytokines", "CytokineReleaseSyndrome CytokineLevel"),
        ("Reconstitution of T, B and NK cells", "", "ImmuneCellPhenotype"),
        ("Overall survival", "PFS is defined as no progression", "OverallSurvival ProgressionFreeSurvival"),
        ("pCR", "", "PathologicalCompleteResponse"),
        ("EBV by flow/PCR", "", "AdverseEvents"),
        ("pCR at the time of definitive surgery", "", "PathologicalCompleteResponse"),
        ("Objective response and survival", "", "ObjectiveResponseRate OverallSurvival"),
        ("Biochemical control", "", "RelapseIncidence"),
        ("Humoral immune response to vaccine", "", "CytokineLevel"),
        ("Transfusion independence", "", "OtherEndpoint"),
        ("Non-operative management rate", "", "Feasibility"),
        ("Hospital-free days", "", "HealthEconomics"),
        ("Antitumour activity of TILs by ORR", "", "ObjectiveResponseRate"),
        ("Consistency of PET with surgery", "", "DiagnosticAccuracy"),
        ("Effective rate", "", "ObjectiveResponseRate"),
        ("Auckland scale of individualism", "", "QualityOfLife"),
        ("PROGNOSTIC FACTORS", "", "BiomarkerAssociation"),
        ("Costimulatory molecules", "", "OtherEndpoint"),
        ("Intraoperative hypoxia", "", "AdverseEvents"),
        ("Sensitivity, specificity and AUC", "", "DiagnosticAccuracy"),
        ("CD69 MFI", "", "ImmuneCellPhenotype"),
        ("MTD", "MTD or OBD and/or RP2D", "MaximumTolerableDose RecommendedPhase2Dose"),
        ("Safety", "to determine the recommended phase 2 dose", "AdverseEvents RecommendedPhase2Dose"),
        ("DLT", "doses at the RP2D", "DoseLimitingToxicity"),
        ("Total procedure time", "", "OtherEndpoint"),
        ("Estimated blood loss", "", "OtherEndpoint"),
        ("Change in size of the fibroid", "", "TumourSizeChange"),
        ("Trifecta achievement", "", "AdverseEvents Feasibility"),
        ("Disease-free survival in those undergoing organ-sparing", "", "DiseaseFreeSurvival"),
        ("Severity and relationship of treatment-emergent AEs", "", "AdverseEvents"),
        ("Corneal staining score", "", "OtherEndpoint"),
        ("Alive and off prednisone for GVHD", "", "GraftVersusHostDisease"),
        ("Reasons for treatment discontinuation", "", "OtherEndpoint"),
        ("Nurses' perceptions of their roles", "interview transcripts", "OtherEndpoint"),
        ("Knowledge", "models account for correlations of repeated measures", "OtherEndpoint"),
        ("Incidence of madarosis", "", "AdverseEvents"),
        ("PRO-CTCAE items", "", "AdverseEvents QualityOfLife"),
        ("Safety", "immune-related and other adverse events", "AdverseEvents ImmuneRelatedAdverseEvents"),
        ("AEs meeting protocol defined dose-limiting toxicity criteria", "", "DoseLimitingToxicity"),
        ("MTD", "highest dose at which fewer than two patients have a DLT", "MaximumTolerableDose"),
        ("MTD", "rate of the DLT; DLT rate by dose", "MaximumTolerableDose DoseLimitingToxicity"),
        ("Immune biomarkers", "levels of CD3+ lymphocytes", "ImmuneCellPhenotype"),
        ("Immune biomarkers", "", "BiomarkerAssociation ImmuneCellPhenotype"),
        ("Immune biomarkers", "infiltrating T cells in tumours with low PD-L1 expression", "ImmuneCellPhenotype"),
        ("Exploratory biomarkers", "changes in immunophenotypes", "BiomarkerAssociation ImmuneCellPhenotype"),
        ("Receptor occupancy (RO) in peripheral blood mononuclear cells (PBMC)", "", "Pharmacodynamics"),
        ("Interleukin-13 from activated peripheral blood mononuclear cells", "", "CytokineLevel"),
        ("Pupil diameter", "", "Pharmacodynamics"),
        ("ORR (CRc + MLFS + PR)", "", "ObjectiveResponseRate"),
        ("CR, partial complete remission (CRp) or CRi", "", "CompleteResponseRate"),
        ("Success rate of the strategy", "complete response or stable disease", "DiseaseControlRate"),
        ("Time to CR/CRh", "", "TimeToResponse"),
        ("Time to first relapse or death", "", "RelapseFreeSurvival"),
        ("Relapse pattern", "", "LocalControl MetastasisFreeSurvival"),
        ("Survival of participants", "progression-free survival", "ProgressionFreeSurvival"),
        ("Participants with CA-125 progression", "", "BiomarkerAssociation"),
        ("Treatment response", "correlation of fibrocytes and response", "ObjectiveResponseRate BiomarkerAssociation"),
        ("Number proceeding to high-dose conditioning therapy", "", "Feasibility"),
        ("Change in overall side effect bother", "", "QualityOfLife"),
        ("Ocular surface disease index", "", "QualityOfLife"),
        ("Reduction of leukaemia in the bone marrow", "", "TumourSizeChange"),
        ("Prediction of malignant degeneration", "", "DiagnosticAccuracy"),
        ("Oxidative stress markers", "", "BiomarkerAssociation"),
        ("Polyps accurately sized", "", "DiagnosticAccuracy"),
        ("Titre of anti-drug antibodies (ADAs)", "", "Immunogenicity"),
        ("Neutralisation ability of anti-spike IgG", "", "Immunogenicity CytokineLevel"),
        ("PFS in PD-L1-positive participants", "", "ProgressionFreeSurvival"),
        ("Overall survival in the PD-L1 CPS ≥10 population", "", "OverallSurvival"),
        ("DFS in the subgroup with PD-L1 expression", "", "DiseaseFreeSurvival BiomarkerAssociation"),
        ("Correlation of ORR with change in PD-L1", "", "BiomarkerAssociation ObjectiveResponseRate"),
        ("Immune effector cell-associated haematotoxicity", "", "AdverseEvents"),
        ("Return to intended oncologic treatment", "", "Feasibility"),
        ("Genetic testing uptake", "", "Feasibility"),
        ("Chemotherapy within 14 days of death", "", "OtherEndpoint"),
        ("CSF cytology clearance", "", "OtherEndpoint"),
        ("Complete clearance of warts", "", "CompleteResponseRate"),
        ("Number of cancers detected", "", "DiagnosticAccuracy"),
        ("Portal vein thrombus response", "", "ObjectiveResponseRate"),
        ("Time to cytotoxic chemotherapy", "", "TimeToTreatmentFailure"),
        ("Replication of the oncolytic virus", "", "Biodistribution"),
        ("Serum sPD-L1", "", "CytokineLevel"),
        ("Number who develop brain metastases", "", "MetastasisFreeSurvival"),
        ("Number of emergency visits", "", "HealthEconomics"),
        ("Time to death or progression", "", "ProgressionFreeSurvival"),
        ("Non-progression at 16 weeks", "", "DiseaseControlRate"),
        ("Activity", "in terms of 6-month non-progression", "ProgressionFreeSurvival"),
        ("TRG 1a by Becker", "", "PathologicalCompleteResponse"),
        ("TRG1b by Becker", "", "MajorPathologicalResponse"),
        ("Blood VEGF by ELISA", "", "CytokineLevel"),
        ("Plasma levels of kynurenine", "", "BiomarkerAssociation"),
        ("Post-relapse therapy", "", "OtherEndpoint"),
        ("Number with CA125 clinical response", "", "BiomarkerAssociation"),
        ("ORR by RECIST1.1 and CA125 evaluations", "", "ObjectiveResponseRate"),
        ("DOR, the time from first objective response to death", "", "DurationOfResponse"),
        ("Immuno-monitoring in 60 patients", "", "ImmuneCellPhenotype"),
        ("Time from leukapheresis to infusion", "", "ManufacturingFeasibility"),
        ("Percentage of Participants Alive and Without PD", "", "ProgressionFreeSurvival"),
        ("Duration of Complete Response (CR)", "", "DurationOfResponse"),
        ("Complete Response", "and duration of complete response", "CompleteResponseRate DurationOfResponse"),
        ("MDSCs after GVHD diagnosis", "", "ImmuneCellPhenotype"),
        ("Immune infiltrate in response to neoadjuvant QX991", "", "ImmuneCellPhenotype"),
        ("Durable complete remission (dCR)", "", "CompleteResponseRate DurationOfResponse"),
        ("Donor graft rate", "", "Engraftment"),
        ("Patients with feasible and safe vaccine production", "", "ManufacturingFeasibility"),
        ("Secondary efficacy", "DOR, from the first documented objective response", "DurationOfResponse"),
        ("Efficacy", "measurable residual blasts by flow and next-generation sequencing", "MinimalResidualDisease"),
        (
            "ORR, DOR, DCR, PFS and OS",
            "",
            "ObjectiveResponseRate DurationOfResponse DiseaseControlRate ProgressionFreeSurvival OverallSurvival",
        ),
    ],
)
def test_a_measure_has_the_endpoints_that_its_words_name(
    measure: str, description: str, endpoints: str, endpoint_patterns: EndpointPatterns
) -> None:
    result = measured(endpoint_patterns, measure, description)
    assert [one.value for one in result.endpoints] == endpoints.split()


@pytest.mark.parametrize(
    ("title", "endpoint"),
    [("CAR-T cells in lymphoma", "CellularKinetics"), ("An antibody in lymphoma", "Pharmacokinetics")],
)
def test_the_kinetics_of_cells_are_cellular(title: str, endpoint: str, endpoint_patterns: EndpointPatterns) -> None:
    assert [one.value for one in measured(endpoint_patterns, "Cmax", title=title).endpoints] == [endpoint]


@pytest.mark.parametrize(
    ("title", "measure", "endpoint"),
    [
        ("Engineered stromal cells in lymphoma", "CD4 T cells in peripheral blood", "ImmuneCellPhenotype"),
        ("Engineered stromal cells in lymphoma", "NK cells in peripheral blood", "ImmuneCellPhenotype"),
        ("CAR-NK cells in lymphoma", "NK cells in peripheral blood", "CellularKinetics"),
    ],
)
def test_only_the_infused_cells_have_kinetics(
    title: str, measure: str, endpoint: str, endpoint_patterns: EndpointPatterns
) -> None:
    assert [one.value for one in measured(endpoint_patterns, measure, title=title).endpoints] == [endpoint]


@pytest.mark.parametrize(
    ("title", "measure", "endpoint"),
    [
        ("Olanzapine against vomiting in lymphoma", "Complete response in the delayed phase", "AdverseEvents"),
        ("An antibody in lymphoma", "Complete response at week 12", "CompleteResponseRate"),
        ("Myelodysplastic syndrome", "IPSS-R category", "OtherEndpoint"),
        ("Prostate cancer", "IPSS", "QualityOfLife"),
        ("CAR-T cells in lymphoma", "Peak level of CAR-T cells", "CellularKinetics"),
        ("CAR-T cells in lymphoma", "Number of CAR-T cells in CSF", "CellularKinetics"),
        ("CAR-T cells in lymphoma", "Biodistribution of CAR-T cells", "CellularKinetics"),
        ("CAR-T cells in lymphoma", "Presence of vector in blood", "CellularKinetics"),
        ("NK cells in lymphoma", "Optimal natural killer cell dose", "MaximumTolerableDose"),
        ("CAR-NK cells in lymphoma", "Clinical response to CD7 CAR-pNK cell infusions", "ObjectiveResponseRate"),
        ("Partial nephrectomy in renal cancer", "Tumour size", "OtherEndpoint"),
        ("An antibody in renal cancer", "Tumour size", "TumourSizeChange"),
        ("Partial nephrectomy in renal cancer", "Serum creatinine", "OtherEndpoint"),
    ],
)
def test_a_word_means_what_it_means_in_such_trials(
    title: str, measure: str, endpoint: str, endpoint_patterns: EndpointPatterns
) -> None:
    assert [one.value for one in measured(endpoint_patterns, measure, title=title).endpoints] == [endpoint]


def test_cells_that_are_followed_by_their_copies_are_no_graft(endpoint_patterns: EndpointPatterns) -> None:
    words = "the number of DNA vector copies per mL blood"
    result = measured(endpoint_patterns, "Engraftment", words, title="CAR-T cells in lymphoma")
    assert [one.value for one in result.endpoints] == ["CellularKinetics"]


def test_response_outside_cancer_is_no_tumour_response(endpoint_patterns: EndpointPatterns) -> None:
    result = measured(endpoint_patterns, "Clinical response", title="Omalizumab in asthma")
    assert [one.value for one in result.endpoints] == ["OtherEndpoint"]


@given(st.lists(WORDS, max_size=10), st.lists(WORDS, max_size=10))
def test_every_measure_has_endpoints_whose_words_stand_where_they_say(title: list[str], definition: list[str]) -> None:
    patterns = _PATTERNS
    result = measured(patterns, " ".join(title), " ".join(definition))
    fields = {
        "outcomesModule.primaryOutcomes[0].measure": result.outcome.measure,
        "outcomesModule.primaryOutcomes[0].description": result.outcome.description,
    }
    assert result.endpoints
    for one in result.endpoints:
        mention = one.evidence[0].mention
        assert fields[mention.field][mention.start : mention.end] == mention.text


_PATTERNS = load_endpoints(folder("ontology"))


def test_only_endpoints_of_the_inventory_are_named(shared: Path) -> None:
    inventory = json.loads((shared / "contract" / "inventory.json").read_text(encoding="utf-8"))["endpoint"]
    rows = (folder("ontology") / "endpoints.tsv").read_text(encoding="utf-8").splitlines()[1:]
    named = {endpoint for row in rows for endpoint in row.split("\t")[0].split("|") if endpoint}
    assert named | {"OtherEndpoint"} == set(inventory)


def test_a_row_with_an_unknown_effect_is_named_by_file_and_line(tmp_path: Path) -> None:
    for name in ("endpoint_contexts.tsv", "criteria.tsv"):
        (tmp_path / name).write_bytes((folder("ontology") / name).read_bytes())
    table = "endpoint\tphrases\teffect\twhere\nOverallSurvival\tsurvival\tshouts\ttitle\n"
    (tmp_path / "endpoints.tsv").write_text(table, encoding="utf-8")
    with pytest.raises(TableError, match=r"endpoints\.tsv:2: effect 'shouts' is unknown"):
        load_endpoints(tmp_path)
