"""The facts of a trial as N-Quads: one named graph a trial, laid out as ``docs/model.md`` says."""

from __future__ import annotations

import re
from hashlib import blake2b
from typing import Literal

from kg import vocab
from kg.curie import expand, mint, slug
from kg.graph.ntriples import Triples
from kg.graph.things import describe_agent, describe_condition
from kg.model import AgentUse, ConditionStudied, Discrepancy, Evidence, MeasuredEndpoints, Mention, Supported, TrialFacts
from kg.passages import outcome_path, passages
from kg.vocab import BASE, IOKG

EvidenceDetail = Literal["full", "quotes", "none"]

_REGISTRY_NUMBER = re.compile(r"NCT\d{8}")
_DATE_TYPES = (
    (re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"), "date"),
    (re.compile(r"\d{4}-(0[1-9]|1[0-2])"), "gYearMonth"),
    (re.compile(r"\d{4}"), "gYear"),
)


def trial_quads(facts: TrialFacts, *, evidence: EvidenceDetail = "full") -> str:
    """The trial's named graph as sorted N-Quads.

    Args:
        evidence: ``full`` writes the reasons and the text of each field they cite; ``quotes`` leaves out the text;
            ``none`` leaves out the reasons.
    """
    return _TrialWriter(facts, evidence).write()


class _TrialWriter:
    """Writes one trial's graph; holds its IRI and the triples so far."""

    def __init__(self, facts: TrialFacts, detail: EvidenceDetail) -> None:
        self._facts = facts
        self._detail = detail
        self._trial = mint("trial", facts.trial.id)
        self._triples = Triples()
        self._texts = {passage.field: passage.text for passage in passages(facts.trial)} if detail == "full" else {}
        self._stretches: dict[tuple[str, int, int], str] = {}

    def write(self) -> str:
        self._registration()
        self._support(self._trial, vocab.SCOPE, IOKG, (self._facts.scope,))
        self._support(self._trial, vocab.HAS_SETTING, IOKG, self._facts.settings)
        for studied in self._facts.conditions:
            self._condition(studied)
        self._arms()
        for use in self._facts.uses:
            self._use(use)
        for measured in self._facts.measures:
            self._measure(measured)
        for discrepancy in self._facts.discrepancies:
            self._discrepancy(discrepancy)
        self._mentions_left_open()
        return self._triples.as_quads(mint("graph/trial", self._facts.trial.id))

    # --- the trial itself -------------------------------------------------------------------------------------

    def _registration(self) -> None:
        trial, iri, triples = self._facts.trial, self._trial, self._triples
        triples.link(iri, vocab.TYPE, vocab.TRIAL)
        triples.say(iri, vocab.IDENTIFIER, trial.id)
        triples.say(iri, vocab.LABEL, trial.title or trial.id)
        triples.say(iri, vocab.TITLE, trial.official_title)
        triples.say(iri, vocab.ACRONYM, trial.acronym)
        registered = expand(f"clinicaltrials:{trial.id}")
        if _REGISTRY_NUMBER.fullmatch(trial.id) and registered:
            triples.link(iri, vocab.EXACT_MATCH, registered)
        triples.say(iri, vocab.SPONSOR, trial.sponsor)
        for predicate, texts in (
            (vocab.OTHER_IDENTIFIER, trial.other_ids),
            (vocab.COLLABORATOR, trial.collaborators),
            (vocab.COUNTRY, trial.countries),
            (vocab.KEYWORD, trial.keywords),
        ):
            for text in texts:
                triples.say(iri, predicate, text)
        self._mesh()
        self._design()
        self._status()
        self._source()

    def _mesh(self) -> None:
        trial = self._facts.trial
        for predicate, terms in (
            (vocab.CONDITION_MESH, trial.condition_mesh),
            (vocab.INTERVENTION_MESH, trial.intervention_mesh),
        ):
            for term in terms:
                heading = expand(f"mesh:{term.id}")
                if heading:
                    self._triples.link(self._trial, predicate, heading)
                    self._triples.say(heading, vocab.LABEL, term.label)

    def _design(self) -> None:
        design, iri, triples = self._facts.trial.design, self._trial, self._triples
        triples.say(iri, vocab.STUDY_TYPE, design.study_type)
        triples.say(iri, vocab.ALLOCATION, design.allocation)
        triples.say(iri, vocab.INTERVENTION_MODEL, design.intervention_model)
        triples.say(iri, vocab.PRIMARY_PURPOSE, design.primary_purpose)
        triples.say(iri, vocab.MASKING, design.masking)
        triples.tell(iri, vocab.ENROLMENT, design.enrolment)
        triples.say(iri, vocab.SEX, design.sex)
        triples.say(iri, vocab.MINIMUM_AGE, design.minimum_age)
        triples.say(iri, vocab.MAXIMUM_AGE, design.maximum_age)
        for group in design.ages:
            triples.say(iri, vocab.AGE_GROUP, group)
        for phase in design.phases:
            if phase in vocab.PHASES:
                triples.link(iri, vocab.HAS_PHASE, IOKG + vocab.PHASES[phase])

    def _status(self) -> None:
        status, iri, triples = self._facts.trial.status, self._trial, self._triples
        if status.overall in vocab.STATUSES:
            triples.link(iri, vocab.HAS_STATUS, IOKG + vocab.STATUSES[status.overall])
        triples.say(iri, vocab.WHY_STOPPED, status.why_stopped)
        triples.tell(iri, vocab.HAS_RESULTS, status.has_results)
        for predicate, date in (
            (vocab.START_DATE, status.start),
            (vocab.PRIMARY_COMPLETION_DATE, status.primary_completion),
            (vocab.COMPLETION_DATE, status.completion),
            (vocab.FIRST_POSTED, status.first_posted),
            (vocab.LAST_UPDATE, status.last_update),
        ):
            datatype = next((kind for form, kind in _DATE_TYPES if form.fullmatch(date)), None)
            if datatype:
                triples.typed(iri, predicate, date, datatype)

    def _source(self) -> None:
        source, triples = self._facts.trial.source, self._triples
        if not source.sha256:
            return
        record = mint("source", source.sha256)
        triples.link(self._trial, vocab.WAS_DERIVED_FROM, record)
        triples.link(record, vocab.TYPE, vocab.SOURCE_RECORD)
        triples.say(record, vocab.PATH, source.path)
        triples.say(record, vocab.PLACE, source.place)
        triples.say(record, vocab.FORM, source.form)

    # --- what is studied and given ----------------------------------------------------------------------------

    def _condition(self, studied: ConditionStudied) -> None:
        condition = studied.condition
        iri = mint("condition", condition.id)
        self._triples.link(self._trial, vocab.STUDIES_CONDITION, iri)
        self._reasons(self._trial, vocab.STUDIES_CONDITION, iri, studied.evidence)
        for surface in studied.surfaces:
            if surface != condition.label and surface not in condition.synonyms:
                self._triples.say(iri, vocab.HIDDEN_LABEL, surface)
        if condition.local:
            describe_condition(self._triples, condition)

    def _arms(self) -> None:
        for position, arm in enumerate(self._facts.trial.arms):
            iri = f"{self._trial}/arm/{position}"
            self._triples.link(self._trial, vocab.HAS_ARM, iri)
            self._triples.link(iri, vocab.TYPE, vocab.ARM)
            self._triples.say(iri, vocab.LABEL, arm.label)
            self._triples.tell(iri, vocab.POSITION, position)
            self._triples.say(iri, vocab.ARM_TYPE, arm.type)

    def _use(self, use: AgentUse) -> None:
        triples, agent = self._triples, mint("agent", use.agent.id)
        iri = f"{self._trial}/use/{agent.rpartition('/')[2]}/{use.role.lower()}"
        triples.link(self._trial, vocab.HAS_AGENT_USE, iri)
        triples.link(iri, vocab.TYPE, vocab.AGENT_USE)
        triples.link(iri, vocab.OF_AGENT, agent)
        self._reasons(iri, vocab.OF_AGENT, agent, use.evidence)
        triples.link(iri, vocab.IN_ROLE, IOKG + use.role)
        self._reasons(iri, vocab.IN_ROLE, IOKG + use.role, use.role_evidence)
        triples.link(agent, vocab.TYPE, IOKG + use.agent.kind)
        self._reasons(agent, vocab.TYPE, IOKG + use.agent.kind, use.kind_evidence)
        for surface in use.surfaces:
            triples.say(iri, vocab.ALT_LABEL, surface)
        for arm in use.arms:
            triples.link(f"{self._trial}/arm/{arm}", vocab.GIVES_USE, iri)
        self._support(iri, vocab.ACTS_THROUGH, IOKG, use.mechanisms)
        for target in use.targets:
            self._support(agent, vocab.HAS_TARGET, f"{BASE}target/", (target,), slug(target.value))
        if use.agent.local:
            describe_agent(triples, use.agent)
        self._use_shortcuts(use, agent)

    def _use_shortcuts(self, use: AgentUse, agent: str) -> None:
        self._triples.link(self._trial, vocab.USES_AGENT, agent)
        self._triples.link(self._trial, vocab.ROLE_SHORTCUTS[use.role], agent)
        for mechanism in use.mechanisms:
            self._triples.link(agent, vocab.HAS_MECHANISM, IOKG + mechanism.value)
        if use.role == "Investigational":
            for key in {target.value for target in use.targets}.union(use.agent.targets):
                self._triples.link(self._trial, vocab.TARGETS, mint("target", slug(key)))

    # --- what is measured -------------------------------------------------------------------------------------

    def _measure(self, measured: MeasuredEndpoints) -> None:
        outcome, triples = measured.outcome, self._triples
        iri = f"{self._trial}/outcome/{outcome.priority.lower()}/{outcome.position}"
        triples.link(self._trial, vocab.HAS_OUTCOME_MEASURE, iri)
        triples.link(iri, vocab.TYPE, vocab.OUTCOME_MEASURE)
        triples.say(iri, vocab.LABEL, outcome.measure or outcome_path(outcome))
        triples.link(iri, vocab.PRIORITY, IOKG + outcome.priority)
        triples.tell(iri, vocab.POSITION, outcome.position)
        triples.say(iri, vocab.TIME_FRAME_WORDS, outcome.time_frame)
        self._support(iri, vocab.MEASURES_ENDPOINT, IOKG, measured.endpoints)
        for endpoint in measured.endpoints:
            triples.link(self._trial, vocab.HAS_ENDPOINT, IOKG + endpoint.value)
        for criterion in measured.criteria:
            self._support(iri, vocab.USES_CRITERION, f"{BASE}criterion/", (criterion,), slug(criterion.value))
            node = mint("criterion", slug(criterion.value))
            triples.link(node, vocab.TYPE, vocab.CRITERION)
            triples.say(node, vocab.LABEL, criterion.value)
        self._time_frames(iri, measured)

    def _time_frames(self, measure: str, measured: MeasuredEndpoints) -> None:
        for position, frame in enumerate(measured.time_frames):
            iri = f"{measure}/time/{position}"
            self._triples.link(measure, vocab.HAS_TIME_FRAME, iri)
            self._triples.link(iri, vocab.TYPE, vocab.TIME_FRAME)
            self._triples.tell(iri, vocab.POSITION, position)
            self._triples.say(iri, vocab.WORDS, frame.words)
            self._triples.say(iri, vocab.DURATION, frame.duration)
            if frame.baseline:
                self._triples.tell(iri, vocab.AT_BASELINE, True)

    # --- what is odd or not understood ------------------------------------------------------------------------

    def _discrepancy(self, discrepancy: Discrepancy) -> None:
        iri = self._hashed("discrepancy", discrepancy.kind, discrepancy.message)
        self._triples.link(self._trial, vocab.HAS_DISCREPANCY, iri)
        self._triples.link(iri, vocab.TYPE, vocab.DISCREPANCY)
        self._triples.say(iri, vocab.DISCREPANCY_KIND, discrepancy.kind)
        self._triples.say(iri, vocab.COMMENT, discrepancy.message)
        for reason in discrepancy.evidence:
            self._select(iri, reason.mention)

    def _mentions_left_open(self) -> None:
        for unmatched in self._facts.unmatched:
            self._mention(unmatched.mention, unmatched.expected, ())
        for ambiguity in self._facts.ambiguities:
            self._mention(ambiguity.mention, "", ambiguity.candidates)

    def _mention(self, mention: Mention, expected: str, candidates: tuple[str, ...]) -> None:
        place = f"{mention.field} {mention.start} {mention.end}"
        iri = self._hashed("unmatched", place, mention.text, expected, *candidates)
        self._triples.link(self._trial, vocab.HAS_UNMATCHED_MENTION, iri)
        self._triples.link(iri, vocab.TYPE, vocab.UNMATCHED_MENTION)
        self._triples.say(iri, vocab.WORDS, mention.text)
        self._triples.say(iri, vocab.EXPECTED, expected)
        for candidate in candidates:
            self._triples.say(iri, vocab.CANDIDATE, candidate)
        self._select(iri, mention)

    # --- reasons ----------------------------------------------------------------------------------------------

    def _support(
        self, subject: str, predicate: str, namespace: str, values: tuple[Supported, ...], name: str | None = None
    ) -> None:
        """State each value with its reasons; ``name`` replaces the value as the last part of the IRI."""
        for supported in values:
            iri = namespace + (supported.value if name is None else name)
            self._triples.link(subject, predicate, iri)
            self._reasons(subject, predicate, iri, supported.evidence)

    def _reasons(self, subject: str, predicate: str, value: str, reasons: tuple[Evidence, ...]) -> None:
        if self._detail == "none":
            return
        triples = self._triples
        for reason in reasons:
            stretch = self._stretch(reason.mention)
            iri = self._hashed("evidence", subject, predicate, value, reason.rule, reason.basis, reason.source, stretch)
            triples.link(iri, vocab.TYPE, vocab.AXIOM)
            triples.link(iri, vocab.TYPE, vocab.EVIDENCE)
            triples.link(iri, vocab.ANNOTATED_SOURCE, subject)
            triples.link(iri, vocab.ANNOTATED_PROPERTY, predicate)
            triples.link(iri, vocab.ANNOTATED_TARGET, value)
            triples.link(iri, vocab.BASIS, vocab.BASES[reason.basis])
            triples.link(iri, vocab.HAS_SELECTOR, stretch)
            triples.say(iri, vocab.RULE, reason.rule)
            _cite(triples, iri, reason.source)

    def _select(self, subject: str, mention: Mention) -> None:
        if self._detail != "none":
            self._triples.link(subject, vocab.HAS_SELECTOR, self._stretch(mention))

    def _stretch(self, mention: Mention) -> str:
        """The IRI of a stretch of text, described on first use."""
        place = (mention.field, mention.start, mention.end)
        iri = self._stretches.get(place)
        if iri is not None:
            return iri
        field = mint(f"trial/{_last(self._trial)}/field", mention.field)
        iri = self._stretches[place] = f"{self._trial}/text/{_last(field)}/{mention.start}-{mention.end}"
        triples = self._triples
        triples.link(iri, vocab.TYPE, vocab.TEXT_POSITION_SELECTOR)
        triples.link(iri, vocab.TYPE, vocab.TEXT_QUOTE_SELECTOR)
        triples.say(iri, vocab.EXACT, mention.text)
        triples.tell(iri, vocab.START, mention.start)
        triples.tell(iri, vocab.END, mention.end)
        triples.link(iri, vocab.HAS_SOURCE, field)
        triples.link(field, vocab.TYPE, vocab.TEXT_FIELD)
        triples.say(field, vocab.FIELD_PATH, mention.field)
        triples.say(field, vocab.TEXT, self._texts.get(mention.field, ""))
        return iri

    def _hashed(self, kind: str, *content: str) -> str:
        digest = blake2b("\0".join(content).encode("utf-8", "replace"), digest_size=10).hexdigest()
        return f"{self._trial}/{kind}/{digest}"
