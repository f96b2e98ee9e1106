"""The parts of an API study that are read, as the registry's API version 2 names and types them."""

from __future__ import annotations

import msgspec


class _Part(msgspec.Struct, frozen=True, rename="camel"):
    """A part of a study; every field may be missing."""


class Organisation(_Part, frozen=True):
    """The sponsor's own number of the study."""

    id: str = ""


class SecondaryId(_Part, frozen=True):
    """A number that another body gave the study."""

    id: str = ""


class Identification(_Part, frozen=True):
    """What the study is called and numbered."""

    nct_id: str = ""
    nct_id_aliases: list[str] = []
    org_study_id_info: Organisation = Organisation()
    secondary_id_infos: list[SecondaryId] = []
    brief_title: str = ""
    official_title: str = ""
    acronym: str = ""


class Date(_Part, frozen=True):
    """A date as text, to the day or the month."""

    date: str = ""


class Status(_Part, frozen=True):
    """Where the study stands."""

    overall_status: str = ""
    why_stopped: str = ""
    start_date_struct: Date = Date()
    primary_completion_date_struct: Date = Date()
    completion_date_struct: Date = Date()
    study_first_post_date_struct: Date = Date()
    results_first_post_date_struct: Date = Date()
    last_update_post_date_struct: Date = Date()


class Sponsor(_Part, frozen=True):
    """A sponsor or collaborator and its kind."""

    name: str = ""
    klass: str = msgspec.field(default="", name="class")


class Sponsors(_Part, frozen=True):
    """Who runs the study."""

    lead_sponsor: Sponsor = Sponsor()
    collaborators: list[Sponsor] = []


class Description(_Part, frozen=True):
    """The study in prose."""

    brief_summary: str = ""
    detailed_description: str = ""


class Conditions(_Part, frozen=True):
    """What is studied."""

    conditions: list[str] = []
    keywords: list[str] = []


class Masking(_Part, frozen=True):
    """Who is blinded."""

    masking: str = ""


class DesignInfo(_Part, frozen=True):
    """How the study is laid out."""

    allocation: str = ""
    intervention_model: str = ""
    observational_model: str = ""
    time_perspective: str = ""
    primary_purpose: str = ""
    masking_info: Masking = Masking()


class Enrolment(_Part, frozen=True):
    """How many take part."""

    count: int | None = None
    type: str = ""


class Design(_Part, frozen=True):
    """Type, phases and layout."""

    study_type: str = ""
    phases: list[str] = []
    design_info: DesignInfo = DesignInfo()
    enrollment_info: Enrolment = Enrolment()


class Arm(_Part, frozen=True):
    """A group of participants."""

    label: str = ""
    type: str = ""
    description: str = ""
    intervention_names: list[str] = []


class Intervention(_Part, frozen=True):
    """What participants are given."""

    name: str = ""
    type: str = ""
    description: str = ""
    other_names: list[str] = []
    arm_group_labels: list[str] = []


class ArmsInterventions(_Part, frozen=True):
    """All groups, and all that they are given."""

    arm_groups: list[Arm] = []
    interventions: list[Intervention] = []


class Outcome(_Part, frozen=True):
    """What is measured, and when."""

    measure: str = ""
    description: str = ""
    time_frame: str = ""


class Outcomes(_Part, frozen=True):
    """All that is measured, by priority."""

    primary_outcomes: list[Outcome] = []
    secondary_outcomes: list[Outcome] = []
    other_outcomes: list[Outcome] = []


class Eligibility(_Part, frozen=True):
    """Who may take part."""

    eligibility_criteria: str = ""
    healthy_volunteers: bool | None = None
    sex: str = ""
    std_ages: list[str] = []
    minimum_age: str = ""
    maximum_age: str = ""


class Location(_Part, frozen=True):
    """A place where the study runs."""

    country: str = ""


class Locations(_Part, frozen=True):
    """All places where the study runs."""

    locations: list[Location] = []


class Reference(_Part, frozen=True):
    """A publication; of what kind, its type says."""

    pmid: str = ""
    type: str = ""


class References(_Part, frozen=True):
    """What is published."""

    references: list[Reference] = []


class Protocol(_Part, frozen=True):
    """What the study's sponsor registered."""

    identification_module: Identification = Identification()
    status_module: Status = Status()
    sponsor_collaborators_module: Sponsors = Sponsors()
    description_module: Description = Description()
    conditions_module: Conditions = Conditions()
    design_module: Design = Design()
    arms_interventions_module: ArmsInterventions = ArmsInterventions()
    outcomes_module: Outcomes = Outcomes()
    eligibility_module: Eligibility = Eligibility()
    contacts_locations_module: Locations = Locations()
    references_module: References = References()


class Mesh(_Part, frozen=True):
    """A MeSH heading."""

    id: str = ""
    term: str = ""


class Browse(_Part, frozen=True):
    """The MeSH headings of one kind."""

    meshes: list[Mesh] = []


class Derived(_Part, frozen=True):
    """What the registry itself added."""

    condition_browse_module: Browse = Browse()
    intervention_browse_module: Browse = Browse()


class Study(_Part, frozen=True):
    """One study."""

    protocol_section: Protocol = Protocol()
    derived_section: Derived = Derived()
    has_results: bool | None = None
