"""The JSON of a study decoded field by field, so that a field of a wrong type costs only itself."""

from __future__ import annotations

import json
import re
from typing import Any

import msgspec

from kg.errors import InputError
from kg.facts.read.study import Study
from kg.facts.read.wording import decode

_MOST_WRONG_FIELDS = 200
_MOST_DIGITS = 300
_PLACE = re.compile(r" - at `\$\.?([^`]*)`")
_DECODER = msgspec.json.Decoder(Study)
_AS_THE_REGISTRY_DOES = "give a study as the registry's API version 2 writes it"


class WrongField(msgspec.Struct, frozen=True):
    """A field whose value has a type that the registry does not give it.

    Attributes:
        field: Dotted path from the study's root.
        problem: What was expected and what was found.
    """

    field: str
    problem: str


def decode_study(data: bytes) -> tuple[Study, tuple[WrongField, ...]]:
    """A study, and the fields left out because their types are wrong; null counts as missing.

    Args:
        data: The JSON object, in UTF-8 or Windows-1252.

    Raises:
        InputError: If it is no JSON object with fields of a study.
    """
    try:
        return _DECODER.decode(data), ()
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        pass
    try:
        return _decoded_in_part(_without_nulls(_tree(data)))
    except RecursionError as error:
        raise InputError("no study: the JSON is nested too deeply", remedy="download the record again") from error


def _tree(data: bytes) -> Any:
    """The JSON read more leniently: other encodings, control characters and halves of surrogate pairs are let in."""
    try:
        return json.loads(decode(data), strict=False, parse_int=_number)
    except json.JSONDecodeError as error:
        raise InputError(
            f"no valid JSON: {error}", remedy="download the record again, or mend the JSON at this place"
        ) from error


def _number(digits: str) -> int | float:
    """A whole number; infinity for one of more digits than anything that is counted has."""
    return int(digits) if len(digits) <= _MOST_DIGITS else float("inf")


def _decoded_in_part(tree: Any) -> tuple[Study, tuple[WrongField, ...]]:
    wrong: list[WrongField] = []
    for _ in range(_MOST_WRONG_FIELDS):
        try:
            return msgspec.convert(tree, Study, strict=False), tuple(wrong)
        except msgspec.ValidationError as error:
            field = _place(error)
            if not field:
                break
            _remove(tree, field)
            wrong.append(WrongField(field, str(error).split(" - at ")[0].replace("`", "")))
    raise InputError(
        "the JSON is no study: its fields have other types than the registry's", remedy=_AS_THE_REGISTRY_DOES
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
