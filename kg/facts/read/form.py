"""The form of a file, told by its first bytes."""

from __future__ import annotations

import re
from typing import Literal

from kg.errors import InputError
from kg.facts.read.csv_export import is_export
from kg.facts.read.wording import decode

Form = Literal["api", "csv", "seed"]

EXPECTED = (
    "give JSON of the registry's API version 2, a CSV or TSV export of the registry, or plain text in the seed form"
)
_UNPACK = "unpack it, or pack its files as ZIP or gzip"
_SPREADSHEET = "save it as CSV, or export the studies as CSV from the registry"
_JSON = re.compile(rb"\s*(?:\{|\[\s*[\[{\]]|\[\s*$)")
_STUDY_KEY = b'"protocolSection"'
_FOREIGN = (
    (b"%PDF", "a PDF document", EXPECTED),
    (b"{\\rtf", "a Rich Text document", EXPECTED),
    (b"\x89PNG", "a picture", EXPECTED),
    (b"\xff\xd8\xff", "a picture", EXPECTED),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a document of an older Office program", _SPREADSHEET),
    (b"BZh", "a file packed by bzip2", _UNPACK),
    (b"\xfd7zXZ\x00", "a file packed by xz", _UNPACK),
    (b"\x28\xb5\x2f\xfd", "a file packed by zstd", _UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", _UNPACK),
    (b"Rar!\x1a\x07", "a RAR archive", _UNPACK),
)
_LONGEST_HEADER = 1 << 13
_TAR = slice(257, 262), b"ustar"
_OLD_XML = re.compile(rb"<(?:clinical_study|search_results|study_fields_response|full_studies)\b", re.IGNORECASE)
_DUMP = re.compile(rb"(?:id\|)?nct_id\|")


def detect_form(head: bytes) -> Form:
    """The form of the file that begins so.

    Raises:
        InputError: If it is empty or cannot be a registry record.
    """
    text = head.removeprefix(b"\xef\xbb\xbf")
    _refuse_foreign(text)
    if _JSON.match(text) or _STUDY_KEY in text:
        return "api"
    if is_export(decode(text[:_LONGEST_HEADER])):
        return "csv"
    if b"\x00" in text:
        raise _refused("a binary file")
    return "seed"


def _refuse_foreign(head: bytes) -> None:
    """Refuse what has the marks of another form."""
    text = head.lstrip()
    if not text:
        raise InputError("the file is empty", remedy=EXPECTED)
    for magic, what, remedy in _FOREIGN:
        if head.startswith(magic):
            raise _refused(what, remedy)
    place, magic = _TAR
    if head[place] == magic:
        raise _refused("a tar archive", _UNPACK)
    if _OLD_XML.search(text) and text.startswith(b"<"):
        raise _refused("XML of the registry's API before version 2")
    if text.startswith(b"<"):
        raise _refused("an HTML or XML page")
    if _DUMP.match(text):
        raise _refused("a table of the AACT database, which spreads each study over many tables")


def _refused(what: str, remedy: str = EXPECTED) -> InputError:
    return InputError(f"this is {what}, no registry record", remedy=remedy)
