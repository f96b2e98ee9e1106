"""The facts of a trial as N-Quads: one named graph a trial, laid out as ``docs/model.md`` says."""

from __future__ import annotations

from typing import Literal, get_args

from kg import vocab
from kg.curie import mint, slug
from kg.errors import UsageError
from kg.graph.ntriples import Triples
from kg.graph.reasons import Reasons, hashed
from kg.graph.registration import describe_registration
from kg.graph.things import Used, describe_agent, describe_condition, used_by, vocabulary_quads
from kg.model import (
    AgentUse,
    ConditionStudied,
    Discrepancy,
    Dose,
    MeasuredEndpoints,
    Mention,
    PatientSelection,
    Supported,
    TrialFacts,
)
from kg.passages import outcome_path, passages
from kg.vocab import BASE, IOKG

__all__ = ["EvidenceDetail", "Used", "evidence_detail", "trial_quads", "used_by", "vocabulary_quads"]

EvidenceDetail = Literal["full", "quotes", "none"]


def evidence_detail(name: str) -> EvidenceDetail:
    """The detail of evidence of that name.

    Raises:
        UsageError: If there is none.
    """
    known: dict[str, EvidenceDetail] = {known: known for known in get_args(EvidenceDetail)}
    if name not in known:
        raise UsageError(f"unknown detail of evidence {name!r}", remedy=f"choose one of {', '.join(known)}")
    return known[name]


def trial_quads(facts: TrialFacts, *, evidence: EvidenceDetail = "full") -> str:
    """The trial's named graph as sorted N-Quads.

    Args:
        evidence: ``full`` writes the reasons and the text of each field they cite; ``quotes`` leaves out the text;
            ``none`` leaves out the reasons.
    """
    writer = _TrialWriter(facts, evidence)
    writer.write()
    return writer.triples.as_quads(mint("graph/trial", facts.trial.id))


class _TrialWriter:
    """Writes one trial's graph; holds its IRI and the triples so far."""

    def __init__(self, facts: TrialFacts, detail: EvidenceDetail) -> None:
        self.triples = Triples()
        self._facts = facts
        self._trial = mint("trial", facts.trial.id)
        texts = {passage.field: passage.text for passage in passages(facts.trial)} if detail == "full" else {}
        self._reasons = Reasons(self.triples, self._trial, texts, wanted=detail != "none")

    def write(self) -> None:
        facts = self._facts
        describe_registration(self.triples, self._trial, facts.trial)
        self._arms()
        self._support(self._trial, vocab.SCOPE, (facts.scope,))
        self._support(self._trial, vocab.HAS_SETTING, facts.settings)
        for selection in facts.selections:
            self._selection(selection)
        for studied in facts.conditions:
            self._condition(studied)
        for use in facts.uses:
            self._use(use)
        for measured in facts.measures:
            self._measure(measured)
        for discrepancy in facts.discrepancies:
            self._discrepancy(discrepancy)
        for unmatched in facts.unmatched:
            self._left_open(unmatched.mention, unmatched.expected, ())
        for ambiguity in facts.ambiguities:
            self._left_open(ambiguity.mention, "", ambiguity.candidates)

    # --- what is studied and given ----------------------------------------------------------------------------

    def _condition(self, studied: ConditionStudied) -> None:
        condition = studied.condition
        iri = mint("condition", condition.id)
        self.triples.link(self._trial, vocab.STUDIES_CONDITION, iri)
        self._reasons.give(self._trial, vocab.STUDIES_CONDITION, iri, studied.evidence)
        for surface in studied.surfaces:
            if surface != condition.label and surface not in condition.synonyms:
                self.triples.say(iri, vocab.HIDDEN_LABEL, surface)
        if condition.local:
            describe_condition(self.triples, condition)

    def _selection(self, selection: PatientSelection) -> None:
        triples = self.triples
        iri = f"{self._trial}/selection/{slug(f'{selection.marker} {selection.status}')}"
        triples.link(self._trial, vocab.SELECTS_PATIENTS, iri)
        triples.link(iri, vocab.TYPE, vocab.PATIENT_SELECTION)
        triples.say(iri, vocab.MARKER, selection.marker)
        triples.say(iri, vocab.MARKER_STATUS, selection.status)
        for key in selection.targets:
            triples.link(iri, vocab.ON_TARGET, mint("target", slug(key)))
        for reason in selection.evidence:
            self._reasons.select(iri, reason.mention)

    def _arms(self) -> None:
        for position, arm in enumerate(self._facts.trial.arms):
            iri = f"{self._trial}/arm/{position}"
            self.triples.link(self._trial, vocab.HAS_ARM, iri)
            self.triples.link(iri, vocab.TYPE, vocab.ARM)
            self.triples.say(iri, vocab.LABEL, arm.label or f"Arm {position + 1}")
            self.triples.tell(iri, vocab.POSITION, position)
            self.triples.say(iri, vocab.ARM_TYPE, arm.type)
        for compared in self._facts.comparisons:
            control = f"{self._trial}/arm/{compared.control}"
            self.triples.link(f"{self._trial}/arm/{compared.arm}", vocab.COMPARED_WITH, control)
            self.triples.link(control, vocab.COMPARISON_BASIS, IOKG + compared.basis)

    def _use(self, use: AgentUse) -> None:
        triples, agent = self.triples, mint("agent", use.agent.id)
        iri = f"{self._trial}/use/{agent.rpartition('/')[2]}/{use.role.lower()}"
        triples.link(self._trial, vocab.HAS_AGENT_USE, iri)
        triples.link(iri, vocab.TYPE, vocab.AGENT_USE)
        triples.link(iri, vocab.OF_AGENT, agent)
        self._reasons.give(iri, vocab.OF_AGENT, agent, use.evidence)
        triples.link(iri, vocab.IN_ROLE, IOKG + use.role)
        self._reasons.give(iri, vocab.IN_ROLE, IOKG + use.role, use.role_evidence)
        triples.link(agent, vocab.TYPE, IOKG + use.agent.kind)
        self._reasons.give(agent, vocab.TYPE, IOKG + use.agent.kind, use.kind_evidence)
        for surface in use.surfaces:
            triples.say(iri, vocab.ALT_LABEL, surface)
        for arm in use.arms:
            triples.link(f"{self._trial}/arm/{arm}", vocab.GIVES_USE, iri)
        self._support(iri, vocab.ACTS_THROUGH, use.mechanisms)
        self._support(agent, vocab.HAS_TARGET, use.targets, "target")
        self._doses(iri, use.doses)
        if use.agent.local:
            describe_agent(triples, use.agent)
        self._use_shortcuts(use, agent)

    def _doses(self, use: str, doses: tuple[Dose, ...]) -> None:
        for position, dose in enumerate(doses):
            iri = f"{use}/dose/{position}"
            self.triples.link(use, vocab.HAS_DOSE, iri)
            self.triples.link(iri, vocab.TYPE, vocab.DOSE)
            self.triples.tell(iri, vocab.POSITION, position)
            self.triples.say(iri, vocab.AMOUNT, dose.amount)
            self.triples.say(iri, vocab.UNIT, dose.unit)
            self.triples.say(iri, vocab.ROUTE, dose.route)
            self.triples.say(iri, vocab.SCHEDULE, dose.schedule)
            self._reasons.select(iri, dose.evidence.mention)

    def _use_shortcuts(self, use: AgentUse, agent: str) -> None:
        self.triples.link(self._trial, vocab.USES_AGENT, agent)
        self.triples.link(self._trial, vocab.ROLE_SHORTCUTS[use.role], agent)
        for mechanism in use.mechanisms:
            self.triples.link(agent, vocab.HAS_MECHANISM, IOKG + mechanism.value)
        if use.role == "Investigational":
            for key in {target.value for target in use.targets}.union(use.agent.targets):
                self.triples.link(self._trial, vocab.TARGETS, mint("target", slug(key)))

    # --- what is measured -------------------------------------------------------------------------------------

    def _measure(self, measured: MeasuredEndpoints) -> None:
        outcome, triples = measured.outcome, self.triples
        iri = f"{self._trial}/outcome/{outcome.priority.lower()}/{outcome.position}"
        triples.link(self._trial, vocab.HAS_OUTCOME_MEASURE, iri)
        triples.link(iri, vocab.TYPE, vocab.OUTCOME_MEASURE)
        triples.say(iri, vocab.LABEL, outcome.measure or outcome_path(outcome))
        triples.link(iri, vocab.PRIORITY, IOKG + outcome.priority)
        triples.tell(iri, vocab.POSITION, outcome.position)
        triples.say(iri, vocab.TIME_FRAME_WORDS, outcome.time_frame)
        self._support(iri, vocab.MEASURES_ENDPOINT, measured.endpoints)
        for endpoint in measured.endpoints:
            triples.link(self._trial, vocab.HAS_ENDPOINT, IOKG + endpoint.value)
        self._support(iri, vocab.USES_CRITERION, measured.criteria, "criterion")
        for criterion in measured.criteria:
            node = mint("criterion", slug(criterion.value))
            triples.link(node, vocab.TYPE, vocab.CRITERION)
            triples.say(node, vocab.LABEL, criterion.value)
        self._time_frames(iri, measured)

    def _time_frames(self, measure: str, measured: MeasuredEndpoints) -> None:
        for position, frame in enumerate(measured.time_frames):
            iri = f"{measure}/time/{position}"
            self.triples.link(measure, vocab.HAS_TIME_FRAME, iri)
            self.triples.link(iri, vocab.TYPE, vocab.TIME_FRAME)
            self.triples.tell(iri, vocab.POSITION, position)
            self.triples.say(iri, vocab.WORDS, frame.words)
            self.triples.say(iri, vocab.DURATION, frame.duration)
            if frame.baseline:
                self.triples.tell(iri, vocab.AT_BASELINE, True)

    # --- what is odd or not understood ------------------------------------------------------------------------

    def _discrepancy(self, discrepancy: Discrepancy) -> None:
        iri = hashed(self._trial, "discrepancy", discrepancy.kind, discrepancy.message)
        self.triples.link(self._trial, vocab.HAS_DISCREPANCY, iri)
        self.triples.link(iri, vocab.TYPE, vocab.DISCREPANCY)
        self.triples.say(iri, vocab.DISCREPANCY_KIND, discrepancy.kind)
        self.triples.say(iri, vocab.COMMENT, discrepancy.message)
        for reason in discrepancy.evidence:
            self._reasons.select(iri, reason.mention)

    def _left_open(self, mention: Mention, expected: str, candidates: tuple[str, ...]) -> None:
        place = f"{mention.field} {mention.start} {mention.end}"
        iri = hashed(self._trial, "unmatched", place, mention.text, expected, *candidates)
        self.triples.link(self._trial, vocab.HAS_UNMATCHED_MENTION, iri)
        self.triples.link(iri, vocab.TYPE, vocab.UNMATCHED_MENTION)
        self.triples.say(iri, vocab.WORDS, mention.text)
        self.triples.say(iri, vocab.EXPECTED, expected)
        for candidate in candidates:
            self.triples.say(iri, vocab.CANDIDATE, candidate)
        self._reasons.select(iri, mention)

    def _support(self, subject: str, predicate: str, values: tuple[Supported, ...], kind: str = "") -> None:
        """State each value with its reasons: a thing of that kind, or else an individual of the ontology."""
        for supported in values:
            iri = f"{BASE}{kind}/{slug(supported.value)}" if kind else IOKG + supported.value
            self.triples.link(subject, predicate, iri)
            self._reasons.give(subject, predicate, iri, supported.evidence)
