"""The registry's upper-case codes for words that its exports spell out."""

from __future__ import annotations

import re

INTERVENTION_TYPES = frozenset(
    {
        "BEHAVIORAL", "BIOLOGICAL", "COMBINATION_PRODUCT", "DEVICE", "DIAGNOSTIC_TEST", "DIETARY_SUPPLEMENT", "DRUG",
        "GENETIC", "OTHER", "PROCEDURE", "RADIATION",
    }
)  # fmt: skip
_EXCEPTIONS = {
    "UNKNOWN_STATUS": "UNKNOWN",
    "NOT_APPLICABLE": "NA",
    "N_A": "NA",
    "NONE_OPEN_LABEL": "NONE",
    "OPEN_LABEL": "NONE",
    "U_S_FED": "FED",
    "EXPANDED_ACCESS_TREATMENT": "EXPANDED_ACCESS",
}
_REGISTRY_NUMBER = re.compile(r"[A-Za-z0-9]+(?:[._/-][A-Za-z0-9]+)*", re.ASCII)
_LONGEST_REGISTRY_NUMBER = 60
_LARGEST_ENROLMENT = 1_000_000_000
"""Registries of whole populations name up to some 200 million participants."""
_NOT_IN_CODE = re.compile(r"[^A-Z0-9]+")
_BRACKETED = re.compile(r"\s*\((?!Open Label).*\)")


def registry_number(words: str) -> str:
    """The registry number that the words are, in its usual spelling; empty if they can be none.

    >>> registry_number(" nct04004221 "), registry_number("CTRI/2020/01/022636"), registry_number("NCT1/../x")
    ('NCT04004221', 'CTRI/2020/01/022636', '')
    """
    words = words.strip()
    if len(words) > _LONGEST_REGISTRY_NUMBER or not _REGISTRY_NUMBER.fullmatch(words):
        return ""
    return words.upper() if words[:3].lower() == "nct" else words


def is_enrolment(count: int) -> bool:
    """Whether so many people can take part in a study."""
    return 0 <= count <= _LARGEST_ENROLMENT


def code(words: str) -> str:
    """The code of a status, type, sex, age group or design word.

    >>> code("Active, not recruiting"), code("Double (Participant, Investigator)"), code("Parallel Assignment")
    ('ACTIVE_NOT_RECRUITING', 'DOUBLE', 'PARALLEL')
    """
    upper = _NOT_IN_CODE.sub("_", _BRACKETED.sub("", words).upper()).strip("_").removesuffix("_ASSIGNMENT")
    return _EXCEPTIONS.get(upper, upper)


def phase_code(words: str) -> str:
    """The code of a phase.

    >>> phase_code("Phase 1"), phase_code("Early Phase 1"), phase_code("Not Applicable")
    ('PHASE1', 'EARLY_PHASE1', 'NA')
    """
    return re.sub(r"PHASE_(\d)", r"PHASE\1", code(words))


def typed_intervention(text: str) -> tuple[str, str] | None:
    """Type and name of ``DRUG: a`` or ``Drug: a``; None if no intervention type stands before a colon.

    >>> typed_intervention("Combination Product: A plus B")
    ('COMBINATION_PRODUCT', 'A plus B')
    """
    kind, colon, name = text.partition(":")
    kind = code(kind)
    return (kind, name.strip()) if colon and kind in INTERVENTION_TYPES and name.strip() else None
