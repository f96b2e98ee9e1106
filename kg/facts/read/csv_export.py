"""The registry's spreadsheet exports, comma- or tab-separated, with the current and the older headings."""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import BinaryIO

from kg.facts.read.interventions import read_interventions
from kg.facts.read.outcome import read_measures, read_titles
from kg.facts.read.refusal import Refusal
from kg.facts.read.registry_codes import code, phase_code
from kg.facts.read.wording import decode, mend
from kg.model import Design, Source, Status, Trial

_OTHER_HEADINGS = {
    "title": "study title",
    "status": "study status",
    "sponsor/collaborators": "sponsor",
    "gender": "sex",
    "study designs": "study design",
}
_NEEDED = ("nct number", "study title")
_REMEDY = "export the studies again from the registry, with the columns NCT Number and Study Title"
_LONGEST_CELL = 4_000_000
_REGISTRY_NUMBER = re.compile(r"[A-Za-z0-9._/-]+")


def is_header(line: str) -> bool:
    """Whether this is the first line of an export."""
    return _header(_cells(line, _delimiter(line))) >= set(_NEEDED)


def read_export(stream: BinaryIO, path: str) -> Iterator[Trial | Refusal]:
    """The trials of an export, one a row."""
    csv.field_size_limit(_LONGEST_CELL)
    lines = _Lines(stream)
    first = next(lines, "")
    delimiter = _delimiter(first)
    headings = [_heading(cell) for cell in _cells(first, delimiter)]
    if not set(_NEEDED) <= set(headings):
        yield Refusal(
            kind="file", place=f"{path}, line 1", problem="the headings are not the registry's", remedy=_REMEDY
        )
        return
    rows = csv.reader(lines, delimiter=delimiter)
    while True:
        number = lines.number + 1
        lines.restart_digest()
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield _refused(path, number, str(error))
            continue
        if any(row):
            yield _row(headings, row, Source(path=path, place=f"line {number}", sha256=lines.digest(), form="csv"))


class _Lines(Iterator[str]):
    """The decoded lines of a stream, counted, with a digest of the bytes since it was last restarted.

    Attributes:
        number: 1-based number of the last line given.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._digest = hashlib.sha256()
        self.number = 0

    def __next__(self) -> str:
        line = self._stream.readline(_LONGEST_CELL)
        if not line:
            raise StopIteration
        self.number += 1
        self._digest.update(line)
        return decode(line).replace("\x00", " ")

    def restart_digest(self) -> None:
        self._digest = hashlib.sha256()

    def digest(self) -> str:
        return self._digest.hexdigest()


def _delimiter(header: str) -> str:
    return max(",\t;", key=header.count)


def _cells(line: str, delimiter: str) -> list[str]:
    return next(csv.reader([line], delimiter=delimiter), [])


def _header(cells: list[str]) -> set[str]:
    return {_heading(cell) for cell in cells}


def _heading(cell: str) -> str:
    heading = cell.strip().lower()
    return _OTHER_HEADINGS.get(heading, heading)


def _refused(path: str, line: int, problem: str) -> Refusal:
    return Refusal(kind="record", place=f"{path}, line {line}", problem=problem, remedy=_REMEDY)


def _row(headings: list[str], row: list[str], source: Source) -> Trial | Refusal:
    line = int(source.place.removeprefix("line "))
    if len(row) > len(headings):
        return _refused(source.path, line, f"{len(row)} cells under {len(headings)} headings")
    cells = {heading: mend(cell).strip() for heading, cell in zip(headings, row, strict=False)}
    if not _REGISTRY_NUMBER.fullmatch(cells.get("nct number", "")):
        return _refused(source.path, line, "the row has no registry number")
    return _trial(cells, source)


def _trial(cells: dict[str, str], source: Source) -> Trial:
    sponsor, *collaborators = _many(cells.get("sponsor", "")) or [""]
    return Trial(
        id=cells["nct number"],
        title=cells["study title"],
        source=source,
        acronym=cells.get("acronym", ""),
        summary=cells.get("brief summary", ""),
        conditions=_many(cells.get("conditions", "")),
        interventions=read_interventions(cells.get("interventions", "")),
        outcomes=(
            *read_measures(cells.get("primary outcome measures", ""), "Primary"),
            *read_measures(cells.get("secondary outcome measures", ""), "Secondary"),
            *read_measures(cells.get("other outcome measures", ""), "Other"),
            *read_titles(cells.get("outcome measures", ""), "Other"),
        ),
        design=_design(cells),
        status=_status(cells),
        sponsor=sponsor,
        collaborators=(*collaborators, *_many(cells.get("collaborators", ""))),
        countries=_countries(cells.get("locations", "")),
        other_ids=_many(cells.get("other ids", "")),
    )


def _many(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|") if part.strip())


def _design(cells: dict[str, str]) -> Design:
    words = dict(part.split(": ", 1) for part in _many(cells.get("study design", "")) if ": " in part)
    enrolment = cells.get("enrollment", "")
    return Design(
        study_type=code(cells.get("study type", "").split(":")[0]),
        phases=tuple(map(phase_code, _many(cells.get("phases", "")))),
        allocation=code(words.get("Allocation", "")),
        intervention_model=code(words.get("Intervention Model", "")),
        primary_purpose=code(words.get("Primary Purpose", "")),
        masking=code(words.get("Masking", "")),
        enrolment=int(enrolment) if enrolment.isdecimal() else None,
        sex=code(cells.get("sex", "")),
        ages=_age_groups(cells.get("age", "")),
    )


def _age_groups(cell: str) -> tuple[str, ...]:
    """Age groups of ``ADULT, OLDER_ADULT`` or ``18 Years and older   (Adult, Older Adult)``."""
    groups = cell.partition("(")[2].rstrip(")") or cell
    known = (code(group) for group in groups.split(","))
    return tuple(group for group in known if group in {"CHILD", "ADULT", "OLDER_ADULT"})


def _status(cells: dict[str, str]) -> Status:
    results = cells.get("study results", "").lower()
    return Status(
        overall=code(cells.get("study status", "")),
        start=_date(cells.get("start date", "")),
        primary_completion=_date(cells.get("primary completion date", "")),
        completion=_date(cells.get("completion date", "")),
        first_posted=_date(cells.get("first posted", "")),
        last_update=_date(cells.get("last update posted", "")),
        has_results={"yes": True, "has results": True, "no": False, "no results available": False}.get(results),
    )


def _date(words: str) -> str:
    """ISO 8601 of ``2018-12-26``, ``December 26, 2018`` or ``December 2018``; empty for anything else."""
    if re.fullmatch(r"\d{4}(-\d\d){0,2}", words):
        return words
    for form, iso in (("%B %d, %Y", "%Y-%m-%d"), ("%B %Y", "%Y-%m")):
        try:
            return datetime.strptime(words, form).replace(tzinfo=UTC).strftime(iso)
        except ValueError:
            continue
    return ""


def _countries(locations: str) -> tuple[str, ...]:
    """Each country once, in alphabetical order: what follows the last comma of a location."""
    return tuple(sorted({location.rpartition(", ")[2] for location in _many(locations)}))
