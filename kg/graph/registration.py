"""What the registry itself says of a trial, as triples: names, design, status, dates, sponsor and source."""

from __future__ import annotations

import re

from kg import vocab
from kg.curie import PREFIXES, expand, mint
from kg.graph.ntriples import Triples
from kg.model import Design, MeshTerm, Source, Status, Trial
from kg.vocab import IOKG

_REGISTRY_NUMBER = re.compile(r"NCT\d{8}")
_DATE_TYPES = (
    (re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"), "date"),
    (re.compile(r"\d{4}-(0[1-9]|1[0-2])"), "gYearMonth"),
    (re.compile(r"\d{4}"), "gYear"),
)


def describe_registration(triples: Triples, iri: str, trial: Trial) -> None:
    """Add the registry's structured fields; a code or date that the registry's rules do not know adds nothing."""
    _names(triples, iri, trial)
    for predicate, texts in (
        (vocab.COLLABORATOR, trial.collaborators),
        (vocab.COUNTRY, trial.countries),
        (vocab.KEYWORD, trial.keywords),
        (vocab.AGE_GROUP, trial.design.ages),
    ):
        for text in texts:
            triples.say(iri, predicate, text)
    triples.tell(iri, vocab.NUMBER_OF_SITES, trial.sites)
    _headings(triples, iri, vocab.CONDITION_MESH, trial.condition_mesh)
    _headings(triples, iri, vocab.INTERVENTION_MESH, trial.intervention_mesh)
    for pmid in trial.publications:
        triples.link(iri, vocab.PUBLICATION, PREFIXES["pubmed"] + pmid)
    _design(triples, iri, trial.design)
    _status(triples, iri, trial.status)
    _source(triples, iri, trial.source)


def _names(triples: Triples, iri: str, trial: Trial) -> None:
    triples.link(iri, vocab.TYPE, vocab.TRIAL)
    triples.say(iri, vocab.IDENTIFIER, trial.id)
    triples.say(iri, vocab.LABEL, trial.title or trial.id)
    triples.say(iri, vocab.TITLE, trial.official_title)
    triples.say(iri, vocab.ACRONYM, trial.acronym)
    triples.say(iri, vocab.SPONSOR, trial.sponsor)
    triples.say(iri, vocab.SPONSOR_CLASS, trial.sponsor_class)
    for other in trial.other_ids:
        triples.say(iri, vocab.OTHER_IDENTIFIER, other)
    registered = expand(f"clinicaltrials:{trial.id}")
    if registered and _REGISTRY_NUMBER.fullmatch(trial.id):
        triples.link(iri, vocab.EXACT_MATCH, registered)


def _headings(triples: Triples, iri: str, predicate: str, terms: tuple[MeshTerm, ...]) -> None:
    for term in terms:
        heading = expand(f"mesh:{term.id}")
        if heading:
            triples.link(iri, predicate, heading)
            triples.say(heading, vocab.LABEL, term.label)


def _design(triples: Triples, iri: str, design: Design) -> None:
    for predicate, text in (
        (vocab.STUDY_TYPE, design.study_type),
        (vocab.ALLOCATION, design.allocation),
        (vocab.INTERVENTION_MODEL, design.intervention_model),
        (vocab.OBSERVATIONAL_MODEL, design.observational_model),
        (vocab.TIME_PERSPECTIVE, design.time_perspective),
        (vocab.PRIMARY_PURPOSE, design.primary_purpose),
        (vocab.MASKING, design.masking),
        (vocab.ENROLMENT_TYPE, design.enrolment_type),
        (vocab.SEX, design.sex),
        (vocab.MINIMUM_AGE, design.minimum_age),
        (vocab.MAXIMUM_AGE, design.maximum_age),
    ):
        triples.say(iri, predicate, text)
    triples.tell(iri, vocab.ENROLMENT, design.enrolment)
    triples.tell(iri, vocab.HEALTHY_VOLUNTEERS, design.healthy_volunteers)
    for phase in design.phases:
        if phase in vocab.PHASES:
            triples.link(iri, vocab.HAS_PHASE, IOKG + vocab.PHASES[phase])


def _status(triples: Triples, iri: str, status: Status) -> None:
    if status.overall in vocab.STATUSES:
        triples.link(iri, vocab.HAS_STATUS, IOKG + vocab.STATUSES[status.overall])
    triples.say(iri, vocab.WHY_STOPPED, status.why_stopped)
    triples.tell(iri, vocab.HAS_RESULTS, status.has_results)
    for predicate, date in (
        (vocab.START_DATE, status.start),
        (vocab.PRIMARY_COMPLETION_DATE, status.primary_completion),
        (vocab.COMPLETION_DATE, status.completion),
        (vocab.FIRST_POSTED, status.first_posted),
        (vocab.RESULTS_POSTED, status.results_posted),
        (vocab.LAST_UPDATE, status.last_update),
    ):
        datatype = next((kind for form, kind in _DATE_TYPES if form.fullmatch(date)), None)
        if datatype:
            triples.typed(iri, predicate, date, datatype)


def _source(triples: Triples, iri: str, source: Source) -> None:
    if not source.sha256:
        return
    record = mint("source", source.sha256)
    triples.link(iri, vocab.WAS_DERIVED_FROM, record)
    triples.link(record, vocab.TYPE, vocab.SOURCE_RECORD)
    triples.say(record, vocab.PATH, source.path)
    triples.say(record, vocab.PLACE, source.place)
    triples.say(record, vocab.FORM, source.form)
