"""A record as plain text without field names.

Its parts stand in this order, each on a line of its own: title; summary; conditions; typed interventions; primary,
secondary and other outcome measures; description. Any but the title may be absent. Summary, outcomes and description
may go on over several lines: after a blank line, or as a list.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from typing import NamedTuple

from kg.errors import InputError
from kg.facts.read.interventions import read_interventions
from kg.facts.read.outcome import (
    ends_a_sentence,
    ends_in_time_frame,
    follows_a_sentence,
    measures_time,
    read_measures,
)
from kg.facts.read.refusal import Refusal
from kg.facts.read.registry_codes import INTERVENTION_TYPES, typed_intervention
from kg.facts.read.wording import decode, mend
from kg.model import OutcomeMeasure, Priority, Source, Trial

_PRIORITIES: tuple[Priority, ...] = ("Primary", "Secondary", "Other")
_LIST_ITEM = re.compile(r"\s|[*•·-]\s|\(?\d{1,2}[.)]\s|[a-z][.)]\s")
_LONGEST_CONDITION = 160
_MOST_CONDITION_WORDS = 14
_LONGEST_LAST_PART = 120
_LONGEST_OUTCOMES = 60_000
_TYPED = r"[A-Z][A-Z_]{2,24}: \S[^|]{0,80}"
_TYPE_LIKE = re.compile(rf"{_TYPED}(?:\|{_TYPED})+$")
_EXPECTED = (
    "the record's parts in order: title, summary, conditions, typed interventions (DRUG: …), outcome measures "
    "(measure, description, time frame|…), description"
)


class Line(NamedTuple):
    """A line of the text.

    Attributes:
        number: 1-based.
        after_blank: Whether a blank line stands before it.
    """

    number: int
    text: str
    after_blank: bool


def read_seed(data: bytes, source: Source, stem: str) -> tuple[Trial, tuple[Refusal, ...]]:
    """The trial of one text, and the lines that have no place in it.

    Args:
        data: The text, in UTF-8 or Windows-1252.
        source: Where it stands; form and digest are filled in here.
        stem: The file's name without suffix, which serves as the trial's identifier.

    Raises:
        InputError: If no line holds interventions or outcome measures.
    """
    title, *rest = _lines(mend(decode(data)))
    head, interventions, tail = _around_interventions(rest)
    conditions, summary = _conditions_and_summary(head)
    outcomes, description, misplaced = _outcomes_and_description(tail)
    if not interventions and not outcomes:
        raise InputError(
            "the text is no record: no line holds interventions or outcome measures",
            remedy=f"give JSON or an export of the registry, or, as plain text, {_EXPECTED}",
        )
    trial = Trial(
        id=stem,
        title=title.text.strip(),
        source=Source(path=source.path, place=source.place, sha256=hashlib.sha256(data).hexdigest(), form="seed"),
        summary=_joined(summary),
        description=_joined(description),
        conditions=conditions,
        interventions=read_interventions(interventions),
        outcomes=outcomes,
    )
    return trial, tuple(_refusal(source.path, line) for line in misplaced)


def _refusal(path: str, line: Line) -> Refusal:
    return Refusal(
        kind="line",
        place=f"{path}, line {line.number}",
        problem=f"this line has no place in the record: {line.text.strip()[:60]!r}",
        remedy=f"give {_EXPECTED}",
    )


def _lines(text: str) -> Iterator[Line]:
    """The lines that are not blank."""
    after_blank = False
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield Line(number, line.rstrip(), after_blank)
        after_blank = not line.strip()


def _joined(lines: list[Line]) -> str:
    """The lines as they stood, one blank line where there were blank lines."""
    separated = (("\n\n" if line.after_blank else "\n") + line.text for line in lines)
    return "".join(separated).strip("\n")


def _is_interventions(text: str) -> bool:
    """Whether the line begins with a type of the registry in capitals and a name."""
    kind, colon, _ = text.partition(": ")
    return bool(colon) and kind in INTERVENTION_TYPES and typed_intervention(text) is not None


def _is_outcomes(text: str) -> bool:
    """Whether most parts of a ``|`` list close in a time frame."""
    parts = [part for part in text.split("|") if part.strip()]
    return 2 * sum(map(_is_outcome, parts)) > len(parts)


def _is_outcome(text: str) -> bool:
    """Whether the text closes in a time frame, or has no full stop and closes in a length of time."""
    if ends_in_time_frame(text):
        return True
    begin, comma, last = text.rpartition(", ")
    if not comma or text.rstrip().endswith("."):
        return ends_a_sentence(begin) and len(last) <= _LONGEST_LAST_PART
    return len(last) <= _LONGEST_LAST_PART and (measures_time(last) or ends_a_sentence(begin))


def _around_interventions(lines: list[Line]) -> tuple[list[Line], str, list[Line]]:
    """The lines before the interventions, the interventions, and the lines after; without them, cut at the outcomes."""
    for position, line in enumerate(lines):
        if _is_interventions(line.text):
            return lines[:position], line.text, lines[position + 1 :]
    named = [position for position, line in enumerate(lines) if _is_conditions(line)]
    cut = 1 + next((position for position in named if position > 0), named[0] if named else len(lines) - 1)
    return lines[:cut], "", lines[cut:]


def _is_conditions(line: Line) -> bool:
    """Whether the line is a list of names, not prose."""
    if line.after_blank or _LIST_ITEM.match(line.text):
        return False
    names = line.text.split("|")
    return all(len(n) <= _LONGEST_CONDITION and len(n.split()) <= _MOST_CONDITION_WORDS for n in names) and not (
        line.text.endswith((".", ":", ";"))
    )


def _conditions_and_summary(head: list[Line]) -> tuple[tuple[str, ...], list[Line]]:
    """The conditions, which close the head, and the summary before them."""
    if not head or not _closes_head(head):
        return (), head
    *summary, last = head
    return tuple(name.strip() for name in last.text.split("|") if name.strip()), summary


def _closes_head(head: list[Line]) -> bool:
    """Whether the last line before the interventions holds conditions."""
    last = head[-1]
    if len(head) == 1 or last.after_blank:
        return _is_conditions(last)
    return not last.text.endswith(".") and not _LIST_ITEM.match(last.text)


def _outcomes_and_description(tail: list[Line]) -> tuple[tuple[OutcomeMeasure, ...], list[Line], list[Line]]:
    """The outcome lists in the order of priority, the description after them, and lines without a place."""
    misplaced = [line for line in tail if _is_interventions(line.text) or _is_typed_list(line)]
    lists, description = _outcome_lists([line for line in tail if line not in misplaced])
    if len(lists) == len(_PRIORITIES) and description and _is_outcome_list(description[0].text):
        misplaced.append(description.pop(0))
    outcomes = tuple(
        outcome for priority, text in zip(_PRIORITIES, lists, strict=False) for outcome in read_measures(text, priority)
    )
    return outcomes, description, misplaced


def _is_typed_list(line: Line) -> bool:
    """Whether the line has the form of interventions, whatever their types."""
    return not line.after_blank and bool(_TYPE_LIKE.match(line.text))


def _is_outcome_list(text: str) -> bool:
    return "|" in text and _is_outcomes(text)


def _outcome_lists(lines: list[Line]) -> tuple[list[str], list[Line]]:
    """At most three outcome lists, each closing with a time frame, and the lines after the last."""
    lists: list[str] = []
    begin = 0
    while len(lists) < len(_PRIORITIES) and begin < len(lines):
        end = _end_of_outcomes(lines, begin)
        if end is None:
            break
        lists.append(_joined(lines[begin:end]))
        begin = end
    return lists, lines[begin:]


def _end_of_outcomes(lines: list[Line], begin: int) -> int | None:
    """Where the outcome list that begins at a line ends; None if none begins there.

    A list on one line closes with a time frame. One that goes on over lines begins with a measure and a comma and
    ends at the first line that closes with a time frame, as paragraphs of prose do not, and is not followed by a
    blank line or a further item.
    """
    on_one_line = _is_outcomes(lines[begin].text)
    if on_one_line and _is_outcome(lines[begin].text.rpartition("|")[2]) and not _goes_on(lines, begin + 1):
        return begin + 1
    if not _opens_outcomes(lines[begin].text):
        return None
    closings = [end for end in range(begin + 2, len(lines) + 1) if _closes_outcomes(lines[end - 1].text)]
    final = next((end for end in closings if not _goes_on(lines, end)), None)
    if final is not None and sum(len(line.text) for line in lines[begin:final]) <= _LONGEST_OUTCOMES:
        return final
    return begin + 1 if on_one_line else next(iter(closings), None)


def _goes_on(lines: list[Line], end: int) -> bool:
    """Whether the line at this place continues what stands before it."""
    return end < len(lines) and (lines[end].after_blank or bool(_LIST_ITEM.match(lines[end].text)))


def _closes_outcomes(text: str) -> bool:
    """Whether the line can be the last of several with outcomes."""
    if not ends_in_time_frame(text.rpartition("|")[2]):
        return False
    return not text.endswith(".") or follows_a_sentence(text)


def _opens_outcomes(text: str) -> bool:
    """Whether the line can be the first of several with outcomes: a measure, a comma, and a sentence that goes on."""
    return ", " in text and not _LIST_ITEM.match(text)
