"""Readers: a module a form of registry record, each giving trials.

The forms are told apart by content: studies of the ClinicalTrials.gov API in JSON (``api``), the registry's
spreadsheet exports (``csv``) and plain text without field names (``seed``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, get_args

from kg.errors import InputError, UsageError
from kg.facts.read.api import read_study
from kg.facts.read.csv_export import read_export
from kg.facts.read.files import READ_ERRORS, unreadable
from kg.facts.read.form import Form, detect_form
from kg.facts.read.framing import Frame, frames, line_frames
from kg.facts.read.meter import Meter
from kg.facts.read.opening import STDIN, Opened, open_all, open_stream
from kg.facts.read.refusal import Refusal
from kg.facts.read.seed import read_seed
from kg.facts.read.versions import Versions, newest, place_of, richness
from kg.model import Source, Trial
from kg.passages import passages

__all__ = [
    "FORMS",
    "STDIN",
    "Form",
    "Meter",
    "Refusal",
    "Versions",
    "newest",
    "place_of",
    "read_line",
    "read_stream",
    "read_trials",
    "richness",
]

FORMS: tuple[Form, ...] = get_args(Form)
LONGEST_TEXT = 2_000_000
"""Characters of text in one trial; the longest in the registry has some 400,000."""


def read_trials(
    paths: Iterable[Path | str], *, form: str | None = None, meter: Meter | None = None
) -> Iterator[Trial | Refusal]:
    """The trials of files, folders and archives in their order, and what could not be read.

    A trial that stands in several places is given again when a newer version of it is met; the later one replaces
    the earlier. Older versions are refused.

    Args:
        paths: Files, folders and ZIP archives, each file gzipped or not; ``-`` is standard input.
        form: One of :data:`FORMS`; told by content if not given.
        meter: Counts what is read.

    Raises:
        UsageError: If the form is unknown.
    """
    if form is not None and form not in FORMS:
        raise UsageError(f"unknown form {form!r}", remedy=f"choose one of {', '.join(FORMS)}")
    versions = Versions()
    for path in paths:
        for opened in open_all(path, meter or Meter()):
            if isinstance(opened, Refusal):
                yield opened
                continue
            for found in _read(opened, form):
                yield from newest(found, versions)


def read_stream(path: str, stream: BinaryIO, *, form: str | None = None) -> Iterator[Trial | Refusal]:
    """The trials of one open file, gzip or ZIP archive in their order, every version of them.

    Args:
        path: What the file is called in places and sources.
        form: As for :func:`read_trials`.
    """
    for opened in open_stream(path, stream):
        if isinstance(opened, Refusal):
            yield opened
        else:
            yield from _read(opened, form)


def read_line(path: str, number: int, line: bytes) -> Iterator[Trial | Refusal]:
    """The study or the page of studies on one line of a file of JSON.

    Args:
        path: What the file is called in places and sources.
        number: Of the line, from 1.
        line: With its end or without; nothing comes of a blank one.
    """
    for frame in line_frames(number, line):
        for found in _read_frame(path, frame):
            yield _too_long(found) or found if isinstance(found, Trial) else found


def _read(opened: Opened, form: str | None) -> Iterator[Trial | Refusal]:
    try:
        chosen = form or detect_form(opened.head)
        for found in _READERS[chosen](opened):
            yield _too_long(found) or found if isinstance(found, Trial) else found
    except InputError as error:
        yield _refusal("file", opened.path, error)
    except READ_ERRORS as error:
        yield unreadable(opened.path, error)


def _too_long(trial: Trial) -> Refusal | None:
    length = sum(len(passage.text) for passage in passages(trial))
    if length <= LONGEST_TEXT:
        return None
    return Refusal(
        kind="record",
        place=place_of(trial.source),
        problem=f"{trial.id} has {length / 1e6:.1f} million characters of text",
        remedy=f"give records of at most {LONGEST_TEXT / 1e6:.0f} million characters",
    )


def _refusal(kind: str, place: str, error: InputError) -> Refusal:
    return Refusal(
        kind="file" if kind == "file" else "record",
        place=place,
        problem=error.problem,
        remedy=error.remedy or "check the file",
    )


def _read_api(opened: Opened) -> Iterator[Trial | Refusal]:
    empty = True
    for frame in frames(opened.stream, opened.head):
        empty = False
        yield from _read_frame(opened.path, frame)
    if empty:
        yield Refusal(
            kind="file",
            place=opened.path,
            problem="the JSON holds no study",
            remedy="give a study, an array of studies or a page of the registry's API version 2",
        )


def _read_frame(path: str, frame: Frame) -> Iterator[Trial | Refusal]:
    source = Source(path=path, place=frame.place)
    if frame.problem:
        yield Refusal(
            kind="record" if frame.data else "file",
            place=place_of(source),
            problem=frame.problem,
            remedy="download the record again, or mend the JSON at this place",
        )
        return
    try:
        trial, wrong = read_study(frame.data, source)
    except InputError as error:
        yield _refusal("record", place_of(source), error)
        return
    yield trial
    for field in wrong:
        yield Refusal(
            kind="field",
            place=f"{place_of(source)}, {field.field}",
            problem=field.problem,
            remedy="correct the field; the study is read without it",
        )


def _read_csv(opened: Opened) -> Iterator[Trial | Refusal]:
    yield from read_export(opened.stream, opened.path)


def _read_seed(opened: Opened) -> Iterator[Trial | Refusal]:
    data = opened.stream.read(4 * LONGEST_TEXT)
    trial, refusals = read_seed(data, Source(path=opened.path), opened.stem)
    yield trial
    yield from refusals


_READERS: dict[str, Callable[[Opened], Iterator[Trial | Refusal]]] = {
    "api": _read_api,
    "csv": _read_csv,
    "seed": _read_seed,
}
