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
    "EXPANDED_ACCESS_TREATMENT": "EXPANDED_ACCESS",
}
_NOT_IN_CODE = re.compile(r"[^A-Z0-9]+")
_BRACKETED = re.compile(r"\s*\((?!Open Label).*\)")


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
