"""The edition of a terminology as file names tell it."""

from __future__ import annotations

import re

from kg.facts.packs.concept import Release

_ISO = re.compile(r"(?<!\d)(\d{4}-\d\d-\d\d)(?!\d)")
_NCIT = re.compile(r"(?<![\d.])(\d\d)\.(\d\d)([a-e])(?![a-z])")
_DAY = re.compile(r"(?<!\d)(\d{1,2})([A-Z][a-z]{2})(\d{4})(?!\d)")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")


def release_of_name(name: str) -> Release:
    """The edition that a file name states.

    >>> release_of_name("Thesaurus_21.09d.FLAT.zip")
    Release(version='21.09d', date='2021-09')
    >>> release_of_name("UNII_Names_5Jun2025.txt")
    Release(version='2025-06-05', date='2025-06-05')
    """
    day = iso_date(name)
    if day:
        return Release(day, day)
    ncit = _NCIT.search(name)
    if ncit:
        return Release(ncit.group(), f"20{ncit.group(1)}-{ncit.group(2)}")
    year = _YEAR.search(name)
    return Release(year.group(1), year.group(1)) if year else Release()


def iso_date(text: str) -> str:
    """The first day that a text names, as ISO 8601; empty if there is none."""
    written = _ISO.search(text)
    if written:
        return written.group(1)
    for match in _DAY.finditer(text):
        day, month, year = match.groups()
        if month in _MONTHS:
            return f"{year}-{_MONTHS.index(month) + 1:02}-{int(day):02}"
    return ""
