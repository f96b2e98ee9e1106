"""The registry's spreadsheet exports, comma- or tab-separated, with the current and the older headings."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import BinaryIO, NamedTuple

from kg.facts.read.interventions import read_interventions
from kg.facts.read.lines import LONGEST_CELL, Lines
from kg.facts.read.outcome import read_measures, read_titles
from kg.facts.read.refusal import Refusal
from kg.facts.read.registry_codes import code, is_enrolment, phase_code, registry_number
from kg.facts.read.wording import mend
from kg.model import Design, Source, Status, Trial

_OTHER_HEADINGS = {
    "nct id": "nct number",
    "title": "study title",
    "status": "study status",
    "sponsor/collaborators": "sponsor",
    "gender": "sex",
    "study designs": "study design",
    "funded bys": "funder type",
}
_NUMBER = "nct number"
_KNOWN = frozenset(
    {
        _NUMBER, "rank", "study title", "acronym", "study status", "brief summary", "study results", "conditions",
        "interventions", "primary outcome measures", "secondary outcome measures", "other outcome measures",
        "outcome measures", "sponsor", "collaborators", "sex", "age", "phases", "enrollment", "funder type",
        "study type", "study design", "other ids", "start date", "primary completion date", "completion date",
        "first posted", "results first posted", "last update posted", "locations", "study documents", "study url",
    }
)  # fmt: skip
_FEWEST_KNOWN = 2
_REMEDY = "export the studies again from the registry, with the columns NCT Number and Study Title"
_MOST_DIGITS = 12
_TRIAL_NUMBER = re.compile(r"NCT\d{8}")
_SEPARATOR_LINE = re.compile(r"sep=(.)\s*", re.IGNORECASE)
_DATES = {
    "start date": "start",
    "primary completion date": "primary_completion",
    "completion date": "completion",
    "first posted": "first_posted",
    "results first posted": "results_posted",
    "last update posted": "last_update",
}
"""Headings of dates, and the fields of ``Status`` they fill."""


class _Layout(NamedTuple):
    """How the cells of an export stand.

    Attributes:
        headings: In small letters, under their current names.
    """

    delimiter: str
    headings: tuple[str, ...]

    @property
    def is_export(self) -> bool:
        """Whether these are headings of the registry, the numbers of the studies among them or not."""
        return len(_KNOWN.intersection(self.headings)) >= _FEWEST_KNOWN

    def row_within(self, lines: Sequence[str]) -> int:
        """Position of the first line after the first that begins a row of its own; 0 if none does."""
        column = self.headings.index(_NUMBER)
        for position in range(1, len(lines)):
            cells = _cells(lines[position], self.delimiter)
            if len(cells) > column and _TRIAL_NUMBER.fullmatch(cells[column].strip()):
                return position
        return 0


def is_export(text: str) -> bool:
    """Whether an export of the registry begins so."""
    return _layout(iter(text.splitlines())).is_export


def read_export(stream: BinaryIO, path: str) -> Iterator[Trial | Refusal]:
    """The trials of an export, one a row."""
    csv.field_size_limit(LONGEST_CELL)
    lines = Lines(stream)
    layout = _layout(lines)
    if _NUMBER not in layout.headings:
        problem = "no column is headed NCT Number" if layout.is_export else "the headings are not the registry's"
        yield Refusal(kind="file", place=f"{path}, line {lines.number}", problem=problem, remedy=_REMEDY)
        return
    empty = True
    for number, row, problem in _rows(lines, layout):
        empty = False
        if problem:
            yield _refused(path, number, problem)
        else:
            source = Source(path=path, place=f"line {number}", sha256=lines.digest(), form="csv")
            yield from _row(layout.headings, row, source)
    if empty:
        yield Refusal(kind="file", place=path, problem="the export holds headings but no study", remedy=_REMEDY)


def _layout(lines: Iterator[str]) -> _Layout:
    """The layout that the first line with words gives; a spreadsheet program may name the delimiter before it."""
    delimiter = ""
    for line in lines:
        named = _SEPARATOR_LINE.fullmatch(line)
        if named:
            delimiter = named.group(1)
        elif line.strip():
            delimiter = delimiter or max(",\t;", key=line.count)
            return _Layout(delimiter, tuple(_heading(cell) for cell in _cells(line, delimiter)))
    return _Layout(",", ())


def _rows(lines: Lines, layout: _Layout) -> Iterator[tuple[int, list[str], str]]:
    """Number of the first line, cells, and what is wrong; a row that swallows others gives them back."""
    reader = csv.reader(lines, delimiter=layout.delimiter)
    while True:
        number = lines.number + 1
        lines.begin_row()
        row: list[str] = []
        problem = ""
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            problem = str(error)
        if problem or len(row) != len(layout.headings) or lines.has_open_quote():
            begun = layout.row_within(lines.row)
            if begun:
                lines.give_back(begun)
                reader = csv.reader(lines, delimiter=layout.delimiter)
                problem = "a quote is not closed"
        if problem or any(row):
            yield number, row, problem


def _cells(line: str, delimiter: str) -> list[str]:
    """The cells of one line; none if a stray line end stands in it."""
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return []


def _heading(cell: str) -> str:
    heading = cell.strip().lower().replace("_", " ")
    return _OTHER_HEADINGS.get(heading, heading)


def _refused(path: str, line: int, problem: str) -> Refusal:
    return Refusal(kind="record", place=f"{path}, line {line}", problem=problem, remedy=_REMEDY)


def _row(headings: Sequence[str], row: list[str], source: Source) -> Iterator[Trial | Refusal]:
    line = int(source.place.removeprefix("line "))
    if any(row[len(headings) :]):
        yield _refused(source.path, line, f"{len(row)} cells under {len(headings)} headings")
        return
    cells = {heading: mend(cell).strip() for heading, cell in zip(headings, row, strict=False)}
    words = cells.get(_NUMBER, "")
    number = registry_number(words)
    if not number:
        problem = f"{words[:60]!r} is no registry number" if words else "the row has no registry number"
        yield _refused(source.path, line, problem)
        return
    yield _trial(number, cells, source)
    for heading in _unread(cells):
        yield Refusal(
            kind="field",
            place=f"{source.path}, line {line}, {heading}",
            problem=f"{cells[heading][:60]!r} cannot be read",
            remedy="correct the cell; the study is read without it",
        )


def _unread(cells: dict[str, str]) -> Iterator[str]:
    """Headings of cells that hold words but no value."""
    if cells.get("enrollment") and _enrolment(cells["enrollment"]) is None:
        yield "enrollment"
    for heading in _DATES:
        if cells.get(heading) and not _date(cells[heading]):
            yield heading


def _trial(number: str, cells: dict[str, str], source: Source) -> Trial:
    sponsor, *collaborators = _many(cells.get("sponsor", "")) or [""]
    return Trial(
        id=number,
        title=cells.get("study title", ""),
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
        sponsor_class=_sponsor_class(cells.get("funder type", "")),
        collaborators=(*collaborators, *_many(cells.get("collaborators", ""))),
        countries=_countries(cells.get("locations", "")),
        sites=len(_many(cells.get("locations", ""))) or None,
        other_ids=_many(cells.get("other ids", "")),
    )


def _many(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|") if part.strip())


def _design(cells: dict[str, str]) -> Design:
    words = dict(part.split(": ", 1) for part in _many(cells.get("study design", "")) if ": " in part)
    return Design(
        study_type=code(cells.get("study type", "").split(":")[0]),
        phases=tuple(map(phase_code, _many(cells.get("phases", "")))),
        allocation=code(words.get("Allocation", "")),
        intervention_model=code(words.get("Intervention Model", "")),
        observational_model=code(words.get("Observational Model", "")),
        time_perspective=code(words.get("Time Perspective", "")),
        primary_purpose=code(words.get("Primary Purpose", "")),
        masking=code(words.get("Masking", "")),
        enrolment=_enrolment(cells.get("enrollment", "")),
        sex=code(cells.get("sex", "")),
        ages=_age_groups(cells.get("age", "")),
    )


def _enrolment(words: str) -> int | None:
    """The number of participants of ``1200`` or ``1,200``; None for anything else."""
    digits = words.replace(",", "").removesuffix(".0")
    count = int(digits) if digits.isascii() and digits.isdecimal() and len(digits) <= _MOST_DIGITS else None
    return count if count is not None and is_enrolment(count) else None


def _sponsor_class(words: str) -> str:
    """The code of the one kind named; where older exports name several, it is not said whose is whose."""
    kinds = _many(words)
    return code(kinds[0]) if len(kinds) == 1 else ""


def _age_groups(cell: str) -> tuple[str, ...]:
    """Age groups of ``ADULT, OLDER_ADULT`` or ``18 Years and older   (Adult, Older Adult)``."""
    groups = cell.partition("(")[2].rstrip(")") or cell
    known = (code(group) for group in groups.split(","))
    return tuple(group for group in known if group in {"CHILD", "ADULT", "OLDER_ADULT"})


def _status(cells: dict[str, str]) -> Status:
    results = cells.get("study results", "").lower()
    return Status(
        overall=code(cells.get("study status", "")),
        has_results={"yes": True, "has results": True, "no": False, "no results available": False}.get(results),
        **{field: _date(cells.get(heading, "")) for heading, field in _DATES.items()},
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
