"""One form: how to tell it, and how to read it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import BinaryIO, NamedTuple, TypeVar

import msgspec

from kg.errors import InputError
from kg.facts.packs.concept import Concept, Release

_FIRST_SENTENCE = re.compile(r'^"?(.*?[a-z)\]])\.(?:\s|"|$)', re.DOTALL)
_LONGEST_DEFINITION = 600

T = TypeVar("T")


class Vocabulary(NamedTuple):
    """What a source holds."""

    concepts: list[Concept]
    release: Release = Release()


class Form(NamedTuple):
    """A form of a terminology.

    Attributes:
        kind: The terminology.
        title: What the form is called.
        matches: Whether a file that starts with this text has the form.
        read: Reads it, given its name for messages.
    """

    kind: str
    title: str
    matches: Callable[[str], bool]
    read: Callable[[BinaryIO, str], Vocabulary]


def starts_with(pattern: str) -> Callable[[str], bool]:
    """Whether a text starts with the pattern, in which ``^`` and ``$`` stand for the ends of lines."""
    compiled = re.compile(pattern, re.MULTILINE)
    return lambda head: compiled.match(head) is not None


def holds(*patterns: str) -> Callable[[str], bool]:
    """Whether a text holds all of the patterns."""
    compiled = [re.compile(pattern, re.MULTILINE) for pattern in patterns]
    return lambda head: all(pattern.search(head) for pattern in compiled)


def lines(stream: BinaryIO) -> Iterator[str]:
    """The lines of a file in UTF-8, or in Windows-1252 where a line is not UTF-8."""
    for number, line in enumerate(stream):
        try:
            text = line.decode("utf-8-sig" if number == 0 else "utf-8")
        except UnicodeDecodeError:
            text = line.decode("cp1252", errors="replace")
        yield text.rstrip("\r\n")


def decoded(stream: BinaryIO, place: str, type_: type[T]) -> T:
    """The value of a file in JSON.

    Raises:
        InputError: If it is no JSON, or of another shape.
    """
    try:
        return msgspec.json.decode(stream.read(), type=type_)
    except msgspec.MsgspecError as error:
        raise InputError(f"the JSON cannot be read: {error}", place=place, remedy="download it again") from error


def rows(stream: BinaryIO, place: str, columns: int) -> Iterator[list[str]]:
    """The cells of each line.

    Args:
        columns: The least number of cells in a line.

    Raises:
        InputError: If a line has fewer.
    """
    for number, line in enumerate(lines(stream), start=1):
        if not line:
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if len(cells) < columns:
            raise InputError(
                f"{len(cells)} cells where {columns} belong",
                place=f"{place}, line {number}",
                remedy="download it again",
            )
        yield cells


def headed_rows(stream: BinaryIO, place: str, columns: int) -> Iterator[dict[str, str]]:
    """The cells of each line by the headings of the first, which are in small letters without spaces and ``#``.

    Raises:
        InputError: If a line has fewer cells than given.
    """
    found = rows(stream, place, columns)
    header = [heading.lower().lstrip("#").replace(" ", "_") for heading in next(found, [])]
    for cells in found:
        yield dict(zip(header, cells, strict=False))


def many(cell: str, separator: str = "|") -> tuple[str, ...]:
    """The values in a cell, which may stand in quotation marks; each once."""
    values = (value.strip() for value in cell.strip('"').split(separator))
    return tuple(dict.fromkeys(value for value in values if value))


def first_sentence(definition: str) -> str:
    """The first sentence of a definition."""
    match = _FIRST_SENTENCE.match(definition)
    return (match.group(1) if match else definition.strip('"')).strip()[:_LONGEST_DEFINITION]


def without(names: tuple[str, ...], label: str) -> tuple[str, ...]:
    """The names other than the label, each once."""
    return tuple(dict.fromkeys(name for name in names if name != label))
