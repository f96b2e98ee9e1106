"""A study of the ClinicalTrials.gov API, version 2."""

from __future__ import annotations

import hashlib

from kg.errors import InputError
from kg.facts.read import study as registered
from kg.facts.read.decoding import WrongField, decode_study
from kg.facts.read.registry_codes import is_enrolment, registry_number
from kg.facts.read.wording import mend
from kg.model import Arm, Design, Intervention, MeshTerm, OutcomeMeasure, Priority, Source, Status, Trial

_RETIRED = (b'"FullStudiesResponse"', b'"FullStudy"', b'"StudyFieldsResponse"', b'"ProtocolSection"')
"""Keys of the registry's API before version 2, which ended in June 2024."""
_ABOUT_THE_TRIAL = {"RESULT", "DERIVED"}
"""Types of references; the third is BACKGROUND."""
_REMEDY = "give a study as the registry's API version 2 writes it"


def read_study(data: bytes, source: Source) -> tuple[Trial, tuple[WrongField, ...]]:
    """One study from its JSON, and the fields left out because their types or values are wrong.

    Args:
        data: The JSON object, in UTF-8 or Windows-1252.
        source: Where it stands; form and digest are filled in here.

    Raises:
        InputError: If it is no JSON object or names no registry number.
    """
    study, wrong = decode_study(data)
    number = _number(study, data)
    digest = hashlib.sha256(data).hexdigest()
    trial = _trial(study, number, Source(path=source.path, place=source.place, sha256=digest, form="api"))
    return trial, (*wrong, *_impossible(study))


def _number(study: registered.Study, data: bytes) -> str:
    """The study's registry number.

    Raises:
        InputError: If it has none.
    """
    words = study.protocol_section.identification_module.nct_id
    number = registry_number(words)
    if number:
        return number
    if words.strip():
        raise InputError(f"{words.strip()[:60]!r} is no registry number", remedy="correct the study's nctId")
    if any(key in data for key in _RETIRED):
        raise InputError("this is JSON of the registry's API before version 2", remedy=_REMEDY)
    if b'"protocolSection"' not in data:
        raise InputError("the object is no study: it has no protocolSection", remedy=_REMEDY)
    raise InputError("the study has no registry number (protocolSection.identificationModule.nctId)", remedy=_REMEDY)


def _impossible(study: registered.Study) -> tuple[WrongField, ...]:
    """Fields of right types whose values cannot be."""
    count = study.protocol_section.design_module.enrollment_info.count
    if count is None or is_enrolment(count):
        return ()
    shown = str(count) if abs(count) < 10**20 else "a number of more than 20 digits"
    return (WrongField("protocolSection.designModule.enrollmentInfo.count", f"{shown} is no number of participants"),)


def _trial(study: registered.Study, number: str, source: Source) -> Trial:
    protocol = study.protocol_section
    identification = protocol.identification_module
    description = protocol.description_module
    conditions = protocol.conditions_module
    sponsors = protocol.sponsor_collaborators_module
    return Trial(
        id=number,
        title=mend(identification.brief_title or identification.official_title),
        source=source,
        official_title=mend(identification.official_title),
        acronym=mend(identification.acronym),
        summary=mend(description.brief_summary),
        description=mend(description.detailed_description),
        conditions=_texts(conditions.conditions),
        keywords=_texts(conditions.keywords),
        interventions=_interventions(protocol.arms_interventions_module.interventions),
        arms=_arms(protocol.arms_interventions_module.arm_groups),
        outcomes=_outcomes(protocol.outcomes_module),
        eligibility=mend(protocol.eligibility_module.eligibility_criteria),
        design=_design(protocol),
        status=_status(study),
        sponsor=mend(sponsors.lead_sponsor.name),
        sponsor_class=sponsors.lead_sponsor.klass,
        collaborators=_texts([collaborator.name for collaborator in sponsors.collaborators]),
        countries=_countries(protocol.contacts_locations_module.locations),
        sites=len(protocol.contacts_locations_module.locations) or None,
        other_ids=_other_ids(identification),
        publications=_publications(protocol.references_module.references),
        condition_mesh=_mesh(study.derived_section.condition_browse_module),
        intervention_mesh=_mesh(study.derived_section.intervention_browse_module),
    )


def _texts(texts: list[str]) -> tuple[str, ...]:
    return tuple(mend(text) for text in texts if text.strip())


def _interventions(interventions: list[registered.Intervention]) -> tuple[Intervention, ...]:
    return tuple(
        Intervention(
            name=mend(intervention.name),
            type=intervention.type,
            description=mend(intervention.description),
            other_names=_texts(intervention.other_names),
            arm_labels=_texts(intervention.arm_group_labels),
        )
        for intervention in interventions
    )


def _arms(arms: list[registered.Arm]) -> tuple[Arm, ...]:
    return tuple(
        Arm(
            label=mend(arm.label),
            type=arm.type,
            description=mend(arm.description),
            intervention_names=_texts(arm.intervention_names),
        )
        for arm in arms
    )


def _outcomes(module: registered.Outcomes) -> tuple[OutcomeMeasure, ...]:
    lists: tuple[tuple[Priority, list[registered.Outcome]], ...] = (
        ("Primary", module.primary_outcomes),
        ("Secondary", module.secondary_outcomes),
        ("Other", module.other_outcomes),
    )
    return tuple(
        OutcomeMeasure(
            priority=priority,
            position=position,
            measure=mend(outcome.measure),
            description=mend(outcome.description),
            time_frame=mend(outcome.time_frame),
        )
        for priority, outcomes in lists
        for position, outcome in enumerate(outcomes)
    )


def _design(protocol: registered.Protocol) -> Design:
    design = protocol.design_module
    info = design.design_info
    enrolment = design.enrollment_info
    eligibility = protocol.eligibility_module
    return Design(
        study_type=design.study_type,
        phases=tuple(design.phases),
        allocation=info.allocation,
        intervention_model=info.intervention_model,
        observational_model=info.observational_model,
        time_perspective=info.time_perspective,
        primary_purpose=info.primary_purpose,
        masking=info.masking_info.masking,
        enrolment=enrolment.count if enrolment.count is not None and is_enrolment(enrolment.count) else None,
        enrolment_type=enrolment.type,
        sex=eligibility.sex,
        healthy_volunteers=eligibility.healthy_volunteers,
        ages=tuple(eligibility.std_ages),
        minimum_age=eligibility.minimum_age,
        maximum_age=eligibility.maximum_age,
    )


def _status(study: registered.Study) -> Status:
    module = study.protocol_section.status_module
    return Status(
        overall=module.overall_status,
        why_stopped=mend(module.why_stopped),
        start=module.start_date_struct.date,
        primary_completion=module.primary_completion_date_struct.date,
        completion=module.completion_date_struct.date,
        first_posted=module.study_first_post_date_struct.date,
        results_posted=module.results_first_post_date_struct.date,
        last_update=module.last_update_post_date_struct.date,
        has_results=study.has_results,
    )


def _countries(locations: list[registered.Location]) -> tuple[str, ...]:
    """Each country once, in alphabetical order."""
    return tuple(sorted({mend(location.country) for location in locations if location.country}))


def _other_ids(identification: registered.Identification) -> tuple[str, ...]:
    """Other identifiers, each once: the sponsor's, secondary ones, and registry numbers that the trial had before."""
    ids = [
        identification.org_study_id_info.id,
        *(info.id for info in identification.secondary_id_infos),
        *identification.nct_id_aliases,
    ]
    return tuple(dict.fromkeys(filter(None, map(mend, ids))))


def _publications(references: list[registered.Reference]) -> tuple[str, ...]:
    """PubMed identifiers of publications about the trial, each once."""
    about = (reference.pmid.strip() for reference in references if reference.type in _ABOUT_THE_TRIAL)
    return tuple(dict.fromkeys(pmid for pmid in about if pmid.isascii() and pmid.isdecimal()))


def _mesh(module: registered.Browse) -> tuple[MeshTerm, ...]:
    return tuple(MeshTerm(id=mesh.id, label=mesh.term) for mesh in module.meshes if mesh.id)
