"""The terms of the iokg ontology and of the vocabularies it borrows, as plain IRI strings.

``ontology/iokg.ttl`` defines what each means; a test holds that the two name the same terms.
"""

from __future__ import annotations

BASE = "https://w3id.org/iokg/"
IOKG = BASE + "ontology#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
XSD = "http://www.w3.org/2001/XMLSchema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
DCTERMS = "http://purl.org/dc/terms/"
OA = "http://www.w3.org/ns/oa#"
PROV = "http://www.w3.org/ns/prov#"
MESH = "http://id.nlm.nih.gov/mesh/"

# --- Graphs -----------------------------------------------------------------------------------------------------

TRIAL_GRAPHS = BASE + "graph/trial/"
VOCABULARY_GRAPH = BASE + "graph/vocabulary"
ONTOLOGY_GRAPH = BASE + "graph/ontology"
DERIVED_GRAPH = BASE + "graph/derived"

# --- Borrowed terms ---------------------------------------------------------------------------------------------

TYPE = RDF + "type"
LABEL = RDFS + "label"
COMMENT = RDFS + "comment"
ALT_LABEL = SKOS + "altLabel"
HIDDEN_LABEL = SKOS + "hiddenLabel"
NOTATION = SKOS + "notation"
BROADER = SKOS + "broader"
BROADER_TRANSITIVE = SKOS + "broaderTransitive"
EXACT_MATCH = SKOS + "exactMatch"
IDENTIFIER = DCTERMS + "identifier"
TITLE = DCTERMS + "title"
SOURCE = DCTERMS + "source"
WAS_DERIVED_FROM = PROV + "wasDerivedFrom"
AXIOM = OWL + "Axiom"
ANNOTATED_SOURCE = OWL + "annotatedSource"
ANNOTATED_PROPERTY = OWL + "annotatedProperty"
ANNOTATED_TARGET = OWL + "annotatedTarget"
TEXT_POSITION_SELECTOR = OA + "TextPositionSelector"
TEXT_QUOTE_SELECTOR = OA + "TextQuoteSelector"
HAS_SELECTOR = OA + "hasSelector"
HAS_SOURCE = OA + "hasSource"
EXACT = OA + "exact"
START = OA + "start"
END = OA + "end"

# --- Classes ----------------------------------------------------------------------------------------------------

TRIAL = IOKG + "Trial"
ARM = IOKG + "Arm"
AGENT_USE = IOKG + "AgentUse"
OUTCOME_MEASURE = IOKG + "OutcomeMeasure"
TIME_FRAME = IOKG + "TimeFrame"
DOSE = IOKG + "Dose"
PATIENT_SELECTION = IOKG + "PatientSelection"
TEXT_FIELD = IOKG + "TextField"
SOURCE_RECORD = IOKG + "SourceRecord"
EVIDENCE = IOKG + "Evidence"
DISCREPANCY = IOKG + "Discrepancy"
UNMATCHED_MENTION = IOKG + "UnmatchedMention"
AGENT = IOKG + "Agent"
AGENT_PART = IOKG + "AgentPart"
TARGET = IOKG + "Target"
CONDITION = IOKG + "Condition"
CRITERION = IOKG + "Criterion"
MECHANISM = IOKG + "Mechanism"
ENDPOINT = IOKG + "Endpoint"

# --- Properties of a trial --------------------------------------------------------------------------------------

SCOPE = IOKG + "scope"
HAS_SETTING = IOKG + "hasSetting"
STUDIES_CONDITION = IOKG + "studiesCondition"
HAS_AGENT_USE = IOKG + "hasAgentUse"
HAS_OUTCOME_MEASURE = IOKG + "hasOutcomeMeasure"
HAS_ARM = IOKG + "hasArm"
SELECTS_PATIENTS = IOKG + "selectsPatients"
MARKER = IOKG + "marker"
MARKER_STATUS = IOKG + "markerStatus"
ON_TARGET = IOKG + "onTarget"
HAS_PHASE = IOKG + "hasPhase"
HAS_STATUS = IOKG + "hasStatus"
HAS_DISCREPANCY = IOKG + "hasDiscrepancy"
HAS_UNMATCHED_MENTION = IOKG + "hasUnmatchedMention"
CONDITION_MESH = IOKG + "conditionMesh"
INTERVENTION_MESH = IOKG + "interventionMesh"
PUBLICATION = IOKG + "publication"
ACRONYM = IOKG + "acronym"
OTHER_IDENTIFIER = IOKG + "otherIdentifier"
WHY_STOPPED = IOKG + "whyStopped"
HAS_RESULTS = IOKG + "hasResults"
ENROLMENT = IOKG + "enrolment"
ENROLMENT_TYPE = IOKG + "enrolmentType"
STUDY_TYPE = IOKG + "studyType"
ALLOCATION = IOKG + "allocation"
MASKING = IOKG + "masking"
INTERVENTION_MODEL = IOKG + "interventionModel"
OBSERVATIONAL_MODEL = IOKG + "observationalModel"
TIME_PERSPECTIVE = IOKG + "timePerspective"
PRIMARY_PURPOSE = IOKG + "primaryPurpose"
SPONSOR = IOKG + "sponsor"
SPONSOR_CLASS = IOKG + "sponsorClass"
COLLABORATOR = IOKG + "collaborator"
COUNTRY = IOKG + "country"
NUMBER_OF_SITES = IOKG + "numberOfSites"
KEYWORD = IOKG + "keyword"
SEX = IOKG + "sex"
HEALTHY_VOLUNTEERS = IOKG + "healthyVolunteers"
AGE_GROUP = IOKG + "ageGroup"
MINIMUM_AGE = IOKG + "minimumAge"
MAXIMUM_AGE = IOKG + "maximumAge"
START_DATE = IOKG + "startDate"
PRIMARY_COMPLETION_DATE = IOKG + "primaryCompletionDate"
COMPLETION_DATE = IOKG + "completionDate"
FIRST_POSTED = IOKG + "firstPosted"
RESULTS_POSTED = IOKG + "resultsPosted"
LAST_UPDATE = IOKG + "lastUpdate"

# --- Shortcuts --------------------------------------------------------------------------------------------------

USES_AGENT = IOKG + "usesAgent"
TARGETS = IOKG + "targets"
HAS_ENDPOINT = IOKG + "hasEndpoint"
ROLE_SHORTCUTS = {
    "Investigational": IOKG + "investigates",
    "Combination": IOKG + "combinesWith",
    "Comparator": IOKG + "comparesWith",
    "Conditioning": IOKG + "conditionsWith",
    "Supportive": IOKG + "supportsWith",
    "Diagnostic": IOKG + "diagnosesWith",
}
#: Relate each use in a role to itself; role shortcuts follow through them by property chains.
ROLE_LOOPS = {role: f"{IOKG}is{role}Use" for role in ROLE_SHORTCUTS}

# --- Properties of the parts of a trial -------------------------------------------------------------------------

OF_AGENT = IOKG + "ofAgent"
USED_IN = IOKG + "usedIn"
IN_ROLE = IOKG + "inRole"
ACTS_THROUGH = IOKG + "actsThrough"
HAS_DOSE = IOKG + "hasDose"
AMOUNT = IOKG + "amount"
UNIT = IOKG + "unit"
ROUTE = IOKG + "route"
SCHEDULE = IOKG + "schedule"
POSITION = IOKG + "position"
ARM_TYPE = IOKG + "armType"
GIVES_USE = IOKG + "givesUse"
COMPARED_WITH = IOKG + "comparedWith"
COMPARISON_BASIS = IOKG + "comparisonBasis"
PRIORITY = IOKG + "priority"
MEASURES_ENDPOINT = IOKG + "measuresEndpoint"
USES_CRITERION = IOKG + "usesCriterion"
HAS_TIME_FRAME = IOKG + "hasTimeFrame"
TIME_FRAME_WORDS = IOKG + "timeFrameWords"
WORDS = IOKG + "words"
DURATION = IOKG + "duration"
AT_BASELINE = IOKG + "atBaseline"
DISCREPANCY_KIND = IOKG + "discrepancyKind"
EXPECTED = IOKG + "expected"
CANDIDATE = IOKG + "candidate"

# --- Properties of agents and targets ---------------------------------------------------------------------------

HAS_TARGET = IOKG + "hasTarget"
HAS_MECHANISM = IOKG + "hasMechanism"
HAS_PART = IOKG + "hasPart"
PART_PROPERTIES = {
    "binder": IOKG + "hasBinder",
    "cell": IOKG + "hasCell",
    "receptor": IOKG + "hasReceptor",
    "costimulation": IOKG + "hasCostimulation",
    "switch": IOKG + "hasSwitch",
    "secretes": IOKG + "secretes",
    "cytokine": IOKG + "hasCytokine",
    "payload": IOKG + "hasPayload",
    "linker": IOKG + "hasLinker",
    "radionuclide": IOKG + "hasRadionuclide",
    "vehicle": IOKG + "hasVehicle",
    "format": IOKG + "hasFormat",
}
ANTIGEN_RELATION = IOKG + "antigenRelation"
FIRST_APPROVED = IOKG + "firstApproved"
TARGET_TYPE = IOKG + "targetType"
TARGET_CLASS = IOKG + "targetClass"

# --- Properties of sources and evidence -------------------------------------------------------------------------

RULE = IOKG + "rule"
BASIS = IOKG + "basis"
BASES = {"stated": IOKG + "Stated", "background": IOKG + "Background"}
FIELD_PATH = IOKG + "fieldPath"
TEXT = IOKG + "text"
PATH = IOKG + "path"
PLACE = IOKG + "place"
FORM = IOKG + "form"

# --- Closed inventories: local names ----------------------------------------------------------------------------

AGENT_KINDS = (
    "MonoclonalAntibody", "MultispecificAntibody", "ImmuneCellEngager", "AntibodyDrugConjugate", "Immunocytokine",
    "Radioconjugate", "ImagingAgent", "FusionProtein", "Cytokine", "CARTCell", "CARGammaDeltaTCell", "CARNKCell",
    "CARMacrophage", "TCRTCell", "TumourInfiltratingLymphocytes", "NKCell", "OtherImmuneCellProduct",
    "EngineeredStromalCell", "StemCellTransplant", "DendriticCellVaccine", "CancerVaccine", "OncolyticVirus",
    "GeneTherapy", "SmallMoleculeTargeted", "Chemotherapy", "HormoneTherapy", "Bisphosphonate",
    "InnateImmuneAgonist", "Corticosteroid", "Immunosuppressant", "SupportiveDrug", "MicrobiomeProduct",
    "Radiotherapy", "Procedure", "DiagnosticTest", "BehaviouralIntervention", "Device", "Placebo", "DrugClass",
    "OtherAgent",
)  # fmt: skip
MECHANISMS = (
    "ADCC", "ComplementDependentCytotoxicity", "ImmuneCheckpointBlockade", "MacrophageCheckpointBlockade",
    "CostimulatoryAgonism", "CARRedirectedCytotoxicity", "TCRRedirectedCytotoxicity", "ImmuneCellEngagement",
    "AdoptiveCellCytotoxicity", "TargetedPayloadDelivery", "TargetedRadionuclideDelivery",
    "TargetedCytokineDelivery", "CellMediatedCytokineDelivery", "CytokineReceptorAgonism",
    "GammaDeltaTCellActivation", "TumourVaccination", "Oncolysis", "InnateImmuneActivation",
    "RegulatoryTCellDepletion", "AdenosinePathwayInhibition", "TGFBetaInhibition", "AngiogenesisInhibition",
    "ReceptorSignallingBlockade", "KinaseInhibition", "BCL2Inhibition", "PARPInhibition", "EpigeneticModulation",
    "ProteasomeInhibition", "CereblonModulation", "DifferentiationInduction", "HormoneSignallingInhibition",
    "DNAAlkylation", "Antimetabolite", "TopoisomeraseInhibition", "MicrotubuleDisruption", "Lymphodepletion",
    "RadiationDamage", "MevalonatePathwayInhibition", "InducibleCaspase9Switch", "Immunosuppression",
    "HaematopoieticReconstitution", "MicrobiomeModulation", "TracerBinding", "OtherMechanism",
)  # fmt: skip
ENDPOINTS = (
    "OverallSurvival", "ProgressionFreeSurvival", "DiseaseFreeSurvival", "EventFreeSurvival", "RelapseFreeSurvival",
    "MetastasisFreeSurvival", "TimeToProgression", "TimeToResponse", "TimeToTreatmentFailure", "DurationOfResponse",
    "ObjectiveResponseRate", "CompleteResponseRate", "DiseaseControlRate", "ClinicalBenefitRate",
    "PathologicalCompleteResponse", "MajorPathologicalResponse", "MinimalResidualDisease", "CirculatingTumourDNA",
    "TumourSizeChange", "OutOfFieldResponse", "LocalControl", "RelapseIncidence", "DoseLimitingToxicity",
    "MaximumTolerableDose", "RecommendedPhase2Dose", "AdverseEvents", "ImmuneRelatedAdverseEvents",
    "CytokineReleaseSyndrome", "Neurotoxicity", "GraftVersusHostDisease", "NonRelapseMortality", "Engraftment",
    "Feasibility", "ManufacturingFeasibility", "Pharmacokinetics", "CellularKinetics", "Immunogenicity",
    "Pharmacodynamics", "CytokineLevel", "ImmuneCellPhenotype", "BiomarkerAssociation", "QualityOfLife",
    "FunctionalStatus", "HealthEconomics", "Biodistribution", "DiagnosticAccuracy", "OtherEndpoint",
)  # fmt: skip
SETTINGS = (
    "Relapsed", "Refractory", "LocallyAdvanced", "Metastatic", "Unresectable", "Resectable", "NewlyDiagnosed",
    "Oligometastatic", "MinimalResidualDiseasePositive", "InRemission", "Paediatric", "BiomarkerSelected",
)  # fmt: skip
SCOPES = (
    "OncologyImmunotherapy", "OncologyOther", "OutOfScope",
)  # fmt: skip
ROLES = ("Investigational", "Combination", "Comparator", "Conditioning", "Supportive", "Diagnostic")
PRIORITIES = ("Primary", "Secondary", "Other")
COMPARISON_BASES = ("RegisteredComparator", "RegisteredNotRandomised", "RandomisedWithout", "ComparatorGiven")
ANTIGEN_RELATIONS = {"any": "AnyAntigen", "all": "AllAntigens", "unknown": "UnknownAntigenRelation"}

#: The registry's codes and the individuals that stand for them.
PHASES = {
    "EARLY_PHASE1": "EarlyPhase1",
    "PHASE1": "Phase1",
    "PHASE2": "Phase2",
    "PHASE3": "Phase3",
    "PHASE4": "Phase4",
    "NA": "PhaseNotApplicable",
}
STATUSES = {
    "NOT_YET_RECRUITING": "NotYetRecruiting",
    "RECRUITING": "Recruiting",
    "ENROLLING_BY_INVITATION": "EnrollingByInvitation",
    "ACTIVE_NOT_RECRUITING": "ActiveNotRecruiting",
    "COMPLETED": "Completed",
    "SUSPENDED": "Suspended",
    "TERMINATED": "Terminated",
    "WITHDRAWN": "Withdrawn",
    "AVAILABLE": "Available",
    "NO_LONGER_AVAILABLE": "NoLongerAvailable",
    "TEMPORARILY_NOT_AVAILABLE": "TemporarilyNotAvailable",
    "APPROVED_FOR_MARKETING": "ApprovedForMarketing",
    "WITHHELD": "Withheld",
    "UNKNOWN": "UnknownStatus",
}
