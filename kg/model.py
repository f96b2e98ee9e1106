"""The values that flow through iokg: registered trials, mentions, evidence, and the facts read from them.

Values know nothing of files, graphs or rules. All are frozen, hashable where their parts are, and picklable.
Absence is ``None`` for a single value and an empty tuple for a list.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

Priority = Literal["Primary", "Secondary", "Other"]
Role = Literal["Investigational", "Combination", "Comparator", "Conditioning", "Supportive", "Diagnostic"]
Scope = Literal["OncologyImmunotherapy", "OncologyOther", "OutOfScope"]
Basis = Literal["stated", "background"]


class Value(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Base of all values: frozen, keyword-only, compared by content."""


# --- What the registry says -------------------------------------------------------------------------------------


class Source(Value, frozen=True, kw_only=True):
    """Where a record came from.

    Attributes:
        path: File as the user named it; ``-`` for standard input.
        place: Place within the file, e.g. ``line 7`` or ``study 12``; empty if the file holds one record.
        sha256: Hex digest of the record's own bytes.
        form: Name of the form it was read in: ``seed``, ``api`` or ``csv``.
    """

    path: str
    place: str = ""
    sha256: str = ""
    form: str = ""


class Passage(Value, frozen=True, kw_only=True):
    """One text field of a trial.

    Attributes:
        field: Dotted path in the registry's own naming, e.g. ``conditionsModule.conditions[0]``.
        text: The field's words, unaltered.
    """

    field: str
    text: str


class Intervention(Value, frozen=True, kw_only=True):
    """One registered intervention.

    Attributes:
        type: The registry's type in upper case (``DRUG``, ``BIOLOGICAL`` …); empty if not given.
        arm_labels: Labels of the arms that receive it, as registered.
    """

    name: str
    type: str = ""
    description: str = ""
    other_names: tuple[str, ...] = ()
    arm_labels: tuple[str, ...] = ()


class Arm(Value, frozen=True, kw_only=True):
    """One registered arm or group.

    Attributes:
        type: The registry's type in upper case (``EXPERIMENTAL``, ``ACTIVE_COMPARATOR`` …); empty if not given.
        intervention_names: As registered, with the type prefix (``Drug: Cisplatin``).
    """

    label: str
    type: str = ""
    description: str = ""
    intervention_names: tuple[str, ...] = ()


class OutcomeMeasure(Value, frozen=True, kw_only=True):
    """One registered outcome measure.

    Attributes:
        position: 0-based position within the list of its priority.
    """

    priority: Priority
    position: int
    measure: str
    description: str = ""
    time_frame: str = ""


class Design(Value, frozen=True, kw_only=True):
    """The registry's structured description of a trial, in its own upper-case codes.

    Attributes:
        study_type: ``INTERVENTIONAL``, ``OBSERVATIONAL`` or ``EXPANDED_ACCESS``.
        phases: ``EARLY_PHASE1``, ``PHASE1`` … in order; two entries for a phase 1/2 trial.
        observational_model: ``COHORT``, ``CASE_CONTROL`` …; observational studies have it instead of a masking.
        time_perspective: ``PROSPECTIVE``, ``RETROSPECTIVE`` …
        enrolment: Number of participants, planned or actual.
        enrolment_type: ``ACTUAL`` or ``ESTIMATED``.
        sex: ``ALL``, ``FEMALE`` or ``MALE``.
        ages: The registry's age groups: ``CHILD``, ``ADULT``, ``OLDER_ADULT``.
        minimum_age: As registered, e.g. ``18 Years``.
    """

    study_type: str = ""
    phases: tuple[str, ...] = ()
    allocation: str = ""
    intervention_model: str = ""
    observational_model: str = ""
    time_perspective: str = ""
    primary_purpose: str = ""
    masking: str = ""
    enrolment: int | None = None
    enrolment_type: str = ""
    sex: str = ""
    healthy_volunteers: bool | None = None
    ages: tuple[str, ...] = ()
    minimum_age: str = ""
    maximum_age: str = ""


class Status(Value, frozen=True, kw_only=True):
    """Where a trial stands. Dates are ISO 8601, to the day, month or year as registered."""

    overall: str = ""
    why_stopped: str = ""
    start: str = ""
    primary_completion: str = ""
    completion: str = ""
    first_posted: str = ""
    results_posted: str = ""
    last_update: str = ""
    has_results: bool | None = None


class MeshTerm(Value, frozen=True, kw_only=True):
    """A MeSH annotation that the registry itself made."""

    id: str
    label: str


class Trial(Value, frozen=True, kw_only=True):
    """One registered trial, whatever form it was read from.

    Attributes:
        id: Registry number (``NCT…``) or, for a record without one, the file's stem.
        eligibility: The criteria as prose; used only to settle condition and setting.
        sponsor_class: The registry's code of the lead sponsor's kind: ``INDUSTRY``, ``NIH``, ``OTHER`` …
        publications: PubMed identifiers of publications about the trial; background literature is left out.
        sites: Number of registered locations; None if none is registered.
    """

    id: str
    title: str
    source: Source
    official_title: str = ""
    acronym: str = ""
    summary: str = ""
    description: str = ""
    conditions: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    interventions: tuple[Intervention, ...] = ()
    arms: tuple[Arm, ...] = ()
    outcomes: tuple[OutcomeMeasure, ...] = ()
    eligibility: str = ""
    design: Design = Design()
    status: Status = Status()
    sponsor: str = ""
    sponsor_class: str = ""
    collaborators: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    sites: int | None = None
    other_ids: tuple[str, ...] = ()
    publications: tuple[str, ...] = ()
    condition_mesh: tuple[MeshTerm, ...] = ()
    intervention_mesh: tuple[MeshTerm, ...] = ()


# --- Words and reasons ------------------------------------------------------------------------------------------


class Mention(Value, frozen=True, kw_only=True):
    """A stretch of registry text.

    Attributes:
        text: The words as written, case kept.
        field: Dotted path of the field.
        start: Offset of the first character in that field, from 0.
        end: Offset one past the last character.
    """

    text: str
    field: str
    start: int
    end: int


class Evidence(Value, frozen=True, kw_only=True):
    """Why a fact is asserted.

    Attributes:
        mention: The words it rests on.
        rule: Short name of the rule that read them, e.g. ``agent-name`` or ``time-to-event``.
        basis: ``stated`` if the words say the fact, ``background`` if a curated row supplies it.
        source: The curated row's source for ``background``; empty for ``stated``.
    """

    mention: Mention
    rule: str
    basis: Basis = "stated"
    source: str = ""


# --- Things in the world ----------------------------------------------------------------------------------------


class Target(Value, frozen=True, kw_only=True):
    """A molecule acted on. ``key`` is its HGNC symbol, or its usual name if it is no human protein."""

    key: str
    id: str
    label: str
    type: str = "protein"
    klass: str = ""
    antibody_mechanisms: tuple[str, ...] = ()
    inhibitor_mechanisms: tuple[str, ...] = ()
    family: tuple[str, ...] = ()
    synonyms: tuple[str, ...] = ()
    short_forms: tuple[str, ...] = ()
    xrefs: tuple[str, ...] = ()
    source: str = ""


class Part(Value, frozen=True, kw_only=True):
    """One part of an engineered agent, e.g. ``Part(part="receptor", value="CAR")``."""

    part: str
    value: str


class Agent(Value, frozen=True, kw_only=True):
    """A substance, product, procedure or class that trials give.

    Attributes:
        id: Slug; becomes the IRI.
        kind: Agent kind of the ontology.
        targets: Keys of targets.
        approved: Year of the first approval, or None.
        usual_role: Role it nearly always has, or None.
        local: True if it was minted from a record's words rather than curated.
    """

    id: str
    label: str
    kind: str
    targets: tuple[str, ...] = ()
    mechanisms: tuple[str, ...] = ()
    approved: int | None = None
    usual_role: Role | None = None
    parts: tuple[Part, ...] = ()
    synonyms: tuple[str, ...] = ()
    short_forms: tuple[str, ...] = ()
    xrefs: tuple[str, ...] = ()
    source: str = ""
    local: bool = False


class Condition(Value, frozen=True, kw_only=True):
    """A disease. ``broader`` holds ids of more general conditions."""

    id: str
    label: str
    synonyms: tuple[str, ...] = ()
    short_forms: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()
    xrefs: tuple[str, ...] = ()
    source: str = ""
    local: bool = False
    cancer: bool = True


# --- Facts of a trial -------------------------------------------------------------------------------------------


class Supported(Value, frozen=True, kw_only=True):
    """A name from a closed inventory or a key, with the reasons for it."""

    value: str
    evidence: tuple[Evidence, ...]


class Dose(Value, frozen=True, kw_only=True):
    """One stated dose of an agent.

    Attributes:
        amount: The number or range as written ("200", "1–10 × 10⁶").
        unit: As written ("mg/m2", "cells/kg", "AUC").
        route: Standard adverb (``intravenous``, ``oral`` …); empty if not stated.
        schedule: As written ("every 3 weeks"); empty if not stated.
    """

    amount: str
    unit: str
    route: str = ""
    schedule: str = ""
    evidence: Evidence


class AgentUse(Value, frozen=True, kw_only=True):
    """An agent in a trial, in one role.

    Attributes:
        surfaces: The forms under which this trial names the agent, in order of appearance.
        evidence: The words that name it as used.
        targets: Each target with its reasons.
        mechanisms: Each mechanism by which it acts in this trial, with its reasons.
        arms: 0-based positions of the arms that give it.
        doses: Each stated dose once.
    """

    agent: Agent
    role: Role
    surfaces: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    role_evidence: tuple[Evidence, ...]
    kind_evidence: tuple[Evidence, ...] = ()
    targets: tuple[Supported, ...] = ()
    mechanisms: tuple[Supported, ...] = ()
    arms: tuple[int, ...] = ()
    doses: tuple[Dose, ...] = ()


class ConditionStudied(Value, frozen=True, kw_only=True):
    """A disease that a trial studies; ``surfaces`` are the record's own forms of it."""

    condition: Condition
    surfaces: tuple[str, ...]
    evidence: tuple[Evidence, ...]


class PatientSelection(Value, frozen=True, kw_only=True):
    """A marker by which a trial selects its patients.

    Attributes:
        marker: Its usual name ("PD-L1", "microsatellite instability").
        targets: Keys of the targets that it is about; empty if it is no molecule that the tables know.
        status: What is asked of it ("positive", "mutated" …); empty if the words say none.
    """

    marker: str
    targets: tuple[str, ...] = ()
    status: str = ""
    evidence: tuple[Evidence, ...] = ()


class TimeFrame(Value, frozen=True, kw_only=True):
    """A registered time frame or one part of it.

    Attributes:
        words: As written.
        duration: ISO 8601 duration (``P12M``) of a horizon or time point; empty if the words give none.
        baseline: True for a time point at the start of treatment.
    """

    words: str
    duration: str = ""
    baseline: bool = False


class MeasuredEndpoints(Value, frozen=True, kw_only=True):
    """What one registered outcome measure measures.

    Attributes:
        endpoints: 1..n names of the endpoint inventory with reasons.
        criteria: Named instruments and criteria (``RECIST 1.1``) with reasons.
        time_frames: Time points and horizons in the order of the words.
    """

    outcome: OutcomeMeasure
    endpoints: tuple[Supported, ...]
    criteria: tuple[Supported, ...] = ()
    time_frames: tuple[TimeFrame, ...] = ()


class Ambiguity(Value, frozen=True, kw_only=True):
    """Words with several possible meanings, none of them chosen."""

    mention: Mention
    candidates: tuple[str, ...]


class Comparison(Value, frozen=True, kw_only=True):
    """An arm that tests an agent and one without it that stands to be compared with it.

    Attributes:
        arm: 0-based position; so ``control``.
        basis: Name of the ontology's basis of comparison, which the control alone decides.
    """

    arm: int
    control: int
    basis: str


class Discrepancy(Value, frozen=True, kw_only=True):
    """A contradiction within a record: its kind, one English sentence, and the words on each side."""

    kind: str
    message: str
    evidence: tuple[Evidence, ...]


class Unmatched(Value, frozen=True, kw_only=True):
    """Words that should name something but are not understood; ``expected`` says what (``agent``, ``condition`` …)."""

    mention: Mention
    expected: str


class TrialFacts(Value, frozen=True, kw_only=True):
    """Everything stated about one trial."""

    trial: Trial
    scope: Supported
    uses: tuple[AgentUse, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    conditions: tuple[ConditionStudied, ...] = ()
    settings: tuple[Supported, ...] = ()
    selections: tuple[PatientSelection, ...] = ()
    measures: tuple[MeasuredEndpoints, ...] = ()
    discrepancies: tuple[Discrepancy, ...] = ()
    ambiguities: tuple[Ambiguity, ...] = ()
    unmatched: tuple[Unmatched, ...] = ()
