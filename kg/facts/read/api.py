"""A study of the ClinicalTrials.gov API, version 2."""

from __future__ import annotations

import hashlib
import json
import re
from typing import Any

import msgspec

from kg.errors import InputError
from kg.facts.read.wording import decode, mend
from kg.model import Arm, Design, Intervention, MeshTerm, OutcomeMeasure, Priority, Source, Status, Trial

_MOST_WRONG_FIELDS = 200
_PLACE = re.compile(r" - at `\$\.?([^`]*)`")


class _Part(msgspec.Struct, frozen=True, rename="camel"):
    """A part of a study; every field may be missing."""


class _Organisation(_Part, frozen=True):
    id: str = ""


class _SecondaryId(_Part, frozen=True):
    id: str = ""


class _Identification(_Part, frozen=True):
    nct_id: str = ""
    org_study_id_info: _Organisation = _Organisation()
    secondary_id_infos: list[_SecondaryId] = []
    brief_title: str = ""
    official_title: str = ""
    acronym: str = ""


class _Date(_Part, frozen=True):
    date: str = ""


class _Status(_Part, frozen=True):
    overall_status: str = ""
    why_stopped: str = ""
    start_date_struct: _Date = _Date()
    primary_completion_date_struct: _Date = _Date()
    completion_date_struct: _Date = _Date()
    study_first_post_date_struct: _Date = _Date()
    last_update_post_date_struct: _Date = _Date()


class _Name(_Part, frozen=True):
    name: str = ""


class _Sponsors(_Part, frozen=True):
    lead_sponsor: _Name = _Name()
    collaborators: list[_Name] = []


class _Description(_Part, frozen=True):
    brief_summary: str = ""
    detailed_description: str = ""


class _Conditions(_Part, frozen=True):
    conditions: list[str] = []
    keywords: list[str] = []


class _Masking(_Part, frozen=True):
    masking: str = ""


class _DesignInfo(_Part, frozen=True):
    allocation: str = ""
    intervention_model: str = ""
    primary_purpose: str = ""
    masking_info: _Masking = _Masking()


class _Enrolment(_Part, frozen=True):
    count: int | None = None


class _Design(_Part, frozen=True):
    study_type: str = ""
    phases: list[str] = []
    design_info: _DesignInfo = _DesignInfo()
    enrollment_info: _Enrolment = _Enrolment()


class _Arm(_Part, frozen=True):
    label: str = ""
    type: str = ""
    description: str = ""
    intervention_names: list[str] = []


class _Intervention(_Part, frozen=True):
    name: str = ""
    type: str = ""
    description: str = ""
    other_names: list[str] = []
    arm_group_labels: list[str] = []


class _ArmsInterventions(_Part, frozen=True):
    arm_groups: list[_Arm] = []
    interventions: list[_Intervention] = []


class _Outcome(_Part, frozen=True):
    measure: str = ""
    description: str = ""
    time_frame: str = ""


class _Outcomes(_Part, frozen=True):
    primary_outcomes: list[_Outcome] = []
    secondary_outcomes: list[_Outcome] = []
    other_outcomes: list[_Outcome] = []


class _Eligibility(_Part, frozen=True):
    eligibility_criteria: str = ""
    sex: str = ""
    std_ages: list[str] = []
    minimum_age: str = ""
    maximum_age: str = ""


class _Location(_Part, frozen=True):
    country: str = ""


class _Locations(_Part, frozen=True):
    locations: list[_Location] = []


class _Protocol(_Part, frozen=True):
    identification_module: _Identification = _Identification()
    status_module: _Status = _Status()
    sponsor_collaborators_module: _Sponsors = _Sponsors()
    description_module: _Description = _Description()
    conditions_module: _Conditions = _Conditions()
    design_module: _Design = _Design()
    arms_interventions_module: _ArmsInterventions = _ArmsInterventions()
    outcomes_module: _Outcomes = _Outcomes()
    eligibility_module: _Eligibility = _Eligibility()
    contacts_locations_module: _Locations = _Locations()


class _Mesh(_Part, frozen=True):
    id: str = ""
    term: str = ""


class _Browse(_Part, frozen=True):
    meshes: list[_Mesh] = []


class _Derived(_Part, frozen=True):
    condition_browse_module: _Browse = _Browse()
    intervention_browse_module: _Browse = _Browse()


class _Study(_Part, frozen=True):
    protocol_section: _Protocol = _Protocol()
    derived_section: _Derived = _Derived()
    has_results: bool | None = None


_DECODER = msgspec.json.Decoder(_Study)


class WrongField(msgspec.Struct, frozen=True):
    """A field whose value has a type that the registry does not give it.

    Attributes:
        field: Dotted path from the study's root.
        problem: What was expected and what was found.
    """

    field: str
    problem: str


def read_study(data: bytes, source: Source) -> tuple[Trial, tuple[WrongField, ...]]:
    """One study from its JSON, and the fields left out because their types are wrong.

    Args:
        data: The JSON object, in UTF-8 or Windows-1252.
        source: Where it stands; form and digest are filled in here.

    Raises:
        InputError: If it is no JSON object or names no registry number.
    """
    study, wrong = _decoded(data)
    number = study.protocol_section.identification_module.nct_id.strip()
    if not number:
        raise InputError(
            "the study has no registry number (protocolSection.identificationModule.nctId)",
            remedy="give a study as the registry's API version 2 writes it",
        )
    digest = hashlib.sha256(data).hexdigest()
    return _trial(study, number, Source(path=source.path, place=source.place, sha256=digest, form="api")), wrong


def _decoded(data: bytes) -> tuple[_Study, tuple[WrongField, ...]]:
    try:
        return _DECODER.decode(data), ()
    except msgspec.ValidationError:
        return _decoded_in_part(msgspec.json.decode(data))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return _decoded_in_part(_tree(data))


def _tree(data: bytes) -> Any:
    """The JSON read more leniently: other encodings, control characters and halves of surrogate pairs are let in."""
    try:
        return json.loads(decode(data), strict=False)
    except json.JSONDecodeError as error:
        raise InputError(
            f"no valid JSON: {error}", remedy="download the record again, or mend the JSON at this place"
        ) from error
    except RecursionError as error:
        raise InputError("no study: the JSON is nested too deeply", remedy="download the record again") from error


def _decoded_in_part(study: Any) -> tuple[_Study, tuple[WrongField, ...]]:
    """The study without the fields of wrong types; null counts as missing."""
    tree = _without_nulls(study)
    wrong: list[WrongField] = []
    for _ in range(_MOST_WRONG_FIELDS):
        try:
            return msgspec.convert(tree, _Study, strict=False), tuple(wrong)
        except msgspec.ValidationError as error:
            field = _place(error)
            if not field:
                break
            _remove(tree, field)
            wrong.append(WrongField(field, str(error).split(" - at ")[0].replace("`", "")))
    raise InputError(
        "the JSON is no study: its fields have other types than the registry's",
        remedy="give a study as the registry's API version 2 writes it",
    )


def _without_nulls(tree: Any) -> Any:
    if isinstance(tree, dict):
        return {key: _without_nulls(value) for key, value in tree.items() if value is not None}
    if isinstance(tree, list):
        return [_without_nulls(value) for value in tree if value is not None]
    return tree


def _place(error: msgspec.ValidationError) -> str:
    found = _PLACE.search(str(error))
    return found.group(1) if found else ""


def _remove(tree: Any, field: str) -> None:
    """Take the value at a dotted path out of the tree."""
    *way, last = (int(step[1:-1]) if step.startswith("[") else step for step in re.findall(r"\[\d+\]|[^.\[\]]+", field))
    for step in way:
        tree = tree[step]
    del tree[last]


def _trial(study: _Study, number: str, source: Source) -> Trial:
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
        collaborators=_texts([collaborator.name for collaborator in sponsors.collaborators]),
        countries=_countries(protocol.contacts_locations_module.locations),
        other_ids=_other_ids(identification),
        condition_mesh=_mesh(study.derived_section.condition_browse_module),
        intervention_mesh=_mesh(study.derived_section.intervention_browse_module),
    )


def _texts(texts: list[str]) -> tuple[str, ...]:
    return tuple(mend(text) for text in texts if text.strip())


def _interventions(interventions: list[_Intervention]) -> tuple[Intervention, ...]:
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


def _arms(arms: list[_Arm]) -> tuple[Arm, ...]:
    return tuple(
        Arm(
            label=mend(arm.label),
            type=arm.type,
            description=mend(arm.description),
            intervention_names=_texts(arm.intervention_names),
        )
        for arm in arms
    )


def _outcomes(module: _Outcomes) -> tuple[OutcomeMeasure, ...]:
    lists: tuple[tuple[Priority, list[_Outcome]], ...] = (
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


def _design(protocol: _Protocol) -> Design:
    design = protocol.design_module
    info = design.design_info
    eligibility = protocol.eligibility_module
    return Design(
        study_type=design.study_type,
        phases=tuple(design.phases),
        allocation=info.allocation,
        intervention_model=info.intervention_model,
        primary_purpose=info.primary_purpose,
        masking=info.masking_info.masking,
        enrolment=design.enrollment_info.count,
        sex=eligibility.sex,
        ages=tuple(eligibility.std_ages),
        minimum_age=eligibility.minimum_age,
        maximum_age=eligibility.maximum_age,
    )


def _status(study: _Study) -> Status:
    module = study.protocol_section.status_module
    return Status(
        overall=module.overall_status,
        why_stopped=mend(module.why_stopped),
        start=module.start_date_struct.date,
        primary_completion=module.primary_completion_date_struct.date,
        completion=module.completion_date_struct.date,
        first_posted=module.study_first_post_date_struct.date,
        last_update=module.last_update_post_date_struct.date,
        has_results=study.has_results,
    )


def _countries(locations: list[_Location]) -> tuple[str, ...]:
    """Each country once, in alphabetical order."""
    return tuple(sorted({location.country for location in locations if location.country}))


def _other_ids(identification: _Identification) -> tuple[str, ...]:
    ids = [identification.org_study_id_info.id, *(info.id for info in identification.secondary_id_infos)]
    return tuple(dict.fromkeys(filter(None, ids)))


def _mesh(module: _Browse) -> tuple[MeshTerm, ...]:
    return tuple(MeshTerm(id=mesh.id, label=mesh.term) for mesh in module.meshes if mesh.id)
